"""A corpus of columns that are buffers: of a file, or as they were cut; numpy only where it is asked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Protocol

from cntext.corpus import Corpus
from cntext.lazy import np
from cntext.model import Document


class Columns(Protocol):
    """Where a `ColumnCorpus` has its columns from."""

    @property
    def vocabulary(self) -> Sequence[str]:
        """The V types."""
        ...

    @property
    def tagset(self) -> tuple[str, ...]:
        """The parts of speech, if any."""
        ...

    def view(self, name: str) -> memoryview:
        """Return ``tokens``, ``starts`` or ``tags`` (int32, int32, int16) or ``bounds`` (int64)."""
        ...

    def span(self, name: str, first: int, last: int) -> memoryview:
        """Return items ``first:last`` of ``tokens`` or ``starts``."""
        ...

    def tallies(self) -> tuple[Sequence[int], Sequence[int]]:
        """Return occurrences and documents of each type, int64[V] with the buffer protocol."""
        ...

    def word_flags(self) -> bytes:
        """Return a byte for each type: whether it is a word."""
        ...


class ColumnCorpus(Corpus):
    """A corpus of which each column is had when it is first asked for, numpy only by numpy's."""

    _columns: Columns

    @classmethod
    def of(cls, documents: Sequence[Document], columns: Columns) -> ColumnCorpus:
        """Return ``documents`` with the tokens of ``columns``."""
        made = cls.__new__(cls)
        made.__dict__.update(documents=documents, _columns=columns)
        return made

    vocabulary = cached_property(lambda self: tuple(self._columns.vocabulary))
    tokens = cached_property(lambda self: np.frombuffer(self.view("tokens"), np.int32))
    starts = cached_property(lambda self: np.frombuffer(self.view("starts"), np.int32))
    bounds = cached_property(lambda self: np.frombuffer(self.view("bounds"), np.int64))
    tags = cached_property(lambda self: np.frombuffer(self.view("tags"), np.int16))
    tagset = cached_property(lambda self: self._columns.tagset)
    _word_flags = cached_property(lambda self: self._columns.word_flags())

    @cached_property
    def counted(self) -> tuple[np.ndarray, np.ndarray]:
        """Occurrences and documents of each type, as numpy has them."""
        freq, spread = self.tallies()
        return np.frombuffer(freq, np.int64), np.frombuffer(spread, np.int64)  # type: ignore[call-overload]  # arrays

    def view(self, name: str) -> memoryview:
        """Return a column as it lies."""
        return self._columns.view(name)

    def span(self, name: str, first: int, last: int) -> memoryview:
        """Return items of a column as they lie."""
        return self._columns.span(name, first, last)

    def tallies(self) -> tuple[Sequence[int], Sequence[int]]:
        """Return occurrences and documents of each type."""
        return self._columns.tallies()

    def of_documents(self, documents: Sequence[Document]) -> Corpus:
        """Return these tokens with ``documents`` in place of their own."""
        return ColumnCorpus.of(documents, self._columns)

    def anew(self) -> Corpus:
        """Return the same, holding nothing that was worked out of its columns."""
        return ColumnCorpus.of(self.documents, self._columns)
