"""Do coders agree? Krippendorff's α, Cohen's and Fleiss' κ; undefined is NaN.

Ratings are int[U, C]: what each of C coders says of each of U units, as the place of the
value on a scale of V values; -1 where a coder says nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import combinations

from cntext.lazy import np


class Level(str, Enum):
    """How values differ: by being other, by order, by distance, by ratio."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Alpha:
    """Krippendorff's α and its interval at 95 %; ``undefined`` resamples of ``rounds`` had none."""

    alpha: float
    low: float
    high: float
    undefined: int = 0


def counts_of(ratings: np.ndarray, values: int) -> np.ndarray:
    """Return int64[U, V]: how many coders give each value to each unit."""
    counts = np.zeros((len(ratings), values), np.int64)
    for column in ratings.T:
        rated = np.flatnonzero(column >= 0)
        counts[rated, column[rated]] += 1
    return counts


def differences(level: Level, scale: Sequence[float], totals: np.ndarray) -> np.ndarray:
    """Return float64[V, V]: the squared difference of each two values (Krippendorff 2004, ch. 11).

    ``scale`` are the values as numbers, which interval and ratio need; ``totals`` float64[V] how
    often each is paired, which ordinal needs.
    """
    size = len(totals)
    if level is Level.NOMINAL:
        return 1.0 - np.eye(size)
    if level is Level.ORDINAL:
        # Everything from one value to the other, half of each end.
        upto = np.cumsum(totals)
        middle = upto - totals / 2
        return np.asarray((middle[:, None] - middle[None, :]) ** 2)
    numbers = np.asarray(scale, float)
    apart = numbers[:, None] - numbers[None, :]
    if level is Level.RATIO:
        both = numbers[:, None] + numbers[None, :]
        apart = np.divide(apart, both, out=np.zeros_like(apart), where=both != 0)
    return np.asarray(apart**2)


def alpha_of(counts: np.ndarray, level: Level, scale: Sequence[float]) -> float:
    """Return α = 1 - D_observed / D_expected of int[U, V] ``counts`` (Krippendorff 2004).

    Units with fewer than two values take no part. NaN where all values are the same: then
    nothing could have differed.
    """
    return float(_alphas(counts, np.ones((1, len(counts))), level, scale)[0])


def _alphas(
    counts: np.ndarray, weights: np.ndarray, level: Level, scale: Sequence[float]
) -> np.ndarray:
    """Return float64[B]: α of the units taken as often as ``weights`` float[B, U] says."""
    rated = counts.sum(axis=1)
    paired = counts[rated >= 2].astype(float)
    weights = weights[:, rated >= 2]
    each = paired.sum(axis=1)
    totals = weights @ paired  # [B, V]: values that are paired at all
    found = np.full(len(weights), np.nan)
    delta = differences(level, scale, totals[0]) if level is not Level.ORDINAL else None
    if delta is not None:
        # Of each unit: its pairs of values, by how far they differ; a value is no pair with itself.
        own = np.einsum("uv,vw,uw->u", paired, delta, paired) / np.maximum(each - 1, 1)
        observed = weights @ own
        expected = np.einsum("bv,vw,bw->b", totals, delta, totals)
    else:
        observed, expected = np.zeros(len(weights)), np.zeros(len(weights))
        for b, total in enumerate(totals):
            delta = differences(level, scale, total)
            own = np.einsum("uv,vw,uw->u", paired, delta, paired) / np.maximum(each - 1, 1)
            observed[b], expected[b] = weights[b] @ own, total @ delta @ total
    size = totals.sum(axis=1)
    sound = expected > 0
    found[sound] = 1 - (size[sound] - 1) * observed[sound] / expected[sound]
    return found


def alpha_with_interval(
    counts: np.ndarray, level: Level, scale: Sequence[float], *, rounds: int, seed: int
) -> Alpha:
    """Return α with the percentile interval of a bootstrap over units (Efron 1979).

    Units that can be paired are drawn anew, as many as there are. Resamples without an α (all
    values the same) are left out and counted. NaN bounds where there is no α or none is left.
    """
    alpha = alpha_of(counts, level, scale)
    paired = counts[counts.sum(axis=1) >= 2]
    if np.isnan(alpha) or not rounds or len(paired) < 2:
        return Alpha(alpha, float("nan"), float("nan"))
    # Units that are rated alike are drawn as one kind: many thousands are a few dozen kinds.
    kinds, often = np.unique(paired, axis=0, return_counts=True)
    random = np.random.default_rng(seed)
    drawn = random.multinomial(len(paired), often / often.sum(), size=rounds).astype(float)
    alphas = _alphas(kinds, drawn, level, scale)
    alphas = alphas[~np.isnan(alphas)]
    if not len(alphas):
        return Alpha(alpha, float("nan"), float("nan"), rounds)
    low, high = np.quantile(alphas, (0.025, 0.975)).tolist()
    return Alpha(alpha, low, high, rounds - len(alphas))


def agreement_of(counts: np.ndarray) -> float:
    """Return the share of pairs of ratings of the same unit that are equal; NaN without pairs."""
    rated = counts.sum(axis=1)
    pairs = (rated * (rated - 1)).sum()
    return float((counts * (counts - 1)).sum() / pairs) if pairs else float("nan")


def confusion(ratings: np.ndarray, a: int, b: int, values: int) -> np.ndarray:
    """Return int64[V, V]: units to which coder ``a`` gives the row's value and ``b`` the column's."""
    both = ratings[(ratings[:, a] >= 0) & (ratings[:, b] >= 0)]
    table = np.zeros((values, values), np.int64)
    np.add.at(table, (both[:, a], both[:, b]), 1)
    return table


def cohen_kappa(table: np.ndarray, weights: np.ndarray | None = None) -> float:
    """Return κ of int[V, V] (Cohen 1960), weighted by float[V, V] disagreements (Cohen 1968).

    NaN where no disagreement can be expected, or nothing was rated by both.
    """
    size = table.sum()
    if not size:
        return float("nan")
    apart = 1.0 - np.eye(len(table)) if weights is None else weights
    expected = table.sum(axis=1) @ apart @ table.sum(axis=0) / size
    return float(1 - (table * apart).sum() / expected) if expected > 0 else float("nan")


def kappa_weights(level: Level, scale: Sequence[float]) -> np.ndarray | None:
    """Return the weights of κ at ``level``: none, linear in rank, or the squared distance."""
    size = len(scale)
    if level is Level.NOMINAL:
        return None
    if level is Level.ORDINAL:
        rank = np.arange(size)
        return np.asarray(np.abs(rank[:, None] - rank[None, :]), float)
    return differences(level, scale, np.ones(size))


def mean_kappa(
    ratings: np.ndarray, values: int, weights: np.ndarray | None = None
) -> tuple[float, int]:
    """Return the mean of Cohen's κ over the pairs of coders (Light 1971), and of how many pairs.

    Pairs without a κ take no part.
    """
    each = [
        cohen_kappa(confusion(ratings, a, b, values), weights)
        for a, b in combinations(range(ratings.shape[1]), 2)
    ]
    known = [kappa for kappa in each if not np.isnan(kappa)]
    return (sum(known) / len(known) if known else float("nan")), len(known)


def fleiss_kappa(ratings: np.ndarray, values: int) -> float:
    """Return Fleiss' κ (Fleiss 1971) of the units that every coder rated; NaN where undefined."""
    whole = ratings[(ratings >= 0).all(axis=1)]
    coders = ratings.shape[1]
    if not len(whole) or coders < 2:
        return float("nan")
    counts = counts_of(whole, values)
    observed = (counts * (counts - 1)).sum() / (len(whole) * coders * (coders - 1))
    share = counts.sum(axis=0) / (len(whole) * coders)
    expected = float((share**2).sum())
    return float((observed - expected) / (1 - expected)) if expected < 1 else float("nan")
