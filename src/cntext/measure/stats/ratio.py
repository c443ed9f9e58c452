"""Division that is undefined, NaN, where there is nothing to divide by."""

from __future__ import annotations

from cntext.lazy import np


def ratio(top: np.ndarray, bottom: np.ndarray) -> np.ndarray:
    """Return top / bottom, NaN where ``bottom`` is not above 0."""
    top, bottom = np.broadcast_arrays(np.asarray(top, float), np.asarray(bottom, float))
    return np.asarray(np.divide(top, bottom, out=np.full(top.shape, np.nan), where=bottom > 0))


def x_ln(x: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """Return x ln(x / expected), 0 where x is 0."""
    x = np.asarray(x, float)
    quotient = np.divide(x, expected, out=np.ones(x.shape), where=x > 0)
    return np.asarray(x * np.log(quotient))


def defined(value: float) -> float | None:
    """Return ``value``, or None where it is not a number: tables have no NaN."""
    return None if value != value else float(value)  # noqa: PLR0124 (only NaN differs from itself)
