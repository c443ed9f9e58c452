"""How often each term occurs in each document: the counts that groups and periods are sums of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from cntext.corpus import Corpus
from cntext.lazy import np
from cntext.lexicon import Concept, Lexicon
from cntext.measure.stats.phrase_counts import occurrences
from cntext.text.characters import HAN_RUN, count_han

Finder = Callable[[str], Iterable[tuple[str, int]]]  # text → (term, offset) of each occurrence


@dataclass(frozen=True, slots=True)
class DocumentCounts:
    """Frequencies of T terms in D documents, exact, and additive over documents.

    ``terms`` are in order of code point unless taken in another. Cell i says that ``terms[term[i]]`` occurs
    ``freq[i]`` times in document ``document[i]`` (int64[N] each, in order of document, then
    term; only what occurs is stored). ``words`` and ``han`` int64[D]: words without
    punctuation, and Chinese characters; rates are taken of ``base``, one of the two.
    """

    terms: tuple[str, ...]
    document: np.ndarray
    term: np.ndarray
    freq: np.ndarray
    words: np.ndarray
    han: np.ndarray
    of_words: bool

    @property
    def base(self) -> np.ndarray:
        """int64[D]: what rates are taken of."""
        return self.words if self.of_words else self.han

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

    def merged(self, others: Sequence[DocumentCounts]) -> DocumentCounts:
        """Return the counts of these documents and those of ``others``, which follow."""
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
        )


def words_of(corpus: Corpus) -> DocumentCounts:
    """Count the words of each document, punctuation left out; rates are of words."""
    is_word = corpus.type_is_word()
    counted = is_word[corpus.tokens]
    kinds, terms = np.unique(corpus.tokens[counted], return_inverse=True)
    names = [corpus.vocabulary[i] for i in kinds.tolist()]
    return _gathered(
        corpus, names, corpus.document_of_token()[counted], terms.reshape(-1), of_words=True
    )


def found_in(corpus: Corpus, find: Finder, terms: Sequence[str] = ()) -> DocumentCounts:
    """Count what ``find`` finds in the text of each document; rates are of Chinese characters.

    ``terms`` are listed even if they do not occur.
    """
    ids = {term: t for t, term in enumerate(terms)}
    documents: list[int] = []
    found: list[int] = []
    for d, document in enumerate(corpus.documents):
        for term, _ in find(document.text):
            documents.append(d)
            found.append(ids.setdefault(term, len(ids)))
    arrays = np.array(documents, np.int64), np.array(found, np.int64)
    return _gathered(corpus, list(ids), *arrays, of_words=False)


def characters_in(text: str) -> Iterable[tuple[str, int]]:
    """Yield every Chinese character of ``text`` and where it stands."""
    for run in HAN_RUN.finditer(text):
        yield from zip(run.group(), range(run.start(), run.end()), strict=True)


def phrase_finder(phrases: Sequence[str]) -> Finder:
    """Return what finds ``phrases`` as Total counts them: left to right, in longer ones too."""
    phrases = list(dict.fromkeys(phrases))

    def find(text: str) -> Iterable[tuple[str, int]]:
        (found,) = occurrences([text], phrases)
        return [(phrases[which], start) for which, start, _ in found]

    return find


def concept_finder(lexicon: Lexicon) -> Finder:
    """Return what finds concepts by all their forms: leftmost-longest, each stretch once."""

    def find(text: str) -> Iterable[tuple[str, int]]:
        for start, end in lexicon.find(text):
            yield lexicon.concept_of[text[start:end]].name, start

    return find


def term_finder(terms: Sequence[str], lexicon: Lexicon, *, concepts: bool) -> Finder:
    """Return what finds ``terms`` on the characters of a text.

    Each is counted as Total, as if it were asked for alone. With ``concepts``, a term that
    the lexicon lists stands for its concept: any of its forms counts, look-alikes that the
    lexicon excludes do not, and of nested forms of the one concept the longest is one hit.
    """
    known = {t: lexicon.concept_of[t] for t in terms if concepts and t in lexicon}
    plain = phrase_finder([t for t in terms if t not in known])
    # Looked for one by one: what another term covers is still an occurrence of this one.
    alone: list[tuple[str, Lexicon]] = [(t, _one(concept)) for t, concept in known.items()]

    def find(text: str) -> Iterable[tuple[str, int]]:
        yield from plain(text)
        for term, one in alone:
            yield from ((term, start) for start, _ in one.find(text))

    return find


def _one(concept: Concept) -> Lexicon:
    return Lexicon([concept])


def words_per_document(corpus: Corpus) -> np.ndarray:
    """Return int64[D]: words of each document, punctuation left out."""
    counted = corpus.type_is_word()[corpus.tokens]
    ends = np.concatenate([[0], np.cumsum(counted)])
    return np.asarray(np.diff(ends[corpus.bounds]), np.int64)


def _gathered(
    corpus: Corpus,
    names: Sequence[str],
    documents: np.ndarray,
    terms: np.ndarray,
    *,
    of_words: bool,
) -> DocumentCounts:
    order = sorted(range(len(names)), key=names.__getitem__)
    rank = np.empty(len(names), np.int64)
    rank[order] = np.arange(len(names))
    size = max(len(names), 1)
    cells, freq = np.unique(documents.astype(np.int64) * size + rank[terms], return_counts=True)
    document, term = np.divmod(cells, size)
    return DocumentCounts(
        tuple(names[i] for i in order),
        document,
        term,
        freq.astype(np.int64),
        words_per_document(corpus),
        np.fromiter((count_han(d.text) for d in corpus.documents), np.int64, len(corpus)),
        of_words,
    )
