"""MinHash with bands: which texts are worth comparing (Broder 1997; Leskovec et al. ch. 3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cntext.lazy import np, pattern

SHINGLE = 5  # characters: two or three words, as in the literature on Chinese duplicates
PLACES = 125  # of a signature; 25 bands of 5 at a threshold of 0.8
# At most one pair in 10,000 that is exactly at the threshold is not found.
_MISSED = 1e-4
_BLOCK = 1 << 15  # shingles at a time: 256 KB, which stays in the cache of a core
_NO_WORD = pattern(r"[\W_]+")


def stripped(text: str) -> str:
    """Return the letters, digits and Chinese characters of ``text``, nothing else."""
    return _NO_WORD.sub("", text)


def shingles(text: str) -> np.ndarray:
    """Return a 64-bit number for each run of 5 characters; a shorter text is one run."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint64)
    size = min(SHINGLE, len(codes))
    if not size:
        return codes
    number = np.zeros(len(codes) - size + 1, dtype=np.uint64)
    for i in range(size):
        # 2^21 codes: three of them fill 63 bits, so the rest is mixed in.
        number = _mixed(number) ^ codes[i : i + len(number)]
    return _mixed(number)


def _mixed(x: np.ndarray) -> np.ndarray:
    """Return splitmix64 of ``x``: one-to-one, each bit depending on all."""
    x = x + np.uint64(0x9E3779B97F4A7C15)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(x ^ (x >> np.uint64(31)))


def signatures(texts: Sequence[str], progress: Callable[[int], None] | None = None) -> np.ndarray:
    """Return a row of 125 numbers for each text; no text may be empty.

    The share of places in which two rows agree is about the Jaccard index of the texts'
    shingles. Always the same numbers: the factors are fixed.
    """
    factors = _mixed(np.arange(PLACES, dtype=np.uint64)) | np.uint64(1)
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
            key = _mixed(key ^ signed[:, place])
        _, inverse, count = np.unique(key, return_inverse=True, return_counts=True)
        for i in np.flatnonzero(count[inverse] > 1).tolist():
            buckets[i].append(fresh + int(inverse[i]))
        fresh += len(count)
    return buckets
