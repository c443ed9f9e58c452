"""The places of one query in one piece of a corpus: how many at once, where when that is asked."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from functools import cached_property
from typing import Any, Protocol

from cntext.corpus import Corpus
from cntext.lazy import np
from cntext.query.hits import Hits


class Found(Protocol):
    """What `Hits` are, and what can become `Hits`."""

    def __len__(self) -> int: ...

    def __getitem__(self, place: int) -> tuple[int, int, int]:
        """Return document, start and end of one place."""
        ...

    def spread(self) -> int:
        """Return the number of documents that have a place."""
        ...

    def columns(self) -> Hits:
        """Return all places as columns."""
        ...


Places = tuple["array[int]", "array[int]"]  # documents and starts


class StringFound:
    """A string in stored texts, counted by what was stored of it where that can be.

    ``places`` looks for it stretch by stretch, as far as a place is asked for.
    """

    def __init__(self, size: int, tally: tuple[int, int] | None, places: Iterator[Places]) -> None:
        self._size, self._tally, self._more = size, tally, places
        self._found: Places = array("i"), array("i")

    @property
    def is_counted(self) -> bool:
        """Say whether its places are counted unlooked."""
        return self._tally is not None

    @cached_property
    def _places(self) -> Places:
        while self._step():
            pass
        return self._found

    def _step(self) -> bool:
        """Look a stretch further; say whether there was one."""
        new = next(self._more, None)
        for own, found in zip(self._found, new or (), strict=False):
            own.extend(found)
        return new is not None

    def look(self) -> None:
        """Look for it everywhere, now."""
        _ = self._places

    def __len__(self) -> int:
        return len(self._places[0]) if self._tally is None else self._tally[0]

    def __getitem__(self, place: int) -> tuple[int, int, int]:
        documents, starts = self._found
        while not 0 <= place < len(starts) and self._step():
            pass
        return documents[place], starts[place], starts[place] + self._size

    def spread(self) -> int:
        """Return the number of documents that have a place."""
        return len(set(self._places[0])) if self._tally is None else self._tally[1]

    def columns(self) -> Hits:
        """Return all places as columns."""
        documents, starts = (np.frombuffer(column, np.int32) for column in self._places)
        begins = starts.astype(np.int64)
        return Hits(documents, begins, begins + self._size)


def string_in(corpus: Corpus, wanted: str) -> StringFound | None:
    """Return ``wanted`` as found in texts that lie on disk; None where they do not."""
    documents: Any = corpus.documents  # that can search can count
    if not hasattr(documents, "search") or (places := documents.search(wanted)) is None:
        return None
    return StringFound(len(wanted), documents.tally(wanted), places)
