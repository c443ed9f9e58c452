"""Which of several nested strings to list: 产教融合 or 深化产教融合, or both."""

from __future__ import annotations

from dataclasses import dataclass

from cntext.lazy import np
from cntext.measure.stats.phrase_classes import WordClasses
from cntext.measure.stats.phrase_nesting import Nests
from cntext.measure.stats.phrase_overlaps import free, outside_and_ending
from cntext.measure.stats.phrase_shape import Shape
from cntext.measure.stats.phrase_weights import SMALL
from cntext.measure.stats.repeats import Repeats
from cntext.measure.stats.sure_share import lower_bound

# Share of a phrase's occurrences that lie inside one longer phrase, from which on only the
# longer is listed. On a page of a few thousand characters one free use in seven is style:
# 党的二十大 stands 18 times of 21 in 党的二十大精神.
_EXPLAINED, _EXPLAINED_SMALL = 0.9, 0.85
# 现代化产业体系 is the topic of 现代化产业体系建设, unless it never stands alone.
_EXPLAINED_ACTION = 0.95
# A verb with its object in fewer of the object's occurrences is one use among many,
_SELDOM = 0.6
# unless it is this share of the verb's own, surely: 转变|政府职能 against 推进|产教融合.
_FAITHFUL = 0.1
# Two phrases that 和 joins in this share of the uses of either are one.
_TOGETHER = 0.5
_PIECE = 3  # characters; longer strings mean something even where they never stand alone,
# unless a phrase ends with them in no more than this share of their occurrences.
_ENDING = 0.12
# 新|发展 and 新|时代 are pieces sooner: of 新发展理念, 新时代中国特色社会主义.
_ENDING_SHORT = 0.6
# Of what goes on into another phrase half the time or more: never by itself (人力资源服务|机构),
# or by itself and at an end together this seldom (人力资源社会保障|部门).
_GOING, _ALONE, _EITHER = 0.5, 0.05, 0.4
# Characters: what a dictionary word that holds two is made of (国有|企业).
_WORD = 2
# Nor a qualifier and a phrase that run on into a noun in this share.
_NEVER = 0.95


@dataclass(frozen=True, slots=True)
class Folded:
    """What became of C strings: for each the number of the one that stands for it, or -1.

    ``explained`` int64[C]: the longer string that it hardly stands without; ``said``
    int64[C]: the shorter one that it adds nothing to. Both -1: listed.
    """

    explained: np.ndarray
    said: np.ndarray

    @property
    def kept(self) -> np.ndarray:
        """Return bool[C]: the strings to list."""
        kept: np.ndarray = (self.explained < 0) & (self.said < 0)
        return kept


def fold(
    repeats: Repeats, nest: Nests, shape: Shape, classes: WordClasses, characters: int
) -> Folded:
    """Find the strings that a longer one explains, and those that say no more than a part.

    A verb that goes with any policy (实施, 提高) never explains its object, only its own
    beginning; another does (创新|驱动发展战略) if the object hardly stands without it. A verb
    is dropped beside its object unless it is a usage of its own. An action explains what it
    is done to only if that never stands without it. ``characters``: size of the corpus.
    """
    part, holder = nest.part, nest.holder
    freq, length = repeats.freq, repeats.length
    compound = shape.tokens > 1
    verb = compound & classes.verb[shape.first]
    adverb = compound & classes.adverb[shape.first]  # 正式|建校招生
    local = compound & classes.local[shape.first]  # 省级|产教融合
    padded = verb | adverb | local | (compound & classes.padding[shape.first])
    mere = verb & (classes.adopting | classes.padding)[shape.first]
    action = compound & classes.action[shape.last]
    uses = repeats.whole.uses

    share = _EXPLAINED_SMALL if characters < SMALL else _EXPLAINED
    within = freq[holder] / freq[part]
    enough = np.where(action[holder], _EXPLAINED_ACTION, share)
    explains = (~mere[holder] | nest.begins) & (within >= enough)
    explained = _choose(explains, part, holder, freq[holder] * 64 + length[holder], len(repeats))

    usual = within >= share
    faithful = lower_bound(freq, uses[shape.first]) >= _FAITHFUL
    light = classes.padding[shape.first] | adverb | local | ~faithful
    seldom = (within < _SELDOM) & light[holder]
    rest = (length - classes.length[shape.first])[holder]
    added = padded[holder] & nest.ends & (rest == length[part])
    nothing = np.where(
        added,
        (usual | light[holder]) & mere[holder] | seldom,
        usual & (action | verb)[holder] & ~verb[part],
    )
    # 学校卫生|工作, unless the topic hardly stands without it: 思想政治|工作.
    rest = (length - classes.length[shape.last])[holder]
    topic = (compound & classes.light[shape.last])[holder] & nest.begins & (rest == length[part])
    nothing |= topic & (within < _SELDOM)
    nothing |= _two_topics(repeats, nest, shape, classes)
    nothing |= _cut_elsewhere(repeats, nest, shape, classes) & (within < _SELDOM)
    nothing &= explained[part] < 0
    return Folded(explained, _choose(nothing, holder, part, length[part], len(repeats)))


def _two_topics(repeats: Repeats, nest: Nests, shape: Shape, classes: WordClasses) -> np.ndarray:
    """Return bool[n]: the first of two phrases that 和 joins (产教融合和校企合作).

    Unless they stand together half the time (霸权主义和强权政治).
    """
    layout, length = repeats.layout, repeats.length
    part, holder = nest.part, nest.holder
    begin = shape.start[holder]
    word = classes.length[layout.tokens]
    link = classes.linking[layout.tokens]
    # What is left of the holder on the other side of the joining word.
    behind = layout.token_at[begin + length[part]]
    ahead = layout.token_at[begin + length[holder] - length[part] - 1]
    apart = repeats.freq[holder] < _TOGETHER * repeats.freq[part]
    first, last = apart & nest.begins & link[behind], apart & nest.ends & link[ahead]
    rest = np.where(first, length[holder] - length[part] - word[behind], -1)
    own = np.where(last, length[part], 0)
    joined = np.bincount(holder, own, len(repeats))  # one at most ends behind the last 和
    found: np.ndarray = first & (rest == joined[holder])
    return found


def _cut_elsewhere(repeats: Repeats, nest: Nests, shape: Shape, classes: WordClasses) -> np.ndarray:
    """Return bool[n]: pairs where the part, whole elsewhere, ends or begins inside a word.

    重庆工程职院 against 重庆工程职|院校|园里: the cut of the longer one is a slip. It is none if
    that word holds two, one on each side (国有企业|改革 against 企业|改革), or the word at the end of
    the part and a suffix (农业|机械化 against 农业|机械).
    """
    layout, length = repeats.layout, repeats.length
    part, holder = nest.part, nest.holder

    def slips(places: np.ndarray, end: np.ndarray, *, behind: bool) -> np.ndarray:
        token = layout.token_at[places]
        ours = places - layout.starts[token]
        other = classes.length[layout.tokens[token]] - ours
        if not behind:
            ours, other = other, ours
        words = (ours >= _WORD) & ((other >= _WORD) | (ours == classes.length[end]))
        found: np.ndarray = ~layout.borders[places] & ~words
        return found

    begin = shape.start[holder]
    after, before = begin + length[part], begin + length[holder] - length[part]
    result: np.ndarray = nest.begins & slips(after, shape.last[part], behind=True)
    result |= nest.ends & slips(before, shape.first[part], behind=False)
    return result


def _choose(
    pairs: np.ndarray, of: np.ndarray, other: np.ndarray, weight: np.ndarray, size: int
) -> np.ndarray:
    """Return int64[size]: for each string in ``of`` the ``other`` of greatest weight, or -1."""
    chosen = np.full(size, -1, np.int64)
    at = np.flatnonzero(pairs)
    at = at[np.lexsort((-other[at], weight[at]))]
    chosen[of[at]] = other[at]  # the last one wins
    return chosen


def pieces(
    repeats: Repeats,
    nest: Nests,
    shape: Shape,
    classes: WordClasses,
    kept: np.ndarray,
    joined: np.ndarray,
) -> np.ndarray:
    """Return bool[C]: those of ``kept`` that are only pieces of several longer ones.

    产教 stands in 产教融合 and in 产教联合体 and hardly elsewhere: no single phrase explains
    it, together they do. Asked of short strings that are no words of the dictionary, and of
    any string that hardly ever ends where a phrase ends: 爱国主义 goes on to 爱国主义教育
    or 爱国主义精神. What is left of them outside the longer phrases is counted exactly.
    ``joined`` float64[C]: the share that runs on into a noun, listed or not.
    """
    asked = kept & (shape.tokens > 1) & (repeats.length <= _PIECE)
    pairs = asked[nest.part] & kept[nest.holder]
    size = len(repeats)
    inside = np.bincount(nest.part[pairs], repeats.freq[nest.holder[pairs]], size)
    several = np.bincount(nest.part[pairs], minlength=size) > 1
    suspect = asked & several & (inside >= _EXPLAINED * repeats.freq)
    held = np.zeros(size, bool)
    held[nest.holder[pairs & suspect[nest.part]]] = True
    # 教育强国|建设 is about 教育强国: what goes on to a light noun ends there.
    weighty = kept & ~classes.light[shape.last]
    outside, goes_on = outside_and_ending(repeats, suspect | held, weighty)
    found: np.ndarray = suspect & (outside <= (1 - _EXPLAINED) * repeats.freq)
    ending = repeats.freq - goes_on
    short = classes.attribute[shape.first] & (shape.tokens > 1) & (repeats.length <= _PIECE)
    share = np.where(short, _ENDING_SHORT, _ENDING)
    ahead = short & classes.action[shape.last] & (joined > _ENDING_SHORT)  # 新|发展
    found |= kept & ((ending <= share * repeats.freq) | ahead)
    goes = kept & (shape.tokens > 1) & (ending <= (1 - _GOING) * repeats.freq)
    held = np.zeros(size, bool)
    held[nest.holder[goes[nest.part] & kept[nest.holder]]] = True
    alone = free(repeats, goes | held)
    seldom = (alone <= _ALONE * repeats.freq) | (ending + alone <= _EITHER * repeats.freq)
    core = np.zeros(size, bool)
    core[nest.holder[nest.ends & kept[nest.part]]] = True
    seldom |= core & (joined >= _NEVER)  # 公益性|家庭教育, before 指导 and 宣传
    found |= goes & seldom
    return found


def parents(nest: Nests, kept: np.ndarray, length: np.ndarray) -> np.ndarray:
    """Return int64[C]: the longest other one of ``kept`` inside each of them, or -1.

    Of several equally long the first by code point, which has the lowest number.
    """
    pairs = kept[nest.part] & kept[nest.holder]
    return _choose(pairs, nest.holder, nest.part, length[nest.part], len(length))
