"""Count runs of n tokens, with or without gaps: additive over parts of a corpus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from cntext.corpus import Corpus
from cntext.lazy import np


@dataclass(frozen=True, slots=True)
class NgramCounts:
    """The G different n-grams of one n, in order of their words' numbers.

    ``grams`` int64[G, n]: numbers of words in ``words``; ``freq``, ``range`` int64[B, G] in each
    of B groups; ``sizes`` int64[B]: words of the group, punctuation not counted.
    """

    words: tuple[str, ...]
    groups: tuple[str, ...]
    grams: np.ndarray
    freq: np.ndarray
    range: np.ndarray
    sizes: np.ndarray

    def text(self, number: int) -> str:
        """Return one n-gram, its words parted by spaces."""
        return " ".join(self.words[i] for i in self.grams[number].tolist())

    def merge(self, other: NgramCounts) -> NgramCounts:
        """Add the counts of another part of the corpus; documents are in one part only."""
        words = tuple(sorted({*self.words, *other.words}))
        groups = tuple(sorted({*self.groups, *other.groups}))
        place = {word: i for i, word in enumerate(words)}
        parts = (self, other)
        rows = [np.array([place[w] for w in p.words], np.int64)[p.grams] for p in parts]
        grams, which = _different(np.concatenate(rows))
        freq = np.zeros((len(groups), len(grams)), np.int64)
        spread, sizes = np.zeros_like(freq), np.zeros(len(groups), np.int64)
        for part, at in zip(parts, np.split(which, [len(self.grams)]), strict=True):
            for b, group in enumerate(part.groups):
                g = groups.index(group)
                freq[g, at] += part.freq[b]
                spread[g, at] += part.range[b]
                sizes[g] += part.sizes[b]
        return NgramCounts(words, groups, grams, freq, spread, sizes)


def count_ngrams(corpus: Corpus, n: int, skip: int = 0, by: str = "") -> NgramCounts:
    """Count the n-grams of words; none reaches over punctuation, a line end or a document.

    With ``skip`` k, up to k words in all may be left out between the n (k-skip-n-grams,
    Guthrie et al. 2006); every choice of places counts.
    """
    groups, group_of = corpus.groups(by) if by else (("",), np.zeros(len(corpus), np.int32))
    is_word = corpus.type_is_word()
    word = is_word[corpus.tokens]
    document = corpus.document_of_token()
    sizes = np.bincount(group_of[document[word]], minlength=len(groups))
    stretch = stretches(corpus, word)
    rows, owners = [], []
    for offsets in choices(n, skip):
        span = offsets[-1]
        count = max(len(stretch) - span, 0)
        begin = np.flatnonzero(word[:count] & (stretch[:count] == stretch[span : span + count]))
        rows.append(np.stack([corpus.tokens[begin + k] for k in offsets], axis=1))
        owners.append(document[begin])
    grams, which = _different(np.concatenate(rows).astype(np.int64))
    owner = np.concatenate(owners).astype(np.int64)
    shape = (len(groups), len(grams))
    group = group_of[owner]
    freq = np.bincount(group * len(grams) + which, minlength=shape[0] * shape[1])
    # Each document once: it is in one group only.
    once = np.unique(owner * len(grams) + which) if len(grams) else owner
    at = group_of[once // max(len(grams), 1)] * len(grams) + once % max(len(grams), 1)
    spread = np.bincount(at, minlength=shape[0] * shape[1])
    return NgramCounts(
        corpus.vocabulary, groups, grams, freq.reshape(shape), spread.reshape(shape), sizes
    )


def stretches(corpus: Corpus, word: np.ndarray) -> np.ndarray:
    """Return int64[T]: a number for every run of words that nothing parts.

    Punctuation, the border of a document and a line end each begin a new one.
    """
    new = ~word
    new[1:] |= ~word[:-1]
    first = corpus.bounds[:-1]
    new[first[first < len(new)]] = True
    for d, document in enumerate(corpus.documents):
        low, high = int(corpus.bounds[d]), int(corpus.bounds[d + 1])
        points = np.frombuffer(document.text.encode("utf-32-le", "surrogatepass"), np.uint32)
        ends = np.flatnonzero(points == ord("\n"))
        after = low + np.searchsorted(corpus.starts[low:high], ends)
        new[after[after < high]] = True
    return np.cumsum(new)


def choices(n: int, skip: int) -> list[tuple[int, ...]]:
    """Return the offsets of n words of which the last lies at most n - 1 + skip behind the first."""
    return [
        (0, *rest)
        for rest in combinations(range(1, n + skip), n - 1)
        if not rest or rest[-1] <= n - 1 + skip
    ]


def _different(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the different rows of int64[m, n] in order, and int64[m]: which each one is.

    Column by column, for np.unique sorts rows as strings of bytes, which takes far longer.
    """
    which = np.zeros(len(rows), np.int64)
    for column in rows.T:
        base = int(column.max(initial=0)) + 1
        _, which = np.unique(which * base + column, return_inverse=True)
        which = which.reshape(-1)
    first = np.full(int(which.max(initial=-1)) + 1, len(rows))
    np.minimum.at(first, which, np.arange(len(rows)))
    return rows[first], which


def lengths(text: str) -> Sequence[int]:
    """Read "2" or "2-4" as the lengths meant; ValueError if it is neither."""
    low, dash, high = text.partition("-")
    first, last = int(low), int(high) if dash else int(low)
    if not 1 <= first <= last:
        raise ValueError(text)
    return range(first, last + 1)
