"""How often each term occurs in each document: the counts that groups and periods are sums of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from cntext.corpus import Corpus, field_of
from cntext.lazy import np
from cntext.measure.stats.finders import Finder
from cntext.measure.stats.runs import edges_of
from cntext.measure.stats.summing import runs
from cntext.text.characters import HAN_RUN


@dataclass(frozen=True, slots=True)
class DocumentCounts:
    """Frequencies of T terms in D documents, exact, and additive over documents.

    ``terms`` are in order of code point unless taken in another. Cell i says that ``terms[term[i]]`` occurs
    ``freq[i]`` times in document ``document[i]`` (int64[N] each, in order of document, then
    term; only what occurs is stored). ``words`` and ``han`` int64[D]: words without
    punctuation, and Chinese characters; rates are taken of ``base``, one of the two.
    ``values``: what the documents say for ``fields``, D values for each, field after field.
    """

    terms: tuple[str, ...]
    document: np.ndarray
    term: np.ndarray
    freq: np.ndarray
    words: np.ndarray
    han: np.ndarray
    of_words: bool
    fields: tuple[str, ...]
    values: tuple[str, ...]

    @property
    def base(self) -> np.ndarray:
        """int64[D]: what rates are taken of."""
        return self.words if self.of_words else self.han

    @property
    def facts(self) -> dict[str, tuple[str, ...]]:
        """D values for each of ``fields``."""
        size = len(self)
        cuts = ((name, i * size) for i, name in enumerate(self.fields))
        return {name: self.values[at : at + size] for name, at in cuts}

    def noted(self, name: str, values: Sequence[str]) -> DocumentCounts:
        """Return the counts with one more fact of the documents: D values."""
        return replace(self, fields=(*self.fields, name), values=(*self.values, *values))

    def __len__(self) -> int:
        return len(self.words)

    def by(self, group: np.ndarray, groups: int) -> tuple[np.ndarray, np.ndarray]:
        """Return int64[G, T]: occurrences in each group of documents, and documents with any.

        ``group`` int[D] says which group a document is of; -1: of none.
        """
        seat = group[self.document]
        inside = seat >= 0
        flat = seat[inside] * len(self.terms) + self.term[inside]
        shape = (groups, len(self.terms))
        freq = np.zeros(groups * len(self.terms), np.int64)
        np.add.at(freq, flat, self.freq[inside])
        spread = np.bincount(flat, minlength=len(freq))
        return freq.reshape(shape), spread.reshape(shape)

    def take(self, terms: Sequence[int]) -> DocumentCounts:
        """Return the counts of these terms alone, in this order; bases stay."""
        place = np.full(len(self.terms), -1, np.int64)
        place[list(terms)] = np.arange(len(terms))
        term = place[self.term]
        cells = term >= 0
        names = tuple(self.terms[t] for t in terms)
        return replace(
            self,
            terms=names,
            document=self.document[cells],
            term=term[cells],
            freq=self.freq[cells],
        )

    def dense(self) -> np.ndarray:
        """Return int64[D, T]."""
        table = np.zeros((len(self), len(self.terms)), np.int64)
        table[self.document, self.term] = self.freq
        return table

    def groups(self, field: str) -> tuple[tuple[str, ...], np.ndarray]:
        """Return the values of a fact, as `Corpus.groups` does, and int64[D]: each document's."""
        values = self.facts[field]
        names = tuple(dict.fromkeys(values)) if field == "document" else tuple(sorted({*values}))
        place = {name: i for i, name in enumerate(names)}
        return names, np.array([place[value] for value in values], np.int64)

    def merged(self, others: Sequence[DocumentCounts]) -> DocumentCounts:
        """Return the counts of these documents and those of ``others``; `Mergeable`."""
        every = (self, *others)
        terms = tuple(sorted(set(chain.from_iterable(part.terms for part in every))))
        place = {term: t for t, term in enumerate(terms)}
        first = np.cumsum([0, *(len(part) for part in every)])
        renamed = []
        for part in every:
            names = np.fromiter((place[t] for t in part.terms), np.int64, len(part.terms))
            renamed.append(names[part.term])
        return DocumentCounts(
            terms,
            np.concatenate([p.document + at for p, at in zip(every, first[:-1], strict=True)]),
            np.concatenate(renamed),
            np.concatenate([part.freq for part in every]),
            np.concatenate([part.words for part in every]),
            np.concatenate([part.han for part in every]),
            self.of_words,
            self.fields,
            tuple(
                chain.from_iterable(part.facts[field] for field in self.fields for part in every)
            ),
        )

    def without_terms(self) -> DocumentCounts:
        """Return the same documents, and no term; `ByTerm`."""
        return self.take(())

    def edges(self, runs: int) -> tuple[str, ...]:
        """Return terms that part the cells into ``runs`` of about as many; `ByTerm`."""
        return edges_of(self.terms, np.bincount(self.term, minlength=len(self.terms)), runs)

    def parted(
        self, edges: Sequence[str], before: Sequence[DocumentCounts]
    ) -> list[DocumentCounts]:
        """Return the cells of each run of terms, as they stand after ``before``; `ByTerm`."""
        none = np.empty(0, np.int64)
        passed = sum(map(len, before))
        found = []
        for low, high in runs(self.terms, edges):
            cells = (self.term >= low) & (self.term < high)
            found.append(
                replace(
                    self,
                    terms=self.terms[low:high],
                    document=self.document[cells] + passed,
                    term=self.term[cells] - low,
                    freq=self.freq[cells],
                    words=none,
                    han=none,
                    values=(),
                )
            )
        return found

    def with_terms(self, cells: DocumentCounts) -> DocumentCounts:
        """Return these documents with ``cells`` that were parted; `ByTerm`."""
        return replace(cells, words=self.words, han=self.han, values=self.values)

    def joined(self, others: Sequence[DocumentCounts]) -> DocumentCounts:
        """Return the same documents with the terms of ``others``, which follow; `ByTerm`."""
        every = (self, *others)
        first = np.cumsum([0, *(len(part.terms) for part in every)])
        document = np.concatenate([part.document for part in every])
        term = np.concatenate([p.term + at for p, at in zip(every, first[:-1], strict=True)])
        order = np.lexsort((term, document))
        return replace(
            self,
            terms=tuple(chain.from_iterable(part.terms for part in every)),
            document=document[order],
            term=term[order],
            freq=np.concatenate([part.freq for part in every])[order],
        )


def words_of(corpus: Corpus, fields: Sequence[str] = ()) -> DocumentCounts:
    """Count the words of each document, punctuation left out; rates are of words."""
    counted = corpus.type_is_word()[corpus.tokens]
    kinds, terms = np.unique(corpus.tokens[counted], return_inverse=True)
    size = max(len(kinds), 1)
    documents = corpus.document_of_token()[counted].astype(np.int64)
    cells, freq = np.unique(documents * size + terms.reshape(-1), return_counts=True)
    names = [corpus.vocabulary[i] for i in kinds.tolist()]
    place, term = np.divmod(cells, size)
    return _sorted(corpus, names, place, term, freq, fields, of_words=True)


def found_in(
    corpus: Corpus, find: Finder, terms: Sequence[str] = (), fields: Sequence[str] = ()
) -> DocumentCounts:
    """Count what ``find`` finds in the text of each document; rates are of Chinese characters.

    ``terms`` are listed even if they do not occur.
    """

    def count(text: str) -> Counter[str]:
        return Counter(term for term, _ in find(text))

    return _counted(corpus, count, terms, fields)


def characters_of(corpus: Corpus, fields: Sequence[str] = ()) -> DocumentCounts:
    """Count the Chinese characters of each document, which are what rates are of, too."""
    return _counted(corpus, lambda text: Counter("".join(HAN_RUN.findall(text))), (), fields)


def _counted(
    corpus: Corpus,
    count: Callable[[str], Counter[str]],
    terms: Sequence[str],
    fields: Sequence[str],
) -> DocumentCounts:
    ids = {term: t for t, term in enumerate(terms)}
    cells: list[tuple[int, int, int]] = []
    for d, document in enumerate(corpus.documents):
        cells += [(d, ids.setdefault(t, len(ids)), n) for t, n in count(document.text).items()]
    columns = np.array(cells, np.int64).reshape(-1, 3).T
    documents, found, freq = columns
    return _sorted(corpus, list(ids), documents, found, freq, fields, of_words=False)


def words_per_document(corpus: Corpus) -> np.ndarray:
    """Return int64[D]: words of each document, punctuation left out."""
    counted = corpus.type_is_word()[corpus.tokens]
    ends = np.concatenate([[0], np.cumsum(counted)])
    return np.asarray(np.diff(ends[corpus.bounds]), np.int64)


def _sorted(
    corpus: Corpus,
    names: Sequence[str],
    documents: np.ndarray,
    terms: np.ndarray,
    freq: np.ndarray,
    fields: Sequence[str],
    *,
    of_words: bool,
) -> DocumentCounts:
    """Return the counts with terms in order of code point, cells of document, then term."""
    order = sorted(range(len(names)), key=names.__getitem__)
    rank = np.empty(len(names), np.int64)
    rank[order] = np.arange(len(names))
    terms = rank[terms]
    cells = np.lexsort((terms, documents))
    fields = tuple(dict.fromkeys(fields))
    return DocumentCounts(
        tuple(names[i] for i in order),
        documents[cells],
        terms[cells],
        freq[cells].astype(np.int64),
        words_per_document(corpus),
        corpus.han_per_document(),
        of_words,
        fields,
        tuple(chain.from_iterable(field_of(corpus.documents, field) for field in fields)),
    )
