"""Keyness: effects on both sides of zero with their intervals; or effect against significance."""

from __future__ import annotations

from cntext.errors import Both
from cntext.render.plot import roles
from cntext.render.plot.axis import scale, short
from cntext.render.plot.labels import Spot, named
from cntext.render.plot.roles import Field
from cntext.render.plot.scene import Anchor, Dot, Scene, box, rule
from cntext.render.plot.sheet import EDGE, Sheet, shown_of
from cntext.render.plot.style import BODY, SMALL, Look, mix
from cntext.table import Row, Table, Unit

FIRST, MOST = 30, 400  # bars
FIRST_DOTS, MOST_DOTS = 300, 2000
_ROW, _BAR = 15.0, 9.0
_HEIGHT = 300.0
_SIGNIFICANT = 0.05
_NAMED = 45  # more names are a thicket


def two_sided(table: Table) -> bool:
    """Say whether the table compares one target with one reference."""
    head = roles.group(table)
    many = head is not None and len({head.text(row) for row in table.rows}) > 1
    return roles.effect(table) is not None and not many


def draw(table: Table, look: Look) -> Scene:
    """Draw the effects of the first terms, the largest first, with their intervals."""
    size, term = _effect(table), roles.terms(table)[0]
    bounds = roles.interval(table, size)
    rows = [row for row in table.rows if size.number(row) is not None]
    most = FIRST if look.rows is None else look.rows or len(rows)
    shown = _of_both_sides(rows, size, most)
    _check(table, len(shown), MOST)
    sheet, theme = Sheet(table, look), look.theme
    ends = list(roles.numbers(shown, size))
    names = {i: look.cut(term.text(row), 110) for i, row in enumerate(shown)}
    both = min(ends) < 0 < max(ends)
    wide = max(look.wide(name) for name in names.values()) + 8
    # Names stand on the other side of zero; with one side alone they need room of their own.
    values = [*ends, *(roles.numbers(shown, *bounds) if bounds else ())]
    left = EDGE + (4 if both else wide if max(ends) > 0 else 30)
    right = sheet.right - (4 if both else wide if max(ends) <= 0 else 30)
    at = scale(values, left, right, tight=True)
    if both:
        need = wide / (right - left) * (at.high - at.low)
        at = scale([*values, need, -need], left, right, tight=True)
    top, low = sheet.top, sheet.top + _ROW * len(shown)
    bottom = sheet.across(at, top, low, size.label(look.lang))
    for i, row in enumerate(shown):
        value = size.number(row) or 0.0
        colour = theme.main if value >= 0 else theme.other
        y = top + _ROW * (i + 0.5)
        start, end = sorted((at(0), at(value)))
        tip = f"{term.text(row)}  {short(value, size.column.unit)}"
        fill = mix(colour, theme.ground, 0.15)
        sheet.shapes.append(box(start, y - _BAR / 2, end - start, _BAR, fill, tip))
        limits = [bound.number(row) for bound in bounds] if bounds else []
        if len(limits) == 2 and limits[0] is not None and limits[1] is not None:
            ends_at = at(limits[0]), at(limits[1])
            sheet.shapes.append(rule(ends_at[0], y, ends_at[1], y, theme.ink, 0.8))
            sheet.shapes += [rule(x, y - 2, x, y + 2, theme.ink, 0.8) for x in ends_at]
        side = -5 if value >= 0 else 5
        anchor = Anchor.END if value >= 0 else Anchor.START
        # An interval that crosses zero would run through the name.
        far = [at(limit) for limit in limits if limit is not None]
        edge = min([at(0), *far]) if value >= 0 else max([at(0), *far])
        sheet.write(edge + side, y + 3.2, names[i], BODY, anchor=anchor)
    sheet.shapes.append(rule(at(0), top, at(0), low, theme.ink, 0.75))
    notes = [Both("大于 0：目标语料中更多；线段为置信区间",
                  "above 0: more in the target; lines: confidence intervals")]  # fmt: skip
    return sheet.done(bottom, [*notes, *shown_of(len(shown), len(rows), Both("项", "terms"))])


def _of_both_sides(rows: list[Row], size: Field, most: int) -> list[Row]:
    """Return the first rows of each side, the largest effect first."""
    over = [row for row in rows if (size.number(row) or 0.0) >= 0]
    under = [row for row in rows if (size.number(row) or 0.0) < 0]
    half = most // 2
    first = max(most - len(under), most - half)
    chosen = [*over[:first], *under[: most - len(over[:first])]]
    return sorted(chosen, key=lambda row: -(size.number(row) or 0.0))


def volcano(table: Table, look: Look) -> Scene:
    """Draw effect across and significance up; names where they find room, by significance."""
    size, term = _effect(table), roles.terms(table)[0]
    weights = [f for f in roles.measures(table) if f.column.unit is Unit.SCORE]
    chosen = look.measure and roles.measure(table, look.measure)
    if not chosen and not weights:
        raise roles.cannot(table, Both("没有显著性", "it has no significance"))
    weight = chosen or weights[0]
    chance = roles.named(table, "p_adj")
    rows = [r for r in table.rows if size.number(r) is not None and weight.number(r) is not None]
    most = FIRST_DOTS if look.rows is None else look.rows or len(rows)
    shown = sorted(rows[:most], key=lambda row: -(weight.number(row) or 0.0))
    _check(table, len(shown), MOST_DOTS)
    sheet, theme = Sheet(table, look), look.theme
    low, top = sheet.top + (look.height or _HEIGHT), sheet.top + 6
    up = scale(roles.numbers(shown, weight), low, top, room=36)
    gap = sheet.gap(up)
    left = EDGE + gap + 20
    across = scale(roles.numbers(shown, size), left, sheet.right - 6, room=50)
    sheet.up(up, left, sheet.right - 6, weight.label(look.lang), gap)
    bottom = sheet.across(across, top, low, size.label(look.lang))
    spots, doubtful = [], 0
    for row in shown:
        value, height = size.number(row) or 0.0, weight.number(row) or 0.0
        sure = chance is None or (p := chance.number(row)) is None or p < _SIGNIFICANT
        doubtful += not sure
        colour = (theme.main if value >= 0 else theme.other) if sure else theme.muted
        spots.append(Spot(across(value), up(height), 2.2, term.text(row), SMALL, theme.ink))
        tip = f"{term.text(row)}  {short(value, size.column.unit)}"
        fill = mix(colour, theme.ground, 0.2 if sure else 0.5)
        sheet.shapes.append(Dot(spots[-1].x, spots[-1].y, 2.2, fill, theme.ground, tip))
    texts, _ = named(spots, look, (left + 1, top - 4, sheet.right, low - 1), most=_NAMED)
    sheet.shapes.extend(texts)
    notes = [
        Both(
            f"右：目标语料中更多；写名的是最显著的（至多 {_NAMED} 个）",
            f"right: more in the target; named are the most significant ({_NAMED} at most)",
        )
    ]
    if doubtful:
        grey = Both(f"灰点：校正后 p ≥ {_SIGNIFICANT}（{doubtful:,} 项）",
                    f"grey: adjusted p ≥ {_SIGNIFICANT} ({doubtful:,})")  # fmt: skip
        notes.append(grey)
    return sheet.done(bottom, [*notes, *shown_of(len(shown), len(rows), Both("项", "terms"))])


def _effect(table: Table) -> Field:
    found = roles.effect(table)
    if found is None:
        raise roles.cannot(table, Both("没有效应量", "it has no measure of effect"))
    return found


def _check(table: Table, count: int, most: int) -> None:
    if not count:
        raise roles.cannot(table, Both("没有可画的数值", "it has no value to draw"))
    if count > most:
        raise roles.cannot(
            table,
            Both(f"{count:,} 项太多，至多 {most:,} 项", f"{count:,} are too many; {most:,} fit"),
            Both("用 -n 限制", "limit them with -n"),
        )
