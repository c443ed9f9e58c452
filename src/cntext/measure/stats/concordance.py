"""The lines of a concordance, made when they are looked at: a screen shows thirty of 30,000."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import overload

from cntext.corpus import Corpus
from cntext.lazy import np
from cntext.places import Places
from cntext.query.context import Context, Touched, around, on_one_line, touched
from cntext.query.hits import Hits
from cntext.query.sorting import column
from cntext.table import Row

_AT_ONCE = 1_000  # lines made together when all of them are asked for


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


class Lines(Sequence[Row]):
    """The rows of a concordance in their ``order``, each made when it is asked for.

    A row has the group and the query in front where those are shown.
    """

    def __init__(
        self,
        concordance: Concordance,
        order: Sequence[int],
        context: Context,
        window: int,
        groups: Sequence[str] | None = None,
    ) -> None:
        self._all = concordance
        self._order = order
        self._context = context
        self._window = window
        self._groups = groups
        self._places: dict[int, Places] = {}

    def __len__(self) -> int:
        return len(self._order)

    @overload
    def __getitem__(self, which: int) -> Row: ...
    @overload
    def __getitem__(self, which: slice) -> list[Row]: ...
    def __getitem__(self, which: int | slice) -> Row | list[Row]:
        if isinstance(which, slice):
            return self._made(self._order[which])
        return self._made([self._order[which]])[0]

    def __iter__(self) -> Iterator[Row]:
        for begin in range(0, len(self), _AT_ONCE):
            yield from self[begin : begin + _AT_ONCE]

    def _made(self, which: Sequence[int]) -> list[Row]:
        some = self._all.take(np.array(which, np.int64))
        at = touched(self._all.corpus, some.hits)
        heads = [
            (*self._group(h), *self._query(int(query)))
            for h, query in zip(which, some.query, strict=True)
        ]
        return [(*head, *self._line(some.hits, at, h)) for h, head in enumerate(heads)]

    def _group(self, h: int) -> Row:
        return (self._groups[h],) if self._groups is not None else ()

    def _query(self, query: int) -> Row:
        return (self._all.queries[query],) if len(self._all.queries) > 1 else ()

    def _line(self, hits: Hits, at: Touched, h: int) -> Row:
        corpus = self._all.corpus
        d, start, end = hits[h]
        if d not in self._places:
            self._places = {d: Places(corpus.documents[d])}  # one is kept: lines come in order
        place = self._places[d]
        document = place.document
        begin, close = around(corpus, hits, at, h, self._context, self._window)
        first, last = int(at.first[h]), int(at.last[h])
        tokens = [corpus.vocabulary[i] for i in corpus.tokens[first:last].tolist()]
        return (
            document.id,
            document.title,
            document.date,
            place.role(start),
            document.line_of(start),
            on_one_line(document.text[begin:start]),
            on_one_line(document.text[start:end]),
            on_one_line(document.text[end:close]),
            " ".join(tokens),
            start,
            end,
            int(corpus.starts[first]) if tokens else start,
            place.id(start, end),
        )
