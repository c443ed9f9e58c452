"""A barcode of dispersion: a stroke at each place of a term, from the first word to the last."""

from __future__ import annotations

from cntext.errors import Both
from cntext.render.plot import roles
from cntext.render.plot.axis import Scale
from cntext.render.plot.roles import Field
from cntext.render.plot.scene import Anchor, Scene, box, rule
from cntext.render.plot.sheet import EDGE, Sheet, shown_of
from cntext.render.plot.style import BODY, SMALL, Look
from cntext.table import Role, Row, Table, Unit

FIRST, MOST = 30, 100
_ROW, _HIGH = 22.0, 15.0


def position(table: Table) -> Field | None:
    """Return the measure that says where in the corpus a row stands, as a percentage."""
    has = roles.fields(table, lambda c: c.unit is Unit.OFFSET and c.role is Role.MEASURE)
    shares = [f for f in roles.measures(table) if f.column.unit is Unit.PERCENT]
    return shares[0] if has and shares else None


def shares(rows: list[Row], place: Field) -> list[float]:
    """Return the places of a term, in per cent; what is no place in a corpus is left out."""
    return [share for share in roles.numbers(rows, place) if 0 <= share <= 100]


def draw(table: Table, look: Look) -> Scene:
    """Draw a strip for each term."""
    place, terms = position(table), roles.terms(table)
    if place is None or not terms:
        raise roles.cannot(table, Both("没有位置", "it has no places"))
    strips = roles.by_term(table, terms[0])
    most = FIRST if look.rows is None else look.rows or len(strips)
    if min(most, len(strips)) > MOST:
        raise roles.cannot(
            table,
            Both(f"{len(strips):,} 个词太多，至多 {MOST} 个", f"more than {MOST} terms"),
            Both("用 -n 限制", "limit them with -n"),
        )
    shown = list(strips)[:most]
    sheet, theme = Sheet(table, look), look.theme
    names = {name: look.cut(name, 120) for name in shown}
    left = EDGE + max(look.wide(name) for name in names.values()) + 6
    counts = {name: f"{len(strips[name]):,}" for name in shown}
    right = sheet.right - max(look.wide(text, SMALL) for text in counts.values()) - 6
    at = Scale(0, 100, left, right, tuple(range(0, 101, 20)))
    top, low = sheet.top, sheet.top + _ROW * len(shown)
    for i, name in enumerate(shown):
        y = top + _ROW * i + (_ROW - _HIGH) / 2
        sheet.shapes.append(box(left, y, right - left, _HIGH, theme.ramp[0]))
        sheet.write(left - 5, y + _HIGH / 2 + 3.2, names[name], BODY, anchor=Anchor.END)
        sheet.write(right + 5, y + _HIGH / 2 + 2.9, counts[name], SMALL, theme.muted)
        # Many strokes on one spot are one stroke: a file that draws each would be large.
        places = sorted({round(at(p), 1) for p in shares(strips[name], place)})
        sheet.shapes += [rule(x, y, x, y + _HIGH, theme.main, 0.4) for x in places]
    for tick in at.ticks:
        sheet.shapes.append(rule(at(tick), low, at(tick), low + 2.5, theme.muted))
        sheet.write(at(tick), low + 12, f"{tick:g}%", SMALL, theme.muted, Anchor.MIDDLE)
    label = Both("在语料中的位置", "position in the corpus").say(look.lang)
    sheet.write((left + right) / 2, low + 25, label, BODY, anchor=Anchor.MIDDLE)
    return sheet.done(low + 29, shown_of(len(shown), len(strips), Both("个词", "terms")))
