"""The one place where an output is chosen: by ``-f``, by the suffix of ``-o``, by where it goes."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from cntext.errors import Both, UsageProblem
from cntext.table import Row, Table

FORMATS = ("table", "json", "jsonl", "csv", "tsv", "md", "text", "lexicon", "jieba", "png", "svg",
           "pdf", "xlsx", "docx", "graphml", "gexf")  # fmt: skip
PICTURES = frozenset({"png", "svg", "pdf"})
NOT_TEXT = PICTURES | {"xlsx", "docx"}  # never written to a terminal
TERMINAL_ROWS = 30
_LEAST_OF_GROUP = 5


class Screen(NamedTuple):
    """What the output goes to: a terminal of some width, or anything else."""

    terminal: bool = False
    width: int = 80
    colour: bool = False


def choose_format(given: str | None, output: Path | None, default: str, screen: Screen) -> str:
    """Return the format: ``-f``, else the suffix of ``-o``, else the command's own.

    Without any of these a terminal gets a drawn table and a pipe gets TSV.
    """
    if given:
        return given
    if output and str(output) != "-":
        suffix = output.suffix[1:].lower()
        names = {"txt": default or "tsv", "markdown": "md", "ndjson": "jsonl", "toml": "lexicon"}
        name = names.get(suffix, suffix)
        if name in FORMATS:
            return name
        if output.exists() and not output.is_file():  # /dev/stdout has no suffix to go by
            return default or "tsv"
        raise UsageProblem(
            str(output),
            Both(f"不认识的后缀“.{suffix}”", f"no format for the suffix {output.suffix!r}"),
            Both("用 -f 指定：" + "、".join(FORMATS), "give one with -f: " + ", ".join(FORMATS)),
        )
    return default or ("table" if screen.terminal else "tsv")


def first_rows(table: Table, rows: int | None, fmt: str) -> Table:
    """Return ``table`` with the first ``rows`` of each group (0: all of them).

    Where nothing was asked for, a file gets everything and a screen the first 30, which groups
    share; each has five at least.
    """
    shared = rows is None and fmt == "table"
    most = TERMINAL_ROWS if shared else rows or 0
    if not most or fmt == "text" or len(table.rows) <= most:
        return table
    total = table.total or len(table.rows)
    if not table.group:
        return replace(table, rows=table.rows[:most], total=total)
    heads = [table.index(name) for name in table.group]
    of_row = [tuple(row[i] for i in heads) for row in table.rows]
    if shared:
        most = max(most // len(set(of_row)), _LEAST_OF_GROUP)
    seen: Counter[Row] = Counter()
    kept = []
    for row, group in zip(table.rows, of_row, strict=True):
        seen[group] += 1
        if seen[group] <= most:
            kept.append(row)
    return replace(table, rows=kept, total=total)


def _running(table: Table, *, lang: str, width: int, most: int) -> bytes:
    from cntext.render.comparison import COLUMNS, to_comparison
    from cntext.render.running_text import to_text

    if {column.id for column in table.columns} >= COLUMNS:
        return to_comparison(table, lang=lang, width=width, most=most)
    return to_text(table, most=most)


def render(
    table: Table, fmt: str, *, rows: int | None, lang: str, screen: Screen, to_file: bool
) -> bytes:
    """Return ``table`` in ``fmt``, its first ``rows`` (of running text, lines)."""
    if fmt in PICTURES:  # a chart counts terms, not rows
        from cntext.render.plot import Look, picture

        return picture(table, fmt, Look(lang=lang, rows=rows))
    table = first_rows(table, rows, fmt)
    if fmt in _PLAIN:
        write = getattr(import_module(f"cntext.render.{_PLAIN[fmt]}"), f"to_{fmt}")
        return bytes(write(table))
    match fmt:
        case "table":
            from cntext.render.terminal import to_terminal

            return to_terminal(table, lang=lang, width=screen.width, colour=screen.colour)
        case "csv":
            from cntext.render.delimited import to_csv

            return to_csv(table, bom=to_file)
        case "md":
            from cntext.render.delimited import to_markdown

            return to_markdown(table, lang=lang)
        case "text":
            return _running(table, lang=lang, width=screen.width, most=rows or 0)
        case "xlsx":
            from cntext.render.workbook import to_xlsx

            return to_xlsx(table, lang=lang)
        case _:
            from cntext.render.word import to_docx

            return to_docx(table, lang=lang)


# Formats that are the same for every reader, by the file that has ``to_FORMAT``.
_PLAIN = {
    "json": "structured",
    "jsonl": "structured",
    "tsv": "delimited",
    "lexicon": "wordlists",
    "jieba": "wordlists",
    "graphml": "network",
    "gexf": "network",
}
