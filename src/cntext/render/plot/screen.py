"""Charts on a terminal: bars, and a line of small bars for each term over time or place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cntext.errors import Both
from cntext.render.cells import MISSING as NAMELESS
from cntext.render.plot import barcode, bars, roles
from cntext.render.plot.axis import short, shorts
from cntext.render.plot.kinds import KINDS, Kind
from cntext.render.plot.roles import Field
from cntext.render.plot.style import Look
from cntext.table import Row, Table, Unit

KINDS_OF_TEXT = ("bar", "keyness", "line", "panels", "heatmap", "barcode")
FIRST = 30
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_STEPS = "▁▂▃▄▅▆▇█"
_NONE, _ZERO = " ", "·"
_LONGEST = 24  # cells of a name


def to_text(table: Table, kind: Kind, look: Look, width: int) -> str:
    """Return the chart as lines of at most ``width`` cells."""
    kind.check(table)
    if kind.name not in KINDS_OF_TEXT:
        raise roles.cannot(
            table,
            Both(
                f"“{kind.label.zh}”不能画在终端上", f"a {kind.name} cannot be drawn on a terminal"
            ),
            Both("用 -o 图.svg（或 .png、.pdf）", "use -o FIGURE.svg (or .png, .pdf)"),
        )
    table = table.for_people(look.lang)
    if kind.name in ("bar", "keyness"):
        lines = _bars(table, look, width, kind)
    elif kind.name == "barcode":
        lines = _places(table, look, width)
    else:
        lines = _times(table, look, width)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _bars(table: Table, look: Look, width: int, kind: Kind) -> Iterator[str]:
    term, head = roles.terms(table)[0], roles.group(table)
    effect = roles.effect(table) if kind.name == "keyness" and not look.measure else None
    heads = list(dict.fromkeys(head.text(row) for row in table.rows)) if head else [""]
    value = effect or bars.value_of(table, look, many=len(heads) > 1)
    most = (FIRST if len(heads) == 1 else 8) if look.rows is None else look.rows
    shown: list[tuple[str, list[Row]]] = []
    for name in heads:
        rows = [r for r in table.rows if (not head or head.text(r) == name)]
        shown.append((name, [r for r in rows if value.number(r) is not None][: most or None]))
    every = [row for _, rows in shown for row in rows]
    numbers = list(roles.numbers(every, value))
    if not numbers:
        raise roles.cannot(table, Both("没有可画的数值", "it has no value to draw"))
    names = [_cut(term.text(row), _LONGEST) for row in every]
    room = max(map(_cells, names))
    written = shorts(numbers, value.column.unit)
    tail = max(len(written(number)) for number in numbers)
    bar = max(width - room - tail - 3, 8)
    largest = max(map(abs, numbers)) or 1.0
    yield value.label(look.lang)
    for name, rows in shown:
        if len(shown) > 1:
            yield f"\n{name or NAMELESS}"
        for row in rows:
            number = value.number(row) or 0.0
            drawn = _bar(abs(number) / largest * bar)
            if number < 0:  # below zero: an open bar, since there is no other side to grow to
                drawn = "░" * len(drawn)
            label = written(number)
            yield f"{_padded(_cut(term.text(row), _LONGEST), room)} {drawn} {label}"


def _bar(eighths_of: float) -> str:
    whole, rest = divmod(round(eighths_of * 8), 8)
    return ("█" * whole + (_EIGHTHS[rest] if rest else "")) or _EIGHTHS[1]


def _times(table: Table, look: Look, width: int) -> Iterator[str]:
    """Yield a line of small bars for each term, scaled to its own highest value."""
    if roles.matrix(table) and roles.period(table) is None:
        kind = KINDS["heatmap"].label
        raise roles.cannot(
            table,
            Both(f"方阵的{kind.zh}不能画在终端上", "a matrix cannot be drawn on a terminal"),
            Both("用 -o 图.svg", "use -o FIGURE.svg"),
        )
    term, when = roles.terms(table)[0], roles.period(table) or roles.group(table)
    value = roles.measure(table, look.measure, (Unit.PER_MILLION,))
    every = list(dict.fromkeys(when.text(row) for row in table.rows)) if when else []
    times = sorted(every) if roles.period(table) else every
    series = list(roles.by_term(table, term).items())[
        : (FIRST if look.rows is None else look.rows) or None
    ]
    yield f"{value.label(look.lang)}  {times[0]} – {times[-1]}"
    room = max(_cells(_cut(name, _LONGEST)) for name, _ in series)
    bins = max(min(len(times), width - room - 24), 8)
    for name, rows in series:
        known = {when.text(row): value.number(row) for row in rows} if when else {}
        values = _fewer([known.get(time) for time in times], bins)
        line, low, high = _line(values), *_ends(rows, value)
        yield f"{_padded(_cut(name, _LONGEST), room)} {line}  {low} – {high}"


def _places(table: Table, look: Look, width: int) -> Iterator[str]:
    """Yield how densely a term stands in each part of the corpus."""
    place, term = barcode.position(table), roles.terms(table)[0]
    series = list(roles.by_term(table, term).items())[
        : (FIRST if look.rows is None else look.rows) or None
    ]
    room = max(_cells(_cut(name, _LONGEST)) for name, _ in series)
    bins = max(min(width - room - 12, 100), 8)
    yield Both("在语料中的位置，从头到尾", "position in the corpus, from beginning to end").say(
        look.lang
    )
    for name, rows in series:
        counts = [0.0] * bins
        for share in barcode.shares(rows, place) if place else ():
            counts[min(int(share / 100 * bins), bins - 1)] += 1
        yield f"{_padded(_cut(name, _LONGEST), room)} {_line(counts)}  {len(rows):,}"


def _line(values: Sequence[float | None]) -> str:
    top = max((v for v in values if v is not None), default=0.0)
    return "".join(_step(v, top) for v in values)


def _step(value: float | None, top: float) -> str:
    if value is None:
        return _NONE
    if value <= 0:
        return _ZERO
    return _STEPS[min(int(value / top * len(_STEPS) - 1e-9), len(_STEPS) - 1)]


def _fewer(values: list[float | None], most: int) -> list[float | None]:
    """Return at most ``most`` values: means of those that follow one another."""
    if len(values) <= most:
        return values
    found: list[float | None] = []
    for i in range(most):
        part = values[i * len(values) // most : (i + 1) * len(values) // most]
        known = [v for v in part if v is not None]
        found.append(sum(known) / len(known) if known else None)
    return found


def _ends(rows: list[Row], value: Field) -> tuple[str, str]:
    numbers = list(roles.numbers(rows, value))
    if not numbers:
        return "—", "—"
    unit = value.column.unit
    return short(min(numbers), unit), short(max(numbers), unit)


def _cells(text: str) -> int:
    from rich.cells import cell_len

    return cell_len(text)


def _padded(text: str, room: int) -> str:
    return text + " " * (room - _cells(text))


def _cut(text: str, room: int) -> str:
    if _cells(text) <= room:
        return text
    while text and _cells(text) > room - 1:
        text = text[:-1]
    return text + "…"
