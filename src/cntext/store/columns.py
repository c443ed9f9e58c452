"""A file of named columns: sealed, read through the page cache, never altered.

    prefix   magic, format, length of the header, BLAKE2b-128 of all that and the header
    header   JSON: what the file is, and for each column type, length, place and seal
    columns  little-endian, each on a border of 64 bytes

Opening reads the header alone. A column is checked when it is first asked for, so a run
pays for what it uses: CRC-32 and the sum of its 64-bit words, which together run at the
speed of memory where BLAKE2b would take seconds a gigabyte. CRC-32 sees every burst of up
to 32 bits; the two have no arithmetic in common, so that chance gets past both once in
2^96. A long column of an index has a column of seals beside it, one for each block of 64 KB:
a question that needs a line of one document reads the block that it stands in. Nothing in a file is executed or unpickled, and no number in it is believed before
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
from array import array
from collections.abc import Mapping
from operator import gt
from pathlib import Path
from typing import Any, NamedTuple

from cntext.lazy import np
from cntext.store.faults import FORMAT, Damaged, Newer, damaged
from cntext.store.naming import pack_json
from cntext.store.publishing import publish
from cntext.store.sealing import BLOCK, Code, block_seals, native, seal

_MAGIC = b"CNTXCOLS"
_PREFIX = struct.Struct("<8sIQ")  # magic, format, length of the header
_DIGEST = 16
_BORDER = 64
_LARGEST_HEADER = 1 << 20
_LONG = 1 << 20  # bytes from which a column is worth seals of its blocks
_SEALS = "-seals"
# Python would keep the file open beside its mapping; from 3.13 on it need not.
_MAPPING: dict[str, Any] = {"trackfd": False} if sys.version_info >= (3, 13) else {}
# Of columns; what Python calls them, and numpy's int64.
_TYPES: dict[str, Code] = {"|u1": "B", "<i2": "h", "<i4": "i", "<i8": "q"}
_KINDS = {code: kind for kind, code in _TYPES.items()} | {"l": f"<i{array('l').itemsize}"}


Array = Any  # a numpy array, an array, or anything with the buffer protocol


class Packed(NamedTuple):
    """A file of columns, ready to be written."""

    id: str
    pieces: tuple[Array, ...]

    def __reduce__(self) -> tuple[object, ...]:
        """Send the bytes: pieces may be views of what lies in this process."""
        return Packed, (self.id, tuple(map(bytes, self.pieces)))

    def write(self, path: Path, *, sync: bool) -> None:
        """Publish it at ``path``; raises `OSError`."""
        publish(path, self.pieces, sync=sync)


def pack(
    kind: str,
    columns: Mapping[str, Array],
    about: Mapping[str, object],
    *,
    blocks: bool = False,
) -> Packed:
    """Return ``columns`` (arrays of one dimension, or bytes) as a file.

    ``about`` is anything small that JSON can hold. The id is a hash of the header, and
    through the seals of all the columns. With ``blocks`` the blocks of long ones are sealed too.
    """
    plain = {name: _plain(data) for name, data in columns.items()}
    if blocks:
        long = [name for name, (_, view) in plain.items() if view.nbytes >= _LONG]
        plain |= {name + _SEALS: _plain(block_seals(plain[name][1])) for name in long}
    table: dict[str, list[object]] = {}
    offset = 0
    for name, (sort, view) in plain.items():
        table[name] = [sort, view.nbytes // int(sort[2:]), offset, *seal(view)]
        offset += _padded(view.nbytes)
    header = pack_json({"kind": kind, "about": dict(about), "columns": table})
    if len(header) > _LARGEST_HEADER:
        raise ValueError("the header is for small things")
    start = _PREFIX.pack(_MAGIC, FORMAT, len(header))
    digest = _sum(start, header)
    front = start + digest + header
    pieces: list[Array] = [front, bytes(_padded(len(front)) - len(front))]
    for _, view in plain.values():
        pieces += [view, bytes(_padded(view.nbytes) - view.nbytes)]
    return Packed(digest.hex(), tuple(piece for piece in pieces if len(piece)))


def _plain(data: Array) -> tuple[str, memoryview]:
    """Return the type of a column and its bytes, little-endian."""
    view = memoryview(data)
    if view.ndim != 1 or view.format not in _KINDS:
        raise ValueError(f"no column is made of {view.format!r} in {view.ndim} dimensions")
    kind = _KINDS[view.format]
    own = view.cast("B") if view.contiguous else memoryview(view.tobytes())
    return kind, native(own, _TYPES[kind]).cast("B")  # there and back is the same way


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
        self._sound: dict[str, memoryview] = {}
        self._blocks: dict[str, set[int]] = {}  # of columns not yet sound as a whole
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
        kind, *numbers = self._table[name]
        count, offset, _, _ = numbers
        if kind not in _TYPES or set(map(type, numbers)) != {int} or min(numbers) < 0:
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

    def view(self, name: str, kind: str, count: int | None = None) -> memoryview:
        """Return a column as it lies in the file, read-only, checked the first time.

        ``kind`` is its type ("|u1", "<i4" …) and ``count`` its length, where known.
        """
        if name not in self._table or self._table[name][0] != kind:
            raise self.damaged(name)
        if name not in self._sound:
            view = self.raw(name)
            if list(seal(view)) != self._table[name][3:]:
                raise self.damaged(name)
            self._sound[name] = native(view, _TYPES[kind])
        found = self._sound[name]
        if count is not None and len(found) != count:
            raise self.damaged(name)
        return found

    def raw(self, name: str) -> memoryview:
        """Return the bytes of a column as they lie: to be believed where `span` has checked them."""
        _, first, end = self._place(name)
        return memoryview(self._map)[first:end]

    def length(self, name: str) -> int:
        """Return how many items a column has, of itself unread."""
        if name not in self._table:
            raise self.damaged(name)
        return int(self._table[name][1])

    def span(self, name: str, kind: str, first: int, last: int) -> memoryview:
        """Return items ``first:last`` of a column as in `view`; no more than their blocks is checked."""
        seals = name + _SEALS
        if name in self._sound or seals not in self._table:
            return self.view(name, kind)[first:last]
        if self._table[name][0] != kind or not 0 <= first <= last <= self.length(name):
            raise self.damaged(name)
        raw, width = self.raw(name), int(kind[2:])
        wanted = set(range(first * width // BLOCK, -(-last * width // BLOCK)))
        sound = self._blocks.setdefault(name, set())
        for block in wanted - sound:
            own = self.view(seals, "<i8", 2 * -(-len(raw) // BLOCK))[2 * block : 2 * block + 2]
            if own.tolist() != block_seals(raw[block * BLOCK : (block + 1) * BLOCK]).tolist():
                raise self.damaged(name)
        sound |= wanted
        return native(raw[first * width : last * width], _TYPES[kind])

    def array(self, name: str, kind: str, count: int | None = None) -> np.ndarray:
        """Return `view` as numpy has it."""
        view = self.view(name, kind, count)
        return np.frombuffer(view, np.dtype(kind).newbyteorder("="))

    def data(self, name: str) -> memoryview:
        """Return a column of bytes."""
        return self.view(name, "|u1")

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

    def bounds(self, name: str, count: int, last: int) -> memoryview:
        """Return int64[count + 1] that rise from 0 to ``last``: which items are whose."""
        found = self.view(name, "<i8", count + 1)
        if found[0] != 0 or found[-1] != last or any(map(gt, found, found[1:])):
            raise self.damaged(name)
        return found

    def check(self) -> None:
        """Check every column against its seal."""
        for name, (kind, *_) in self._table.items():
            self.view(name, kind)
            if name + _SEALS in self._table:
                seals = self.view(name + _SEALS, "<i8")
                if seals != memoryview(block_seals(self.raw(name))):
                    raise self.damaged(name + _SEALS)
