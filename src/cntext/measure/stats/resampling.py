"""Is a difference one of documents, or of a few documents that repeat a word?

Tests on words take each occurrence for an independent event, which it is not: a document
that uses a word at all uses it again. Here whole documents are drawn or exchanged.
"""

from __future__ import annotations

from dataclasses import dataclass

from cntext.lazy import np

_CELLS = 1 << 22  # of one block of the work, so that memory stays small


@dataclass(frozen=True, slots=True)
class Resampled:
    """Float64[T]: p of a permutation test of the rates, two-sided; interval of the Log Ratio.

    The interval is the percentile interval at 95 % (Efron 1979), NaN where a side has one
    document: drawn anew it is always the same.
    """

    p: np.ndarray
    low: np.ndarray
    high: np.ndarray


def resample(
    counts: np.ndarray, sizes: np.ndarray, in_target: np.ndarray, *, rounds: int, seed: int
) -> Resampled:
    """Compare rates in target and reference, document by document.

    ``counts`` int [D, T]: T terms in D documents; ``sizes`` int [D]; ``in_target``
    bool [D]. The permutation test (Fisher 1935) deals the documents anew to sides of as
    many documents; p = (1 + cases at least as far apart) / (1 + rounds). The bootstrap
    draws the documents of each side anew.
    """
    random = np.random.default_rng(seed)
    target, reference = np.flatnonzero(in_target), np.flatnonzero(~in_target)
    dealt = np.zeros((rounds, len(sizes)))
    drawn = np.zeros((2, rounds, len(sizes)))
    for r in range(rounds):
        dealt[r, random.permutation(len(sizes))[: len(target)]] = 1
        for side, members in enumerate((target, reference)):
            picked = random.choice(members, len(members))
            drawn[side, r] = np.bincount(picked, minlength=len(sizes))
    p, low, high = (np.empty(counts.shape[1]) for _ in range(3))
    step = max(_CELLS // max(rounds, 1), 1)
    for at in range(0, counts.shape[1], step):
        block = slice(at, at + step)
        part = counts[:, block].astype(float)
        seen = np.abs(_gap(in_target[None].astype(float), part, sizes))[0]
        shuffled = np.abs(_gap(dealt, part, sizes))
        # Equal up to rounding counts as equal.
        as_far = (shuffled >= seen * (1 - 1e-12)).sum(axis=0)
        p[block] = (1 + as_far) / (1 + rounds)
        ratios = _log_ratio(drawn, part, sizes)
        low[block], high[block] = np.quantile(ratios, (0.025, 0.975), axis=0)
    if min(len(target), len(reference)) < 2:
        low[:] = high[:] = np.nan
    return Resampled(p, low, high)


def _gap(weights: np.ndarray, counts: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Return [R, T]: rate in the documents of weight 1 less the rate in the others."""
    hits, size = weights @ counts, weights @ sizes
    total, whole = counts.sum(axis=0), sizes.sum()
    gap: np.ndarray = hits / size[:, None] - (total - hits) / (whole - size)[:, None]
    return gap


def _log_ratio(drawn: np.ndarray, counts: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Return [R, T]: log2 of the ratio of rates; a zero counts as one half."""
    sides = []
    for weights in drawn:
        hits = weights @ counts
        sides.append(np.where(hits == 0, 0.5, hits) / (weights @ sizes)[:, None])
    ratio: np.ndarray = np.log2(sides[0] / sides[1])
    return ratio
