"""One level of mining in a part of a corpus: strings grow by a character, and are counted.

A part never sees another's text. It counts strings whose beginnings passed in all parts
together, and whose ends are not known to be rare: no string is more frequent than what it
is made of, so none that passes is lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cntext.lazy import np
from cntext.measure.stats.phrase_examples import Met, met
from cntext.measure.stats.phrase_layout import Layout
from cntext.measure.stats.phrase_parts import Part
from cntext.measure.stats.phrase_questions import ByKey, Lasting
from cntext.measure.stats.phrase_texts import Texts
from cntext.measure.stats.repeats import Level
from cntext.measure.stats.sums import Keyed, fields_of, heads_of

# Places sorted at once, some 40 bytes each.
_AT_ONCE = 4_000_000


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
        number, rare = np.zeros(len(places), np.int32), np.zeros(1, bool)
        return _counted(part, layout, 1, number, places, rare)


@dataclass(frozen=True, slots=True)
class Grow(Counted):
    """Counts the strings of ``length`` characters that the level ``before`` lets grow."""

    length: int
    before: Passed

    def answer(self, part: Part) -> LevelCounts:
        """Return the counts of a part, which keeps the places for the next level."""
        number, places, rare = _alive(part, self.length - 1, self.before)
        return _counted(part, part.layout(), self.length, number, places, rare)


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
        every = [part.shelf.get(f"found-{k}") for k in range(1, self.length + 1)]
        above = np.cumsum([0, *self.sizes])
        numbers = np.concatenate([own + up for (own, _, _), up in zip(every, above, strict=False)])
        freq, places = (np.concatenate([found[i] for found in every]) for i in (1, 2))
        part.shelf.put("found", numbers, freq, places)
        length = np.repeat(np.arange(1, self.length + 1), self.sizes)
        found = met(part.occurrences(np.arange(len(length)), length))
        part.shelf.put("first", found.first)
        return found


def _alive(part: Part, k: int, passed: Passed) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return number and place, int32[n] each, of what may grow beyond ``k`` characters,

    in order of number, then of place; and bool[N + 1]: where a string of k characters begins
    that is rare. The places of candidates are kept.
    """
    keys, counts, places, pruned = part.shelf.get(f"level-{k}")
    found, met = passed.level.find(keys)
    known = np.repeat(met, counts)
    rare = np.zeros(int(max(places.max(initial=0), pruned.max(initial=0))) + 2, bool)
    rare[places[~known]] = True
    rare[pruned] = True
    if not len(passed.going):
        none = np.empty(0, np.int64)
        part.shelf.put(f"found-{k}", none, none, none.astype(np.int32))
        return none.astype(np.int32), none.astype(np.int32), rare
    _keep(part, k, passed, found, met, counts, places)
    going = met & passed.going[found]
    number = np.repeat(found[going].astype(np.int32), counts[going])
    return number, places[np.repeat(going, counts)], rare


def _keep(
    part: Part,
    k: int,
    passed: Passed,
    found: np.ndarray,
    met: np.ndarray,
    counts: np.ndarray,
    places: np.ndarray,
) -> None:
    """Put the candidates of ``k`` characters on the shelf: which of the level, freq, places."""
    chosen = met & passed.chosen[found]
    which = (np.cumsum(passed.chosen) - 1)[found[chosen]]
    places, freq = places[np.repeat(chosen, counts)], counts[chosen]
    number = np.repeat(which, freq)
    apart = disjoint(number, places, k)
    if not apart.all():
        places = places[apart]
        freq = np.bincount(number[apart], minlength=len(passed.chosen))[which]
    part.shelf.put(f"found-{k}", which, freq, places)


def _counted(
    part: Part,
    layout: Layout,
    k: int,
    number: np.ndarray,
    places: np.ndarray,
    rare: np.ndarray,
) -> LevelCounts:
    codes = layout.codes
    on = codes[places + (k - 1)] > 0
    number, places = number[on], places[on]
    kept = ~rare[np.minimum(places + 1, len(rare) - 1)]  # the last is behind all: not rare
    pruned = places[~kept]
    number, places = number[kept], places[kept]
    columns: list[tuple[np.ndarray, ...]] = []
    for low, high in _stretches(number):
        columns.append(_sorted(layout, number[low:high], places[low:high], k))
    keys, counts, begins, whole, kept_places = (
        np.concatenate(c) for c in zip(*columns, strict=True)
    )
    part.shelf.put(f"level-{k}", keys, counts, kept_places, pruned)
    part.shelf.drop(f"level-{k - 2}")
    return LevelCounts(keys, counts, begins, whole)


def _stretches(number: np.ndarray) -> Iterator[tuple[int, int]]:
    """Yield where stretches of ``number``, ascending, begin and end; none is in two of them."""
    low = 0
    while len(number) - low > _AT_ONCE:
        high = int(np.searchsorted(number, number[low + _AT_ONCE]))
        high = high if high > low else int(np.searchsorted(number, number[low], "right"))
        yield low, high
        low = high
    yield low, len(number)


def _sorted(
    layout: Layout, number: np.ndarray, places: np.ndarray, k: int
) -> tuple[np.ndarray, ...]:
    """Return keys, counts, begins and whole of the strings, int64[n] each, and their places.

    These are int32[m], in order of key, then of place.
    """
    key = number.astype(np.int64) * layout.alphabet + layout.codes[places + (k - 1)]
    # Key and place in one word: a sort of numbers takes a third of the time of an argsort.
    shift = len(layout).bit_length()
    if int(key.max(initial=0)).bit_length() + shift < 64:
        key <<= shift
        key |= places
        key.sort()
        places = (key & ((1 << shift) - 1)).astype(np.int32)
        key >>= shift
    else:  # very long parts, with very many kinds of strings
        order = np.lexsort((places, key))
        key, places = key[order], places[order]
    heads = heads_of(key)
    counts = np.diff(heads, append=len(key))
    left = layout.borders[places]
    if not len(heads):
        return key, counts, counts, counts, places
    begins = np.add.reduceat(left, heads, dtype=np.int64)
    whole = np.add.reduceat(left & layout.borders[places + k], heads, dtype=np.int64)
    return key[heads], counts, begins, whole, places


def disjoint(number: np.ndarray, places: np.ndarray, k: int) -> np.ndarray:
    """Return bool[m]: occurrences that do not overlap the last one kept of the same string.

    ``number`` and ``places`` int[m], in order of number, then of place; ``k`` characters each.
    """
    clash = np.flatnonzero((number[1:] == number[:-1]) & (np.diff(places) < k)) + 1
    keep = np.ones(len(places), bool)
    end, whose = -1, -1  # of the last occurrence that was kept, within a run of clashes
    for i in clash.tolist():  # few: only strings like 一步一步 can overlap themselves
        before = i - 1
        if keep[before]:
            end, whose = int(places[before]) + k, int(number[before])
        keep[i] = not (whose == number[i] and places[i] < end)
    return keep
