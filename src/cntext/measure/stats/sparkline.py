"""A series of numbers as a line of small bars."""

from __future__ import annotations

from collections.abc import Sequence

from cntext.lazy import np

_BARS = "▁▂▃▄▅▆▇█"
NOTHING = "·"


def sparkline(values: Sequence[float | None]) -> str:
    """Return one bar a value, from 0 to the highest; 0 is a dot, None a blank.

    >>> sparkline([0, 1, None, 4, 8])
    '·▁ ▄█'
    """
    top = max((v for v in values if v is not None), default=0.0)
    return "".join(" " if v is None else _bar(v, top) for v in values)


def _bar(value: float, top: float) -> str:
    if value <= 0:
        return NOTHING
    # The lowest bar is for whatever there is at all, the full one for the highest.
    return _BARS[min(int(value / top * len(_BARS) - 1e-9), len(_BARS) - 1)]


def binned(positions: np.ndarray, size: int, bins: int) -> list[int]:
    """Return how many of ``positions`` (int64, 0 up to ``size``) fall into each of equal bins."""
    found = np.minimum(positions * bins // max(size, 1), bins - 1)
    counts: list[int] = np.bincount(found, minlength=bins).tolist()
    return counts
