"""One score for a recurring string: a weighted sum of what speaks for and against it.

The weights come from a logistic regression on one half of two lists of policy phrases,
of work reports and of education laws, judged by hand: ``python -m benchmarks.phrase_weights``
makes them again. They are rounded to two digits.
"""

from __future__ import annotations

from collections.abc import Mapping

from cntext.errors import Both
from cntext.lazy import np
from cntext.measure.stats.phrase_classes import WordClasses
from cntext.measure.stats.phrase_contexts import MIN_DATED, Contexts
from cntext.measure.stats.phrase_edges import QUOTED, Shape
from cntext.measure.stats.phrase_layout import running
from cntext.measure.stats.phrase_nesting import Nests
from cntext.measure.stats.phrase_usage import Usage
from cntext.measure.stats.repeats import Repeats

# A heading is long, a phrase is not: from here on every character costs.
_LONG = 8
_TERM = 4  # characters
_NUMERALS = frozenset("〇一二三四五六七八九十百")
# Occurrences added to the base of the share in quotation marks.
_FEW_QUOTED = 2
# A corpus of fewer characters is a page or two.
SMALL = 20_000

WEIGHTS: dict[str, float] = {
    "range": 0.72,
    "per_document": 0.61,
    "burst": 0.38,
    "deviation": 3.7,
    "cohesion": 0.63,
    "keyness": 0.24,
    "entropy": 1,
    "free_left": 0.58,
    "free_right": 0.45,
    "inside_longer": 1.6,
    "quoted": 8.7,
    "governed": 1.4,
    "adopted": 1.1,
    "listed": 1.2,
    "modifies": 1.3,
    "clause": -0.98,
    "before_stop": 0.51,
    "formula": -5.9,
    "head_share": 0.3,
    "verb_fan": -0.52,
    "padding_tail": -1.9,
    "enforcing": -1.2,
    "acting": -0.37,
    "bearer": -1.4,
    "joint": -1.6,
    "single_characters": 0.33,
    "excess_length": -0.27,
    "four_characters": -0.92,
    "short_compound": -3.6,
    "word_2": -1.7,
    "word_3": -1.6,
    "word_4": -0.25,
    "coordinate": -3.5,
    "generic_tail": -1.6,
    "subject": 0.59,
    "said": -2.5,
    "common_word": -0.3,
    "modifying_word": -2.4,
}
# In their place on a page or two, where nothing is known of spread and time. The
# fit has 0.2 for frequency and 2.8 for quoted, from phrases judged over many documents; who
# reads one page asks first what it repeats.
FEW: dict[str, float] = {
    "frequency": 1.6,
    "keyness": 0.55,
    "entropy": 0.7,
    "free_left": 0.6,
    "free_right": 0.65,
    "inside_longer": 0.4,
    "quoted": 3.2,
    "governed": 1.0,
    "adopted": 0.3,
    "listed": 0.6,
    "modifies": 1.0,
    "clause": -0.4,
    "head_share": 0.35,
    "verb_head": -1.0,
    "verb_fan": -0.65,
    "padding_tail": -3.3,
    "enforcing": -1.0,
    "bearer": -1.2,
    "joint": -1.1,
    "excess_length": -0.3,
    "four_characters": -0.4,
    "short_compound": -3.6,
    "word_2": -1.1,
    "word_3": -0.35,
    "word_4": 0.6,
    "coordinate": -2.0,
    "generic_tail": -1.0,
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
    "verb_head": Both("动词开头", "verb in front"),
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


def features(
    repeats: Repeats,
    shape: Shape,
    classes: WordClasses,
    around: Contexts,
    use: Usage,
    nest: Nests,
    measures: tuple[np.ndarray, np.ndarray, np.ndarray],
) -> dict[str, np.ndarray]:
    """Return what the score adds up, by name, float64[C].

    ``measures``: cohesion, keyness, and the divergence of bursts (0 without dates).
    """
    cohesive, key, divergence = measures
    length, tokens, freq = repeats.length, shape.tokens, repeats.freq
    corpus = repeats.layout.corpus
    one, compound = tokens == 1, tokens > 1
    quoted = around.quoted >= QUOTED * freq
    types = len(classes.length)
    # Of the strings of two tokens: how many words the head goes with.
    heads = np.bincount(shape.first[tokens == 2], minlength=types)[shape.first]
    uses = np.bincount(corpus.tokens, minlength=types)
    verb = compound & (classes.verb | classes.padding)[shape.first]
    joints = running(classes.joint[corpus.tokens])
    single = running((classes.length == 1)[corpus.tokens])
    numerals = repeats.layout.totals(_NUMERALS.__contains__)
    number = numerals[repeats.first + length] - numerals[repeats.first] == length
    lone = (around.range == 1) & (len(repeats.layout.base) >= MIN_DATED)
    acts = classes.bearer[corpus.tokens[:-1]] & classes.verb[corpus.tokens[1:]]
    acting = running(acts)
    inside = np.zeros(len(repeats))
    np.maximum.at(inside, nest.part, freq[nest.holder] / freq[nest.part])
    found = {
        "frequency": np.log(freq),
        "range": np.log(around.range),
        "per_document": np.log(freq / around.range),
        "burst": divergence,
        "deviation": use.deviation,
        "cohesion": cohesive,
        "keyness": np.log(np.maximum(key, 0.5)),
        "entropy": np.log(np.minimum(around.h_left, around.h_right) + 0.2),
        "free_left": np.log(1.05 - around.joined_left),
        "free_right": np.log(1.05 - around.joined_right),
        "inside_longer": inside,
        # A share, so that no nickname leads for being quoted often; of one or two, little. A
        # number is quoted to part it from the text (“七五”期间), and one text of many has
        # nicknames of its own: both say half as much.
        "quoted": around.quoted / (freq + _FEW_QUOTED) * np.where(number | lone, 0.5, 1.0),
        "governed": use.governed,
        "adopted": np.log1p(use.adopted),
        "listed": use.listed,
        "modifies": use.modifies,
        "subject": use.subject,
        "said": use.said,
        "clause": use.clause,
        "before_stop": around.after_stop,
        "formula": use.formula,
        # 全面|依法治国 is a good part of all uses of its head, 经济|工作 of none.
        "head_share": np.log(np.minimum(1, freq / uses[shape.first])),
        "verb_head": verb & ~quoted,
        "verb_fan": verb * np.log1p(heads),  # 推进|… goes with everything
        "padding_tail": compound & classes.padding[shape.last],  # 工作|力度
        "enforcing": compound & classes.enforcing[shape.first],
        "acting": acting[shape.token + tokens - 1] > acting[shape.token],  # 少年|接受|义务教育
        "bearer": classes.bearer[shape.last],  # 行业主管|部门: who acts, not what is done
        "joint": joints[shape.token + tokens] > joints[shape.token],  # 改革|和|发展: two topics
        "coordinate": _coordinate(repeats, shape, classes),  # 技术|技能, 教育|教学
        "generic_tail": classes.generic[shape.last],
        "single_characters": (single[shape.token + tokens] - single[shape.token]) / tokens,
        "excess_length": np.maximum(length - _LONG, 0),
        "four_characters": length == _TERM,  # two words of two: as often chance as a term
        "short_compound": compound & (length == 2) & ~quoted,
        # A word of the dictionary is no discovery, least of all a common one.
        "word_2": one & (length == 2),
        "word_3": one & (length == 3),
        "word_4": one & (length > 3),
        "common_word": one * classes.common[shape.first],
        "modifying_word": one * use.modifies,  # 社会主义, 技术: half of many names, none itself
    }
    return {name: np.asarray(values, float) for name, values in found.items()}


def _coordinate(repeats: Repeats, shape: Shape, classes: WordClasses) -> np.ndarray:
    """Return bool[C]: two words of two characters that begin alike, two of a kind side by side."""
    codes, start = repeats.layout.codes, shape.start
    pair = (shape.tokens == 2) & (repeats.length == 4) & (classes.length[shape.first] == 2)
    alike: np.ndarray = pair & (codes[start] == codes[np.minimum(start + 2, len(codes) - 1)])
    return alike


def score(terms: Mapping[str, np.ndarray], characters: int) -> np.ndarray:
    """Return float64[C]: the higher, the more a phrase of policy; comparable in one corpus only."""
    weights = weights_for(characters)
    total = np.zeros(len(terms["frequency"]))
    for name, weight in weights.items():
        total += weight * terms[name]
    return total


def weights_for(characters: int) -> Mapping[str, float]:
    """Return the weights in force for a corpus of so many characters."""
    return FEW if characters < SMALL else WEIGHTS
