"""Counts of documents by term, of which there may be too many to hold: one run of terms at a time.

A run has all documents, and all the cells of its terms; the runs follow one another by code
point. What a table needs of a term is made of its run alone, so that the table is the same
however many runs there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, Protocol, TypeVar, runtime_checkable

from cntext.lazy import np

Self = TypeVar("Self")


@runtime_checkable
class ByTerm(Protocol):
    """Counts with a place for every document and cells for every term, which can be parted."""

    def without_terms(self: Self) -> Self:
        """Return the same documents, and no term."""
        ...

    def edges(self, runs: int) -> tuple[str, ...]:
        """Return terms that part the cells into ``runs`` of about as many."""
        ...

    def parted(self: Self, edges: Sequence[str], before: Sequence[Self]) -> list[Self]:
        """Return the cells of each run of terms, without the documents.

        They stand where they do if these documents follow those of ``before``: such cells
        are merged as if they had no document.
        """
        ...

    def with_terms(self: Self, cells: Self) -> Self:
        """Return these documents with ``cells`` that were parted."""
        ...

    def joined(self: Self, others: Sequence[Self]) -> Self:
        """Return the same documents with the terms of ``others``, runs that follow, as well."""
        ...


Counted = TypeVar("Counted", bound=ByTerm)


class Runs(Generic[Counted]):
    """The runs of some counts, gone through as often as is wanted.

    ``documents`` are the counts without any term.
    """

    def __init__(self, documents: Counted, runs: Callable[[], Iterator[Counted]]) -> None:
        self.documents, self._runs = documents, runs

    def __iter__(self) -> Iterator[Counted]:
        return self._runs()

    def each(self, change: Callable[[Counted], Counted]) -> Runs[Counted]:
        """Return the runs with ``change`` done to each; it leaves the documents as they are."""
        return Runs(self.documents, lambda: map(change, self))

    def whole(self) -> Counted:
        """Return all of them as one."""
        first, *others = self
        return first.joined(others) if others else first


def in_runs(counts: Counted | Runs[Counted]) -> Runs[Counted]:
    """Return counts that are held as one run."""
    if isinstance(counts, Runs):
        return counts
    return Runs(counts.without_terms(), lambda: iter((counts,)))


def edges_of(terms: Sequence[str], cells: np.ndarray, runs: int) -> tuple[str, ...]:
    """Return terms that part ``terms``, which have so many cells each, into ``runs``."""
    ends = np.cumsum(cells)
    if not len(ends):
        return ()
    places = np.searchsorted(ends, ends[-1] * np.arange(1, runs) // runs, side="right")
    return tuple(terms[place] for place in np.unique(places).tolist() if 0 < place < len(terms))
