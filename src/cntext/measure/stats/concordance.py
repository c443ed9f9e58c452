"""The places of several queries as one set: sampled, sorted, counted."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from cntext.corpus import Corpus
from cntext.lazy import np
from cntext.query.context import touched
from cntext.query.hits import Hits
from cntext.query.sorting import column


@dataclass(frozen=True, slots=True)
class Concordance:
    """The places of several queries: first all of the first one, then those of the next.

    ``query`` int32[H] says which of ``queries`` each place belongs to.
    """

    corpus: Corpus
    queries: tuple[str, ...]
    hits: Hits
    query: np.ndarray

    def take(self, which: np.ndarray) -> Concordance:
        """Return the places that ``which`` (numbers) chooses."""
        return Concordance(self.corpus, self.queries, self.hits.take(which), self.query[which])

    def columns(self, keys: Sequence[str], option: str) -> list[list[str]]:
        """Return the value of each key for every place."""
        at = touched(self.corpus, self.hits) if keys else None
        return [column(self.corpus, self.hits, at, key, option) for key in keys if at]


def concordance_of(corpus: Corpus, queries: Sequence[str], found: Sequence[Hits]) -> Concordance:
    """Return the places ``found`` for each of ``queries``."""
    return Concordance(
        corpus,
        tuple(queries),
        Hits(
            np.concatenate([hits.document for hits in found]),
            np.concatenate([hits.start for hits in found]),
            np.concatenate([hits.end for hits in found]),
        ),
        np.repeat(np.arange(len(found), dtype=np.int32), [len(hits) for hits in found]),
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
    documents: dict[tuple[str, int, str], set[int]] = {}
    total: Counter[tuple[str, int]] = Counter()
    rows = zip(
        groups, concordance.query.tolist(), values, concordance.hits.document.tolist(), strict=True
    )
    for group, query, value, document in rows:
        key = (group, query, value)
        freq[key] += 1
        documents.setdefault(key, set()).add(document)
        total[group, query] += 1
    ordered = sorted(freq, key=lambda key: (key[0], key[1], -freq[key], key[2]))
    return [
        (*key, freq[key], len(documents[key]), 100 * freq[key] / total[key[:2]]) for key in ordered
    ]
