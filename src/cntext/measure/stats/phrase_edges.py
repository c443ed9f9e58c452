"""Which candidates can be phrases at all, by the words at their two ends."""

from __future__ import annotations

from dataclasses import dataclass

from cntext.analysis import Background
from cntext.lazy import np
from cntext.measure.stats.phrase_classes import WordClasses
from cntext.measure.stats.phrase_contexts import marks
from cntext.measure.stats.phrase_exempt import (
    bound_head,
    framed,
    function_in_word,
    term_of_number,
)
from cntext.measure.stats.phrase_layout import LIST, OPENING, before, running
from cntext.measure.stats.phrase_lists import no_mere_list
from cntext.measure.stats.phrase_occurrences import Occurrences
from cntext.measure.stats.phrase_shape import Shape
from cntext.measure.stats.repeats import Repeats
from cntext.measure.stats.sums import Sums
from cntext.text.characters import HAN

# In quotation marks in this share of its occurrences, a string is a phrase by its author's word.
QUOTED = 0.3
# 碳|中|和, 技术|进步: neither conjunction nor adverb ends a clause, and this share is no accident.
_AT_STOP = 0.3
_YEAR = 4  # digits
# A verb ends a phrase that is followed by a stop or a function word in this share.
_CLOSING = 0.2
# A lone first character belongs to what is before it in this share of the occurrences.
_LATE = 0.8


def plausible(
    repeats: Repeats,
    shape: Shape,
    classes: WordClasses,
    background: Background,
) -> np.ndarray:
    """Return bool[C]: candidates whose ends can be those of a phrase.

    Held to be none: what begins or ends with a function word, numbers with their measures,
    single words of two characters, names, padding before a bare verb (认真落实), a
    choice between two things (专项督导或者综合督导), and a pair of places (内地与香港). What its
    authors put into quotation marks is exempt.
    """
    layout = repeats.layout
    words = repeats.whole.vocabulary
    found = repeats.ask(Ends(_belongs_before(classes)))
    at_stop = found.stopped >= _AT_STOP * repeats.freq
    one = shape.tokens == 1
    first_bad = classes.first_bad[shape.first]
    last_bad = classes.last_bad[shape.last]

    numeral = classes.numeral[shape.first]
    first_bad = np.where(numeral, ~term_of_number(repeats, shape, classes), first_bad)
    first_bad &= ~framed(repeats, shape, words) & ~bound_head(repeats, shape, classes)
    first_bad |= _begins_late(repeats, shape, classes, found.late)
    last_bad &= ~function_in_word(repeats, shape, classes, background, at_stop)
    last_bad &= classes.edge[shape.last] | ~at_stop | one
    last_bad |= classes.saying[shape.last] & ~one  # 负责人|表示
    # 教育|相结合, behind 与生产劳动; whole: 宗教|与|社会主义|社会|相适应.
    last_bad |= classes.mutual[shape.last] & ~_holds(shape, classes.joint[layout.tokens])
    # 技能|大赛|获: a lone verb asks for its object, unless a clause may end with it.
    lone = classes.verb[shape.last] & (classes.length[shape.last] == 1) & ~one
    last_bad |= lone & (classes.length[shape.before_last] > 1) & ~at_stop
    # 产业体系建设|提供, 企业|共建: a verb that always goes on to its object.
    verbal = classes.verb[shape.last] & ~one & ~last_bad & ~first_bad
    last_bad |= verbal & (found.closed < _CLOSING * repeats.freq)
    # 二等奖|1, but 中国制造|2025.
    last_bad |= classes.numeral[shape.last] & (classes.length[shape.last] < _YEAR)

    quoted = found.quoted >= QUOTED * repeats.freq
    # The dictionary has some of these as one word: 贯彻落实, 高度重视.
    padded = one & classes.padded[shape.first]
    light, deed = classes.padding, classes.verb | classes.padding | classes.action
    bare = (shape.tokens == 2) & deed[shape.first] & deed[shape.last]
    bare &= light[shape.first] | light[shape.last]
    # 正式|设立, 初步|建立: the verb asks for its object. 直接|融资 is a thing.
    bare |= (shape.tokens == 2) & classes.adverb[shape.first] & classes.verb[shape.last]
    # 成立|重庆, 入选|教育部, 培养|人: where, or whom, and no more.
    where = classes.place | classes.local | classes.referred  # 符合|国家
    where = where | (classes.bearer & (classes.length == 1))
    bare |= (shape.tokens == 2) & classes.verb[shape.first] & where[shape.last]
    # From four characters on the dictionary's tags say nothing: 依法治国 is a place to it.
    alone = ~one | (repeats.length >= 4) | ((repeats.length == 3) & classes.alone[shape.first])
    # 常态|化, 普惠|性: a word of one suffix is judged like a word.
    alone &= ~((shape.tokens == 2) & classes.suffix[shape.last] & (repeats.length <= 3))
    choice = _holds(shape, classes.either[layout.tokens])
    choice |= _holds(shape, classes.joint[layout.tokens]) & classes.place[shape.last]
    named = _person(repeats, shape, classes)
    good: np.ndarray = (~(first_bad | last_bad | bare | padded | choice | named) & alone) | quoted
    said = classes.bearer[shape.before_last] & ~one
    beside = np.maximum(found.listed_before, found.listed_after)
    good &= _readable(repeats)
    good &= no_mere_list(repeats, good, said, quoted, beside)
    return good


def _holds(shape: Shape, flags: np.ndarray) -> np.ndarray:
    """Return bool[C]: one of the candidate's tokens is among ``flags``, bool by token."""
    total = running(flags)
    held: np.ndarray = total[shape.token + shape.tokens] > total[shape.token]
    return held


@dataclass(frozen=True, slots=True)
class Closings(Sums):
    """Of C strings, int64[C] each: occurrences that a barrier follows, that one or a function word

    follows but no opening quotation mark, that fill quotation marks, that begin ``late``, with a 、 before and behind.
    """

    stopped: np.ndarray
    closed: np.ndarray
    quoted: np.ndarray
    late: np.ndarray
    listed_before: np.ndarray
    listed_after: np.ndarray


@dataclass(frozen=True, slots=True)
class Ends:
    """Looks at what stands beside strings; ``needs`` bool[V]: words that what follows belongs to."""

    needs: np.ndarray

    def __call__(self, found: Occurrences) -> Closings:
        """Return how often what does."""
        layout = found.layout
        commas = layout.where(LIST.__eq__)
        late = before(~layout.stops & layout.of_kind(self.needs))
        late |= before(~layout.stops) & ~layout.borders
        return Closings(
            *found.count(
                (None, layout.stops),
                (None, layout.free & ~layout.where(OPENING.__contains__)),
                marks(layout),
                (late, None),
                (before(commas), None),
                (None, commas),
            )
        )


def _belongs_before(classes: WordClasses) -> np.ndarray:
    """Return bool[V]: a word of degree (较|快|发展), a lone character neither verb nor function word

    (中|苏|两国, a word that the dictionary lacks).
    """
    lone = (classes.length == 1) & ~(classes.edge | classes.verb | classes.measure)
    needs: np.ndarray = classes.degree | lone
    return needs


def _begins_late(
    repeats: Repeats, shape: Shape, classes: WordClasses, late: np.ndarray
) -> np.ndarray:
    """Return bool[C]: what begins too late, its lone first character belonging to what is before.

    ``late`` int64[C]: occurrences behind one that belongs before, or behind the beginning of the
    same word (加快|发展).
    """
    head = (classes.length[shape.first] == 1) & (shape.tokens > 1)
    behind: np.ndarray = head & (late >= _LATE * repeats.freq)
    return behind


def _person(repeats: Repeats, shape: Shape, classes: WordClasses) -> np.ndarray:
    """Return bool[C]: a name the dictionary lacks, a surname and two characters cut apart."""
    surname = classes.person[shape.first] & (classes.length[shape.first] == 1)
    person: np.ndarray = surname & (shape.tokens == 3) & (repeats.length == 3)
    return person


def _readable(repeats: Repeats) -> np.ndarray:
    """Return bool[C]: two Chinese characters side by side, no digit in front."""
    han = repeats.layout.where(lambda c: HAN.match(c) is not None)
    pairs = running(han[:-1] & han[1:])
    begin, end = repeats.start, repeats.start + repeats.length
    readable: np.ndarray = (pairs[end - 1] > pairs[begin]) & han[begin]
    return readable
