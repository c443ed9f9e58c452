"""Keyness: how far the frequency of a term in a target differs from a reference.

Every function takes arrays of one shape, or numbers: ``a`` and ``b``, the frequencies of
the terms in target and reference, ``c`` and ``d``, the sizes of both in tokens. As a 2×2
table that is O11 = a, O12 = b, O21 = c - a, O22 = d - b. What is undefined is NaN.
"""

from __future__ import annotations

from dataclasses import dataclass

from cntext.lazy import np
from cntext.measure.stats.distributions import chi2_tails, normal_quantile
from cntext.measure.stats.ratio import ratio, x_ln

# Log Ratio of a term that one side lacks: its zero counts as half an occurrence (Hardie 2014).
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Keyness:
    """Float64[T] each; ``p`` belongs to the statistic that was asked for.

    ``direction``: 1 more frequent in the target, -1 less, 0 the same.
    """

    ll: np.ndarray
    g2: np.ndarray
    chi2: np.ndarray
    yates: np.ndarray
    williams: np.ndarray
    bic: np.ndarray
    log_ratio: np.ndarray
    lr_low: np.ndarray
    lr_high: np.ndarray
    pct_diff: np.ndarray
    odds_ratio: np.ndarray
    simple_maths: np.ndarray
    direction: np.ndarray


def keyness(a: np.ndarray, b: np.ndarray, c: float, d: float, k: float = 1.0) -> Keyness:
    """Return every measure of ``a`` in ``c`` against ``b`` in ``d``."""
    a, b = np.asarray(a, float), np.asarray(b, float)
    ll = log_likelihood(a, b, c, d)
    middle = log_ratio(a, b, c, d)
    half = log_ratio_margin(a, b, c, d)
    return Keyness(
        ll=ll,
        g2=g_squared(a, b, c, d),
        chi2=chi_squared(a, b, c, d),
        yates=chi_squared(a, b, c, d, yates=True),
        williams=williams(a, b, c, d),
        bic=bic(ll, c + d),
        log_ratio=middle,
        lr_low=middle - half,
        lr_high=middle + half,
        pct_diff=percent_difference(a, b, c, d),
        odds_ratio=odds_ratio(a, b, c, d),
        simple_maths=simple_maths(a, b, c, d, k),
        direction=np.sign(a * d - b * c).astype(np.int8),
    )


def log_likelihood(a: np.ndarray, b: np.ndarray, c: float, d: float) -> np.ndarray:
    """Return LL of the two cells of the term (Rayson & Garside 2000); 0 ln 0 = 0."""
    share = np.divide(np.add(a, b), c + d)
    return np.asarray(2 * (x_ln(a, c * share) + x_ln(b, d * share)))


def g_squared(a: np.ndarray, b: np.ndarray, c: float, d: float) -> np.ndarray:
    """Return G² of all four cells (Dunning 1993)."""
    observed, expected = _cells(a, b, c, d)
    total = 2 * sum(x_ln(o, e) for o, e in zip(observed, expected, strict=True))
    return np.asarray(np.maximum(total, 0.0))  # rounding may leave -1e-16


def chi_squared(
    a: np.ndarray, b: np.ndarray, c: float, d: float, *, yates: bool = False
) -> np.ndarray:
    """Return Pearson's χ², with the correction of Yates 1934 if asked; NaN on an empty margin."""
    a, b = np.asarray(a, float), np.asarray(b, float)
    n = float(c + d)
    gap = np.abs(a * (d - b) - b * (c - a))
    if yates:
        gap = np.maximum(gap - n / 2, 0.0)
    margins = (a + b) * (n - a - b) * float(c) * float(d)
    return ratio(n * gap * gap, margins)


def williams(a: np.ndarray, b: np.ndarray, c: float, d: float) -> np.ndarray:
    """Return G² / q, with the correction q of Williams 1976; NaN on an empty margin."""
    n = float(c + d)
    row = np.add(a, b, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        q = 1 + (n / row + n / (n - row) - 1) * (n / np.float64(c) + n / np.float64(d) - 1) / (
            6 * n
        )
        value = np.asarray(g_squared(a, b, c, d) / q)
    return np.where(np.isfinite(q), value, np.nan)


def bic(statistic: np.ndarray, n: float) -> np.ndarray:
    """Return the statistic less ln N (Wilson 2013): above 0 in favour of a difference."""
    return np.asarray(np.subtract(statistic, np.log(n)))


def log_ratio(a: np.ndarray, b: np.ndarray, c: float, d: float) -> np.ndarray:
    """Return log2 of the ratio of rates (Hardie 2014); a zero counts as one half."""
    a, b = _without_zeros(a), _without_zeros(b)
    return np.asarray(np.log2((a / c) / (b / d)))


def log_ratio_margin(
    a: np.ndarray, b: np.ndarray, c: float, d: float, level: float = 0.95
) -> np.ndarray:
    """Return the half-width of the interval of the Log Ratio, in bits.

    That of the log relative risk: its variance is 1/a - 1/c + 1/b - 1/d (Katz et al. 1978).
    """
    a, b = _without_zeros(a), _without_zeros(b)
    variance = np.maximum(1 / a - 1 / c + 1 / b - 1 / d, 0.0)
    return np.asarray(normal_quantile((1 + level) / 2) * np.sqrt(variance) / np.log(2))


def percent_difference(a: np.ndarray, b: np.ndarray, c: float, d: float) -> np.ndarray:
    """Return %DIFF (Gabrielatos & Marchi 2011); NaN where the reference has none."""
    return np.asarray(100 * (ratio(np.divide(a, c), np.divide(b, d)) - 1))


def odds_ratio(a: np.ndarray, b: np.ndarray, c: float, d: float) -> np.ndarray:
    """Return a(d - b) / (b(c - a)) (Pojanapunya & Todd 2018); NaN where that divides by 0."""
    a, b = np.asarray(a, float), np.asarray(b, float)
    return ratio(a * (d - b), b * (c - a))


def simple_maths(a: np.ndarray, b: np.ndarray, c: float, d: float, k: float = 1.0) -> np.ndarray:
    """Return the ratio of frequencies per million, ``k`` added to both (Kilgarriff 2009)."""
    return np.asarray((1e6 * np.divide(a, c) + k) / (1e6 * np.divide(b, d) + k))


def p_values(statistic: np.ndarray) -> np.ndarray:
    """Return float64[T]: the tail of χ² with one degree of freedom."""
    return chi2_tails(statistic)


def benjamini_hochberg(p: np.ndarray) -> np.ndarray:
    """Return adjusted p values: the q at which each would just be rejected (1995).

    NaN takes no part, and is not counted among the tests.
    """
    adjusted = np.full(len(p), np.nan)
    tested = np.flatnonzero(~np.isnan(p))
    order = tested[np.argsort(p[tested], kind="stable")]
    steps = p[order] * len(order) / np.arange(1, len(order) + 1)
    adjusted[order] = np.minimum(np.minimum.accumulate(steps[::-1])[::-1], 1.0)
    return adjusted


def _cells(
    a: np.ndarray, b: np.ndarray, c: float, d: float
) -> tuple[tuple[np.ndarray, ...], tuple[np.ndarray, ...]]:
    a, b = np.asarray(a, float), np.asarray(b, float)
    n = float(c + d)
    term, rest = a + b, n - a - b
    observed = (a, b, c - a, d - b)
    expected = (c * term / n, d * term / n, c * rest / n, d * rest / n)
    return observed, expected


def _without_zeros(counts: np.ndarray) -> np.ndarray:
    counts = np.asarray(counts, float)
    return np.where(counts == 0, _HALF, counts)
