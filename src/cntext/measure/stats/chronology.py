"""Which of two documents came first, as far as their dates say so."""

from __future__ import annotations

from collections.abc import Sequence


def order_of_age(dates: Sequence[str]) -> list[int]:
    """Return the places of documents, the earliest first, as ISO 8601 dates tell.

    2019 stands behind every day of 2019, what has no date behind all; equals as they were read.
    """
    return sorted(range(len(dates)), key=lambda d: (dates[d].ljust(10, "~"), d))


def is_earlier(a: str, b: str) -> bool:
    """Say whether date ``a`` is before ``b`` for certain: 2019 is not before 2019-05."""
    return bool(a and b) and a < b and not b.startswith(a)
