"""What a run asks of other machines: to count, to make parts, or to keep parts that are asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from cntext.corpus import Summary
from cntext.flow.jobs import Job, Outcome
from cntext.flow.run import Gathered, Progress
from cntext.flow.workshop import Workshop
from cntext.measure.stats.phrase_parts import Parts
from cntext.model import Document
from cntext.store.cache import Cache

if TYPE_CHECKING:
    from cntext.lazy import np


class Elsewhere(Protocol):
    """Does the jobs of a run on other machines; the counts are those that would come of it here."""

    def gather(self, workshop: Workshop, jobs: Sequence[Job], progress: Progress) -> Gathered:
        """Count all ``jobs``, which want no parts, and merge in their order."""
        ...

    def make(
        self, workshop: Workshop, jobs: Sequence[Job], store: Cache, progress: Progress
    ) -> Iterator[tuple[Job, Outcome]]:
        """Yield what came of each job in order, its part brought into ``store`` under its key."""
        ...

    def keep(self, workshop: Workshop, jobs: Sequence[Job], progress: Progress) -> Gathered:
        """Have the parts of all ``jobs`` made and kept there; the result has them as `Kept`."""
        ...

    def record(self, jobs: Sequence[Job]) -> Mapping[str, object]:
        """Return what the manifest says of where ``jobs`` were done."""
        ...


class Asked(Parts, Protocol):
    """Parts that are asked by several workers, until there is no more to ask."""

    def close(self) -> None:
        """Let go of what was kept for it."""
        ...


class Kept(Protocol):
    """Parts that lie elsewhere, in the order of reading, and can be asked there.

    ``documents`` are without their texts; ``summary`` is of these.
    """

    summary: Summary

    @property
    def documents(self) -> Sequence[Document]:
        """The documents."""
        ...

    def in_order(self, documents: Sequence[Document], order: np.ndarray) -> Asked:
        """Return them to be asked: ``documents`` in place of theirs; ``order`` int64[D] of time."""
        ...
