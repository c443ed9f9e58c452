"""The strings that recur in a corpus, and how often: what mining finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from cntext.analysis import Mergeable
from cntext.lazy import np
from cntext.measure.stats.phrase_examples import Examples
from cntext.measure.stats.phrase_levels import Level, numbers_of
from cntext.measure.stats.phrase_parts import About, Look, Only, Parts
from cntext.measure.stats.phrase_texts import Texts

Answer = TypeVar("Answer", bound=Mergeable)


@dataclass(frozen=True)
class Repeats:
    """The candidates, C of them, in texts that lie in parts.

    ``length`` int64[C] in characters; ``numbers`` int64[C]: the number on the level of that
    length; ``freq`` int64[C]: occurrences, left to right, not overlapping; ``chosen`` int64[C]:
    which they are of all that was mined. ``layout``: an example of each, cut as it is where it
    stands; ``start`` int64[C]: place of the example there; ``first`` int64[C, 2]: its document,
    in order of time, and its offset there. Candidates are ordered by length, then by code point.
    """

    parts: Parts
    whole: Texts
    levels: tuple[Level, ...]
    length: np.ndarray
    numbers: np.ndarray
    freq: np.ndarray
    chosen: np.ndarray
    layout: Examples
    start: np.ndarray
    first: np.ndarray

    def __len__(self) -> int:
        return len(self.length)

    def ask(self, look: Look[Answer], *, only: bool = False) -> Answer:
        """Return what ``look``, which can go to another process, finds in all parts together.

        ``only``: after this no other candidates will be asked about.
        """
        kind = Only if only else About
        return self.parts.ask(kind(self.chosen, self.length, look))

    def texts(self) -> list[str]:
        """Return the candidates themselves."""
        text = self.layout.text
        return [
            text[p : p + n] for p, n in zip(self.start.tolist(), self.length.tolist(), strict=True)
        ]

    def take(self, chosen: np.ndarray) -> Repeats:
        """Keep the candidates in ``chosen`` (int64[n], ascending, or bool[C])."""
        columns = (self.length, self.numbers, self.freq, self.chosen)
        length, numbers, freq, which = (column[chosen] for column in columns)
        start, first = self.start[chosen], self.first[chosen]
        return Repeats(
            *(self.parts, self.whole, self.levels, length, numbers, freq, which),
            *(self.layout, start, first),
        )

    def count(self, starts: np.ndarray, lengths: np.ndarray) -> np.ndarray:
        """Return int64[n]: how often ``layout.text[start:start + length]`` occurs, overlaps too.

        0 where mining gave up on the string before it reached that length.
        """
        counts = np.zeros(len(starts), np.int64)
        numbers = self.number(starts, lengths)
        for k, level in enumerate(self.levels, 1):
            there = np.flatnonzero((lengths == k) & (numbers >= 0))
            counts[there] = level.counts[numbers[there]]
        return counts

    def number(self, starts: np.ndarray, lengths: np.ndarray) -> np.ndarray:
        """Return int64[n]: the number of the string there on its level, or -1."""
        layout = self.layout
        return numbers_of(self.levels, layout.alphabet, layout.codes, starts, lengths)
