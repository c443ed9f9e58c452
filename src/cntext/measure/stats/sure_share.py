"""What a share is at least, for arrays of counts."""

from __future__ import annotations

from cntext.lazy import np

_ONE_SIDED = 1.6449  # quantile of the normal distribution


def lower_bound(hits: np.ndarray, trials: np.ndarray) -> np.ndarray:
    """Return float64[n], 0–1: what a share of ``hits`` in ``trials`` is at least, at 95 %.

    The lower end of the score interval (Wilson 1927), one-sided; 0 without trials.
    """
    n = np.maximum(trials, 1)
    share, square = np.minimum(hits / n, 1.0), _ONE_SIDED**2
    spread = _ONE_SIDED * np.sqrt(share * (1 - share) / n + square / (4 * n * n))
    low: np.ndarray = (share + square / (2 * n) - spread) / (1 + square / n)
    return np.where(trials > 0, low, 0.0)
