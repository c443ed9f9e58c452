"""One cell for a person, formatted by its unit and never by its column's name."""

from cntext.table import Cell, Column, Unit
from cntext.text.safe import safe

MISSING = "—"
_DECIMALS = {Unit.PER_MILLION: 1, Unit.PERCENT: 1, Unit.SCORE: 3, Unit.BITS: 2}


def show(cell: Cell, column: Column) -> str:
    """Return ``cell`` as a table on paper would have it."""
    match cell:
        case None:
            return MISSING
        case bool():
            return "✓" if cell else "–"
        case int():
            plain = column.unit in (Unit.RANK, Unit.LINE, Unit.OFFSET)
            return str(cell) if plain else f"{cell:,}"
        case float():
            return f"{cell:,.{_DECIMALS.get(column.unit, 3)}f}"
        case _:
            return safe(cell)
