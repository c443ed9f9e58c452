"""The few distributions that our tests and intervals need, from their definitions.

The incomplete gamma and beta functions are computed by their series and continued
fractions (Abramowitz & Stegun 1964, 6.5.29, 6.5.31, 26.5.8), quantiles by bisection.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from statistics import NormalDist

from cntext.lazy import np

_TINY = 1e-300
_EPSILON = 1e-15


def normal_two_sided(z: float) -> float:
    """Return the probability of a standard normal value as far from 0 as ``z``."""
    return math.erfc(abs(z) / math.sqrt(2))


def normal_quantile(p: float) -> float:
    """Return the standard normal value below which the share ``p`` lies (0 < p < 1)."""
    return NormalDist().inv_cdf(p)


def chi2_tail(x: float, df: int) -> float:
    """Return P(χ² ≥ x) with ``df`` degrees of freedom."""
    if x <= 0:
        return 1.0
    if df == 1:  # exact far into the tail, where 1 - P would be 0
        return math.erfc(math.sqrt(x / 2))
    return gamma_tail(df / 2, x / 2)


def chi2_tails(values: np.ndarray) -> np.ndarray:
    """Return float64[T]: P(χ² ≥ value) with one degree of freedom; NaN stays NaN."""
    return np.fromiter(
        (x if math.isnan(x) else chi2_tail(x, 1) for x in values), float, len(values)
    )


def gamma_tail(a: float, x: float) -> float:
    """Return Q(a, x), the upper regularised incomplete gamma function (a > 0)."""
    if x <= 0:
        return 1.0
    scale = math.exp(a * math.log(x) - x - math.lgamma(a))
    if x < a + 1:
        return 1 - scale * _gamma_series(a, x)
    return scale * _gamma_fraction(a, x)


def _gamma_series(a: float, x: float) -> float:
    term = total = 1 / a
    n = a
    while term > total * _EPSILON:
        n += 1
        term *= x / n
        total += term
    return total


def _gamma_fraction(a: float, x: float) -> float:
    """Return Γ(a, x) e^x x^-a by Lentz's method."""
    b = x + 1 - a
    c, d = 1 / _TINY, 1 / b
    value = d
    i = 1
    while True:
        step = -i * (i - a)
        b += 2
        d = 1 / _nonzero(step * d + b)
        c = _nonzero(b + step / c)
        value *= c * d
        if abs(c * d - 1) < _EPSILON:
            return value
        i += 1


def beta_lower(a: float, b: float, x: float) -> float:
    """Return I_x(a, b), the regularised incomplete beta function (a, b > 0)."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):  # the fraction converges on the other side
        return 1 - beta_lower(b, a, 1 - x)
    scale = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
        + a * math.log(x) + b * math.log1p(-x)
    )  # fmt: skip
    return scale * _beta_fraction(a, b, x) / a


def _beta_fraction(a: float, b: float, x: float) -> float:
    c, d = 1.0, 1 / _nonzero(1 - (a + b) * x / (a + 1))
    value = d
    m = 1
    while True:
        change = 1.0
        for step in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / _nonzero(1 + step * d)
            c = _nonzero(1 + step / c)
            change = c * d
            value *= change
        if abs(change - 1) < _EPSILON:
            return value
        m += 1


def _nonzero(x: float) -> float:
    return x if abs(x) > _TINY else _TINY


@lru_cache(maxsize=1 << 16)
def gamma_quantile(p: float, a: float) -> float:
    """Return the value below which the share ``p`` of a gamma (shape ``a``, rate 1) lies."""
    high = a + 10 * math.sqrt(a) + 10
    while gamma_tail(a, high) > 1 - p:
        high *= 2
    return _bisect(lambda x: 1 - gamma_tail(a, x) < p, 0.0, high)


@lru_cache(maxsize=1 << 16)
def beta_quantile(p: float, a: float, b: float) -> float:
    """Return the value below which the share ``p`` of a beta distribution lies."""
    return _bisect(lambda x: beta_lower(a, b, x) < p, 0.0, 1.0)


def _bisect(below: Callable[[float], bool], low: float, high: float) -> float:
    """Return where ``below`` turns from True to False, to the last bit."""
    while True:
        middle = (low + high) / 2
        if middle in (low, high):
            return middle
        if below(middle):
            low = middle
        else:
            high = middle


def poisson_interval(events: int, level: float = 0.95) -> tuple[float, float]:
    """Return the exact interval of the mean of a Poisson count (Garwood 1936)."""
    tail = (1 - level) / 2
    low = gamma_quantile(tail, float(events)) if events else 0.0
    return low, gamma_quantile(1 - tail, events + 1.0)


def share_interval(hits: int, trials: int, level: float = 0.95) -> tuple[float, float]:
    """Return the score interval of a share (Wilson 1927); ``trials`` is at least 1."""
    z = normal_quantile((1 + level) / 2)
    p, n = hits / trials, float(trials)
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return (0.0 if hits == 0 else centre - half), (1.0 if hits == trials else centre + half)


def exact_share_interval(hits: int, trials: int, level: float = 0.95) -> tuple[float, float]:
    """Return the exact interval of a share (Clopper & Pearson 1934)."""
    tail = (1 - level) / 2
    low = beta_quantile(tail, hits, trials - hits + 1.0) if hits else 0.0
    high = beta_quantile(1 - tail, hits + 1.0, trials - hits) if hits < trials else 1.0
    return low, high
