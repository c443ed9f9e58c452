"""Where something was found: spans of characters in documents, as columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

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
        return len(np.unique(self.document))


def hits_of(found: Iterable[tuple[int, int, int]]) -> Hits:
    """Return ``(document, start, end)`` triples as columns."""
    table = np.array(list(found), np.int64).reshape(-1, 3)
    return Hits(table[:, 0].astype(np.int32), table[:, 1], table[:, 2])


def runs(documents: np.ndarray) -> Iterator[tuple[int, int, int]]:
    """Yield ``(document, begin, end)`` for each stretch of equal numbers in ``documents``."""
    begins = np.flatnonzero(np.diff(documents, prepend=-1)).tolist()
    for begin, end in zip(begins, [*begins[1:], len(documents)][: len(begins)], strict=True):
        yield int(documents[begin]), begin, end
