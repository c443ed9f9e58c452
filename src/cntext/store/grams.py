"""How often each character, and each two side by side, come in the texts of a part of an index.

A word of one or two characters is looked up, not looked for; of a longer one, a part that lacks
two of its characters side by side need not be looked through. Counted are occurrences that do not
overlap, left to right, as a search finds them. Characters beyond U+FFFF are left to the search.

The grams of one size lie in `BUCKETS` columns, by the last bits of their keys, so that a question
reads, and checks, a small piece: n keys rising (uint32), then n occurrences, then n documents.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from cntext.compiled import held, library_or_none
from cntext.ids import zeros
from cntext.store.columns import ColumnFile

BUCKETS = 16
SIZES = (1, 2)
_ROOM = 1 << 16  # cells at first
_LAST = 0xFFFF
_UTF32 = f"utf-32-{sys.byteorder[0]}e"


def gram_columns(texts: Sequence[str]) -> dict[str, array[int]]:
    """Return the columns of the grams of ``texts``."""
    return {
        _name(size, bucket): column
        for size in SIZES
        for bucket, column in enumerate(_counted(texts, size))
    }


def tally(file: ColumnFile, gram: str) -> tuple[int, int] | None:
    """Return occurrences of ``gram`` and documents with it; None where that is not stored."""
    if len(gram) not in SIZES or max(map(ord, gram)) > _LAST:
        return None
    key = _key(gram)
    name = _name(len(gram), key % BUCKETS)
    if name not in file:
        return None
    column = file.view(name, "<i4")
    size, rest = divmod(len(column), 3)
    keys = column[:size].cast("B").cast("I")
    at = bisect_left(keys, key)
    if rest:
        raise file.damaged(name)
    if at == size or keys[at] != key:
        return 0, 0
    return column[size + at], column[2 * size + at]


def lacks(file: ColumnFile, wanted: str) -> bool:
    """Say whether the grams alone tell that ``wanted`` is in no text."""
    pairs = {wanted[i : i + 2] for i in range(len(wanted) - 1)}
    return any(tally(file, pair) == (0, 0) for pair in pairs)


def _name(size: int, bucket: int) -> str:
    return f"grams{size}-{bucket:02}"


def _key(gram: str) -> int:
    return ord(gram[0]) if len(gram) == 1 else ord(gram[0]) << 16 | ord(gram[1])


def _counted(texts: Sequence[str], size: int) -> Iterator[array[int]]:
    core = library_or_none()
    if core is None:
        return _one_by_one(texts, size)
    codes = "".join(texts).encode(_UTF32, "surrogatepass")
    bounds = array("q", accumulate(map(len, texts), initial=0))
    sizes, room, done = zeros("q", BUCKETS), _ROOM, 0
    while not done:
        room *= 4
        cells, counts = zeros("i", 4 * room), zeros("i", 3 * room // 2)
        with held(bounds) as b, held(cells) as c, held(counts) as n, held(sizes) as s:
            done = core.cn_grams(codes, b, len(texts), size, c, room, n, s)
    ends = list(accumulate((3 * number for number in sizes), initial=0))
    return (counts[first:end] for first, end in pairwise(ends))


def _one_by_one(texts: Sequence[str], size: int) -> Iterator[array[int]]:
    freq: Counter[str] = Counter()
    spread: Counter[str] = Counter()
    for text in texts:
        grams = {text[i : i + size] for i in range(len(text) - size + 1)}
        spread.update(grams)
        freq.update({gram: text.count(gram) for gram in grams})
    keys = {_key(gram): gram for gram in freq if max(map(ord, gram)) <= _LAST}
    for bucket in range(BUCKETS):
        own = sorted(key for key in keys if key % BUCKETS == bucket)
        column = array("I", own)
        for counter in (freq, spread):
            column.extend(counter[keys[key]] for key in own)
        yield array("i", column.tobytes())
