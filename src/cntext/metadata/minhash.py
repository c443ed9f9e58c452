"""MinHash with bands: which texts are worth comparing (Broder 1997; Leskovec et al. ch. 3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cntext.lazy import np
from cntext.text.shingles import mixed, shingles

PLACES = 125  # of a signature; 25 bands of 5 at a threshold of 0.8
# At most one pair in 10,000 that is exactly at the threshold is not found.
_MISSED = 1e-4
_BLOCK = 1 << 15  # shingles at a time: 256 KB, which stays in the cache of a core


def signatures(texts: Sequence[str], progress: Callable[[int], None] | None = None) -> np.ndarray:
    """Return a row of 125 numbers for each text; no text may be empty.

    The share of places in which two rows agree is about the Jaccard index of the texts'
    shingles. Always the same numbers: the factors are fixed.
    """
    factors = mixed(np.arange(PLACES, dtype=np.uint64)) | np.uint64(1)
    result = np.empty((len(texts), PLACES), dtype=np.uint64)
    begin = 0
    while begin < len(texts):
        parts: list[np.ndarray] = []
        size = 0
        end = begin
        while end < len(texts) and (not parts or size < _BLOCK):
            parts.append(shingles(texts[end]))
            size += len(parts[-1])
            end += 1
        _sign(parts, factors, result[begin:end])
        if progress:
            progress(sum(map(len, texts[begin:end])))
        begin = end
    return result


def _sign(parts: Sequence[np.ndarray], factors: np.ndarray, rows: np.ndarray) -> None:
    """Write the smallest product of each part with each factor into its row."""
    numbers = np.concatenate(parts)
    starts = np.cumsum([0, *(len(part) for part in parts[:-1])])
    buffer = np.empty_like(numbers)
    for place, factor in enumerate(factors):
        np.multiply(numbers, factor, out=buffer)
        rows[:, place] = np.minimum.reduceat(buffer, starts)


def band_width(threshold: float) -> int:
    """Return how many places a band has: as many as miss no more than 1 pair in 10,000."""
    widths = range(1, PLACES + 1)
    fitting = [w for w in widths if (1 - threshold**w) ** (PLACES // w) <= _MISSED]
    return max(fitting, default=1)


def bands_of(signed: np.ndarray, threshold: float) -> list[list[int]]:
    """Return the buckets of each text: two texts in one bucket are worth comparing.

    A bucket that holds one text only is left out.
    """
    width = band_width(threshold)
    buckets: list[list[int]] = [[] for _ in range(len(signed))]
    fresh = 0
    for band in range(PLACES // width):
        key = np.zeros(len(signed), dtype=np.uint64)
        for place in range(band * width, (band + 1) * width):
            key = mixed(key ^ signed[:, place])
        _, inverse, count = np.unique(key, return_inverse=True, return_counts=True)
        for i in np.flatnonzero(count[inverse] > 1).tolist():
            buckets[i].append(fresh + int(inverse[i]))
        fresh += len(count)
    return buckets
