"""Where terms stand along a corpus: on the ring of its words, or of its Chinese characters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

from cntext.corpus import Corpus, field_of
from cntext.lazy import np
from cntext.measure.stats.document_counts import words_per_document
from cntext.measure.stats.node_hits import SpanFinder
from cntext.measure.stats.runs import edges_of
from cntext.measure.stats.summing import runs
from cntext.text.characters import count_han


@dataclass(frozen=True, slots=True)
class Places:
    """The M occurrences of T terms in D documents, exact, and additive over documents.

    ``sizes`` int64[D]: words or Chinese characters of each document; the corpus is all of
    them in a row. Term t stands at ``positions[bounds[t]:bounds[t + 1]]`` of that row,
    ascending, in ``documents`` (the same places). ``names`` and ``values`` are of the
    documents: what each is called, and its value of a field (D, or none where not asked for).
    ``offsets``, ``ends`` and ``lines`` (int64[M], or empty: see `with_lines`) say where in the
    document an occurrence begins and ends, in characters, and in which line of its source.
    """

    terms: tuple[str, ...]
    bounds: np.ndarray
    positions: np.ndarray
    documents: np.ndarray
    sizes: np.ndarray
    names: tuple[str, ...]
    values: tuple[str, ...]
    offsets: np.ndarray
    ends: np.ndarray
    lines: np.ndarray

    @property
    def size(self) -> int:
        """All words, or all Chinese characters."""
        return int(self.sizes.sum())

    @property
    def freq(self) -> np.ndarray:
        """int64[T]."""
        return np.asarray(np.diff(self.bounds))

    def groups(self) -> tuple[tuple[str, ...], np.ndarray]:
        """Return what ``values`` there are, and int64[D]: each document's; else of ``names``."""
        told = self.values or self.names
        kinds = tuple(sorted(set(told))) if self.values else tuple(dict.fromkeys(told))
        place = {name: i for i, name in enumerate(kinds)}
        return kinds, np.array([place[value] for value in told], np.int64)

    def by(self, group: np.ndarray, groups: int) -> np.ndarray:
        """Return int64[T, G]: occurrences in each group of documents."""
        term = np.repeat(np.arange(len(self.terms)), self.freq)
        flat = term * groups + group[self.documents]
        return np.bincount(flat, minlength=len(self.terms) * groups).reshape(-1, groups)

    def only(self, keep: np.ndarray) -> Places:
        """Return the places of the terms in ``keep`` (bool[T]) alone."""
        inside = np.repeat(keep, self.freq)
        return replace(
            self,
            terms=tuple(t for t, k in zip(self.terms, keep.tolist(), strict=True) if k),
            bounds=np.concatenate([[0], np.cumsum(self.freq[keep])]),
            positions=self.positions[inside],
            documents=self.documents[inside],
            offsets=_kept(self.offsets, inside),
            ends=_kept(self.ends, inside),
            lines=_kept(self.lines, inside),
        )

    def between(self, low: int, high: int) -> Places:
        """Return the places of the terms from number ``low`` up to ``high``."""
        at = slice(*self.bounds[[low, high]].tolist())
        return replace(
            self,
            terms=self.terms[low:high],
            bounds=self.bounds[low : high + 1] - self.bounds[low],
            positions=self.positions[at],
            documents=self.documents[at],
            offsets=self.offsets[at],
            ends=self.ends[at],
            lines=self.lines[at],
        )

    def merged(self, others: Sequence[Places]) -> Places:
        """Return the places in these documents and in those of ``others``; `Mergeable`.

        Terms that were asked for are the same in all, and keep their order.
        """
        every = (self, *others)
        terms = self.terms
        if any(part.terms != terms for part in others):
            terms = tuple(sorted(set(chain.from_iterable(part.terms for part in every))))
        rank = {term: t for t, term in enumerate(terms)}
        term, before, documents = [], [], []
        passed = seen = 0
        for part in every:
            renamed = np.fromiter((rank[t] for t in part.terms), np.int64, len(part.terms))
            term.append(np.repeat(renamed, part.freq))
            before.append(part.positions + passed)
            documents.append(part.documents.astype(np.int64) + seen)
            passed, seen = passed + part.size, seen + len(part.sizes)
        of = np.concatenate(term)
        order = np.argsort(of, kind="stable")
        extra = {name: np.concatenate([getattr(p, name) for p in every]) for name in _TOLD}
        return Places(
            terms,
            _bounds(of, len(terms)),
            np.concatenate(before)[order],
            np.concatenate(documents)[order],
            np.concatenate([part.sizes for part in every]),
            tuple(chain.from_iterable(part.names for part in every)),
            tuple(chain.from_iterable(part.values for part in every)),
            **{name: _kept(told, order) for name, told in extra.items()},
        )

    def without_terms(self) -> Places:
        """Return the same documents, and no term; `ByTerm`."""
        return self.only(np.zeros(len(self.terms), bool))

    def edges(self, runs: int) -> tuple[str, ...]:
        """Return terms that part the places into ``runs`` of about as many; `ByTerm`."""
        return edges_of(self.terms, self.freq, runs)

    def parted(self, edges: Sequence[str], before: Sequence[Places]) -> list[Places]:
        """Return the places of each run of terms, as they are after ``before``; `ByTerm`."""
        passed, seen = sum(p.size for p in before), sum(len(p.sizes) for p in before)
        found = []
        for low, high in runs(self.terms, edges):
            own = self.between(low, high)
            found.append(
                replace(
                    own,
                    positions=own.positions + passed,
                    documents=own.documents + seen,
                    sizes=_none(),
                    names=(),
                    values=(),
                )
            )
        return found

    def with_terms(self, cells: Places) -> Places:
        """Return these documents with places that were parted; `ByTerm`."""
        return replace(cells, sizes=self.sizes, names=self.names, values=self.values)

    def joined(self, others: Sequence[Places]) -> Places:
        """Return the same documents with the terms of ``others``, which follow; `ByTerm`."""
        every = (self, *others)
        return replace(
            self,
            terms=tuple(chain.from_iterable(part.terms for part in every)),
            bounds=np.concatenate([[0], np.cumsum(np.concatenate([p.freq for p in every]))]),
            positions=np.concatenate([part.positions for part in every]),
            documents=np.concatenate([part.documents for part in every]),
            offsets=np.concatenate([part.offsets for part in every]),
            ends=np.concatenate([part.ends for part in every]),
            lines=np.concatenate([part.lines for part in every]),
        )


_TOLD = ("offsets", "ends", "lines")


def _kept(values: np.ndarray, which: np.ndarray) -> np.ndarray:
    return values[which] if len(values) else values


def _bounds(term: np.ndarray, terms: int) -> np.ndarray:
    return np.concatenate([[0], np.cumsum(np.bincount(term, minlength=terms))])


def word_places(corpus: Corpus, field: str = "") -> Places:
    """Return where each word stands among the words, punctuation left out."""
    counted = np.flatnonzero(corpus.type_is_word()[corpus.tokens])
    kinds, term = np.unique(corpus.tokens[counted], return_inverse=True)
    words = [corpus.vocabulary[i] for i in kinds.tolist()]
    order = sorted(range(len(words)), key=words.__getitem__)
    rank = np.empty(len(words), np.int64)
    rank[order] = np.arange(len(words))
    term = rank[term.reshape(-1)]
    by_term = np.argsort(term, kind="stable")
    starts = corpus.starts[counted][by_term].astype(np.int64)
    lengths = np.fromiter(map(len, words), np.int64, len(words))[order]
    return Places(
        tuple(words[i] for i in order),
        _bounds(term, len(words)),
        by_term,  # the n-th counted token is the n-th word
        corpus.document_of_token()[counted][by_term].astype(np.int64),
        words_per_document(corpus),
        **_told(corpus, field),
        offsets=starts,
        ends=starts + lengths[term[by_term]],
        lines=_none(),
    )


def text_places(corpus: Corpus, find: SpanFinder, terms: Sequence[str], field: str = "") -> Places:
    """Return where ``find`` finds ``terms``, among the Chinese characters.

    A term stands at the number of Chinese characters before it; one that begins with
    another sign, at the next of them.
    """
    found: list[tuple[int, int, int, int, int]] = []
    sizes = []
    base = 0
    for d, document in enumerate(corpus.documents):
        before, reached = 0, 0
        hits = sorted((start, term, end) for term, start, end in find(document.text))
        for start, term, end in hits:
            before += count_han(document.text[reached:start])
            reached = start
            found.append((term, base + before, d, start, end))
        sizes.append(before + count_han(document.text[reached:]))
        base += sizes[-1]
    found.sort()
    term, positions, documents, offsets, ends = np.array(found, np.int64).reshape(-1, 5).T
    return Places(
        tuple(terms),
        _bounds(term, len(terms)),
        positions,
        documents,
        np.array(sizes, np.int64),
        **_told(corpus, field),
        offsets=offsets,
        ends=ends,
        lines=_none(),
    )


def without_offsets(places: Places) -> Places:
    """Return the places as measures need them: where in its document each is, is left out."""
    return replace(places, offsets=_none(), ends=_none())


def with_lines(places: Places, corpus: Corpus) -> Places:
    """Return the places with the line of the source that each stands in."""
    lines = np.zeros(len(places.offsets), np.int64)
    for d, document in enumerate(corpus.documents):
        here = np.flatnonzero(places.documents == d)
        lines[here] = [document.line_of(at) for at in places.offsets[here].tolist()]
    return replace(places, lines=lines)


def _told(corpus: Corpus, field: str) -> dict[str, tuple[str, ...]]:
    names = tuple(field_of(corpus.documents, "document"))
    values = field_of(corpus.documents, field) if field and field != "document" else ()
    return {"names": names, "values": tuple(values)}


def _none() -> np.ndarray:
    return np.empty(0, np.int64)
