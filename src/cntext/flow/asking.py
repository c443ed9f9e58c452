"""Parts of a corpus that are asked by several workers at once, or one after another here.

What a part has worked out lies in a folder of the run, so that any worker can be asked about
any part, and nothing of it is in memory meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from cntext.analysis import Mergeable
from cntext.corpus import Corpus, uncut
from cntext.errors import Both, CntextError
from cntext.flow.jobs import Lost
from cntext.flow.merging import together
from cntext.flow.pool import Pool, Progress
from cntext.flow.settings import partition_size, start_method
from cntext.flow.storing import Spool
from cntext.lazy import np
from cntext.measure.stats.phrase_parts import (
    Part,
    Question,
    characters_of,
    pieces_of,
)
from cntext.measure.stats.phrase_questions import ByKey, OnText, OnTokens
from cntext.measure.stats.phrase_quotes import Quote, quotes_of
from cntext.measure.stats.phrase_shelf import Shelf
from cntext.store.joining import JoinedDocuments, concatenated
from cntext.threads import cores, in_threads

Answer = TypeVar("Answer", bound=Mergeable)

# Workers that are worth their while: fewer do less than threads of this process, to which nothing
# has to be sent, for nearly all of the work leaves Python's lock alone.
FEWEST = 4


@dataclass(frozen=True, slots=True)
class Inquiry(Generic[Answer]):
    """A question to one part, by its place among all; ``size``: its documents."""

    place: int
    size: int
    question: Question[Answer]


@dataclass(frozen=True, slots=True)
class Answered(Generic[Answer]):
    """What came of an inquiry."""

    answer: Answer

    def sent(self) -> Answered[Answer]:
        """Return what goes from one process to another."""
        return self


@dataclass(frozen=True, slots=True)
class Reading:
    """The parts, as workers have them."""

    parts: tuple[Part, ...]

    def prepare(self, job: Inquiry[Any]) -> None:
        """Load nothing: what answers was loaded with the question."""

    def do(self, job: Inquiry[Any], progress: Progress) -> Answered[Any]:
        """Ask the part."""
        answer = job.question.answer(self.parts[job.place])
        progress(job.size)
        return Answered(answer)


class Asking:
    """The corpora ``pieces`` as `Parts`, asked by ``jobs`` workers.

    ``order`` int64[D]: the documents, as they follow in ``pieces``, in order of time. Answers by
    key that take more than ``memory`` bytes wait on disk (0: any number). ``done`` is called once
    the tokens of the pieces are not needed any more.
    """

    def __init__(
        self,
        pieces: Sequence[Corpus],
        order: np.ndarray,
        jobs: int,
        memory: int = 0,
        done: Callable[[], None] = lambda: None,
    ) -> None:
        self._memory, self._done = memory, done
        documents = JoinedDocuments([piece.documents for piece in pieces])
        self.corpus = uncut(JoinedDocuments([documents], order))
        self.sizes = characters_of(self.corpus.documents) + 1
        ranks = np.empty(len(order), np.int64)
        ranks[order] = np.arange(len(order))
        cut = list(_cut(pieces))
        self._spool = Spool() if len(cut) > 1 else None
        folder = self._spool.folder if self._spool else None
        self._jobs = jobs
        size = min(jobs, len(cut)) if folder and jobs >= FEWEST else 1
        self.parts = tuple(
            Part(piece, ranks[at : at + len(piece)], Shelf(folder, str(number), alone=size == 1))
            for number, (at, piece) in enumerate(cut)
        )
        self._sent = start_method() == "spawn"
        self._pool: Pool[Inquiry[Any], Answered[Any]] | None = None
        if size > 1:
            self._pool = Pool(Reading(self.parts), size)
            if not self._sent:
                self._pool.hire()

    def ask(self, question: Question[Answer]) -> Answer:
        """Return what all parts answer, merged in their order."""
        enough = question.enough if isinstance(question, ByKey) else None
        found = together(self._answers(question), self._memory if enough else 0, enough)
        if isinstance(question, OnTokens) and self._pool is None:
            self.parts = tuple(part.without_tokens() for part in self.parts)
            self._done()
        return found

    def quotes(self, first: np.ndarray, length: np.ndarray) -> Callable[[int], Quote]:
        """Return what tells how each of n strings is quoted, read when it is asked."""
        return quotes_of(self.corpus.documents, first, length)

    def _answers(self, question: Question[Answer]) -> Iterator[Answer]:
        at_home = self._pool is None or (self._sent and isinstance(question, OnText))
        if self._pool is None or at_home:
            yield from self._here(question)
            return
        jobs = [Inquiry(i, len(part.ranks), question) for i, part in enumerate(self.parts)]
        for found in self._pool.run(jobs, lambda _: None):
            if isinstance(found, Lost):
                raise found.error or CntextError(
                    "--jobs",
                    Both(
                        "工作进程两次中断，内存可能不够", "a worker died twice; memory may be short"
                    ),
                    Both("用 --jobs 1 再试", "try --jobs 1"),
                )
            yield found.answer

    def _here(self, question: Question[Answer]) -> Iterator[Answer]:
        """Ask the parts in this process, as many at a time as threads are at work.

        What reads texts is Python's own work, one part after the other.
        """
        threads = 1 if isinstance(question, OnText) else min(self._jobs, cores())
        for at in range(0, len(self.parts), threads):
            yield from in_threads(question.answer, self.parts[at : at + threads])

    def close(self) -> None:
        """End the workers, and remove what they left."""
        if self._pool:
            self._pool.close()
        for part in self.parts:
            part.shelf.close()
        self._pool = self._spool = None


def _cut(pieces: Sequence[Corpus]) -> Iterator[tuple[int, Corpus]]:
    """Yield parts of some size, and the place of the first document of each among all."""
    at = 0
    for corpus in map(concatenated, _together(pieces)):
        for low, _, part in pieces_of(corpus, _size()):
            yield at + low, part
        at += len(corpus)


def _together(pieces: Sequence[Corpus]) -> Iterator[list[Corpus]]:
    """Yield pieces that are small together: an index may be of very many."""
    some: list[Corpus] = []
    size = 0
    for piece in pieces:
        own = int(characters_of(piece.documents).sum())
        if some and size + own > _size():
            yield some
            some, size = [], 0
        some.append(piece)
        size += own
    yield some


def _size() -> int:
    """Return the characters of a part: those of a partition are about a third of its bytes."""
    return max(partition_size() // 4, 1)
