"""Lexical diversity of a run of words, and the Chinese readability indices.

``words`` is int[N], ids of the words in their order. What is undefined is None.
"""

from __future__ import annotations

from collections.abc import Sequence

from cntext.lazy import np


def type_token_ratio(words: np.ndarray) -> float | None:
    """Return types / tokens; comparable between texts of one length only."""
    return len(np.unique(words)) / len(words) if len(words) else None


def moving_ttr(words: np.ndarray, window: int) -> float | None:
    """Return MATTR: the mean TTR of all windows of ``window`` words (Covington & McFall 2010).

    None for a text shorter than one window.
    """
    size = len(words)
    if not size or size < window:
        return None
    # A word at i is new to every window that begins after its previous occurrence and
    # holds i: those from max(previous + 1, i - window + 1) to min(i, size - window).
    previous = _previous(words)
    at = np.arange(size)
    first = np.maximum(previous + 1, at - window + 1)
    last = np.minimum(at, size - window)
    types = int(np.maximum(last - first + 1, 0).sum())
    return types / ((size - window + 1) * window)


def _previous(words: np.ndarray) -> np.ndarray:
    """Return int64[N]: where each word stood last before, -1 if nowhere."""
    order = np.argsort(words, kind="stable")
    ordered = words[order]
    same = np.flatnonzero(ordered[1:] == ordered[:-1]) + 1
    previous = np.full(len(words), -1, np.int64)
    previous[order[same]] = order[same - 1]
    return previous


def mtld(words: Sequence[int], threshold: float = 0.72) -> float | None:
    """Return MTLD: the mean length of stretches that keep a TTR above ``threshold``.

    McCarthy & Jarvis 2010: the mean of a pass forwards and one backwards, the unfinished
    stretch at the end counted in part. A stretch ends where the threshold is reached, as they
    have it; programs that wait until the ratio is below it give higher values, for 18 types of
    25 words are 0.72 exactly. None where no stretch is begun: no word is repeated.
    """
    passes = [_mtld_pass(run, threshold) for run in (words, words[::-1])]
    if not len(words) or None in passes:
        return None
    return sum(p for p in passes if p is not None) / 2


def _mtld_pass(words: Sequence[int], threshold: float) -> float | None:
    factors, size, seen = 0.0, 0, set()
    for word in words:
        size += 1
        seen.add(word)
        # The stretch ends where the ratio has come down to the threshold.
        if len(seen) <= threshold * size:
            factors += 1
            size, seen = 0, set()
    if size:
        factors += (1 - len(seen) / size) / (1 - threshold)
    return len(words) / factors if factors else None


def hdd(words: np.ndarray, sample: int = 42) -> float | None:
    """Return HD-D: the TTR to expect of ``sample`` words drawn without putting back.

    McCarthy & Jarvis 2007: the sum over types of the probability to be drawn at all,
    over the size of the sample. None for a text shorter than the sample.
    """
    size = len(words)
    if size < sample:
        return None
    _, counts = np.unique(words, return_counts=True)
    spectrum, types = np.unique(counts, return_counts=True)
    # P(not drawn) = C(N - f, s) / C(N, s), as a product of s factors.
    drawn = np.arange(sample)
    factors = (size - spectrum[:, None] - drawn) / (size - drawn)
    missed = np.prod(np.maximum(factors, 0.0), axis=1)
    return float((types * (1 - missed)).sum()) / sample


def yule_k(words: np.ndarray) -> float | None:
    """Return K = 10⁴ (Σ m² V_m - N) / N² (Yule 1944); higher is more repetitive."""
    _, counts = np.unique(words, return_counts=True)
    return yule_k_of_counts(counts) if len(words) else None


def yule_k_of_counts(counts: np.ndarray) -> float:
    """Return Yule's K from the frequency of each type."""
    size = float(counts.sum())
    return 1e4 * (float((counts.astype(float) ** 2).sum()) - size) / size**2


def herdan_c(tokens: int, types: int) -> float | None:
    """Return C = ln types / ln tokens (Herdan 1960)."""
    return float(np.log(types) / np.log(tokens)) if tokens > 1 else None


def guiraud_r(tokens: int, types: int) -> float | None:
    """Return R = types / √tokens (Guiraud 1954)."""
    return types / tokens**0.5 if tokens else None


def readability(
    characters: int, clauses: int, function_tags: int, words: int
) -> tuple[float | None, float | None, float | None]:
    """Return r1, r2, r3 of 徐巍, 姚振晔 & 陈冬华 2021; higher is harder to read.

    r1: characters a clause; r2: adverbs and conjunctions among the words; r3: their
    mean, as defined there, though the one is about 20 and the other below 1, so that r3
    says little more than r1.
    """
    r1 = characters / clauses if clauses else None
    r2 = function_tags / words if words else None
    return r1, r2, (r1 + r2) / 2 if r1 is not None and r2 is not None else None
