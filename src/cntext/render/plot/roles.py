"""What a table holds for a chart: columns found by role, type and unit, not by command."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from cntext.errors import Both, UsageProblem
from cntext.lazy import pattern
from cntext.render.weighing import ONE_UNIT, several_units
from cntext.table import Cell, Column, Role, Row, Table, Type, Unit
from cntext.text.safe import safe

# Measures that place a row in a plane, across and up, wherever a table has both.
PLANES = (("x", "y"), ("dim1", "dim2"), ("centrality", "density"))
ENDS = ("a", "b")  # what the two ends of a link are called
_LARGEST = 1e300  # the span of two such numbers is still finite
_NO_CHARACTERS = {code: f"\\u{{{code:x}}}" for code in (0xFFFE, 0xFFFF)}  # not even in XML
_NUMBERS = (Type.INTEGER, Type.NUMBER)
_PLACES = (Unit.OFFSET, Unit.LINE, Unit.RANK)
_PERIOD = pattern(r"\d{4}(?:s|-?Q[1-4]|-\d{2}(?:-\d{2})?)?\Z")


@dataclass(frozen=True, slots=True)
class Field:
    """A column and its place in a row."""

    column: Column
    at: int

    def number(self, row: Row) -> float | None:
        """Return the cell as a number; None where it is none, not finite, or beyond all use."""
        cell = row[self.at]
        if isinstance(cell, bool) or not isinstance(cell, (int, float)):
            return None
        return cell if abs(cell) < _LARGEST else None  # false for NaN, too

    def text(self, row: Row) -> str:
        """Return the cell as text that is safe to show."""
        cell: Cell = row[self.at]
        return "" if cell is None else safe(str(cell)).translate(_NO_CHARACTERS)

    def label(self, lang: str) -> str:
        """Return the heading."""
        return safe(self.column.label.say(lang))


def fields(table: Table, test: Callable[[Column], bool] = lambda _: True) -> list[Field]:
    """Return the columns for which ``test`` holds."""
    return [Field(column, i) for i, column in enumerate(table.columns) if test(column)]


def named(table: Table, name: str) -> Field | None:
    """Return the column called ``name``, if there is one."""
    return next(iter(fields(table, lambda column: column.id == name)), None)


def terms(table: Table) -> list[Field]:
    """Return the columns that say what rows are about."""
    return fields(table, lambda column: column.role is Role.TERM)


def measures(table: Table) -> list[Field]:
    """Return the columns of numbers that measure; places in a text do not."""
    return fields(
        table,
        lambda c: c.role is Role.MEASURE and c.type in _NUMBERS and c.unit not in _PLACES,
    )


def measure(table: Table, name: str | None, prefer: tuple[Unit, ...] = ()) -> Field:
    """Return the measure called ``name``, else the table's weight, else the likeliest.

    ``prefer``: units that are taken before the weight.
    """
    chosen = _measure(table, name, prefer)
    if several := several_units(table, chosen.at):
        raise cannot(table, several, ONE_UNIT)
    return chosen


def _measure(table: Table, name: str | None, prefer: tuple[Unit, ...]) -> Field:
    found = measures(table)
    if name:
        for candidate in found:
            if candidate.column.id == name:
                return candidate
        names = "、".join(f.column.id for f in found), ", ".join(f.column.id for f in found)
        raise UsageProblem(
            f"--measure {name}",
            Both("表里没有这一列数值", "the table has no measure of that name"),
            Both(f"可画：{names[0] or '无'}", f"there are: {names[1] or 'none'}"),
        )
    for unit in prefer:
        for candidate in found:
            if candidate.column.unit is unit:
                return candidate
    if table.weight and (weight := named(table, table.weight)):
        return weight
    if found:
        return found[0]
    raise cannot(table, Both("没有数值列", "it has no numbers"))


def period(table: Table) -> Field | None:
    """Return the key whose values are times: so declared, or all written as years or months."""
    for key in fields(table, lambda column: column.role is Role.KEY):
        if key.column.unit is Unit.DATE:
            return key
        if key.column.type is Type.STRING and table.rows:
            values = {key.text(row) for row in table.rows}
            if len(values) > 1 and all(_PERIOD.match(value) for value in values):
                return key
    return None


def group(table: Table) -> Field | None:
    """Return the key inside which rows are ranked, if there is one."""
    if table.group:
        return named(table, table.group[0])
    found = named(table, "group")
    return found if found and found.column.role is Role.KEY else None


def names(table: Table, rows: Sequence[Row]) -> Callable[[Row], str]:
    """Return what tells ``rows`` apart: their term, and where that repeats the column that does."""
    term = terms(table)[0]
    seen = [term.text(row) for row in rows]
    if len(set(seen)) == len(seen):
        return term.text
    roles = {Role.TERM, Role.KEY, Role.CONTEXT}
    for other in fields(table, lambda c: c.role in roles and c.type is Type.STRING):
        if len(set(zip(seen, map(other.text, rows), strict=True))) == len(seen):
            return partial(_named_twice, term, other)
    return term.text


def _named_twice(term: Field, other: Field, row: Row) -> str:
    return f"{term.text(row)} · {other.text(row)}"


def once_each(table: Table, key: Field) -> bool:
    """Say whether each term has one row at most for each value of ``key``."""
    term = terms(table)[0]
    pairs = {(row[term.at], row[key.at]) for row in table.rows}
    return len(pairs) == len(table.rows)


def ranked(table: Table) -> bool:
    """Say whether rows have ranks."""
    return bool(fields(table, lambda c: c.role is Role.KEY and c.unit is Unit.RANK))


def interval(table: Table, of: Field) -> tuple[Field, Field] | None:
    """Return the bounds of a measure: the next columns of its unit that end in low and high."""
    after = [f for f in fields(table) if f.at > of.at and f.column.unit is of.column.unit]
    lows = [f for f in after if f.column.id.endswith("low")]
    highs = [f for f in after if f.column.id.endswith("high")]
    between = [f for f in measures(table) if of.at < f.at and not _bound(f)]
    if not lows or not highs or any(f.at < lows[0].at for f in between):
        return None
    return lows[0], highs[0]


def _bound(found: Field) -> bool:
    return found.column.id.endswith(("low", "high"))


def plane(table: Table) -> tuple[Field, Field] | None:
    """Return the two measures that place rows in a plane."""
    for across, up in PLANES:
        pair = named(table, across), named(table, up)
        if pair[0] and pair[1]:
            return pair[0], pair[1]
    return None


def ends(table: Table) -> list[Field]:
    """Return the two terms that a link joins; a form and its concept are none."""
    found = [f for f in terms(table) if f.column.id in ENDS]
    return found if len(found) == len(ENDS) else []


def matrix(table: Table) -> list[Field]:
    """Return the columns of a table that has one for each of its rows, and is named by them."""
    names = terms(table)
    if len(names) != 1:
        return []
    rows = {names[0].text(row) for row in table.rows}
    return [f for f in measures(table) if f.column.id in rows]


def effect(table: Table) -> Field | None:
    """Return the measure of effect: in bits, with a key that says its direction."""
    signs = fields(table, lambda c: c.role is Role.KEY and c.id == "direction")
    bits = [f for f in measures(table) if f.column.unit is Unit.BITS]
    return bits[0] if signs and bits and interval(table, bits[0]) else None


def by_term(table: Table, term: Field) -> dict[str, list[Row]]:
    """Return the rows of each term, in order."""
    found: dict[str, list[Row]] = {}
    for row in table.rows:
        found.setdefault(term.text(row), []).append(row)
    return found


def numbers(rows: list[Row], *columns: Field) -> Iterator[float]:
    """Yield every number in some columns."""
    for row in rows:
        for column in columns:
            if (value := column.number(row)) is not None:
                yield value


def cannot(table: Table, why: Both, how: Both | None = None) -> UsageProblem:
    """Return the error that says why a table cannot be drawn."""
    return UsageProblem(
        table.name,
        Both(f"这张表画不成图：{why.zh}", f"this table cannot be drawn: {why.en}"),
        how,
    )
