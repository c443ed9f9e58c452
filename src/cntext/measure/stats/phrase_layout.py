"""The text of part of a corpus as one row of characters, with its word boundaries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set
from functools import cached_property
from typing import Any

from cntext.corpus import Corpus, text_of
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


# What is so of a character: a token begins there, none reaches there (white space), and what
# `Layout` says of borders, of what is free and of stops.
_BEGINS, _SPACE, _BORDER, _FREE, _STOP = 1, 2, 4, 8, 16


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
        own: Sequence[np.ndarray],
        codes: np.ndarray,
        types: np.ndarray,
        alphabet: int,
    ) -> None:
        """Take what documents are ``own``, and what it is among all.

        Own are, a few bytes a character: the characters that are used, uint32[n] by code point;
        the place among these of each, int[N]; ``base``; what is so of each, uint8[N]; and the
        word of each token, int[T]. ``codes`` int[n], ``types`` int32[V]: the code of each used
        character and the type of each word; ``alphabet``: one more than there are codes.
        """
        self.own = tuple(own)
        self.used, self.kind, self.base, self._marks, self._words = self.own
        self._codes, self.types, self.alphabet = codes, types, alphabet

    @classmethod
    def among(cls, own: Sequence[np.ndarray], characters: np.ndarray, types: np.ndarray) -> Layout:
        """Return what is ``own`` to documents, among all that are made of ``characters``.

        These uint32[n], by code point; ``types`` int32[V]: the type of each word.
        """
        return cls(own, _codes(own[0], characters), types, len(characters) + 1)

    def place(self) -> tuple[np.ndarray, ...]:
        """Return what it is among all, for `placed`."""
        return self._codes, self.types, np.array([self.alphabet])

    @classmethod
    def placed(cls, own: Sequence[np.ndarray], place: Sequence[np.ndarray]) -> Layout:
        """Return what is ``own`` to documents in its ``place`` among all."""
        codes, types, alphabet = place
        return cls(own, codes, types, int(alphabet[0]))

    def __len__(self) -> int:
        return len(self.kind)

    @property
    def characters(self) -> np.ndarray:
        """Return what strings are made of here, uint32[n] by code point."""
        characters: np.ndarray = self.used[self._codes > 0]
        return characters

    @cached_property
    def codes(self) -> np.ndarray:
        """Return int[N]."""
        codes: np.ndarray = self._codes[self.kind]
        return codes

    @cached_property
    def token_at(self) -> np.ndarray:
        """Return int32[N]."""
        at = np.cumsum(self._marks & _BEGINS, dtype=np.int32)
        at -= 1
        at[(self._marks & _SPACE) > 0] = -1
        return at

    @cached_property
    def starts(self) -> np.ndarray:
        """Return int32[T]."""
        starts: np.ndarray = np.flatnonzero(self._marks & _BEGINS).astype(np.int32)
        return starts

    @cached_property
    def tokens(self) -> np.ndarray:
        """Return int32[T]."""
        tokens: np.ndarray = self.types[self._words]
        return tokens

    @cached_property
    def borders(self) -> np.ndarray:
        """Return bool[N]."""
        return self._marked(_BORDER)

    @cached_property
    def free(self) -> np.ndarray:
        """Return bool[N]."""
        return self._marked(_FREE)

    @cached_property
    def stops(self) -> np.ndarray:
        """Return bool[N]."""
        return self._marked(_STOP)

    def _marked(self, bit: int) -> np.ndarray:
        marked: np.ndarray = (self._marks & bit) > 0
        return marked

    def where(self, test: Callable[[str], bool]) -> np.ndarray:
        """Return bool[N]: the characters for which ``test`` holds, asked once of each kind."""
        flags: np.ndarray = np.array([test(chr(c)) for c in self.used.tolist()], bool)[self.kind]
        return flags

    def of_kind(self, kind: np.ndarray) -> np.ndarray:
        """Return bool[N]: characters of tokens whose type is of ``kind``, bool[V]; on white space any."""
        if not len(self._words):
            return np.zeros(len(self), bool)
        flags: np.ndarray = kind[self.types][self._words][self.token_at]
        return flags

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
    texts = [text_of(corpus.documents, d) for d in range(len(corpus))]
    text = _BARRIER + "".join(text + _BARRIER for text in texts)
    used = sorted(set(text))
    points = codes_array(used)
    table = np.zeros(ord(used[-1]) + 1, _least(len(used)))
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
    space = np.ones(len(kind), bool)
    tokens = np.asarray(corpus.tokens)
    starts = corpus.starts + np.repeat(base, np.diff(corpus.bounds))
    lengths = length[tokens]
    ends = np.cumsum(lengths, dtype=np.int64)
    place = np.repeat(starts - (ends - lengths), lengths) + np.arange(int(lengths.sum()))
    space[place] = False
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
    marks = np.zeros(len(kind), np.uint8)
    marks[starts] = _BEGINS
    for bit, flags in ((_SPACE, space), (_BORDER, borders), (_FREE, free), (_STOP, stops)):
        marks |= flags * np.uint8(bit)
    own = points, kind, base, marks, tokens.astype(_least(len(words)))
    return Layout.among(own, characters, np.arange(len(words), dtype=np.int32))


def _codes(used: np.ndarray, characters: np.ndarray) -> np.ndarray:
    """Return the code of each of ``used`` in the alphabet of these ``characters``, 0 of none."""
    codes = (np.searchsorted(characters, used) + 1) * np.isin(used, characters)
    return codes.astype(np.int32)


def _least(size: int) -> type[np.unsignedinteger[Any]] | type[np.signedinteger[Any]]:
    """Return what whole numbers below ``size`` fit into."""
    return np.uint16 if size <= 1 << 16 else np.int32


def running(flags: np.ndarray) -> np.ndarray:
    """Return int32[n + 1]: how many of the first 0, 1 … n ``flags`` are set."""
    total = np.zeros(len(flags) + 1, np.int32)
    np.cumsum(flags, out=total[1:])
    return total


def codes_array(characters: Iterable[str]) -> np.ndarray:
    """Return the code points of ``characters``, uint32[n]."""
    return np.array([ord(c) for c in characters], np.uint32)
