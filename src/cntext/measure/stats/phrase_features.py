"""What is weighed of a recurring string: every feature of its score, by name."""

from __future__ import annotations

from cntext.lazy import np
from cntext.measure.stats.phrase_classes import WordClasses
from cntext.measure.stats.phrase_contexts import MIN_DATED, Bursts, Contexts
from cntext.measure.stats.phrase_edges import QUOTED
from cntext.measure.stats.phrase_layout import running
from cntext.measure.stats.phrase_nesting import Nests
from cntext.measure.stats.phrase_shape import Shape
from cntext.measure.stats.phrase_usage import Usage
from cntext.measure.stats.repeats import Repeats

# A heading is long, a phrase is not: from here on every character costs.
_LONG = 8
_TERM = 4  # characters
_NUMERALS = frozenset("〇一二三四五六七八九十百")
# Occurrences added to the base of the share in quotation marks.
_FEW_QUOTED = 2


def features(
    repeats: Repeats,
    shape: Shape,
    classes: WordClasses,
    around: Contexts,
    use: Usage,
    nest: Nests,
    kept: np.ndarray,
    cohesive: np.ndarray,
    key: np.ndarray,
    burst: Bursts | None,
) -> dict[str, np.ndarray]:
    """Return what the score adds up, by name, float64[C].

    ``kept`` bool[C]: what `fold` and `pieces` leave; ``cohesive``, ``key`` float64[C]:
    cohesion and keyness; ``burst``: None without dates.
    """
    length, tokens, freq = repeats.length, shape.tokens, repeats.freq
    words = repeats.layout.tokens
    one, compound = tokens == 1, tokens > 1
    quoted = around.quoted >= QUOTED * freq
    types = len(classes.length)
    # Of the strings of two tokens: how many words the head goes with.
    heads = np.bincount(shape.first[tokens == 2], minlength=types)[shape.first]
    uses = repeats.whole.uses
    verb = compound & (classes.verb | classes.padding)[shape.first]
    joints = running(classes.joint[words])
    single = running((classes.length == 1)[words])
    numerals = repeats.layout.totals(_NUMERALS.__contains__)
    number = numerals[repeats.start + length] - numerals[repeats.start] == length
    lone = (around.range == 1) & (repeats.whole.documents >= MIN_DATED)
    acts = classes.bearer[words[:-1]] & classes.verb[words[1:]]
    acting = running(acts)
    inside = np.zeros(len(repeats))
    np.maximum.at(inside, nest.part, freq[nest.holder] / freq[nest.part])
    holding = np.zeros(len(repeats), bool)
    holding[nest.holder[kept[nest.part] & kept[nest.holder]]] = True
    act = (classes.verb | classes.action)[shape.last]
    found = {
        "frequency": np.log(freq),
        "range": np.log(around.range),
        "per_document": np.log(freq / around.range),
        "burst": np.zeros(len(repeats)) if burst is None else burst.divergence,
        # What is still said at the end was no passing word.
        "lasting": np.zeros(len(repeats)) if burst is None else burst.lasting,
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
        "quality_head": compound & classes.quality[shape.first],  # 新型|城镇化, 综合|改革
        "noun_tail": classes.nominal[shape.last],
        "contains": holding & ~(verb | act),  # 民族区域自治|制度 builds on a phrase
        "verb_fan": verb * np.log1p(heads),  # 推进|… goes with everything
        "padding_tail": compound & classes.padding[shape.last],  # 工作|力度
        "enforcing": compound & classes.enforcing[shape.first],
        "acting": acting[shape.token + tokens - 1] > acting[shape.token],  # 少年|接受|义务教育
        # 行业主管|部门: who acts, not what is done; 重庆|工程|学院: the name of one school.
        "bearer": classes.bearer[shape.last]
        | (classes.place[shape.first] & classes.body[shape.last]),
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
    """Return bool[C]: two words of two characters that begin alike, two of a kind side by side.

    Not with a numeral: the parts of 一带|一路 and of 三会|三课 are counted, not said twice.
    """
    codes, start = repeats.layout.codes, shape.start
    pair = (shape.tokens == 2) & (repeats.length == 4) & (classes.length[shape.first] == 2)
    pair &= ~np.isin(codes[start], [*map(ord, _NUMERALS)])
    alike: np.ndarray = pair & (codes[start] == codes[np.minimum(start + 2, len(codes) - 1)])
    return alike
