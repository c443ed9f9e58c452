"""What runs on Spark's workers, run here without Spark: its shuffle, and the parts its workers keep."""

import itertools
import shutil
from types import SimpleNamespace

from cntext.cluster import answering, executor
from cntext.cluster.answering import Uniting, by_bucket
from cntext.cluster.holding import Holding
from cntext.cluster.identity import identity
from cntext.cluster.kernel import Kernel, merge
from cntext.cluster.parcel import Parcel
from cntext.cluster.rows import SCHEMA, Row

TASKS = 3


class OwnCluster(executor.Cluster):
    """In place of a cluster: the kernels of one, their rows sorted here as Spark sorts them."""

    cores = 2

    def gather(self, workshop, jobs, progress):
        import pyarrow as pa

        parcel = Parcel.of(workshop, jobs[0].tokens, jobs[0].counting)
        lists = SimpleNamespace(value=parcel.sealed())
        todo = SimpleNamespace(value=list(map(executor._sealed, jobs)))
        asked = identity(workshop.supply)
        edges = executor._edges(3)
        kernel = Kernel(asked, lists, todo, edges, len(jobs), 1 << 30, ".")
        places = [pa.RecordBatch.from_pydict({"id": [n]}) for n in range(len(jobs))]
        # Two tasks: the even places and the odd ones, so that runs are broken.
        tasks = [places[0::2], places[1::2]]
        rows = [row for task in tasks for batch in kernel(task) for row in _rows(batch)]
        rows.sort()
        columns = [list(column) for column in zip(*rows, strict=True)]
        names = [name.split()[0] for name in SCHEMA.split(", ")]
        table = pa.table(dict(zip(names, columns, strict=True)))
        merged = [row for batch in merge(table.to_batches()) for row in _rows(batch)]
        return self._gathered(merged, stop=False)

    def send(self, value):
        return SimpleNamespace(value=value, destroy=lambda: None)

    def record(self, jobs):
        left = dict.fromkeys(("master", "workers", "cores", "spark", "java"), "")
        return {**left, "partitions": len(jobs)}


def _rows(batch):
    return [Row(*row.values()) for row in batch.to_pylist()]


class OwnHolding(Holding):
    """In place of Spark: tasks one after another; ``before`` is called before each question."""

    before = staticmethod(lambda number, folder: None)

    def __init__(self, cluster, jobs):
        self.jobs, self.tasks, self.asked = jobs, min(TASKS, len(jobs)), 0

    def lay(self, laying, progress):
        self.folder = answering._folder(laying.run)
        return [row for task in self._tasks() for row in laying((place,) for place in task)]

    def ask(self, asking, empty, lacking):
        type(self).before(self.asked, self.folder)
        self.asked += 1
        rows = []
        for task in self._tasks():
            given = [(place, 0, b"") if place in lacking else (place,) for place in task]
            rows += asking(each for each in given if each[0] not in empty)
        if not asking.buckets:
            return rows
        pairs = sorted(map(by_bucket, rows), key=lambda pair: pair[0])
        return [
            row
            for _, some in itertools.groupby(pairs, key=lambda pair: pair[0])
            for row in Uniting(asking.question)(list(some)[::-1])
        ]

    def end(self, run):
        shutil.rmtree(self.folder, ignore_errors=True)

    def _tasks(self):
        """Return the places of each task: of the last one in two runs."""
        places, count = list(range(len(self.jobs))), self.tasks
        return [places[task::count] for task in range(count)]
