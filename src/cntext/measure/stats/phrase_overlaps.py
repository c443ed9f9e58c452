"""How occurrences of strings lie in, over and across those of others: looked at part by part."""

from __future__ import annotations

from dataclasses import dataclass

from cntext.lazy import np
from cntext.measure.stats.phrase_occurrences import Occurrences
from cntext.measure.stats.repeats import Repeats
from cntext.measure.stats.sums import Sums


def free(repeats: Repeats, listed: np.ndarray) -> np.ndarray:
    """Return int64[C]: occurrences of each of ``listed`` in no occurrence of a longer one.

    The Maximal of the lexicon, from the occurrences already known.
    """
    return _spread(listed, repeats.take(listed).ask(outside).counts)


def going_on(repeats: Repeats, listed: np.ndarray) -> np.ndarray:
    """Return int64[C]: occurrences of each string that end in the middle of one of ``listed``.

    公益性家庭教育 does, before 指导, for 家庭教育指导 is listed.
    """
    return repeats.ask(GoingOn(listed)).counts


def outside_and_ending(
    repeats: Repeats, apart: np.ndarray, listed: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return `free` of the strings ``apart`` and `going_on` for those ``listed``, in one pass."""
    found = repeats.ask(Both(apart, listed))
    return found.outside, found.going_on


@dataclass(frozen=True, slots=True)
class Count(Sums):
    """One number for each of C strings, int64[C]."""

    counts: np.ndarray


@dataclass(frozen=True, slots=True)
class Counts(Sums):
    """What `outside_and_ending` counts, int64[C] each."""

    outside: np.ndarray
    going_on: np.ndarray


def outside(found: Occurrences) -> Count:
    """Count the occurrences in no occurrence of a longer one of these strings."""
    return Count(_outside(found, np.ones(len(found), bool)))


@dataclass(frozen=True, slots=True)
class GoingOn:
    """Counts the occurrences that end in the middle of a string of ``listed``, bool[C]."""

    listed: np.ndarray

    def __call__(self, found: Occurrences) -> Count:
        """Return how many."""
        return Count(_going_on(found, self.listed))


@dataclass(frozen=True, slots=True)
class Both:
    """Counts what `outside_and_ending` does."""

    apart: np.ndarray
    listed: np.ndarray

    def __call__(self, found: Occurrences) -> Counts:
        """Return how many."""
        return Counts(_outside(found, self.apart), _going_on(found, self.listed))


@dataclass(frozen=True, slots=True)
class Crossing:
    """Counts the occurrences of strings ``asked`` that cut through one of the ``better``, bool[C].

    They begin inside it and go on behind it, or begin before it and end inside.
    """

    better: np.ndarray
    asked: np.ndarray

    def __call__(self, found: Occurrences) -> Count:
        """Return how many."""
        size = len(found.layout)
        at = np.flatnonzero(self.better[found.owner])
        start, end = found.places[at], found.ends[at]
        # At every place, the first end of what reaches over it and the last beginning.
        first_end = np.full(size + 1, size, np.int32)
        last_start = np.full(size + 1, -1, np.int32)
        for offset in range(1, int(found.length.max(initial=0))):
            over = start + offset < end
            start, end = start[over], end[over]
            np.minimum.at(first_end, start + offset, end)
            np.maximum.at(last_start, start + offset, start)
        cut = self.asked[found.owner]
        cut &= (first_end[found.places] < found.ends) | (last_start[found.ends] > found.places)
        return Count(found.sum(cut))


def _outside(found: Occurrences, listed: np.ndarray) -> np.ndarray:
    at = np.flatnonzero(listed[found.owner])
    start, end = found.places[at], found.ends[at]
    order = np.lexsort((-end, start))
    reach = np.maximum.accumulate(np.concatenate(([0], end[order])))
    beyond = at[order][end[order] > reach[:-1]]
    return np.bincount(found.owner[beyond], minlength=len(found))


def _going_on(found: Occurrences, listed: np.ndarray) -> np.ndarray:
    size = len(found.layout)
    at = np.flatnonzero(listed[found.owner])
    opened = np.bincount(found.places[at] + 1, minlength=size + 1)
    closed = np.bincount(found.ends[at], minlength=size + 1)
    middle = np.cumsum(opened[: size + 1] - closed[: size + 1]) > 0
    return found.sum(middle[found.ends])


def _spread(which: np.ndarray, values: np.ndarray) -> np.ndarray:
    every = np.zeros(len(which), np.int64)
    every[which] = values
    return every
