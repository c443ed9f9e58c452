"""Spoil an input: bytes, the words of a format, the members of an archive."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Sequence

_LENGTHS = (1, 1, 1, 2, 4, 16, 50)
_ODD = (
    "\0", "\ufeff", "\u200b", "\u202e", "\x1b[31m", "\u2028", "\r", "\n", "\t", "\"", "'", "\\",
    "𠮷", "\ud800", "０", "٣", "-1", "1e999", "NaN", "9" * 40, "( " * 30, "[" * 60, "%s", "{}", "=1+1",
)  # fmt: skip


def spoilt(
    data: bytes, words: Sequence[bytes], others: Sequence[bytes], chance: random.Random
) -> bytes:
    """Return ``data`` with a few changes; ``words`` mean something in its format."""
    if data[:4] == b"PK\x03\x04" and chance.random() < 0.8:
        repacked = _member_spoilt(data, words, chance)
        if repacked is not None:
            return repacked
    return _bytes_spoilt(data, words, others, chance)


def _bytes_spoilt(
    data: bytes, words: Sequence[bytes], others: Sequence[bytes], chance: random.Random
) -> bytes:
    copy = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 5, 12, 40))):
        place = chance.randrange(len(copy) + 1)
        size = chance.choice(_LENGTHS)
        match chance.randrange(9):
            case 0 if place < len(copy):
                copy[place] ^= 1 << chance.randrange(8)
            case 1:
                copy[place : place + size] = chance.randbytes(size)
            case 2:
                copy[place:place] = copy[place : place + size] * chance.choice((1, 2, 30))
            case 3:
                del copy[place : place + size]
            case 4 if chance.random() < 0.2:
                del copy[place:]
            case 5 if words:
                copy[place : place + chance.choice((0, size))] = chance.choice(words)
            case 6:
                copy[place:place] = chance.choice(_ODD).encode("utf-8", "surrogatepass")
            case 7 if others and chance.random() < 0.3:
                other = chance.choice(others)
                copy[place:] = other[chance.randrange(len(other) + 1) :]
            case 8 if len(copy) > 1:
                a, b = sorted((place, chance.randrange(len(copy))))
                copy[a : a + size], copy[b : b + size] = copy[b : b + size], copy[a : a + size]
    return bytes(copy[:20_000])


def _member_spoilt(data: bytes, words: Sequence[bytes], chance: random.Random) -> bytes | None:
    """Return the archive with one member changed, lost, doubled or renamed."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [(info.filename, archive.read(info)) for info in archive.infolist()]
    except (zipfile.BadZipFile, OSError, ValueError):
        return None
    if not members:
        return None
    at = chance.randrange(len(members))
    name, content = members[at]
    match chance.randrange(12):
        case 0:
            del members[at]
        case 1:
            members[at] = (name + chance.choice(("", "x", "/..", "/../../x.xml")), content)
        case 2:
            members.append((chance.choice(members)[0] + "2", content))
        case _:
            members[at] = (name, _bytes_spoilt(content, words, [c for _, c in members], chance))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name or "x"), content)
    return packed.getvalue()
