"""Maps: rows in a plane by two measures: correspondence, co-words, the strategic diagram."""

from __future__ import annotations

import math
from statistics import median

from cntext.errors import Both
from cntext.render.cells import MISSING as NAMELESS
from cntext.render.plot import roles
from cntext.render.plot.axis import Scale, scale
from cntext.render.plot.labels import Spot, named
from cntext.render.plot.scene import Anchor, Dot, Scene, rule
from cntext.render.plot.sheet import EDGE, Sheet, shown_of
from cntext.render.plot.style import BODY, SMALL, Look, mix
from cntext.table import Role, Row, Table, Type, Unit

FIRST, MOST = 60, 400  # terms
_HEIGHT = 330.0
_TITLE = 24.0  # points from an axis to the baseline of its title
_SMALLEST, _LARGEST = 1.8, 9.0
# The quadrants of the strategic diagram (Callon, Courtial & Laville 1991), by corner.
_CORNERS = {
    "motor": Both("核心且成熟", "motor themes"),
    "niche": Both("成熟而孤立", "niche themes"),
    "emerging": Both("新兴或衰退", "emerging or declining"),
    "basic": Both("核心未成熟", "basic themes"),
}


def draw(table: Table, look: Look) -> Scene:
    """Draw the rows as dots with names, sized by their first count, coloured by their key."""
    return _Map(table, look).drawn()


class _Map:
    def __init__(self, table: Table, look: Look) -> None:
        self.table, self.look = table, look
        pair = roles.plane(table)
        if pair is None:
            raise roles.cannot(table, Both("没有两维坐标", "it has no two coordinates"))
        self.across, self.up = pair
        self.term = roles.terms(table)[0]
        self.quadrant = roles.named(table, "quadrant")
        counts = [f for f in roles.measures(table) if f.column.unit is Unit.COUNT]
        self.size = roles.measure(table, look.measure) if look.measure else next(iter(counts), None)
        keys = roles.fields(table, lambda c: c.role is Role.KEY)
        self.kind = next((f for f in keys if f.column.type is Type.STRING), None)
        self.cluster = next((f for f in keys if f.column.unit is Unit.RANK), None)
        self.placed = [
            row
            for row in table.rows
            if self.across.number(row) is not None and self.up.number(row) is not None
        ]
        self.rows, self.total = self._chosen()

    def _chosen(self) -> tuple[list[Row], int]:
        """Return the rows to draw, the important first, and how many there are."""
        rows = self.placed
        if not rows:
            raise roles.cannot(
                self.table,
                Both(
                    "没有两维都有值的行（两组之间只有一维）",
                    "no row has both coordinates (two groups have one dimension)",
                ),
            )
        share = next((f for f in roles.measures(self.table) if f.column.unit is Unit.PERCENT), None)
        heads = [row for row in rows if self._is_head(row)]
        others = [row for row in rows if not self._is_head(row)]
        if share:  # what contributes most to the plane is what the plane is about
            others.sort(key=lambda row: -(share.number(row) or 0.0))
        most = FIRST if self.look.rows is None else self.look.rows or len(others)
        if min(most, len(others)) > MOST:
            raise roles.cannot(
                self.table,
                Both(f"{len(others):,} 个点太多，至多 {MOST} 个", f"more than {MOST} dots"),
                Both("用 -n 限制", "limit them with -n"),
            )
        return [*heads, *others[:most]], len(rows)

    def _is_head(self, row: Row) -> bool:
        return self.kind is not None and self.kind.text(row) != self.term.column.role.value

    def drawn(self) -> Scene:
        sheet, look, theme = Sheet(self.table, self.look), self.look, self.look.theme
        labels = self.across.label(look.lang), self.up.label(look.lang)
        x, y, low, gap = self._scales(sheet)
        sheet.up(y, x.start, x.end, labels[1], gap)
        bottom = sheet.across(x, y.end, low, labels[0])
        for at, zero in ((x, True), (y, False)):
            if at.low < 0 < at.high:
                ends = (at(0), y.end, at(0), low) if zero else (x.start, at(0), x.end, at(0))
                sheet.shapes.append(rule(*ends, theme.muted, 0.5))
        if self.quadrant:
            self._quadrants(sheet, x, y)
        frame = (x.start + 1, y.end + 1, x.end - 1, low - 1)
        spots = [self._spot(row, x, y) for row in self.rows]
        for spot, row in sorted(zip(spots, self.rows, strict=True), key=lambda p: -p[0].radius):
            tip = f"{self.term.text(row)}  {self.size.text(row)}" if self.size else spot.name
            fill = mix(spot.colour, theme.ground, 0.25)
            sheet.shapes.append(Dot(spot.x, spot.y, spot.radius, fill, theme.ground, tip))
        texts, left = named(spots, look, frame)
        sheet.shapes.extend(texts)
        return sheet.done(bottom, self._notes(len(left)))

    def _scales(self, sheet: Sheet) -> tuple[Scale, Scale, float, float]:
        """Return both scales; in a map of distances a unit is as long across as up."""
        top = sheet.top + (14 if self.quadrant else 4)
        xs, ys = (list(roles.numbers(self.rows, field)) for field in (self.across, self.up))
        values = _padded(xs), _padded(ys)
        even = self.quadrant is None
        low = top + (self.look.height or (self._even(*values) if even else _HEIGHT))
        y = scale(values[1], low, top, zero=False, room=40)
        gap = sheet.gap(y)
        left = EDGE + gap + 20
        x = scale(values[0], left, sheet.right - 6, zero=False, room=50)
        if not even:
            return x, y, low, gap
        # Ticks are round numbers; the plane itself is cut close to what is in it.
        x, y = (
            Scale(min(ends), max(ends), s.start, s.end, s.ticks)
            for ends, s in zip(values, (x, y), strict=True)
        )
        unit = min(abs(s.end - s.start) / (s.high - s.low) for s in (x, y))
        return _stretched(x, unit), _stretched(y, unit), low, gap

    def _even(self, xs: list[float], ys: list[float]) -> float:
        """Return the height at which a unit is as long up as across, within reason."""
        wide = self.look.width - 2 * EDGE - 40
        return min(max(wide * (ys[1] - ys[0]) / (xs[1] - xs[0]), 200.0), 430.0)

    def _spot(self, row: Row, x: Scale, y: Scale) -> Spot:
        across, up = self.across.number(row) or 0.0, self.up.number(row) or 0.0
        theme, head = self.look.theme, self._is_head(row)
        colour = theme.other if head else theme.main
        if self.cluster:
            number = int(self.cluster.number(row) or 1) - 1
            colour = theme.series[number % len(theme.series)]
        name = self.look.cut(self.term.text(row) or NAMELESS, 110)
        ink = colour if head or self.cluster else theme.ink
        radius = 3.4 if head else self._radius(row)
        return Spot(x(across), y(up), radius, name, BODY if head else SMALL, ink, bold=head)

    def _radius(self, row: Row) -> float:
        """Return a radius: areas are as the counts."""
        if not self.size:
            return 2.4
        largest = max(roles.numbers(self.rows, self.size), default=0.0)
        if self.kind:  # points of a biplot are points
            return 2.0
        share = max(self.size.number(row) or 0.0, 0.0) / largest if largest > 0 else 0.0
        return max(_LARGEST * math.sqrt(share), _SMALLEST)

    def _quadrants(self, sheet: Sheet, x: Scale, y: Scale) -> None:
        """Part the plane at the medians and say outside it what each corner is."""
        field, theme = self.quadrant, self.look.theme
        real = [row for row in self.placed if field and field.text(row)]
        if not real:
            return
        middle = [median(roles.numbers(real, f)) for f in (self.across, self.up)]
        dash = (4.0, 2.5)
        for part, scale_of in zip(middle, (x, y), strict=True):
            if scale_of.low <= part <= scale_of.high:  # else what is drawn is on one side of it
                at = scale_of(part)
                ends = (at, y.start, at, y.end) if scale_of is x else (x.start, at, x.end, at)
                sheet.shapes.append(rule(*ends, theme.muted, 0.75, dash))
        for name, right, high in (
            ("motor", True, True), ("niche", False, True),
            ("emerging", False, False), ("basic", True, False),
        ):  # fmt: skip
            place = (x.end if right else x.start, y.end - 4 if high else y.start + _TITLE)
            anchor = Anchor.END if right else Anchor.START
            sheet.write(*place, _CORNERS[name].say(self.look.lang), SMALL, theme.muted, anchor)

    def _notes(self, unnamed: int) -> list[Both]:
        # The first note of such a table says what its axes hold.
        notes = [*self.table.notes[:1]]
        if self.size and not self.kind:
            label = self.size.column.label
            notes.append(Both(f"点的面积：{label.zh}", f"area of a dot: {label.en}"))
        if unnamed:
            notes.append(Both(f"{unnamed} 个点无处写名", f"{unnamed} dots without room for a name"))
        return [*notes, *shown_of(len(self.rows), self.total, Both("项", "rows"))]


def _padded(values: list[float]) -> list[float]:
    """Return the ends of values with room for names and discs beyond them."""
    low, high = min(values), max(values)
    room = (high - low) * 0.06 or abs(high) * 0.1 or 1.0
    # Where nothing can be negative, no paper is given to what is.
    return [low - room if low < 0 else max(low - room, 0.0), high + room]


def _stretched(made: Scale, unit: float) -> Scale:
    """Return a scale over the same points on which one is ``unit`` points long."""
    half = abs(made.end - made.start) / unit / 2
    middle = (made.low + made.high) / 2
    low, high = middle - half, middle + half
    step = made.ticks[1] - made.ticks[0]
    first = math.ceil(low / step - 1e-9)
    ticks = tuple(i * step for i in range(first, math.floor(high / step + 1e-9) + 1))
    return Scale(low, high, made.start, made.end, ticks)
