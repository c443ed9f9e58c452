"""Adoption: how a new phrase spreads over documents, issuers and levels of government."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from cntext.lazy import np

# A curve has three parameters; through fewer points than this it goes whatever they are.
FEWEST_POINTS = 6
_ROUNDS = 200


@dataclass(frozen=True, slots=True)
class Logistic:
    """The curve ``ceiling / (1 + exp(-rate (t - midpoint)))`` and how well it fits (R²)."""

    ceiling: float
    rate: float
    midpoint: float
    r_squared: float


def cumulative_adopters(first: Sequence[int | None], periods: int) -> np.ndarray:
    """Return int64[n]: how many have adopted by the end of each of n periods.

    ``first``: the period in which each document, issuer or level first used the phrase,
    by index, None for those that never did.
    """
    begun = [period for period in first if period is not None]
    return np.cumsum(np.bincount(np.array(begun, np.int64), minlength=periods)[:periods])


def fit_logistic(times: np.ndarray, values: np.ndarray) -> Logistic | None:
    """Fit a logistic curve by least squares (Levenberg 1944; Marquardt 1963).

    The ceiling is at most 1.5 times what was reached: beyond that the data say nothing
    of it. None where there are too few points, nothing rises, or the midpoint would lie
    outside the times observed: the curve has then not been seen to bend.
    """
    top = float(values.max(initial=0.0))
    if len(values) < FEWEST_POINTS or top <= float(values.min(initial=0.0)):
        return None
    start = float(times[int(np.argmax(values >= top / 2))])
    span = float(times[-1] - times[0])
    fits = [
        _marquardt(times, values, np.array([top, rate / span, start])) for rate in (4.0, 10.0, 30.0)
    ]
    error, (ceiling, rate, midpoint) = min(fits, key=lambda fit: fit[0])
    spread = float(((values - values.mean()) ** 2).sum())
    seen = float(times[0]) <= midpoint <= float(times[-1])
    if rate <= 0 or not seen or not 0 < ceiling <= 1.5 * top:
        return None
    return Logistic(float(ceiling), float(rate), float(midpoint), 1 - error / spread)


def _marquardt(
    times: np.ndarray, values: np.ndarray, guess: np.ndarray
) -> tuple[float, np.ndarray]:
    """Return the sum of squares and the parameters that the method comes to from ``guess``."""
    damping, current = 1e-3, guess
    share, error = _error(times, values, current)
    for _ in range(_ROUNDS):
        ceiling, rate, midpoint = current
        slope = ceiling * share * (1 - share)
        jacobian = np.stack([share, slope * (times - midpoint), -slope * rate], axis=1)
        normal = jacobian.T @ jacobian
        gradient = jacobian.T @ (values - ceiling * share)
        weights = np.diag(normal) + 1e-12
        step = np.linalg.solve(normal + damping * np.diag(weights), gradient)
        trial = current + step
        new_share, new_error = _error(times, values, trial)
        if new_error < error:
            done = error - new_error <= 1e-14 * error
            current, share, error, damping = trial, new_share, new_error, damping / 3
            if done:
                break
        else:
            damping *= 4
            if damping > 1e12:
                break
    return error, current


def _error(
    times: np.ndarray, values: np.ndarray, parameters: np.ndarray
) -> tuple[np.ndarray, float]:
    ceiling, rate, midpoint = parameters
    share = 1 / (1 + np.exp(-np.clip(rate * (times - midpoint), -500, 500)))
    gaps = values - ceiling * share
    error = float((gaps * gaps).sum())
    return share, error if math.isfinite(error) else math.inf
