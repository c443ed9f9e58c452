"""What a comparison rests on: the frequencies of terms in target and reference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cntext.frequencies import FrequencyList
from cntext.lazy import np
from cntext.measure.stats.document_counts import DocumentCounts
from cntext.measure.stats.runs import Runs
from cntext.measure.stats.sides import Sides


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of a comparison."""

    direction: str
    test: str
    smooth: float
    resample: int
    seed: int
    sort: str
    min_freq: int
    min_range: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Target and reference, counted: frequencies and documents by term, sizes of both."""

    terms: Sequence[str]
    a: np.ndarray
    b: np.ndarray
    c: int
    d: int
    range_t: np.ndarray
    range_r: np.ndarray | None

    def kept(self, asked: Asked) -> np.ndarray:
        """Return bool[T]: which terms are frequent enough."""
        spread = self.range_t if self.range_r is None else self.range_t + self.range_r
        return np.asarray((self.a + self.b >= asked.min_freq) & (spread >= asked.min_range))


def paired(runs: Runs[DocumentCounts], sides: Sequence[Sides], asked: Asked) -> list[Pair]:
    """Return what each side has of the terms that are frequent enough in all documents."""
    seats = [np.where(side.target, 0, np.where(side.reference, 1, -1)) for side in sides]
    found: list[list[tuple[np.ndarray, np.ndarray]]] = [[] for _ in sides]
    terms: list[str] = []
    for run in runs:
        (freq,), (spread,) = run.by(np.zeros(len(run), np.int64), 1)
        enough = (freq >= asked.min_freq) & (spread >= asked.min_range)
        frequent = run.take(np.flatnonzero(enough).tolist())
        terms += frequent.terms
        for seat, parts in zip(seats, found, strict=True):
            parts.append(frequent.by(seat, 2))
    base = runs.documents.base
    return [
        Pair(
            terms,
            *np.concatenate([freq for freq, _ in parts], axis=1),
            *(int(base[mask].sum()) for mask in (side.target, side.reference)),
            *np.concatenate([spread for _, spread in parts], axis=1),
        )
        for side, parts in zip(sides, found, strict=True)
    ]


def listed(runs: Runs[DocumentCounts], reference: FrequencyList) -> Pair:
    """Return what all documents have of each term, beside a frequency list."""
    together = np.zeros(len(runs.documents), np.int64)
    terms: list[str] = []
    parts = []
    for run in runs:
        terms += run.terms
        parts.append(np.concatenate(run.by(together, 1)))
    freq, spread = np.concatenate(parts, axis=1)
    found = np.array([reference.freq.get(term, 0) for term in terms], np.int64)
    size = int(runs.documents.base.sum())
    return Pair(terms, freq, found, size, reference.total, spread, None)
