"""Show a table that is no analysis: the same outputs, chosen in the same place."""

from __future__ import annotations

from typing import Any

import click

from cntext.cli import options
from cntext.cli.flags import language as language_option
from cntext.cli.help import language
from cntext.cli.writing import check_target, screen, write
from cntext.render.choose import choose_format, render
from cntext.table import Table


def outputs() -> list[click.Parameter]:
    """Return the options of a command that only shows something."""
    return [*options.output(), language_option()]


def show(table: Table, chosen: dict[str, Any], brief: tuple[str, ...] = ()) -> None:
    """Write ``table`` as the output options in ``chosen`` ask for; a screen gets ``brief``."""
    target = check_target(chosen["output"], ())
    where = screen()
    fmt = choose_format(chosen["fmt"], target, "", where)
    lang = language(click.get_current_context())
    if fmt == "table" and brief:
        table = table.only(brief)
    rows = chosen["rows"]
    if rows is None and fmt == "table":
        rows = 0  # a list that one asks to see is shown whole
    data = render(table, fmt, rows=rows, lang=lang, screen=where, to_file=target is not None)
    write(data, target, fmt)
