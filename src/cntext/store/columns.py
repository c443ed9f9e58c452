"""A file of named columns: sealed, read through the page cache, never altered.

    prefix   magic, format, length of the header, BLAKE2b-128 of all that and the header
    header   JSON: what the file is, and for each column type, length, place and seal
    columns  little-endian, each on a border of 64 bytes

Opening reads the header alone. A column is checked when it is first asked for, so a run
pays for what it uses: CRC-32 and the sum of its 64-bit words, which together run at the
speed of memory where BLAKE2b would take seconds a gigabyte. CRC-32 sees every burst of up
to 32 bits; the two have no arithmetic in common, so that chance gets past both once in
2^96. Nothing in a file is executed or unpickled, and no number in it is believed before
it was checked against the file.
"""

from __future__ import annotations

import errno
import hashlib
import json
import mmap
import os
import struct
import sys
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cntext.compiled import library_or_none
from cntext.lazy import np
from cntext.store.faults import FORMAT, Damaged, Newer, damaged
from cntext.store.naming import pack_json
from cntext.store.publishing import publish

_MAGIC = b"CNTXCOLS"
_PREFIX = struct.Struct("<8sIQ")  # magic, format, length of the header
_DIGEST = 16
_BORDER = 64
_LARGEST_HEADER = 1 << 20
# Python would keep the file open beside its mapping; from 3.13 on it need not.
_MAPPING: dict[str, Any] = {"trackfd": False} if sys.version_info >= (3, 13) else {}
_LARGE = 1 << 16  # bytes from which a seal is worth a call of the core
_TYPES = ("|u1", "<i2", "<i4", "<i8")


Array = Any  # a numpy array or anything with the buffer protocol


def seal(data: Array) -> tuple[int, int]:
    """Return the CRC-32 of ``data`` and the sum of its 64-bit words, modulo 2^64."""
    view = memoryview(data).cast("B") if len(data) else memoryview(b"")
    if len(view) >= _LARGE and (core := library_or_none()):
        from ctypes import byref, c_uint64

        found, whole = c_uint64(), np.frombuffer(view, np.uint8)
        return core.cn_seal(whole.ctypes.data, len(view), byref(found)), found.value
    even = len(view) & ~7
    total = int(np.frombuffer(view[:even], "<u8").sum(dtype=np.uint64)) if even else 0
    return zlib.crc32(view), (total + int.from_bytes(view[even:], "little")) & (1 << 64) - 1


@dataclass(frozen=True, slots=True)
class Packed:
    """A file of columns, ready to be written."""

    id: str
    pieces: tuple[Array, ...]

    def write(self, path: Path, *, sync: bool) -> None:
        """Publish it at ``path``; raises `OSError`."""
        publish(path, self.pieces, sync=sync)


def pack(kind: str, columns: Mapping[str, Array], about: Mapping[str, object]) -> Packed:
    """Return ``columns`` (arrays of one dimension, or bytes) as a file.

    ``about`` is anything small that JSON can hold. The id is a hash of the header, and
    through the seals of all the columns.
    """
    arrays = {name: _plain(data) for name, data in columns.items()}
    table: dict[str, list[object]] = {}
    offset = 0
    for name, array in arrays.items():
        table[name] = [array.dtype.str, len(array), offset, *seal(array)]
        offset += _padded(array.nbytes)
    header = pack_json({"kind": kind, "about": dict(about), "columns": table})
    if len(header) > _LARGEST_HEADER:
        raise ValueError("the header is for small things")
    start = _PREFIX.pack(_MAGIC, FORMAT, len(header))
    digest = _sum(start, header)
    front = start + digest + header
    pieces: list[Array] = [front, bytes(_padded(len(front)) - len(front))]
    for array in arrays.values():
        pieces += [array, bytes(_padded(array.nbytes) - array.nbytes)]
    return Packed(digest.hex(), tuple(piece for piece in pieces if len(piece)))


def _plain(data: Array) -> np.ndarray:
    array = np.frombuffer(data, np.uint8) if isinstance(data, bytes) else data
    array = np.ascontiguousarray(array, array.dtype.newbyteorder("<"))
    if array.dtype.str not in _TYPES or array.ndim != 1:
        raise ValueError(f"no column is made of {array.dtype} in {array.ndim} dimensions")
    return array


def _padded(size: int) -> int:
    return -(-size // _BORDER) * _BORDER


def _sum(start: bytes, header: bytes) -> bytes:
    return hashlib.blake2b(start + header, digest_size=_DIGEST).digest()


def _opened(path: Path) -> tuple[bytes, bytes, mmap.mmap]:
    """Return the first bytes of a file, its header as far as it goes, and all of it, mapped.

    Where too many files are open, the system is asked for more, once.
    """
    try:
        return _mapped(path)
    except OSError as error:
        if error.errno != errno.EMFILE or os.name == "nt":
            raise
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = hard if hard != resource.RLIM_INFINITY else 65_536
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, most), hard))
    return _mapped(path)


def _mapped(path: Path) -> tuple[bytes, bytes, mmap.mmap]:
    with path.open("rb") as stream:
        start = stream.read(_PREFIX.size + _DIGEST)
        if len(start) < _PREFIX.size + _DIGEST or start[: len(_MAGIC)] != _MAGIC:
            raise damaged(path, "beginning")
        length = _PREFIX.unpack_from(start)[2]
        header = stream.read(min(length, _LARGEST_HEADER))
        return start, header, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ, **_MAPPING)


class ColumnFile:
    """An open file of columns. Raises `Damaged`, `Newer`, or `OSError` where there is none."""

    def __init__(self, path: Path, kind: str) -> None:
        self.path = path
        start, header, self._map = _opened(path)
        _, found, length = _PREFIX.unpack_from(start)
        if len(header) != length or _sum(start[: _PREFIX.size], header) != start[-_DIGEST:]:
            raise self.damaged("header")
        if found > FORMAT:
            raise Newer(path, found)
        self.id = start[-_DIGEST:].hex()
        self.size = size = len(self._map)
        self._first = _padded(len(start) + length)
        self._sound: dict[str, np.ndarray] = {}
        try:
            read = json.loads(header)
            sort = read["kind"]
            self.about: dict[str, Any] = dict(read["about"])
            self._table: dict[str, list[Any]] = dict(read["columns"])
            end = max((self._place(name)[2] for name in self._table), default=self._first)
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise self.damaged("header") from error
        if found != FORMAT or sort != kind or size != _padded(end):
            raise self.damaged("header" if size == _padded(end) else "length")

    def _place(self, name: str) -> tuple[str, int, int]:
        """Return type, first byte and end of a column."""
        kind, count, offset, crc, total = self._table[name]
        if kind not in _TYPES or not all(
            isinstance(number, int) and number >= 0 for number in (count, offset, crc, total)
        ):
            raise ValueError(name)
        first = self._first + offset
        end = first + count * int(kind[2:])
        if offset % _BORDER:
            raise ValueError(name)
        return kind, first, end

    def __contains__(self, name: str) -> bool:
        return name in self._table

    @property
    def names(self) -> tuple[str, ...]:
        """The columns of the file."""
        return tuple(self._table)

    def damaged(self, what: str) -> Damaged:
        """Return the error that says which piece of this file is damaged."""
        return damaged(self.path, what)

    def array(self, name: str, kind: str, count: int | None = None) -> np.ndarray:
        """Return a column as it lies in the file, read-only, checked the first time.

        ``kind`` is its type ("|u1", "<i4" …) and ``count`` its length, where known.
        """
        if name not in self._table or self._table[name][0] != kind:
            raise self.damaged(name)
        if name not in self._sound:
            _, first, end = self._place(name)
            view = memoryview(self._map)[first:end]
            if list(seal(view)) != self._table[name][3:]:
                raise self.damaged(name)
            self._sound[name] = np.frombuffer(view, np.dtype(kind))
        found = self._sound[name]
        if count is not None and len(found) != count:
            raise self.damaged(name)
        return found

    def data(self, name: str) -> memoryview:
        """Return a column of bytes."""
        return self.array(name, "|u1").data

    def text(self, name: str) -> str:
        """Return a column of bytes as text."""
        try:
            return str(self.data(name), "utf-8", "surrogatepass")
        except UnicodeDecodeError as error:
            raise self.damaged(name) from error

    def json(self, name: str) -> Any:  # noqa: ANN401 (what JSON holds)
        """Return what a column of JSON says."""
        try:
            return json.loads(self.text(name))
        except (ValueError, RecursionError) as error:
            raise self.damaged(name) from error

    def bounds(self, name: str, count: int, last: int) -> np.ndarray:
        """Return int64[count + 1] that rise from 0 to ``last``: which items are whose."""
        found = self.array(name, "<i8", count + 1)
        if found[0] != 0 or found[-1] != last or (found[1:] < found[:-1]).any():
            raise self.damaged(name)
        return found

    def check(self) -> None:
        """Check every column against its seal."""
        for name, (kind, *_) in self._table.items():
            self.array(name, kind)
