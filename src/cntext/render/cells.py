"""One cell for a person, formatted by its unit and never by its column's name."""

from cntext.table import Cell, Column, Unit
from cntext.text.safe import safe

MISSING = "—"
_DECIMALS = {Unit.YEAR: 1, Unit.PER_MILLION: 1, Unit.PERCENT: 1, Unit.BITS: 2}


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
            if column.unit in _DECIMALS:
                comma = "" if column.unit is Unit.YEAR else ","
                return f"{cell:{comma}.{_DECIMALS[column.unit]}f}"
            # A score may be 0.00312 or 1,551.4: three figures of a small one say as much.
            return f"{cell:#.3g}" if abs(cell) < 1 else f"{cell:,.2f}"
        case _:
            return safe(cell)
