"""Where something was found: spans of characters in documents, as columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from cntext.lazy import np


@dataclass(frozen=True, slots=True)
class Hits:
    """H places, in the order of the corpus.

    ``document`` int32[H] counts documents from 0; ``start`` and ``end`` int64[H] are
    offsets in the text of that document, in characters.
    """

    document: np.ndarray
    start: np.ndarray
    end: np.ndarray

    def __len__(self) -> int:
        return len(self.document)

    def __iter__(self) -> Iterator[tuple[int, int, int]]:
        return zip(self.document.tolist(), self.start.tolist(), self.end.tolist(), strict=True)

    def __getitem__(self, place: int) -> tuple[int, int, int]:
        return int(self.document[place]), int(self.start[place]), int(self.end[place])

    def take(self, which: np.ndarray) -> Hits:
        """Return the places that ``which`` (numbers or a mask) chooses."""
        return Hits(self.document[which], self.start[which], self.end[which])

    def spread(self) -> int:
        """Return the number of documents that have a place."""
        return int(np.count_nonzero(np.bincount(self.document)))

    def columns(self) -> Hits:
        """Return itself, as `Found` asks for it."""
        return self


def hits_of(found: Iterable[Iterable[tuple[int, int]]]) -> Hits:
    """Return ``(start, end)`` pairs, those of each document by themselves, as columns."""
    spans: list[tuple[int, int]] = []
    counts: list[int] = []
    for each in found:
        before = len(spans)
        spans.extend(each)
        counts.append(len(spans) - before)
    table = np.fromiter(chain.from_iterable(spans), np.int64, 2 * len(spans)).reshape(-1, 2)
    return Hits(np.repeat(np.arange(len(counts), dtype=np.int32), counts), table[:, 0], table[:, 1])


def runs(documents: np.ndarray) -> Iterator[tuple[int, int, int]]:
    """Yield ``(document, begin, end)`` for each stretch of equal numbers in ``documents``."""
    begins = np.flatnonzero(np.diff(documents, prepend=-1)).tolist()
    for begin, end in zip(begins, [*begins[1:], len(documents)][: len(begins)], strict=True):
        yield int(documents[begin]), begin, end
