"""Strings that recur, a level for each length: looked up, and found within one another.

By the core, else by numpy; the two give the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from cntext.compiled import library_or_none
from cntext.lazy import np
from cntext.measure.stats.phrase_columns import call, ints, longs
from cntext.measure.stats.sums import ramp

_HOLDER, _FLAGS = 31, 2  # bits of a pair of the core


@dataclass(frozen=True, slots=True)
class Level:
    """The strings of k characters that are frequent enough to count, G of them.

    ``keys`` int64[G], ascending: (number of the string without its last character on
    the level before) · alphabet + code of its last character. The number of a string is
    its place here, so numbers are in code-point order. ``counts`` int64[G]: occurrences.
    """

    keys: np.ndarray
    counts: np.ndarray

    def find(self, keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the numbers of ``keys``, int64[n], and bool[n]: whether each is here at all."""
        if not len(self.keys):
            return np.zeros(len(keys), np.int64), np.zeros(len(keys), bool)
        place = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return place, self.keys[place] == keys


def numbers_of(
    levels: Sequence[Level],
    alphabet: int,
    codes: np.ndarray,
    starts: np.ndarray,
    lengths: np.ndarray,
) -> np.ndarray:
    """Return int64[n]: the number of each string on its level, -1 where it is not there.

    String i is ``codes[starts[i]:starts[i] + lengths[i]]``.
    """
    core = library_or_none()
    if core is None:
        return _walked(levels, alphabet, codes, starts, lengths)
    found = np.empty(len(starts), np.int64)
    known = _opened(levels, alphabet)
    call(core.cn_numbers, *known, ints(codes), longs(starts), longs(lengths), len(starts), found)
    return found


def _walked(
    levels: Sequence[Level],
    alphabet: int,
    codes: np.ndarray,
    starts: np.ndarray,
    lengths: np.ndarray,
) -> np.ndarray:
    final = np.full(len(starts), -1, np.int64)
    number = np.zeros(len(starts), np.int64)
    alive = np.flatnonzero(lengths > 0)
    for k, level in enumerate(levels, 1):
        place, met = level.find(number[alive] * alphabet + codes[starts[alive] + k - 1])
        alive, place = alive[met], place[met]
        number[alive] = place
        done = lengths[alive] == k
        final[alive[done]] = place[done]
        alive = alive[~done]
        if not len(alive):
            break
    return final


def nested(
    levels: Sequence[Level],
    alphabet: int,
    codes: np.ndarray,
    starts: np.ndarray,
    lengths: np.ndarray,
    numbers: np.ndarray,
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return all pairs of strings of which one lies within the other, each once, n of them.

    ``codes``, ``starts``, ``lengths`` int64[C], ascending, as `numbers_of` takes them;
    ``numbers`` int64[C]: what it returns. Returns the shorter and the longer of each, int64[n],
    in order of both, and whether the longer begins, and ends, with the shorter, bool[n].
    """
    core = library_or_none()
    if core is None:
        return _nested(levels, alphabet, codes, starts, lengths, numbers)
    bounds = _bounds(levels)
    candidate = np.full(int(bounds[-1]), -1, np.int32)
    candidate[bounds[lengths - 1] + numbers] = np.arange(len(lengths))
    pairs = np.empty(int((lengths * (lengths + 1) // 2).sum()), np.int64)
    count = call(
        core.cn_nests,
        *(*_opened(levels, alphabet), candidate, ints(codes), longs(starts), longs(lengths)),
        *(len(starts), np.zeros(len(starts), np.int64), pairs),
    )
    found = np.sort(pairs[:count])
    holder = (found >> _FLAGS) & ((1 << _HOLDER) - 1)
    return found >> _HOLDER + _FLAGS, holder, (found & 1) > 0, (found & 2) > 0


def _nested(
    levels: Sequence[Level],
    alphabet: int,
    codes: np.ndarray,
    starts: np.ndarray,
    lengths: np.ndarray,
    numbers: np.ndarray,
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Walk the levels from each character of each string."""
    count = len(lengths)
    offset = ramp(lengths)
    owner = np.repeat(np.arange(count), lengths)
    place = starts[owner] + offset
    number = np.zeros(len(owner), np.int64)
    bounds = np.searchsorted(lengths, np.arange(1, int(lengths.max(initial=0)) + 2))
    found: list[tuple[np.ndarray, ...]] = []
    for k, level in enumerate(levels, 1):
        inside = offset + k <= lengths[owner]
        owner, offset, place, number = (a[inside] for a in (owner, offset, place, number))
        if not len(owner):
            break
        number, met = level.find(number * alphabet + codes[place + k - 1])
        owner, offset, place, number = (a[met] for a in (owner, offset, place, number))
        low, high = bounds[k - 1], bounds[k]
        if low == high:
            continue
        part = low + np.searchsorted(numbers[low:high], number)
        at = np.minimum(part, high - 1)
        hit = (numbers[at] == number) & (lengths[owner] > k)
        found.append((at[hit], owner[hit], offset[hit], np.full(int(hit.sum()), k)))
    if not found:
        none = np.empty(0, np.int64)
        return none, none, none.astype(bool), none.astype(bool)
    part, holder, offset, size = (np.concatenate(column) for column in zip(*found, strict=True))
    begins, ends = offset == 0, offset + size == lengths[holder]
    keys, pair = np.unique(part * np.int64(count) + holder, return_inverse=True)
    either = [np.bincount(pair, flag, len(keys)) > 0 for flag in (begins, ends)]
    return keys // count, keys % count, either[0], either[1]


def _bounds(levels: Sequence[Level]) -> np.ndarray:
    return np.array([0, *accumulate(len(level.keys) for level in levels)])


def _opened(
    levels: Sequence[Level], alphabet: int
) -> tuple[np.ndarray, np.ndarray, int, int, np.ndarray]:
    """Return how the core takes them: keys end to end, bounds, how many, alphabet, scratch."""
    bounds = _bounds(levels)
    keys = np.concatenate([np.empty(0, np.int64), *(level.keys for level in levels)])
    return keys, bounds, len(levels), alphabet, np.empty(int(bounds[-1]) + len(levels), np.int32)
