"""The strings that recur in a corpus, how often and where: what mining finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import Field, dataclass, fields
from functools import cached_property
from typing import Any, ClassVar, Protocol, TypeVar

from cntext.lazy import np
from cntext.measure.stats.phrase_layout import Layout

# Occurrences looked at at once: some 40 bytes each.
_BLOCK = 2_000_000


@dataclass(frozen=True, slots=True)
class Level:
    """The strings of k characters that are frequent enough to count, G of them.

    ``keys`` int64[G], ascending: (number of the string without its last character on
    the level before) · alphabet + code of its last character. The number of a string is
    its place here, so numbers are in code-point order. ``counts`` int64[G]: occurrences.
    """

    keys: np.ndarray
    counts: np.ndarray

    def find(self, keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the numbers of ``keys``, int64[n], and bool[n]: whether each is here at all."""
        if not len(self.keys):
            return np.zeros(len(keys), np.int64), np.zeros(len(keys), bool)
        place = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return place, self.keys[place] == keys


@dataclass(frozen=True)
class Repeats:
    """The candidates, C of them, and where each occurs.

    ``length`` int64[C] in characters; ``numbers`` int64[C]: the number on the level of that
    length. Candidate c occurs at ``occurrences`` int32[M] from
    ``bounds[c]`` up to ``bounds[c + 1]`` (int64[C + 1]), places in ``layout.text``,
    ascending, none overlapping the one before: what ``str.count`` counts. Candidates
    are ordered by length, then by code point.
    """

    layout: Layout
    levels: tuple[Level, ...]
    length: np.ndarray
    numbers: np.ndarray
    bounds: np.ndarray
    occurrences: np.ndarray

    def __len__(self) -> int:
        return len(self.length)

    @cached_property
    def freq(self) -> np.ndarray:
        """Occurrences, int64[C]: left to right, not overlapping."""
        return np.diff(self.bounds)

    @cached_property
    def owner(self) -> np.ndarray:
        """Which candidate each occurrence is of, int32[M]."""
        return np.repeat(np.arange(len(self), dtype=np.int32), self.freq)

    @cached_property
    def first(self) -> np.ndarray:
        """Place of the first occurrence, int64[C]."""
        places: np.ndarray = self.occurrences[self.bounds[:-1]]
        return places

    @cached_property
    def ends(self) -> np.ndarray:
        """Place behind each occurrence, int32[M]."""
        places: np.ndarray = self.occurrences + np.repeat(self.length.astype(np.int32), self.freq)
        return places

    @cached_property
    def example(self) -> np.ndarray:
        """First occurrence that is cut out as whole words, int64[C]; its tokens stand for all.

        The first of all where only occurrences that overlap another are whole.
        """
        borders = self.layout.borders
        whole = borders[self.occurrences] & borders[self.ends]
        place = np.where(whole, self.occurrences, len(self.layout.text))
        if not len(self):
            return place
        best = np.minimum.reduceat(place, self.bounds[:-1])
        return np.where(best < len(self.layout.text), best, self.first)

    def sum(self, values: np.ndarray) -> np.ndarray:
        """Sum ``values`` [M] over the occurrences of each candidate, which has one: int64[C]."""
        if not len(self):
            return np.zeros(0, np.int64)
        total: np.ndarray = np.add.reduceat(values, self.bounds[:-1], dtype=np.int64)
        return total

    def tally(self, which: Callable[[Repeats], np.ndarray]) -> np.ndarray:
        """Count the occurrences for which ``which`` of a block, bool[m], holds: int64[C]."""
        counts: np.ndarray = np.concatenate([block.sum(which(block)) for block in self.blocks()])
        return counts

    def tally_of(self, asked: np.ndarray, which: Callable[[Repeats], np.ndarray]) -> np.ndarray:
        """Count as `tally` does for the candidates ``asked``, bool[C], alone; 0 for the rest."""
        counts = np.zeros(len(self), np.int64)
        if asked.any():
            counts[asked] = self.take(asked).tally(which)
        return counts

    def blocks(self) -> Iterator[Repeats]:
        """Yield the candidates in order, as many at once as have some million occurrences."""
        number = self.bounds[:-1] // _BLOCK
        cuts = np.flatnonzero(np.diff(number)) + 1
        for low, high in zip([0, *cuts.tolist()], [*cuts.tolist(), len(self)], strict=True):
            begin, end = int(self.bounds[low]), int(self.bounds[high])
            yield Repeats(
                self.layout,
                self.levels,
                self.length[low:high],
                self.numbers[low:high],
                self.bounds[low : high + 1] - begin,
                self.occurrences[begin:end],
            )

    def texts(self) -> list[str]:
        """Return the candidates themselves."""
        text = self.layout.text
        return [
            text[p : p + n] for p, n in zip(self.first.tolist(), self.length.tolist(), strict=True)
        ]

    def take(self, chosen: np.ndarray) -> Repeats:
        """Keep the candidates in ``chosen`` (int64[n], ascending, or bool[C])."""
        index = np.arange(len(self))[chosen]
        mask = np.zeros(len(self), bool)
        mask[index] = True
        bounds = np.concatenate(([0], np.cumsum(self.freq[index])))
        kept = self.occurrences[np.repeat(mask, self.freq)]
        return Repeats(
            self.layout, self.levels, self.length[index], self.numbers[index], bounds, kept
        )

    def positions(self, candidate: int) -> list[tuple[int, int]]:
        """Return ``(document, offset in characters)`` of every occurrence, in order."""
        places = self.occurrences[self.bounds[candidate] : self.bounds[candidate + 1]]
        documents = self.layout.document_of(places)
        offsets = places - self.layout.base[documents]
        return list(zip(documents.tolist(), offsets.tolist(), strict=True))

    def count(self, starts: np.ndarray, lengths: np.ndarray) -> np.ndarray:
        """Return int64[n]: how often ``text[start:start + length]`` occurs, overlaps too.

        0 where mining gave up on the string before it reached that length.
        """
        return self._walk(starts, lengths)[1]

    def number(self, starts: np.ndarray, lengths: np.ndarray) -> np.ndarray:
        """Return int64[n]: the number of ``text[start:start + length]`` on its level, or -1."""
        return self._walk(starts, lengths)[0]

    def _walk(self, starts: np.ndarray, lengths: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        found = np.zeros(len(starts), np.int64)
        final = np.full(len(starts), -1, np.int64)
        number = np.zeros(len(starts), np.int64)
        alive = np.flatnonzero(lengths > 0)
        for k, level in enumerate(self.levels, 1):
            key = number[alive] * self.layout.alphabet + self.layout.codes[starts[alive] + k - 1]
            place, met = level.find(key)
            alive, place = alive[met], place[met]
            number[alive] = place
            done = lengths[alive] == k
            found[alive[done]] = level.counts[place[done]]
            final[alive[done]] = place[done]
            alive = alive[~done]
            if not len(alive):
                break
        return final, found


class _Dataclass(Protocol):
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


Arrays = TypeVar("Arrays", bound=_Dataclass)


def in_blocks(repeats: Repeats, look: Callable[[Repeats], Arrays]) -> Arrays:
    """Return what ``look`` finds, a dataclass of arrays by candidate, without holding all at once."""
    parts = [look(block) for block in repeats.blocks()]
    names = [field.name for field in fields(parts[0])]
    return type(parts[0])(
        *(np.concatenate([getattr(part, name) for part in parts]) for name in names)
    )
