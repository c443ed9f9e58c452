"""Where a part of a corpus keeps what it has worked out: in a folder, or in memory."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TypeAlias

from cntext.lazy import np
from cntext.measure.stats.sums import narrow
from cntext.store.publishing import publish

Arrays: TypeAlias = "tuple[np.ndarray, ...]"

# Bytes of what was used last that a process holds beside the folder.
_HELD = 160 << 20


class Shelf:
    """Arrays by name, of one part: in a folder, or in memory where there is none.

    What was put there is the same for ever: put again, it is made again of the same.
    """

    def __init__(self, folder: Path | None = None, name: str = "") -> None:
        self._folder, self._name = folder, name
        self._own: dict[str, Arrays] = {}

    def put(self, name: str, *arrays: np.ndarray) -> None:
        """Keep ``arrays``; they appear whole."""
        if self._folder is None:
            self._own[name] = arrays
            return
        path = self._path(name)
        publish(path, _pieces(arrays), sync=False)
        _HERE.hold(path, arrays)

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

    def drop(self, name: str) -> None:
        """Forget what is no longer asked for."""
        if self._folder is None:
            self._own.pop(name, None)
        else:
            self._path(name).unlink(missing_ok=True)
            _HERE.forget(self._path(name))

    def _path(self, name: str) -> Path:
        return Path(self._folder or "", f"{self._name}-{name}.npy")


class _Held:
    """What a process used last, some megabytes of it."""

    def __init__(self) -> None:
        self._arrays: OrderedDict[Path, Arrays] = OrderedDict()
        self._size = 0

    def find(self, path: Path) -> Arrays | None:
        """Return what is held of ``path``, if it is."""
        if path in self._arrays:
            self._arrays.move_to_end(path)
        return self._arrays.get(path)

    def hold(self, path: Path, arrays: Arrays) -> None:
        """Hold what lies at ``path``, in place of what was not used for longest."""
        self.forget(path)
        self._arrays[path] = arrays
        self._size += _bytes(arrays)
        while self._size > _HELD:
            self.forget(next(iter(self._arrays)))

    def forget(self, path: Path) -> None:
        """Hold it no longer."""
        self._size -= _bytes(self._arrays.pop(path, ()))


_HERE = _Held()


def _bytes(arrays: Arrays) -> int:
    return sum(array.nbytes for array in arrays)


def _pieces(arrays: Arrays) -> Iterator[memoryview]:
    for array in arrays:
        stream = BytesIO()
        np.save(stream, np.array(array.dtype.str), allow_pickle=False)
        np.save(stream, narrow(array), allow_pickle=False)
        yield stream.getbuffer()


def _read(path: Path) -> Arrays:
    found = []
    with path.open("rb") as stream:
        while stream.peek(1):
            kind = np.load(stream, allow_pickle=False)
            found.append(np.load(stream, allow_pickle=False).astype(str(kind), copy=False))
    return tuple(found)
