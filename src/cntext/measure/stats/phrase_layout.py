"""The text of part of a corpus as one row of characters, with its word boundaries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set
from functools import cached_property

from cntext.corpus import Corpus
from cntext.lazy import np
from cntext.text.characters import is_word
from cntext.text.codes import codes_of

# “以人民为中心” begins with a preposition, yet is a phrase.
FRAME = ("以", "为")
# What opens a quotation; the object of a verb is in it: 高质量|共建 before “一带一路”.
OPENING = frozenset("“‘「『《〈")
LIST = "、"
_BARRIER = "\n"
_DIGITS = "〇零一二三四五六七八九"


class Layout:
    """Some documents as one row of N characters, a barrier before, between and after.

    ``base`` int64[D]: where each document begins in it; ``codes`` int[N]: rank of the character
    among those that strings are made of, in code-point order, 0 for barriers; ``stops`` bool[N]:
    a barrier, or a 、, which joins the members of a list and parts everything else;
    ``token_at`` int32[N]: index of the token over a character, -1 on white space; ``starts``
    int32[T]: where each token begins, ``tokens`` int32[T]: its type; ``borders`` bool[N]: a token
    or a barrier begins here, unless this is likely inside a word that the dictionary does not
    know, or inside a number; ``free`` bool[N]: a barrier, or a function word, which no phrase
    extends over.
    """

    def __init__(
        self,
        used: np.ndarray,
        characters: np.ndarray,
        kind: np.ndarray,
        base: np.ndarray,
        token_at: np.ndarray,
        starts: np.ndarray,
        tokens: np.ndarray,
        borders: np.ndarray,
        free: np.ndarray,
        codes: np.ndarray,
        stops: np.ndarray,
    ) -> None:
        """Take ``used`` uint32[n], the characters here, ``characters`` uint32[n], the alphabet,

        both by code point, and ``kind`` int[N]: the place in ``used`` of each character.
        """
        self.used, self.characters, self.kind, self.base = used, characters, kind, base
        self.token_at, self.starts, self.tokens = token_at, starts, tokens
        self.borders, self.free, self.codes, self.stops = borders, free, codes, stops
        self.alphabet = len(characters) + 1

    def arrays(self) -> tuple[np.ndarray, ...]:
        """Return what it is made of."""
        return (
            *(self.used, self.characters, self.kind, self.base, self.token_at, self.starts),
            *(self.tokens, self.borders, self.free, self.codes, self.stops),
        )

    def within(self, characters: np.ndarray, types: np.ndarray) -> Layout:
        """Return the same with the alphabet and the types of more texts than these.

        ``types`` int32[V]: the type there of each type here.
        """
        tokens = types[self.tokens] if len(types) else self.tokens
        used, _, kind, base, token_at, starts, _, borders, free, _, stops = self.arrays()
        codes = _codes(used, characters)[kind]
        return Layout(
            *(used, characters, kind, base, token_at, starts, tokens, borders, free, codes, stops)
        )

    def __len__(self) -> int:
        return len(self.kind)

    def where(self, test: Callable[[str], bool]) -> np.ndarray:
        """Return bool[N]: the characters for which ``test`` holds, asked once of each kind."""
        flags: np.ndarray = np.array([test(chr(c)) for c in self.used.tolist()], bool)[self.kind]
        return flags

    def of_kind(self, kind: np.ndarray) -> np.ndarray:
        """Return bool[N]: characters of tokens whose type is of ``kind``, bool[V]; on white space any."""
        if not len(self.tokens):
            return np.zeros(len(self), bool)
        flags: np.ndarray = kind[self._types]
        return flags

    @cached_property
    def _types(self) -> np.ndarray:
        types: np.ndarray = self.tokens[self.token_at]
        return types

    def totals(self, test: Callable[[str], bool]) -> np.ndarray:
        """Return int32[N + 1]: how many of the first 0, 1 … N characters ``test`` holds for."""
        return running(self.where(test))

    def document_of(self, positions: np.ndarray) -> np.ndarray:
        """Return int64[n]: the document that each of ``positions`` lies in."""
        return np.searchsorted(self.base, positions, "right") - 1


def before(flags: np.ndarray) -> np.ndarray:
    """Return bool[N]: what ``flags`` bool[N] say of the character before each; False of the first."""
    shifted = np.zeros(len(flags), bool)
    shifted[1:] = flags[:-1]
    return shifted


def is_part(character: str) -> bool:
    """Say whether strings are made of it, and not parted by it.

    A plus sign joins: 课程思政+思政课程. So does 、: 全员、全程、全方位育人. Other signs part.
    """
    return is_word(character) or character in ("+", LIST)


def laid_out(corpus: Corpus, edge_words: Set[str]) -> Layout:
    """Return the layout of ``corpus``, its codes and types those of these documents alone."""
    texts = [document.text for document in corpus.documents]
    text = _BARRIER + "".join(text + _BARRIER for text in texts)
    used = sorted(set(text))
    points = codes_array(used)
    table = np.zeros(ord(used[-1]) + 1, np.uint16 if len(used) < 1 << 16 else np.int32)
    table[points] = np.arange(len(used))
    kind = table[codes_of(text)]
    sizes = np.fromiter((len(text) + 1 for text in texts), np.int64, len(texts))
    base = 1 + np.cumsum(sizes) - sizes
    characters = codes_array([c for c in used if is_part(c)])
    stops = np.array([c == LIST or not is_part(c) for c in used], bool)[kind]
    digit = np.array([c in _DIGITS for c in used], bool)[kind]

    words = corpus.vocabulary
    length = np.fromiter(map(len, words), np.int32, len(words))
    function = np.fromiter((word in edge_words for word in words), bool, len(words))
    # 以 is not free, for a phrase may be framed by it: 以习近平同志为核心的党中央.
    parting = function & np.fromiter((word != FRAME[0] for word in words), bool, len(words))
    free = stops.copy()
    token_at = np.full(len(kind), -1, np.int32)
    tokens = np.asarray(corpus.tokens)
    starts = corpus.starts + np.repeat(base, np.diff(corpus.bounds))
    lengths = length[tokens]
    ends = np.cumsum(lengths, dtype=np.int64)
    place = np.repeat(starts - (ends - lengths), lengths) + np.arange(int(lengths.sum()))
    token_at[place] = np.repeat(np.arange(len(tokens), dtype=np.int32), lengths)
    free[place] |= np.repeat(parting[tokens], lengths)
    edges = stops.copy()
    edges[1:] |= stops[:-1]
    # Without its guesses the segmenter leaves an unknown word in single characters:
    # 职/院. A boundary between two such is no boundary, unless one is a function word.
    lone = ((length == 1) & ~function)[tokens]
    borders = edges.copy()
    borders[starts] = True
    borders[starts[1:][lone[1:] & lone[:-1]]] = False
    # Nor is one inside a number: 一九|七五|年 is not “七五”.
    borders[1:] &= ~(digit[1:] & digit[:-1])
    borders |= edges
    starts = starts.astype(np.int32)
    codes = _codes(points, characters)[kind]
    return Layout(
        *(points, characters, kind, base, token_at, starts, tokens, borders, free, codes, stops)
    )


def _codes(used: np.ndarray, characters: np.ndarray) -> np.ndarray:
    """Return the code of each of ``used`` in the alphabet of these ``characters``, 0 of none."""
    codes = (np.searchsorted(characters, used) + 1) * np.isin(used, characters)
    return codes.astype(np.uint16 if len(characters) < (1 << 16) - 1 else np.int32)


def running(flags: np.ndarray) -> np.ndarray:
    """Return int32[n + 1]: how many of the first 0, 1 … n ``flags`` are set."""
    total = np.zeros(len(flags) + 1, np.int32)
    np.cumsum(flags, out=total[1:])
    return total


def codes_array(characters: Iterable[str]) -> np.ndarray:
    """Return the code points of ``characters``, uint32[n]."""
    return np.array([ord(c) for c in characters], np.uint32)
