"""Counting the words near nodes: in a window of words, or in the same stretch of text.

Only words take part, punctuation does not: it is neither counted nor a step of a window.
A word is counted once, however many occurrences of the node it is near; its side is that
of the nearest (of two as near, the one before it). So the words in the windows of a node
are a subset of all words, and O11, R1, C1, N are the margins of a true 2×2 table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from cntext.corpus import Corpus
from cntext.lazy import np
from cntext.measure.stats.collocate_counts import CELLS, CollocateCounts, summed
from cntext.measure.stats.node_hits import Hits, SpanFinder, find_hits
from cntext.measure.stats.stretches import stretches
from cntext.measure.stats.window import Window


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a corpus without its punctuation: token numbers, ranks, documents, groups.

    ``at`` int64[N] are the token numbers of the words; ``before`` int64[T + 1] how many
    words stand before each token; ``rank`` int64[N] the place of each word in ``names``.
    """

    names: tuple[str, ...]
    at: np.ndarray
    before: np.ndarray
    rank: np.ndarray
    document: np.ndarray
    group_of: np.ndarray  # of each document

    @property
    def group(self) -> np.ndarray:
        """int64[N]."""
        return np.asarray(self.group_of[self.document])


def count_near(
    corpus: Corpus,
    nodes: Sequence[str],
    find: SpanFinder,
    window: Window,
    by: str = "",
    *,
    whole_words: bool = False,
) -> CollocateCounts:
    """Count what stands near ``nodes``, which ``find`` finds, by field ``by``."""
    groups, words = words_by_group(corpus, by)
    hits = find_hits(corpus, find, window.border, whole_words=whole_words)
    count = _in_windows if window.of_words else _in_stretches
    cells, size, near, pairs = count(corpus, words, hits, window, len(nodes), len(groups))
    shape = (len(groups), len(nodes))
    flat = words.group_of[hits.document] * len(nodes) + hits.node
    return CollocateCounts(
        by=by,
        nameless=int(np.count_nonzero(words.group_of == groups.index("")))
        if by and "" in groups
        else 0,
        of_words=int(window.of_words),
        groups=groups,
        nodes=tuple(nodes),
        words=words.names,
        **dict(zip(CELLS, (*cells, *pairs), strict=True)),
        size=size,
        hits=_times(flat, shape),
        inside=_times(flat[hits.inside], shape),
        near=near,
    )


def words_by_group(corpus: Corpus, by: str) -> tuple[tuple[str, ...], Words]:
    """Return the groups of field ``by`` ("" for one of all) and the words of the corpus."""
    groups, group_of = corpus.groups(by) if by else (("",), np.zeros(len(corpus), np.int64))
    is_word = corpus.type_is_word()
    kept = np.flatnonzero(is_word & (corpus.type_counts()[0] > 0))
    names = [corpus.vocabulary[i] for i in kept.tolist()]
    order = np.array(sorted(range(len(names)), key=names.__getitem__), np.int64)
    rank = np.zeros(len(corpus.vocabulary), np.int64)
    rank[kept[order]] = np.arange(len(names))
    counted = is_word[corpus.tokens]
    at = np.flatnonzero(counted)
    return groups, Words(
        tuple(names[i] for i in order.tolist()),
        at,
        np.concatenate([[0], np.cumsum(counted)]),
        rank[corpus.tokens[at]],
        corpus.document_of_token()[at].astype(np.int64),
        group_of.astype(np.int64),
    )


# A string, since numpy is not imported for a name.
_Counted: TypeAlias = "tuple[list[np.ndarray], np.ndarray, np.ndarray, list[np.ndarray]]"


def _in_windows(
    corpus: Corpus, words: Words, hits: Hits, window: Window, nodes: int, groups: int
) -> _Counted:
    del corpus
    kinds = len(words.names)
    cells = _cells(words.group, words.rank, groups, kinds)
    size = np.bincount(words.group, minlength=groups)
    near = np.zeros((groups, nodes), np.int64)
    keys: list[list[np.ndarray]] = [[], [], [], []]
    sides: list[np.ndarray] = []
    first, last, low, high = (words.before[x] for x in (hits.first, hits.last, hits.low, hits.high))
    for m in range(nodes):
        of = hits.node == m
        side = _sides(len(words.at), first[of], last[of], low[of], high[of], window)
        found = np.flatnonzero(side)
        documents = words.document[found]
        near[:, m] = np.bincount(words.group_of[documents], minlength=groups)
        for column, key in zip(
            keys,
            (words.group_of[documents], np.full(len(found), m), words.rank[found], documents),
            strict=True,
        ):
            column.append(key)
        sides.append(side[found])
    return (
        cells,
        size,
        near.reshape(-1),
        _pairs([np.concatenate(column) for column in keys], np.concatenate(sides)),
    )


_LEFT, _RIGHT = 1, 2


def _sides(
    size: int,
    first: np.ndarray,
    last: np.ndarray,
    low: np.ndarray,
    high: np.ndarray,
    window: Window,
) -> np.ndarray:
    """Return int8[N]: whether each word is left or right of its nearest node, 0 if near none."""
    side = np.zeros(size, np.int8)
    for places, of, which in reached(first, last, low, high, window):
        side[places[of]] = which
    return side


def reached(
    first: np.ndarray, last: np.ndarray, low: np.ndarray, high: np.ndarray, window: Window
) -> Iterator[tuple[np.ndarray, np.ndarray, int]]:
    """Yield ``(places, of, side)``: the words at one distance from each node, by steps.

    From far to near, the right after the left: what is nearer, or before the word, comes
    later, and wins. ``of`` bool[H] says of which nodes the place is within the borders.
    """
    for distance in range(max(window.left, window.right), 0, -1):
        if distance <= window.left:
            places = first - distance
            yield places, places >= low, _LEFT
        if distance <= window.right:
            places = last - 1 + distance
            yield places, places < high, _RIGHT


def _in_stretches(
    corpus: Corpus, words: Words, hits: Hits, window: Window, nodes: int, groups: int
) -> _Counted:
    bounds, document = stretches(corpus, window.border)
    kinds = max(len(words.names), 1)
    stretch = np.repeat(np.arange(len(document)), np.diff(words.before[bounds]))
    # Stretches without a word are none: nothing could have stood in them.
    filled = np.diff(words.before[bounds]) > 0
    group_of = words.group_of[document]
    size = np.bincount(group_of[filled], minlength=groups)
    once = _different(stretch * kinds + words.rank)
    cells = _cells(group_of[once // kinds], once % kinds, groups, kinds)
    near = np.zeros((groups, nodes), np.int64)
    keys: list[list[np.ndarray]] = [[], [], [], []]
    home = np.searchsorted(bounds, hits.first, "right") - 1
    for m in range(nodes):
        of = hits.node == m
        with_node = np.zeros(len(document), bool)
        with_node[home[of]] = True
        with_node &= filled
        near[:, m] = np.bincount(group_of[with_node], minlength=groups)
        free = np.ones(len(words.at), bool)
        for begin, end in zip(
            words.before[hits.first[of]].tolist(), words.before[hits.last[of]].tolist(), strict=True
        ):
            free[begin:end] = False
        chosen = np.flatnonzero(with_node[stretch] & free)
        place, word = np.divmod(_different(stretch[chosen] * kinds + words.rank[chosen]), kinds)
        for column, key in zip(
            keys, (group_of[place], np.full(len(place), m), word, document[place]), strict=True
        ):
            column.append(key)
    joined = [np.concatenate(column) for column in keys]
    sides = np.full(len(joined[0]), _RIGHT)
    return cells, size, near.reshape(-1), _pairs(joined, sides)


def _different(keys: np.ndarray) -> np.ndarray:
    """Return the different ``keys``, sorted: `numpy.unique` hashes, and is slower."""
    keys.sort()
    new = np.ones(len(keys), bool)
    np.not_equal(keys[1:], keys[:-1], out=new[1:])
    return np.asarray(keys[new])


_MANY = 1 << 25


def _cells(group: np.ndarray, word: np.ndarray, groups: int, kinds: int) -> list[np.ndarray]:
    """Return the groups, words and frequencies of what occurs, in this order."""
    keys = group * kinds + word
    if groups * kinds <= _MANY:  # one bin each: faster than sorting
        every = np.bincount(keys, minlength=groups * kinds)
        keys = np.flatnonzero(every)
        freq = every[keys]
    else:
        keys, freq = summed([keys], [np.ones(len(keys), np.int64)])
    return [*np.divmod(keys, max(kinds, 1)), freq]


def _pairs(keys: list[np.ndarray], side: np.ndarray) -> list[np.ndarray]:
    """Return the cells of pairs; ``keys``: group, node, word and document of each found word."""
    group, node, word, _, left, right = summed(keys, [side == _LEFT, side == _RIGHT])
    return summed([group, node, word], [left, right, np.ones(len(left), np.int64)])


def _times(flat: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    return np.bincount(flat, minlength=shape[0] * shape[1]).astype(np.int64)
