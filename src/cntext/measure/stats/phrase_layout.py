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


class Layout:
    """All documents as one row of N characters, a barrier before, between and after.

    ``text``: str[N]; ``base`` int64[D]: where each document begins in it; ``codes``
    int32[N]: rank of the character among those that occur, in code-point order, 0 for
    barriers; ``stops`` bool[N]: a barrier, or a 、, which joins the members of a list and
    parts everything else; ``token_at`` int32[N]: index of the token over a character, -1 on white
    space; ``starts`` int64[T]: where each token begins; ``borders`` bool[N]: a token or a
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
        points = np.frombuffer(self.text.encode("utf-32-le", "surrogatepass"), np.uint32)
        self._points, self._used = points, np.flatnonzero(np.bincount(points))
        # A plus sign joins: 课程思政+思政课程. So does 、: 全员、全程、全方位育人. Other signs part.
        inside = self._each(lambda c: is_word(c) or c in ("+", LIST))
        self.codes = np.cumsum(inside, dtype=np.int32)[points] * inside[points]
        self.alphabet = int(inside.sum()) + 1
        self.stops = (self.codes == 0) | self.where(LIST.__eq__)
        solid = ~self.stops

        words = corpus.vocabulary
        lengths = np.fromiter(map(len, words), np.int64, len(words))[corpus.tokens]
        starts = self.base[corpus.document_of_token()] + corpus.starts
        self.starts = starts
        count = len(starts)
        self.token_at = np.full(size, -1, np.int32)
        shift = np.repeat(starts - (np.cumsum(lengths) - lengths), lengths)
        self.token_at[shift + np.arange(len(shift))] = np.repeat(
            np.arange(count, dtype=np.int32), lengths
        )
        edges = ~solid
        edges[1:] |= ~solid[:-1]

        function = np.fromiter((w in edge_words for w in words), bool, len(words))[corpus.tokens]
        self.free = ~solid
        # 以 is not free, for a phrase may be framed by it: 以习近平同志为核心的党中央.
        parting = function & (corpus.tokens != _number_of(FRAME[0], words))
        self.free[self.token_at >= 0] |= parting[self.token_at[self.token_at >= 0]]
        # Without its guesses the segmenter leaves an unknown word in single characters:
        # 职/院. A boundary between two such is no boundary, unless one is a function word.
        lone = (lengths == 1) & ~function
        self.borders = edges.copy()
        self.borders[starts] = True
        self.borders[starts[1:][lone[1:] & lone[:-1]]] = False
        # Nor is one inside a number: 一九|七五|年 is not “七五”.
        digit = self.where("〇零一二三四五六七八九".__contains__)
        self.borders[1:] &= ~(digit[1:] & digit[:-1])
        self.borders |= edges

    def where(self, test: Callable[[str], bool]) -> np.ndarray:
        """Return bool[N]: the characters for which ``test`` holds, asked once of each kind."""
        return self._each(test)[self._points]

    def _each(self, test: Callable[[str], bool]) -> np.ndarray:
        """Return bool by code point: the characters of the corpus for which ``test`` holds."""
        table = np.zeros(int(self._used.max()) + 1, bool)
        table[self._used] = [test(chr(point)) for point in self._used.tolist()]
        return table

    def document_of(self, positions: np.ndarray) -> np.ndarray:
        """Return int64[n]: the document that each of ``positions`` lies in."""
        return np.searchsorted(self.base, positions, "right") - 1


def _number_of(word: str, words: Sequence[str]) -> int:
    """Return the place of ``word`` in ``words``, -1 if there is none."""
    return words.index(word) if word in words else -1
