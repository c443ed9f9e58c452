"""Strings that begin or end in the middle of better ones: 融合和校企合作, out of 产教融合和校企合作."""

from __future__ import annotations

from cntext.lazy import np
from cntext.measure.stats.phrase_overlaps import Crossing
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
    cuts = repeats.ask(Crossing(better, asked)).counts
    found: np.ndarray = asked & (cuts >= _CROSSING * repeats.freq)
    return found
