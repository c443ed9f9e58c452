"""A table on the screen, aligned by cell width: a Chinese character is two wide."""

from __future__ import annotations

import io
from typing import Any

from cntext.errors import Both
from cntext.render.cells import MISSING, shows
from cntext.render.concordance import is_concordance, to_concordance
from cntext.table import Cell, Column, Role, Table, Type, Unit
from cntext.text.safe import safe
from cntext.text.sentences import excerpt
from cntext.text.wrapping import wrap

_LEAST = 16  # cells of an example, eight characters
_BEFORE = 8  # characters of an example before its term


def to_terminal(table: Table, *, lang: str = "en", width: int = 80, colour: bool = True) -> bytes:
    """Return the table drawn for a screen ``width`` cells wide.

    Every cell goes in as `Text`, never as a string: rich would take "[red]" in a document
    for a colour. Groups are parted by a rule; notes stand below.
    """
    if is_concordance(table):
        return _concordance(table, lang, width, colour)
    from rich.console import Console
    from rich.text import Text

    table = table.for_people(lang)
    shown = fitting(table, lang, width)
    out = io.StringIO()
    console = Console(
        file=out,
        width=max(width, 20),
        force_terminal=colour,
        color_system="standard" if colour else None,
        legacy_windows=False,
    )
    console.print(_grid(shown, lang, width))
    for note in _below(shown, lang, len(table.columns) - len(shown.columns)):
        for line in wrap(note, console.width):
            console.print(Text(line, style="dim"))
    # rich fills every line up to the edge, and ends a table with an empty one.
    drawn = "\n".join(line.rstrip() for line in out.getvalue().rstrip().split("\n"))
    return f"{drawn}\n".encode("utf-8", "replace")


def _grid(table: Table, lang: str, width: int) -> Any:  # noqa: ANN401 (rich comes late)
    """Return the rows drawn as rich draws a table."""
    from rich import box
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid(
        title=Text(table.title.say(lang)),
        title_style="bold",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
    )
    for column in table.columns:
        number = column.type in (Type.INTEGER, Type.NUMBER)
        grid.add_column(
            Text(column.label.say(lang)),
            justify="right" if number else "left",
            style="bold cyan" if column.role is Role.TERM else "",
            no_wrap=column.role is not Role.CONTEXT or column.unit is not Unit.NONE,
            overflow="fold",
        )
    room = _room(table, lang, width)
    term = table.by_role(Role.TERM)
    heads = [table.index(name) for name in table.group]
    written = shows(table)
    previous: tuple[object, ...] | None = None
    for row in table.rows:
        head = tuple(row[i] for i in heads)
        if previous is not None and head != previous:
            grid.add_section()
        previous = head
        shown = [write(cell) for write, cell in zip(written, row, strict=True)]
        for i in heads:  # documents without the field are a group, too
            shown[i] = shown[i] or MISSING
        word = shown[table.index(term.id)] if term else ""
        grid.add_row(*(_text(s, c, word, room) for s, c in zip(shown, table.columns, strict=True)))
    return grid


def _room(table: Table, lang: str, width: int) -> int:
    """Return how many cells the other columns leave to an example, eight characters at least.

    rich shrinks every column for the sake of one long sentence; so an example is cut first.
    """
    wide = _widths(table, lang)
    others = sum(wide[c.id] for c in table.columns if c.role is not Role.EXAMPLE)
    return max(width - others - 3 * len(table.columns), _LEAST)  # three cells between columns


def _concordance(table: Table, lang: str, width: int, colour: bool) -> bytes:
    dim, bold, plain = ("\x1b[2m", "\x1b[1m", "\x1b[0m") if colour else ("", "", "")
    width = max(width, 20)
    lines = to_concordance(table, width=width, colour=colour)
    below = [
        f"{dim}{line}{plain}" for note in _below(table, lang) for line in wrap(safe(note), width)
    ]
    title = f"{bold}{safe(table.title.say(lang))}{plain}"
    return ("\n".join([title, "", *lines, *([""] if lines else []), *below]) + "\n").encode(
        "utf-8", "replace"
    )


def _text(shown: str, column: Column, term: str, room: int) -> Any:  # noqa: ANN401 (rich comes late)
    from rich.cells import cell_len
    from rich.text import Text

    if column.role is not Role.EXAMPLE:
        return Text(shown)
    # So much before the term that it is seen whole, with … on either side.
    spare = (room - cell_len(term) - 2) // 2
    line, place = excerpt(shown, term, min(max(spare, 0), _BEFORE))
    text = Text(line)
    if place >= 0:
        text.stylize("bold", place, place + len(term))
    text.truncate(room, overflow="ellipsis")
    return text


def fitting(table: Table, lang: str, width: int) -> Table:
    """Return the table with as many of its brief columns as fit, the most important first.

    A column in which no row shown has anything is left out.
    """
    names = [name for name in table.brief if name in {c.id for c in table.columns}]
    if not names:
        return _beside_example(table, lang, width)
    if table.rows:
        names = [name for name in names if any(map(_filled, table.values(name)))] or names[:1]
    wide = _widths(table, lang)
    for last in range(len(names), 1, -1):
        # Three cells between columns, one at either edge.
        if sum(wide[name] for name in names[:last]) + 3 * last - 1 <= width:
            return table.only(names[:last])
    return table.only(names[:1])


def _widths(table: Table, lang: str) -> dict[str, int]:
    """Return the cells that each column takes; an example is cut to what the others leave."""
    from rich.cells import cell_len

    wide = {}
    for i, (c, write) in enumerate(zip(table.columns, shows(table), strict=True)):
        cells = (write(row[i]) for row in table.rows)
        widest = max(cell_len(text) for text in (c.label.say(lang), *cells))
        wide[c.id] = min(widest, _LEAST) if c.role is Role.EXAMPLE else widest
    return wide


def _filled(cell: Cell) -> bool:
    return cell is not None and cell != ""


def _beside_example(table: Table, lang: str, width: int) -> Table:
    """Return the table without context, then rates, as far as numbers would be cut off.

    Context in which no row shown has anything is left out.
    """
    if not any(c.role is Role.EXAMPLE for c in table.columns):
        return table
    empty = {
        c.id
        for c in table.columns
        if c.role is Role.CONTEXT and table.rows and not any(map(_filled, table.values(c.id)))
    }
    table = table.only([c.id for c in table.columns if c.id not in empty])
    wide = _widths(table, lang)
    names = [c.id for c in table.columns]
    rates = [c.id for c in table.columns if c.unit is Unit.PER_MILLION]
    spare = [*rates, *(c.id for c in table.columns if c.role is Role.CONTEXT)]
    while spare and sum(wide[name] for name in names) + 3 * len(names) - 1 > width:
        names.remove(spare.pop())
    return table.only(names)


def _below(table: Table, lang: str, hidden: int = 0) -> list[str]:
    """Return what stands below the table: its notes, and how much of it is shown."""
    shown, total = len(table.rows), table.total
    lines = [note.say(lang) for note in table.notes]
    if not shown:
        lines.insert(0, Both("没有可列的行", "no rows").say(lang))
    if hidden:
        more = Both(
            f"另有 {hidden} 栏（-f csv、-f json 列出全部）",
            f"{hidden} more column{'s' if hidden > 1 else ''} (-f csv and -f json hold all)",
        )
        lines.append(more.say(lang))
    if total is not None and total > shown:
        more = Both(
            f"显示 {shown:,} 行，共 {total:,} 行（-n 0 显示全部）",
            f"{shown:,} of {total:,} rows (-n 0 shows all)",
        )
        lines.append(more.say(lang))
    return lines
