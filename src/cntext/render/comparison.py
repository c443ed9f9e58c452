"""Reused passages on the screen: where from, where to, and the text with its changes marked."""

from __future__ import annotations

from cntext.errors import Both
from cntext.render.cells import shows
from cntext.table import Table

COLUMNS = frozenset({"source", "source_line", "document", "line", "length", "similarity", "text"})
_INDENT = 2


def to_comparison(table: Table, *, lang: str, width: int, most: int = 0) -> bytes:
    """Return the passages one below the other, wrapped to ``width`` cells.

    ``most`` is the number of passages to write, 0 for all.
    """
    written = {column.id: write for column, write in zip(table.columns, shows(table), strict=True)}
    lines = []
    for row in table.rows[: most or None]:
        cells = dict(zip(written, row, strict=True))
        shown = {name: written[name](cells[name]) for name in COLUMNS}
        lines.append(_head(shown).say(lang))
        lines += (" " * _INDENT + line for line in _wrapped(shown["text"], width - _INDENT))
        lines.append("")
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def _head(shown: dict[str, str]) -> Both:
    way = f"{shown['source']}:{shown['source_line']} → {shown['document']}:{shown['line']}"
    return Both(
        f"{way}  {shown['length']} 字，相似度 {shown['similarity']}",
        f"{way}  {shown['length']} letters, similarity {shown['similarity']}",
    )


def _wrapped(text: str, width: int) -> list[str]:
    """Cut ``text`` into lines of at most ``width`` cells, anywhere."""
    from rich.cells import cell_len

    lines, line, size = [], "", 0
    for character in text:
        cells = cell_len(character)
        if line and size + cells > width:
            lines.append(line)
            line, size = "", 0
        line += character
        size += cells
    return [*lines, line]
