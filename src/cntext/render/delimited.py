"""CSV, TSV and Markdown: plain tables for spreadsheets, pipes and papers."""

from __future__ import annotations

import io

from cntext.lazy import pattern
from cntext.render.cells import shows
from cntext.table import Cell, Table, Type
from cntext.text.safe import safe, spreadsheet_safe

BOM = "\ufeff"  # Excel takes a CSV without it for the local code page


def to_csv(table: Table, *, bom: bool = False) -> bytes:
    """Return CSV (RFC 4180, LF), with a byte order mark if it goes to a file for Excel.

    Text cells that a spreadsheet would run as a formula get a ' in front.
    """
    import csv

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(column.id for column in table.columns)
    for row in table.rows:
        writer.writerow(_plain(cell) if not isinstance(cell, str) else _word(cell) for cell in row)
    return ((BOM if bom else "") + out.getvalue()).encode("utf-8", "replace")


def to_tsv(table: Table) -> bytes:
    """Return TSV without any quoting: a tab or line end in a cell becomes a space."""
    lines = ["\t".join(column.id for column in table.columns)]
    lines += ["\t".join(_flat(_plain(cell)) for cell in row) for row in table.rows]
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def to_markdown(table: Table, *, lang: str = "en") -> bytes:
    """Return a pipe table with headings for people, then the notes."""
    table = table.for_people(lang)
    written = shows(table)
    right = [column.type in (Type.INTEGER, Type.NUMBER) for column in table.columns]
    lines = [
        f"**{_literal(safe(table.title.say(lang)))}**",
        "",
        "| "
        + " | ".join(_literal(safe(column.label.say(lang))) for column in table.columns)
        + " |",
        "|" + "|".join("--:" if r else ":--" for r in right) + "|",
    ]
    lines += [
        "| "
        + " | ".join(_literal(write(cell)) for write, cell in zip(written, row, strict=True))
        + " |"
        for row in table.rows
    ]
    if table.notes:
        lines += ["", *(f"*{_literal(safe(note.say(lang)))}*" for note in table.notes)]
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    return str(cell).lower() if isinstance(cell, bool) else str(cell)


def _word(cell: str) -> str:
    return spreadsheet_safe(safe(cell))


def _flat(text: str) -> str:
    return safe(" ".join(text.split("\t")).replace("\n", " ").replace("\r", " "))


_MARKUP = pattern(r"[\\`*_\[\]|~#$]")


def _literal(text: str) -> str:
    """Return ``text`` so that Markdown shows it as it is: no emphasis, link, tag or formula."""
    return _MARKUP.sub(r"\\\g<0>", text.replace("&", "&amp;").replace("<", "&lt;"))
