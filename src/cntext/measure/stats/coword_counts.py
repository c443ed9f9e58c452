"""In how many sentences, paragraphs or documents terms stand together: exact, additive."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cntext.corpus import Corpus
from cntext.lazy import np
from cntext.lexicon import Concept, Lexicon
from cntext.measure.stats.finders import concept_finder
from cntext.measure.stats.stretches import stretch_starts
from cntext.text.codes import are_words

_BLOCK = 1 << 22  # cells of a block of the incidence matrix


@dataclass(frozen=True, slots=True)
class CowordCounts:
    """Of T terms in ``size`` stretches of text (those without a word left out).

    ``freq`` int64[T]: occurrences; ``spread`` int64[T]: documents with one; ``together``
    int64[T * T], a symmetric matrix row by row: stretches with both terms, on its
    diagonal those with the term.
    """

    terms: tuple[str, ...]
    size: int
    freq: np.ndarray
    spread: np.ndarray
    together: np.ndarray

    @property
    def matrix(self) -> np.ndarray:
        """int64[T, T]: ``together``."""
        return self.together.reshape(len(self.terms), len(self.terms))

    def merged(self, others: Sequence[CowordCounts]) -> CowordCounts:
        """Return the counts of all these documents together; `Mergeable`."""
        every = (self, *others)
        return CowordCounts(
            self.terms,
            sum(c.size for c in every),
            np.asarray(np.sum([c.freq for c in every], axis=0, dtype=np.int64)),
            np.asarray(np.sum([c.spread for c in every], axis=0, dtype=np.int64)),
            np.asarray(np.sum([c.together for c in every], axis=0, dtype=np.int64)),
        )

    def take(self, chosen: Sequence[int]) -> CowordCounts:
        """Return the counts of these terms alone, in this order."""
        at = np.array(chosen, np.int64)
        return CowordCounts(
            tuple(self.terms[i] for i in chosen),
            self.size,
            self.freq[at],
            self.spread[at],
            self.matrix[np.ix_(at, at)].reshape(-1),
        )


def count_listed_together(corpus: Corpus, listing: Lexicon, within: str) -> CowordCounts:
    """Count the concepts of ``listing`` on the characters of the text.

    Leftmost-longest: what lies inside a longer form is not beside it.
    """
    names = [concept.name for concept in listing.concepts]
    place = {name: i for i, name in enumerate(names)}
    find = concept_finder(listing)
    sums = _Sums(len(names))
    for document in corpus.documents:
        starts = _Stretches(document.text, within)
        hits = [(place[name], start) for name, start in find(document.text)]
        terms = np.array([term for term, _ in hits], np.int64)
        sums.add(terms, starts.of(np.array([at for _, at in hits], np.int64)), starts.filled)
    return sums.counts(names)


def count_words_together(
    corpus: Corpus, keep: Callable[[str], bool], top: int, within: str
) -> CowordCounts:
    """Count the ``top`` words of those to ``keep``, by stretches that have them.

    Ties break by code point.
    """
    wanted = corpus.type_is_word() & (corpus.type_counts()[0] > 0)
    for i in np.flatnonzero(wanted).tolist():
        wanted[i] = keep(corpus.vocabulary[i])
    kinds = np.flatnonzero(wanted)
    place = np.full(len(corpus.vocabulary), -1, np.int64)
    place[kinds] = np.arange(len(kinds))
    found: list[tuple[np.ndarray, np.ndarray, int]] = []
    number = np.zeros(len(kinds), np.int64)
    for d, document in enumerate(corpus.documents):
        low, high = int(corpus.bounds[d]), int(corpus.bounds[d + 1])
        terms = place[corpus.tokens[low:high]]
        starts = _Stretches(document.text, within)
        stretch = starts.of(corpus.starts[low:high][terms >= 0])
        terms = terms[terms >= 0]
        found.append((terms, stretch, starts.filled))
        number += np.bincount(_once(terms, stretch, len(kinds))[0], minlength=len(kinds))
    words = [corpus.vocabulary[i] for i in kinds.tolist()]
    order = sorted(range(len(words)), key=lambda i: (-int(number[i]), words[i]))[:top]
    rank = np.full(len(words), -1, np.int64)
    rank[order] = np.arange(len(order))
    sums = _Sums(len(order))
    for terms, stretch, filled in found:
        chosen = rank[terms]
        sums.add(chosen[chosen >= 0], stretch[chosen >= 0], filled)
    return sums.counts([words[i] for i in order])


def listing_of(terms: Sequence[str], lexicon: Lexicon, *, concepts: bool) -> Lexicon:
    """Return what finds ``terms``; with ``concepts`` those of the lexicon in all forms."""
    found = {
        concept.name: concept
        for concept in (
            lexicon.concept_of[t] if concepts and t in lexicon else Concept(t, "", (t,))
            for t in terms
        )
    }
    return Lexicon(found.values())


class _Stretches:
    """The sentences, paragraphs or document of a text; ``filled``: how many have a word."""

    def __init__(self, text: str, within: str) -> None:
        starts = stretch_starts(text, within)
        pieces = [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
        self.filled = int(np.count_nonzero(are_words(pieces)))
        self._starts = np.array(starts, np.int64)

    def of(self, offsets: np.ndarray) -> np.ndarray:
        """Return int64[n]: in which stretch each offset lies."""
        return np.maximum(np.searchsorted(self._starts, offsets, "right") - 1, 0)


def _once(terms: np.ndarray, stretch: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Return terms and stretches of the different pairs, in order of stretch."""
    stretch, terms = np.divmod(np.unique(stretch * max(size, 1) + terms), max(size, 1))
    return terms, stretch


class _Sums:
    """Counts as they grow, document by document, multiplied out in blocks of stretches."""

    def __init__(self, size: int) -> None:
        self._size, self._stretches, self._row = size, 0, 0
        self._freq, self._spread = np.zeros(size, np.int64), np.zeros(size, np.int64)
        self._together = np.zeros((size, size), np.int64)
        self._terms: list[np.ndarray] = []
        self._rows: list[np.ndarray] = []

    def add(self, terms: np.ndarray, stretch: np.ndarray, filled: int) -> None:
        """Add a document: where its terms stand, and how many stretches with a word it has."""
        self._stretches += filled
        freq = np.bincount(terms, minlength=self._size)
        self._freq += freq
        self._spread += freq > 0
        once, rows = _once(terms, stretch, self._size)
        if len(rows):
            _, rows = np.unique(rows, return_inverse=True)
            self._terms.append(once)
            self._rows.append(rows.reshape(-1) + self._row)
            self._row += int(rows.max()) + 1
        if self._row * self._size > _BLOCK:
            self._multiply()

    def _multiply(self) -> None:
        if self._row:
            block = np.zeros((self._row, self._size), np.float32)  # exact: at most 2²² rows
            block[np.concatenate(self._rows), np.concatenate(self._terms)] = 1
            self._together += (block.T @ block).astype(np.int64)
        self._terms, self._rows, self._row = [], [], 0

    def counts(self, terms: Sequence[str]) -> CowordCounts:
        """Return what was counted."""
        self._multiply()
        return CowordCounts(
            tuple(terms), self._stretches, self._freq, self._spread, self._together.reshape(-1)
        )
