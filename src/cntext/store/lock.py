"""One writer at a time: a lock that the kernel takes back from the dead."""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

from cntext.errors import Both, CntextError

try:
    import fcntl
except ImportError:
    fcntl = None  # type: ignore[assignment]  # mypy knows the Unix that it runs on

TIMEOUT = 10.0
_PAUSE = 0.02


@contextlib.contextmanager
def locked(path: Path, timeout: float = TIMEOUT) -> Iterator[None]:
    """Hold the lock file at ``path``; wait up to ``timeout`` seconds for whoever holds it.

    What the file says is for the message alone; who holds it is known to the kernel, which
    lets go of it when its holder ends, however that happens. Raises `CntextError`.
    """
    import platform

    handle = _held(path, time.monotonic() + timeout)
    try:
        note = {"pid": os.getpid(), "host": platform.node(), "since": time.strftime("%H:%M")}
        with contextlib.suppress(OSError):  # a full disk: the message will say less
            os.ftruncate(handle, 0)
            os.write(handle, json.dumps(note).encode())
        yield
    finally:
        os.close(handle)


def _held(path: Path, deadline: float) -> int:
    while True:
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)  # closed in children, by Python
        except FileNotFoundError:
            path.parent.mkdir(mode=0o700, exist_ok=True)  # gone with a writer that failed
            continue
        try:
            # The file may have been removed, with its folder, while we waited for it.
            if _taken(handle) and _is_at(handle, path):
                return handle
        except BaseException:
            os.close(handle)
            raise
        try:
            if time.monotonic() > deadline:
                raise CntextError(str(path.parent), _who(handle), _REMEDY)
        finally:
            os.close(handle)
        time.sleep(_PAUSE)


_REMEDY = Both("请等它写完再试", "wait until it has finished")


def _taken(handle: int) -> bool:
    try:
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _is_at(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


def _who(handle: int) -> Both:
    """Return who holds the lock, as far as the file tells."""
    try:
        note = json.loads(os.read(handle, 500))
        pid, host, since = int(note["pid"]), str(note["host"])[:80], str(note["since"])[:20]
    except (OSError, ValueError, OverflowError, KeyError, TypeError):
        return Both("另一个进程正在写这个索引", "another process is writing this index")
    return Both(
        f"{host} 上的进程 {pid} 从 {since} 起正在写这个索引",
        f"locked by process {pid} on {host} since {since}",
    )
