"""Which recurring strings lie within which: all pairs, found level by level."""

from __future__ import annotations

from dataclasses import dataclass

from cntext.lazy import np
from cntext.measure.stats.phrase_levels import nested
from cntext.measure.stats.repeats import Repeats


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
    layout = repeats.layout
    return Nests(
        len(repeats),
        *nested(
            *(repeats.levels, layout.alphabet, layout.codes),
            *(repeats.start, repeats.length, repeats.numbers),
        ),
    )
