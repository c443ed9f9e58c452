"""Strings made longer by a character, in a row of characters; by the core, else by numpy.

The two give the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cntext.compiled import library_or_none
from cntext.lazy import np
from cntext.measure.stats.phrase_columns import call, ints, longs
from cntext.measure.stats.sums import heads_of

# Strings that do not go on, and those that are rare.
ENDS, RARE = -1, -2
# Places that numpy sorts at once, some 40 bytes each.
_AT_ONCE = 4_000_000
_BITS = 63  # of a key and a place in one word


class Grown(NamedTuple):
    """Strings that were made longer by a character, n of them, in order of ``keys``.

    ``keys`` int64[n]: number of what grew · alphabet + code; ``counts``, ``begins``, ``whole``
    int64[n]: places, those where a token begins, those that end with one too. ``places`` int32[m]:
    of each key together; ``pruned`` int32[p]: where what grows has a rare end.
    """

    keys: np.ndarray
    counts: np.ndarray
    begins: np.ndarray
    whole: np.ndarray
    places: np.ndarray
    pruned: np.ndarray


def grown(
    numbers: np.ndarray,
    counts: np.ndarray,
    places: np.ndarray,
    pruned: np.ndarray,
    k: int,
    codes: np.ndarray,
    borders: np.ndarray,
    alphabet: int,
) -> Grown:
    """Make strings of ``k`` characters longer by one, where its code is not 0.

    ``numbers`` int[G]: the number of each, ascending among those that go on, or `ENDS` or `RARE`;
    ``counts`` int64[G]: its places. Nothing grows at a place behind which a rare string, or one
    of ``pruned``, begins. ``codes``, ``borders`` [N]: as a `Layout` has them.
    """
    rare = np.zeros(len(codes) + 1, bool)
    rare[pruned] = True
    core = library_or_none()
    if core is None:
        return _grown(numbers, counts, places, rare, k, codes, borders, alphabet)
    size = len(places)
    keys, freq, begins, whole = (np.empty(size, np.int64) for _ in range(4))
    kept, lost = np.empty(size, np.int32), np.empty(size, np.int32)
    sizes, room = np.zeros(3, np.int64), np.zeros(3 * alphabet, np.int32)
    call(
        core.cn_grow,
        *(ints(numbers), longs(counts), len(numbers), ints(places), k, ints(codes)),
        *(np.ascontiguousarray(borders), rare, alphabet, room),
        *(keys, freq, begins, whole, kept, lost, sizes),
    )
    n, m, p = sizes.tolist()
    keys, freq, begins, whole = (column[:n].copy() for column in (keys, freq, begins, whole))
    return Grown(keys, freq, begins, whole, kept[:m].copy(), lost[:p].copy())


def _grown(
    numbers: np.ndarray,
    counts: np.ndarray,
    places: np.ndarray,
    rare: np.ndarray,
    k: int,
    codes: np.ndarray,
    borders: np.ndarray,
    alphabet: int,
) -> Grown:
    rare[places[np.repeat(numbers == RARE, counts)]] = True
    number = np.repeat(numbers, counts)
    on = (number >= 0) & (codes[places + k] > 0)
    number, places = number[on], places[on]
    kept = ~rare[places + 1]
    pruned, number, places = places[~kept], number[kept], places[kept]
    columns = [
        _sorted(number[low:high], places[low:high], k, codes, borders, alphabet)
        for low, high in _stretches(number)
    ]
    keys, freq, begins, whole, grew = map(np.concatenate, zip(*columns, strict=True))
    return Grown(keys, freq, begins, whole, grew, pruned)


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
    number: np.ndarray,
    places: np.ndarray,
    k: int,
    codes: np.ndarray,
    borders: np.ndarray,
    alphabet: int,
) -> tuple[np.ndarray, ...]:
    key = number.astype(np.int64) * alphabet + codes[places + k]
    # Key and place in one word: a sort of numbers takes a third of the time of an argsort.
    shift = len(codes).bit_length()
    if int(key.max(initial=0)).bit_length() + shift <= _BITS:
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
    left = borders[places]
    if not len(heads):
        return key, counts, counts, counts, places
    begins = np.add.reduceat(left, heads, dtype=np.int64)
    whole = np.add.reduceat(left & borders[places + k + 1], heads, dtype=np.int64)
    return key[heads], counts, begins, whole, places
