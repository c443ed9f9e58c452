"""Shingles: every run of k characters of a text, as numbers (Broder 1997)."""

from __future__ import annotations

from cntext.lazy import np, pattern
from cntext.text.codes import codes_of

SHINGLE = 5  # characters: two or three words, as in the literature on Chinese duplicates
_NO_WORD = pattern(r"[\W_]+")


def stripped(text: str) -> str:
    """Return the letters, digits and Chinese characters of ``text``, nothing else."""
    return _NO_WORD.sub("", text)


def shingles(text: str, size: int = SHINGLE) -> np.ndarray:
    """Return a 64-bit number for each run of ``size`` characters; a shorter text is one run.

    Two runs that differ share a number once in 2^64: with a hundred million runs that
    happens to one pair in 4,000 corpora.
    """
    codes = codes_of(text).astype(np.uint64)
    size = min(size, len(codes))
    if not size:
        return codes
    number = np.zeros(len(codes) - size + 1, dtype=np.uint64)
    for i in range(size):
        # 2^21 codes: three of them fill 63 bits, so the rest is mixed in.
        number = mixed(number) ^ codes[i : i + len(number)]
    return mixed(number)


def mixed(x: np.ndarray) -> np.ndarray:
    """Return splitmix64 of ``x``: one-to-one, each bit depending on all."""
    x = x + np.uint64(0x9E3779B97F4A7C15)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(x ^ (x >> np.uint64(31)))
