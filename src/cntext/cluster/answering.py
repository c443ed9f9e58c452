"""What runs in Spark's Python workers where parts are asked: they lie on the disk of a worker.

A part is made where a job is done, and its shelf stays there. Whoever is asked about one that
is not on his disk makes it once more, and has it answer the lasting questions in their order:
the same shelf, whichever worker has it.
"""

from __future__ import annotations

import os
import pickle
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby, pairwise
from pathlib import Path
from typing import Any, NamedTuple

from cntext.analysis import Mergeable
from cntext.cluster.identity import Refusal
from cntext.cluster.inputs import is_opened_by_spark
from cntext.cluster.kernel import (
    Given,
    Kernel,
    brought,
    done,
    inside,
    picklable,
    with_contents,
)
from cntext.cluster.outlines import Outline, outline
from cntext.cluster.rest import Rest, joined
from cntext.cluster.rows import (
    COUNTS,
    ERROR,
    LACKING,
    PARTS,
    Row,
    rows_of,
    values_of,
)
from cntext.corpus import Corpus
from cntext.errors import CntextError
from cntext.flow.jobs import Job, Outcome
from cntext.flow.merging import together
from cntext.flow.part import Part as Made
from cntext.flow.part import Tokens
from cntext.flow.workshop import Workshop
from cntext.lazy import np
from cntext.measure.stats.phrase_parts import SIZE, Part, Question, pieces_of
from cntext.measure.stats.phrase_questions import ByKey, Lasting, OnText
from cntext.measure.stats.phrase_shelf import Shelf
from cntext.store.joining import concatenated
from cntext.store.layers import Layer
from cntext.store.naming import PART
from cntext.store.part import PartData, open_part, write_part
from cntext.store.publishing import publish


class Laid(NamedTuple):
    """What came of a job whose part is to be asked: the rest, and its documents in outline."""

    rest: Rest
    outline: Outline | None


class Absent(Exception):
    """A part cannot be made again here: its files are opened by Spark alone."""


@dataclass(frozen=True, slots=True)
class Laying:
    """Makes the parts of jobs and leaves them on this machine, for the run called ``run``."""

    kernel: Kernel
    run: str

    def __call__(self, places: Iterable[Sequence[Any]]) -> Iterator[Row]:
        """Yield a `Laid` for each of ``places``, which come as `Answering` has them."""
        yield from _guarded(self.kernel, brought(places), self._rows)

    def _rows(self, workshop: Workshop, found: Iterable[Given]) -> Iterator[Row]:
        for place, contents in found:
            bench = Bench(self.kernel, workshop, self.run, place, contents)
            yield from rows_of(PARTS, 0, place, bench.lay()[0])


@dataclass(frozen=True, slots=True)
class Answering:
    """Asks the parts whose places come in; `mapPartitions` calls it once for each task.

    Of rows and not of batches: a job of Spark's data frames costs it three times the work.

    ``ranks`` int64[D], ``firsts`` int64[J + 1]: the place of each document in order of time, and
    where those of each job begin among all. ``history``: the lasting questions asked before
    ``question``. All of them are broadcasts. Answers meet in ``buckets``, by key where they are
    `ByKey`, else in the order of reading; none where they are merged by who asks.
    """

    kernel: Kernel
    run: str
    ranks: Any
    history: tuple[Any, ...]
    question: Any
    buckets: int

    def __call__(self, places: Iterable[Sequence[Any]]) -> Iterator[Row]:
        """Yield what the parts answer, merged over places that follow one another.

        ``places``: each alone, or with number and bytes of a file that Spark opened for it.
        """
        yield from _guarded(self.kernel, brought(places), self._rows)

    def _rows(self, workshop: Workshop, found: Iterable[Given]) -> Iterator[Row]:
        question: Question[Any] = _loaded(self.question)
        lacking: list[int] = []
        answers = self._answers(workshop, question, found, lacking)
        for _, run in groupby(enumerate(answers), key=lambda each: each[1][0] - each[0]):
            _, (first, one) = next(run)
            rest = (other for _, (_, other) in run)  # noqa: B031 (the first is taken)
            answer = together(chain([one], rest))
            if self.buckets and isinstance(question, ByKey):
                for bucket, some in enumerate(question.parted(answer, self.buckets)):
                    yield from rows_of(COUNTS, bucket, first, some)
                continue
            bucket = first * self.buckets // self.kernel.total
            yield from rows_of(COUNTS, bucket, first, answer)
        for place in lacking:
            yield from rows_of(LACKING, 0, place, None)

    def _answers(
        self,
        workshop: Workshop,
        question: Question[Any],
        found: Iterable[Given],
        lacking: list[int],
    ) -> Iterator[tuple[int, Mergeable]]:
        ranks, firsts = self.ranks.value
        for place, contents in found:
            own = ranks[firsts[place] : firsts[place + 1]]
            bench = Bench(self.kernel, workshop, self.run, place, contents)
            try:
                yield place, bench.answer(own, self.history, question)
            except Absent:
                lacking.append(place)


@dataclass(frozen=True, slots=True)
class Uniting:
    """Merges the answers to ``question``, a broadcast, bucket by bucket, in order of places."""

    question: Any

    def __call__(self, rows: Iterable[tuple[int, Row]]) -> Iterator[Row]:
        """Yield one answer a bucket of those that came together here."""
        ordered = values_of(sorted(row for _, row in rows))
        for (kind, bucket), some in groupby(ordered, key=lambda each: each[:2]):
            if kind != COUNTS:
                for _, _, place, value in some:
                    yield from rows_of(kind, bucket, place, value)
                continue
            question: Question[Any] = _loaded(self.question)
            _, _, first, one = next(some)
            rest = (value for *_, value in some)  # noqa: B031 (the first is taken)
            answer = together(chain([one], rest))
            if isinstance(question, ByKey):
                answer = question.enough(answer)
            yield from rows_of(COUNTS, bucket, first, answer)


@dataclass(frozen=True, slots=True)
class Leaving:
    """Removes what a run left on this machine."""

    run: str

    def __call__(self, places: Iterable[Any]) -> Iterator[Any]:
        """Yield nothing."""
        for _ in places:
            shutil.rmtree(_folder(self.run), ignore_errors=True)
        yield from ()


class Bench:
    """Where the job at ``place`` is on this machine: its documents, cut, and its parts' shelves."""

    def __init__(
        self, kernel: Kernel, workshop: Workshop, run: str, place: int, contents: dict[int, bytes]
    ) -> None:
        self._kernel, self._workshop = kernel, workshop
        self._folder, self._place, self._contents = _folder(run), place, contents
        self._state = self._folder / f"{place}.state"

    def lay(self) -> tuple[Laid, Corpus | None]:
        """Make the documents of the job; keep them here."""
        job, tokens = self._kernel.job(self._place), self._tokens
        rest: list[Rest] = []
        corpora: list[Corpus] = []
        job = with_contents(replace(job, keep=False), self._contents)
        for each, outcome in done(self._workshop, job, _cut):
            record = outcome.record.shifted(each.partition.first)
            rest.append(Rest(record, outcome.summary, outcome.error, outcome.chosen))
            if outcome.part is not None and outcome.part.has(tokens):
                corpora.append(outcome.part.corpus(tokens))
        corpora = [corpus for corpus in corpora if len(corpus)]
        corpus = concatenated(corpora) if corpora else None
        if corpus is not None:
            self._keep(corpus)
        return Laid(joined(rest), outline(corpus) if corpus is not None else None), corpus

    def answer(
        self, ranks: np.ndarray, history: tuple[Any, ...], question: Question[Any]
    ) -> Mergeable:
        """Return what the parts of the job answer, after they have answered the ``history``."""
        try:
            return self._answer(ranks, history, question)
        except (KeyError, OSError):  # some of it is gone: made again from the start
            self._state.unlink(missing_ok=True)
            return self._answer(ranks, history, question)

    def _answer(
        self, ranks: np.ndarray, history: tuple[Any, ...], question: Question[Any]
    ) -> Mergeable:
        known = self._known()
        corpus = None if known is not None else self._again()
        for number in range(known or 0, len(history)):
            past = _loaded(history[number])
            for part in self._parts(ranks, corpus, past):
                past.answer(part)
            self._note(number + 1)
        answer: Mergeable = together(map(question.answer, self._parts(ranks, corpus, question)))
        if isinstance(question, Lasting):
            self._note(len(history) + 1)
        return answer

    def _parts(
        self, ranks: np.ndarray, corpus: Corpus | None, question: Question[Any]
    ) -> Iterator[Part]:
        if corpus is None and isinstance(question, OnText):
            corpus = self._found()
        cut: Iterable[tuple[int, int, Corpus | None]]
        if corpus is not None:
            cut = pieces_of(corpus, SIZE)
        else:
            (borders,) = Shelf(self._folder, f"{self._place}").get("borders")
            cut = [(low, high, None) for low, high in pairwise(borders.tolist())]
        for number, (low, high, piece) in enumerate(cut):
            yield Part(piece, ranks[low:high], Shelf(self._folder, f"{self._place}-{number}"))

    def _again(self) -> Corpus | None:
        """Make the documents once more; `Absent` where their files were not brought along."""
        sources = self._kernel.job(self._place).partition.sources
        if not self._contents and any(map(is_opened_by_spark, sources)):
            raise Absent(self._place)
        return self.lay()[1]

    def _keep(self, corpus: Corpus) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        ends = [high for _, high, _ in pieces_of(corpus, SIZE)]
        Shelf(self._folder, f"{self._place}").put("borders", np.array([0, *ends], np.int64))
        layers = {self._tokens.name: Layer.of(corpus)}
        try:
            write_part(self._path, PartData(corpus.documents, layers))
        except ValueError:  # too strange to be stored: made again where it is wanted
            self._path.unlink(missing_ok=True)
        self._note(0)

    def _found(self) -> Corpus | None:
        try:
            return open_part(self._path).corpus(self._tokens.name)
        except (OSError, CntextError):
            return self._again()

    @property
    def _tokens(self) -> Tokens:
        tokens = self._kernel.job(self._place).tokens
        if tokens is None:
            raise TypeError("parts are asked about their tokens")
        return tokens

    @property
    def _path(self) -> Path:
        return self._folder / f"{self._place}{PART}"

    def _known(self) -> int | None:
        """Return how many lasting questions were answered here; None where nothing is kept."""
        try:
            return int(self._state.read_text())
        except (OSError, ValueError):
            return None

    def _note(self, answered: int) -> None:
        publish(self._state, [str(answered).encode()], sync=False)


def _cut(workshop: Workshop, job: Job) -> Outcome:
    """Return the documents of ``job`` that are meant, cut, in place of its part."""
    if job.tokens is None:
        return workshop.do(job)
    part, corpus, chosen = workshop.meant(job, job.tokens)
    cut = Made(part.record, corpus.documents, layers={job.tokens: corpus})
    return Outcome(part.record, cut, summary=corpus.summary(), chosen=chosen)


def by_bucket(row: Row) -> tuple[int, Row]:
    """Return ``row`` with where it is to be merged."""
    return row.bucket, row


def _guarded(
    kernel: Kernel,
    found: Iterable[Given],
    rows: Callable[[Workshop, Iterable[Given]], Iterator[Row]],
) -> Iterator[Row]:
    """Yield the ``rows`` of a worker that may count with us; what goes wrong is a row too."""
    with inside(kernel.folder):
        try:
            workshop = kernel.workshop()
            if isinstance(workshop, Refusal):
                yield from rows_of(ERROR, 0, 0, workshop)
                return
            yield from rows(workshop, found)
        except Exception as error:
            yield from rows_of(ERROR, 0, 0, picklable(error))


def _folder(run: str) -> Path:
    """Return the folder of a run: with Spark's own files of this worker, which go when it ends."""
    top = os.environ.get("SPARK_LOCAL_DIRS", "").split(",")[0] or tempfile.gettempdir()
    return Path(top, f"cntext-{run}")


def _loaded(sent: Any) -> Any:  # noqa: ANN401 (a broadcast; a question)
    return pickle.loads(sent.value)  # noqa: S301 (of the driver)
