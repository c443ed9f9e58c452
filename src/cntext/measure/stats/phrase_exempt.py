"""Numbers and function words that belong to a phrase all the same: 四个现代化, 可持续, 碳中和."""

from __future__ import annotations

from cntext.analysis import Background
from cntext.lazy import np
from cntext.measure.stats.phrase_classes import WordClasses
from cntext.measure.stats.phrase_layout import FRAME
from cntext.measure.stats.phrase_shape import Shape
from cntext.measure.stats.repeats import Repeats

# Numbers that name a programme (四个现代化, 八项规定): one digit and a measure, of all
# numbers before the same words this share, and before them not merely by chance: this much
# normalised PMI (四个现代化 has .60, 三个方面 .48).
_DIGITS = frozenset("两二三四五六七八九")
_EXCLUSIVE, _NAMING = 0.8, 0.5
# 可持续, 再就业, 非公有制: function words that also form words, when they and what follows
# have at least so much normalised PMI.
_PREFIXES = frozenset("可再非无未")
_FORMING = 0.6
# A lone character begins a phrase if what follows has it in this share of its occurrences.
_BOUND = 0.9
# First letters of the tags of nouns, verbs, adjectives, idioms and abbreviations.
_CONTENT = frozenset("nvaijl")


def term_of_number(repeats: Repeats, shape: Shape, classes: WordClasses) -> np.ndarray:
    """Return bool[C]: a numeral begins a term and counts nothing.

    Either no measure follows (双循环, 三大攻坚战), or no other number stands before the same
    words as often (四项基本原则, against 三个方面 beside 两个方面).
    """
    words = repeats.whole.vocabulary
    numeral = classes.numeral[shape.first] & (shape.tokens > 1)
    follows: np.ndarray = classes.numeral | classes.measure | classes.edge
    result: np.ndarray = numeral & (classes.length[shape.first] == 1) & ~follows[shape.second]
    naming = np.fromiter((len(w) == 2 and w[0] in _DIGITS for w in words), bool, len(words))
    asked = np.flatnonzero(numeral & ~result)
    size = classes.length[shape.first[asked]]
    rest = repeats.number(shape.start[asked] + size, repeats.length[asked] - size)
    # The same words after other numbers: the same level of mining and number on it.
    _, which = np.unique(
        np.stack([repeats.length[asked] - size, rest]), axis=1, return_inverse=True
    )
    which = which.reshape(-1)
    numbered = np.bincount(which, repeats.freq[asked])[which] if len(asked) else np.zeros(0)
    exclusive = (rest >= 0) & (repeats.freq[asked] >= _EXCLUSIVE * numbered)
    close = _head_cohesion(repeats, shape, classes, asked) >= _NAMING
    result[asked] = exclusive & close & naming[shape.first[asked]]
    return result


def _head_cohesion(
    repeats: Repeats, shape: Shape, classes: WordClasses, asked: np.ndarray
) -> np.ndarray:
    """Return float64[n] for the candidates ``asked``: normalised PMI of first token and rest.

    The token is counted as one, not as a string: 可 in 可以 is another word.
    """
    size, uses = repeats.whole.solid, repeats.whole.uses
    head, freq = classes.length[shape.first[asked]], repeats.freq[asked]
    rest = np.maximum(repeats.count(shape.start[asked] + head, repeats.length[asked] - head), freq)
    alone = np.maximum(uses[shape.first[asked]], freq)
    value: np.ndarray = np.log(freq * size / (alone * rest)) / -np.log(freq / size)
    return value


def bound_head(repeats: Repeats, shape: Shape, classes: WordClasses) -> np.ndarray:
    """Return bool[C]: the first token is a function word by accident (自|贸|试验区, 可|持续).

    It is one of those that form words and belongs to what follows, or it is a lone
    character before another, and what follows hardly ever stands without it.
    """
    words = repeats.whole.vocabulary
    prefix = np.fromiter((word in _PREFIXES for word in words), bool, len(words))[shape.first]
    lone = (classes.length[shape.first] == 1) & (classes.length[shape.second] == 1)
    result = np.zeros(len(repeats), bool)
    asked = np.flatnonzero(prefix & (shape.tokens > 1) & (repeats.length > 2))
    result[asked] = _head_cohesion(repeats, shape, classes, asked) >= _FORMING
    asked = np.flatnonzero(lone & (shape.tokens > 2) & ~classes.edge[shape.second])
    rest = repeats.count(shape.start[asked] + 1, repeats.length[asked] - 1)
    result[asked] |= (repeats.freq[asked] >= _BOUND * rest) & (rest > 0)
    return result


def framed(repeats: Repeats, shape: Shape, words: tuple[str, ...]) -> np.ndarray:
    """Return bool[C]: 以…为… with something behind it (以人民为中心)."""
    opening, closing = FRAME
    layout = repeats.layout
    place = {word: i for i, word in enumerate(words)}
    framed = shape.first == place.get(opening, -1)
    closes = layout.totals(closing.__eq__)
    begin, end = shape.start + 2, shape.start + repeats.length - 1
    found: np.ndarray = framed & (closes[np.maximum(end, begin)] > closes[begin])
    return found


def function_in_word(
    repeats: Repeats,
    shape: Shape,
    classes: WordClasses,
    background: Background,
    at_stop: np.ndarray,
) -> np.ndarray:
    """Return bool[C]: the last token is a function word by accident (碳|中|和).

    It ends a word of the dictionary together with the token before, and stands before
    a stop oftener than a function word could.
    """
    words = repeats.whole.vocabulary
    asked = np.flatnonzero(at_stop & classes.edge[shape.last] & (shape.tokens > 2))
    result = np.zeros(len(repeats), bool)
    for c in asked.tolist():
        word = words[shape.before_last[c]] + words[shape.last[c]]
        result[c] = background.freq(word) > 0 and background.tag(word)[:1] in _CONTENT
    return result
