"""Every string that recurs and is cut out as whole words: level-wise repeat mining.

Strings grow by one character a level. A string is extended only while it is frequent
and often enough begins a word: of all strings that begin with *w*, none is more
frequent than *w* nor begins a word more often, so nothing is lost by stopping early
(the a-priori rule of Agrawal & Srikant, VLDB 1994, on one text).

The segmenter is trusted for word boundaries only, never for words: 产教融合 may be cut
产/教/融合, and is found because both of its ends are boundaries.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import NamedTuple

from cntext.corpus import Corpus
from cntext.lazy import np
from cntext.measure.stats.phrase_layout import Layout
from cntext.measure.stats.repeats import Level, Repeats

# A string is a candidate when this share of its occurrences is cut out as whole words.
WHOLE = 0.3
# (characters of the corpus, least frequency): one page has no statistics, and a third
# occurrence there is already news; in a million characters two are chance.
_LEAST = ((20_000, 2), (200_000, 3), (5_000_000, 5), (20_000_000, 10))

# Places whose strings are mined at once: some 40 bytes each.
_SHARD = 4_000_000


def least_frequency(characters: int) -> int:
    """Return the default least frequency for a corpus of so many characters."""
    return next((least for size, least in _LEAST if characters < size), 20)


def mine(corpus: Corpus, edge_words: Set[str], *, min_freq: int, max_length: int = 20) -> Repeats:
    """Find every string of 2 to ``max_length`` characters that recurs as whole words.

    A candidate occurs ``min_freq`` times or more, within documents and between barriers
    (punctuation, white space), and at least ``WHOLE`` of its occurrences begin and end
    at a boundary of ``corpus``, which is cut by dictionary alone. A 、 joins, but neither
    begins nor ends a string. Time O(Σ_k |P_k| log |P_k|), where P_k are the places still
    alive at length k; memory about 35 bytes a character of the corpus.
    """
    layout = Layout(corpus, edge_words)
    keys: list[list[np.ndarray]] = [[] for _ in range(max_length)]
    counts: list[list[np.ndarray]] = [[] for _ in range(max_length)]
    found: list[list[_Found]] = [[] for _ in range(max_length)]
    offsets = [0] * (max_length + 1)  # strings of k characters in the shards before
    for places in _shards(layout):
        above = 0
        for k, (level, chosen) in enumerate(_levels(layout, places, min_freq, max_length), 1):
            keys[k - 1].append(level.keys + above * layout.alphabet)
            counts[k - 1].append(level.counts)
            found[k - 1].append(chosen._replace(numbers=chosen.numbers + offsets[k]))
            above, offsets[k] = offsets[k], offsets[k] + len(level.keys)
    none, some = np.empty(0, np.int64), [part for level in found for part in level]
    freq = np.concatenate([none, *(part.freq for part in some)])
    lengths = (np.full(len(p.freq), k) for k, level in enumerate(found, 1) for p in level)
    return Repeats(
        layout,
        tuple(
            Level(np.concatenate(k), np.concatenate(c))
            for k, c in zip(keys, counts, strict=True)
            if k
        ),
        np.concatenate([none, *lengths]),
        np.concatenate([none, *(part.numbers for part in some)]),
        np.concatenate(([0], np.cumsum(freq))),
        np.concatenate([np.empty(0, np.int32), *(part.places for part in some)]),
    )


def _shards(layout: Layout) -> Iterator[np.ndarray]:
    """Yield the places where strings begin, int32 each, by their first characters.

    Strings of one shard come before those of the next in code-point order, so numbers of a
    level run on from shard to shard, and no more than a shard is mined at once.
    """
    solid = ~layout.stops
    kinds = np.bincount(layout.codes[solid], minlength=layout.alphabet)
    shard = np.cumsum(kinds) // _SHARD
    for number in np.unique(shard[kinds > 0]).tolist():
        yield np.flatnonzero(solid & (shard == number)[layout.codes]).astype(np.int32)


def _levels(
    layout: Layout, places: np.ndarray, min_freq: int, max_length: int
) -> Iterator[tuple[Level, _Found]]:
    """Yield the strings that begin at ``places``, level by level, and which are candidates."""
    least_left = max(1, int(np.ceil(WHOLE * min_freq)))
    number = np.zeros(len(places), np.int32)
    for k in range(1, max_length + 1):
        level, number, places = _grow(layout, number, places, k, min_freq)
        size = len(level.keys)
        left = layout.borders[places]
        begins = np.bincount(number[left], minlength=size)
        whole = np.bincount(number[left & layout.borders[places + k]], minlength=size)
        chosen = ((begins >= least_left) & (whole >= WHOLE * level.counts) & (k > 1))[number]
        chosen &= ~layout.stops[places + (k - 1)]
        yield level, _disjoint(number[chosen], places[chosen], k, min_freq)
        going = (begins >= least_left)[number] & (layout.codes[places + k] > 0)
        places, number = places[going], number[going]
        if not len(places):
            return


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


class _Found(NamedTuple):
    """Numbers of strings, int64[n], their frequencies, int64[n], their places, end to end."""

    numbers: np.ndarray
    freq: np.ndarray
    places: np.ndarray


def _disjoint(number: np.ndarray, places: np.ndarray, k: int, min_freq: int) -> _Found:
    """Drop occurrences that overlap the one before, then strings that are rare without them.

    ``number`` and ``places`` int32[m], in order of number, then of place.
    """
    keep = disjoint(number, places, k)
    number, places = number[keep], places[keep]
    heads = np.flatnonzero(np.diff(number, prepend=-1))
    freq = np.diff(heads, append=len(number))
    often = freq >= min_freq
    kept = places[np.repeat(often, freq)]
    return _Found(number[heads[often]].astype(np.int64), freq[often], kept)


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
