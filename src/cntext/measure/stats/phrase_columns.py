"""Places of strings in a row of characters: chosen, counted, looked beside; by the core, else by numpy.

The two give the same. ``places`` int32[M] are those of strings end to end, ascending in each.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Optional

from cntext.compiled import library_or_none
from cntext.lazy import np
from cntext.measure.stats.sums import heads_of, ramp

# Flags that one look of the core counts.
_FLAGS = 8

Flags = Optional["np.ndarray"]


def apart(counts: np.ndarray, places: np.ndarray, length: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the places that do not overlap the last one kept of the same string: what `str.count` counts.

    ``counts`` int64[n]: places of each string of ``length`` characters. Returns int64[n], how many are
    left of each, and these.
    """
    core = library_or_none()
    if core is None:
        keep = disjoint(np.repeat(np.arange(len(counts)), counts), places, length)
        if keep.all():
            return counts, places
        return np.add.reduceat(keep, np.cumsum(counts) - counts, dtype=np.int64), places[keep]
    freq, kept = np.empty(len(counts), np.int64), np.empty(len(places), np.int32)
    size = call(core.cn_apart, longs(counts), len(counts), ints(places), length, freq, kept)
    return freq, kept[:size].copy()


def disjoint(number: np.ndarray, places: np.ndarray, k: int) -> np.ndarray:
    """Return bool[m]: occurrences that do not overlap the last one kept of the same string.

    ``number`` and ``places`` int[m], in order of number, then of place; ``k`` characters each.
    """
    clash = np.flatnonzero((number[1:] == number[:-1]) & (np.diff(places) < k)) + 1
    keep = np.ones(len(places), bool)
    end, whose = -1, -1  # of the last occurrence that was kept, within a run of clashes
    for i in clash.tolist():  # few: only strings like 一步一步 can overlap themselves
        before = i - 1
        if keep[before]:
            end, whose = int(places[before]) + k, int(number[before])
        keep[i] = not (whose == number[i] and places[i] < end)
    return keep


def selected(
    numbers: np.ndarray, freq: np.ndarray, places: np.ndarray, chosen: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return int64[C + 1] and int32[m]: where the places of each of ``chosen`` begin, and these.

    ``numbers`` int64[n], ascending: the strings that have places, ``freq`` of them each; ``chosen``
    int64[C], ascending.
    """
    core = library_or_none()
    if core is None:
        which = np.minimum(np.searchsorted(chosen, numbers), max(len(chosen) - 1, 0))
        asked = chosen[which] == numbers if len(chosen) else np.zeros(len(numbers), bool)
        counts = np.zeros(len(chosen), np.int64)
        counts[which[asked]] = freq[asked]
        kept = places if asked.all() else places[np.repeat(asked, freq)]
        return np.concatenate(([0], np.cumsum(counts))), kept
    bounds, kept = np.empty(len(chosen) + 1, np.int64), np.empty(len(places), np.int32)
    given = longs(numbers), longs(freq), len(numbers), ints(places)
    call(core.cn_select, *given, longs(chosen), len(chosen), bounds, kept)
    return bounds, kept[: int(bounds[-1])]


def beside(
    places: np.ndarray,
    bounds: np.ndarray,
    length: np.ndarray,
    size: int,
    looks: Sequence[tuple[Flags, Flags]],
) -> list[np.ndarray]:
    """Return int64[C] for each of ``looks``: at how many places of each string it holds.

    A look is two bool[size], by place in the row of characters, of which None always holds: one for
    the first character of an occurrence, one for the character behind it. ``bounds``
    int64[C + 1], ``length`` int64[C]: of each string.
    """
    core = library_or_none()
    if core is None:
        ends = places + np.repeat(length.astype(np.int32), np.diff(bounds))
        return [_beside(bounds, places, ends, *look) for look in looks]
    found: list[np.ndarray] = []
    for at in range(0, len(looks), _FLAGS):
        some = looks[at : at + _FLAGS]
        sums = np.empty((len(some), len(length)), np.int64)
        sides = (_packed([look[side] for look in some], size) for side in (0, 1))
        given = ints(places), longs(bounds), longs(length), len(length)
        call(core.cn_beside, *given, *sides, len(some), sums)
        found.extend(sums)
    return found


def _beside(
    bounds: np.ndarray, places: np.ndarray, ends: np.ndarray, front: Flags, behind: Flags
) -> np.ndarray:
    holds = np.ones(len(places), bool)
    if front is not None:
        holds &= front[places]
    if behind is not None:
        holds &= behind[ends]
    total = np.concatenate(([0], np.cumsum(holds)))
    sums: np.ndarray = total[bounds[1:]] - total[bounds[:-1]]
    return sums


def _packed(flags: Sequence[Flags], size: int) -> np.ndarray:
    """Return uint8[size]: bit b is flag b of that place."""
    packed = np.full(
        size, sum(1 << bit for bit, flag in enumerate(flags) if flag is None), np.uint8
    )
    for bit, flag in enumerate(flags):
        if flag is not None:
            packed |= flag.view(np.uint8) << np.uint8(bit)
    return packed


def neighbours(
    places: np.ndarray,
    bounds: np.ndarray,
    shift: np.ndarray,
    codes: np.ndarray,
    tying: np.ndarray,
    alphabet: int,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Count the characters beside strings: int64[n] each.

    ``shift`` int64[C]: how far they are from the first of each string. ``codes``, ``tying`` [N], by
    place. Returns the string's number · alphabet + code, where that is not 0, ascending; how often
    it stands there, and how often where ``tying`` is set.
    """
    core = library_or_none()
    size = len(places)
    if core is None:
        place = places + np.repeat(shift, np.diff(bounds))
        owner = np.repeat(np.arange(len(shift), dtype=np.int64), np.diff(bounds))
        solid = codes[place] > 0
        place = place[solid]
        # One sort for both: whether it ties is the last digit.
        both = (owner[solid] * alphabet + codes[place]) * 2 + tying[place]
        both.sort()
        heads = heads_of(both >> 1)
        if not len(heads):
            return both, both, both
        counts = np.diff(heads, append=len(both))
        return both[heads] >> 1, counts, np.add.reduceat(both & 1, heads)
    keys, counts, tied = (np.empty(size, np.int64) for _ in range(3))
    room = np.zeros(3 * alphabet, np.int32)
    found = call(
        core.cn_neighbours,
        *(ints(places), longs(bounds), longs(shift), len(shift), ints(codes)),
        *(np.ascontiguousarray(tying), alphabet, room, keys, counts, tied),
    )
    return keys[:found].copy(), counts[:found].copy(), tied[:found].copy()


def first(
    places: np.ndarray,
    bounds: np.ndarray,
    length: np.ndarray,
    borders: np.ndarray,
    where: np.ndarray,
    unless: int,
    none: int,
) -> np.ndarray:
    """Return int64[C]: the least of ``where`` int64[N] over the places of each string.

    A place at which it does not begin and end with ``borders`` bool[N] has the bit ``unless`` set
    too; a string without a place has ``none``, which is more than any.
    """
    core = library_or_none()
    found = np.full(len(length), none, np.int64)
    if core is None:
        sizes = np.diff(bounds)
        whole = borders[places] & borders[places + np.repeat(length, sizes)]
        values = where[places] | np.where(whole, 0, unless)
        some = sizes > 0
        if some.any():
            found[some] = np.minimum.reduceat(values, bounds[:-1][some])
        return found
    given = ints(places), longs(bounds), longs(length), len(length), np.ascontiguousarray(borders)
    call(core.cn_first, *given, longs(where), unless, none, found)
    return found


def copy_runs(
    source: np.ndarray,
    begins: np.ndarray,
    sizes: np.ndarray,
    target: np.ndarray,
    places: np.ndarray,
) -> np.ndarray:
    """Copy runs of ``sizes`` int64[n] of ``source`` to ``target``, of one type, which is returned.

    Run i is at ``begins[i]``, and comes to ``places[i]``, int64[n] each.
    """
    core = library_or_none()
    if core is None:
        offset = ramp(sizes)
        target[np.repeat(places, sizes) + offset] = source[np.repeat(begins, sizes) + offset]
        return target
    source = np.ascontiguousarray(source, target.dtype)
    given = source, longs(begins), longs(sizes), len(sizes), source.itemsize
    call(core.cn_runs, *given, target, longs(places))
    return target


def runs_of(source: np.ndarray, begins: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Return the runs of ``sizes`` int64[n] at ``begins`` in ``source``, end to end."""
    made = np.empty(int(sizes.sum()), source.dtype)
    return copy_runs(source, begins, sizes, made, np.cumsum(sizes) - sizes)


def ints(array: np.ndarray) -> np.ndarray:
    """Return int32[n] as the core takes it."""
    return np.ascontiguousarray(array, np.int32)


def longs(array: np.ndarray) -> np.ndarray:
    """Return int64[n] as the core takes it."""
    return np.ascontiguousarray(array, np.int64)


def call(function: Any, *arguments: Any) -> int:  # noqa: ANN401 (of the core; arrays and whole numbers)
    """Call a function of the core; contiguous arrays go as their addresses, and live meanwhile."""
    found = function(*(a.ctypes.data if hasattr(a, "ctypes") else a for a in arguments))
    return 0 if found is None else int(found)
