"""Where a part of a corpus keeps what it has worked out: in a folder, or in memory."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from threading import RLock
from typing import TypeAlias

from cntext.lazy import np
from cntext.measure.stats.sums import narrow
from cntext.store.publishing import publish

Arrays: TypeAlias = "tuple[np.ndarray, ...]"

# Bytes of what was used last that a process holds beside the folder.
_HELD = 160 << 20
_LOW, _THREE = 16, 24  # bits


class Shelf:
    """Arrays by name, of one part: in a folder, or in memory where there is none.

    What was put there is put again by a question that is asked twice, the same. ``alone``:
    no other process asks for it, so that the folder gets only what this one cannot hold.
    """

    def __init__(self, folder: Path | None = None, name: str = "", *, alone: bool = False) -> None:
        self._folder, self._name, self._alone = folder, name, alone
        self._own: dict[str, Arrays] = {}

    def put(self, name: str, *arrays: np.ndarray) -> None:
        """Keep ``arrays``; they appear whole."""
        if self._folder is None:
            self._own[name] = arrays
            return
        path = self._path(name)
        if not self._alone:
            _write(path, arrays)
        _HERE.hold(path, arrays, unwritten=self._alone)

    def get(self, name: str) -> Arrays:
        """Return what was kept; KeyError if nothing was."""
        if self._folder is None:
            return self._own[name]
        path = self._path(name)
        held = _HERE.find(path)
        if held is None:
            if not path.exists():
                raise KeyError(name)
            held = _read(path)
            _HERE.hold(path, held)
        return held

    def has(self, name: str) -> bool:
        """Say whether something is kept under ``name``."""
        if self._folder is None:
            return name in self._own
        path = self._path(name)
        return _HERE.find(path) is not None or path.exists()

    def spend(self, last: str, before: str) -> None:
        """Forget the ``last`` that was used; where others may ask once more, the one ``before``."""
        self.drop(last if self._folder is None or self._alone else before)

    def drop(self, name: str) -> None:
        """Forget what is no longer asked for."""
        if self._folder is None:
            self._own.pop(name, None)
        else:
            _HERE.forget(self._path(name))
            self._path(name).unlink(missing_ok=True)

    def close(self) -> None:
        """Forget all that this process holds of it; the folder is left as it is."""
        self._own.clear()
        if self._folder is not None:
            _HERE.leave(self._folder, f"{self._name}-")

    def _path(self, name: str) -> Path:
        return Path(self._folder or "", f"{self._name}-{name}.npy")


class _Held:
    """What a process used last, some megabytes of it; several threads may ask."""

    def __init__(self) -> None:
        self._arrays: OrderedDict[Path, Arrays] = OrderedDict()
        self._unwritten: set[Path] = set()
        self._size = 0
        self._lock = RLock()

    def find(self, path: Path) -> Arrays | None:
        """Return what is held of ``path``, if it is."""
        with self._lock:
            if path in self._arrays:
                self._arrays.move_to_end(path)
            return self._arrays.get(path)

    def hold(self, path: Path, arrays: Arrays, *, unwritten: bool = False) -> None:
        """Hold what lies at ``path``, in place of what was not used for longest.

        What is ``unwritten`` lies nowhere yet, and is written when it has to give way.
        """
        with self._lock:
            self.forget(path)
            self._arrays[path] = arrays
            self._size += _bytes(arrays)
            if unwritten:
                self._unwritten.add(path)
            while self._size > _HELD:
                oldest = next(iter(self._arrays))
                if oldest in self._unwritten:
                    _write(oldest, self._arrays[oldest])
                self.forget(oldest)

    def forget(self, path: Path) -> None:
        """Hold it no longer."""
        with self._lock:
            self._size -= _bytes(self._arrays.pop(path, ()))
            self._unwritten.discard(path)

    def leave(self, folder: Path, prefix: str) -> None:
        """Hold no longer what lies in ``folder`` under a name that begins so."""
        with self._lock:
            for path in list(self._arrays):
                if path.parent == folder and path.name.startswith(prefix):
                    self.forget(path)


_HERE = _Held()


def _bytes(arrays: Arrays) -> int:
    return sum(array.nbytes for array in arrays)


def _write(path: Path, arrays: Arrays) -> None:
    publish(path, _pieces(arrays), sync=False)


def _pieces(arrays: Arrays) -> Iterator[memoryview]:
    for array in arrays:
        stream = BytesIO()
        every = _planes(narrow(array))
        np.save(stream, np.array([array.dtype.str, str(len(every))]), allow_pickle=False)
        for each in every:
            np.save(stream, each, allow_pickle=False)
        yield stream.getbuffer()


def _planes(array: np.ndarray) -> tuple[np.ndarray, ...]:
    """Return whole numbers that fit into three bytes in two arrays, others as they are."""
    if array.dtype not in (np.int32, np.uint32) or not len(array):
        return (array,)
    if array.min() < 0 or array.max() >> _THREE:
        return (array,)
    return array.astype(np.uint16), (array >> _LOW).astype(np.uint8)


def _read(path: Path) -> Arrays:
    found = []
    with path.open("rb") as stream:
        while stream.peek(1):
            kind, planes = np.load(stream, allow_pickle=False).tolist()
            every = [np.load(stream, allow_pickle=False) for _ in range(int(planes))]
            array = every[0].astype(kind, copy=False)
            if len(every) > 1:
                array |= every[1].astype(kind) << _LOW
            found.append(array)
    return tuple(found)
