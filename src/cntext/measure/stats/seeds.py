"""Where two texts have the same letters: maximal exact matches between all documents.

Every run of k letters is a number; equal numbers in two documents are a seed, and a seed
grows in both directions as far as the letters agree. Runs that stand in very many
documents start nothing: what all have says nothing of two, and its pairs would be legion.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from cntext.lazy import np
from cntext.text.codes import codes_of
from cntext.text.shingles import shingles

SEED = 6  # letters: three words; edits closer than that leave nothing to begin with
_PAIRS = 1 << 21  # pairs of places held at a time: 32 MB


@dataclass(frozen=True, slots=True)
class Matches:
    """M maximal matches: letters ``first`` + i and ``second`` + i agree for i < ``length``.

    ``first`` and ``second`` (int64[M]) count letters from the beginning of the first
    document; ``first`` is in the document that comes first. In order of document of
    ``first``, document of ``second``, then place in it.
    """

    first: np.ndarray
    second: np.ndarray
    length: np.ndarray
    common: int  # runs of k letters that stand in too many documents


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of D documents in one row: document d has ``codes[bounds[d]:bounds[d + 1]]``."""

    codes: np.ndarray
    bounds: np.ndarray

    @classmethod
    def of(cls, texts: Sequence[str]) -> Letters:
        """Put ``texts`` (stripped of all but letters) into one row."""
        codes = np.concatenate([np.empty(0, np.uint32), *map(codes_of, texts)])
        return cls(codes, np.cumsum([0, *map(len, texts)], dtype=np.int64))

    def document(self, places: np.ndarray) -> np.ndarray:
        """Return the document that each place is in."""
        return np.searchsorted(self.bounds, places, side="right") - 1


def matches(
    texts: Sequence[str],
    wanted: Callable[[np.ndarray, np.ndarray], np.ndarray],
    *,
    max_range: int,
    size: int = SEED,
) -> Matches:
    """Return the maximal matches of ``size`` letters and more between documents.

    ``wanted`` takes the documents of two sides (int64[P] each) and says which pairs are
    meant. A run that stands in more than ``max_range`` documents is no seed.
    """
    letters = Letters.of(texts)
    runs = [shingles(t, size) if len(t) >= size else np.empty(0, np.uint64) for t in texts]
    number = np.concatenate([np.empty(0, np.uint64), *runs])
    starts = [b + np.arange(len(r)) for b, r in zip(letters.bounds.tolist(), runs, strict=False)]
    place = np.concatenate([np.empty(0, np.int64), *starts])
    order = np.argsort(number, kind="stable")
    number, place = number[order], place[order]
    begins = np.flatnonzero(np.append(True, number[1:] != number[:-1])[: len(number)])
    counts = np.diff(np.append(begins, len(number)))
    document = letters.document(place)
    new = np.append(True, document[1:] != document[:-1])[: len(number)]
    new[begins] = True
    spread = np.add.reduceat(new.astype(np.int64), begins) if len(begins) else counts
    seeds = (spread > 1) & (spread <= max_range) & (counts <= 4 * max_range)
    is_seed = np.zeros(len(letters.codes) + 1, bool)
    is_seed[place[np.repeat(seeds, counts)]] = True
    found = [
        _grown(letters, *_first_ones(letters, is_seed, wanted, a, b), size)
        for a, b in _pairs(place, begins[seeds], counts[seeds])
    ]
    first, second, length = (
        np.concatenate([np.empty(0, np.int64), *side])
        for side in (zip(*found, strict=True) if found else ((), (), ()))
    )
    order = np.lexsort((first, second, letters.document(second), letters.document(first)))
    first, second, length = first[order], second[order], length[order]
    again = (first[1:] == first[:-1]) & (second[1:] == second[:-1])
    kept = np.append(True, ~again)[: len(first)]
    common = int((spread > max_range).sum())
    return Matches(first[kept], second[kept], length[kept], common)


def _pairs(
    place: np.ndarray, begins: np.ndarray, counts: np.ndarray
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield the places of equal runs two by two, the earlier one first, in pieces."""
    for count in np.unique(counts).tolist():
        i, j = np.triu_indices(count, 1)
        groups = begins[counts == count]
        step = max(1, _PAIRS // len(i))
        for at in range(0, len(groups), step):
            some = groups[at : at + step, None]
            yield place[some + i].ravel(), place[some + j].ravel()


def _first_ones(
    letters: Letters,
    is_seed: np.ndarray,
    wanted: Callable[[np.ndarray, np.ndarray], np.ndarray],
    a: np.ndarray,
    b: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Leave out pairs of one document, unwanted ones, and those that a seed before grows into."""
    x, y = letters.document(a), letters.document(b)
    kept = (x != y) & wanted(x, y)
    a, b, x, y = a[kept], b[kept], x[kept], y[kept]
    inside = (a > letters.bounds[x]) & (b > letters.bounds[y])
    before = inside & is_seed[a - 1] & (letters.codes[a - 1] == letters.codes[b - 1])
    return a[~before], b[~before]


def _grown(
    letters: Letters, a: np.ndarray, b: np.ndarray, size: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    x, y = letters.document(a), letters.document(b)
    left = _agreeing(letters, a - 1, b - 1, -1, letters.bounds[x], letters.bounds[y])
    right = _agreeing(letters, a + size, b + size, 1, letters.bounds[x + 1], letters.bounds[y + 1])
    return a - left, b - left, left + size + right


def _agreeing(
    letters: Letters,
    a: np.ndarray,
    b: np.ndarray,
    step: int,
    end_a: np.ndarray,
    end_b: np.ndarray,
) -> np.ndarray:
    """Return how many letters agree from each pair of places on, going by ``step``."""
    room = np.minimum((end_a - a) * step, (end_b - b) * step) + (step < 0)
    agree = np.zeros(len(a), np.int64)
    alive = np.flatnonzero(room > 0)
    while len(alive):
        at = agree[alive] * step
        same = letters.codes[a[alive] + at] == letters.codes[b[alive] + at]
        alive = alive[same]
        agree[alive] += 1
        alive = alive[agree[alive] < room[alive]]
    return agree
