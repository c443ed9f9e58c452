"""Strings that never begin or never end by themselves: what is left of longer names."""

from __future__ import annotations

from cntext.lazy import np
from cntext.measure.stats.phrase_classes import WordClasses
from cntext.measure.stats.phrase_contexts import quotations
from cntext.measure.stats.phrase_edges import QUOTED, Shape
from cntext.measure.stats.phrase_layout import LIST, Layout
from cntext.measure.stats.repeats import Repeats

_CLAUSE = 3  # tokens: a noun, how, and a verb
_SHORT = 3  # characters
_LISTED, _ALWAYS = 0.5, 0.9


def unbounded(repeats: Repeats, shape: Shape, classes: WordClasses) -> np.ndarray:
    """Return bool[C]: what never begins a phrase, or never ends one; what is quoted is exempt.

    技术|专业 stands behind 市政工程 and 智能控制 alone, 周期调节 behind 逆 and 跨, and 人才链深度融合
    is said of a list (教育链、人才链): each begins further in front. 新|发展 ends nowhere but
    in 新发展理念 and 新发展格局, nor does a qualifier that always has its noun behind it.
    """
    if not len(repeats):
        return np.zeros(0, bool)
    begins = joined_in_front(repeats.layout, classes)
    joined = repeats.tally(lambda block: begins[block.occurrences])
    never: np.ndarray = joined == repeats.freq
    never |= _said_of_a_list(repeats, shape, classes, begins)
    never |= _never_ends(repeats, shape, classes)
    if never.any():
        never[never] = quotations(repeats.take(never)) < QUOTED * repeats.freq[never]
    return never


def joined_in_front(layout: Layout, classes: WordClasses) -> np.ndarray:
    """Return bool[N]: what begins at this character goes on from a noun, or is inside a word.

    A lone character that is no function word, numeral or measure counts as a noun: it is a
    part of a word that the dictionary lacks (疏|血|通|注射液).
    """
    lone = (classes.length == 1) & ~(classes.edge | classes.measure | classes.numeral)
    lone &= ~(classes.preposition | classes.joint)
    token = layout.token_at[:-1]
    kind = layout.corpus.tokens[token]
    solid = ~layout.stops[:-1]
    joined = np.zeros(len(layout.stops), bool)
    joined[1:] = solid & ((classes.nominal | lone)[kind] | ~layout.borders[1:])
    # 服务|国际产能合作: a verbal noun governs, unless a noun is in front of it too.
    governs = solid & classes.action[kind] & layout.borders[1:]
    joined[1:] &= ~(governs & ~joined[layout.starts[token]])
    return joined


def _said_of_a_list(
    repeats: Repeats, shape: Shape, classes: WordClasses, begins: np.ndarray
) -> np.ndarray:
    """Return bool[C]: the last member of a list, and what is said of all of it (人才链|深度|融合).

    Or the first that is said of someone, where the list goes on (未成年人|学习、生活).
    """
    layout = repeats.layout
    commas = layout.where(LIST.__eq__)
    link = classes.linking[layout.corpus.tokens]
    deed = (classes.verb | classes.action)[shape.last]

    def member(block: Repeats) -> np.ndarray:
        before = block.occurrences - 1
        linked = ~layout.stops[before] & link[layout.token_at[before]]
        inside: np.ndarray = begins[block.occurrences] | commas[before] | linked
        return inside

    clause = deed & (shape.tokens >= _CLAUSE) & classes.nominal[shape.first]
    said: np.ndarray = clause & (repeats.tally_of(clause, member) == repeats.freq)
    done = ~classes.nominal[shape.last] | classes.action[shape.last]  # 学习 often ends a clause
    whose = done & (shape.tokens == 2) & classes.bearer[shape.first]
    goes_on = repeats.tally_of(whose, lambda block: commas[block.ends])
    said |= whose & (goes_on >= _LISTED * repeats.freq)
    # 贯彻执行|调整、改革、整顿, 国民经济|持续、快速、健康发展: what governs a list, and its first.
    head = classes.verb[shape.first] | ~classes.nominal[shape.last]
    opens = head & (shape.tokens > 1) & (classes.length[shape.first] > 1)
    follows = repeats.tally_of(opens, lambda block: commas[block.ends])
    opens &= follows >= _ALWAYS * repeats.freq
    said |= opens & (repeats.tally_of(opens, member) < _LISTED * repeats.freq)
    return said


def _never_ends(repeats: Repeats, shape: Shape, classes: WordClasses) -> np.ndarray:
    """Return bool[C]: 新 and the like with a word, or a qualifier, always before a noun.

    Of occurrences that begin where a word does: 专精特新|发展 holds no 新发展.
    """
    layout, several = repeats.layout, shape.tokens > 1
    asked = several & (classes.attribute[shape.first] & (repeats.length <= _SHORT))
    asked |= several & classes.quality[shape.last] & (classes.length[shape.last] == 1)
    noun = classes.nominal[layout.corpus.tokens]

    def goes_on(block: Repeats) -> np.ndarray:
        end = block.ends
        joined = ~layout.stops[end] & (noun[layout.token_at[end]] | ~layout.borders[end])
        found: np.ndarray = joined | ~layout.borders[block.occurrences]
        return found

    never: np.ndarray = asked & (repeats.tally_of(asked, goes_on) == repeats.freq)
    return never
