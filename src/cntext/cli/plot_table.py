"""A saved table for `cntext plot`: JSON with all that is known of columns, or CSV and TSV."""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

from cntext.cli.writing import STDOUT
from cntext.errors import Both, UsageProblem, cause
from cntext.render.structured import table_from_json
from cntext.table import Cell, Column, Role, Table, Type
from cntext.text.safe import spreadsheet_safe

_TRUTH = {"true": True, "false": False}


def read_table(path: str) -> Table:
    """Return the table in ``path`` (``-``: stdin)."""
    try:
        data = sys.stdin.buffer.read() if path == STDOUT else Path(path).read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        why = cause(error)
        raise UsageProblem(
            path,
            Both(f"表读不了（{why.zh}）", f"the table cannot be read ({why.en})"),
            Both("用 -o 表.json 先写出一张表", "write one with -o TABLE.json first"),
        ) from error
    except UnicodeDecodeError as error:
        raise UsageProblem(
            path,
            Both("不是 UTF-8 文本", "is not UTF-8 text"),
            Both("要 .json、.csv 或 .tsv 表", "it must be a table: .json, .csv or .tsv"),
        ) from error
    if text.lstrip()[:1] in ("{", "["):
        from cntext.cli.schema import worded

        return worded(table_from_json(data.removeprefix(b"\xef\xbb\xbf"), path))
    return _delimited(text, path)


def _delimited(text: str, path: str) -> Table:
    """Return a table of CSV or TSV. Columns that cntext writes are known by their names."""
    first = text.partition("\n")[0]
    try:
        tabs = first.count("\t") > first.count(",")
        source = io.StringIO(text)
        # Our TSV has no quotes.
        found = (
            csv.reader(source, delimiter="\t", quoting=csv.QUOTE_NONE)
            if tabs
            else csv.reader(source)
        )
        lines = list(found)
    except csv.Error as error:
        raise _no_table(path) from error
    head, body = (lines[0] if lines else []), [line for line in lines[1:] if line]
    if len(head) < 2 or len(set(head)) < len(head) or any(len(r) != len(head) for r in body):
        raise _no_table(path)
    name, known = _known(head)
    columns: list[Column] = []
    for i, title in enumerate(head):
        cells = [row[i] for row in body]
        columns.append(known.get(title) or _guessed(title, cells, columns))
    rows = [tuple(_cell(c, k) for c, k in zip(row, columns, strict=True)) for row in body]
    try:
        return Table(name, Both(name, name), tuple(columns), rows)
    except ValueError as error:
        raise _no_table(path) from error


def _known(head: list[str]) -> tuple[str, dict[str, Column]]:
    """Return the table of ours that has most of these columns, if it has at least half."""
    from cntext.cli.schema import tables

    best, most = "", len(head) / 2
    every = tables()
    for name, columns in every.items():
        shared = len({column.id for column in columns} & set(head))
        if shared > most:
            best, most = name, shared
    return best or "table", {column.id: column for column in every.get(best, ())}


def _guessed(title: str, cells: list[str], before: list[Column]) -> Column:
    """Return a column of someone else's table: the first of words is what rows are about."""
    label = Both(title, title)
    filled = [cell for cell in cells if cell]
    if filled and all(_number(cell) is not None for cell in filled):
        return Column(title, label, Type.NUMBER)
    has_term = any(column.role is Role.TERM for column in before)
    return Column(title, label, Type.STRING, role=Role.KEY if has_term else Role.TERM)


def _cell(text: str, column: Column) -> Cell:
    if column.type is Type.STRING:
        # A ' that our CSV puts before what a spreadsheet would run.
        return text[1:] if text[:1] == "'" and spreadsheet_safe(text[1:]) == text else text
    if column.type is Type.BOOLEAN:
        return _TRUTH.get(text.lower())
    return _number(text)


def _number(text: str) -> float | int | None:
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return float(text)
    except ValueError:
        return None


def _no_table(path: str) -> UsageProblem:
    return UsageProblem(
        path,
        Both("不是一张表（首行列名，每行列数相同）",
             "is no table (a line of names, then rows of as many cells)"),
        Both("用 -o 表.json 或 -o 表.csv 写出一张", "write one with -o TABLE.json or -o TABLE.csv"),
    )  # fmt: skip
