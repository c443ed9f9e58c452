"""Counting words, characters or listed phrases by group, exactly, in parts that add up.

Words of a corpus as a whole are counted in `totals`.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from cntext.corpus import Corpus
from cntext.lazy import np
from cntext.lexicon import Lexicon
from cntext.measure.stats.summing import runs
from cntext.measure.stats.totals import Totals
from cntext.text.codes import codes_of, is_han


@dataclass(frozen=True, slots=True)
class Counts:
    """Frequencies of T terms in G groups of documents.

    ``terms`` are in order of code point. Only what occurs is stored: cell i says that
    term ``term[i]`` occurs ``freqs[i]`` times in group ``group[i]``, in ``ranges[i]``
    documents; cells are in order of group, then term (int32[N], int32[N], int64[N],
    int64[N]). ``base`` is int64[G]: what rates are taken of (words, or Chinese characters).
    ``by`` is the field that the groups are of, "" for one group of all.
    """

    by: str
    groups: tuple[str, ...]
    terms: tuple[str, ...]
    group: np.ndarray
    term: np.ndarray
    freqs: np.ndarray
    ranges: np.ndarray
    base: np.ndarray

    @property
    def freq(self) -> np.ndarray:
        """int64[G, T]: occurrences."""
        return self._dense(self.freqs)

    @property
    def range(self) -> np.ndarray:
        """int64[G, T]: documents with at least one."""
        return self._dense(self.ranges)

    def of_group(self, g: int) -> Totals:
        """Return the counts of group ``g`` alone."""
        cells = slice(*np.searchsorted(self.group, (g, g + 1)).tolist())
        terms = list(map(self.terms.__getitem__, self.term[cells].tolist()))
        freqs, ranges = (array("q", of[cells].tolist()) for of in (self.freqs, self.ranges))
        return Totals.of(terms, freqs, ranges, int(self.base[g]))

    def by_group(self) -> Iterator[tuple[str, Totals]]:
        """Yield the name and the counts of each group."""
        return ((name, self.of_group(g)) for g, name in enumerate(self.groups))

    def merged(self, others: Sequence[Counts]) -> Counts:
        """Return the counts of all these documents together; `Mergeable`."""
        if not others:
            return self
        every = (self, *others)
        terms = tuple(sorted(set().union(*(counts.terms for counts in every))))
        named = dict.fromkeys(chain.from_iterable(counts.groups for counts in every))
        groups = tuple(named if self.by == "document" else sorted(named))
        place = {term: t for t, term in enumerate(terms)}
        seat = {name: g for g, name in enumerate(groups)}
        base = np.zeros(len(groups), np.int64)
        keys = []
        for counts in every:
            seats = _places(seat, counts.groups)
            np.add.at(base, seats, counts.base)
            keys.append(
                seats[counts.group] * len(terms) + _places(place, counts.terms)[counts.term]
            )
        return _cells(
            self.by,
            groups,
            terms,
            np.concatenate(keys),
            np.concatenate([counts.freqs for counts in every]),
            np.concatenate([counts.ranges for counts in every]),
            base,
        )

    def keys(self) -> Sequence[str]:
        """Return the terms; `Divisible`."""
        return self.terms

    def divided(self, edges: Sequence[str]) -> list[Counts]:
        """Return the counts of runs of terms; the first has the base; `Divisible`."""
        found = []
        for number, (low, high) in enumerate(runs(self.terms, edges)):
            cells = (self.term >= low) & (self.term < high)
            found.append(
                Counts(
                    self.by,
                    self.groups,
                    self.terms[low:high],
                    self.group[cells],
                    self.term[cells] - np.int32(low),
                    self.freqs[cells],
                    self.ranges[cells],
                    self.base * (number == 0),
                )
            )
        return found

    def _dense(self, cells: np.ndarray) -> np.ndarray:
        matrix = np.zeros((len(self.groups), len(self.terms)), np.int64)
        matrix[self.group, self.term] = cells
        return matrix


def count_types(corpus: Corpus, by: str = "") -> Counts:
    """Count the words of ``corpus`` (punctuation left out) by field ``by``, or as a whole."""
    is_word = corpus.type_is_word()
    counted = is_word[corpus.tokens]
    return _counted(
        corpus,
        corpus.vocabulary,
        corpus.tokens[counted].astype(np.int64),
        corpus.document_of_token()[counted],
        by,
    )


def count_characters(corpus: Corpus, by: str = "") -> Counts:
    """Count the Chinese characters of ``corpus`` by field ``by``, or as a whole."""
    found = [np.empty(0, np.uint32)]
    sizes = []
    for document in corpus.documents:
        codes = codes_of(document.text)
        han = codes.compress(is_han(codes))
        found.append(han)
        sizes.append(len(han))
    kinds, terms = np.unique(np.concatenate(found), return_inverse=True)
    documents = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    return _counted(corpus, tuple(map(chr, kinds.tolist())), terms.reshape(-1), documents, by)


def count_on_text(
    corpus: Corpus, lexicon: Lexicon, by: str = "", *, concepts: bool = False
) -> Counts:
    """Count the forms of ``lexicon`` on the text of ``corpus``, or its ``concepts``.

    The very numbers of ``cntext lexicon count``: forms inside longer ones too, concepts once
    a place, look-alikes left out. The base of rates is all Chinese characters.
    """
    from cntext.measure.stats.lexicon_counts import count_lexicon

    counted = count_lexicon(corpus, lexicon, by)
    if concepts:
        sums = dict(counted.concepts)
    else:
        sums = {(key.group, key.written): tally for key, tally in counted.forms.items()}
    groups = corpus.groups(by)[0] if by else ("",)
    terms = tuple(sorted({term for _, term in sums}))
    seat, place = ({name: i for i, name in enumerate(names)} for names in (groups, terms))
    keys = [seat[group] * len(terms) + place[term] for group, term in sums]
    return _cells(
        by,
        groups,
        terms,
        np.array(keys, np.int64),
        np.array([tally.total for tally in sums.values()], np.int64),
        np.array([tally.range for tally in sums.values()], np.int64),
        np.array([counted.han.get(group, 0) for group in groups], np.int64),
    )


def _counted(
    corpus: Corpus, words: Sequence[str], terms: np.ndarray, documents: np.ndarray, by: str
) -> Counts:
    """Count occurrences of ``words[terms[i]]`` in ``documents[i]``; the base is all of them."""
    groups, group_of = corpus.groups(by) if by else (("",), np.zeros(len(corpus), np.int32))
    kinds, terms = np.unique(terms, return_inverse=True)
    names = [words[i] for i in kinds.tolist()]
    order = sorted(range(len(names)), key=names.__getitem__)
    rank = np.empty(len(names), np.int64)
    rank[order] = np.arange(len(names))
    # One cell for each term of each document first: their number is the range.
    size = max(len(names), 1)
    pairs, freqs = np.unique(
        documents.astype(np.int64) * size + rank[terms.reshape(-1)], return_counts=True
    )
    documents, places = np.divmod(pairs, size)
    seats = group_of[documents].astype(np.int64)
    base = np.zeros(len(groups), np.int64)
    np.add.at(base, seats, freqs)
    sorted_names = tuple(names[i] for i in order)
    return _cells(by, groups, sorted_names, seats * size + places, freqs, np.ones_like(freqs), base)


def _cells(
    by: str,
    groups: tuple[str, ...],
    terms: tuple[str, ...],
    keys: np.ndarray,
    freqs: np.ndarray,
    ranges: np.ndarray,
    base: np.ndarray,
) -> Counts:
    """Add up what falls into the same cell; ``keys`` are group * T + term."""
    cells, place = np.unique(keys, return_inverse=True)
    place = place.reshape(-1)
    freq, spread = np.zeros(len(cells), np.int64), np.zeros(len(cells), np.int64)
    np.add.at(freq, place, freqs)
    np.add.at(spread, place, ranges)
    group, term = np.divmod(cells, max(len(terms), 1))
    return Counts(
        by, groups, terms, group.astype(np.int32), term.astype(np.int32), freq, spread, base
    )


def _places(place: dict[str, int], names: Sequence[str]) -> np.ndarray:
    return np.fromiter(map(place.__getitem__, names), np.int64, len(names))
