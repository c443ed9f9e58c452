"""Which stretches of two texts are made of shingles that both have."""

from __future__ import annotations

from collections.abc import Sequence

from cntext.lazy import np
from cntext.measure.stats.borrowing import places_of_letters, span_in_text
from cntext.text.shingles import shingles, stripped

Spans = Sequence[tuple[int, int]]


def shared_runs(one: str, other: str, size: int) -> tuple[Spans, Spans]:
    """Return where shared shingles of ``size`` letters stand in each text, runs as one span."""
    a, b = shingles(stripped(one), size), shingles(stripped(other), size)
    return _runs(one, np.isin(a, b), size), _runs(other, np.isin(b, a), size)


def _runs(text: str, shared: np.ndarray, size: int) -> Spans:
    """Return the spans that the shingles in ``shared`` (bool, one a shingle) cover."""
    letters = places_of_letters(text)
    begins = np.flatnonzero(shared)
    if not len(begins):
        return ()
    # A shingle that begins behind the end of the one before it begins a run.
    breaks = np.flatnonzero(np.diff(begins) > size) + 1
    firsts = begins[np.concatenate([[0], breaks])].tolist()
    lasts = begins[np.concatenate([breaks - 1, [-1]])].tolist()
    ends = (min(last + size, len(letters)) for last in lasts)
    return [span_in_text(letters, begin, end) for begin, end in zip(firsts, ends, strict=True)]
