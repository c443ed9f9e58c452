"""Strings that are cut out of a clause: they end with words, and yet are no phrase."""

from __future__ import annotations

from cntext.lazy import np
from cntext.measure.stats.phrase_classes import WordClasses
from cntext.measure.stats.phrase_contexts import quotations
from cntext.measure.stats.phrase_edges import QUOTED, Shape
from cntext.measure.stats.phrase_layout import LIST, Layout, running
from cntext.measure.stats.repeats import Repeats

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
    layout = repeats.layout
    tokens = layout.corpus.tokens
    commas, borders, stops = layout.where(LIST.__eq__), layout.borders, layout.stops
    verb = classes.verb[tokens]

    def governed(block: Repeats) -> np.ndarray:
        place = block.occurrences
        before = layout.token_at[place - 1]
        behind: np.ndarray = borders[place] & ~stops[place - 1] & verb[before]
        return behind

    holds = _inside(shape, verb)
    after_list = repeats.tally_of(holds, lambda block: commas[block.occurrences - 1])
    listed = holds & (after_list >= _AFTER_LIST * repeats.freq)
    # 工学结合|的|方式|进行|学徒培养: the subject begins in front of 的.
    belongs = _beside(repeats, holds, _only(layout, "的"), ahead=True)
    # 为|产业体系建设|夯实|人才之基: what a preposition governs ends before the verb.
    prepositional = _beside(repeats, holds, classes.preposition, ahead=True)
    cut: np.ndarray = listed | (holds & (np.maximum(prepositional, belongs) >= _CUT * repeats.freq))
    cut |= _half_of_pair(repeats, shape, classes) | _half_an_object(repeats, shape, classes)
    # 单位|安排 before 实习岗位, 职工 and 与: who does what, and what is still to come.
    done = ~(classes.nominal | classes.bearer)[shape.second]
    acts = (shape.tokens == 2) & classes.actor[shape.first] & done
    cut |= acts & (repeats.tally_of(acts, lambda block: stops[block.ends]) == 0)
    cut |= _clause(shape, classes, tokens) | _two_slogans(repeats, shape, classes)
    of = _only(layout, "的")[tokens]
    who = _inside(shape, of) & (classes.bearer | classes.institution)[shape.last]
    cut |= who & (repeats.tally_of(who, governed) >= _GOVERNED * repeats.freq)
    if cut.any():
        cut[cut] = quotations(repeats.take(cut)) < QUOTED * repeats.freq[cut]
    return cut


def _half_of_pair(repeats: Repeats, shape: Shape, classes: WordClasses) -> np.ndarray:
    """Return bool[C]: what 和 or 的 joins, whose outer word goes on outside it.

    需求|和|新技术应用 is cut out of 产业发展|需求|和|新技术应用, 形式|的|教育 of 多种|形式|的|教育.
    Nor is a pair a name that begins with a noun that names nothing (条件|和|支持).
    """
    tokens = repeats.layout.corpus.tokens
    link, of = classes.linking[tokens], _only(repeats.layout, "的")[tokens]
    several = shape.tokens > 2
    second = np.minimum(shape.token + 1, len(tokens) - 1)
    first = several & (link | of)[second]
    last = several & link[shape.token + np.maximum(shape.tokens - 2, 0)]
    half, qualifies = _PAIR * repeats.freq, classes.nominal | classes.quality | classes.numeral
    nothing = first & classes.generic[shape.first]
    several_kinds = qualifies | classes.pronoun | classes.linking  # 层次|和|形式|的|教育
    cut: np.ndarray = nothing & (
        link[second] | (_beside(repeats, nothing, several_kinds, ahead=True) >= half)
    )
    cut |= first & (_beside(repeats, first, qualifies, ahead=True) >= half)
    cut |= last & (_beside(repeats, last, classes.nominal, ahead=False) >= half)
    return cut


def _half_an_object(repeats: Repeats, shape: Shape, classes: WordClasses) -> np.ndarray:
    """Return bool[C]: a verb and the first word of its object (服务|区域, before 经济发展)."""
    verb = (shape.tokens == 2) & (classes.verb | classes.action)[shape.first]
    goes_on = _beside(repeats, verb, classes.nominal, ahead=False)
    cut: np.ndarray = verb & (goes_on >= _CUT * repeats.freq)
    return cut


def _beside(repeats: Repeats, asked: np.ndarray, kind: np.ndarray, *, ahead: bool) -> np.ndarray:
    """Return int64[C]: occurrences of those ``asked`` with a word of ``kind`` in front or behind.

    ``asked`` bool[C]; ``kind`` bool[V].
    """
    layout = repeats.layout
    flags = kind[layout.corpus.tokens]

    def beside(block: Repeats) -> np.ndarray:
        place = block.occurrences - 1 if ahead else block.ends
        edge = block.occurrences if ahead else block.ends
        solid = ~layout.stops[place] & layout.borders[edge]
        found: np.ndarray = solid & flags[layout.token_at[place]]
        return found

    return repeats.tally_of(asked, beside)


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


def _two_slogans(repeats: Repeats, shape: Shape, classes: WordClasses) -> np.ndarray:
    """Return bool[C]: the object of one verb and another verb with its own (对接|产业|强|特色)."""
    slogan = (shape.tokens > 2) & classes.slogan[shape.before_last] & classes.nominal[shape.first]
    slogan &= classes.length[shape.last] > 1  # 科教|兴|国
    governed = _beside(repeats, slogan, classes.verb, ahead=True)
    found: np.ndarray = slogan & (governed >= _CUT * repeats.freq)
    return found


def _only(layout: Layout, word: str) -> np.ndarray:
    """Return bool[V]: this one word."""
    return np.fromiter((other == word for other in layout.corpus.vocabulary), bool)


def _inside(shape: Shape, flags: np.ndarray) -> np.ndarray:
    """Return bool[C]: one of the tokens but the first and the last is among ``flags``."""
    total = running(flags)
    last = np.maximum(shape.token + shape.tokens - 1, shape.token + 1)
    inside: np.ndarray = total[last] > total[shape.token + 1]
    return inside
