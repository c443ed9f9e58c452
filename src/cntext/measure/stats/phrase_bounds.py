"""Strings that never begin or never end by themselves: what is left of longer names."""

from __future__ import annotations

from dataclasses import dataclass

from cntext.lazy import np
from cntext.measure.stats.phrase_classes import WordClasses
from cntext.measure.stats.phrase_contexts import marks
from cntext.measure.stats.phrase_edges import QUOTED
from cntext.measure.stats.phrase_layout import LIST, Layout, before
from cntext.measure.stats.phrase_occurrences import Occurrences
from cntext.measure.stats.phrase_shape import Shape
from cntext.measure.stats.repeats import Repeats
from cntext.measure.stats.sums import Sums

_CLAUSE = 3  # tokens: a noun, how, and a verb
_SHORT = 3  # characters
_LISTED, _ALWAYS = 0.5, 0.9


def unbounded(repeats: Repeats, shape: Shape, classes: WordClasses) -> np.ndarray:
    """Return bool[C]: what never begins a phrase, or never ends one; what is quoted is exempt.

    技术|专业 stands behind 市政工程 and 智能控制 alone, 周期调节 behind 逆 and 跨, and 人才链深度融合
    is said of a list (教育链、人才链): each begins further in front. 新|发展 ends nowhere but
    in 新发展理念 and 新发展格局, nor does a qualifier that always has its noun behind it.
    """
    found = repeats.ask(Bounds(*_before(classes), classes.nominal, classes.linking))
    never: np.ndarray = found.joined == repeats.freq
    never |= _said_of_a_list(repeats, shape, classes, found)
    never |= _never_ends(repeats, shape, classes, found)
    never &= found.quoted < QUOTED * repeats.freq
    return never


@dataclass(frozen=True, slots=True)
class Bounded(Sums):
    """Of C strings, int64[C] each: occurrences that go on from a noun in front; that are a member

    of a list behind others; that a 、 follows; that go on to a noun behind, or are inside a
    word at their beginning; that fill quotation marks.
    """

    joined: np.ndarray
    member: np.ndarray
    listed: np.ndarray
    goes_on: np.ndarray
    quoted: np.ndarray


@dataclass(frozen=True, slots=True)
class Bounds:
    """Looks at where strings begin and end; bool[V] each: the kinds that are told apart.

    ``joining``: nouns, and what counts as one; ``governing``: verbal nouns.
    """

    joining: np.ndarray
    governing: np.ndarray
    nominal: np.ndarray
    linking: np.ndarray

    def __call__(self, found: Occurrences) -> Bounded:
        """Return how often what stands there."""
        layout = found.layout
        commas = layout.where(LIST.__eq__)
        begins = joined_in_front(layout, self.joining, self.governing)
        linked = before(~layout.stops & layout.of_kind(self.linking))
        inside = ~layout.borders
        on = ~layout.stops & (layout.of_kind(self.nominal) | inside)
        # What goes on or begins inside a word: all but what does neither.
        joined, member, listed, neither, quoted = found.count(
            (begins, None),
            (begins | before(commas) | linked, None),
            (None, commas),
            (~inside, ~on),
            marks(layout),
        )
        return Bounded(joined, member, listed, found.freq - neither, quoted)


def _before(classes: WordClasses) -> tuple[np.ndarray, np.ndarray]:
    """Return bool[V] twice: words that what follows them goes on from, and those that govern it.

    A lone character that is no function word, numeral or measure counts as a noun: it is a
    part of a word that the dictionary lacks (疏|血|通|注射液).
    """
    lone = (classes.length == 1) & ~(classes.edge | classes.measure | classes.numeral)
    lone &= ~(classes.preposition | classes.joint)
    return classes.nominal | lone, classes.action


def joined_in_front(layout: Layout, joining: np.ndarray, governing: np.ndarray) -> np.ndarray:
    """Return bool[N]: what begins at each place goes on from a noun, or is inside a word.

    ``joining``, ``governing`` bool[V]: as `Bounds` has them.
    """
    solid = before(~layout.stops)
    joined: np.ndarray = solid & (before(layout.of_kind(joining)) | ~layout.borders)
    # 服务|国际产能合作: a verbal noun governs, unless a noun is in front of it too.
    free = np.append(~joined[layout.starts] & governing[layout.tokens], False)
    joined &= ~(solid & layout.borders & before(free[layout.token_at]))
    return joined


def _said_of_a_list(
    repeats: Repeats, shape: Shape, classes: WordClasses, found: Bounded
) -> np.ndarray:
    """Return bool[C]: the last member of a list, and what is said of all of it (人才链|深度|融合).

    Or the first that is said of someone, where the list goes on (未成年人|学习、生活).
    """
    freq = repeats.freq
    deed = (classes.verb | classes.action)[shape.last]
    clause = deed & (shape.tokens >= _CLAUSE) & classes.nominal[shape.first]
    said: np.ndarray = clause & (found.member == freq)
    done = ~classes.nominal[shape.last] | classes.action[shape.last]  # 学习 often ends a clause
    whose = done & (shape.tokens == 2) & classes.bearer[shape.first]
    said |= whose & (found.listed >= _LISTED * freq)
    # 贯彻执行|调整、改革、整顿, 国民经济|持续、快速、健康发展: what governs a list, and its first.
    head = classes.verb[shape.first] | ~classes.nominal[shape.last]
    opens = head & (shape.tokens > 1) & (classes.length[shape.first] > 1)
    said |= opens & (found.listed >= _ALWAYS * freq) & (found.member < _LISTED * freq)
    return said


def _never_ends(repeats: Repeats, shape: Shape, classes: WordClasses, found: Bounded) -> np.ndarray:
    """Return bool[C]: 新 and the like with a word, or a qualifier, always before a noun.

    Of occurrences that begin where a word does: 专精特新|发展 holds no 新发展.
    """
    several = shape.tokens > 1
    asked = several & (classes.attribute[shape.first] & (repeats.length <= _SHORT))
    asked |= several & classes.quality[shape.last] & (classes.length[shape.last] == 1)
    never: np.ndarray = asked & (found.goes_on == repeats.freq)
    return never
