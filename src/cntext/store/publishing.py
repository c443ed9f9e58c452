"""Files that appear whole: written beside their place, then renamed; and what writers left."""

from __future__ import annotations

import contextlib
import errno
import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: no flock; age alone tells what was left behind
    fcntl = None  # type: ignore[assignment]  # mypy knows the Unix that it runs on

_SMALL = 1 << 16
_TEMPORARY = ".tmp-"
# A temporary file exists for a moment before its writer holds it; an unheld one that is
# older than this was left by a writer that died.
_ABANDONED = 60.0


def publish(path: Path, pieces: Iterable[bytes | memoryview], *, sync: bool) -> None:
    """Write ``pieces`` one after another to ``path``: whole, or not at all; mode 0600.

    With ``sync`` the content is on the disk before the name is; `sync_folder` then makes
    the name survive a power loss. Raises `OSError`; there is then no new file, and no
    temporary one.
    """
    import tempfile  # of a run that writes

    handle, name = tempfile.mkstemp(prefix=_TEMPORARY, dir=path.parent)
    try:
        try:
            _hold(handle)
            for piece in _gathered(pieces):
                rest = memoryview(piece).cast("B")
                while rest:
                    rest = rest[os.write(handle, rest) :]
            if sync:
                os.fsync(handle)
        finally:
            os.close(handle)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _gathered(pieces: Iterable[bytes | memoryview]) -> Iterator[bytes | memoryview]:
    """Yield the same bytes with small pieces put together: a call for each would cost more."""
    small: list[bytes | memoryview] = []
    for piece in pieces:
        if memoryview(piece).nbytes < _SMALL:
            small.append(piece)
            continue
        yield b"".join(small)
        small.clear()
        yield piece
    yield b"".join(small)


def sync_folder(folder: Path) -> None:
    """Make the names in ``folder`` survive a power loss, where the system can. Raises `OSError`."""
    if os.name == "nt":  # a folder cannot be opened there
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:  # some network disks cannot
            raise
    finally:
        os.close(handle)


def sweep(folder: Path, *, age: float = _ABANDONED) -> None:
    """Remove the temporary files of dead writers: unheld, and ``age`` seconds old."""
    now = time.time()
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(_TEMPORARY):
                with contextlib.suppress(OSError):
                    old = now - entry.stat().st_mtime >= age
                    if old and not _is_held(entry.path):
                        Path(entry.path).unlink()


def _hold(handle: int) -> None:
    """Mark a temporary file as alive; the kernel lets go of it with its writer."""
    if fcntl is not None:
        with contextlib.suppress(OSError):  # no locks here: age will have to do
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is_held(name: str) -> bool:
    if fcntl is None:
        return False
    handle = os.open(name, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False
