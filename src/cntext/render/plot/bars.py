"""Bars: one for each term, in the table's order; one panel a group; intervals as whiskers."""

from __future__ import annotations

from collections.abc import Sequence

from cntext.errors import Both
from cntext.render.cells import MISSING as NAMELESS
from cntext.render.plot import roles
from cntext.render.plot.axis import Scale, scale, shorts
from cntext.render.plot.roles import Field
from cntext.render.plot.scene import Anchor, Scene, box, rule
from cntext.render.plot.sheet import EDGE, Sheet, shown_of
from cntext.render.plot.style import BODY, SMALL, Look, mix
from cntext.table import Row, Table, Unit

ROW, BAR = 15.0, 9.5  # points from bar to bar, and of a bar
FIRST, FIRST_OF_GROUP, MOST, MOST_PANELS = 30, 8, 400, 12
_GAP = 18.0  # between panels
_ROOM = 160.0  # at most for a name
_LONG = 50.0  # beside longer names, bars in three columns would be stubs


def draw(table: Table, look: Look) -> Scene:
    """Draw the first terms of the table, or of each group, by the words for them."""
    table = table.for_people(look.lang)
    grouped = roles.group(table)
    every = list(dict.fromkeys(grouped.text(row) for row in table.rows)) if grouped else [""]
    heads = every[:MOST_PANELS]
    value = value_of(table, look, many=len(heads) > 1)
    rows = [row for row in table.rows if value.number(row) is not None]
    panels = [[r for r in rows if not grouped or grouped.text(r) == head] for head in heads]
    default = FIRST_OF_GROUP if len(panels) > 1 else FIRST
    most = (default if look.rows is None else look.rows) or len(rows)
    shown = [panel[:most] for panel in panels]
    count = sum(map(len, shown))
    if not count:
        raise roles.cannot(table, Both("没有可画的数值", "it has no value to draw"))
    if count > MOST:
        raise roles.cannot(
            table,
            Both(f"{count:,} 条太多，一张图至多 {MOST} 条", f"{count:,} bars; {MOST} are the most"),
            Both("用 -n 限制", "limit them with -n"),
        )
    notes = [note for note in (*_whiskers(table, value), *_missing(table, rows)) if note]
    if len(panels) == 1:
        notes += shown_of(count, len(rows), Both("项", "terms"))
    elif count < len(rows):
        notes.append(
            Both(
                f"每组画前 {most} 项，共 {len(rows):,} 项（-n 可改）",
                f"the first {most} of each group; {len(rows):,} in all (-n changes it)",
            )
        )
    if len(every) > len(heads):
        notes.append(
            Both(
                f"画出前 {len(heads)} 组，共 {len(every):,} 组",
                f"the first {len(heads)} of {len(every):,} groups",
            )
        )
    return _Bars(Sheet(table, look), value, heads, shown).drawn(notes)


def value_of(table: Table, look: Look, *, many: bool) -> Field:
    """Return what is drawn. Groups differ in size: of theirs, only effects and rates compare."""
    if many and not look.measure and (effect := roles.effect(table)):
        return effect
    return roles.measure(table, look.measure, (Unit.PER_MILLION,) if many else ())


def _whiskers(table: Table, value: Field) -> list[Both]:
    if not roles.interval(table, value):
        return []
    return [Both("线段为置信区间", "lines: confidence intervals")]


def _missing(table: Table, rows: Sequence[Row]) -> list[Both]:
    lost = len(table.rows) - len(rows)
    if not lost:
        return []
    return [Both(f"{lost:,} 行没有这一数值，未画", f"{lost:,} rows without this value: not drawn")]


class _Bars:
    def __init__(
        self, sheet: Sheet, value: Field, heads: list[str], panels: list[list[Row]]
    ) -> None:
        self.sheet, self.value = sheet, value
        self.heads, self.panels = heads, panels
        self.bounds = roles.interval(sheet.table, value)
        every = [row for panel in panels for row in panel]
        names = [roles.names(sheet.table, panel) for panel in panels]
        self.names = [list(map(name, rows)) for name, rows in zip(names, panels, strict=True)]
        self.label = shorts(roles.numbers(every, value), value.column.unit)
        longest = max(sheet.look.wide(name) for some in self.names for name in some)
        few = len(panels) < 5 or longest > _LONG
        self.columns = 1 if len(panels) == 1 else 2 if few else 3

    def drawn(self, notes: list[Both]) -> Scene:
        sheet, look = self.sheet, self.sheet.look
        wide = (sheet.right - EDGE - _GAP * (self.columns - 1)) / self.columns
        every = [name for some in self.names for name in some]
        room = max(look.wide(look.cut(name, min(_ROOM, wide * 0.5))) for name in every) + 5
        label = self.value.label(look.lang)
        bottom = top = sheet.top
        for at in range(0, len(self.panels), self.columns):
            line = range(at, min(at + self.columns, len(self.panels)))
            tall = max(len(self.panels[i]) for i in line) * ROW
            for i in line:
                x = EDGE + (i - at) * (wide + _GAP)
                bottom = self._panel(i, x, top, wide, tall, room, label)
            top = bottom + _GAP / 2
        return sheet.done(bottom, notes)

    def _panel(
        self, i: int, x: float, top: float, wide: float, tall: float, names: float, label: str
    ) -> float:
        sheet, look, theme = self.sheet, self.sheet.look, self.sheet.look.theme
        left = x + names
        if len(self.panels) > 1:
            sheet.write(
                left, top + 10, look.cut(self.heads[i] or NAMELESS, wide - names), BODY, bold=True
            )
            top += 16
        every = [row for panel in self.panels for row in panel]
        columns = (self.value, *(self.bounds or ()))
        tails = map(self.label, roles.numbers(every, self.value))
        tail = max(look.wide(text, SMALL) for text in tails) + 8
        room = 45 if self.columns == 1 else 24
        at = scale(roles.numbers(every, *columns), left, x + wide - tail, room=room, tight=True)
        low = top + tall
        bottom = sheet.across(at, top, low, label)
        for n, (name, row) in enumerate(zip(self.names[i], self.panels[i], strict=True)):
            self._bar(name, row, at, left, top + n * ROW)
        sheet.shapes.append(rule(at(0), top, at(0), low, theme.muted))
        return bottom

    def _bar(self, name: str, row: Row, at: Scale, left: float, y: float) -> None:
        sheet, look, theme = self.sheet, self.sheet.look, self.sheet.look.theme
        value = self.value.number(row)
        if value is None:
            return
        middle, label = y + ROW / 2, self.label(value)
        start, end = sorted((at(0), at(value)))
        fill = mix(theme.main if value >= 0 else theme.other, theme.ground, 0.15)
        sheet.shapes.append(
            box(start, middle - BAR / 2, end - start, BAR, fill, f"{name}  {label}")
        )
        sheet.write(left - 5, middle + 3.2, look.cut(name, left - EDGE), BODY, anchor=Anchor.END)
        edge = end
        if self.bounds:
            ends = [bound.number(row) for bound in self.bounds]
            if ends[0] is not None and ends[1] is not None:
                sheet.shapes.append(rule(at(ends[0]), middle, at(ends[1]), middle, theme.ink, 0.9))
                edge = max(edge, at(ends[1]))
        sheet.write(edge + 4, middle + 2.9, label, SMALL, theme.muted)
