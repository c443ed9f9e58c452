"""Strings that begin or end in the middle of better ones: 融合和校企合作, out of 产教融合和校企合作."""

from __future__ import annotations

from cntext.lazy import np
from cntext.measure.stats.phrase_folding import stretches
from cntext.measure.stats.repeats import Repeats

# The share of its occurrences in which a string cuts through a better one, from which on it is
# a piece; the better ones are this share of the list.
_CROSSING, _BETTER = 0.9, 0.33
_FEWEST = 4  # characters; what is shorter is asked by `pieces`


def crossing(repeats: Repeats, kept: np.ndarray, scores: np.ndarray) -> np.ndarray:
    """Return bool[C]: those of ``kept`` that nearly always cut through one that ranks far above.

    They begin inside it and go on behind it, or begin before it and end inside.
    """
    if not kept.any():
        return np.zeros(len(repeats), bool)
    better = kept & (scores >= np.quantile(scores[kept], 1 - _BETTER))
    asked = kept & ~better & (repeats.length >= _FEWEST)
    cuts = np.zeros(len(repeats), np.int64)
    for low, high in stretches(repeats):
        here = (repeats.occurrences >= low) & (repeats.occurrences < high)
        at = np.flatnonzero(here & better[repeats.owner])
        start, end = repeats.occurrences[at] - low, repeats.ends[at] - low
        # At every place, the first end of what reaches over it and the last beginning.
        first_end = np.full(high - low + 1, high, np.int64)
        last_start = np.full(high - low + 1, -1, np.int64)
        for offset in range(1, int(repeats.length.max(initial=0))):
            over = start + offset < end
            start, end = start[over], end[over]
            np.minimum.at(first_end, start + offset, end)
            np.maximum.at(last_start, start + offset, start)
        at = np.flatnonzero(here & asked[repeats.owner])
        start, end = repeats.occurrences[at] - low, repeats.ends[at] - low
        cut = (first_end[start] < end) | (last_start[end] > start)
        cuts += np.bincount(repeats.owner[at[cut]], minlength=len(repeats))
    found: np.ndarray = asked & (cuts >= _CROSSING * repeats.freq)
    return found
