"""Bytes as they are stored: little-endian, under a seal that tells whether any has changed."""

from __future__ import annotations

import sys
import zlib
from array import array
from typing import Any, Literal

from cntext.compiled import held, library_or_none

Code = Literal["B", "h", "i", "q", "Q"]  # what Python calls a type of numbers
_LARGE = 1 << 12  # bytes from which a seal is worth a call of the core
BLOCK = 1 << 16  # bytes under one seal, where a column is sealed in blocks


def seal(data: Any) -> tuple[int, int]:  # noqa: ANN401 (anything with the buffer protocol)
    """Return the CRC-32 of ``data`` and the sum of its 64-bit words, modulo 2^64."""
    view = memoryview(data).cast("B") if len(data) else memoryview(b"")
    if len(view) >= _LARGE and (core := library_or_none()):
        from ctypes import byref, c_uint64

        found = c_uint64()
        with held(view) as address:
            return core.cn_seal(address, len(view), byref(found)), found.value
    even = len(view) & ~7
    total = sum(native(view[:even], "Q")) + int.from_bytes(view[even:], "little")
    return zlib.crc32(view), total & (1 << 64) - 1


def block_seals(data: memoryview) -> array[int]:
    """Return `seal` of each `BLOCK` of bytes, one after the other, as int64."""
    found = array("q")
    for first in range(0, len(data), BLOCK):
        crc, total = seal(data[first : first + BLOCK])
        found += array("q", (crc, total - (total >> 63 << 64)))
    return found


def native(little: memoryview, code: Code) -> memoryview:
    """Return little-endian bytes as numbers of this machine."""
    if sys.byteorder == "little":
        return little.cast(code)
    numbers = array(code, little.tobytes())
    numbers.byteswap()
    return memoryview(numbers)
