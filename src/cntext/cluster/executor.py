"""The run on Spark: jobs counted by its workers, merged in its shuffle, gathered in order."""

from __future__ import annotations

import pickle
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

from cntext.cluster.failing import refused
from cntext.cluster.identity import Refusal, identity
from cntext.cluster.inputs import contents, find
from cntext.cluster.kernel import Kernel, joined, merge
from cntext.cluster.parcel import Parcel
from cntext.cluster.rows import COUNTS, ERROR, ORDER, REST, SCHEMA, Row
from cntext.cluster.rows import values_of as values
from cntext.cluster.session import Spark, spark
from cntext.corpus import Known
from cntext.errors import Both
from cntext.flow.jobs import Job, Workshop
from cntext.flow.merging import Merging
from cntext.flow.run import Gathered, Progress
from cntext.model import Inputs
from cntext.read.paths import Source, find_sources, is_address
from cntext.segment.dictionary import dictionary_path

_TASKS_EACH = 4  # for each core: the last ones finish at about the same time
_MEMORY = 1 << 30  # bytes of partial counts in a task; as many tasks as cores run at once
_LOOK = 0.2  # seconds between two looks at how far it is
_PATIENCE = 60.0  # seconds before it is said that no worker has begun

Note = Callable[[Both], None]


class Cluster(ExitStack):
    """Does the jobs of a run on the cluster at ``address``; ``note`` says what takes long.

    Spark is started when it is first needed and ended with the context.
    """

    def __init__(self, address: str, note: Note = lambda _: None) -> None:
        super().__init__()
        self.address, self.note = address, note
        self._spark: Spark | None = None

    @property
    def running(self) -> Spark:
        """The session."""
        if self._spark is None:
            self._spark = self.enter_context(spark(self.address))
        return self._spark

    def find(self, paths: Iterable[str], inputs: Inputs) -> Iterable[Source]:
        """Yield every file that ``paths`` mean, here or where Spark finds it."""
        if not any(map(is_address, paths := tuple(paths))):
            return find_sources(paths, inputs)
        return find(self.running, paths, inputs)

    def gather(self, workshop: Workshop, jobs: Sequence[Job], progress: Progress) -> Gathered:
        """Count all ``jobs``, which want no parts, and merge in their order."""
        if not jobs:
            return Gathered()
        found = self._counted(workshop, jobs, progress)
        if workshop.selection and found.chosen and found.chosen.mistaken:
            # Rare: a name of --meta is of files in several parts, or a file runs through some.
            known = replace(workshop, selection=workshop.selection.again(found.chosen))
            found = self._counted(known, jobs, lambda _: None)
        return found

    def _counted(self, workshop: Workshop, jobs: Sequence[Job], progress: Progress) -> Gathered:
        tokens, counting = jobs[0].tokens, jobs[0].counting
        if tokens is None or counting is None:
            raise TypeError("a cluster counts; it sends no parts")
        parcel = Parcel.of(workshop, tokens, counting)
        running = self.running
        context = running.context
        cores = max(context.defaultParallelism, 1)
        tasks = min(len(jobs), _TASKS_EACH * cores)
        kernel = Kernel(
            identity(workshop.supply),
            context.broadcast(parcel.sealed()),
            context.broadcast(list(map(_sealed, jobs))),
            _edges(min(tasks, cores)),
            len(jobs),
            _MEMORY,
            str(Path.cwd()),
        )
        fetched = contents(running, list(jobs), tasks)
        given = running.session.range(0, len(jobs), 1, tasks) if fetched is None else fetched
        counted = (
            given.mapInArrow(kernel, SCHEMA)
            .repartition(kernel.buckets, "kind", "bucket")
            .sortWithinPartitions(*ORDER)
            .mapInArrow(merge, SCHEMA)
        )
        size = sum(job.partition.size for job in jobs)
        rows = self._watched(running, counted.collect, tasks, size, progress)
        return self._gathered([Row(*row) for row in rows], stop=workshop.plan.stop)

    def _gathered(self, rows: list[Row], *, stop: bool) -> Gathered:
        counts: Merging[Any] = Merging()
        rest = []
        # Counts by bucket, then in the order of reading; what went wrong first of all.
        for kind, _, place, value in sorted(values(sorted(rows)), key=lambda v: (-v[0], v[1:3])):
            if kind == ERROR:
                raise refused(value, self.address) if isinstance(value, Refusal) else value
            if kind == REST:
                rest.append((place, value))
            elif kind == COUNTS:
                counts.add(value)
        record, summary, error, chosen = joined(
            [value for _, value in sorted(rest, key=lambda r: r[0])]
        )
        if error and not record.documents:
            raise error  # not one input could be done: the fault is not theirs
        if stop:
            record = replace(record, failed=record.failed[:1])
        known = Known(summary.record()) if summary else None
        return Gathered(record, [], counts.result(), known, chosen)

    def _watched(
        self,
        running: Spark,
        work: Callable[[], list[Any]],
        tasks: int,
        size: int,
        progress: Progress,
    ) -> list[Any]:
        """Return what ``work`` returns; meanwhile tell how far it is, and listen for Ctrl-C."""
        found: list[list[Any]] = []
        wrong: list[BaseException] = []

        def do() -> None:
            try:
                found.append(work())
            except BaseException as error:
                wrong.append(error)

        thread = threading.Thread(target=do, daemon=True)
        began, done, said = time.monotonic(), 0, False
        thread.start()
        try:
            while thread.is_alive():
                thread.join(_LOOK)
                now, active = _finished(running, tasks)
                progress(max(now - done, 0) * size // tasks)
                done = max(now, done)
                if not (said or done or active) and time.monotonic() - began > _PATIENCE:
                    said = True
                    self.note(
                        Both(
                            "还没有工作节点接下任务（内存或核数不够，或集群正忙）；Ctrl-C 取消",
                            "no worker has begun (too little memory or cores, or a busy cluster); "
                            "Ctrl-C cancels",
                        )
                    )
        except BaseException:
            running.context.cancelAllJobs()
            raise
        if wrong:
            raise wrong[0]
        return found[0]


def _sealed(job: Job) -> bytes:
    """Return a job as bytes, without what all jobs share: the parcel has it."""
    return pickle.dumps(replace(job, tokens=None, counting=None), pickle.HIGHEST_PROTOCOL)


def _edges(buckets: int) -> tuple[str, ...]:
    """Return words that part the vocabulary into runs: those of jieba's dictionary, equally many.

    They are the same for all workers, for these have shown to have the same dictionary.
    """
    if buckets < 2:
        return ()
    lines = dictionary_path().read_text(encoding="utf-8").splitlines()
    words = sorted(line.partition(" ")[0] for line in lines)
    return tuple(words[len(words) * run // buckets] for run in range(1, buckets))


def _finished(running: Spark, tasks: int) -> tuple[int, int]:
    """Return how many tasks of the counting are done, and how many of any kind are at work."""
    tracker = running.context.statusTracker()
    asked = map(tracker.getStageInfo, tracker.getActiveStageIds())
    stages = [stage for stage in asked if stage]
    done = [stage.numCompletedTasks for stage in stages if stage.numTasks == tasks]
    return max(done, default=0), sum(stage.numActiveTasks for stage in stages)
