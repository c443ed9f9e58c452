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
    length. Candidate c occurs at ``occurrences`` int64[M] from
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
        """First occurrence that is cut out as whole words, int64[C]; its tokens stand for all.

        The first of all where only occurrences that overlap another are whole.
        """
        borders, ends = self.layout.borders, self.occurrences + self.length[self.owner]
        whole = borders[self.occurrences] & borders[ends]
        place = np.where(whole, self.occurrences, len(self.layout.text))
        if not len(self):
            return place
        best = np.minimum.reduceat(place, self.bounds[:-1])
        return np.where(best < len(self.layout.text), best, self.first)

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


def mine(corpus: Corpus, edge_words: Set[str], *, min_freq: int, max_length: int = 20) -> Repeats:
    """Find every string of 2 to ``max_length`` characters that recurs as whole words.

    A candidate occurs ``min_freq`` times or more, within documents and between barriers
    (punctuation, white space), and at least ``WHOLE`` of its occurrences begin and end
    at a boundary of ``corpus``, which is cut by dictionary alone. Time
    O(Σ_k |P_k| log |P_k|), where P_k are the places still alive at length k; memory about
    65 bytes a character of the corpus.
    """
    layout = Layout(corpus, edge_words)
    least_left = max(1, int(np.ceil(WHOLE * min_freq)))
    places = np.flatnonzero(~layout.stops).astype(np.int32)
    number = np.zeros(len(places), np.int32)
    levels: list[Level] = []
    found: list[tuple[np.ndarray, np.ndarray, np.ndarray, int]] = []
    for k in range(1, max_length + 1):
        level, number, places = _grow(layout, number, places, k, min_freq)
        levels.append(level)
        size = len(level.keys)
        left = layout.borders[places]
        begins = np.bincount(number[left], minlength=size)
        if k > 1:
            whole = np.bincount(number[left & layout.borders[places + k]], minlength=size)
            chosen = ((begins >= least_left) & (whole >= WHOLE * level.counts))[number]
            chosen &= ~layout.stops[places + (k - 1)]
            found.append((*_disjoint(number[chosen], places[chosen], k, min_freq), k))
        going = (begins >= least_left)[number] & (layout.codes[places + k] > 0)
        places, number = places[going], number[going]
        if not len(places):
            break
    none = np.empty(0, np.int64)
    freq = np.concatenate([none, *(f for _, f, _, _ in found)])
    return Repeats(
        layout,
        tuple(levels),
        np.concatenate([none, *(np.full(len(f), k) for _, f, _, k in found)]),
        np.concatenate([none, *(n for n, _, _, _ in found)]),
        np.concatenate(([0], np.cumsum(freq))),
        np.concatenate([none, *(p for _, _, p, _ in found)]),
    )


def _grow(
    layout: Layout, number: np.ndarray, places: np.ndarray, k: int, min_freq: int
) -> tuple[Level, np.ndarray, np.ndarray]:
    """Make strings of k characters of those of k - 1 at ``places`` [n], numbered ``number``.

    Returns the level, and number and place of all occurrences of its strings, int32 each,
    in order of number, then of place.
    """
    key = number.astype(np.int64) * layout.alphabet + layout.codes[places + (k - 1)]
    # Key and place in one word: a sort of numbers takes a third of the time of an argsort.
    shift = len(layout.text).bit_length()
    if int(key.max(initial=0)).bit_length() + shift < 64:
        key <<= shift
        key |= places
        key.sort()
        places = (key & ((1 << shift) - 1)).astype(np.int32)
        key >>= shift
    else:  # 30 million characters and more, in a corpus of very many kinds
        order = np.lexsort((places, key))
        key, places = key[order], places[order]
    heads = np.flatnonzero(np.concatenate(([True], key[1:] != key[:-1]))[: len(key)])
    counts = np.diff(heads, append=len(key))
    frequent = counts >= min_freq
    places = places[np.repeat(frequent, counts)]
    level = Level(key[heads[frequent]], counts[frequent])
    number = np.repeat(np.arange(len(level.keys), dtype=np.int32), level.counts)
    return level, number, places


def _disjoint(
    number: np.ndarray, places: np.ndarray, k: int, min_freq: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Drop occurrences that overlap the one before, then strings that are rare without them.

    ``number`` and ``places`` int32[m], in order of number, then of place. Returns the numbers
    of the strings that are left, their frequencies, and their occurrences, end to end.
    """
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
    often = freq >= min_freq
    kept = places[np.repeat(often, freq)].astype(np.int64)
    return number[heads[often]].astype(np.int64), freq[often], kept
