"""How counts of the parts of a corpus become those of the whole, key by key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
