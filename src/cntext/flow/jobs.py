"""What a worker is asked to do with one partition, and what it hands back."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar, get_args, get_type_hints

from cntext.analysis import ANALYSES, Analysis, Mergeable
from cntext.corpus import Summary
from cntext.errors import CntextError, Reported
from cntext.flow.part import Part, Tokens
from cntext.flow.partitions import Partition
from cntext.flow.record import Record
from cntext.measure import load_analysis
from cntext.read.formats import is_packed

if TYPE_CHECKING:  # a small run takes all documents
    from cntext.flow.choosing import Chosen


class Counting(NamedTuple):
    """What an analysis counts: its name, and the options it was given."""

    analysis: str
    chosen: Mapping[str, Any]

    def declared(self) -> Analysis:
        """Return the analysis."""
        load_analysis(self.analysis)
        return ANALYSES[self.analysis]

    def needed(self) -> frozenset[str]:
        """Return which lists it counts with."""
        return self.declared().needed(self.chosen) & self.declared().counted_by()

    def given(self) -> dict[str, Any]:
        """Return the options that it counts by; the others come in when it is finished."""
        return {k: v for k, v in self.chosen.items() if k in self.declared().counted_by()}

    def uses_numpy(self) -> bool:
        """Say whether it counts with numpy."""
        return self.declared().numpy(self.chosen)

    def kinds(self) -> tuple[type[Any], ...]:
        """Return the type of its counts, or those that it may be."""
        found = get_type_hints(self.declared().counts)["return"]
        return get_args(found) or (found,)


@dataclass(frozen=True, slots=True)
class Job:
    """One partition and what is wanted of it.

    ``key`` names the part in the store of the run, "" where there is none; ``sums`` are
    the hashes of the files that it was made from. ``keep``: the part itself is wanted, not
    only what was counted. ``within`` leaves of the documents those from the first number up to
    the second; (0, 0): all.
    """

    partition: Partition
    tokens: Tokens | None = None
    counting: Counting | None = None
    key: str = ""
    keep: bool = True
    sums: tuple[str, ...] = ()
    within: tuple[int, int] = (0, 0)

    @property
    def size(self) -> int:
        """Bytes of its inputs, about."""
        return self.partition.size

    def is_of(self, record: Record) -> bool:
        """Say whether what was read is what the key was made from: a file may change meanwhile.

        Of packed files and of pieces the hash is of something else than what was read.
        """
        read = {file.path: file.sha256 for file in record.files}
        return all(
            source.whole or is_packed(source.id) or read.get(source.name, sha) == sha
            for source, sha in zip(self.partition.sources, self.sums, strict=False)
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job. ``part`` is left out where it is not wanted.

    ``error`` is what was raised over an input that is now a failure in the record; ``chosen``
    what came of a choice among the documents.
    """

    record: Record
    part: Part | None = None
    counts: Mergeable | None = None
    summary: Summary | None = None
    changed: bool = False
    error: Exception | None = None
    chosen: Chosen | None = None

    def sent(self) -> Outcome:
        """Return what goes from one process to another: a part in the store is opened there."""
        kept = self.part is not None and self.part.stored is not None
        return replace(self, part=None) if kept else self


Task = TypeVar("Task")


@dataclass(frozen=True, slots=True)
class Lost(Generic[Task]):
    """A job that could not be done: what it raised, or None where its worker died, twice."""

    job: Task
    error: Exception | None = None


def lost(job: Task, error: Exception) -> Lost[Task]:
    """Return the job as lost by ``error``; raise it where it is not for one input to answer."""
    if isinstance(error, CntextError | Reported) or os.environ.get("CNTEXT_DEBUG"):
        raise error
    return Lost(job, error)
