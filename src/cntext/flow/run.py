"""The run over all partitions: in this process or in several, merged in the order of reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from cntext.analysis import Mergeable
from cntext.corpus import Summary
from cntext.errors import Both
from cntext.flow.jobs import Counting, Job, Outcome, Part, Tokens, Workshop
from cntext.flow.partitions import Partition
from cntext.flow.record import Record
from cntext.flow.settings import small
from cntext.model import Failure

_TOGETHER = 16  # counts that are merged at once

Progress = Callable[[int], None]


@dataclass(slots=True)
class Gathered:
    """All that the run brought: the record, and parts or counts as they were asked for."""

    record: Record = field(default_factory=Record)
    parts: list[Part] = field(default_factory=list)
    counts: Mergeable | None = None
    summary: Summary | None = None


class Run:
    """Partitions and what is done with them. ``jobs`` is the most processes at work."""

    def __init__(self, workshop: Workshop, partitions: Sequence[Partition], jobs: int = 1) -> None:
        self.workshop, self.partitions, self.jobs = workshop, tuple(partitions), jobs
        self.keys: tuple[str, ...] = ("",) * len(self.partitions)

    @property
    def size(self) -> int:
        """Bytes of all inputs, as far as they are known."""
        return sum(partition.size for partition in self.partitions)

    def gather(
        self,
        tokens: Tokens | None,
        counting: Counting | None,
        *,
        keep: bool,
        progress: Progress = lambda _: None,
    ) -> Gathered:
        """Do every partition and put together what it gave, in order.

        With ``keep`` the parts are returned; without, what was counted alone, in memory
        that does not grow with the corpus.
        """
        wanted = [
            Job(partition, tokens, counting, key, keep)
            for partition, key in zip(self.partitions, self.keys, strict=True)
        ]
        records: list[Record] = []
        counts: Merging[Mergeable] = Merging()
        summaries: Merging[Summary] = Merging()
        parts: list[Part] = []
        for job, outcome in zip(wanted, self._outcomes(wanted, progress), strict=False):
            records.append(outcome.record)
            if outcome.counts is not None and outcome.summary is not None:
                counts.add(outcome.counts)
                summaries.add(outcome.summary)
            if keep:
                parts.append(outcome.part or self._open(job))
            if self.workshop.plan.stop and outcome.record.failed:
                break
        record = records[0].merged(records[1:]) if records else Record()
        return Gathered(record, parts, counts.result(), summaries.result())

    def _open(self, job: Job) -> Part:
        """Return the part that a worker left in the store; made here if it is gone again."""
        part = self.workshop.find(job)
        if part is None or (job.tokens and job.tokens.name not in part.stored_layers()):
            outcome = replace(self.workshop, store=None).do(replace(job, counting=None, key=""))
            part = outcome.part
        if part is None:
            raise RuntimeError("a job that keeps its part gave none")
        return part

    def _outcomes(self, jobs: Sequence[Job], progress: Progress) -> Iterator[Outcome]:
        here = self.jobs < 2 or len(jobs) < 2 or self.size < small()
        if here or any(job.partition.once for job in jobs):
            for job in jobs:
                yield self.workshop.do(job, progress)
            return
        from cntext.flow.pool import Lost, Pool

        with Pool(self.workshop, min(self.jobs, len(jobs))) as pool:
            for outcome in pool.run(jobs, progress):
                yield _lost(outcome.job) if isinstance(outcome, Lost) else outcome


def _lost(job: Job) -> Outcome:
    """Report what a worker died over, twice."""
    sources = job.partition.sources
    others = len(sources) - 1
    problem = Both(
        "处理它的进程两次意外终止" + (f"（同批另有 {others} 个文件未计入）" if others else ""),
        "the process at work on it died, twice"
        + (f" ({others} more files of its batch are not counted)" if others else ""),
    )
    hint = Both("内存不够时可减小 --jobs", "where memory is short, use fewer --jobs")
    failure = Failure(sources[0].path, "worker-died", problem, hint)
    return Outcome(Record(failed=((job.partition.first, failure),)))


Counted = TypeVar("Counted", bound=Mergeable)


class Merging(Generic[Counted]):
    """Merges what is added, a few at a time: as associative as `Mergeable` says."""

    def __init__(self) -> None:
        self._levels: list[list[Counted]] = []

    def add(self, counts: Counted) -> None:
        """Add what follows all that was added before."""
        level = 0
        while True:
            if level == len(self._levels):
                self._levels.append([])
            self._levels[level].append(counts)
            if len(self._levels[level]) < _TOGETHER:
                return
            first, *rest = self._levels[level]
            counts = first.merged(rest)
            self._levels[level] = []
            level += 1

    def result(self) -> Counted | None:
        """Return all of it merged; None if there was nothing."""
        every = [counts for level in reversed(self._levels) for counts in level]
        return every[0].merged(every[1:]) if every else None
