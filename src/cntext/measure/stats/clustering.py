"""Clusters of terms: average linkage, cut where the network falls apart best."""

from __future__ import annotations

from collections.abc import Iterator

from cntext.lazy import np


def clusters(gap: np.ndarray, weight: np.ndarray, number: int = 0) -> np.ndarray:
    """Return int64[T]: the cluster of each term, numbered by their first terms.

    Average linkage (UPGMA, Sokal & Michener 1958) of the distances ``gap`` float64[T, T]
    gives a tree; of two pairs as near the one that comes first is joined. It is cut into
    ``number`` clusters, or where the modularity (Newman & Girvan 2004) of the network
    ``weight`` float64[T, T] is greatest; of two cuts as good, into more.
    """
    best, best_value = np.arange(len(gap)), -np.inf
    for labels, count in _joins(gap):
        if number:
            best = labels
            if count <= number:
                break
        else:
            value = modularity(weight, labels)
            if value > best_value + 1e-12:
                best, best_value = labels, value
    return _renumbered(best)


def modularity(weight: np.ndarray, labels: np.ndarray) -> float:
    """Return Q: the share of links inside clusters, less that expected by chance; 0 if none."""
    links = weight - np.diag(np.diag(weight))
    total = float(links.sum())
    if total <= 0:
        return 0.0
    same = labels[:, None] == labels[None, :]
    ends = links.sum(axis=1)
    return float((links[same].sum() - np.outer(ends, ends)[same].sum() / total) / total)


def _joins(gap: np.ndarray) -> Iterator[tuple[np.ndarray, int]]:
    """Yield the labels at each level of the tree, from all terms apart to all in one."""
    size = len(gap)
    labels = np.arange(size)
    near = gap.astype(float).copy()
    np.fill_diagonal(near, np.inf)
    weights = np.ones(size)
    yield labels.copy(), size
    for count in range(size - 1, 0, -1):
        a, b = sorted(divmod(int(np.argmin(near)), size))
        joined = (weights[a] * near[a] + weights[b] * near[b]) / (weights[a] + weights[b])
        near[a], near[:, a] = joined, joined
        near[b], near[:, b] = np.inf, np.inf
        near[a, a] = np.inf
        weights[a] += weights[b]
        labels[labels == b] = a
        yield labels.copy(), count


def _renumbered(labels: np.ndarray) -> np.ndarray:
    seen: dict[int, int] = {}
    return np.array([seen.setdefault(label, len(seen)) for label in labels.tolist()], np.int64)
