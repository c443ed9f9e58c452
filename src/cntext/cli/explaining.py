"""A row explained: each statistic with its formula, its source, and the row's own numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cntext.cli.worked import worked
from cntext.cli.writing import check_target, screen, write
from cntext.errors import Both, UsageProblem
from cntext.render.choose import choose_format, render
from cntext.render.report.methods import Formula, explained
from cntext.table import Column, Role, Row, Table, Type
from cntext.text.wrapping import cells, wrap

COLUMNS = (
    Column("statistic", Both("统计量", "Statistic"), Type.STRING, role=Role.KEY),
    Column("what", Both("项目", "What"), Type.STRING, role=Role.KEY),
    Column("text", Both("说明", "Text"), Type.STRING, role=Role.TERM),
)
LABELS = {
    "meaning": Both("含义", "Meaning"),
    "formula": Both("公式", "Formula"),
    "source": Both("出处", "Source"),
    "page": Both("专题", "Page"),
    "row": Both("行", "Row"),
    "given": Both("代入", "Given"),
    "value": Both("得到", "Value"),
    "table": Both("表中", "In the table"),
}
_MARGIN = 16  # cells; the longest label is "In the table"
_MOST = 8  # numbers of a long list that are shown
# Letters as formulas print them, and words for what has no letter.
_WRITTEN = {
    "R1": Both("R₁", "R₁"),
    "C1": Both("C₁", "C₁"),
    "f1": Both("f₁", "f₁"),
    "words": Both("各词", "words"),
    "window": Both("窗口", "window"),
    "threshold": Both("界限", "threshold"),
    "sample": Both("样本", "sample"),
    "characters": Both("字数", "characters"),
    "clauses": Both("分句", "clauses"),
    "function": Both("副词和连词", "adverbs and conjunctions"),
}


def explanation(table: Table, at: int, known: Mapping[str, object], lang: str) -> Table:
    """Return what stands behind row ``at`` of ``table``: every statistic that can be worked out.

    ``known`` are letters that the run knows and the table does not hold.
    """
    ids = [column.id for column in table.columns]
    values = dict(zip(ids, table.rows[at], strict=True))
    rows: list[Row] = []
    for column in table.columns:
        formula = explained(table.name, column)
        if formula is None or worked(table.name, column.id, values, table, known) is None:
            continue
        name = f"{table.name}.{column.id}"
        told = (*said(formula, lang), *put_in(column.id, values, table, lang, known))
        rows += [(name, LABELS[part].say(lang), text) for part, text in told]
    return made(rows)


def made(rows: Sequence[Row]) -> Table:
    """Return explanations as a table."""
    return Table("explain", Both("统计量", "Statistics"), COLUMNS, rows)


def show_explained(
    table: Table, chosen: Mapping[str, Any], lang: str, inputs: Sequence[str]
) -> None:
    """Write explanations: a screen gets paragraphs, wrapped and never cut off."""
    target = check_target(chosen["output"], tuple(inputs))
    where = screen()
    fmt = choose_format(chosen["fmt"], target, "", where)
    if fmt == "table":
        text = "\n".join(_lines(table.rows, where.width)) + "\n"
        write(text.encode(), target, "text")
        return
    data = render(
        table, fmt, rows=chosen["rows"], lang=lang, screen=where, to_file=target is not None
    )
    write(data, target, fmt)


def _lines(rows: Sequence[Row], width: int) -> Iterator[str]:
    heads = dict.fromkeys(str(row[0]) for row in rows)
    if 1 < len(heads) == len(rows):  # a list: what is said of each stands beside its name
        yield from _listed([(str(head), str(text)) for head, _, text in rows], width)
        return
    for head in heads:
        yield head
        for _, what, text in (row for row in rows if row[0] == head):
            label = f"  {what}" + " " * (_MARGIN - 2 - cells(str(what)))
            for line in wrap(str(text), max(width - _MARGIN, 20)):
                yield label + line
                label = " " * _MARGIN


def _listed(entries: Sequence[tuple[str, str]], width: int) -> Iterator[str]:
    margin = max(cells(head) for head, _ in entries) + 2
    for head, text in entries:
        label = head + " " * (margin - cells(head))
        for line in wrap(text, max(width - margin, 20)):
            yield label + line
            label = " " * margin


def said(formula: Formula, lang: str) -> tuple[tuple[str, str], ...]:
    """Return what a formula's entry says: meaning, formula, source, those that there are."""
    parts = (
        ("meaning", formula.meaning.say(lang)),
        ("formula", formula.formula),
        ("source", formula.source),
    )
    return tuple((part, text) for part, text in parts if text)


def put_in(
    column: str,
    values: Mapping[str, object],
    table: Table,
    lang: str,
    known: Mapping[str, object] = {},
) -> Iterator[tuple[str, str]]:
    """Yield the row that is meant, the numbers put in, and what comes out."""
    yield "row", " · ".join(str(values[c.id]) for c in table.columns if _names(c) and values[c.id])
    found = worked(table.name, column, values, table, known)
    if found:
        yield "given", ", ".join(_letter(*each, lang) for each in found.given.items())
        yield "value", shown(found.value)
    else:
        missing = Both(
            "这一行里没有公式所需的全部数字，不能重算",
            "the row does not hold all that the formula needs",
        )
        yield "given", missing.say(lang)
    yield "table", shown(values[column])


def _letter(name: str, given: object, lang: str) -> str:
    name = _WRITTEN.get(name, Both(name, name)).say(lang)
    if not isinstance(given, list | tuple):
        return f"{name} = {_number(given)}"
    some = " ".join(map(_number, given[:_MOST]))
    many = Both(f"…（{len(given):,} 个）", f"... ({len(given):,})").say(lang)
    return f"{name} = ({some}{' ' + many if len(given) > _MOST else ''})"


def _number(value: object) -> str:
    if isinstance(value, str):
        return value
    number = float(str(value))
    return f"{number:g}" if number % 1 else f"{number:,.0f}"


def _names(column: Column) -> bool:
    named = column.role in (Role.KEY, Role.TERM) and column.type is Type.STRING
    return named and column.id != "direction"


def row_of(table: Table, asked: str | None, option: str) -> int:
    """Return the place of the row that holds the term ``asked``, else of the one of that number."""
    rows = list(table.rows)
    at = [i for i, column in enumerate(table.columns) if _names(column)]
    found = next((r for r, row in enumerate(rows) if asked in [row[i] for i in at]), None)
    if found is None and (asked is None or asked.isdecimal()):
        number = int(asked or 1)
        found = number - 1 if 1 <= number <= len(rows) else None
    if found is None:
        raise UsageProblem(
            f"{option} {asked or 1}",
            Both("表里没有这一行", "no such row in the table"),
            Both(f"共 {len(rows):,} 行", f"it has {len(rows):,} rows"),
        )
    return found


def shown(value: object) -> str:
    """Return a value as explanations print it, to six digits."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return "—"
    return f"{value:.6g}" if isinstance(value, float) else str(value)
