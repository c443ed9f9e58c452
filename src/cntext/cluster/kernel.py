"""What runs in Spark's Python workers: jobs counted or made, counts that meet in a bucket merged."""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import platform
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from cntext.analysis import Mergeable
from cntext.cluster.identity import Identity, Refusal, differences, identity
from cntext.cluster.inputs import read_object
from cntext.cluster.parcel import Parcel
from cntext.cluster.rest import Rest, joined
from cntext.cluster.rows import (
    CHOSEN,
    COUNTS,
    ERROR,
    HASHES,
    PARTS,
    REST,
    Row,
    as_batches,
    from_batches,
    rows_of,
)
from cntext.cluster.rows import values_of as values
from cntext.flow.jobs import Job, Lost, Outcome, lost
from cntext.flow.merging import Divisible, Merging
from cntext.flow.workshop import Workshop
from cntext.store.part import PackedPart, pack_part

_MEMORY = 1 << 30  # bytes of counts in one bucket before they go to disk

Do = Callable[[Workshop, Job], Outcome]
Given = tuple[int, dict[int, bytes]]  # the place of a job, and what Spark opened for it


@dataclass(frozen=True, slots=True)
class Kernel:
    """Counts the jobs whose places come in; `mapInArrow` calls it once for each task.

    ``parcel`` and ``jobs`` are broadcasts, of bytes: nothing of ours is unpickled before
    the worker has shown to be like the machine that asks. Counts are merged in ``buckets``:
    those that are `Divisible` by their terms, which ``edges`` part, others by their turn. So are
    hashes of documents, by their value; sums alone are made of them.
    Relative paths are of ``folder``.
    ``memory``: bytes that partial counts may take in one task before they go to disk. With
    ``keep`` nothing is counted: the parts themselves are sent.
    """

    asked: Identity
    parcel: Any
    jobs: Any
    edges: tuple[str, ...]
    total: int
    memory: int
    folder: str
    keep: bool = False

    @property
    def buckets(self) -> int:
        """How many there are."""
        return len(self.edges) + 1

    def __call__(self, batches: Iterable[Any]) -> Iterator[Any]:
        """Yield the counts of the places in ``batches`` as record batches."""
        with inside(self.folder):
            yield from as_batches(self._rows(given(batches)))

    def _rows(self, found: Iterable[Given]) -> Iterator[Row]:
        run = self._begun(-1)
        try:
            workshop = self.workshop()
            if isinstance(workshop, Refusal):
                yield from rows_of(ERROR, 0, 0, workshop)
                return
            for place, contents in found:
                if self.keep or place != run.next:
                    yield from run.rows()
                    run = self._begun(place)
                job = replace(self.job(place), keep=self.keep)
                for each, outcome in done(workshop, with_contents(job, contents)):
                    run.add(each, outcome)
                run.next = place + 1
            yield from run.rows()
        except Exception as error:
            yield from rows_of(ERROR, 0, max(run.first, 0), picklable(error))

    def _begun(self, first: int) -> _Run | _Kept:
        return _Kept(first) if self.keep else _Run(self, first)

    def job(self, place: int) -> Job:
        """Return the job at a place, with what all share; after `workshop` has shown it safe."""
        parcel: Parcel = pickle.loads(self.parcel.value)  # noqa: S301 (of the driver)
        job: Job = pickle.loads(self.jobs.value[place])  # noqa: S301 (of the driver)
        return replace(job, tokens=parcel.tokens, counting=parcel.counting)

    def workshop(self) -> Workshop | Refusal:
        """Return what does the jobs, made once in a process; or why it cannot."""
        key = self.parcel.value
        if _READY.get("key") != key:
            differs = differences({k: v for k, v in self.asked.items() if k != "lists"}, identity())
            if differs:
                return Refusal(platform.node(), tuple(differs))
            workshop = pickle.loads(key).unpacked()  # noqa: S301 (of the driver)
            differs = differences(self.asked, identity(workshop.supply))
            if differs:
                return Refusal(platform.node(), tuple(differs))
            _READY.update(key=key, workshop=workshop)
            _set_aside()
        found: Workshop = _READY["workshop"]
        return found


@contextlib.contextmanager
def inside(folder: str) -> Iterator[None]:
    """Work in ``folder``, where there is such a one: the worker was started elsewhere."""
    before = Path.cwd()
    with contextlib.suppress(OSError):
        os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def _do(workshop: Workshop, job: Job) -> Outcome:
    return workshop.do(job)


def done(workshop: Workshop, job: Job, do: Do = _do) -> Iterator[tuple[Job, Outcome]]:
    """Yield what came of a job; where it cannot be done, of all of it but what is to blame."""
    outcome = _attempt(workshop, do, job)
    if isinstance(outcome, Outcome):
        yield job, outcome
        return
    from cntext.flow.salvage import salvage

    yield from salvage(outcome, partial(_attempt, workshop, do), workshop.find)


def _attempt(workshop: Workshop, do: Do, job: Job) -> Outcome | Lost[Job]:
    try:
        return do(workshop, job)
    except Exception as error:
        return lost(job, picklable(error))


class _Run:
    """What jobs that follow one another brought, merged as they come."""

    def __init__(self, kernel: Kernel, first: int = -1) -> None:
        self.kernel, self.first, self.next = kernel, first, first
        self.counts: Merging[Mergeable] = Merging(kernel.memory)
        self.rest: list[Rest] = []

    def add(self, job: Job, outcome: Outcome) -> None:
        """Add what came of a job, or of a piece of one."""
        record = outcome.record.shifted(job.partition.first)
        self.rest.append(Rest(record, outcome.summary, outcome.error, outcome.chosen))
        if outcome.counts is not None:
            self.counts.add(outcome.counts)

    def rows(self) -> Iterator[Row]:
        """Yield it all: counts with terms by runs of them, others by their turn."""
        if not self.rest:
            return
        buckets, merged = self.kernel.buckets, self.counts.result()
        bucket = self.first * buckets // self.kernel.total
        if isinstance(merged, Divisible):
            for number, part in enumerate(merged.divided(self.kernel.edges)):
                yield from rows_of(COUNTS, number, self.first, part)
        elif merged is not None:
            yield from rows_of(COUNTS, bucket, self.first, merged)
        rest = joined(self.rest)
        yield from rows_of(REST, bucket, self.first, rest.without_hashes())
        for kind, number, some in rest.hashes(buckets):
            yield from rows_of(kind, number, self.first, some)


class Made(NamedTuple):
    """What came of a job whose part is wanted, or of a piece of it.

    ``files`` are the part and its tokens as they are stored. Without them the outcome holds the
    part, if it is wanted at all.
    """

    job: Job
    outcome: Outcome
    files: PackedPart | None


class _Kept:
    """What one job brought, its part and all."""

    def __init__(self, first: int) -> None:
        self.first = self.next = first
        self.made: list[Made] = []

    def add(self, job: Job, outcome: Outcome) -> None:
        """Add what came of a job, or of a piece of one."""
        part, files = outcome.part, None
        if part is not None and part.stored is None and job.key:
            with contextlib.suppress(ValueError):  # too strange to be stored
                files = pack_part(part.data())
        left = outcome.sent() if files is None else replace(outcome, part=None)
        known = replace(job, partition=replace(job.partition, sources=()))  # the driver has them
        self.made.append(Made(known, left, files))

    def rows(self) -> Iterator[Row]:
        """Yield it all."""
        if self.made:
            yield from rows_of(PARTS, 0, self.first, self.made)


def given(batches: Iterable[Any]) -> Iterator[Given]:
    """Yield the place of each job, and the bytes of those of its sources that Spark opened."""
    columns = ([column.to_pylist() for column in batch] for batch in batches)
    return brought(row for each in columns for row in zip(*each, strict=True))


def brought(rows: Iterable[Sequence[Any]]) -> Iterator[Given]:
    """Yield the same of rows: the place alone, or with number and bytes of a source, by place.

    A row with no bytes is of no source: of a job that has none such.
    """
    for place, some in groupby(rows, key=lambda row: int(row[0])):
        yield place, {row[1]: bytes(row[2]) for row in some if len(row) > 1 and row[2] is not None}


def with_contents(job: Job, found: dict[int, bytes]) -> Job:
    """Return ``job`` with the bytes of those of its sources that have an address.

    Spark has opened them, or they are read now.
    """
    if all(source.here for source in job.partition.sources):
        return job
    sources = tuple(
        source
        if source.here
        else source._replace(
            data=found[number] if number in found else read_object(source.path),
        )
        for number, source in enumerate(job.partition.sources)
    )
    return replace(job, partition=replace(job.partition, sources=sources))


def _set_aside() -> None:
    """Keep what this process holds from the collector, which Spark calls after each task."""
    gc.unfreeze()  # what went with the parcel before
    gc.collect()
    gc.freeze()


_READY: dict[str, Any] = {}  # of this process: the workshop of the last parcel


def merge(batches: Iterable[Any]) -> Iterator[Any]:
    """Merge what comes sorted by bucket and place: one value a bucket, a few in memory at once."""
    yield from as_batches(_merged(from_batches(batches)))


def _merged(rows: Iterable[Row]) -> Iterator[Row]:
    head: tuple[int, int] | None = None
    first = 0
    counts: Merging[Any] = Merging(_MEMORY)
    rest: list[Any] = []

    def done() -> Iterator[Row]:
        if head is None:
            return
        value: object = counts.result()
        if head[0] == REST:
            value = joined(rest)
        elif head[0] in {HASHES, CHOSEN}:
            value = rest[0].merged(rest[1:]).again()
        yield from rows_of(*head, first, value)

    for kind, bucket, place, value in values(rows):
        if kind == ERROR:
            yield from rows_of(kind, bucket, place, value)
            continue
        if (kind, bucket) != head:
            yield from done()
            head, first, counts, rest = (kind, bucket), place, Merging(_MEMORY), []
        if kind == COUNTS:
            counts.add(value)
        else:
            rest.append(value)
    yield from done()


def picklable(error: Exception) -> Exception:
    """Return ``error``, or what can be said of it where it cannot be sent."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 (made here)
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
