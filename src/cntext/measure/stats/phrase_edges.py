"""Which candidates can be phrases at all, by the words at their two ends."""

from __future__ import annotations

from dataclasses import dataclass

from cntext.analysis import Background
from cntext.lazy import np
from cntext.measure.stats.mining import Repeats
from cntext.measure.stats.phrase_classes import WordClasses
from cntext.measure.stats.phrase_contexts import quotations
from cntext.measure.stats.phrase_layout import FRAME
from cntext.text.characters import HAN

# Numbers that name a programme (四个现代化, 八项规定): one digit and a measure, of all
# numbers before the same words this share, and before them not merely by chance.
_DIGITS = frozenset("两二三四五六七八九")
_EXCLUSIVE, _SHARE_OF_NUMBER = 0.8, 0.05
# 可持续, 可再生, 非公有制: function words that also form words, when what follows has them in
# this share of its occurrences.
_PREFIXES = frozenset("可再非无未不")
_BOUND = 0.9
# In quotation marks in this share of its occurrences, a string is a phrase by its author's word.
QUOTED = 0.3
# 碳|中|和: a conjunction never stands at the end of a clause, and this share is no accident.
_AT_STOP = 0.3
# First letters of the tags of nouns, verbs, adjectives, idioms and abbreviations.
_CONTENT = frozenset("nvaijl")


@dataclass(frozen=True, slots=True)
class Shape:
    """How C candidates are cut, read off one whole occurrence of each.

    ``start`` int64[C]: place of that occurrence; ``token`` int64[C]: its first token in the
    corpus; ``tokens`` int64[C]: how many; ``first``, ``second``, ``last``, ``before_last``
    int64[C]: types. With one token they are all the same.
    """

    start: np.ndarray
    token: np.ndarray
    tokens: np.ndarray
    first: np.ndarray
    second: np.ndarray
    last: np.ndarray
    before_last: np.ndarray


def shapes(repeats: Repeats) -> Shape:
    """Cut every candidate as its first whole occurrence is cut."""
    layout, start = repeats.layout, repeats.example
    types = layout.corpus.tokens
    first = layout.token_at[start].astype(np.int64)
    last = layout.token_at[start + repeats.length - 1].astype(np.int64)
    return Shape(
        start=start,
        token=first,
        tokens=last - first + 1,
        first=types[first],
        second=types[np.minimum(first + 1, last)],
        last=types[last],
        before_last=types[np.maximum(last - 1, first)],
    )


def plausible(
    repeats: Repeats,
    shape: Shape,
    classes: WordClasses,
    background: Background,
) -> np.ndarray:
    """Return bool[C]: candidates whose ends can be those of a phrase.

    Held to be none: what begins or ends with a function word, numbers with their measures,
    single words of two characters, names, and padding before a bare verb (认真落实). What
    its authors put into quotation marks is exempt.
    """
    layout = repeats.layout
    words = layout.corpus.vocabulary
    one = shape.tokens == 1
    first_bad = classes.first_bad[shape.first]
    last_bad = classes.last_bad[shape.last]

    numeral = classes.numeral[shape.first]
    first_bad = np.where(numeral, ~_term_of_number(repeats, shape, classes), first_bad)
    first_bad &= ~_framed(repeats, shape, words) & ~_bound_head(repeats, shape, classes)
    last_bad &= ~_function_in_word(repeats, shape, classes, background)

    quoted = quotations(repeats) >= QUOTED * repeats.freq
    # The dictionary has some of these as one word: 贯彻落实, 高度重视.
    padded = one & classes.padded[shape.first]
    light, deed = classes.padding, classes.verb | classes.padding | classes.action
    bare = (shape.tokens == 2) & deed[shape.first] & deed[shape.last]
    bare &= light[shape.first] | light[shape.last]
    # From four characters on the dictionary's tags say nothing: 依法治国 is a place to it.
    alone = ~one | (repeats.length >= 4) | ((repeats.length == 3) & classes.alone[shape.first])
    # 常态|化, 普惠|性: a word of one suffix is judged like a word.
    alone &= ~((shape.tokens == 2) & classes.suffix[shape.last] & (repeats.length <= 3))
    good: np.ndarray = (~first_bad & ~last_bad & ~bare & ~padded & alone) | quoted
    good &= _readable(repeats)
    return good


def _term_of_number(repeats: Repeats, shape: Shape, classes: WordClasses) -> np.ndarray:
    """Return bool[C]: a numeral begins a term and counts nothing.

    Either no measure follows (双循环, 三大攻坚战), or no other number stands before the same
    words as often (四项基本原则, against 三个方面 beside 两个方面).
    """
    words, text = repeats.layout.corpus.vocabulary, repeats.layout.text
    numeral = classes.numeral[shape.first] & (shape.tokens > 1)
    follows: np.ndarray = classes.numeral | classes.measure | classes.edge
    result: np.ndarray = numeral & (classes.length[shape.first] == 1) & ~follows[shape.second]
    asked = np.flatnonzero(numeral & ~result)
    begin = shape.start[asked] + classes.length[shape.first[asked]]
    end = shape.start[asked] + repeats.length[asked]
    with_any = repeats.count(begin, end - begin).tolist()
    rests = [text[a:b] for a, b in zip(begin.tolist(), end.tolist(), strict=True)]
    freq = repeats.freq[asked].tolist()
    numbered: dict[str, int] = {}
    for rest, uses in zip(rests, freq, strict=True):
        numbered[rest] = numbered.get(rest, 0) + uses
    for c, rest, uses, total in zip(asked.tolist(), rests, freq, with_any, strict=True):
        number = words[shape.first[c]]
        exclusive = uses >= _EXCLUSIVE * numbered[rest] and uses >= _SHARE_OF_NUMBER * total
        result[c] = exclusive and len(number) == 2 and number[0] in _DIGITS
    return result


def _bound_head(repeats: Repeats, shape: Shape, classes: WordClasses) -> np.ndarray:
    """Return bool[C]: the first token is a function word by accident (自|贸|试验区, 可|持续).

    What follows hardly ever stands without it, and is a lone character, or the first
    is one of those that form words.
    """
    words = repeats.layout.corpus.vocabulary
    prefix = np.fromiter((word in _PREFIXES for word in words), bool, len(words))[shape.first]
    lone = classes.length[shape.second] == 1
    asked = np.flatnonzero(
        (classes.length[shape.first] == 1)
        & (shape.tokens > 2)
        & (prefix | (lone & ~classes.edge[shape.second]))
    )
    result = np.zeros(len(repeats), bool)
    rest = repeats.count(shape.start[asked] + 1, repeats.length[asked] - 1)
    result[asked] = (repeats.freq[asked] >= _BOUND * rest) & (rest > 0)
    return result


def _framed(repeats: Repeats, shape: Shape, words: tuple[str, ...]) -> np.ndarray:
    opening, closing = FRAME
    result = np.zeros(len(repeats), bool)
    place = {word: i for i, word in enumerate(words)}
    for c in np.flatnonzero(shape.first == place.get(opening, -1)).tolist():
        begin = int(shape.start[c])
        middle = repeats.layout.text[begin + 2 : begin + int(repeats.length[c]) - 1]
        result[c] = closing in middle
    return result


def _function_in_word(
    repeats: Repeats, shape: Shape, classes: WordClasses, background: Background
) -> np.ndarray:
    """Return bool[C]: the last token is a function word by accident (碳|中|和).

    It ends a word of the dictionary together with the token before, and stands before
    a stop oftener than a function word could.
    """
    layout, words = repeats.layout, repeats.layout.corpus.vocabulary
    ends = repeats.occurrences + repeats.length[repeats.owner]
    stopped = repeats.sum(layout.codes[ends] == 0) >= _AT_STOP * repeats.freq
    asked = np.flatnonzero(stopped & classes.edge[shape.last] & (shape.tokens > 2))
    result = np.zeros(len(repeats), bool)
    for c in asked.tolist():
        word = words[shape.before_last[c]] + words[shape.last[c]]
        result[c] = background.freq(word) > 0 and background.tag(word)[:1] in _CONTENT
    return result


def _readable(repeats: Repeats) -> np.ndarray:
    """Return bool[C]: two Chinese characters side by side, no digit in front."""
    han = repeats.layout.where(lambda c: HAN.match(c) is not None)
    pairs = np.concatenate(([0], np.cumsum(han[:-1] & han[1:]), [0]))
    begin, end = repeats.first, repeats.first + repeats.length
    readable: np.ndarray = (pairs[end - 1] > pairs[begin]) & han[begin]
    return readable
