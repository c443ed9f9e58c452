"""The places of several queries in the pieces of a corpus, as one set: sampled, sorted, counted."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

from cntext.corpus import Corpus
from cntext.lazy import np
from cntext.query.context import touched
from cntext.query.found import Found
from cntext.query.hits import Hits
from cntext.query.sorting import check_field, column


@dataclass(frozen=True, eq=False, repr=False)
class Concordance:
    """H places: all of the first query, in the order of the corpus, then those of the next.

    A big corpus comes in ``pieces`` that follow one another and are never put together.
    ``cells`` are the places of a query in a piece, with the numbers of both; they may be
    counted before they are looked for, and one is looked for when a place of it is asked.
    ``chosen``: which of all places are meant, None for all.
    """

    pieces: tuple[Corpus, ...]
    queries: tuple[str, ...]
    cells: tuple[tuple[int, int, Found], ...]
    chosen: Sequence[int] | None = None

    def __len__(self) -> int:
        return self._total if self.chosen is None else len(self.chosen)

    @cached_property
    def _ends(self) -> list[int]:
        return list(accumulate(len(found) for _, _, found in self.cells))

    @property
    def _total(self) -> int:
        return self._ends[-1] if self._ends else 0

    def place(self, h: int) -> tuple[int, int, tuple[int, int, int]]:
        """Return query, piece, and the place itself: its document in the piece, start and end."""
        if self.chosen is not None:
            h = self.chosen[h]
        at = bisect_right(self._ends, h)
        query, piece, found = self.cells[at]
        return query, piece, found[h - (self._ends[at - 1] if at else 0)]

    @cached_property
    def hits(self) -> Hits:
        """All places; documents are counted inside their piece."""
        every = [found.columns() for _, _, found in self.cells]
        return Hits(
            *(
                self._own([getattr(hits, name) for hits in every]).astype(kind, copy=False)
                for name, kind in (("document", np.int32), ("start", np.int64), ("end", np.int64))
            )
        )

    @cached_property
    def query(self) -> np.ndarray:
        """int32[H]: which of the queries a place belongs to."""
        return self._own([np.full(len(found), q, np.int32) for q, _, found in self.cells])

    @cached_property
    def piece(self) -> np.ndarray:
        """int32[H]: where a place stands."""
        return self._own([np.full(len(found), p, np.int32) for _, p, found in self.cells])

    def _own(self, columns: Sequence[np.ndarray]) -> np.ndarray:
        whole: np.ndarray = np.concatenate([*columns, np.empty(0, np.int32)])
        return whole if self.chosen is None else whole[np.array(self.chosen, np.int64)]

    def columns(self, keys: Sequence[str], option: str) -> list[list[str]]:
        """Return the value of each key for every place; `UsageProblem` for an unknown one."""
        for key in keys:
            check_field(self.pieces, key, option)
        found = [[""] * len(self) for _ in keys]
        for number, corpus in enumerate(self.pieces if keys else ()):
            which = np.flatnonzero(self.piece == number)
            hits = self.hits.take(which)
            at = touched(corpus, hits)
            for values, key in zip(found, keys, strict=True):
                for h, value in zip(which.tolist(), column(corpus, hits, at, key), strict=True):
                    values[h] = value
        return found


def concordance_of(
    pieces: Sequence[Corpus], queries: Sequence[str], found: Sequence[Sequence[Found]]
) -> Concordance:
    """Return the places that were ``found`` of each query in each piece."""
    cells = ((q, p, each) for q, row in enumerate(found) for p, each in enumerate(row))
    return Concordance(tuple(pieces), tuple(queries), tuple(cells))


def sampled(concordance: Concordance, size: int, seed: int) -> Concordance:
    """Return ``size`` of the places, drawn without replacement, in their order."""
    import random

    drawn = random.Random(seed).sample(range(len(concordance)), size)  # noqa: S311
    return replace(concordance, chosen=sorted(drawn))


def counted(
    concordance: Concordance, values: Sequence[str], groups: Sequence[str]
) -> list[tuple[str, int, str, int, int, float]]:
    """Return ``(group, query, value, freq, range, percent)``, most frequent first in each.

    Percent is of the places of the same query in the same group. Ties are in order of
    code point; groups too; queries as they were given.
    """
    freq: Counter[tuple[str, int, str]] = Counter()
    documents: dict[tuple[str, int, str], set[tuple[int, int]]] = {}
    total: Counter[tuple[str, int]] = Counter()
    places = zip(concordance.piece.tolist(), concordance.hits.document.tolist(), strict=True)
    rows = zip(groups, concordance.query.tolist(), values, places, strict=True)
    for group, query, value, place in rows:
        key = (group, query, value)
        freq[key] += 1
        documents.setdefault(key, set()).add(place)
        total[group, query] += 1
    ordered = sorted(freq, key=lambda key: (key[0], key[1], -freq[key], key[2]))
    return [
        (*key, freq[key], len(documents[key]), 100 * freq[key] / total[key[:2]]) for key in ordered
    ]
