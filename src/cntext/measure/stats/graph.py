"""TextRank and PositionRank: which words the co-occurrence graph of a text turns around."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cntext.lazy import np

DAMPING = 0.85
WINDOW = 5


def textrank(words: Sequence[str], keep: Callable[[str], bool]) -> dict[str, float]:
    """Return the TextRank score of every kept word of one running text.

    Mihalcea & Tarau 2004, weighted and undirected: words are joined when they stand
    within ``WINDOW`` words of each other (words that are not kept take up room but join
    nothing), by as many edges as that happens; then
    ``S(i) = (1 - d) + d * sum_j w_ij / sum_k w_jk * S(j)`` until no score moves by 1e-9.
    A word that stands alone has no score.
    """
    ids, sequence = _numbered(words, keep)
    return _rank(ids, sequence, np.ones(len(ids)))


def positionrank(words: Sequence[str], keep: Callable[[str], bool]) -> dict[str, float]:
    """Return the PositionRank score of every kept word of one text.

    Florescu & Caragea 2017: as `textrank`, but the walk starts over at a word with a
    probability in proportion to the sum of 1 / position over its places, the first word
    of the text being at 1. Scaled, as TextRank, to a mean of 1 over the words.
    """
    ids, sequence = _numbered(words, keep)
    places = np.flatnonzero(sequence >= 0)
    weight = np.bincount(sequence[places], 1.0 / (places + 1), len(ids))
    return _rank(ids, sequence, weight / weight.mean() if len(ids) else weight)


def _numbered(
    words: Sequence[str], keep: Callable[[str], bool]
) -> tuple[dict[str, int], np.ndarray]:
    ids: dict[str, int] = {}
    sequence = [ids.setdefault(w, len(ids)) if keep(w) else -1 for w in words]
    return ids, np.array(sequence, np.int64)


def _rank(ids: dict[str, int], row: np.ndarray, restart: np.ndarray) -> dict[str, float]:
    size = len(ids)
    pairs = []
    for step in range(1, WINDOW):
        a, b = row[:-step], row[step:]
        joined = (a >= 0) & (b >= 0) & (a != b)
        pairs.append(a[joined] * size + b[joined])
        pairs.append(b[joined] * size + a[joined])
    if not size or not (edges := np.concatenate(pairs)).size:
        return {}
    keys, weight = np.unique(edges, return_counts=True)
    target, source = np.divmod(keys, size)
    share = weight / np.bincount(source, weight, size)[source]
    linked = np.bincount(target, minlength=size) > 0
    score: np.ndarray = np.ones(size)
    for _ in range(500):
        walked = np.bincount(target, share * score[source], size)
        fresh = (1 - DAMPING) * restart + DAMPING * walked
        moved = float(np.abs(fresh - score).max())
        score = fresh
        if moved < 1e-9:
            break
    return {word: float(score[i]) for word, i in ids.items() if linked[i]}
