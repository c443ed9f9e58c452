"""Correspondence analysis: groups and words on one map, by what they share beyond chance."""

from __future__ import annotations

from dataclasses import dataclass

from cntext.lazy import np


@dataclass(frozen=True, slots=True)
class Map:
    """Of a table of I rows and J columns in K dimensions, the most telling first.

    ``inertia`` float64[K]: principal inertias, all of them; their sum is χ² / N. ``rows``
    [I, K] and ``columns`` [J, K] are principal coordinates; ``row_mass`` and
    ``column_mass`` sum to 1.
    """

    inertia: np.ndarray
    rows: np.ndarray
    columns: np.ndarray
    row_mass: np.ndarray
    column_mass: np.ndarray

    @property
    def shares(self) -> np.ndarray:
        """Return float64[K]: the share of each dimension in the whole."""
        return np.asarray(self.inertia / self.inertia.sum())

    def quality(self, of: np.ndarray, dimensions: int = 2) -> np.ndarray:
        """Return cos² of each point in the first dimensions: how truly the map shows it."""
        square = of**2
        whole = square.sum(axis=1)
        shown = square[:, :dimensions].sum(axis=1)
        return np.asarray(np.divide(shown, whole, out=np.zeros(len(of)), where=whole > 0))


def correspondence(table: np.ndarray) -> Map | None:
    """Return the map of a table of counts [I, J] without empty rows or columns.

    The singular value decomposition of the standardised residuals D_r^-½ (P - r c') D_c^-½
    (Greenacre 1984). The sign of each dimension is free: here the row that contributes
    most is positive. None where rows or columns are fewer than two, or all profiles equal.
    """
    if min(table.shape) < 2:
        return None
    shares = table / table.sum()
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    expected = np.outer(rows, columns)
    left, values, right = np.linalg.svd(
        (shares - expected) / np.sqrt(expected), full_matrices=False
    )
    kept = values > 1e-10  # the residuals have at least one dimension less than the table
    if not kept.any():
        return None
    left, values, right = left[:, kept], values[kept], right[kept].T
    signs = np.sign(left[np.abs(left).argmax(axis=0), np.arange(left.shape[1])])
    return Map(
        inertia=values**2,
        rows=_without_errors(left * signs * values / np.sqrt(rows)[:, None]),
        columns=_without_errors(right * signs * values / np.sqrt(columns)[:, None]),
        row_mass=rows,
        column_mass=columns,
    )


def _without_errors(points: np.ndarray) -> np.ndarray:
    """Return 0 for what is nothing but an error of rounding, -3.4e-31 on a map of units."""
    return np.where(np.abs(points) < 1e-12, 0.0, points)
