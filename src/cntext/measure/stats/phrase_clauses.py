"""Strings that are cut out of a clause: they end with words, and yet are no phrase."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cntext.lazy import np
from cntext.measure.stats.phrase_classes import WordClasses
from cntext.measure.stats.phrase_contexts import fills_marks
from cntext.measure.stats.phrase_edges import QUOTED, Shape
from cntext.measure.stats.phrase_layout import LIST, running
from cntext.measure.stats.phrase_parts import Occurrences
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
    tokens, words = repeats.layout.tokens, repeats.whole.vocabulary
    verb, of = classes.verb[tokens], _is_of(words)[tokens]
    qualifies = classes.nominal | classes.quality | classes.numeral
    found = repeats.ask(Joints(classes.verb, classes.preposition, qualifies, classes.nominal))
    holds = _inside(shape, verb)
    listed = holds & (found.listed >= _AFTER_LIST * repeats.freq)
    # 为|产业体系建设|夯实|人才之基: what a preposition governs ends before the verb.
    cut = listed | (holds & (found.prepositional >= _CUT * repeats.freq))
    cut |= _half_of_pair(repeats, shape, classes, found)
    cut |= _half_an_object(repeats, shape, classes, found)
    cut |= _clause(shape, classes, tokens)
    who = _inside(shape, of) & (classes.bearer | classes.institution)[shape.last]
    cut |= who & (found.governed >= _GOVERNED * repeats.freq)
    cut &= found.quoted < QUOTED * repeats.freq
    return cut


@dataclass(frozen=True, slots=True)
class Joined(Sums):
    """Of C strings, int64[C] each: occurrences behind a 、, behind a verb, a preposition, a word

    that qualifies, before a noun, and in quotation marks of their own.
    """

    listed: np.ndarray
    governed: np.ndarray
    prepositional: np.ndarray
    qualified: np.ndarray
    goes_on: np.ndarray
    quoted: np.ndarray


@dataclass(frozen=True, slots=True)
class Joints:
    """Looks at the words beside strings; bool[V] each: the kinds that are told apart."""

    verb: np.ndarray
    preposition: np.ndarray
    qualifies: np.ndarray
    nominal: np.ndarray

    def __call__(self, found: Occurrences) -> Joined:
        """Return how often what stands there."""
        layout, place, after = found.layout, found.places, found.ends
        word = layout.tokens[layout.token_at[place - 1]]
        begins = ~layout.stops[place - 1] & layout.borders[place]
        ends = ~layout.stops[after] & layout.borders[after]
        return Joined(
            listed=found.sum(layout.where(LIST.__eq__)[place - 1]),
            governed=found.sum(begins & self.verb[word]),
            prepositional=found.sum(begins & self.preposition[word]),
            qualified=found.sum(begins & self.qualifies[word]),
            goes_on=found.sum(ends & self.nominal[layout.tokens[layout.token_at[after]]]),
            quoted=found.sum(fills_marks(found)),
        )


def _is_of(words: Sequence[str]) -> np.ndarray:
    return np.fromiter((word == "的" for word in words), bool, len(words))


def _half_of_pair(
    repeats: Repeats, shape: Shape, classes: WordClasses, found: Joined
) -> np.ndarray:
    """Return bool[C]: what 和 or 的 joins, whose outer word goes on outside it.

    需求|和|新技术应用 is cut out of 产业发展|需求|和|新技术应用, 形式|的|教育 of 多种|形式|的|教育.
    """
    tokens = repeats.layout.tokens
    link, of = classes.linking[tokens], _is_of(repeats.whole.vocabulary)[tokens]
    several = shape.tokens > 2
    second = np.minimum(shape.token + 1, len(tokens) - 1)
    first = several & (link | of)[second]
    last = several & link[shape.token + np.maximum(shape.tokens - 2, 0)]
    half = _PAIR * repeats.freq
    cut: np.ndarray = first & (found.qualified >= half)
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
    """Return bool[C]: who does what (国家|鼓励|企业), or a verb that states (大赛|获|一等奖)."""
    clause = classes.nominal[shape.first] & _inside(shape, classes.stating[tokens])
    done = classes.enforcing | classes.adopting
    acts = classes.actor[shape.first] & done[shape.second] & (shape.tokens > 1)
    found: np.ndarray = clause | acts
    return found


def _inside(shape: Shape, flags: np.ndarray) -> np.ndarray:
    """Return bool[C]: one of the tokens but the first and the last is among ``flags``."""
    total = running(flags)
    last = np.maximum(shape.token + shape.tokens - 1, shape.token + 1)
    inside: np.ndarray = total[last] > total[shape.token + 1]
    return inside
