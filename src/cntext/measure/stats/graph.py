"""TextRank: which words the co-occurrence graph of a text turns around."""

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
    ids: dict[str, int] = {}
    sequence = [ids.setdefault(w, len(ids)) if keep(w) else -1 for w in words]
    row = np.array(sequence, np.int64)
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
        fresh = (1 - DAMPING) + DAMPING * np.bincount(target, share * score[source], size)
        moved = float(np.abs(fresh - score).max())
        score = fresh
        if moved < 1e-9:
            break
    return {word: float(score[i]) for word, i in ids.items() if linked[i]}
