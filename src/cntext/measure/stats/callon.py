"""The strategic diagram of co-word analysis: centrality and density of clusters."""

from __future__ import annotations

from dataclasses import dataclass

from cntext.lazy import np

QUADRANTS = {
    (True, True): "motor",
    (False, True): "niche",
    (False, False): "emerging",
    (True, False): "basic",
}


@dataclass(frozen=True, slots=True)
class Strategic:
    """Of K clusters: float64[K] each; the medians are those of clusters of two terms or more.

    ``quadrant``: one of `QUADRANTS`, "" for a cluster of one term.
    """

    centrality: np.ndarray
    density: np.ndarray
    quadrant: tuple[str, ...]
    medians: tuple[float, float] | None


def strategic(equivalence: np.ndarray, labels: np.ndarray) -> Strategic:
    """Return Callon's measures of the clusters ``labels`` (0 to K - 1).

    Centrality is 10 times the sum of the links (equivalence) to other clusters; density
    100 times the sum of the links inside, divided by the number of terms (Callon,
    Courtial & Laville 1991; the factors after Cobo et al. 2011). What is not below the
    median is high.
    """
    links = equivalence - np.diag(np.diag(equivalence))
    count = int(labels.max(initial=-1)) + 1
    member = (labels[None, :] == np.arange(count)[:, None]).astype(float)
    same = labels[None, :] == labels[:, None]
    centrality = 10 * (member @ np.where(same, 0.0, links).sum(axis=1))
    sizes = member.sum(axis=1)
    density = 100 * (member @ np.where(same, links, 0.0).sum(axis=1)) / 2 / np.maximum(sizes, 1)
    real = sizes > 1
    if not real.any():
        return Strategic(centrality, density, ("",) * count, None)
    middle = float(np.median(centrality[real])), float(np.median(density[real]))
    high = (centrality >= middle[0]).tolist(), (density >= middle[1]).tolist()
    quadrant = tuple(
        QUADRANTS[c, d] if r else "" for c, d, r in zip(*high, real.tolist(), strict=True)
    )
    return Strategic(centrality, density, quadrant, middle)
