"""Repeat mining level by level over parts of a corpus: what `mine` finds, from sums that add up.

A part never sees another's text. For each length the parts count (`count_level`), the counts
are merged, and what passes is told to all (`grown`). A string is counted only while its beginning
is frequent and begins words often enough, and its end is not known to be rare: nothing
that `mine` keeps is lost, for no string is more frequent than what it is made of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

from cntext.corpus import Corpus
from cntext.lazy import np
from cntext.measure.stats.mining import WHOLE, disjoint
from cntext.measure.stats.phrase_layout import LIST, Layout
from cntext.measure.stats.repeats import Level
from cntext.text.characters import is_word
from cntext.text.codes import codes_of


@dataclass(frozen=True, slots=True)
class Alphabet:
    """The characters that strings are made of, by code point, and those of the texts in all."""

    characters: tuple[str, ...]
    size: int

    def merged(self, others: Sequence[Alphabet]) -> Alphabet:
        """Return the alphabet of all these texts; `Mergeable`."""
        every = (self, *others)
        kinds = set().union(*(each.characters for each in every))
        return Alphabet(tuple(sorted(kinds)), sum(each.size for each in every))


@dataclass(frozen=True, slots=True)
class LevelCounts:
    """Strings of one length in part of a corpus, int64[n] each, in order of ``keys``.

    ``keys`` are those of a `Level`: the same string has the same key in every part. ``counts``:
    occurrences; ``begins``: those at the beginning of a word; ``whole``: those cut out as
    whole words; ``apart``: what `str.count` counts, none overlapping the one before.
    """

    keys: np.ndarray
    counts: np.ndarray
    begins: np.ndarray
    whole: np.ndarray
    apart: np.ndarray

    def merged(self, others: Sequence[LevelCounts]) -> LevelCounts:
        """Return the counts of all these parts; `Mergeable`."""
        every = (self, *others)
        keys, place = np.unique(np.concatenate([e.keys for e in every]), return_inverse=True)
        sums = [np.zeros(len(keys), np.int64) for _ in _SUMS]
        for total, name in zip(sums, _SUMS, strict=True):
            np.add.at(total, place.reshape(-1), np.concatenate([getattr(e, name) for e in every]))
        return LevelCounts(keys, *sums)


_SUMS = ("counts", "begins", "whole", "apart")


@dataclass(frozen=True, slots=True)
class Grown:
    """What is known of all parts together once strings of so many characters were counted.

    ``going``: for each level bool[G], whether its strings begin words often enough to go on.
    ``candidates``: for each level the numbers of its candidates and how often each occurs.
    """

    alphabet: Alphabet
    min_freq: int
    levels: tuple[Level, ...] = ()
    going: tuple[np.ndarray, ...] = ()
    candidates: tuple[tuple[np.ndarray, np.ndarray], ...] = ()

    def texts(self) -> dict[str, int]:
        """Return every candidate with its frequency, by length, then code point."""
        characters = np.array(["", *self.alphabet.characters])
        names = np.array([""])
        found: dict[str, int] = {}
        for level, (numbers, freq) in zip(self.levels, self.candidates, strict=True):
            before, code = np.divmod(level.keys, len(characters))
            names = np.char.add(names[before], characters[code])
            found |= zip(names[numbers].tolist(), freq.tolist(), strict=True)
        return found


def alphabet_of(corpus: Corpus) -> Alphabet:
    """Return the characters of part of a corpus that can stand in a string."""
    used: set[str] = set()
    for document in corpus.documents:
        used.update(document.text)
    size = sum(len(document.text) for document in corpus.documents)
    return Alphabet(tuple(sorted(c for c in used if is_word(c) or c in ("+", LIST))), size)


def count_level(layout: Layout, grown: Grown) -> LevelCounts:
    """Count the strings one character longer than those of ``grown`` in part of a corpus.

    About 40 bytes a character of the part, whatever the length.
    """
    codes = _codes(layout, grown.alphabet)
    base, k = len(grown.alphabet.characters) + 1, len(grown.levels) + 1
    places = np.flatnonzero(~layout.stops)
    number = np.zeros(len(places), np.int64)
    rare = np.zeros(len(codes) + 1, bool)  # a string one shorter begins here that did not pass
    for length, (level, going) in enumerate(zip(grown.levels, grown.going, strict=True), 1):
        found, met = level.find(number * base + codes[places + length - 1])
        if length == k - 1:
            rare[places[~met]] = True
        met &= going[found] if len(going) else met
        places, number = places[met], found[met]
        on = codes[places + length] > 0
        places, number = places[on], number[on]
    kept = ~rare[places + 1]
    places, number = places[kept], number[kept]
    keys = number * base + codes[places + k - 1]
    order = np.lexsort((places, keys))
    keys, places = keys[order], places[order]
    strings, which, counts = np.unique(keys, return_inverse=True, return_counts=True)
    which = which.reshape(-1)
    begins = layout.borders[places]
    whole = begins & layout.borders[places + k]
    apart = disjoint(which, places, k)
    flags = (np.bincount(which[flag], minlength=len(strings)) for flag in (begins, whole, apart))
    return LevelCounts(strings, counts.astype(np.int64), *(f.astype(np.int64) for f in flags))


def grown(before: Grown, counts: LevelCounts) -> Grown:
    """Return what is known when the counts of the next level, merged, are added."""
    k, base = len(before.levels) + 1, len(before.alphabet.characters) + 1
    frequent = counts.counts >= before.min_freq
    level = Level(counts.keys[frequent], counts.counts[frequent])
    going = counts.begins[frequent] >= max(1, int(np.ceil(WHOLE * before.min_freq)))
    apart = counts.apart[frequent]
    chosen = going & (counts.whole[frequent] >= WHOLE * level.counts) & (k > 1)
    comma = before.alphabet.characters.index(LIST) if LIST in before.alphabet.characters else -2
    chosen &= (level.keys % base != comma + 1) & (apart >= before.min_freq)
    numbers = np.flatnonzero(chosen)
    return replace(
        before,
        levels=(*before.levels, level),
        going=(*before.going, going),
        candidates=(*before.candidates, (numbers, apart[numbers])),
    )


def mined(
    parts: Sequence[Corpus], edge_words: Set[str], *, min_freq: int, max_length: int = 20
) -> Grown:
    """Do every level over ``parts``, one part after another in memory: the order of the work.

    An executor does the same with its own map and merge.
    """
    first, *others = map(alphabet_of, parts)
    state = Grown(first.merged(others), min_freq)
    for _ in range(max_length):
        one, *more = _counted(parts, edge_words, state)
        state = grown(state, one.merged(more))
        if not state.going[-1].any():
            break
    return state


def _counted(parts: Sequence[Corpus], edge_words: Set[str], state: Grown) -> Iterator[LevelCounts]:
    for part in parts:
        yield count_level(Layout(part, edge_words), state)


def _codes(layout: Layout, alphabet: Alphabet) -> np.ndarray:
    """Return int64[N]: 1 + the place of each character in the alphabet of all; 0: a barrier."""
    known = np.fromiter(map(ord, alphabet.characters), np.int64, len(alphabet.characters))
    points = codes_of(layout.text).astype(np.int64)
    if not len(known):
        return np.zeros(len(points), np.int64)
    place = np.minimum(np.searchsorted(known, points), len(known) - 1)
    return np.where((layout.codes > 0) & (known[place] == points), place + 1, 0)
