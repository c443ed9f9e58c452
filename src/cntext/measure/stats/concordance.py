"""The places of several queries in the pieces of a corpus, as one set: sampled, sorted, counted."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from cntext.corpus import Corpus
from cntext.lazy import np
from cntext.query.context import touched
from cntext.query.hits import Hits
from cntext.query.sorting import check_field, column


@dataclass(frozen=True, slots=True)
class Concordance:
    """H places: all of the first query, in the order of the corpus, then those of the next.

    A big corpus comes in ``pieces`` that follow one another and are never put together.
    ``query`` int32[H] says which of ``queries`` a place belongs to, ``piece`` int32[H] where
    it stands; documents of ``hits`` are counted inside their piece.
    """

    pieces: tuple[Corpus, ...]
    queries: tuple[str, ...]
    hits: Hits
    query: np.ndarray
    piece: np.ndarray

    def __len__(self) -> int:
        return len(self.hits)

    def take(self, which: np.ndarray) -> Concordance:
        """Return the places that ``which`` (numbers or a mask) chooses."""
        return Concordance(
            self.pieces,
            self.queries,
            self.hits.take(which),
            self.query[which],
            self.piece[which],
        )

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
    pieces: Sequence[Corpus], queries: Sequence[str], found: Sequence[Sequence[Hits]]
) -> Concordance:
    """Return the places that were ``found`` of each query in each piece."""
    every = [(q, p, hits) for q, row in enumerate(found) for p, hits in enumerate(row)]
    lengths = [len(hits) for _, _, hits in every]
    return Concordance(
        tuple(pieces),
        tuple(queries),
        Hits(
            *(
                np.concatenate([np.empty(0, kind), *(getattr(hits, name) for _, _, hits in every)])
                for name, kind in (("document", np.int32), ("start", np.int64), ("end", np.int64))
            )
        ),
        np.repeat(np.array([q for q, _, _ in every], np.int32), lengths),
        np.repeat(np.array([p for _, p, _ in every], np.int32), lengths),
    )


def sampled(total: int, size: int, seed: int) -> np.ndarray:
    """Return ``size`` of the numbers below ``total``, drawn without replacement, in order."""
    return np.array(sorted(random.Random(seed).sample(range(total), size)), np.int64)  # noqa: S311


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
