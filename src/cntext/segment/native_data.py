"""What the native core reads: jieba's dictionary and model as one file, made once.

It is made from the installed jieba, without importing it, and kept in the cache folder.
The name of the file holds the sizes and times of what it was made from, so that finding
it costs four looks at the disk. Its content is checked whole each time it is opened, by
the core: every number that is used as an index, and a checksum over all (together about
four milliseconds), so a damaged file is made again and never believed.
"""

from __future__ import annotations

import ctypes
import importlib.util
import math
import mmap
import os
import struct
import sys
from array import array
from collections import Counter
from itertools import accumulate
from pathlib import Path
from typing import Any

from cntext.compiled import Unusable
from cntext.storage import cache_folder, publish_private

_MAGIC = 0x313065726F63636E
_HEAD = struct.Struct("=QQ6q7q")
_HAN = range(0x4E00, 0x9FD6)
_MISSING = -3.14e100  # jieba's MIN_FLOAT
_STATES = "BEMS"
_MODEL = ("prob_start", "prob_trans", "prob_emit")


def sources() -> list[Path]:
    """Return the files of jieba that the data is made from; `Unusable` if one is missing."""
    spec = importlib.util.find_spec("jieba")
    if spec is None or not spec.origin:
        raise Unusable("jieba is not installed")
    folder = Path(spec.origin).parent
    return [folder / "dict.txt", *(folder / "finalseg" / f"{name}.py" for name in _MODEL)]


def data_file(version: int) -> Path | None:
    """Return where the data in format ``version`` is kept, or None without a cache folder."""
    folder = cache_folder()
    if folder is None:
        return None
    import hashlib

    key = hashlib.blake2b(digest_size=12)
    for path in sources():
        status = path.stat()
        key.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\0".encode())
    return folder / f"core-{version}-{sys.byteorder}-{key.hexdigest()}"


def open_data(library: Any, version: int) -> tuple[int, Any]:  # noqa: ANN401 (a ctypes library)
    """Return the address of the opened data and what must be kept alive for it."""
    path = data_file(version)
    if path and (memory := _mapped(path)) and (address := _opened(library, memory)):
        return address, memory
    made = make_data(library, version)
    if path:
        publish_private(path, made)  # for the next run; this one has the data in memory
    own = (ctypes.c_char * len(made)).from_buffer_copy(made)
    if address := _opened(library, own):
        return address, own
    raise Unusable("the core does not accept what was made from jieba's dictionary")


def _opened(library: Any, memory: Any) -> int:  # noqa: ANN401 (a ctypes library, a buffer)
    view = (ctypes.c_char * len(memory)).from_buffer(memory)
    return int(library.cn_open(ctypes.addressof(view), len(memory), 1) or 0)


def _mapped(path: Path) -> mmap.mmap | None:
    """Map the file, if it is ours; ctypes wants memory that could be written, hence the copy."""
    try:
        with path.open("rb") as stream:
            status = os.fstat(stream.fileno())
            if hasattr(os, "getuid") and status.st_uid != os.getuid():
                return None
            return mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_COPY)
    except (OSError, ValueError):  # ValueError: an empty file cannot be mapped
        return None


def make_data(library: Any, version: int) -> bytes:  # noqa: ANN401 (a ctypes library)
    """Return the data file in format ``version``, made from jieba's dictionary and model."""
    frequency: dict[str, int] = {}
    total = 0
    for line in sources()[0].read_text(encoding="utf-8").splitlines():
        word, number = line.split(" ")[:2]
        frequency[word] = int(number)  # of a word that is listed twice the last holds,
        total += int(number)  # but both are in the total, as in jieba
    return packed(library, version, frequency, total, model())


def model() -> list[bytes]:
    """Return the tables of jieba's hidden Markov model as the core takes them."""
    start, trans, emit = map(_table, sources()[1:])
    rows = array("d")
    for character in map(chr, _HAN):
        rows.extend(emit[state].get(character, _MISSING) for state in _STATES)
    begins = array("d", (start[state] for state in _STATES))
    moves = array("d", (trans[a].get(b, _MISSING) for a in _STATES for b in _STATES))
    return [rows.tobytes(), begins.tobytes(), moves.tobytes()]


def packed(
    library: Any,  # noqa: ANN401 (a ctypes library)
    version: int,
    frequency: dict[str, int],
    total: int,
    model: list[bytes],
) -> bytes:
    """Return a data file: a head, then the sections, each on a multiple of 64 bytes."""
    numbers = [0, *sorted(set(frequency.values()))]
    logs = [0.0, *(math.log(number) for number in numbers[1:])]
    codes, cells = _trie(library, frequency)
    sections = [
        codes.tobytes(),
        *model,
        array("d", logs).tobytes(),
        array("q", numbers).tobytes(),
        cells,
    ]
    whole = bytearray(_HEAD.size)
    places = []
    for section in sections:
        whole += bytes(-len(whole) % 64)
        places.append(len(whole))
        whole += section
    counts = [len(cells) // 8, len(numbers), max(codes)]
    _HEAD.pack_into(whole, 0, _MAGIC, 0, version, len(whole), *counts, total, *places)
    checksum = library.cn_checksum(bytes(whole[16:]), len(whole) - 16)
    whole[8:16] = checksum.to_bytes(8, sys.byteorder)
    return bytes(whole)


def _trie(library: Any, frequency: dict[str, int]) -> tuple[array[int], bytes]:  # noqa: ANN401
    """Return the codes of all characters, and the cells of the trie."""
    words = list(frequency)
    if len(set(frequency.values())) > 65534 or not all(0 < len(word) < 256 for word in words):
        raise Unusable("jieba's dictionary is not the one the core is made for")
    # Frequent characters get small codes, so that the cells used most lie together.
    uses = Counter("".join(words))
    table = {ord(c): code for code, (c, _) in enumerate(uses.most_common(), start=1)}
    if max(table) > 0xFFFF or len(table) > 0xD7FF:
        raise Unusable("jieba's dictionary has characters that the core has no code for")
    codes = array("H", bytes(2 * 65536))
    for character, code in table.items():
        codes[character] = code
    coded = [word.translate(table) for word in words]
    order = sorted(range(len(words)), key=coded.__getitem__)
    text = array("H", "".join(coded[i] for i in order).encode(f"utf-16-{sys.byteorder[0]}e"))
    bounds = array("q", accumulate((len(coded[i]) for i in order), initial=0))
    rank = {number: i for i, number in enumerate(sorted(set(frequency.values())), start=1)}
    weights = array("H", (rank[frequency[words[i]]] for i in order))
    capacity = 2 * len(text) + 4 * 65536
    cells = ctypes.create_string_buffer(8 * capacity)
    used = library.cn_build(
        *map(_address, (text, bounds)),
        len(words),
        len(table),
        _address(weights),
        cells,
        capacity,
    )
    if used < 0:
        raise Unusable("the core could not lay out jieba's dictionary")
    return codes, cells.raw[: 8 * used]


def _address(numbers: array[int]) -> Any:  # noqa: ANN401 (a ctypes array)
    return (ctypes.c_char * (len(numbers) * numbers.itemsize)).from_buffer(numbers)


def _table(path: Path) -> Any:  # noqa: ANN401 (dictionaries of several shapes)
    """Return the table ``P`` of one of jieba's modules, without importing jieba itself."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise Unusable(f"{path} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.P
