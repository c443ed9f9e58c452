"""Parts that stay on the workers of a cluster and are asked there: each question is a job."""

from __future__ import annotations

import contextlib
import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from math import isqrt
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from cntext.cluster.answering import Answering, Laid, Laying
from cntext.cluster.failing import refused
from cntext.cluster.holding import Holding
from cntext.cluster.identity import Refusal
from cntext.cluster.outlines import Outlines
from cntext.cluster.rest import joined
from cntext.cluster.rows import ERROR, LACKING, Row, values_of
from cntext.corpus import Known, Summary, uncut
from cntext.errors import Both, CntextError
from cntext.flow.asking import Asking
from cntext.flow.elsewhere import Asked
from cntext.flow.jobs import Job
from cntext.flow.merging import together
from cntext.flow.run import Gathered, Progress
from cntext.flow.workshop import Workshop
from cntext.lazy import np
from cntext.measure.stats.phrase_parts import Answer, Question, characters_of
from cntext.measure.stats.phrase_questions import ByKey, Lasting
from cntext.measure.stats.phrase_quotes import Quote, Quoting
from cntext.model import Document
from cntext.store.joining import JoinedDocuments

if TYPE_CHECKING:
    from cntext.cluster.executor import Cluster

# Answers of more tasks than this are merged on the workers before they come here.
_HERE = 16
_BUCKETS_EACH = 2  # for each core, of answers that are merged by key
_NOTHING = Summary(0, 0, 0, "", 0, b"")


def keep(cluster: Cluster, workshop: Workshop, jobs: Sequence[Job], progress: Progress) -> Gathered:
    """Have the parts of ``jobs`` made on the workers, which keep them; say what became of all."""
    if not jobs:
        return Gathered()
    run, holding = uuid4().hex, Holding(cluster, jobs)
    cluster.callback(holding.end, run)
    laying = Laying(cluster.kernel(workshop, jobs, ()), run)
    rows = holding.lay(laying, progress)
    every: dict[int, Laid] = {place: value for _, place, value in _values(rows, cluster.address)}
    found = [every[place] for place in range(len(jobs))]
    record, summary, error, chosen = joined([each.rest for each in found])
    if error and not record.documents:
        raise error  # not one input could be done: the fault is not theirs
    if workshop.plan.stop:
        record = record._replace(failed=record.failed[:1])
    kept = _Kept(cluster, holding, laying, found, summary or _NOTHING)
    known = Known(summary.record()) if summary else None
    return Gathered(record, summary=known, chosen=chosen, kept=kept)


def _values(rows: Iterable[Row], address: str) -> Iterator[tuple[int, int, Any]]:
    """Yield kind, place and value of what workers sent, in order; raise what went wrong there."""
    for kind, _, place, value in values_of(sorted(rows)):
        if kind == ERROR:
            raise refused(value, address) if isinstance(value, Refusal) else value
        yield kind, place, value


class _Kept:
    """The parts of a run on the workers, in the order of reading; see `cntext.flow.elsewhere.Kept`."""

    def __init__(
        self,
        cluster: Cluster,
        holding: Holding,
        laying: Laying,
        found: Sequence[Laid],
        summary: Summary,
    ) -> None:
        self._cluster, self._holding, self._laying = cluster, holding, laying
        self.summary = summary
        outlines = [each.outline for each in found]
        self._firsts = np.cumsum([0, *(len(each.han) if each else 0 for each in outlines)])
        self._empty = frozenset(place for place, each in enumerate(outlines) if each is None)
        self.documents = Outlines.of([each for each in outlines if each], summary.digests)

    def in_order(self, documents: Sequence[Document], order: np.ndarray) -> Asked:
        """Return them to be asked: ``documents`` in place of theirs; ``order`` int64[D] of time."""
        if not len(order):
            return Asking([uncut(())], order, 1)
        if documents is not self.documents:
            documents = self.documents.renamed(documents)
        ranks = np.empty(len(order), np.int64)
        ranks[order] = np.arange(len(order))
        sent = self._cluster.send((ranks, self._firsts))
        kernel, run = self._laying.kernel, self._laying.run
        asking = Answering(kernel, run, sent, (), None, 0)
        joined = JoinedDocuments([documents], order)
        return _Asked(self._cluster, self._holding, asking, self._empty, joined)


class _Asked:
    """`Parts` that are asked where they lie."""

    def __init__(
        self,
        cluster: Cluster,
        holding: Holding,
        asking: Answering,
        empty: frozenset[int],
        documents: JoinedDocuments,
    ) -> None:
        self._cluster, self._holding, self._asking = cluster, holding, asking
        self._empty, self._lacking = empty, frozenset[int]()
        self._history: list[Any] = []
        self.corpus = uncut(documents)
        self.sizes = characters_of(documents) + 1

    def ask(self, question: Question[Answer]) -> Answer:
        """Return what all parts answer, merged in their order."""
        sent = self._cluster.send(pickle.dumps(question, pickle.HIGHEST_PROTOCOL))
        asking = replace(
            self._asking,
            history=tuple(self._history),
            question=sent,
            buckets=self._buckets(question),
        )
        answers, lacking = self._answers(asking)
        while new := lacking - self._lacking:  # parts that are to be made again of files sent along
            self._lacking |= new
            answers, lacking = self._answers(asking)
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
        tasks = self._holding.tasks
        if isinstance(question, ByKey):
            return min(tasks - 1, _BUCKETS_EACH * self._cluster.cores)
        return isqrt(tasks) if tasks > _HERE else 0

    def _answers(self, asking: Answering) -> tuple[list[Any], frozenset[int]]:
        """Return the answers in order, and the places of jobs whose files are to be sent along."""
        rows = self._holding.ask(asking, self._empty, self._lacking)
        found = list(_values(rows, self._cluster.address))
        answers = [value for kind, _, value in found if kind != LACKING]
        return answers, frozenset(place for kind, place, _ in found if kind == LACKING)
