"""Where parts lie while a run needs them: the cache, or a private folder that goes with it."""

from __future__ import annotations

import contextlib
import os
import shutil
import weakref
from pathlib import Path

from cntext.storage import cache_folder
from cntext.store.cache import Cache

try:
    import fcntl
except ImportError:  # Windows: what a killed run left is removed by hand
    fcntl = None  # type: ignore[assignment]  # mypy knows the Unix that it runs on

_PREFIX = "run-"
_LOCK = "lock"


class Spool(Cache):
    """A store for one run, under the cache folder; removed when the run ends, however it does.

    Made only where something is put into it. What a killed run left is removed by the next.
    """

    def __init__(self) -> None:
        super().__init__(_spool(), limit=1 << 62)
        self._end = weakref.finalize(self, _remove, self.folder, os.getpid())

    def __reduce__(self) -> tuple[object, ...]:  # a worker uses the folder and leaves it alone
        return Cache, (self.folder, self.limit)


def _spool() -> Path | None:
    top = cache_folder()
    if top is None:
        return None
    import tempfile

    _sweep(top)
    try:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=top))
        handle = os.open(folder / _LOCK, os.O_CREAT | os.O_RDWR, 0o600)
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_EX)  # held until this process ends
    except OSError:
        return None
    return folder


def _sweep(top: Path) -> None:
    """Remove the folders of runs that are no more: nobody holds their lock."""
    if fcntl is None:
        return
    for folder in top.glob(_PREFIX + "*"):
        with contextlib.suppress(OSError):
            handle = os.open(folder / _LOCK, os.O_RDWR)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
            finally:
                os.close(handle)


def _remove(folder: Path | None, owner: int) -> None:
    if folder is not None and os.getpid() == owner:
        shutil.rmtree(folder, ignore_errors=True)
