"""Which recurring strings lie within which: all pairs, found level by level."""

from __future__ import annotations

from dataclasses import dataclass

from cntext.lazy import np
from cntext.measure.stats.repeats import Repeats
from cntext.measure.stats.sums import ramp


@dataclass(frozen=True, slots=True)
class Nests:
    """The n pairs of C strings of which one lies within the other, each pair once.

    ``part``, ``holder`` int64[n]: numbers of the shorter and of the longer string; pairs are in
    order of part, then holder. ``begins``, ``ends`` bool[n]: the part stands at the beginning,
    at the end of the holder.
    """

    size: int
    part: np.ndarray
    holder: np.ndarray
    begins: np.ndarray
    ends: np.ndarray

    def c_value(self, freq: np.ndarray, length: np.ndarray) -> np.ndarray:
        """Return float64[C]: log2 |w| (f(w) - mean of f over the longer strings that hold w).

        |w| in characters (Frantzi, Ananiadou & Mima 2000).
        """
        holders = np.bincount(self.part, minlength=self.size)
        total = np.bincount(self.part, freq[self.holder], self.size)
        value: np.ndarray = np.log2(length) * (freq - total / np.maximum(holders, 1))
        return value

    def most(self, values: np.ndarray, pairs: np.ndarray) -> np.ndarray:
        """Return float64[C]: for each holder the largest of ``values`` [n] over ``pairs``, or 0."""
        result = np.zeros(self.size)
        np.maximum.at(result, self.holder[pairs], values[pairs])
        return result


def nests(repeats: Repeats) -> Nests:
    """Find every pair, by walking the levels of mining from each character of each string."""
    layout, count = repeats.layout, len(repeats)
    lengths = repeats.length
    offset = ramp(lengths)
    owner = np.repeat(np.arange(count), lengths)
    place = repeats.start[owner] + offset
    number = np.zeros(len(owner), np.int64)
    own = repeats.numbers
    bounds = np.searchsorted(lengths, np.arange(1, int(lengths.max(initial=0)) + 2))
    found: list[tuple[np.ndarray, ...]] = []
    for k, level in enumerate(repeats.levels, 1):
        inside = offset + k <= lengths[owner]
        owner, offset, place, number = (a[inside] for a in (owner, offset, place, number))
        if not len(owner):
            break
        key = number * layout.alphabet + layout.codes[place + k - 1]
        number, met = level.find(key)
        owner, offset, place, number = (a[met] for a in (owner, offset, place, number))
        low, high = bounds[k - 1], bounds[k]
        if low == high:
            continue
        part = low + np.searchsorted(own[low:high], number)
        at = np.minimum(part, high - 1)
        hit = (own[at] == number) & (lengths[owner] > k)
        found.append((at[hit], owner[hit], offset[hit], np.full(int(hit.sum()), k)))
    if not found:
        none = np.empty(0, np.int64)
        return Nests(count, none, none, none.astype(bool), none.astype(bool))
    part, holder, offset, size = (np.concatenate(column) for column in zip(*found, strict=True))
    begins, ends = offset == 0, offset + size == lengths[holder]
    keys, pair = np.unique(part * np.int64(count) + holder, return_inverse=True)
    either = [np.bincount(pair, flag, len(keys)) > 0 for flag in (begins, ends)]
    return Nests(count, keys // count, keys % count, either[0], either[1])
