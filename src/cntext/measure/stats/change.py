"""Change in time: trend tests and change points of a series of counts or rates."""

from __future__ import annotations

import math
from dataclasses import dataclass

from cntext.lazy import np
from cntext.measure.stats.distributions import normal_two_sided
from cntext.measure.stats.ratio import x_ln

# Below this the normal approximation of Mann-Kendall and the one of Pettitt are no use, and
# a permutation of so few periods cannot be significant after a split.
FEWEST_PERIODS = 8
# A change of a rate cannot be told from fewer occurrences.
FEWEST_EVENTS = 5
# Periods on either side of a change: one good year is no new level.
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class MannKendall:
    """S, its variance with ties, z with continuity correction, two-sided p, Kendall's τ-b.

    ``slope`` is that of Theil and Sen, per unit of time. τ is NaN where all values are equal.
    """

    s: int
    variance: float
    z: float
    p: float
    tau: float
    slope: float


def mann_kendall(values: np.ndarray, times: np.ndarray | None = None) -> MannKendall:
    """Test n values in order of time for a monotone trend (Mann 1945; Kendall 1975).

    Var S = (n(n-1)(2n+5) - Σ t(t-1)(2t+5)) / 18 over the groups of t equal values. The
    slope is the median of those of all pairs (Sen 1968), at ``times`` or 0, 1, 2 …
    """
    n = len(values)
    at = np.arange(n) if times is None else times
    before, after = np.triu_indices(n, 1)
    rise = values[after] - values[before]
    s = int(np.sign(rise).sum())
    _, ties = np.unique(values, return_counts=True)
    tied = float((ties * (ties - 1) * (2 * ties + 5)).sum())
    variance = (n * (n - 1) * (2 * n + 5) - tied) / 18
    z = (s - np.sign(s)) / math.sqrt(variance) if variance > 0 else 0.0
    pairs = n * (n - 1) / 2
    untied = pairs - float((ties * (ties - 1)).sum()) / 2
    tau = s / math.sqrt(pairs * untied) if untied > 0 else math.nan
    slope = float(np.median(rise / (at[after] - at[before]))) if pairs else math.nan
    return MannKendall(s, variance, float(z), normal_two_sided(float(z)), tau, slope)


def mann_kendall_many(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return S int64[T] and z float64[T] of T series, float64[T, n], as `mann_kendall` does."""
    terms, n = values.shape
    s = np.zeros(terms, np.int64)
    equal = np.zeros((terms, n), np.int64)  # how many values of the series equal this one
    for i in range(n):
        gap = np.sign(values[:, i:] - values[:, i, None])
        s += gap.sum(axis=1).astype(np.int64)
        equal[:, i:] += gap == 0
        equal[:, i] += (gap[:, 1:] == 0).sum(axis=1)
    # A group of t equal values has t members: their sum of (t-1)(2t+5) is the group's term.
    tied = ((equal - 1) * (2 * equal + 5)).sum(axis=1)
    variance = (n * (n - 1) * (2 * n + 5) - tied) / 18
    z = np.divide(s - np.sign(s), np.sqrt(variance), out=np.zeros(terms), where=variance > 0)
    return s, z


@dataclass(frozen=True, slots=True)
class Pettitt:
    """``index``: the first value after the change; K; the approximate two-sided p."""

    index: int
    k: int
    p: float


def pettitt(values: np.ndarray) -> Pettitt:
    """Find one change of level, by ranks (Pettitt 1979); K = max |U_t|.

    p ≈ 2 exp(-6K² / (n³ + n²)), at most 1; of equal maxima the first.
    """
    n = len(values)
    signs = np.sign(values[:, None] - values[None, :]).astype(np.int64)
    # U_t = Σ_{i <= t} Σ_{j > t} sgn(x_i - x_j): within the first t they cancel.
    u = np.cumsum(signs.sum(axis=1))[: n - 1]
    at = int(np.argmax(np.abs(u)))
    k = int(abs(u[at]))
    return Pettitt(at + 1, k, min(1.0, 2 * math.exp(-6 * k * k / (n**3 + n**2))))


@dataclass(frozen=True, slots=True)
class ChangePoint:
    """A change of a rate: before the period ``index`` one, from it on another.

    ``g2``: likelihood ratio 2 ln Λ of two Poisson rates against one; ``p`` by permutation.
    """

    index: int
    g2: float
    p: float
    rate_before: float
    rate_after: float


def poisson_split(counts: np.ndarray, exposure: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return, for R series [R, n], the best place to cut each in two, and G² of that cut.

    Counts are Poisson with mean rate × exposure (words, characters, documents): for a cut
    G² = 2 Σ y ln(r / r₀) over both sides (Worsley 1986). Sides have 3 periods or more.
    """
    before, spent = np.cumsum(counts, axis=1), np.cumsum(exposure, axis=1)
    total, whole = before[:, -1:], spent[:, -1:]
    cuts = slice(_SHORTEST - 1, counts.shape[1] - _SHORTEST)
    y1, e1 = before[:, cuts].astype(float), spent[:, cuts].astype(float)
    y2, e2 = total - y1, whole - e1
    overall = total / whole
    g2 = 2 * (x_ln(y1, e1 * overall) + x_ln(y2, e2 * overall))
    best = np.argmax(g2, axis=1)
    return best + _SHORTEST, g2[np.arange(len(best)), best]


def change_points(
    counts: np.ndarray,
    exposure: np.ndarray,
    *,
    seed: int = 0,
    permutations: int = 999,
    level: float = 0.05,
) -> list[ChangePoint]:
    """Return the changes of the rate of ``counts`` [n] under ``exposure`` [n], in order.

    Binary segmentation (Vostrikova 1981): the best cut by Poisson likelihood is kept if
    shuffled periods do as well in no more than ``level`` of cases, then both sides are
    searched. The periods are shuffled whole, count with exposure, so that words which
    come in clumps do not pass for a change as they would by the χ² of the likelihood.
    """
    random = np.random.default_rng(seed)
    found: list[ChangePoint] = []
    parts = [(0, len(counts))]
    while parts:
        low, high = parts.pop()
        y, e = counts[low:high], exposure[low:high]
        if len(y) < FEWEST_PERIODS or y.sum() < FEWEST_EVENTS:
            continue
        at, g2 = (x[0] for x in poisson_split(y[None], e[None]))
        order = random.permuted(np.tile(np.arange(len(y)), (permutations, 1)), axis=1)
        _, shuffled = poisson_split(y[order], e[order])
        # A shuffle may rebuild the same sums in another order: equal up to rounding.
        p = (1 + int((shuffled >= g2 * (1 - 1e-12)).sum())) / (1 + permutations)
        if p > level:
            continue
        cut = int(at)
        found.append(
            ChangePoint(
                index=low + cut,
                g2=float(g2),
                p=p,
                rate_before=float(y[:cut].sum() / e[:cut].sum()),
                rate_after=float(y[cut:].sum() / e[cut:].sum()),
            )
        )
        parts += [(low + cut, high), (low, low + cut)]
    return sorted(found, key=lambda change: change.index)
