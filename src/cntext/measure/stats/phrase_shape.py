"""How a candidate is cut into words, read off one occurrence of it."""

from __future__ import annotations

from dataclasses import dataclass

from cntext.lazy import np
from cntext.measure.stats.repeats import Repeats


@dataclass(frozen=True, slots=True)
class Shape:
    """How C candidates are cut, read off one whole occurrence of each.

    ``start`` int64[C]: place of it among the examples; ``token`` int64[C]: its first token
    there; ``tokens`` int64[C]: how many; ``first``, ``second``, ``last``, ``before_last``
    int64[C]: types. With one token they are all the same.
    """

    start: np.ndarray
    token: np.ndarray
    tokens: np.ndarray
    first: np.ndarray
    second: np.ndarray
    last: np.ndarray
    before_last: np.ndarray


def shapes(repeats: Repeats) -> Shape:
    """Cut every candidate as its first whole occurrence is cut."""
    layout, start = repeats.layout, repeats.start
    types = layout.tokens
    first = layout.token_at[start].astype(np.int64)
    last = layout.token_at[start + repeats.length - 1].astype(np.int64)
    return Shape(
        start=start,
        token=first,
        tokens=last - first + 1,
        first=types[first],
        second=types[np.minimum(first + 1, last)],
        last=types[last],
        before_last=types[np.maximum(last - 1, first)],
    )
