"""Workers: jobs done in several processes, their outcomes in the order of the jobs.

A worker that dies loses no job: it is given to a new one, once; then the job is reported
as lost, as is one that raises, and the others go on. However the run ends, no worker stays behind: they are
ended in ``close``, ignore Ctrl-C, which is for the parent to answer, and stop by
themselves when the parent is gone and the pipe with it.
"""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Any, Generic, Protocol, TypeVar

from cntext.flow.jobs import Lost, lost
from cntext.flow.settings import start_method

_AHEAD = 4  # jobs for each worker that may be done before their turn: what waits is in memory
_WORTH_SAYING = 1 << 18  # bytes of progress
_MMAP_THRESHOLD, _BLOCK = -3, 1 << 20  # glibc's number of that setting; bytes
_ENDING = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


Progress = Callable[[int], None]


class Sized(Protocol):
    """A job; ``size``: how much there is to do, in bytes or so."""

    @property
    def size(self) -> int:
        """How much."""
        ...


Task = TypeVar("Task", bound=Sized)
Done = TypeVar("Done")
Task_contra = TypeVar("Task_contra", bound=Sized, contravariant=True)
Done_co = TypeVar("Done_co", covariant=True)


class Doing(Protocol[Task_contra, Done_co]):
    """What workers do; it is with them before the first job comes, forked or sent."""

    def prepare(self, job: Task_contra) -> None:
        """Load what jobs like ``job`` need, before a fork: workers then share it."""
        ...

    def do(self, job: Task_contra, progress: Progress) -> Done_co:
        """Do ``job``. What comes of it has a way to be ``sent`` from one process to another."""
        ...


@dataclass(slots=True)
class _Worker:
    process: Any
    pipe: Connection
    place: int = -1  # of the job that it does
    known: set[int] = field(default_factory=set)  # places of jobs that it did in any run


class Pool(Generic[Task, Done]):
    """``size`` workers for one run, ``beside`` those of another pool; use it as a context."""

    def __init__(
        self, workshop: Doing[Task, Done], size: int, beside: Pool[Task, Done] | None = None
    ) -> None:
        self._workshop, self._size, self._beside = workshop, size, beside
        self._workers: list[_Worker] = []

    def attempt(self, job: Task) -> Done | Lost[Task]:
        """Do one job; only where no others are under way."""
        return next(self.run([job], lambda _: None))

    def __enter__(self) -> Pool[Task, Done]:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def hire(self) -> None:
        """Start all workers now, that they share what is in memory."""
        while len(self._workers) < self._size:
            self._hire(None)

    def close(self) -> None:
        """End all workers, at once."""
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.process.close()
            worker.pipe.close()
        self._workers = []

    def run(self, jobs: Sequence[Task], progress: Progress) -> Iterator[Done | Lost[Task]]:
        """Yield the outcome of each job, in order; raise what stops the run."""
        waiting = list(range(len(jobs)))
        tries = [0] * len(jobs)
        done: dict[int, Done | Lost[Task]] = {}
        turn = 0
        while turn < len(jobs):
            self._feed(jobs, waiting, turn)
            for worker, message in self._hear():
                place = worker.place
                if message is None:
                    self._bury(worker)
                    tries[place] += 1
                    if tries[place] > 1:
                        done[place] = Lost(jobs[place])
                    else:
                        waiting.append(place)
                elif isinstance(message, int):
                    progress(message)
                else:
                    worker.place = -1
                    failed = isinstance(message, Exception)
                    done[place] = lost(jobs[place], message) if failed else message
            while turn in done:
                yield done.pop(turn)
                turn += 1

    def _feed(self, jobs: Sequence[Task], waiting: list[int], turn: int) -> None:
        """Give every idle worker a job; start workers as long as there are too few."""
        while near := [place for place in waiting if place < turn + _AHEAD * self._size]:
            worker = next((w for w in self._workers if w.place < 0), None)
            if worker is None:
                if len(self._workers) >= self._size:
                    return
                worker = self._hire(jobs[0])
            worker.place = _next(worker, near, jobs)
            worker.known.add(worker.place)
            waiting.remove(worker.place)
            with contextlib.suppress(OSError):  # one that is dead already will be heard of
                worker.pipe.send(jobs[worker.place])

    def _hire(self, job: Task | None) -> _Worker:
        from multiprocessing import get_context

        method = start_method()
        if job is not None and method == "fork" and not self._workers:
            self._workshop.prepare(job)
        context: Any = get_context(method)
        ours, theirs = context.Pipe()
        # A forked child has the parent's ends of all pipes; kept open, they would hide from
        # the others that the parent is gone.
        others = [*self._workers, *(self._beside._workers if self._beside else ())]
        inherited = [ours, *(w.pipe for w in others)] if method == "fork" else []
        process = context.Process(
            target=_serve, args=(theirs, self._workshop, inherited), daemon=True
        )
        # What arrives while it starts waits for the parent; the child has handlers of its own.
        held = _hold_signals()
        try:
            process.start()
        finally:
            _release_signals(held)
        theirs.close()
        worker = _Worker(process, ours)
        self._workers.append(worker)
        return worker

    def _bury(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.process.kill()
        worker.process.join()
        worker.process.close()
        worker.pipe.close()

    def _hear(self) -> Iterator[tuple[_Worker, Any]]:
        """Yield what busy workers say; None for one that has died."""
        busy = [worker for worker in self._workers if worker.place >= 0]
        ready = wait([worker.pipe for worker in busy])
        for worker in busy:
            if worker.pipe not in ready:
                continue
            try:
                yield worker, worker.pipe.recv()
            except (EOFError, OSError):
                yield worker, None


def _next(worker: _Worker, near: Sequence[int], jobs: Sequence[Sized]) -> int:
    """Return the place of the job that ``worker`` does next.

    One like what it did before it does the faster; else the largest first: nobody begins a
    long one when the others have done.
    """
    return max(near, key=lambda place: (place in worker.known, jobs[place].size, -place))


def _hold_signals() -> set[int]:
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        return set()
    return set(signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, *_ENDING}))


def _release_signals(mask: set[int]) -> None:
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)


def _serve(pipe: Connection, workshop: Doing[Any, Any], inherited: Sequence[Connection]) -> None:
    """Be a worker: do the jobs that come through the pipe until it is closed."""
    for each in inherited:
        each.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in _ENDING:
        if signal.getsignal(name) is not signal.SIG_IGN:  # as under nohup
            signal.signal(name, signal.SIG_DFL)
    _release_signals(set())
    _return_blocks()
    unsaid = 0

    def progress(size: int) -> None:
        nonlocal unsaid
        unsaid += size
        if unsaid >= _WORTH_SAYING:
            pipe.send(unsaid)
            unsaid = 0

    try:
        while True:
            job = pipe.recv()
            try:
                answer: Any = workshop.do(job, progress).sent()
            except Exception as error:
                answer = error
            _send(pipe, answer)
            del answer  # not to be held while the next job is done
    except (EOFError, OSError):
        pass  # the parent is gone


def _return_blocks() -> None:
    """Have glibc give a large block back to the system when it is freed, always.

    By itself it keeps more and more of them the larger they were, and what lies between stays
    full of holes: a worker grew by a quarter over a dozen parts.
    """
    if sys.platform != "linux":
        return
    import ctypes

    with contextlib.suppress(AttributeError, OSError):  # another C library
        ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, _BLOCK)


def _send(pipe: Connection, answer: object) -> None:
    try:
        pipe.send(answer)
    except (OSError, EOFError):
        raise
    except Exception as error:  # what cannot be pickled is said at least
        pipe.send(RuntimeError(f"{type(error).__name__}: {error}"))
