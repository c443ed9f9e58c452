"""An example of every string, cut as it is where it stands: all that its shape is read off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from cntext.lazy import np
from cntext.measure.stats.phrase_columns import copy_runs, first, runs_of
from cntext.measure.stats.phrase_layout import LIST, codes_array, running
from cntext.measure.stats.phrase_occurrences import Occurrences
from cntext.measure.stats.phrase_parts import Part
from cntext.measure.stats.sums import LEAST, Sums, sent

# An example is known by its place: not whole, document in order of time, offset there.
_WHOLE, _DOCUMENT = 62, 31
_NOWHERE = (1 << 63) - 1
_BARRIER = "\n"


class Examples:
    """The strings as one row of N characters, a barrier before, between and after.

    Reads like a `Layout`: ``text``, ``codes``, ``stops``, ``borders``, ``token_at``, ``starts``,
    ``tokens``. A token that goes on outside its string is cut off there.
    """

    def __init__(
        self, codes: np.ndarray, length: np.ndarray, characters: Sequence[str], cut: Cuts
    ) -> None:
        """Take the codes of the strings, end to end, and the ``length`` int64[C] of each."""
        self.alphabet = len(characters) + 1
        self._characters = (_BARRIER, *characters)
        self.start = 1 + np.cumsum(length + 1) - (length + 1)
        inner = np.cumsum(length) - length
        self.codes = np.zeros(1 + len(codes) + len(length), np.int32)
        copy_runs(codes, inner, length, self.codes, self.start)
        points = codes_array(self._characters)[self.codes]
        self.text = points.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
        self.stops = (self.codes == 0) | self.where(LIST.__eq__)
        self.borders = copy_runs(cut.borders, inner, length, self.stops.copy(), self.start)
        self.tokens = cut.types
        self.starts = np.repeat(self.start.astype(np.int32), cut.tokens)
        self.starts += np.maximum(cut.offsets, 0).astype(np.int32)
        # Each token reaches to the next, or to the end of the string: behind each stands a barrier.
        begins = np.zeros(len(self.text), bool)
        begins[self.starts] = True
        self.token_at = np.cumsum(begins, dtype=np.int32) - 1
        self.token_at[self.codes == 0] = -1

    def where(self, test: Callable[[str], bool]) -> np.ndarray:
        """Return bool[N]: the characters for which ``test`` holds, asked once of each kind."""
        flags: np.ndarray = np.array([test(c) for c in self._characters], bool)[self.codes]
        return flags

    def totals(self, test: Callable[[str], bool]) -> np.ndarray:
        """Return int32[N + 1]: how many of the first 0, 1 … N characters ``test`` holds for."""
        return running(self.where(test))


@dataclass(frozen=True, slots=True)
class Met(Sums):
    """How often each of C strings occurs, int64[C], and where it does so first, as whole words.

    ``first`` int64[C]: a place as `place_of` reads it; the first of all where only occurrences
    that overlap another are whole.
    """

    freq: np.ndarray
    first: np.ndarray = field(metadata=LEAST)


def met(found: Occurrences) -> Met:
    """Count the occurrences in a part, and find the example."""
    at = found.places, found.bounds, found.length, found.layout.borders, _where(found)
    return Met(found.freq, first(*at, 1 << _WHOLE, _NOWHERE))


def places(found: Occurrences) -> np.ndarray:
    """Return int64[M]: where each occurrence is, whole words before others, as `place_of` reads it."""
    borders = found.layout.borders
    whole = borders[found.places] & borders[found.ends]
    where: np.ndarray = _where(found)[found.places] | ((~whole).astype(np.int64) << _WHOLE)
    return where


def _where(found: Occurrences) -> np.ndarray:
    """Return int64[N]: document in order of time, and offset in it, of each place of the layout."""
    base, size = found.layout.base, len(found.layout)
    where = np.zeros(size, np.int64)
    where[1:] = np.arange(1, size)
    where[1:] += np.repeat((found.part.ranks << _DOCUMENT) - base, np.diff(base, append=size))
    return where


def place_of(first: np.ndarray) -> np.ndarray:
    """Return int64[C, 2]: document in order of time, and offset in it."""
    document = (first >> _DOCUMENT) & ((1 << (_WHOLE - _DOCUMENT)) - 1)
    return np.stack([document, first & ((1 << _DOCUMENT) - 1)], axis=1)


@dataclass(frozen=True, slots=True)
class Cuts:
    """How n examples are cut. ``which`` int64[n]: of which string each is.

    ``tokens`` int64[n]: how many tokens it has; end to end, their ``types`` and their ``offsets``
    in the string, the first one's below 0 if it begins before. ``length`` int64[n], and, end
    to end, ``borders`` bool: whether a token begins at each of its characters.
    """

    which: np.ndarray
    tokens: np.ndarray
    types: np.ndarray
    offsets: np.ndarray
    length: np.ndarray
    borders: np.ndarray

    def __reduce__(self) -> tuple[object, ...]:
        return sent(self)

    def merged(self, others: Sequence[Cuts]) -> Cuts:
        """Return the examples of all these parts, in order of their strings; `Mergeable`."""
        every = (self, *others)
        which, tokens, types, offsets, length, borders = (
            np.concatenate([getattr(each, name) for each in every]) for name in Cuts.__slots__
        )
        order = np.argsort(which, kind="stable")

        def moved(values: np.ndarray, sizes: np.ndarray) -> np.ndarray:
            return runs_of(values, (np.cumsum(sizes) - sizes)[order], sizes[order])

        return Cuts(
            *(which[order], tokens[order], moved(types, tokens), moved(offsets, tokens)),
            *(length[order], moved(borders, length)),
        )


@dataclass(frozen=True, slots=True)
class Cut:
    """Asks how strings of that ``length`` are cut at the places ``first``, both int64[C].

    ``levels``: how many of mining there were, of which nothing is asked any more.
    """

    length: np.ndarray
    first: np.ndarray
    levels: int

    def answer(self, part: Part) -> Cuts:
        """Return those whose place is in this part."""
        for k in range(self.levels):
            part.shelf.drop(f"level-{k + 1}")
        layout = part.layout()
        document, offset = place_of(self.first).T
        own = np.argsort(part.ranks)
        ranks = part.ranks[own]
        at = np.minimum(np.searchsorted(ranks, document), len(ranks) - 1)
        which = np.flatnonzero(ranks[at] == document)
        start = layout.base[own[at[which]]] + offset[which]
        length = self.length[which]
        begin = layout.token_at[start].astype(np.int64)
        tokens = layout.token_at[start + length - 1] - begin + 1
        offsets = runs_of(layout.starts, begin, tokens)
        offsets -= np.repeat(start.astype(np.int32), tokens)
        return Cuts(
            *(which, tokens, runs_of(layout.tokens, begin, tokens), offsets),
            *(length, runs_of(layout.borders, start, length)),
        )
