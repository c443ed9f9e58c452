"""Lines over time: one for each term, or a panel each with its interval and change points."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from cntext.errors import Both
from cntext.render.plot import roles
from cntext.render.plot.axis import Scale, scale, short
from cntext.render.plot.roles import Field
from cntext.render.plot.scene import Anchor, Dot, Polygon, Scene, rule
from cntext.render.plot.sheet import EDGE, Sheet, shown_of
from cntext.render.plot.style import BODY, SMALL, Look
from cntext.table import Row, Table, Unit
from cntext.text.periods import year_of

FIRST, FIRST_PANELS, MOST = 6, 12, 60  # series in one frame, panels, and panels at the most
_HEIGHT, _PANEL = 210.0, 92.0
_EARLY = 20.0  # points from the right, beyond which a name would be far from its line
_APART = 10.5  # points between two labels at the end of lines


@dataclass(frozen=True, slots=True)
class _Series:
    name: str
    rows: list[Row]


def draw(table: Table, look: Look) -> Scene:
    """Draw all terms in one frame; with one term alone, its interval and changes too."""
    chart = _Chart(table, look)
    series = chart.first(FIRST)
    sheet = Sheet(table, look)
    alone = len(series) == 1
    names = [] if alone else [look.cut(one.name, 90) for one in series]
    tail = max((look.wide(name) for name in names), default=0) + (12 if names else 8)
    height = (look.height or _HEIGHT) - sheet.top
    label = chart.value.label(look.lang)
    shown = [row for one in series for row in one.rows]
    columns = (chart.value, *((chart.bounds or ()) if alone else ()))
    top, low = sheet.top + 6, sheet.top + max(height, 80)
    up = scale(roles.numbers(shown, *columns), low, top, room=26)
    gap = sheet.gap(up)
    left, right = EDGE + gap + 20, sheet.right - tail
    sheet.up(up, left, right, label, gap)
    bottom = chart.times(sheet, left, right, low)
    if alone:
        chart.interval(sheet, series[0], left, right, up)
    ends = []
    for i, one in enumerate(series):
        colour = look.theme.series[i % len(look.theme.series)]
        dash = look.theme.dashes[i % len(look.theme.dashes)]
        last = chart.line(sheet, one, left, right, up, colour, dash, marks=True)
        if last and not alone:
            ends.append((last, names[i], colour))
    _label(sheet, ends, right + 6, low)
    notes = chart.notes(interval=alone) if alone else []
    return sheet.done(bottom, [*notes, *shown_of(len(series), len(chart.series), _WHAT)])


def panels(table: Table, look: Look) -> Scene:
    """Draw a panel for each term, with its own scale, interval and change points."""
    chart = _Chart(table, look)
    series = chart.first(FIRST_PANELS)
    sheet = Sheet(table, look)
    across = 1 if len(series) == 1 else 2 if len(series) <= 8 else 3
    scales = [
        scale(roles.numbers(one.rows, chart.value, *(chart.bounds or ())), 0, -_PANEL, room=22)
        for one in series
    ]
    gap = max(sheet.gap(one) for one in scales)
    wide = (sheet.right - EDGE - 12 * (across - 1)) / across
    sheet.write(EDGE, sheet.top + 9, chart.value.label(look.lang), BODY)
    top = bottom = sheet.top + 14
    for at in range(0, len(series), across):
        low = top + 16 + _PANEL
        for i, one in enumerate(series[at : at + across]):
            left = EDGE + i * (wide + 12) + gap + 6
            right = EDGE + i * (wide + 12) + wide - 4
            made = scales[at + i]
            up = Scale(made.low, made.high, low, top + 16, made.ticks)
            sheet.write(left, top + 10, look.cut(one.name, wide - gap), BODY, bold=True)
            sheet.up(up, left, right)
            bottom = chart.times(sheet, left, right, low)
            chart.interval(sheet, one, left, right, up)
            chart.line(sheet, one, left, right, up, look.theme.main, (), marks=False)
        top = bottom + 4
    notes = chart.notes(interval=True)
    if len(series) > 1:
        notes.insert(0, Both("各图纵轴刻度不同", "each panel has a scale of its own"))
    return sheet.done(bottom, [*notes, *shown_of(len(series), len(chart.series), _WHAT)])


_WHAT = Both("个词", "terms")


class _Chart:
    """What lines and panels share: the columns, the times, and how a series is drawn."""

    def __init__(self, table: Table, look: Look) -> None:
        self.table, self.look = table, look
        when, names = roles.period(table), roles.terms(table)
        if when is None or not names:
            raise roles.cannot(
                table,
                Both("没有时期列", "it has no column of periods"),
                Both("trend 的 --view periods 有", "trend --view periods has one"),
            )
        self.when = when
        rates = (Unit.PER_MILLION,)
        self.value = roles.measure(table, look.measure, rates)
        self.bounds = roles.interval(table, self.value)
        self.segment = roles.named(table, "segment")
        self.periods = sorted({when.text(row) for row in table.rows} - {""})
        self.series = [_Series(n, rows) for n, rows in roles.by_term(table, names[0]).items()]
        dated = [row for row in table.rows if when.text(row)]
        if not any(True for _ in roles.numbers(dated, self.value)):
            raise roles.cannot(table, Both("没有可画的数值", "it has no value to draw"))
        # Years stand where they are in time; periods that are no years, one after another.
        try:
            self._at = {period: year_of(period) for period in self.periods}
        except ValueError:
            self._at = {period: float(i) for i, period in enumerate(self.periods)}

    def first(self, default: int) -> list[_Series]:
        """Return the series that are drawn; refuse more than a page holds."""
        asked = default if self.look.rows is None else self.look.rows or len(self.series)
        if min(asked, len(self.series)) > MOST:
            raise roles.cannot(
                self.table,
                Both(f"{len(self.series):,} 个词太多，至多 {MOST} 个", f"more than {MOST} terms"),
                Both("用 -n 限制", "limit them with -n"),
            )
        return self.series[:asked]

    def x(self, period: str, left: float, right: float) -> float:
        """Return where a period stands."""
        low, high = self._at[self.periods[0]], self._at[self.periods[-1]]
        share = (self._at[period] - low) / (high - low) if high > low else 0.5
        return left + 5 + (right - left - 10) * share

    def times(self, sheet: Sheet, left: float, right: float, low: float) -> float:
        """Write the periods below, as many as find room; return where they end."""
        theme = self.look.theme
        places = [(self.x(period, left, right), period) for period in self.periods]
        room = max(self.look.wide(period, SMALL) for period in self.periods) + 6
        # Every nth period is named, so that the eye can count those between.
        every = next(
            n
            for n in range(1, len(places) + 1)
            if all(b[0] - a[0] >= room for a, b in zip(places[::n], places[n::n], strict=False))
        )
        for i, (x, period) in enumerate(places):
            named = i % every == 0
            sheet.shapes.append(rule(x, low, x, low + (3.5 if named else 2), theme.muted))
            if named:
                sheet.write(x, low + 12, period, SMALL, theme.muted, Anchor.MIDDLE)
        return low + 15

    def line(
        self,
        sheet: Sheet,
        one: _Series,
        left: float,
        right: float,
        up: Scale,
        colour: str,
        dash: tuple[float, ...],
        *,
        marks: bool,
    ) -> tuple[float, float] | None:
        """Draw a series, broken where a value is undefined; return its last point."""
        run: list[tuple[float, float]] = []
        last = None
        for row in sorted(one.rows, key=self.when.text):
            value = self.value.number(row)
            if value is None or not self.when.text(row):
                sheet.line(run, colour, dash=dash)
                run = []
                continue
            last = self.x(self.when.text(row), left, right), up(value)
            run.append(last)
            tip = f"{one.name} {self.when.text(row)}  {short(value, self.value.column.unit)}"
            radius = 1.9 if marks else 1.3
            sheet.shapes.append(Dot(*last, radius, colour, tip=tip))
        sheet.line(run, colour, dash=dash)
        return last

    def interval(self, sheet: Sheet, one: _Series, left: float, right: float, up: Scale) -> None:
        """Shade the interval of a series and mark where a new segment begins."""
        theme = self.look.theme
        rows = [row for row in sorted(one.rows, key=self.when.text) if self.when.text(row)]
        if self.bounds:
            for run in _runs(rows, self.bounds):
                xs = [self.x(self.when.text(row), left, right) for row, _, _ in run]
                above = [(x, up(high)) for x, (_, _, high) in zip(xs, run, strict=True)]
                below = [(x, up(low)) for x, (_, low, _) in zip(xs, run, strict=True)]
                shade = Polygon((*above, *below[::-1]), theme.main, opacity=0.18)
                sheet.shapes.append(shade)
        if self.segment:
            for before, row in itertools.pairwise(rows):
                if self.segment.number(before) != self.segment.number(row):
                    ends = (self.when.text(before), self.when.text(row))
                    x = sum(self.x(end, left, right) for end in ends) / 2
                    sheet.shapes.append(rule(x, up.end, x, up.start, theme.other, 0.9, (3, 2)))

    def notes(self, *, interval: bool) -> list[Both]:
        """Return what the marks mean."""
        found = []
        if interval and self.bounds:
            found.append(Both("阴影为置信区间", "shaded: confidence interval"))
        if self.segment and any(
            len({self.segment.number(row) for row in one.rows}) > 1 for one in self.series
        ):
            found.append(Both("竖虚线为变点", "dashed: change point"))
        if len(found) == 2:
            return [Both(f"{found[0].zh}，{found[1].zh}", f"{found[0].en}; {found[1].en}")]
        return found


def _runs(rows: Sequence[Row], bounds: tuple[Field, Field]) -> list[list[tuple[Row, float, float]]]:
    """Return stretches of rows whose bounds are both there."""
    runs: list[list[tuple[Row, float, float]]] = [[]]
    for row in rows:
        low, high = (bound.number(row) for bound in bounds)
        if low is None or high is None:
            runs.append([])
        else:
            runs[-1].append((row, low, high))
    return [run for run in runs if len(run) > 1]


def _label(
    sheet: Sheet,
    ends: list[tuple[tuple[float, float], str, str]],
    x: float,
    low: float,
) -> None:
    """Write names beside the ends of lines, moved apart where they would overlap."""
    for (end_x, end_y), name, colour in ends:
        if x - end_x > _EARLY:  # it ends early, and is named where it ends
            sheet.write(end_x + 5, end_y + 3, name, BODY, colour)
    ordered = sorted((end for end in ends if x - end[0][0] <= _EARLY), key=lambda end: end[0][1])
    places = [end[0][1] for end in ordered]
    for i in range(1, len(places)):
        places[i] = max(places[i], places[i - 1] + _APART)
    if places and places[-1] > low:
        places[-1] = low
        for i in range(len(places) - 2, -1, -1):
            places[i] = min(places[i], places[i + 1] - _APART)
    for ((end_x, end_y), name, colour), y in zip(ordered, places, strict=True):
        if abs(y - end_y) > 3:
            sheet.shapes.append(rule(end_x + 3, end_y, x - 2, y, colour, 0.4))
        sheet.write(x, y + 3, name, BODY, colour)
