"""The text of a corpus as one row of characters, with its word boundaries."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set

from cntext.corpus import Corpus
from cntext.lazy import np
from cntext.text.characters import is_word

# “以人民为中心” begins with a preposition, yet is a phrase.
FRAME = ("以", "为")
LIST = "、"
_BARRIER = "\n"
_AT_ONCE = 1 << 20  # characters


class Layout:
    """All documents as one row of N characters, a barrier before, between and after.

    ``text``: str[N]; ``base`` int64[D]: where each document begins in it; ``codes``
    int[N]: rank of the character among those that occur, in code-point order, 0 for
    barriers; ``stops`` bool[N]: a barrier, or a 、, which joins the members of a list and
    parts everything else; ``token_at`` int32[N]: index of the token over a character, -1 on white
    space; ``starts`` int32[T]: where each token begins; ``borders`` bool[N]: a token or a
    barrier begins here, unless this is likely inside a word that the dictionary does not
    know, or inside a number; ``free`` bool[N]: a barrier, or a function word, which no phrase extends over.
    """

    def __init__(self, corpus: Corpus, edge_words: Set[str]) -> None:
        texts = [document.text for document in corpus.documents]
        self.corpus = corpus
        self.text = _BARRIER + "".join(text + _BARRIER for text in texts)
        sizes = np.fromiter((len(text) + 1 for text in texts), np.int64, len(texts))
        self.base = 1 + np.cumsum(sizes) - sizes
        size = len(self.text)
        self._used = sorted(set(self.text))
        self._kind = _ranks(self.text, self._used)
        # A plus sign joins: 课程思政+思政课程. So does 、: 全员、全程、全方位育人. Other signs part.
        inside = np.array([is_word(c) or c in ("+", LIST) for c in self._used])
        self.alphabet = int(inside.sum()) + 1
        self.codes = (np.cumsum(inside) * inside).astype(self._kind.dtype)[self._kind]
        self.stops = (self.codes == 0) | self.where(LIST.__eq__)

        words = corpus.vocabulary
        length = np.fromiter(map(len, words), np.int32, len(words))
        function = np.fromiter((word in edge_words for word in words), bool, len(words))
        # 以 is not free, for a phrase may be framed by it: 以习近平同志为核心的党中央.
        parting = function & (np.arange(len(words)) != _number_of(FRAME[0], words))
        self.free = self.stops.copy()
        self.token_at = np.full(size, -1, np.int32)
        self.starts = np.empty(len(corpus.tokens), np.int32)
        for d in range(len(corpus)):
            low, high = int(corpus.bounds[d]), int(corpus.bounds[d + 1])
            types, starts = corpus.tokens[low:high], corpus.starts[low:high] + self.base[d]
            lengths = length[types]
            ends = np.cumsum(lengths)
            place = np.repeat(starts - (ends - lengths), lengths) + np.arange(int(lengths.sum()))
            self.token_at[place] = np.repeat(np.arange(low, high, dtype=np.int32), lengths)
            self.free[place] |= np.repeat(parting[types], lengths)
            self.starts[low:high] = starts
        edges = self.stops.copy()
        edges[1:] |= self.stops[:-1]
        # Without its guesses the segmenter leaves an unknown word in single characters:
        # 职/院. A boundary between two such is no boundary, unless one is a function word.
        lone = ((length == 1) & ~function)[corpus.tokens]
        self.borders = edges.copy()
        self.borders[self.starts] = True
        self.borders[self.starts[1:][lone[1:] & lone[:-1]]] = False
        # Nor is one inside a number: 一九|七五|年 is not “七五”.
        digit = self.where("〇零一二三四五六七八九".__contains__)
        self.borders[1:] &= ~(digit[1:] & digit[:-1])
        self.borders |= edges

    def where(self, test: Callable[[str], bool]) -> np.ndarray:
        """Return bool[N]: the characters for which ``test`` holds, asked once of each kind."""
        flags: np.ndarray = np.array([test(c) for c in self._used], bool)[self._kind]
        return flags

    def totals(self, test: Callable[[str], bool]) -> np.ndarray:
        """Return int32[N + 1]: how many of the first 0, 1 … N characters ``test`` holds for."""
        return running(self.where(test))

    def document_of(self, positions: np.ndarray) -> np.ndarray:
        """Return int64[n]: the document that each of ``positions`` lies in."""
        return np.searchsorted(self.base, positions, "right") - 1


def running(flags: np.ndarray) -> np.ndarray:
    """Return int32[n + 1]: how many of the first 0, 1 … n ``flags`` are set."""
    total = np.zeros(len(flags) + 1, np.int32)
    np.cumsum(flags, out=total[1:])
    return total


def _ranks(text: str, used: Sequence[str]) -> np.ndarray:
    """Return the place of every character of ``text`` in ``used``, in as few bytes as will do."""
    kind = np.uint16 if len(used) < 1 << 16 else np.int32
    table = np.zeros(ord(used[-1]) + 1, kind)
    table[[ord(c) for c in used]] = np.arange(len(used))
    ranks = np.empty(len(text), kind)
    for i in range(0, len(text), _AT_ONCE):
        piece = text[i : i + _AT_ONCE].encode("utf-32-le", "surrogatepass")
        ranks[i : i + _AT_ONCE] = table[np.frombuffer(piece, np.uint32)]
    return ranks


def _number_of(word: str, words: Sequence[str]) -> int:
    """Return the place of ``word`` in ``words``, -1 if there is none."""
    return words.index(word) if word in words else -1
