"""The strings that recur in a corpus, and how often: what mining finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from cntext.analysis import Mergeable
from cntext.lazy import np
from cntext.measure.stats.phrase_examples import Examples
from cntext.measure.stats.phrase_parts import About, Look, Parts
from cntext.measure.stats.phrase_texts import Texts

Answer = TypeVar("Answer", bound=Mergeable)


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

    def ask(self, look: Look[Answer]) -> Answer:
        """Return what ``look``, which can go to another process, finds in all parts together."""
        return self.parts.ask(About(self.chosen, self.length, look))

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
        return self._walk(starts, lengths)[1]

    def number(self, starts: np.ndarray, lengths: np.ndarray) -> np.ndarray:
        """Return int64[n]: the number of the string there on its level, or -1."""
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
