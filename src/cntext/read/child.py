"""Parsers in a child process: what hangs, crashes or eats memory there costs one file.

PDF, office and web files are parsed by C code that was not written for hostile input.
One child is kept for the documents of a run, because Python and the libraries take
0.1 to 0.6 s to start; it is replaced after ``_RENEW`` documents and whenever it failed.

Time is limited as CPU time, which the child counts itself: whether a document is read must
not depend on what else the machine does. The clock only ends what waits for ever.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from struct import Struct
from threading import Event, Lock, Timer
from typing import IO, Any

import cntext
from cntext.errors import Both
from cntext.read.formats import Part, ReadOptions
from cntext.read.refusal import Refused
from cntext.read.xml import too_deep

SECONDS = 60.0  # of CPU, for one document
_PATIENCE = 600.0  # by the clock
_USED_UP = getattr(signal, "SIGPROF", None)  # None: Windows, where the clock must do
_MEMORY = 1536 << 20  # address space, not resident: the libraries map 200 MB themselves
_RENEW = 200
_LENGTH = Struct(">Q")
# -c puts "" first in sys.path; it is replaced before anything is imported, so that a
# json.py in the working folder stays a stranger (python -P needs Python 3.11).
_START = "import sys; sys.path[:] = {path!r}; from cntext.read.child import main; main()"


def parse(name: str, data: bytes, options: ReadOptions) -> list[Part]:
    """Return what ``cntext.read.formats.NAME.parse(data, options)`` does, called in a child.

    `Refused` passes through; "timeout", "memory" and "crashed" are added here. A crash
    of a child that had worked before is tried again in a fresh one, so that the result
    for a document does not depend on the documents before it.
    """
    global _child  # noqa: PLW0603 (one child for the process is the point)
    with _lock:
        for _attempt in range(2):
            fresh = _child is None or not _child.is_usable()
            if _child is None or fresh:
                stop()
                _child = _Child()
            try:
                return _child.parse(name, data, options)
            except _Died as died:
                stop()
                if died.refused.code == "timeout" or fresh:
                    raise died.refused from None
            except BaseException:  # Ctrl+C: an answer may be half read
                if _child is not None and _child.is_busy:
                    stop()
                raise
    raise AssertionError("the second child is a fresh one")


def stop() -> None:
    """End the child, if there is one."""
    global _child
    child, _child = _child, None
    if child is not None:
        child.kill()


class _Died(Exception):
    """The child did not answer, and cannot be asked again."""

    def __init__(self, refused: Refused) -> None:
        super().__init__(refused.code)
        self.refused = refused


class _Child:
    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603 (our own code)
            [sys.executable, "-W", "ignore", "-c", _START.format(path=_path())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._owner = os.getpid()
        self._done = 0
        self.is_busy = False

    def is_usable(self) -> bool:
        """Say whether it can take another document: alive, ours, and not too old."""
        ours = self._owner == os.getpid()  # after a fork it belongs to the other process
        return ours and self._done < _RENEW and self._process.poll() is None

    def parse(self, name: str, data: bytes, options: ReadOptions) -> list[Part]:
        self.is_busy, self._done = True, self._done + 1
        late = Event()

        def end() -> None:
            late.set()
            self._process.kill()

        timer = Timer(SECONDS if _USED_UP is None else _PATIENCE, end)
        timer.daemon = True
        timer.start()
        try:
            answer = self._ask(name, data, options)
        except (OSError, EOFError, ValueError):
            slow = late.is_set() or self._used_up()
            raise _Died(_too_slow() if slow else _crashed()) from None
        finally:
            timer.cancel()
        self.is_busy = False
        if answer.get("memory"):
            raise _Died(_out_of_memory())
        if answer.get("failed"):
            raise _crashed(answer["failed"])
        refused = answer.get("refused")
        if refused:
            code, problem, hint = refused
            raise Refused(code, Both(*problem), Both(*hint) if hint else None)
        return [Part(**part) for part in answer["parts"]]

    def _ask(self, name: str, data: bytes, options: ReadOptions) -> dict[str, Any]:
        to_child, from_child = self._pipes()
        question = {"format": name, "options": options._asdict(), "seconds": SECONDS}
        head = json.dumps(question).encode()
        _send(to_child, head)
        _send(to_child, data)
        # Text is at most as large as what it is unpacked from; JSON may double it.
        answer = _receive(from_child, 4 * options.max_unpacked + (1 << 20))
        found: dict[str, Any] = json.loads(answer)
        return found

    def _used_up(self) -> bool:
        """Say whether the child, which does not answer, has ended itself for want of time."""
        if _USED_UP is None:
            return False
        self._process.kill()
        return bool(self._process.wait() == -_USED_UP)

    def kill(self) -> None:
        if self._owner != os.getpid():
            return
        self._process.kill()
        self._process.wait()
        for pipe in self._pipes():
            with suppress(OSError):  # what was still to be written to it
                pipe.close()

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        to_child, from_child = self._process.stdin, self._process.stdout
        if to_child is None or from_child is None:
            raise AssertionError("both were asked for")
        return to_child, from_child


_child: _Child | None = None
_lock = Lock()
atexit.register(stop)


def _path() -> list[str]:
    """Return the import path for the child: ours, without the working folder."""
    try:
        here = os.getcwd()
    except OSError:  # it was deleted
        here = ""
    kept = [folder for folder in sys.path if folder and os.path.abspath(folder) != here]
    own = str(Path(cntext.__file__).parents[1])
    return kept if own in kept else [*kept, own]


def _send(pipe: IO[bytes], data: bytes) -> None:
    pipe.write(_LENGTH.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def _receive(pipe: IO[bytes], most: int | None = None) -> bytes:
    (length,) = _LENGTH.unpack(_exactly(pipe, _LENGTH.size))
    if most is not None and length > most:
        raise ValueError("answer too long")
    return _exactly(pipe, length)


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    data = pipe.read(length)
    if len(data) < length:
        raise EOFError
    return data


# --- in the child -----------------------------------------------------------------------


def main() -> None:
    """Answer questions from standard input on standard output until there are no more."""
    _limit_resources()
    questions = sys.stdin.buffer
    # Whatever a library prints must not get between the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what Ctrl+C ends
    try:
        while True:
            head = json.loads(_receive(questions))
            data = _receive(questions)
            _alarm(head["seconds"])
            answer = answer_to(head["format"], data, ReadOptions(**head["options"]))
            _alarm(0)
            _send(answers, answer)
    except (EOFError, OSError):
        return


def answer_to(name: str, data: bytes, options: ReadOptions) -> bytes:
    """Parse one document and return the answer in JSON."""
    answer: dict[str, object]
    try:
        module = import_module(f"cntext.read.formats.{name}")
        parts = [part._asdict() for part in module.parse(data, options)]
        answer = {"parts": parts}
    except Refused as refused:
        answer = {"refused": (refused.code, refused.problem, refused.hint)}
    except RecursionError:
        deep = too_deep()
        answer = {"refused": (deep.code, deep.problem, deep.hint)}
    except MemoryError:
        answer = {"memory": True}
    except Exception as error:
        if os.environ.get("CNTEXT_DEBUG"):
            raise
        answer = {"failed": type(error).__name__}
    # Escapes: a lone surrogate must not stop the answer.
    return json.dumps(answer).encode("ascii")


def _limit_resources() -> None:
    try:
        import resource
    except ImportError:  # Windows: time is limited, memory is not
        return
    for which, most in ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(which)[1]
        limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(which, (limit, hard))
        except (OSError, ValueError):  # macOS refuses RLIMIT_AS below what is mapped
            continue


def _alarm(seconds: float) -> None:
    """End this process after so many seconds of CPU; 0 takes it back.

    The clock too is watched, in case the parent is not there to do it.
    """
    if _USED_UP is not None:
        signal.setitimer(signal.ITIMER_PROF, seconds)
        signal.setitimer(signal.ITIMER_REAL, 1.5 * _PATIENCE if seconds else 0)


# --- refusals ---------------------------------------------------------------------------


def _too_slow() -> Refused:
    return Refused(
        "timeout",
        Both(
            f"用了 {SECONDS:.0f} 秒处理器时间仍没有读完",
            f"was not read within {SECONDS:.0f} s of processor time",
        ),
        Both("请拆成几个文件", "split it into several files"),
    )


def _out_of_memory() -> Refused:
    return Refused(
        "memory",
        Both(
            f"读它要用超过 {_MEMORY >> 20} MB 内存",
            f"needs more than {_MEMORY >> 20} MB to be read",
        ),
        Both("请拆成几个文件", "split it into several files"),
    )


def _crashed(why: str = "damaged, or too large") -> Refused:
    return Refused(
        "crashed",
        Both(f"解析程序出错（{why}）", f"made the parser fail ({why})"),
        Both("请用原来的软件另存一份", "save it again with the program that made it"),
    )
