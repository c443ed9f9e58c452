"""Where strings occur in part of a corpus, and what is counted there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from cntext.lazy import np
from cntext.measure.stats.phrase_columns import beside
from cntext.measure.stats.phrase_layout import Layout

if TYPE_CHECKING:
    from cntext.measure.stats.phrase_parts import Part


@dataclass(frozen=True)
class Occurrences:
    """Where C strings occur in a part of the corpus, M occurrences in all.

    ``length`` int64[C] in characters. String c occurs at ``places`` int32[M] from ``bounds[c]``
    up to ``bounds[c + 1]`` (int64[C + 1]), places in ``layout``, ascending, none overlapping the
    one before: what ``str.count`` counts.
    """

    part: Part
    layout: Layout
    length: np.ndarray
    bounds: np.ndarray
    places: np.ndarray

    def __len__(self) -> int:
        return len(self.length)

    @cached_property
    def freq(self) -> np.ndarray:
        """Occurrences here, int64[C]."""
        return np.diff(self.bounds)

    @cached_property
    def owner(self) -> np.ndarray:
        """Which string each occurrence is of, int32[M]."""
        return np.repeat(np.arange(len(self), dtype=np.int32), self.freq)

    @cached_property
    def ends(self) -> np.ndarray:
        """Place behind each occurrence, int32[M]."""
        ends: np.ndarray = self.places + np.repeat(self.length.astype(np.int32), self.freq)
        return ends

    @cached_property
    def document(self) -> np.ndarray:
        """Document of each occurrence, int64[M], by its place in the part."""
        document: np.ndarray = self.layout.document_of(self.places)
        return document

    @cached_property
    def rank(self) -> np.ndarray:
        """Document of each occurrence, int64[M], by its place among all in order of time."""
        ranks: np.ndarray = self.part.ranks[self.document]
        return ranks

    def count(self, *looks: tuple[np.ndarray | None, np.ndarray | None]) -> list[np.ndarray]:
        """Return int64[C] for each of ``looks``: at how many occurrences of each it holds.

        A look is two flags, bool[N] by place in the layout, None where anything will do: for the
        first character of an occurrence, and for the character behind it.
        """
        return beside(self.places, self.bounds, self.length, len(self.layout), looks)

    def sum(self, values: np.ndarray) -> np.ndarray:
        """Sum ``values`` [M], flags or whole numbers, over the occurrences of each: int64[C]."""
        total = np.zeros(len(values) + 1, np.int64)
        np.cumsum(values, out=total[1:])
        sums: np.ndarray = total[self.bounds[1:]] - total[self.bounds[:-1]]
        return sums

    def least(self, values: np.ndarray, none: int) -> np.ndarray:
        """Return the least of ``values`` int64[M] of each string, ``none`` without any: int64[C]."""
        result = np.full(len(self), none, np.int64)
        some = self.freq > 0
        if some.any():
            result[some] = np.minimum.reduceat(values, self.bounds[:-1][some])
        return result

    def new_documents(self) -> np.ndarray:
        """Return bool[M]: the first occurrences of their strings in their documents."""
        document, owner = self.document, self.owner
        new: np.ndarray = np.diff(document, prepend=-1) != 0
        new |= np.diff(owner, prepend=-1) != 0
        return new
