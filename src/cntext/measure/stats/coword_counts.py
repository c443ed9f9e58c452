"""In how many sentences, paragraphs or documents terms stand together: exact, additive."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from cntext.corpus import Corpus
from cntext.lazy import np
from cntext.lexicon import Concept, Lexicon
from cntext.measure.stats.collocate_counts import summed
from cntext.measure.stats.finders import concept_finder
from cntext.measure.stats.stretches import stretch_starts
from cntext.text.codes import are_words

_BLOCK = 1 << 22  # cells of a block of the incidence matrix


@dataclass(frozen=True, slots=True)
class Together:
    """T terms in the ``size`` stretches of text of one group (those without a word left out).

    ``freq`` int64[T]: occurrences; ``spread`` int64[T]: documents with one; ``matrix``
    int64[T, T], symmetric: stretches with both terms, on its diagonal those with the term.
    """

    terms: tuple[str, ...]
    size: int
    freq: np.ndarray
    spread: np.ndarray
    matrix: np.ndarray


@dataclass(frozen=True, slots=True)
class CowordCounts:
    """T terms in G groups of documents: exact, and additive.

    ``by`` is the field of the groups, "" for one group of all. ``size`` int64[G]: stretches
    with a word; flat int64[G * T]: ``freq`` occurrences, ``spread`` documents with one. Cells
    (int64[B] each, in order of group, then terms): in group ``group[i]`` there are
    ``stretches[i]`` with both terms ``first[i]`` and ``second[i]``, of which the first is not
    behind the second; where they are one, the stretches with it.
    """

    by: str
    groups: tuple[str, ...]
    terms: tuple[str, ...]
    size: np.ndarray
    freq: np.ndarray
    spread: np.ndarray
    group: np.ndarray
    first: np.ndarray
    second: np.ndarray
    stretches: np.ndarray

    def take(self, chosen: Sequence[int]) -> CowordCounts:
        """Return the counts of these terms alone, in this order."""
        place = np.full(len(self.terms), -1, np.int64)
        place[list(chosen)] = np.arange(len(chosen))
        ends = place[self.first], place[self.second]
        kept = (ends[0] >= 0) & (ends[1] >= 0)
        shape, at = (len(self.groups), len(self.terms)), np.array(chosen, np.int64)
        return replace(
            self,
            terms=tuple(self.terms[i] for i in chosen),
            freq=self.freq.reshape(shape)[:, at].reshape(-1),
            spread=self.spread.reshape(shape)[:, at].reshape(-1),
            group=self.group[kept],
            first=np.minimum(*ends)[kept],
            second=np.maximum(*ends)[kept],
            stretches=self.stretches[kept],
        )

    def of(self, g: int) -> Together:
        """Return the counts of group ``g``."""
        cells = slice(*np.searchsorted(self.group, (g, g + 1)).tolist())
        flat = slice(g * len(self.terms), (g + 1) * len(self.terms))
        return self._together(int(self.size[g]), self.freq[flat], self.spread[flat], cells)

    def whole(self) -> Together:
        """Return the counts of all groups as one."""
        shape = (len(self.groups), len(self.terms))
        freq, spread = (x.reshape(shape).sum(axis=0) for x in (self.freq, self.spread))
        return self._together(int(self.size.sum()), freq, spread, slice(None))

    def _together(self, size: int, freq: np.ndarray, spread: np.ndarray, cells: slice) -> Together:
        matrix = np.zeros((len(self.terms), len(self.terms)), np.int64)
        np.add.at(matrix, (self.first[cells], self.second[cells]), self.stretches[cells])
        matrix += np.triu(matrix, 1).T
        return Together(self.terms, size, freq, spread, matrix)

    def merged(self, others: Sequence[CowordCounts]) -> CowordCounts:
        """Return the counts of all these documents together; `Mergeable`."""
        every = (self, *others)
        named = dict.fromkeys(chain.from_iterable(c.groups for c in every))
        groups = tuple(named if self.by == "document" else sorted(named))
        seat = {name: g for g, name in enumerate(groups)}
        seats = [np.array([seat[name] for name in c.groups], np.int64) for c in every]
        size = np.zeros(len(groups), np.int64)
        flat = {name: np.zeros((len(groups), len(self.terms)), np.int64) for name in _FLAT}
        for counts, places in zip(every, seats, strict=True):
            np.add.at(size, places, counts.size)
            for name, total in flat.items():
                np.add.at(total, places, getattr(counts, name).reshape(-1, len(self.terms)))
        cells = summed(
            [
                np.concatenate([g[c.group] for c, g in zip(every, seats, strict=True)]),
                np.concatenate([c.first for c in every]),
                np.concatenate([c.second for c in every]),
            ],
            [np.concatenate([c.stretches for c in every])],
        )
        totals = {name: total.reshape(-1) for name, total in flat.items()}
        return CowordCounts(self.by, groups, self.terms, size, **totals, **_named(cells))


_FLAT = ("freq", "spread")


def _named(cells: Sequence[np.ndarray]) -> dict[str, np.ndarray]:
    return dict(zip(("group", "first", "second", "stretches"), cells, strict=True))


def count_listed_together(
    corpus: Corpus, listing: Lexicon, within: str, by: str = ""
) -> CowordCounts:
    """Count the concepts of ``listing`` on the characters of the text.

    Leftmost-longest: what lies inside a longer form is not beside it.
    """
    names = [concept.name for concept in listing.concepts]
    place = {name: i for i, name in enumerate(names)}
    find = concept_finder(listing)
    sums = _Sums(corpus, by, len(names))
    for d, document in enumerate(corpus.documents):
        starts = Stretches(document.text, within)
        hits = [(place[name], start) for name, start in find(document.text)]
        terms = np.array([term for term, _ in hits], np.int64)
        sums.add(d, terms, starts.of(np.array([at for _, at in hits], np.int64)), starts.filled)
    return sums.counts(names)


def count_words_together(
    corpus: Corpus, keep: Callable[[str], bool], top: int, within: str, by: str = ""
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
        starts = Stretches(document.text, within)
        stretch = starts.of(corpus.starts[low:high][terms >= 0])
        terms = terms[terms >= 0]
        found.append((terms, stretch, starts.filled))
        number += np.bincount(_once(terms, stretch, len(kinds))[0], minlength=len(kinds))
    words = [corpus.vocabulary[i] for i in kinds.tolist()]
    order = sorted(range(len(words)), key=lambda i: (-int(number[i]), words[i]))[:top]
    rank = np.full(len(words), -1, np.int64)
    rank[order] = np.arange(len(order))
    sums = _Sums(corpus, by, len(order))
    for d, (terms, stretch, filled) in enumerate(found):
        chosen = rank[terms]
        sums.add(d, chosen[chosen >= 0], stretch[chosen >= 0], filled)
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


class Stretches:
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

    def __init__(self, corpus: Corpus, by: str, terms: int) -> None:
        self._by, self._size = by, terms
        self._groups: tuple[str, ...] = ("",)
        self._group_of = np.zeros(len(corpus), np.int32)
        if by:
            self._groups, self._group_of = corpus.groups(by)
        shape = (len(self._groups), terms)
        self._stretches = np.zeros(len(self._groups), np.int64)
        self._freq, self._spread = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
        self._blocks = [_Block() for _ in self._groups]
        self._cells: list[tuple[np.ndarray, ...]] = []

    def add(self, document: int, terms: np.ndarray, stretch: np.ndarray, filled: int) -> None:
        """Add a document: where its terms stand, and how many stretches with a word it has."""
        g = int(self._group_of[document])
        self._stretches[g] += filled
        freq = np.bincount(terms, minlength=self._size)
        self._freq[g] += freq
        self._spread[g] += freq > 0
        block = self._blocks[g]
        block.add(*_once(terms, stretch, self._size))
        if block.rows * self._size > _BLOCK:
            self._multiply(g)

    def _multiply(self, g: int) -> None:
        together = self._blocks[g].multiplied(self._size)
        self._blocks[g] = _Block()
        first, second = np.nonzero(np.triu(together))
        self._cells.append((np.full(len(first), g), first, second, together[first, second]))

    def counts(self, terms: Sequence[str]) -> CowordCounts:
        """Return what was counted."""
        for g in range(len(self._groups)):
            self._multiply(g)
        columns = [np.concatenate(column) for column in zip(*self._cells, strict=True)]
        columns = columns or [np.empty(0, np.int64)] * 4
        return CowordCounts(
            self._by,
            tuple(self._groups),
            tuple(terms),
            self._stretches,
            self._freq.reshape(-1),
            self._spread.reshape(-1),
            **_named(summed(columns[:3], columns[3:])),
        )


class _Block:
    """Which terms stand in which stretch, of some stretches of one group."""

    def __init__(self) -> None:
        self.rows = 0
        self._terms: list[np.ndarray] = []
        self._stretch: list[np.ndarray] = []

    def add(self, terms: np.ndarray, stretch: np.ndarray) -> None:
        """Add the stretches of a document, each term of a stretch once."""
        if len(stretch):
            _, rows = np.unique(stretch, return_inverse=True)
            self._terms.append(terms)
            self._stretch.append(rows.reshape(-1) + self.rows)
            self.rows += int(rows.max()) + 1

    def multiplied(self, size: int) -> np.ndarray:
        """Return int64[T, T]: stretches with both terms."""
        block = np.zeros((self.rows, size), np.float32)  # exact: at most 2²² rows
        if self.rows:
            block[np.concatenate(self._stretch), np.concatenate(self._terms)] = 1
        return np.asarray((block.T @ block).astype(np.int64))
