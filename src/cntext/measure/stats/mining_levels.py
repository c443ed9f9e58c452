"""One level of mining in a part of a corpus: strings grow by a character, and are counted.

A part never sees another's text. It counts strings whose beginnings passed in all parts
together, and whose ends are not known to be rare: no string is more frequent than what it
is made of, so none that passes is lost.
"""

from __future__ import annotations

from dataclasses import dataclass

from cntext.lazy import np
from cntext.measure.stats.phrase_columns import apart, runs_of
from cntext.measure.stats.phrase_examples import Met, met
from cntext.measure.stats.phrase_growing import ENDS, RARE, grown
from cntext.measure.stats.phrase_layout import Layout
from cntext.measure.stats.phrase_levels import Level
from cntext.measure.stats.phrase_parts import Part
from cntext.measure.stats.phrase_questions import ByKey, Lasting
from cntext.measure.stats.phrase_texts import Texts
from cntext.measure.stats.sums import Keyed, fields_of


@dataclass(frozen=True, slots=True)
class LevelCounts(Keyed):
    """Strings of one length in part of a corpus, int64[n] each, in order of ``keys``.

    ``keys`` are those of a `Level`: the same string has the same key in every part. ``counts``:
    occurrences; ``begins``: those at the beginning of a word; ``whole``: those cut out as
    whole words.
    """

    keys: np.ndarray
    counts: np.ndarray
    begins: np.ndarray
    whole: np.ndarray


@dataclass(frozen=True, slots=True)
class Passed:
    """What all parts together say of a level: its frequent strings, G of them.

    ``going`` bool[G]: those that begin words often enough to go on; ``chosen`` bool[G]: the
    candidates.
    """

    level: Level
    going: np.ndarray
    chosen: np.ndarray


@dataclass(frozen=True, slots=True)
class Counted(ByKey, Lasting):
    """Asks for the counts of a level; strings of less than ``least`` occurrences go no further."""

    least: int

    def enough(self, answer: LevelCounts) -> LevelCounts:
        """Return the counts, of all parts together, of the strings that are frequent."""
        often = answer.counts >= self.least
        return LevelCounts(*(getattr(answer, each.name)[often] for each in fields_of(answer)))


@dataclass(frozen=True, slots=True)
class Begin(Counted):
    """Counts characters; ``texts``: what all parts are made of, which each needs to know."""

    texts: Texts

    def answer(self, part: Part) -> LevelCounts:
        """Return the counts of a part, which keeps the places for the next level."""
        layout = part.settle(self.texts)
        places = np.flatnonzero(~layout.stops).astype(np.int32)
        none = np.empty(0, np.int32)
        return _counted(
            part, layout, 0, np.zeros(1, np.int32), np.array([len(places)]), places, none
        )


@dataclass(frozen=True, slots=True)
class Grow(Counted):
    """Counts the strings of ``length`` characters that the level ``before`` lets grow."""

    length: int
    before: Passed

    def answer(self, part: Part) -> LevelCounts:
        """Return the counts of a part, which keeps the places for the next level."""
        alive = _alive(part, self.length - 1, self.before)
        return _counted(part, part.layout(), self.length - 1, *alive)


@dataclass(frozen=True, slots=True)
class Settle(Lasting):
    """Numbers the candidates of all levels, once they are known, and looks for them once more.

    ``length`` is that of the last level, ``last`` what passed of it; ``sizes``: candidates of
    each level.
    """

    length: int
    last: Passed
    sizes: tuple[int, ...]

    def answer(self, part: Part) -> Met:
        """Return what is met of them in a part, which keeps their places."""
        _alive(part, self.length, self.last)
        part.shelf.drop("found")  # of what was looked for before
        part.shelf.put("sizes", np.array(self.sizes, np.int64))
        length = np.repeat(np.arange(1, self.length + 1), self.sizes)
        return met(part.occurrences(np.arange(len(length)), length))


def _alive(
    part: Part, k: int, passed: Passed
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return what is known of the strings of ``k`` characters, as `grown` takes it.

    The places of candidates are kept.
    """
    keys, counts, places, pruned = part.shelf.get(f"level-{k}")
    found, met = passed.level.find(keys)
    if not len(passed.going):
        none = np.empty(0, np.int64)
        part.shelf.put(f"found-{k}", none, none, none.astype(np.int32))
        return np.full(len(keys), RARE, np.int32), counts, places, pruned
    chosen = met & passed.chosen[found]
    which = (np.cumsum(passed.chosen) - 1)[found[chosen]]
    sizes, begins = counts[chosen], (np.cumsum(counts) - counts)[chosen]
    freq, kept = apart(sizes, runs_of(places, begins, sizes), k)
    part.shelf.put(f"found-{k}", which, freq, kept)
    number = np.where(met & passed.going[found], found, np.where(met, ENDS, RARE))
    return number.astype(np.int32), counts, places, pruned


def _counted(
    part: Part,
    layout: Layout,
    k: int,
    number: np.ndarray,
    counts: np.ndarray,
    places: np.ndarray,
    pruned: np.ndarray,
) -> LevelCounts:
    """Let strings of ``k`` characters grow by one, and keep the places for the next level."""
    found = grown(number, counts, places, pruned, k, layout.codes, layout.borders, layout.alphabet)
    part.shelf.put(f"level-{k + 1}", found.keys, found.counts, found.places, found.pruned)
    part.shelf.spend(f"level-{k}", f"level-{k - 1}")
    return LevelCounts(found.keys, found.counts, found.begins, found.whole)
