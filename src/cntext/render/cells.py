"""Cells for a person: by the unit of their column, a score with the decimals of its column."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial

from cntext.table import Cell, Column, Table, Type, Unit
from cntext.text.safe import safe

MISSING = "—"
POWERS = -1  # in the place of decimals: three figures and a power of ten
_DECIMALS = {Unit.YEAR: 1, Unit.PER_MILLION: 1, Unit.PERCENT: 1, Unit.BITS: 2}
_LEAST, _USUAL_MOST, _MOST = 2, 4, 6
_FIGURES = 5  # of the largest, where there are more than the least decimals


def show(cell: Cell, column: Column, decimals: int = _LEAST) -> str:
    """Return ``cell`` as a table on paper would have it; a score has so many ``decimals``."""
    match cell:
        case None:
            return MISSING
        case bool():
            return "✓" if cell else "–"
        case int():
            plain = column.unit in (Unit.RANK, Unit.LINE, Unit.OFFSET)
            return str(cell) if plain else f"{cell:,}"
        case float():
            if column.unit in _DECIMALS:
                comma = "" if column.unit is Unit.YEAR else ","
                return f"{cell:{comma}.{_DECIMALS[column.unit]}f}"
            return _score(cell, decimals)
        case _:
            return safe(cell)


def shows(table: Table) -> list[Callable[[Cell], str]]:
    """Return for each column of ``table`` what writes its cells: one number of decimals a column."""
    return [
        partial(show, column=column, decimals=decimals)
        for column, decimals in zip(table.columns, decimals_of(table), strict=True)
    ]


def decimals_of(table: Table) -> list[int]:
    """Return for each column the decimals of its scores, `POWERS` where all are too small for any.

    Three figures of the middle score, up to 4 decimals, and of the largest, up to 6; at least
    two, three where none is above 1; no more than make five figures of the largest.
    """
    sizes: dict[int, list[float]] = {
        i: []
        for i, column in enumerate(table.columns)
        if column.type is Type.NUMBER and column.unit not in _DECIMALS
    }
    for row in table.rows if sizes else ():
        for i, found in sizes.items():
            cell = row[i]
            if isinstance(cell, float) and cell and math.isfinite(cell):
                found.append(abs(cell))
    return [_decimals(sizes.get(i, [])) for i in range(len(table.columns))]


def _decimals(sizes: list[float]) -> int:
    if not sizes:
        return _LEAST
    sizes.sort()
    middle, largest = sizes[len(sizes) // 2], sizes[-1]
    needed = _three_figures(largest)
    if needed > _MOST:
        return POWERS
    wanted = max(min(_three_figures(middle), _USUAL_MOST), needed)
    return max(min(wanted, _FIGURES - 3 + needed), _LEAST if largest > 1 else _LEAST + 1)


def _three_figures(size: float) -> int:
    """Return the decimals that a number of this size needs to have three figures."""
    return 2 - math.floor(math.log10(size))


def _score(value: float, decimals: int) -> str:
    """Return a number without a unit; what is not nothing is never written as if it were."""
    if decimals == POWERS:
        return f"{value:.2e}" if value else "0"
    text = f"{value:,.{decimals}f}"
    if value and not text.strip("-0.,"):
        least = f"{10.0**-decimals:.{decimals}f}"
        return f"<{least}" if value > 0 else f">-{least}"
    return text
