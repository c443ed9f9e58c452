"""Strings that are cut out of a clause: they end with words, and yet are no phrase."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cntext.lazy import np
from cntext.measure.stats.phrase_classes import WordClasses
from cntext.measure.stats.phrase_contexts import marks
from cntext.measure.stats.phrase_edges import QUOTED
from cntext.measure.stats.phrase_layout import LIST, before, running
from cntext.measure.stats.phrase_occurrences import Occurrences
from cntext.measure.stats.phrase_shape import Shape
from cntext.measure.stats.repeats import Repeats
from cntext.measure.stats.sums import Sums

# 少年接受义务教育 stands after 、 in this share of its occurrences,
_AFTER_LIST = 0.8
# 义务教育的民办学校 behind a verb in this one.
_GOVERNED = 0.3
# The word before 和 goes on in front in this share.
_PAIR = 0.5
# The word behind a verb goes on, a preposition stands in front, in this one.
_CUT = 0.9


def cut_from_clause(repeats: Repeats, shape: Shape, classes: WordClasses) -> np.ndarray:
    """Return bool[C]: the last member of a list with what is said of all (儿童、少年|接受|义务教育),

    or what its verb governs no further than 的: 实施|义务教育|的|民办学校 is of schools that do;
    half of a pair or of an object, and who is or won what. What is quoted is exempt.
    """
    tokens, of = repeats.layout.tokens, _is_of(repeats.whole.vocabulary)
    qualifies = classes.nominal | classes.quality | classes.numeral
    counted = qualifies | classes.pronoun | classes.linking
    found = repeats.ask(
        Joints(classes.verb, classes.preposition, of, qualifies, counted, classes.nominal)
    )
    holds = _inside(shape, classes.verb[tokens])
    listed = holds & (found.listed >= _AFTER_LIST * repeats.freq)
    # 为|产业体系建设|夯实|人才之基: what a preposition governs ends before the verb.
    # 工学结合|的|方式|进行|学徒培养: the subject begins in front of 的.
    late = np.maximum(found.prepositional, found.belongs) >= _CUT * repeats.freq
    cut: np.ndarray = listed | (holds & late)
    cut |= _half_of_pair(repeats, shape, classes, found)
    cut |= _half_an_object(repeats, shape, classes, found)
    # 单位|安排 before 实习岗位, 职工 and 与: who does what, and what is still to come.
    done = ~(classes.nominal | classes.bearer)[shape.second]
    cut |= (shape.tokens == 2) & classes.actor[shape.first] & done & (found.stopped == 0)
    cut |= _clause(shape, classes, tokens) | _open(shape, classes, tokens)
    cut |= _two_slogans(repeats, shape, classes, found)
    who = _inside(shape, of[tokens]) & (classes.bearer | classes.institution)[shape.last]
    cut |= who & (found.governed >= _GOVERNED * repeats.freq)
    cut &= found.quoted < QUOTED * repeats.freq
    return cut


@dataclass(frozen=True, slots=True)
class Joined(Sums):
    """Of C strings, int64[C] each: occurrences behind a 、, behind a verb, a preposition, 的, a word

    that qualifies, one that may begin a pair, before a noun, before a stop, and in quotation
    marks of their own.
    """

    listed: np.ndarray
    governed: np.ndarray
    prepositional: np.ndarray
    belongs: np.ndarray
    qualified: np.ndarray
    paired: np.ndarray
    goes_on: np.ndarray
    stopped: np.ndarray
    quoted: np.ndarray


@dataclass(frozen=True, slots=True)
class Joints:
    """Looks at the words beside strings; bool[V] each: the kinds that are told apart."""

    verb: np.ndarray
    preposition: np.ndarray
    of: np.ndarray
    qualifies: np.ndarray
    pairs: np.ndarray
    nominal: np.ndarray

    def __call__(self, found: Occurrences) -> Joined:
        """Return how often what stands there."""
        layout = found.layout
        begins = before(~layout.stops) & layout.borders
        ends = ~layout.stops & layout.borders
        kinds = self.verb, self.preposition, self.of, self.qualifies, self.pairs
        return Joined(
            *found.count(
                (before(layout.where(LIST.__eq__)), None),
                *((begins & before(layout.of_kind(kind)), None) for kind in kinds),
                (None, ends & layout.of_kind(self.nominal)),
                (None, layout.stops),
                marks(layout),
            )
        )


def _is_of(words: Sequence[str]) -> np.ndarray:
    return np.fromiter((word == "的" for word in words), bool, len(words))


def _half_of_pair(
    repeats: Repeats, shape: Shape, classes: WordClasses, found: Joined
) -> np.ndarray:
    """Return bool[C]: what 和 or 的 joins, whose outer word goes on outside it.

    需求|和|新技术应用 is cut out of 产业发展|需求|和|新技术应用, 形式|的|教育 of 多种|形式|的|教育.
    Nor is a pair a name that begins with a noun that names nothing (条件|和|支持).
    """
    tokens = repeats.layout.tokens
    link, of = classes.linking[tokens], _is_of(repeats.whole.vocabulary)[tokens]
    several = shape.tokens > 2
    second = np.minimum(shape.token + 1, len(tokens) - 1)
    first = several & (link | of)[second]
    last = several & link[shape.token + np.maximum(shape.tokens - 2, 0)]
    half = _PAIR * repeats.freq
    nothing = first & classes.generic[shape.first]
    cut: np.ndarray = nothing & (link[second] | (found.paired >= half))  # 层次|和|形式|的|教育
    cut |= first & (found.qualified >= half)
    cut |= last & (found.goes_on >= half)
    return cut


def _half_an_object(
    repeats: Repeats, shape: Shape, classes: WordClasses, found: Joined
) -> np.ndarray:
    """Return bool[C]: a verb and the first word of its object (服务|区域, before 经济发展)."""
    verb = (shape.tokens == 2) & (classes.verb | classes.action)[shape.first]
    cut: np.ndarray = verb & (found.goes_on >= _CUT * repeats.freq)
    return cut


def _clause(shape: Shape, classes: WordClasses, tokens: np.ndarray) -> np.ndarray:
    """Return bool[C]: who does what (国家|鼓励|企业), a verb that states (大赛|获|一等奖),

    or a reference (违反|本法|规定).
    """
    clause = classes.nominal[shape.first] & _inside(shape, classes.stating[tokens])
    done = classes.enforcing | classes.adopting
    acts = classes.actor[shape.first] & done[shape.second] & (shape.tokens > 1)
    # 国家|采取措施, 职业|学校|面向社会: who does what, and nothing more.
    acts |= (shape.tokens > 1) & classes.actor[shape.before_last] & classes.doing[shape.last]
    refers = (shape.tokens > 1) & classes.rule[shape.last] & classes.referred[shape.before_last]
    found: np.ndarray = clause | acts | refers
    return found


def _open(shape: Shape, classes: WordClasses, tokens: np.ndarray) -> np.ndarray:
    """Return bool[C]: a noun, and a preposition whose verb is still to come (具体办法|由|国务院)."""
    acts = (classes.verb | classes.action)[tokens]
    governs = classes.governing[tokens]
    governs[1:] &= ~acts[:-1]  # 运行|在|合理区间
    last = np.maximum(shape.token + shape.tokens - 1, 0)
    place = np.arange(len(tokens))
    opened = np.maximum.accumulate(np.where(governs, place, -1))[last]
    done = np.maximum.accumulate(np.where(acts, place, -1))[last]
    found: np.ndarray = (shape.token < opened) & (opened < last) & (done < opened)
    return found


def _two_slogans(repeats: Repeats, shape: Shape, classes: WordClasses, found: Joined) -> np.ndarray:
    """Return bool[C]: the object of one verb and another verb with its own (对接|产业|强|特色)."""
    slogan = (shape.tokens > 2) & classes.slogan[shape.before_last] & classes.nominal[shape.first]
    slogan &= classes.length[shape.last] > 1  # 科教|兴|国
    cut: np.ndarray = slogan & (found.governed >= _CUT * repeats.freq)
    return cut


def _inside(shape: Shape, flags: np.ndarray) -> np.ndarray:
    """Return bool[C]: one of the tokens but the first and the last is among ``flags``."""
    total = running(flags)
    last = np.maximum(shape.token + shape.tokens - 1, shape.token + 1)
    inside: np.ndarray = total[last] > total[shape.token + 1]
    return inside
