"""A saved table of words, to be drawn: JSON of ours, or rows of a word and a number."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import replace
from io import StringIO

from cntext.errors import Both, UsageProblem
from cntext.render.structured import table_from_json
from cntext.table import Column, Role, Row, Table, Type, Unit
from cntext.text.safe import spreadsheet_safe

# What columns of words are called, in tables of ours and of others.
TERMS = ("word", "term", "phrase", "concept", "form", "ngram", "keyword", "collocate",
         "词", "词语", "短语", "关键词", "单词")  # fmt: skip
WEIGHTS = ("freq", "freq_t", "weight", "count", "score", "frequency",
           "词频", "频次", "频数", "次数", "权重", "数值")  # fmt: skip
_NO_WEIGHT = frozenset({"rank", "排名", "序号", "drawn", "font_px", "x", "y"})


def looks_saved(name: str, text: str) -> bool:
    """Say whether a file holds a table of words, rather than texts to be counted."""
    if name.lower().endswith(".json"):
        return '"schema": "cntext.' in text[:200]
    rows = _rows(text, name)
    if len(rows) < 2:
        return False
    heads = [head.strip().lower() for head in rows[0]]
    words = [i for i, head in enumerate(heads) if head in TERMS]
    return bool(words) and any(
        i != words[0] and all(_value(row[i]) is not None or not row[i] for row in rows[1:])
        for i, head in enumerate(heads)
        if head not in _NO_WEIGHT
    )


def read_saved(text: str, where: str) -> Table:
    """Return the table in ``text``: JSON that cntext wrote, a list of objects, CSV or TSV.

    The column of words is the one with a usual name, else the first that is not all
    numbers; the weight likewise. Rows without a word or a number are not drawn.
    """
    start = text.lstrip("\ufeff \r\n\t")[:1]
    if start == "{" and '"schema"' in text[:200]:
        return _ours(text.lstrip("\ufeff"), where)
    rows = _records(text, where) if start in ("{", "[") else _rows(text, where)
    if len(rows) < 2:
        raise _no_table(where)
    heads, body = [head.strip() for head in rows[0]], rows[1:]
    numeric = [
        i
        for i in range(len(heads))
        if any(row[i] for row in body) and all(not r[i] or _value(r[i]) is not None for r in body)
    ]
    term = _named(heads, TERMS, [i for i in range(len(heads)) if i not in numeric])
    weight = _named(heads, WEIGHTS, [i for i in numeric if heads[i].lower() not in _NO_WEIGHT])
    if term is None or weight is None or weight not in numeric:
        raise _no_table(where)
    columns, kinds = [], []
    for i, head in enumerate(heads):
        number = i in numeric and i != term
        role = Role.TERM if i == term else Role.MEASURE if number else Role.KEY
        kind = Type.NUMBER if number else Type.STRING
        columns.append(Column(head or f"column{i + 1}", Both(head, head), kind, Unit.NONE, role))
        kinds.append(number)
    cells: list[Row] = [
        tuple(_value(cell) if number else cell for cell, number in zip(row, kinds, strict=True))
        for row in body
    ]
    return Table("table", Both("表", "table"), tuple(columns), cells, weight=columns[weight].id)


def _ours(text: str, where: str) -> Table:
    """Return a table that cntext wrote as JSON, drawn by what it is drawn by when it is made."""
    table = table_from_json(text.encode(), where)
    measures = [c.id for c in table.columns if c.role is Role.MEASURE and c.type is not Type.STRING]
    params = json.loads(text).get("params")
    asked = params.get("measure") if isinstance(params, dict) else None
    usual = (asked, _MAIN.get(table.name), *WEIGHTS, table.weight)
    return replace(table, weight=next((name for name in usual if name in measures), None))


# Tables whose main measure is not the frequency that they have too.
_MAIN = {"compare": "ll", "keywords": "score"}


def _rows(text: str, name: str) -> list[list[str]]:
    """Return the rows of a table as text, each as long as the first; what CSV hides is undone."""
    text = text.lstrip("\ufeff")
    first = text.partition("\n")[0]
    tabs = name.lower().endswith((".tsv", ".tab")) or "\t" in first
    mark = "\t" if tabs else ";" if first.count(";") > first.count(",") else ","
    try:
        found = [row for row in csv.reader(StringIO(text), delimiter=mark) if any(row)]
    except csv.Error:
        return []
    width = len(found[0]) if found else 0
    return [[_shown(cell) for cell in (row + [""] * width)[:width]] for row in found]


def _shown(cell: str) -> str:
    """Return a cell without the ``'`` that keeps a spreadsheet from running it."""
    return cell[1:] if cell[:1] == "'" and spreadsheet_safe(cell[1:]) == cell else cell.strip()


def _records(text: str, where: str) -> list[list[str]]:
    """Return a list of JSON objects, or one a line, as rows of text."""
    try:
        lines = text.lstrip("\ufeff")
        whole = (
            json.loads(lines)
            if lines.lstrip().startswith("[")
            else [json.loads(line) for line in lines.splitlines() if line.strip()]
        )
        heads = list(dict.fromkeys(key for row in whole for key in row))
        body = [["" if (v := row.get(key)) is None else str(v) for key in heads] for row in whole]
    except (ValueError, AttributeError, TypeError, RecursionError) as error:
        raise _no_table(where) from error
    return [heads, *body]


def _value(cell: str) -> float | None:
    try:
        value = float(cell.replace(",", "") if cell.count(",") else cell)
    except ValueError:
        return None
    return value if value == value else None  # noqa: PLR0124 (not a number)


def _named(heads: Sequence[str], names: Sequence[str], others: Sequence[int]) -> int | None:
    lowered = [head.lower() for head in heads]
    usual = next((lowered.index(name) for name in names if name in lowered), None)
    return usual if usual is not None else next(iter(others), None)


def _no_table(where: str) -> UsageProblem:
    return UsageProblem(
        where,
        Both("不是词和数值的表", "is no table of words and numbers"),
        Both(
            "要有表头、一列词、一列数值（csv、tsv、json）",
            "it takes a header, a column of words, one of numbers (csv, tsv, json)",
        ),
    )
