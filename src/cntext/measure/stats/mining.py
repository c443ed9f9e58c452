"""Every string that recurs and is cut out as whole words: level-wise repeat mining.

Strings grow by one character a level. A string is extended only while it is frequent
and often enough begins a word: of all strings that begin with *w*, none is more
frequent than *w* nor begins a word more often, so nothing is lost by stopping early
(the a-priori rule of Agrawal & Srikant, VLDB 1994, on one text).

The segmenter is trusted for word boundaries only, never for words: 产教融合 may be cut
产/教/融合, and is found because both of its ends are boundaries.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from functools import cached_property

from cntext.corpus import Corpus
from cntext.lazy import np
from cntext.measure.stats.phrase_layout import Layout

# A string is a candidate when this share of its occurrences is cut out as whole words.
WHOLE = 0.3
# (characters of the corpus, least frequency): one page has no statistics, and a third
# occurrence there is already news; in a million characters two are chance.
_LEAST = ((20_000, 2), (200_000, 3), (5_000_000, 5), (20_000_000, 10))


def least_frequency(characters: int) -> int:
    """Return the default least frequency for a corpus of so many characters."""
    return next((least for size, least in _LEAST if characters < size), 20)


@dataclass(frozen=True, slots=True)
class Level:
    """The strings of k characters met in mining.

    ``keys`` int64[G], ascending: (number of the string without its last character on
    the level before) · alphabet + code of its last character. The number of a string is
    its place here, so numbers are in code-point order. ``counts`` int64[G]: occurrences.
    """

    keys: np.ndarray
    counts: np.ndarray


@dataclass(frozen=True)
class Repeats:
    """The candidates, C of them, and where each occurs.

    ``length`` int64[C] in characters. Candidate c occurs at ``occurrences`` int64[M] from
    ``bounds[c]`` up to ``bounds[c + 1]`` (int64[C + 1]), places in ``layout.text``,
    ascending, none overlapping the one before: what ``str.count`` counts. Candidates
    are ordered by length, then by code point.
    """

    layout: Layout
    levels: tuple[Level, ...]
    length: np.ndarray
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
        """Which candidate each occurrence is of, int64[M]."""
        return np.repeat(np.arange(len(self)), self.freq)

    @cached_property
    def first(self) -> np.ndarray:
        """Place of the first occurrence, int64[C]."""
        places: np.ndarray = self.occurrences[self.bounds[:-1]]
        return places

    @cached_property
    def left(self) -> np.ndarray:
        """Occurrences that begin at a word boundary (BL), int64[C]."""
        return self.sum(self.layout.borders[self.occurrences])

    @cached_property
    def right(self) -> np.ndarray:
        """Occurrences that end at a word boundary (BR), int64[C]."""
        return self.sum(self.layout.borders[self.occurrences + self.length[self.owner]])

    @cached_property
    def example(self) -> np.ndarray:
        """First occurrence that is cut out as whole words, int64[C]; its tokens stand for all."""
        borders, ends = self.layout.borders, self.occurrences + self.length[self.owner]
        whole = borders[self.occurrences] & borders[ends]
        place = np.where(whole, self.occurrences, len(self.layout.text))
        return np.minimum.reduceat(place, self.bounds[:-1]) if len(self) else place

    def sum(self, values: np.ndarray) -> np.ndarray:
        """Sum ``values`` [M] over the occurrences of each candidate: int64[C]."""
        total: np.ndarray = np.bincount(self.owner, values, len(self)).astype(np.int64)
        return total

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
        kept = self.occurrences[mask[self.owner]]
        return Repeats(self.layout, self.levels, self.length[index], bounds, kept)

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
        found = np.zeros(len(starts), np.int64)
        number = np.zeros(len(starts), np.int64)
        alive = np.flatnonzero(lengths > 0)
        for k, level in enumerate(self.levels, 1):
            key = number[alive] * self.layout.alphabet + self.layout.codes[starts[alive] + k - 1]
            place = np.minimum(np.searchsorted(level.keys, key), len(level.keys) - 1)
            met = level.keys[place] == key
            alive, place = alive[met], place[met]
            number[alive] = place
            done = lengths[alive] == k
            found[alive[done]] = level.counts[place[done]]
            alive = alive[~done]
            if not len(alive):
                break
        return found


def mine(corpus: Corpus, edge_words: Set[str], *, min_freq: int, max_length: int = 20) -> Repeats:
    """Find every string of 2 to ``max_length`` characters that recurs as whole words.

    A candidate occurs ``min_freq`` times or more, within documents and between barriers
    (punctuation, white space), and at least ``WHOLE`` of its occurrences begin and end
    at a boundary of ``corpus``, which is cut by dictionary alone. Time
    O(Σ_k |P_k| log |P_k|), where P_k are the places still alive at length k.
    """
    layout = Layout(corpus, edge_words)
    least_left = max(1, int(np.ceil(WHOLE * min_freq)))
    places = np.flatnonzero(layout.codes > 0)
    number = np.zeros(len(places), np.int64)
    levels: list[Level] = []
    found: list[tuple[int, np.ndarray, np.ndarray]] = []
    for k in range(1, max_length + 1):
        level, number = _number(number * layout.alphabet + layout.codes[places + k - 1])
        levels.append(level)
        size = len(level.keys)
        left = layout.borders[places]
        alive = (level.counts >= min_freq) & (np.bincount(number, left, size) >= least_left)
        whole = np.bincount(number, left & layout.borders[places + k], size)
        if k > 1:
            candidate = alive & (whole >= WHOLE * level.counts)
            chosen = candidate[number]
            found.append((k, *_disjoint(number[chosen], places[chosen], k, min_freq)))
        going = alive[number] & (layout.codes[places + k] > 0)
        places, number = places[going], number[going]
        if not len(places):
            break
    none = np.empty(0, np.int64)
    return Repeats(
        layout,
        tuple(levels),
        np.concatenate([none, *(np.full(len(f), k) for k, f, _ in found)]),
        np.concatenate(([0], np.cumsum(np.concatenate([none, *(f for _, f, _ in found)])))),
        np.concatenate([none, *(p for _, _, p in found)]),
    )


def _number(keys: np.ndarray) -> tuple[Level, np.ndarray]:
    """Return the different ``keys`` in order, and int64[n]: the number of each key."""
    order = np.argsort(keys)
    ordered = keys[order]
    new = np.ones(len(keys), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    number = np.empty(len(keys), np.int64)
    number[order] = np.cumsum(new) - 1
    heads = np.flatnonzero(new)
    return Level(ordered[heads], np.diff(heads, append=len(keys))), number


def _disjoint(
    number: np.ndarray, places: np.ndarray, k: int, min_freq: int
) -> tuple[np.ndarray, np.ndarray]:
    """Sort occurrences by string, drop those that overlap the one before, then rare strings.

    ``number`` and ``places`` are int64[m], ``places`` ascending. Returns the frequencies of
    the strings that are left and their occurrences, end to end.
    """
    order = np.argsort(number, kind="stable")
    number, places = number[order], places[order]
    clash = np.flatnonzero((number[1:] == number[:-1]) & (np.diff(places) < k)) + 1
    keep = np.ones(len(places), bool)
    end, whose = -1, -1  # of the last occurrence that was kept, within a run of clashes
    for i in clash.tolist():  # few: only strings like 一步一步 can overlap themselves
        before = i - 1
        if keep[before]:
            end, whose = int(places[before]) + k, int(number[before])
        keep[i] = not (whose == number[i] and places[i] < end)
    number, places = number[keep], places[keep]
    heads = np.flatnonzero(np.diff(number, prepend=-1))
    freq = np.diff(heads, append=len(number))
    often = np.repeat(freq >= min_freq, freq)
    return freq[freq >= min_freq], places[often]
