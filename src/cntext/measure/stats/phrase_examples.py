"""An example of every string, cut as it is where it stands: all that its shape is read off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from cntext.lazy import np
from cntext.measure.stats.phrase_layout import LIST, codes_array, running
from cntext.measure.stats.phrase_parts import Occurrences, Part
from cntext.measure.stats.sums import LEAST, Sums, ramp, sent

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
        solid = np.repeat(self.start, length) + ramp(length)
        self.codes = np.zeros(1 + len(codes) + len(length), np.int32)
        self.codes[solid] = codes
        points = codes_array(self._characters)[self.codes]
        self.text = points.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
        self.stops = (self.codes == 0) | self.where(LIST.__eq__)
        self.borders = self.stops.copy()
        self.borders[solid] = cut.borders
        self.tokens = cut.types
        owner = np.repeat(np.arange(len(length)), cut.tokens)
        self.starts = self.start[owner] + np.maximum(cut.offsets, 0)
        # Each token reaches to the next, or to the end of the string.
        ends = np.append(self.starts[1:], 0)
        last = np.cumsum(cut.tokens) - 1
        ends[last] = self.start + length
        self.token_at = np.full(len(self.text), -1, np.int32)
        sizes = ends - self.starts
        place = np.repeat(self.starts, sizes) + ramp(sizes)
        self.token_at[place] = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)

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
    return Met(found.freq, found.least(places(found), _NOWHERE))


def place_of(first: np.ndarray) -> np.ndarray:
    """Return int64[C, 2]: document in order of time, and offset in it."""
    document = (first >> _DOCUMENT) & ((1 << (_WHOLE - _DOCUMENT)) - 1)
    return np.stack([document, first & ((1 << _DOCUMENT) - 1)], axis=1)


def places(found: Occurrences) -> np.ndarray:
    """Return int64[M]: where each occurrence is, whole words before others, as `place_of` reads it."""
    borders = found.layout.borders
    whole = borders[found.places] & borders[found.ends]
    offset = found.places - found.layout.base[found.document]
    where: np.ndarray = ((~whole).astype(np.int64) << _WHOLE) | (found.rank << _DOCUMENT) | offset
    return where


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
        at = _moved(tokens, order)
        return Cuts(
            *(which[order], tokens[order], types[at], offsets[at]),
            *(length[order], borders[_moved(length, order)]),
        )


def _moved(sizes: np.ndarray, order: np.ndarray) -> np.ndarray:
    """Return where the contents of runs of ``sizes`` come from when the runs are put in ``order``."""
    begins = np.cumsum(sizes) - sizes
    moved: np.ndarray = np.repeat(begins[order], sizes[order]) + ramp(sizes[order])
    return moved


@dataclass(frozen=True, slots=True)
class Cut:
    """Asks how the strings ``chosen`` of that ``length`` are cut at the places ``first``.

    All int64[C].
    """

    chosen: np.ndarray
    length: np.ndarray
    first: np.ndarray

    def answer(self, part: Part) -> Cuts:
        """Return those whose place is in this part."""
        layout, (here,) = part.layout(), part.shelf.get("first")
        which = np.flatnonzero(here[self.chosen] == self.first)
        document, offset = place_of(self.first[which]).T
        own = np.argsort(part.ranks)
        start = layout.base[own[np.searchsorted(part.ranks, document, sorter=own)]] + offset
        length = self.length[which]
        first = layout.token_at[start].astype(np.int64)
        tokens = layout.token_at[start + length - 1] - first + 1
        at = np.repeat(first, tokens) + ramp(tokens)
        inside = np.repeat(start, length) + ramp(length)
        return Cuts(
            *(which, tokens, layout.tokens[at], layout.starts[at] - np.repeat(start, tokens)),
            *(length, layout.borders[inside]),
        )
