"""One score for a recurring string: a weighted sum of what speaks for and against it.

The weights come from logistic regressions on one half of two lists of policy phrases,
of work reports and of education laws, judged by hand: ``python -m benchmarks.phrase_weights``
makes them again, rounded to two digits, from the strings that were listed at the time: what has
been left out since hardly moves them. Those of a page are set by hand.
"""

from __future__ import annotations

from collections.abc import Mapping

from cntext.errors import Both
from cntext.lazy import np

# A corpus of fewer characters is a page or two.
SMALL = 20_000

# On a page nothing of a lower score is listed: a few good rows say more than many poor ones. Of what
# pages cut from the development reports would list, this leaves out 6 % of the phrases that either
# list looks for, 19 % of the terms, 26 % of what was judged wrong and 32 % of the rest.
LEAST = 0.9

WEIGHTS: dict[str, float] = {
    "range": 0.61,
    "per_document": 0.72,
    "lasting": 1.3,
    "burst": 0.57,
    "deviation": 3.2,
    "cohesion": 0.52,
    "keyness": 0.077,
    "entropy": 0.94,
    "free_left": 0.68,
    "free_right": 0.43,
    "inside_longer": 1.4,
    "quoted": 8.3,
    "governed": 1.5,
    "adopted": 1,
    "listed": 1,
    "modifies": 1.3,
    "clause": -0.91,
    "before_stop": 0.41,
    "formula": -5.8,
    "head_share": 0.3,
    "verb_fan": -0.4,
    "padding_tail": -2,
    "enforcing": -1.2,
    "quality_head": 0.58,
    "noun_tail": -0.49,
    "contains": 0.83,
    "bearer": -1.4,
    "joint": -1.4,
    "single_characters": 0.2,
    "excess_length": -0.32,
    "four_characters": -0.7,
    "short_compound": -3.6,
    "word_2": -1.3,
    "word_3": -1.2,
    "word_4": -0.14,
    "coordinate": -3.4,
    "generic_tail": -1.6,
    "subject": 0.33,
    "said": -2.8,
    "common_word": -0.35,
    "modifying_word": -2.4,
}
# In their place on a page or two, where nothing is known of spread and time. They are set by hand:
# a fit on pages, from phrases judged over many documents, makes little of what a page repeats and
# much of quotation marks (10), and puts what is quoted twice before what is said fourteen times.
FEW: dict[str, float] = {
    "frequency": 1.6,
    "keyness": 0.55,
    "entropy": 0.7,
    "free_left": 0.6,
    "free_right": 0.65,
    "inside_longer": 0.4,
    "quoted": 3.2,
    "governed": 1.0,
    "adopted": 0.5,
    "listed": 0.6,
    "modifies": 1.0,
    "clause": -0.4,
    "head_share": 0.35,
    "verb_fan": -0.65,
    "padding_tail": -3.3,
    "enforcing": -1.0,
    "acting": -0.91,
    "noun_tail": -0.25,
    "bearer": -2,
    "joint": -1.1,
    "excess_length": -0.3,
    "four_characters": -0.4,
    "short_compound": -3.6,
    "word_2": -1.1,
    "word_3": -0.35,
    "word_4": 0.6,
    "coordinate": -2.0,
    "generic_tail": -2.0,
    "common_word": -0.4,
    "modifying_word": -1.6,
}

LABELS = {
    "frequency": Both("频次", "frequency"),
    "range": Both("文档数", "range"),
    "per_document": Both("每篇频次", "frequency in a document"),
    "burst": Both("时间上集中", "burst"),
    "deviation": Both("分布不均", "dispersion"),
    "cohesion": Both("凝固度", "cohesion"),
    "keyness": Both("独特度", "keyness"),
    "entropy": Both("左右熵", "branching entropy"),
    "free_left": Both("左边自由", "free on the left"),
    "free_right": Both("右边自由", "free on the right"),
    "inside_longer": Both("成为更长短语的核心", "core of longer phrases"),
    "quoted": Both("引号", "quotation marks"),
    "lasting": Both("沿用到后来", "in use to the end"),
    "quality_head": Both("形容词开头", "adjective in front"),
    "noun_tail": Both("名词结尾", "noun at the end"),
    "contains": Both("含有另一短语", "contains a phrase"),
    "governed": Both("作宾语", "object of verbs"),
    "adopted": Both("作实施、坚持等的宾语", "object of verbs of adopting"),
    "listed": Both("在顿号列举中", "listed with 、"),
    "modifies": Both("修饰名词", "before nouns"),
    "subject": Both("在动词前", "before verbs"),
    "said": Both("在“是、有”后", "after verbs of being"),
    "clause": Both("自成一句", "a clause by itself"),
    "before_stop": Both("在停顿前", "before a stop"),
    "formula": Both("在重复的整行里", "in lines that recur whole"),
    "head_share": Both("占首词用例之多", "share of its first word"),
    "verb_fan": Both("首词搭配太泛", "first word goes with anything"),
    "padding_tail": Both("套语结尾", "padding at the end"),
    "enforcing": Both("程序和处罚用语", "procedure or sanction"),
    "acting": Both("人或机构的动作", "a clause: who does what"),
    "bearer": Both("人、机构、地区", "persons, a body or an area"),
    "joint": Both("含连词", "joins two things"),
    "coordinate": Both("同字并列", "pair of like words"),
    "generic_tail": Both("泛指词结尾", "generic noun at the end"),
    "single_characters": Both("由单字组成", "made of single characters"),
    "excess_length": Both("过长", "length"),
    "four_characters": Both("四字", "four characters"),
    "short_compound": Both("两个单字", "two single characters"),
    "word_2": Both("词典里的双字词", "two-character dictionary word"),
    "word_3": Both("词典里的三字词", "three-character dictionary word"),
    "word_4": Both("词典里的长词", "longer dictionary word"),
    "common_word": Both("常用词", "common dictionary word"),
    "modifying_word": Both("词典词修饰名词", "dictionary word before nouns"),
}


def score(terms: Mapping[str, np.ndarray], characters: int) -> np.ndarray:
    """Return float64[C]: the higher, the more a phrase of policy; comparable in one corpus only."""
    weights = weights_for(characters)
    total = np.zeros(len(terms["frequency"]))
    for name, weight in weights.items():
        total += weight * terms[name]
    return total


def listable(scores: np.ndarray, characters: int) -> np.ndarray:
    """Return bool[C]: what scores enough to be listed; everything in a corpus that is no page."""
    enough: np.ndarray = (scores >= LEAST) | (characters >= SMALL)
    return enough


def weights_for(characters: int) -> Mapping[str, float]:
    """Return the weights in force for a corpus of so many characters."""
    return FEW if characters < SMALL else WEIGHTS
