"""How alike two terms are by the stretches of text that they share, and maps of that.

``c`` int[T, T]: stretches with both terms, on the diagonal those with the term. Every
measure is a symmetric float64[T, T]; terms that occur nowhere are like none.
"""

from __future__ import annotations

from dataclasses import dataclass

from cntext.lazy import np


@dataclass(frozen=True, slots=True)
class Likeness:
    """The measures of co-word analysis, float64[T, T] each."""

    ochiai: np.ndarray
    jaccard: np.ndarray
    equivalence: np.ndarray
    strength: np.ndarray


def likeness(c: np.ndarray, size: int) -> Likeness:
    """Return every measure of the terms.

    Ochiai 1957 c/√(ci cj); Jaccard c/(ci + cj - c); equivalence c²/(ci cj) (Callon et al.
    1991); association strength c·N/(ci cj) (van Eck & Waltman 2009, times N = ``size``:
    1 where the terms are together as often as by chance).
    """
    c = np.asarray(c, float)
    one = np.diag(c)
    product, either = np.outer(one, one), one[:, None] + one[None, :] - c
    return Likeness(
        ochiai=_divided(c, np.sqrt(product)),
        jaccard=_divided(c, either),
        equivalence=_divided(c * c, product),
        strength=_divided(c * size, product),
    )


def distances(similarity: np.ndarray) -> np.ndarray:
    """Return 1 - similarity with zeros on the diagonal; what exceeds 1 is scaled to it first."""
    apart = similarity.copy()
    np.fill_diagonal(apart, 0.0)
    gap = 1 - apart / max(float(apart.max(initial=0.0)), 1.0)
    np.fill_diagonal(gap, 0.0)
    return np.asarray(gap)


def classical_scaling(gap: np.ndarray) -> tuple[np.ndarray, float] | None:
    """Return float64[T, 2], a map of the distances ``gap``, and the share of them that it shows.

    Classical multidimensional scaling (Torgerson 1952): the first eigenvectors of the
    doubly centred -½ D². The share is that of their eigenvalues in the sum of the absolute
    values of all (Mardia 1978). Signs are free: here the farthest point is positive.
    None where there are fewer than two terms or all distances are 0.
    """
    size = len(gap)
    if size < 2 or not gap.any():
        return None
    centre = np.eye(size) - 1 / size
    values, vectors = np.linalg.eigh(-0.5 * centre @ (gap * gap) @ centre)
    first = np.argsort(-values, kind="stable")[:2]
    # A line has no second dimension: what rounding leaves of it is nothing.
    kept = np.where(values[first] > 1e-12 * np.abs(values).max(), values[first], 0.0)
    vectors = vectors[:, first]
    signs = np.sign(vectors[np.abs(vectors).argmax(axis=0), np.arange(2)])
    share = float(kept.sum() / np.abs(values).sum())
    return np.asarray(vectors * signs * np.sqrt(kept)), share


def _divided(top: np.ndarray, bottom: np.ndarray) -> np.ndarray:
    return np.asarray(np.divide(top, bottom, out=np.zeros_like(top), where=bottom > 0))
