"""A table on the screen, aligned by cell width: a Chinese character is two wide."""

from __future__ import annotations

import io
from typing import Any

from cntext.errors import Both
from cntext.render.cells import show
from cntext.table import Column, Role, Table, Type, Unit
from cntext.text.sentences import excerpt


def to_terminal(table: Table, *, lang: str = "en", width: int = 80, colour: bool = True) -> bytes:
    """Return the table drawn for a screen ``width`` cells wide.

    Every cell goes in as `Text`, never as a string: rich would take "[red]" in a document
    for a colour. Groups are parted by a rule; notes stand below.
    """
    from rich import box
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid(
        title=Text(table.title.say(lang)),
        title_style="bold",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
    )
    # rich shrinks every column for the sake of one long sentence, so examples are cut to
    # what the others leave: three cells between columns, and no less than ten characters.
    natural = [
        max([cell_len(c.label.say(lang)), *(cell_len(show(row[i], c)) for row in table.rows)])
        for i, c in enumerate(table.columns)
        if c.role is not Role.EXAMPLE
    ]
    room = max(width - sum(natural) - 3 * len(table.columns), 20)
    for column in table.columns:
        number = column.type in (Type.INTEGER, Type.NUMBER)
        grid.add_column(
            Text(column.label.say(lang)),
            justify="right" if number else "left",
            style="bold cyan" if column.role is Role.TERM else "",
            no_wrap=column.role is not Role.CONTEXT or column.unit is not Unit.NONE,
            overflow="fold",
        )
    term = table.by_role(Role.TERM)
    at = table.index(term.id) if term else -1
    heads = [table.index(name) for name in table.group]
    previous: tuple[object, ...] | None = None
    for row in table.rows:
        head = tuple(row[i] for i in heads)
        if previous is not None and head != previous:
            grid.add_section()
        previous = head
        word = show(row[at], table.columns[at]) if term else ""
        grid.add_row(
            *(_text(show(x, c), c, word, room) for x, c in zip(row, table.columns, strict=True))
        )
    out = io.StringIO()
    console = Console(
        file=out,
        width=max(width, 20),
        force_terminal=colour,
        color_system="standard" if colour else None,
        legacy_windows=False,
    )
    console.print(grid)
    for line in _below(table, lang):
        console.print(Text(line, style="dim"))
    return out.getvalue().encode("utf-8", "replace")


def _text(shown: str, column: Column, term: str, room: int) -> Any:  # noqa: ANN401 (rich comes late)
    from rich.text import Text

    if column.role is not Role.EXAMPLE:
        return Text(shown)
    line, place = excerpt(shown, term)
    text = Text(line)
    if place >= 0:
        text.stylize("bold", place, place + len(term))
    text.truncate(room, overflow="ellipsis")
    return text


def _below(table: Table, lang: str) -> list[str]:
    """Return what stands below the table: its notes, and how much of it is shown."""
    shown, total = len(table.rows), table.total
    lines = [note.say(lang) for note in table.notes]
    if total is not None and total > shown:
        more = Both(
            f"显示 {shown:,} 行，共 {total:,} 行（-n 0 显示全部）",
            f"{shown:,} of {total:,} rows (-n 0 shows all)",
        )
        lines.append(more.say(lang))
    return lines
