"""The run on Spark: jobs counted or made by its workers, merged in its shuffle, gathered in order."""

from __future__ import annotations

import contextlib
import pickle
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

from cntext.cluster.failing import refused
from cntext.cluster.identity import Refusal, identity
from cntext.cluster.inputs import contents, find
from cntext.cluster.kernel import Kernel, Made, merge
from cntext.cluster.parcel import Parcel
from cntext.cluster.rest import joined
from cntext.cluster.rows import CHOSEN, COUNTS, ERROR, HASHES, ORDER, REST, SCHEMA, Row
from cntext.cluster.rows import values_of as values
from cntext.cluster.session import WAIT, Spark, spark
from cntext.corpus import Known
from cntext.errors import Both, CntextError
from cntext.flow.jobs import Job, Outcome
from cntext.flow.merging import Merging
from cntext.flow.run import Gathered, Progress
from cntext.flow.workshop import Workshop
from cntext.model import Inputs
from cntext.read.paths import Source, find_sources, is_address
from cntext.segment.dictionary import dictionary_path
from cntext.store.cache import Cache
from cntext.store.naming import PART

_TASKS_EACH = 4  # for each core: the last ones finish at about the same time
_MEMORY = 1 << 30  # bytes of partial counts in a task; as many tasks as cores run at once
_BROUGHT = 16 << 20  # bytes of text in a task whose parts come here: one at a time passes Java
_MANY = 256 << 20  # bytes of text that are worth a word before they are brought here
_LOOK = 0.2  # seconds between two looks at how far it is
_PATIENCE = 60.0  # seconds before it is said that no worker has begun

Note = Callable[[Both], None]
Found = TypeVar("Found")


class Stranded(Exception):
    """What was to be done waits for a worker that is gone."""


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
        return find(lambda: self.running, paths, inputs)

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
        tasks = self.tasks(jobs)
        kernel = self.kernel(workshop, jobs, _edges(min(tasks, self.cores)))
        counted = (
            self.places(jobs, tasks)
            .mapInArrow(kernel, SCHEMA)
            .repartition(kernel.buckets, "kind", "bucket")
            .sortWithinPartitions(*ORDER)
            .mapInArrow(merge, SCHEMA)
        )
        size = sum(job.partition.size for job in jobs)
        rows = self.watched(counted.collect, tasks, size, progress)
        return self._gathered([Row(*row) for row in rows], stop=workshop.plan.stop)

    def make(
        self, workshop: Workshop, jobs: Sequence[Job], store: Cache, progress: Progress
    ) -> Iterator[tuple[Job, Outcome]]:
        """Yield what came of each job in order, its part brought into ``store`` under its key."""
        if not jobs:
            return
        if store.folder is None:
            raise CntextError(
                f"--cluster {self.address}",
                Both("没有文件夹放取回的正文", "there is no folder for what is brought back"),
                Both("设 CNTEXT_CACHE", "set CNTEXT_CACHE"),
            )
        size = sum(job.partition.size for job in jobs)
        tasks = min(len(jobs), max(_TASKS_EACH * self.cores, size // _BROUGHT))
        if size > _MANY:
            self.note(
                Both(
                    f"需要全部文档在一起：集群读取、切分，再取回本机（正文约 {size >> 20:,} MB）",
                    "needs all documents in one place: read and cut on the cluster, then "
                    f"brought here (about {size >> 20:,} MB of text)",
                )
            )
        running = self.running
        running.session.conf.set("spark.sql.inMemoryColumnarStorage.batchSize", "1")  # rows are big
        kernel = replace(self.kernel(workshop, jobs, ()), keep=True)
        made = self.places(jobs, tasks).mapInArrow(kernel, SCHEMA).persist(_on_disk())
        try:
            self.watched(made.count, tasks, size, progress)
            found: list[tuple[int, list[Made]]] = []
            for kind, _, place, value in values(Row(*row) for row in made.toLocalIterator()):
                if kind == ERROR:
                    found.append((place, [value]))
                    continue
                for each in value:
                    if each.files is not None:
                        each.files.write(store.folder / f"{each.job.key}{PART}", sync=False)
                found.append((place, [each._replace(files=None) for each in value]))
        finally:
            with contextlib.suppress(Exception):  # where Java is gone, there is nothing left
                made.unpersist()
        for place, every in sorted(found, key=lambda each: each[0]):
            for each in every:
                if not isinstance(each, Made):
                    raise refused(each, self.address) if isinstance(each, Refusal) else each
                whole = each.job.key == jobs[place].key
                yield jobs[place] if whole else each.job, each.outcome

    def record(self, jobs: Sequence[Job]) -> Mapping[str, object]:
        """Return where ``jobs`` were done: address, workers, cores, versions; and how many."""
        context = self.running.context
        machine = context._jvm
        processes = context._jsc.sc().getExecutorMemoryStatus().size()
        return {
            "master": self.address,
            # Spark counts the process that asks as one; on local[N] it does the work as well.
            "workers": max(int(processes) - 1, 1),
            "cores": self.cores,
            "spark": str(context.version),
            "java": str(machine.java.lang.System.getProperty("java.version")),
            "partitions": len(jobs),
        }

    def keep(self, workshop: Workshop, jobs: Sequence[Job], progress: Progress) -> Gathered:
        """Have the parts of all ``jobs`` made and left on the workers, to be asked there."""
        from cntext.cluster.keeping import keep

        found = keep(self, workshop, jobs, progress)
        if workshop.selection and found.chosen and found.chosen.mistaken:
            known = replace(workshop, selection=workshop.selection.again(found.chosen))
            found = keep(self, known, jobs, lambda _: None)
        return found

    @property
    def cores(self) -> int:
        """How many tasks may run at once."""
        return max(int(self.running.context.defaultParallelism), 1)

    def tasks(self, jobs: Sequence[Job]) -> int:
        """Return into how many tasks ``jobs`` are divided."""
        return min(len(jobs), _TASKS_EACH * self.cores)

    def kernel(self, workshop: Workshop, jobs: Sequence[Job], edges: tuple[str, ...]) -> Kernel:
        """Return what the workers do: the parcel and the jobs are broadcast."""
        parcel = Parcel.of(workshop, jobs[0].tokens, jobs[0].counting)
        return Kernel(
            identity(workshop.supply),
            self.send(parcel.sealed()),
            self.send(list(map(_sealed, jobs))),
            edges,
            len(jobs),
            _MEMORY,
            str(Path.cwd()),
        )

    def send(self, value: object) -> Any:  # noqa: ANN401 (PySpark's)
        """Return ``value`` as all workers can read it."""
        return self.running.context.broadcast(value)

    def places(self, jobs: Sequence[Job], tasks: int) -> Any:  # noqa: ANN401 (PySpark's)
        """Return the places of the jobs as rows, with the bytes of what Spark opens."""
        fetched = contents(self.running, jobs, tasks)
        if fetched is not None:
            return fetched
        return self.running.session.range(0, len(jobs), 1, tasks)

    def _gathered(self, rows: list[Row], *, stop: bool) -> Gathered:
        counts: Merging[Any] = Merging()
        rest = []
        again = {HASHES: (0, 0), CHOSEN: (0, 0)}  # how many hashes of each kind are like another
        # Counts by bucket, then in the order of reading; what went wrong first of all.
        for kind, _, place, value in sorted(values(sorted(rows)), key=lambda v: (-v[0], v[1:3])):
            if kind == ERROR:
                raise refused(value, self.address) if isinstance(value, Refusal) else value
            if kind == REST:
                rest.append((place, value))
            elif kind == COUNTS:
                counts.add(value)
            else:
                again[kind] = (again[kind][0] + value[0], again[kind][1] + value[1])
        whole = joined([value for _, value in sorted(rest, key=lambda r: r[0])])
        record, summary, error, chosen = whole.without_hashes(again)
        if error and not record.documents:
            raise error  # not one input could be done: the fault is not theirs
        if stop:
            record = record._replace(failed=record.failed[:1])
        known = Known(summary.record()) if summary else None
        return Gathered(record, [], counts.result(), known, chosen)

    def watched(
        self,
        work: Callable[[], Found],
        tasks: int,
        size: int,
        progress: Progress,
        lost: Callable[[], bool] = lambda: False,
    ) -> Found:
        """Return what ``work`` returns; meanwhile tell how far it is, and listen for Ctrl-C.

        Raises `Stranded` where nobody is at work any more since what they need is ``lost``, and it
        takes less to begin again than to wait.
        """
        running, group, stranded = self.running, uuid4().hex, False
        found: list[Found] = []
        wrong: list[BaseException] = []

        def do() -> None:
            try:
                running.context.setJobGroup(group, "cntext")
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
                done, spent = max(now, done), time.monotonic() - began
                if not (stranded or active) and spent < WAIT and lost():
                    stranded = True
                    running.context.cancelJobGroup(group)
                if not (said or done or active) and spent > _PATIENCE:
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
        if wrong and stranded:
            raise Stranded from wrong[0]
        if wrong:
            raise wrong[0]
        return found[0]


def _on_disk() -> Any:  # noqa: ANN401 (PySpark's)
    from pyspark import StorageLevel

    return StorageLevel.DISK_ONLY


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
