"""Where terms stand along a corpus: on the ring of its words, or of its Chinese characters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cntext.corpus import Corpus
from cntext.lazy import np
from cntext.measure.stats.document_counts import words_per_document
from cntext.measure.stats.finders import Finder
from cntext.text.characters import count_han


@dataclass(frozen=True, slots=True)
class Places:
    """The occurrences of T terms in D documents.

    ``sizes`` int64[D]: words or Chinese characters of each document; the corpus is all of
    them in a row. Term t stands at ``positions[bounds[t]:bounds[t + 1]]`` of that row,
    ascending, in ``documents`` (the same places) at ``offsets`` in characters.
    """

    terms: tuple[str, ...]
    bounds: np.ndarray
    positions: np.ndarray
    documents: np.ndarray
    offsets: np.ndarray
    sizes: np.ndarray

    @property
    def size(self) -> int:
        """All words, or all Chinese characters."""
        return int(self.sizes.sum())

    @property
    def freq(self) -> np.ndarray:
        """int64[T]."""
        return np.asarray(np.diff(self.bounds))

    def by(self, group: np.ndarray, groups: int) -> np.ndarray:
        """Return int64[T, G]: occurrences in each group of documents."""
        term = np.repeat(np.arange(len(self.terms)), self.freq)
        flat = term * groups + group[self.documents]
        return np.bincount(flat, minlength=len(self.terms) * groups).reshape(-1, groups)

    def only(self, keep: np.ndarray) -> Places:
        """Return the places of the terms in ``keep`` (bool[T]) alone."""
        inside = np.repeat(keep, self.freq)
        return Places(
            tuple(t for t, k in zip(self.terms, keep.tolist(), strict=True) if k),
            np.concatenate([[0], np.cumsum(self.freq[keep])]),
            self.positions[inside],
            self.documents[inside],
            self.offsets[inside],
            self.sizes,
        )


def word_places(corpus: Corpus) -> Places:
    """Return where each word stands among the words, punctuation left out."""
    counted = np.flatnonzero(corpus.type_is_word()[corpus.tokens])
    kinds, term = np.unique(corpus.tokens[counted], return_inverse=True)
    names = [corpus.vocabulary[i] for i in kinds.tolist()]
    order = sorted(range(len(names)), key=names.__getitem__)
    rank = np.empty(len(names), np.int64)
    rank[order] = np.arange(len(names))
    term = rank[term.reshape(-1)]
    by_term = np.argsort(term, kind="stable")
    return Places(
        tuple(names[i] for i in order),
        np.concatenate([[0], np.cumsum(np.bincount(term, minlength=len(names)))]),
        by_term,  # the n-th counted token is the n-th word
        corpus.document_of_token()[counted][by_term],
        corpus.starts[counted][by_term],
        words_per_document(corpus),
    )


def text_places(corpus: Corpus, find: Finder, terms: Sequence[str]) -> Places:
    """Return where ``find`` finds ``terms``, among the Chinese characters.

    A term stands at the number of Chinese characters before it; one that begins with
    another sign, at the next of them.
    """
    ids = {term: t for t, term in enumerate(terms)}
    found: list[tuple[int, int, int, int]] = []
    sizes = []
    base = 0
    for d, document in enumerate(corpus.documents):
        before, reached = 0, 0
        hits = sorted((offset, term) for term, offset in find(document.text))
        for offset, term in hits:
            before += count_han(document.text[reached:offset])
            reached = offset
            found.append((ids[term], base + before, d, offset))
        sizes.append(before + count_han(document.text[reached:]))
        base += sizes[-1]
    found.sort()
    columns = np.array(found, np.int64).reshape(-1, 4)
    counts = np.bincount(columns[:, 0], minlength=len(terms))
    return Places(
        tuple(terms),
        np.concatenate([[0], np.cumsum(counts)]),
        columns[:, 1],
        columns[:, 2],
        columns[:, 3],
        np.array(sizes, np.int64),
    )
