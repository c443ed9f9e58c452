"""Where two ways of cutting the same texts differ: each stretch, before and after, counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from cntext.corpus import Corpus
from cntext.lazy import np


@dataclass(frozen=True, slots=True)
class Recut:
    """``freq`` and ``range`` by ``(before, after)``, pieces parted by "|".

    ``first``: document and offset in characters of the first such place. ``tokens``: how many
    there were before and after.
    """

    freq: dict[tuple[str, str], int]
    range: dict[tuple[str, str], int]
    first: dict[tuple[str, str], tuple[int, int]]
    tokens: tuple[int, int]


def recut(before: Corpus, after: Corpus) -> Recut:
    """Compare two corpora of the same documents, cut in two ways.

    A stretch is the shortest between two borders that both have: 产教|融合 → 产教融合.
    """
    freq: Counter[tuple[str, str]] = Counter()
    spread: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], tuple[int, int]] = {}
    for d in range(len(before)):
        here: Counter[tuple[str, str]] = Counter()
        old, new = _starts(before, d), _starts(after, d)
        common = np.intersect1d(old, new, assume_unique=True)
        sides = [np.searchsorted(common, starts, side="right") - 1 for starts in (old, new)]
        sizes = [np.bincount(side, minlength=len(common)) for side in sides]
        # Tokens of one stretch stand together, so its first one is where the sizes before add up.
        places = [np.concatenate(([0], np.cumsum(size))) for size in sizes]
        for g in np.flatnonzero((sizes[0] != 1) | (sizes[1] != 1)).tolist():
            pair = (
                _joined(before, d, int(places[0][g]), int(places[0][g + 1])),
                _joined(after, d, int(places[1][g]), int(places[1][g + 1])),
            )
            here[pair] += 1
            first.setdefault(pair, (d, int(common[g])))
        freq.update(here)
        spread.update(here.keys())
    return Recut(dict(freq), dict(spread), first, (len(before.tokens), len(after.tokens)))


def _starts(corpus: Corpus, d: int) -> np.ndarray:
    starts: np.ndarray = corpus.starts[corpus.bounds[d] : corpus.bounds[d + 1]]
    return starts


def _joined(corpus: Corpus, d: int, first: int, last: int) -> str:
    base = int(corpus.bounds[d])
    ids = corpus.tokens[base + first : base + last].tolist()
    return "|".join(corpus.vocabulary[i] for i in ids)
