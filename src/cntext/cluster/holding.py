"""What Spark does where parts stay with its workers: it has them made, sends them questions, lets go.

Of each part that is laid its place is kept, where it was made: Spark sends questions there, and
has the part made again where a worker is gone. All in rows: the first job of Spark's data frames
costs it twice as much.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import Any

from cntext.cluster.answering import Answering, Laying, Leaving, Uniting, by_bucket
from cntext.cluster.executor import Cluster, Stranded
from cntext.cluster.inputs import contents
from cntext.cluster.rows import PARTS, Row
from cntext.flow.jobs import Job
from cntext.flow.run import Progress


class Holding:
    """The parts of ``jobs``, which the workers of ``cluster`` are to hold."""

    def __init__(self, cluster: Cluster, jobs: Sequence[Job]) -> None:
        self._cluster, self._jobs, self.tasks = cluster, jobs, cluster.tasks(jobs)
        self._places: Any = None

    def lay(self, laying: Laying, progress: Progress) -> list[Row]:
        """Have all parts made; return what each worker says of them."""
        from pyspark import StorageLevel

        running, jobs = self._cluster.running, self._jobs
        if (brought := contents(running, jobs, self.tasks)) is not None:
            places = brought.rdd.map(tuple)
        else:
            places = running.context.range(0, len(jobs), 1, self.tasks).map(lambda place: (place,))
        laid = places.mapPartitions(laying).persist(StorageLevel.MEMORY_AND_DISK)
        made = laid.filter(lambda row: row.kind == PARTS and not row.chunk)
        self._places = made.map(lambda row: (row.place,)).persist(StorageLevel.MEMORY_AND_DISK)
        size = sum(job.partition.size for job in jobs)
        self._cluster.watched(self._places.count, self.tasks, size, progress)
        rows = list(laid.toLocalIterator())
        laid.unpersist()
        return rows

    def ask(self, asking: Answering, empty: frozenset[int], lacking: frozenset[int]) -> list[Row]:
        """Return what the parts answer, but for the ``empty``; files go along to the ``lacking``."""
        places = self._places
        if empty or lacking:
            others = empty | lacking
            places = places.filter(lambda row: row[0] not in others)
        if lacking:
            context, jobs = self._cluster.running, self._jobs
            if (brought := contents(context, jobs, self.tasks, lacking)) is not None:
                places = places.union(brought.rdd.map(tuple))
        answered = places.mapPartitions(asking)
        if asking.buckets:
            answered = answered.map(by_bucket).partitionBy(asking.buckets, int)
            answered = answered.mapPartitions(Uniting(asking.question))
        held, work = self._held(), (answered.collect, self.tasks, 0, lambda _: None)
        try:
            return self._cluster.watched(*work, lost=lambda: self._held() < held)
        except Stranded:  # asked anew, what a dead worker had goes to any other at once
            return self._cluster.watched(*work)

    def _held(self) -> int:
        """Return how many tasks' places Spark has: those of a worker that is gone are not there."""
        every = self._cluster.running.context._jsc.sc().getRDDStorageInfo()
        own = self._places.id()
        return sum(int(each.numCachedPartitions()) for each in every if each.id() == own)

    def end(self, run: str) -> None:
        """Let the workers remove what they keep; where Spark is gone, it is too."""
        with contextlib.suppress(Exception):
            if self._cluster.running.log is None:  # a session that goes on
                self._places.mapPartitions(Leaving(run)).count()
            self._places.unpersist()
