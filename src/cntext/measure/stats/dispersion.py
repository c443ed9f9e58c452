"""Dispersion: how evenly a term is spread over the parts of a corpus, or along it.

Measures over parts take ``freq``, float or int [T, n]: occurrences of T terms in n parts,
and ``sizes`` [n]: the sizes of the parts in words or characters. They return float64[T],
NaN where they are undefined (no occurrence, fewer than two parts). Parts of size 0 must
have been left out. D, D2, S, DP and DPnorm lie between 0 and 1 by definition, and rounding
must not carry them out: D of a term in one part came to -2.2e-16. D3 may be negative.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from cntext.lazy import np
from cntext.measure.stats.ratio import ratio


def juilland_d(freq: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Return D = 1 - V / √(n - 1), V the variation of relative frequencies.

    Juilland & Chang-Rodríguez 1964, on freq / sizes, with the population standard
    deviation. 1 is even, 0 all in one part.
    """
    rates = freq / sizes
    parts = rates.shape[1]
    if parts < 2:
        return np.full(len(rates), np.nan)
    mean = rates.mean(axis=1)
    return _from_0_to_1(1 - ratio(rates.std(axis=1), mean) / math.sqrt(parts - 1))


def carroll_d2(freq: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Return D2 = H / ln n, H the entropy of relative frequencies (Carroll 1970)."""
    rates = freq / sizes
    parts = rates.shape[1]
    if parts < 2:
        return np.full(len(rates), np.nan)
    share = ratio(rates, rates.sum(axis=1, keepdims=True))
    logs = np.log(share, out=np.zeros_like(share), where=share > 0)
    entropy: np.ndarray = -(share * logs).sum(axis=1)
    return _from_0_to_1(entropy / math.log(parts))


def rosengren_s(freq: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Return S = (Σ √(s_i f_i))² / F, s_i the shares of the parts (Rosengren 1971).

    With parts of one size that is (Σ √f_i)² / nF.
    """
    share = sizes / sizes.sum()
    return _from_0_to_1(ratio(np.sqrt(freq * share).sum(axis=1) ** 2, freq.sum(axis=1)))


def lyne_d3(freq: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Return D3 = 1 - χ² / 4F, χ² of freq against the sizes (Lyne 1985)."""
    total = freq.sum(axis=1)
    expected = total[:, None] * (sizes / sizes.sum())
    chi2 = ratio((freq - expected) ** 2, expected).sum(axis=1)
    return 1 - ratio(chi2, 4 * total)


def deviation_of_proportions(freq: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Return DP = ½ Σ |f_i / F - s_i| (Gries 2008): 0 is even, near 1 uneven."""
    if not len(sizes):
        return np.full(len(freq), np.nan)
    observed = ratio(freq, freq.sum(axis=1, keepdims=True))
    return _from_0_to_1(0.5 * np.abs(observed - sizes / sizes.sum()).sum(axis=1))


def normalised_dp(freq: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Return DPnorm = DP / (1 - smallest s_i) (Lijffijt & Gries 2012): at most 1."""
    dp = deviation_of_proportions(freq, sizes)
    room = 1 - float(sizes.min()) / float(sizes.sum()) if len(sizes) else 0.0
    return _from_0_to_1(dp / room) if room > 0 else np.full(len(dp), np.nan)


def _from_0_to_1(values: np.ndarray) -> np.ndarray:
    """Take back what rounding added beyond the range of a measure; NaN stays."""
    return np.asarray(np.clip(values, 0.0, 1.0))


@dataclass(frozen=True, slots=True)
class Distances:
    """Measures of the distances between occurrences, the corpus taken as a ring; float64[T].

    ``arf``: average reduced frequency; ``awt``: average waiting time; ``ald``: average
    logarithmic distance; ``f_ald`` = N 10^-ALD, the frequency that ALD stands for. NaN
    for a term that does not occur.
    """

    arf: np.ndarray
    awt: np.ndarray
    ald: np.ndarray
    f_ald: np.ndarray


def distances(positions: np.ndarray, bounds: np.ndarray, size: int) -> Distances:
    """Return the measures of T terms in a corpus of ``size`` words or characters.

    ``positions`` int64[M], 0 up to ``size``; those of term t are from ``bounds[t]`` up to
    ``bounds[t + 1]``, ascending. Savický & Hlaváčová 2002: with d_i the distances from one
    occurrence to the next, around the end to the first, ARF = (F/N) Σ min(d_i, N/F);
    AWT = ½ (1 + Σ d_i² / N); ALD = Σ d_i log10 d_i / N.
    """
    counts = np.diff(bounds)
    occurring = np.flatnonzero(counts)
    first, last = bounds[:-1][occurring], bounds[1:][occurring] - 1
    following = np.empty_like(positions)
    following[:-1] = positions[1:]
    following[last] = positions[first] + size
    # A concept may be counted in two forms that begin at one place.
    gaps = np.maximum(following - positions, 1).astype(float)
    mean = ratio(np.full(len(counts), size), counts)

    def total(values: np.ndarray) -> np.ndarray:
        sums = np.full(len(counts), np.nan)
        if len(occurring):
            sums[occurring] = np.add.reduceat(values, first)
        return sums

    ald = total(gaps * np.log10(gaps)) / size if size else mean
    return Distances(
        arf=total(np.minimum(gaps, np.repeat(mean, counts))) / mean,
        awt=(1 + total(gaps * gaps) / max(size, 1)) / 2,
        ald=ald,
        f_ald=size * 10.0**-ald,
    )
