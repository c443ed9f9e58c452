"""The automatic cache: parts by key, the least recently used dropped; never an error.

It may be deleted, damaged, full or unwritable: the part is then made again.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cntext.errors import CntextError
from cntext.storage import cache_folder
from cntext.store.columns import Array, ColumnFile, pack
from cntext.store.naming import LAYER, PART
from cntext.store.publishing import sweep

if TYPE_CHECKING:  # counts that are kept are found without them
    from cntext.store.part import PartData, StoredPart

LIMIT = 4_000_000_000  # bytes; about 400 MB of text with its tokens
COLUMNS = ".columns"
_FOLDER = "corpus"
_SUFFIXES = (PART, LAYER, COLUMNS)


class Entry(NamedTuple):
    """What the cache holds under one key."""

    key: str
    size: int
    used: float
    files: tuple[Path, ...]


class Cache:
    """Parts by key in ``folder``, up to ``limit`` bytes; without a folder it holds nothing."""

    def __init__(self, folder: Path | None, limit: int = LIMIT) -> None:
        self.folder = folder
        self.limit = limit

    def get(self, key: str, *layers: str) -> StoredPart | None:
        """Return the part under ``key``, if it is there with these ``layers``, all of it sound.

        A layer that is asked for later is checked then: damaged, it raises `Damaged`.
        """
        if self.folder is None:
            return None
        from cntext.store.part import open_part

        path = self.folder / (key + PART)
        try:
            part = open_part(path, check=True)
            for name in layers:
                part.layer(name)
            os.utime(path)
        except (OSError, CntextError):
            return None
        return part

    def put(self, key: str, data: PartData) -> StoredPart | None:
        """Keep ``data`` under ``key`` and return it, opened; None where that cannot be done."""
        from cntext.store.part import open_part, write_part

        if self.folder is None or not self._written(key, lambda path: write_part(path, data), PART):
            return None
        try:
            return open_part(self.folder / (key + PART))
        except (OSError, CntextError):
            return None

    def load(self, key: str) -> ColumnFile | None:
        """Return the columns kept under ``key`` (a result, small enough), all checked."""
        if self.folder is None:
            return None
        path = self.folder / (key + COLUMNS)
        try:
            file = ColumnFile(path, "columns")
            file.check()
            os.utime(path)
        except (OSError, CntextError):
            return None
        return file

    def save(self, key: str, columns: Mapping[str, Array], about: Mapping[str, object]) -> bool:
        """Keep ``columns`` under ``key``; say whether that could be done."""
        return self._written(
            key, lambda path: pack("columns", columns, about).write(path, sync=False), COLUMNS
        )

    def drop(self, key: str) -> None:
        """Forget what is under ``key``."""
        for entry in self.entries():
            if entry.key == key:
                _remove(entry)

    def clear(self) -> int:
        """Forget everything; return how many bytes that freed."""
        entries = self.entries()
        for entry in entries:
            _remove(entry)
        if self.folder is not None:
            sweep(self.folder)
        return sum(entry.size for entry in entries)

    def tidy(self, *, keep: str = "") -> None:
        """Drop what was least recently used until the limit is kept; remove what dead writers left."""
        if self.folder is None:
            return
        sweep(self.folder)
        entries = self.entries()
        size = sum(entry.size for entry in entries)
        for entry in entries:
            if size <= self.limit:
                break
            if entry.key != keep:
                _remove(entry)
                size -= entry.size

    def entries(self) -> list[Entry]:
        """Return what there is, the least recently used first."""
        files: dict[str, list[Path]] = {}
        status: dict[Path, os.stat_result] = {}
        with contextlib.suppress(OSError):
            for path in self.folder.iterdir() if self.folder else ():
                if path.suffix in _SUFFIXES:
                    with contextlib.suppress(OSError):
                        status[path] = path.lstat()
                        files.setdefault(path.name.split(".")[0], []).append(path)
        entries = [
            Entry(
                key=name,
                size=sum(status[path].st_size for path in each),
                used=max(status[path].st_mtime for path in each),
                files=tuple(each),
            )
            for name, each in files.items()
        ]
        return sorted(entries, key=lambda entry: (entry.used, entry.key))

    def _written(self, key: str, write: Callable[[Path], object], suffix: str) -> bool:
        if self.folder is None:
            return False
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            write(self.folder / (key + suffix))
        except OSError:
            return False
        self.tidy(keep=key)
        return True


def _remove(entry: Entry) -> None:
    """Remove the files of ``entry``, the part first: without it nothing is read."""
    for path in sorted(entry.files, key=lambda path: path.suffix != PART):
        with contextlib.suppress(OSError):
            path.unlink()


def default_cache() -> Cache:
    """Return the cache in the user's cache folder; one that holds nothing if there is none."""
    folder = cache_folder()
    return Cache(folder / _FOLDER if folder else None)
