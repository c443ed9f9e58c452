"""How counts of the parts of a corpus become those of the whole, key by key."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Protocol, TypeVar

Key = TypeVar("Key")


class Addable(Protocol):
    """Counts of one thing, which add up."""

    def plus(self: Sum, other: Sum) -> Sum:
        """Return the sum of two parts of a corpus."""
        ...


Sum = TypeVar("Sum", bound=Addable)


def added(every: Iterable[Mapping[Key, int]]) -> dict[Key, int]:
    """Return the sums of whole numbers, in the order in which keys first come."""
    total: dict[Key, int] = {}
    for numbers in every:
        for key, more in numbers.items():
            total[key] = total.get(key, 0) + more
    return total


def summed(every: Iterable[Mapping[Key, Sum]]) -> dict[Key, Sum]:
    """Return the sums of what knows how to add itself, in the order in which keys first come."""
    total: dict[Key, Sum] = {}
    for sums in every:
        for key, more in sums.items():
            total[key] = total[key].plus(more) if key in total else more
    return total


def runs(terms: Sequence[str], edges: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield which of ``terms``, by code point, lie before, between and behind ``edges``.

    From, and up to; ``edges`` are in order too.
    """
    yield from pairwise([0, *(bisect_left(terms, edge) for edge in edges), len(terms)])
