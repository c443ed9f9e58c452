"""A table in a notebook: HTML that cannot do anything, labels in the reader's language."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from cntext.render.cells import shows
from cntext.table import Table, Type
from cntext.text.safe import safe

ROWS = 30
_WORDS = "text-align:left"
_NUMBERS = "text-align:right;font-variant-numeric:tabular-nums"
_SMALL = "font-size:smaller;opacity:0.75;margin:0.2em 0"


def to_html(table: Table, *, lang: str, most: int = ROWS) -> str:
    """Return the first ``most`` rows as an HTML table, with title, notes and warnings."""
    size = len(table.rows)
    table = replace(table, rows=table.rows[:most]).for_people(lang)
    written = shows(table)
    styles = [
        _NUMBERS if column.type in (Type.INTEGER, Type.NUMBER) else _WORDS
        for column in table.columns
    ]
    heads = "".join(
        f'<th style="{style}">{_text(column.label.say(lang))}</th>'
        for column, style in zip(table.columns, styles, strict=True)
    )
    body = "".join(
        "<tr>"
        + "".join(
            f'<td style="{style}">{escape(write(cell))}</td>'
            for write, cell, style in zip(written, row, styles, strict=True)
        )
        + "</tr>"
        for row in table.rows
    )
    shown = len(table.rows)
    more = (
        [f"前 {shown:,} 行，共 {size:,} 行" if lang == "zh" else f"{shown:,} of {size:,} rows"]
        if shown < size
        else []
    )
    said = [
        *more,
        *(note.say(lang) for note in table.notes),
        *("⚠ " + caveat.message.say(lang) for caveat in table.warnings),
    ]
    return (
        f"<div><table><caption>{_text(table.title.say(lang))}</caption>"
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
        + "".join(f'<p style="{_SMALL}">{_text(line)}</p>' for line in said)
        + "</div>"
    )


def _text(text: str) -> str:
    return escape(safe(text))
