"""Parts that stay on the workers of a cluster and are asked there: each question is a job of Spark."""

from __future__ import annotations

import contextlib
import pickle
from collections.abc import Callable, Sequence
from dataclasses import replace
from math import isqrt
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from cntext.cluster.answering import Answering, Laid, Laying, Leaving, Uniting
from cntext.cluster.failing import refused
from cntext.cluster.identity import Refusal
from cntext.cluster.inputs import contents
from cntext.cluster.kernel import Kernel, joined
from cntext.cluster.outlines import Outlines
from cntext.cluster.rows import COUNTS, ERROR, LACKING, ORDER, PARTS, SCHEMA, Row, values_of
from cntext.corpus import Known, Summary, uncut
from cntext.errors import Both, CntextError
from cntext.flow.asking import Asking
from cntext.flow.jobs import Job
from cntext.flow.run import Asked, Gathered, Progress
from cntext.flow.workshop import Workshop
from cntext.lazy import np
from cntext.measure.stats.phrase_parts import Answer, Question, characters_of, together
from cntext.measure.stats.phrase_questions import ByKey, Lasting
from cntext.measure.stats.phrase_quotes import Quote, Quoting
from cntext.model import Document
from cntext.store.joining import JoinedDocuments

if TYPE_CHECKING:
    from cntext.cluster.executor import Cluster

# Answers of more tasks than this are merged on the workers before they come here.
_HERE = 16
_BUCKETS_EACH = 4  # for each core: which worker merges which is for a hash to say


def keep(cluster: Cluster, workshop: Workshop, jobs: Sequence[Job], progress: Progress) -> Gathered:
    """Have the parts of ``jobs`` made on the workers, which keep them; say what became of all."""
    tasks, run = cluster.tasks(jobs) if jobs else 0, uuid4().hex
    if not jobs:
        return Gathered()
    kernel = cluster.kernel(workshop, jobs, ())
    laid = cluster.places(jobs, tasks).mapInArrow(Laying(kernel, run), SCHEMA).persist(_level())
    size = sum(job.partition.size for job in jobs)
    cluster.watched(laid.count, tasks, size, progress)
    every: dict[int, Laid] = {}
    for kind, _, place, value in values_of(Row(*row) for row in laid.toLocalIterator()):
        if kind == ERROR:
            raise refused(value, cluster.address) if isinstance(value, Refusal) else value
        every[place] = value
    found = [every[place] for place in sorted(every)]
    record, summary, error, chosen = joined([each.rest for each in found])
    if error and not record.documents:
        raise error  # not one input could be done: the fault is not theirs
    if workshop.plan.stop:
        record = record._replace(failed=record.failed[:1])
    known = Known(summary.record()) if summary else None
    kept = _Kept(cluster, kernel, jobs, run, laid, every, summary or _NOTHING)
    cluster.callback(kept.close)
    return Gathered(record, summary=known, chosen=chosen, kept=kept)


_NOTHING = Summary(0, 0, 0, "", 0, b"")


class _Kept:
    """The parts of a run on the workers, in the order of reading; see `cntext.flow.run.Kept`."""

    def __init__(
        self,
        cluster: Cluster,
        kernel: Kernel,
        jobs: Sequence[Job],
        run: str,
        laid: Any,  # noqa: ANN401 (PySpark's)
        found: dict[int, Laid],
        summary: Summary,
    ) -> None:
        self._cluster, self._kernel, self._jobs, self._run = cluster, kernel, jobs, run
        self._laid, self.summary = laid, summary
        outlines = [found[place].outline for place in range(len(jobs))]
        self._firsts = np.cumsum([0, *(len(each.han) if each else 0 for each in outlines)])
        self._empty = [place for place, each in enumerate(outlines) if each is None]
        self.documents = Outlines.of([each for each in outlines if each], summary.digests)

    def in_order(self, documents: Sequence[Document], order: np.ndarray) -> Asked:
        """Return them to be asked: ``documents`` in place of theirs; ``order`` int64[D] of time."""
        if not len(order):
            return Asking([uncut(())], order, 1)
        if documents is not self.documents:
            documents = self.documents.renamed(documents)
        ranks = np.empty(len(order), np.int64)
        ranks[order] = np.arange(len(order))
        context = self._cluster.running.context
        sent = context.broadcast((ranks, self._firsts))
        # What was laid lies where the part does: Spark sends the question there.
        places = self._laid.where(f"kind = {PARTS} and chunk = 0").select("place")
        if self._empty:
            places = places.where(~places.place.isin(self._empty))
        asking = Answering(self._kernel, self._run, sent, (), None, 0)
        return _Asked(
            self._cluster, self._jobs, places, asking, JoinedDocuments([documents], order)
        )

    def close(self) -> None:
        """Let the workers remove what they keep; where Spark is gone, it is too."""
        with contextlib.suppress(Exception):
            if self._cluster.running.log is None:  # a session that goes on
                self._laid.select("place").mapInArrow(Leaving(self._run), "none int").count()
            self._laid.unpersist()


class _Asked:
    """`Parts` that are asked where they lie."""

    def __init__(
        self,
        cluster: Cluster,
        jobs: Sequence[Job],
        places: Any,  # noqa: ANN401 (PySpark's)
        asking: Answering,
        documents: JoinedDocuments,
    ) -> None:
        self._cluster, self._jobs, self._places, self._asking = cluster, jobs, places, asking
        self._history: list[Any] = []
        self._lacking: frozenset[int] = frozenset()
        self._tasks = cluster.tasks(jobs)
        self.corpus = uncut(documents)
        self.sizes = characters_of(documents) + 1

    def ask(self, question: Question[Answer]) -> Answer:
        """Return what all parts answer, merged in their order."""
        body = pickle.dumps(question, pickle.HIGHEST_PROTOCOL)
        sent = self._cluster.running.context.broadcast(body)
        asking = replace(
            self._asking,
            history=tuple(self._history),
            question=sent,
            buckets=self._buckets(question),
        )
        answers, lacking = self._rows(asking)
        while new := lacking - self._lacking:
            self._lacking |= new
            answers, lacking = self._rows(asking)
        if lacking:
            raise CntextError(
                f"--cluster {self._cluster.address}",
                Both("有文件读不到了", "some files cannot be read any more"),
            )
        if isinstance(question, Lasting):
            self._history.append(sent)
        else:
            sent.destroy()
        found: Answer = together(answers)
        return found

    def quotes(self, first: np.ndarray, length: np.ndarray) -> Callable[[int], Quote]:
        """Return what tells how each of n strings is quoted: all of them are asked for at once."""
        found = self.ask(Quoting(first, length)).of if len(first) else {}
        return found.__getitem__

    def close(self) -> None:
        """Let the workers forget what they were asked."""
        with contextlib.suppress(Exception):  # Spark may be gone
            for sent in self._history:
                sent.destroy()

    def _buckets(self, question: Question[Any]) -> int:
        """Return how many answers the workers are to merge all into; 0: they are merged here."""
        if isinstance(question, ByKey):
            return min(self._tasks - 1, _BUCKETS_EACH * self._cluster.cores)
        return isqrt(self._tasks) if self._tasks > _HERE else 0

    def _rows(self, asking: Answering) -> tuple[list[Any], frozenset[int]]:
        """Return the answers in order, and the places of jobs whose files are to be sent along."""
        answered = self._input().mapInArrow(asking, SCHEMA)
        if asking.buckets:
            answered = (
                answered.repartition(asking.buckets, "kind", "bucket")
                .sortWithinPartitions(*ORDER)
                .mapInArrow(Uniting(asking.question), SCHEMA)
            )
        rows = self._cluster.watched(answered.collect, self._tasks, 0, lambda _: None)
        answers: list[Any] = []
        lacking: set[int] = set()
        for kind, _, place, value in values_of(sorted(Row(*row) for row in rows)):
            if kind == ERROR:
                address = self._cluster.address
                raise refused(value, address) if isinstance(value, Refusal) else value
            if kind == LACKING:
                lacking.add(place)
            elif kind == COUNTS:
                answers.append(value)
        return answers, frozenset(lacking)

    def _input(self) -> Any:  # noqa: ANN401 (PySpark's)
        """Return the places of the parts as rows, with the files of those that lack them."""
        if not self._lacking:
            return self._places
        from pyspark.sql.functions import lit

        none = lit(None).cast("binary").alias("content")
        others = self._places.where(~self._places.place.isin(list(self._lacking)))
        brought = contents(self._cluster.running, self._jobs, self._tasks, self._lacking)
        return others.select("place", lit(-1).alias("number"), none).unionByName(brought)


def _level() -> Any:  # noqa: ANN401 (PySpark's)
    from pyspark import StorageLevel

    return StorageLevel.MEMORY_AND_DISK
