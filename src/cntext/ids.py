"""Columns of word ids: counted, given new numbers, checked; by the core, else one after the other.

Columns are anything with the buffer protocol: an ``array``, a piece of a mapped file. numpy sees
them for nothing (``np.frombuffer``), and a run that asks it nothing does without it.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Any

from cntext.compiled import held, library_or_none

Ids = Any  # an array or memoryview of int32 (ids, starts) or int64 (bounds, counts)


def zeros(code: str, size: int) -> array[int]:
    """Return ``size`` zeros: "i" is int32, "q" int64."""
    return array(code, bytes(size * array(code).itemsize))


def counted(ids: Ids, bounds: Ids, size: int) -> tuple[array[int], array[int]]:
    """Return int64[size] twice: how often each id occurs, and in how many documents.

    Document d has the ids ``bounds[d]:bounds[d + 1]``.
    """
    freq, spread, last = zeros("q", size), zeros("q", size), zeros("i", size)
    core = library_or_none()
    if core is not None:
        with held(ids) as i, held(bounds) as b, held(freq) as f, held(spread) as s, held(last) as n:
            core.cn_count(i, b, len(bounds) - 1, f, s, n)
        return freq, spread
    for d in range(len(bounds) - 1):
        own = ids[bounds[d] : bounds[d + 1]]
        for each in own:
            freq[each] += 1
        for each in set(own):
            spread[each] += 1
    return freq, spread


def add_up(values: Ids, places: Sequence[int], sums: array[int]) -> None:
    """Add each of ``values`` (int64) to the sum at its place."""
    core = library_or_none()
    if core is None:
        for value, place in zip(values, places, strict=True):
            sums[place] += value
        return
    with held(values) as v, held(array("i", places)) as p, held(sums) as s:
        core.cn_add_up(v, p, len(values), s)


def renumber(ids: array[int], numbers: Sequence[int]) -> None:
    """Put ``numbers[id]`` in the place of each of ``ids``."""
    core = library_or_none()
    if core is None:
        ids[:] = array(ids.typecode, map(numbers.__getitem__, ids))
        return
    with held(ids) as where, held(array("i", numbers)) as new:
        core.cn_renumber(where, len(ids), new)


def in_order(ids: array[int], size: int) -> list[int]:
    """Give the words of ``ids`` numbers as they first come; return the old number of each new one.

    ``size`` is the number of words; those that do not come get no number.
    """
    core, numbers = library_or_none(), array("i", [-1]) * size
    if core is None:
        for new, old in enumerate(dict.fromkeys(ids)):
            numbers[old] = new
        count = len(set(ids))
    else:
        with held(ids) as where, held(numbers) as new:
            count = core.cn_order(where, len(ids), new)
    order = [0] * count
    for old, number in enumerate(numbers):
        if number >= 0:
            order[number] = old
    renumber(ids, numbers)
    return order


def shift(numbers: array[int], first: int, end: int, by: int) -> None:
    """Add ``by`` to every number (int32) from place ``first`` to before ``end``."""
    core = library_or_none()
    if core is None:
        numbers[first:end] = array(numbers.typecode, (n + by for n in numbers[first:end]))
        return
    with held(numbers) as where:
        core.cn_shift(where + first * numbers.itemsize, end - first, by)


def are_below(numbers: Ids, limit: int) -> bool:
    """Say whether every number (int32) is from 0 to below ``limit``."""
    core = library_or_none()
    if core is None:
        return not len(numbers) or (min(numbers) >= 0 and max(numbers) < limit)
    with held(numbers) as where:
        return not len(numbers) or int(core.cn_largest(where, len(numbers))) < limit
