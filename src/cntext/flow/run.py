"""The run over all partitions: in this process or in several, merged in the order of reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from cntext.analysis import Mergeable
from cntext.corpus import Known, Summary
from cntext.flow.jobs import Counting, Job, Lost, Outcome, lost
from cntext.flow.keys import content_hashes, counts_key, part_keys
from cntext.flow.merging import Merging
from cntext.flow.part import Part, Tokens
from cntext.flow.partitions import Partition
from cntext.flow.record import Record
from cntext.flow.settings import half_of_memory, small
from cntext.flow.workshop import Workshop
from cntext.measure.stats.runs import Runs
from cntext.threads import cores

if TYPE_CHECKING:
    from cntext.flow.choosing import Chosen
    from cntext.flow.elsewhere import Elsewhere, Kept
    from cntext.store.cache import Cache

Progress = Callable[[int], None]

# Bytes that parts take in memory for each byte of their files: text, tokens and their places.
_HELD = 3


@dataclass(slots=True, eq=False, repr=False)
class Gathered:
    """All that the run brought: the record, and parts or counts as they were asked for.

    ``counts`` of many documents are `Runs` where the analysis takes them so, and they are on
    disk. ``kept``: the parts, where they lie elsewhere. ``ran``: where it was done, if not here.
    """

    record: Record = field(default_factory=Record)
    parts: list[Part] = field(default_factory=list)
    counts: Mergeable | Runs[Any] | None = None
    summary: Known | None = None
    chosen: Chosen | None = None
    kept: Kept | None = None
    ran: Mapping[str, object] = field(default_factory=dict)


class Run:
    """Partitions and what is done with them.

    ``jobs`` is the most processes at work (0: one a core); ``memory`` about the bytes that
    partial counts may take before they go to disk (0: half of the machine's). ``elsewhere``:
    what is counted is counted there.
    """

    def __init__(
        self,
        workshop: Workshop,
        partitions: Sequence[Partition],
        jobs: int = 1,
        memory: int = 0,
        elsewhere: Elsewhere | None = None,
    ) -> None:
        self.elsewhere = elsewhere
        self.partitions, self.jobs = tuple(partitions), jobs or cores()
        self.memory = memory or half_of_memory()
        self.keys: tuple[str, ...] = ("",) * len(self.partitions)
        self.sums: list[list[str]] = [[] for _ in self.partitions]
        self.memo: Cache | None = None
        self.workshop = workshop
        if workshop.store is not None:
            self.memo = workshop.store
            self.sums = content_hashes(self.partitions)
            self.keys = part_keys(self.partitions, self.sums, workshop.plan)

    @property
    def size(self) -> int:
        """Bytes of all inputs, as far as they are known."""
        return sum(partition.size for partition in self.partitions)

    @property
    def is_large(self) -> bool:
        """Say whether the parts would take more than the memory that may be used."""
        return _HELD * self.size > self.memory

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
        chosen = keep or self.workshop.selection
        name = self._counts_key(tokens, counting) if counting and not chosen else ""
        if counting and self.memo:
            from cntext.flow.memo import keep as save
            from cntext.flow.memo import recall

            if kept := recall(self.memo, name, counting.kinds()):
                return Gathered(kept[0], [], *kept[1:])
        aside = self.elsewhere or self._in_parallel() or self.is_large
        if keep and self.workshop.store is None and aside:
            self._spool()
        wanted = [
            Job(partition, tokens, counting, key, keep, tuple(sums))
            for partition, key, sums in zip(self.partitions, self.keys, self.sums, strict=True)
        ]
        if self.elsewhere and counting and not keep:
            found = self.elsewhere.gather(self.workshop, wanted, progress)
            return replace(found, ran=self.elsewhere.record(wanted))
        found, same = self._gathered(wanted, counting, progress)
        selection = self.workshop.selection
        if selection and found.chosen and found.chosen.mistaken:
            # Rare: a name of --meta is of files in several parts, or a file runs through some.
            self.workshop = replace(self.workshop, selection=selection.again(found.chosen))
            found, _ = self._gathered(wanted, counting, lambda _: None)
        if self.memo and name and same and found.counts is not None and found.summary:
            save(self.memo, name, found.record, found.counts, found.summary)
        ran = self.elsewhere.record(wanted) if self.elsewhere else {}
        return replace(found, ran=ran)

    def keep(self, tokens: Tokens, progress: Progress) -> Gathered | None:
        """Have every partition made elsewhere and its part kept there; None if that is here."""
        if self.elsewhere is None:
            return None
        wanted = [Job(partition, tokens, keep=False) for partition in self.partitions]
        found = self.elsewhere.keep(self.workshop, wanted, progress)
        return replace(found, ran=self.elsewhere.record(wanted))

    def _gathered(
        self, wanted: Sequence[Job], counting: Counting | None, progress: Progress
    ) -> tuple[Gathered, bool]:
        """Do the jobs; say as well whether all files could be read, and none changed meanwhile."""
        records: list[Record] = []
        counts: Merging[Mergeable] = Merging(self.memory)
        summaries: Merging[Summary] = Merging()
        parts: list[Part] = []
        changed = False  # some file, between the look at its content and its reading
        errors: list[Exception] = []
        choices: list[Chosen] = []
        for job, outcome in self._outcomes(wanted, progress):
            errors += [outcome.error] if outcome.error else []
            changed = changed or outcome.changed
            records.append(outcome.record.shifted(job.partition.first))
            if outcome.counts is not None and outcome.summary is not None:
                counts.add(outcome.counts)
                summaries.add(outcome.summary)
            choices += [outcome.chosen] if outcome.chosen else []
            if job.keep:
                parts.append(self._kept(job, outcome.part))
            if self.workshop.plan.stop and outcome.record.failed:
                break
        if errors and not any(record.documents for record in records):
            raise errors[0]  # not one input could be done: the fault is not theirs
        record = records[0].merged(records[1:]) if records else Record()
        in_runs = counting is not None and counting.declared().in_runs
        counted, summary = counts.in_runs() if in_runs else counts.result(), summaries.result()
        known = Known(summary.record()) if summary else None
        chosen = choices[0].merged(choices[1:]) if choices else None
        same = not (record.failed or changed)
        return Gathered(record, parts, counted, known, chosen), same

    def _counts_key(self, tokens: Tokens | None, counting: Counting) -> str:
        given, lists = counting.given(), self.workshop.supply.hashes(counting.needed())
        name = tokens.name if tokens else ""
        return counts_key(self.keys, name, counting.analysis, {**given, "lists": lists})

    def _spool(self) -> None:
        """Let workers leave parts in a folder of this run's own, where there can be one."""
        from cntext.flow.storing import Spool

        self.workshop = replace(self.workshop, store=Spool())
        self.keys = tuple(f"{place:08}" for place in range(len(self.partitions)))

    def _in_parallel(self) -> bool:
        several = self.jobs > 1 and len(self.partitions) > 1 and self.size >= small()
        return several and not any(partition.once for partition in self.partitions)

    def _kept(self, job: Job, part: Part | None) -> Part:
        """Return the part of ``job``; where memory is short, as it lies in the store."""
        if part is None or (part.stored is not None and self.is_large):
            return self._open(job)
        return part

    def _open(self, job: Job) -> Part:
        """Return the part that a worker left in the store; made here if it is gone again."""
        part = self.workshop.find(job)
        if part is None or not (job.partition.sealed or _is_cut(part, job)):
            outcome = replace(self.workshop, store=None).do(replace(job, counting=None, key=""))
            part = outcome.part
        if part is None:
            raise RuntimeError("a job that keeps its part gave none")
        return part

    def _outcomes(self, jobs: Sequence[Job], progress: Progress) -> Iterator[tuple[Job, Outcome]]:
        """Yield what came of each job, in order, in several pieces where it could not be done."""
        if self.elsewhere and self.workshop.store:
            yield from self.elsewhere.make(self.workshop, jobs, self.workshop.store, progress)
            return
        if not self._in_parallel() or all(map(_is_there, jobs)):
            for job in jobs:
                outcome = self._here(job, progress)
                yield from self._settled(job, outcome, self._here)
            return
        from cntext.flow.pool import Pool

        workshop = replace(self.workshop, threads=1)
        with Pool(workshop, min(self.jobs, len(jobs))) as pool:
            for job, outcome in zip(jobs, pool.run(jobs, progress), strict=False):
                with Pool(workshop, 1, beside=pool) as another:  # the first is busy
                    yield from self._settled(job, outcome, another.attempt)

    def _here(self, job: Job, progress: Progress = lambda _: None) -> Outcome | Lost[Job]:
        """Do the job in this process."""
        try:
            return self.workshop.do(job, progress)
        except Exception as error:
            return lost(job, error)

    def _settled(
        self, job: Job, outcome: Outcome | Lost[Job], attempt: Callable[[Job], Outcome | Lost[Job]]
    ) -> Iterator[tuple[Job, Outcome]]:
        if isinstance(outcome, Outcome):
            yield job, outcome
            return
        from cntext.flow.salvage import salvage

        yield from salvage(outcome, attempt, self.workshop.find)


def _is_there(job: Job) -> bool:
    """Say whether the job is only to open a part of an index: a process would cost more."""
    tokens, layers = job.tokens, job.partition.layers
    cut = tokens is None or (not tokens.pos and tokens.cut.value in layers)
    return job.counting is None and bool(job.partition.sealed) and cut


def _is_cut(part: Part, job: Job) -> bool:
    return job.tokens is None or part.has(job.tokens)
