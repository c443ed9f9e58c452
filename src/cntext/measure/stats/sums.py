"""Whole numbers that parts of a corpus count apart and that add up, exactly, in any order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import Field, fields
from functools import reduce
from typing import Any

from cntext.lazy import np

# How a field is put together, where not by adding.
LEAST: dict[str, Any] = {"least": True}
MOST: dict[str, Any] = {"most": True}


class Sums:
    """A dataclass of arrays, each of one length in all parts: merged, they are added.

    A field whose metadata are `LEAST` or `MOST` keeps the least or the greatest in their place.
    """

    def __reduce__(self) -> tuple[object, ...]:
        return sent(self)

    def merged(self, others: Sequence[Any]) -> Any:  # noqa: ANN401 (of the same class)
        """Return the sums of these parts; `Mergeable`."""
        every = (self, *others)
        return type(self)(
            *(
                reduce(_way(each.metadata), (getattr(e, each.name) for e in every))
                for each in fields_of(self)
            )
        )


class Keyed:
    """A dataclass whose first array holds keys, ascending and each once, the others sums by key."""

    def __reduce__(self) -> tuple[object, ...]:
        return sent(self)

    def merged(self, others: Sequence[Any]) -> Any:  # noqa: ANN401 (of the same class)
        """Return the sums of these parts, key by key; `Mergeable`."""
        if not others:
            return self
        every = (self, *others)
        names = [each.name for each in fields_of(self)]
        keys, *sums = (np.concatenate([getattr(e, name) for e in every]) for name in names)
        order = np.argsort(keys, kind="stable")  # runs that are sorted already: a merge
        keys = keys[order]
        heads = heads_of(keys)
        if not len(heads):
            return self
        added = (np.add.reduceat(each[order], heads) for each in sums)
        return type(self)(*(keys[heads], *added))

    def parted(self, count: int) -> list[Any]:
        """Return these counts in ``count`` parts by their keys, the same everywhere."""
        arrays = [getattr(self, each.name) for each in fields_of(self)]
        which = (arrays[0] % count).astype(np.uint16)
        order = np.argsort(which, kind="stable")  # so that keys stay in order
        bounds = np.searchsorted(which[order], np.arange(1, count))
        every = [np.split(array[order], bounds) for array in arrays]
        return [type(self)(*parted) for parted in zip(*every, strict=True)]


def fields_of(whole: Any) -> tuple[Field[Any], ...]:  # noqa: ANN401 (a dataclass, as its own class says)
    """Return the fields of a dataclass."""
    return fields(whole)


def heads_of(keys: np.ndarray) -> np.ndarray:
    """Return int64[n]: where a new one begins among ``keys``, equal ones side by side."""
    new = np.ones(len(keys), bool)
    new[1:] = keys[1:] != keys[:-1]
    return np.flatnonzero(new)


def ramp(counts: np.ndarray) -> np.ndarray:
    """Return 0, 1 … counts[0] - 1, 0, 1 … counts[1] - 1 and so on."""
    total = int(counts.sum())
    made: np.ndarray = np.arange(total) - np.repeat(np.cumsum(counts) - counts, counts)
    return made


def narrow(array: np.ndarray) -> np.ndarray:
    """Return whole numbers in as few bytes as hold them, others as they are; `wide` undoes it."""
    if array.dtype != np.int64 or not len(array):
        return array
    least, most = int(array.min()), int(array.max())
    for kind in (np.uint8, np.uint16, np.uint32) if least >= 0 else (np.int32,):
        limits = np.iinfo(kind)
        if limits.min <= least and most <= limits.max:
            return array.astype(kind)
    return array


def wide(array: np.ndarray) -> np.ndarray:
    """Return int64 again of what was made `narrow`."""
    kinds = (np.uint8, np.uint16, np.uint32, np.int32)
    return array.astype(np.int64) if array.dtype in kinds else array


def sent(whole: Any) -> tuple[object, ...]:  # noqa: ANN401 (a dataclass of arrays of int64)
    """Return what `pickle` makes a dataclass of int64 arrays of again, narrow on its way."""
    return _made, (type(whole), tuple(narrow(getattr(whole, f.name)) for f in fields_of(whole)))


def _made(kind: Any, arrays: Sequence[np.ndarray]) -> Any:  # noqa: ANN401
    return kind(*map(wide, arrays))


def _way(marks: Any) -> Any:  # noqa: ANN401 (a field's metadata, a ufunc)
    return np.minimum if "least" in marks else np.maximum if "most" in marks else np.add
