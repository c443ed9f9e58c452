"""What Spark does where parts stay with its workers: it has them made, sends them questions, lets go.

Of each part that is laid a row is kept, where it was made: Spark sends questions there, and has
the part made again where a worker is gone.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cntext.cluster.answering import Answering, Laying, Leaving, Uniting, by_bucket
from cntext.cluster.inputs import contents
from cntext.cluster.rows import PARTS, SCHEMA, Row
from cntext.flow.jobs import Job
from cntext.flow.run import Progress

if TYPE_CHECKING:
    from cntext.cluster.executor import Cluster


class Holding:
    """The parts of ``jobs``, which the workers of ``cluster`` are to hold."""

    def __init__(self, cluster: Cluster, jobs: Sequence[Job]) -> None:
        self._cluster, self._jobs, self.tasks = cluster, jobs, cluster.tasks(jobs)
        self._laid: Any = None
        self._places: Any = None

    def lay(self, laying: Laying, progress: Progress) -> list[Row]:
        """Have all parts made; return what each worker says of them."""
        from pyspark import StorageLevel

        places = self._cluster.places(self._jobs, self.tasks)
        self._laid = places.mapInArrow(laying, SCHEMA).persist(StorageLevel.MEMORY_AND_DISK)
        size = sum(job.partition.size for job in self._jobs)
        self._cluster.watched(self._laid.count, self.tasks, size, progress)
        self._places = (
            self._laid.where(f"kind = {PARTS} and chunk = 0").select("place").rdd.map(tuple)
        )
        return [Row(*row) for row in self._laid.toLocalIterator()]

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
        return self._cluster.watched(answered.collect, self.tasks, 0, lambda _: None)

    def end(self, run: str) -> None:
        """Let the workers remove what they keep; where Spark is gone, it is too."""
        with contextlib.suppress(Exception):
            if self._cluster.running.log is None:  # a session that goes on
                self._places.mapPartitions(Leaving(run)).count()
            self._laid.unpersist()
