"""A heat map: terms down, times or groups or terms across, one hue from light to dark."""

from __future__ import annotations

from dataclasses import dataclass

from cntext.errors import Both
from cntext.render.cells import MISSING as NAMELESS
from cntext.render.plot import roles
from cntext.render.plot.axis import short, shorts
from cntext.render.plot.roles import Field
from cntext.render.plot.scene import Anchor, Scene, box
from cntext.render.plot.sheet import EDGE, Sheet, shown_of
from cntext.render.plot.style import BODY, SMALL, Look, along, ink_on
from cntext.table import Table, Unit
from cntext.text.safe import safe

FIRST, MOST, MOST_ACROSS = 30, 200, 120
_ROW = 17.0
_LEGEND = 200.0  # points that the scale of colours and its words may need
_SMALLEST = 6.5  # points, of a number in a cell


@dataclass(frozen=True, slots=True)
class _Grid:
    """Names down and across, the values that are known, and what they are."""

    down: list[str]
    across: list[str]
    cells: dict[tuple[str, str], float]
    unit: Unit
    label: Both
    square: bool = False


def suits(table: Table) -> bool:
    """Say whether there are terms, something to set them against, and a measure."""
    if roles.matrix(table):
        return True
    against = _against(table)
    has = bool(roles.terms(table) and roles.measures(table))
    return has and against is not None and roles.once_each(table, against)


def _against(table: Table) -> Field | None:
    return roles.period(table) or roles.group(table)


def draw(table: Table, look: Look) -> Scene:
    """Draw a cell for each value; one that the table does not have is left empty."""
    grid = _matrix(table) if roles.matrix(table) else _crossed(table.for_people(look.lang), look)
    most = FIRST if look.rows is None else look.rows or len(grid.down)
    down = grid.down[:most]
    if len(down) > MOST or len(grid.across) > MOST_ACROSS:
        raise roles.cannot(
            table,
            Both(
                f"{len(down):,}×{len(grid.across):,} 格太多，至多 {MOST}×{MOST_ACROSS}",
                f"{len(down):,} by {len(grid.across):,} cells; {MOST} by {MOST_ACROSS} fit",
            ),
            Both("用 -n 限制行数，或合并时期", "limit rows with -n, or take longer periods"),
        )
    values = [v for (name, _), v in grid.cells.items() if name in set(down)]
    if not values:
        raise roles.cannot(table, Both("没有可画的数值", "it has no value to draw"))
    top_value = max(*values, 0.0) if len(values) > 1 else max(values[0], 0.0)
    sheet, theme = Sheet(table, look), look.theme
    names = [look.cut(name, 120) for name in down]
    left = EDGE + max(look.wide(name) for name in names) + 6
    wide = (sheet.right - left) / len(grid.across)
    turned = any(look.wide(name, SMALL) > wide - 4 for name in grid.across)
    high = max(look.wide(look.cut(name, 90), SMALL) for name in grid.across) if turned else 10
    top = sheet.top + high + 4
    for j, name in enumerate(grid.across):
        x = left + wide * (j + 0.5)
        if turned:
            sheet.write(
                x + 3, top - 4, look.cut(name or NAMELESS, 90), SMALL, theme.muted, turned=True
            )
        else:
            sheet.write(x, top - 4, name or NAMELESS, SMALL, theme.muted, Anchor.MIDDLE)
    unit = grid.unit
    written = shorts(values, unit)
    shown = map(written, values)
    fits = max(look.wide(text, _SMALLEST) for text in shown) < wide - 3
    for i, name in enumerate(down):
        y = top + _ROW * i
        sheet.write(left - 5, y + _ROW / 2 + 3.2, names[i], BODY, anchor=Anchor.END)
        for j, head in enumerate(grid.across):
            value = grid.cells.get((name, head))
            x = left + wide * j
            if value is None:
                continue
            fill = along(theme.ramp, value / top_value if top_value else 0.0)
            label = written(value)
            tip = f"{name} {head}  {label}"
            sheet.shapes.append(box(x + 0.5, y + 0.5, wide - 1, _ROW - 1, fill, tip))
            if fits:
                ink = ink_on(fill, theme)
                sheet.write(x + wide / 2, y + _ROW / 2 + 2.4, label, _SMALLEST, ink, Anchor.MIDDLE)
    bottom = _legend(sheet, grid, top_value, left, top + _ROW * len(down) + 8)
    notes = []
    if grid.square:
        notes.append(Both("对角线（各词自身）不画", "the diagonal, each term itself, is left out"))
    elif len(values) < len(down) * len(grid.across):
        notes.append(Both("空格：表中没有或没有定义", "empty: not in the table, or undefined"))
    return sheet.done(bottom, [*notes, *shown_of(len(down), len(grid.down), Both("行", "rows"))])


def _crossed(table: Table, look: Look) -> _Grid:
    against, term = _against(table), roles.terms(table)[0]
    value = roles.measure(table, look.measure, (Unit.PER_MILLION,))
    cells: dict[tuple[str, str], float] = {}
    across: dict[str, None] = {}
    for row in table.rows:
        number = value.number(row)
        head = against.text(row) if against else ""
        across[head] = None
        if number is not None:
            cells[term.text(row), head] = number
    heads = sorted(across) if roles.period(table) else list(across)
    column = value.column
    names = list(roles.by_term(table, term))
    return _Grid(names, heads, cells, column.unit, column.label)


def _matrix(table: Table) -> _Grid:
    term, columns = roles.terms(table)[0], roles.matrix(table)
    cells = {}
    for row in table.rows:
        for column in columns:
            number = column.number(row)
            # What stands beside itself is its own frequency: another measure, and the largest.
            if number is not None and column.column.id != term.text(row):
                cells[term.text(row), column.column.id] = number
    names = list(roles.by_term(table, term))
    heads = [column.column.id for column in columns]
    return _Grid(names, heads, cells, columns[0].column.unit, table.title, square=True)


def _legend(sheet: Sheet, grid: _Grid, top: float, left: float, y: float) -> float:
    """Draw the scale of colours; return where it ends."""
    look, theme = sheet.look, sheet.look.theme
    left = left if sheet.right - left > _LEGEND else EDGE
    steps, wide = 40, min(90.0, (sheet.right - left) / 3)
    label, unit = safe(grid.label.say(look.lang)), grid.unit
    sheet.write(left, y + 7, "0", SMALL, theme.muted)
    start = left + 8
    for i in range(steps):
        colour = along(theme.ramp, i / (steps - 1))
        sheet.shapes.append(box(start + wide * i / steps, y, wide / steps + 0.2, 8, colour))
    sheet.write(start + wide + 4, y + 7, short(top, unit), SMALL, theme.muted)
    after = start + wide + 12 + look.wide(short(top, unit), SMALL)
    sheet.write(after, y + 7, look.cut(label, sheet.right - after, SMALL), SMALL, theme.ink)
    return y + 10
