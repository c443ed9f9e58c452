"""Counts of words near nodes, exact, by group, in parts that add up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from cntext.lazy import np


@dataclass(frozen=True, slots=True)
class CollocateCounts:
    """What M nodes have near them in G groups of documents; W different words.

    ``words`` are in order of code point. Cells of words (int64[A], in order of group, then
    word): word ``word[i]`` occurs ``freq[i]`` times in group ``word_group[i]``. Cells of
    pairs (int64[B], in order of group, node, word): it stands ``left[i]`` times to the left
    of node ``pair_node[i]`` and ``right[i]`` times to its right, in ``spread[i]``
    documents. Where stretches are counted, ``left`` is 0 and ``right`` the stretches with
    both. ``size`` int64[G]: all words (stretches). Flat int64[G * M]:
    ``hits`` occurrences of a node, ``inside`` those of them within a longer word,
    ``near`` words (stretches) in reach of it.
    ``by`` is the field of the groups, "" for one group of all; ``nameless`` the documents
    without it; ``of_words`` 1 where words in windows are counted, 0 where stretches are.
    """

    by: str
    nameless: int
    of_words: int
    groups: tuple[str, ...]
    nodes: tuple[str, ...]
    words: tuple[str, ...]
    word_group: np.ndarray
    word: np.ndarray
    freq: np.ndarray
    pair_group: np.ndarray
    pair_node: np.ndarray
    pair_word: np.ndarray
    left: np.ndarray
    right: np.ndarray
    spread: np.ndarray
    size: np.ndarray
    hits: np.ndarray
    inside: np.ndarray
    near: np.ndarray

    def pair_freq(self) -> np.ndarray:
        """Return int64[B]: how often the word of each pair occurs in the group of the pair."""
        size = len(self.words)
        cells = self.word_group * size + self.word
        return np.asarray(
            self.freq[np.searchsorted(cells, self.pair_group * size + self.pair_word)]
        )

    def lists(self) -> np.ndarray:
        """Return int64[G * M + 1]: where the pairs of each group and node begin."""
        keys = self.pair_group * len(self.nodes) + self.pair_node
        return np.searchsorted(keys, np.arange(len(self.hits) + 1))

    def merged(self, others: Sequence[CollocateCounts]) -> CollocateCounts:
        """Return the counts of all these documents together; `Mergeable`."""
        if not others:
            return self
        every = (self, *others)
        words = tuple(sorted(set().union(*(c.words for c in every))))
        named = dict.fromkeys(chain.from_iterable(c.groups for c in every))
        groups = tuple(named if self.by == "document" else sorted(named))
        rank = {word: i for i, word in enumerate(words)}
        seat = {name: g for g, name in enumerate(groups)}
        seats = [_places(seat, c.groups) for c in every]
        ranks = [_places(rank, c.words) for c in every]
        shape = (len(groups), len(self.nodes))
        size = np.zeros(len(groups), np.int64)
        flat = {name: np.zeros(shape, np.int64) for name in _FLAT}
        for counts, places in zip(every, seats, strict=True):
            np.add.at(size, places, counts.size)
            for name, whole in flat.items():
                part = getattr(counts, name).reshape(-1, len(self.nodes))
                np.add.at(whole, places, part)
        sides = list(zip(every, seats, ranks, strict=True))
        single = [(g[c.word_group], r[c.word]) for c, g, r in sides]
        double = [(g[c.pair_group], c.pair_node, r[c.pair_word]) for c, g, r in sides]
        cells = summed(_joined(single), [np.concatenate([c.freq for c in every])])
        pairs = summed(
            _joined(double),
            [np.concatenate([getattr(c, name) for c in every]) for name in _PAIR],
        )
        return CollocateCounts(
            by=self.by,
            nameless=sum(c.nameless for c in every),
            of_words=self.of_words,
            groups=groups,
            nodes=self.nodes,
            words=words,
            **dict(zip(CELLS, (*cells, *pairs), strict=True)),
            size=size,
            **{name: total.reshape(-1) for name, total in flat.items()},
        )


_PAIR = ("left", "right", "spread")
# The names of the cells, in the order in which they are counted.
CELLS = ("word_group", "word", "freq", "pair_group", "pair_node", "pair_word", *_PAIR)
_FLAT = ("hits", "inside", "near")


def summed(keys: Sequence[np.ndarray], values: Sequence[np.ndarray]) -> list[np.ndarray]:
    """Return the different keys, sorted by the first, then the next, and their sums."""
    order = np.lexsort(tuple(reversed(keys)))
    keys = [key[order].astype(np.int64) for key in keys]
    new = np.ones(len(order), bool)
    if len(order):
        new[1:] = np.logical_or.reduce([key[1:] != key[:-1] for key in keys])
    starts = np.flatnonzero(new)
    totals = [
        np.add.reduceat(value[order].astype(np.int64), starts) if len(starts) else starts
        for value in values
    ]
    return [*(key[starts] for key in keys), *totals]


def _joined(parts: Sequence[tuple[np.ndarray, ...]]) -> list[np.ndarray]:
    return [np.concatenate(column) for column in zip(*parts, strict=True)]


def _places(place: dict[str, int], names: Sequence[str]) -> np.ndarray:
    return np.fromiter((place[name] for name in names), np.int64, len(names))
