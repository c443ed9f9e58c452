"""Explain a statistic: formula, source, and the numbers of a row of your own table.
讲解一个统计量：公式、出处，并用自己表中某一行的数字代入。
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import click

from cntext.cli.completion import among
from cntext.cli.flags import option
from cntext.cli.help import Localised, language
from cntext.cli.plot_table import read_table
from cntext.cli.showing import outputs, show
from cntext.cli.worked import worked
from cntext.cli.wrapping import cells, wrap
from cntext.cli.writing import check_target, screen, write
from cntext.errors import Both, UsageProblem, near
from cntext.render.choose import choose_format
from cntext.render.report.methods import Formula, formulas
from cntext.table import Column, Role, Row, Table, Type

COLUMNS = (
    Column("statistic", Both("统计量", "Statistic"), Type.STRING, role=Role.KEY),
    Column("what", Both("项目", "What"), Type.STRING, role=Role.KEY),
    Column("text", Both("说明", "Text"), Type.STRING, role=Role.TERM),
)
_HELP = Both(
    """讲解一个统计量：含义、公式、出处；给一张表和一行，就用那一行的数字代入。

cntext explain                                   列出全部统计量
cntext explain ll                                各命令中叫 ll 的
cntext explain compare.ll                        compare 的 ll
cntext compare corpus/ --by year -o c.json       先存表
cntext explain ll --table c.json --row 产教融合  代入这一行的数字""",
    """Explain a statistic: what it means, its formula and source; with a table and a row, the
numbers of that row put in.

cntext explain                                   list all statistics
cntext explain ll                                those called ll, of any command
cntext explain compare.ll                        that of compare
cntext compare corpus/ --by year -o c.json       save a table
cntext explain ll --table c.json --row 产教融合  with the numbers of this row""",
)
_LABELS = {
    "meaning": Both("含义", "Meaning"),
    "formula": Both("公式", "Formula"),
    "source": Both("出处", "Source"),
    "row": Both("行", "Row"),
    "given": Both("代入", "Given"),
    "value": Both("得到", "Value"),
    "table": Both("表中", "In the table"),
}
_MARGIN = 16  # cells; the longest label is "In the table"
_NOT_REPORT = frozenset({"documents"})  # a table that only the report has


def command() -> click.Command:
    """Return the command."""
    return Localised(
        "explain",
        both=_HELP,
        callback=_run,
        params=[
            click.Argument(
                ["statistic"],
                required=False,
                metavar="[STATISTIC]",
                shell_complete=among(lambda: sorted({*names(), *_short(names())})),
            ),
            option(
                "--table",
                metavar="TABLE.json|-",
                type=click.Path(readable=False),
                zh="用这张表中的数字代入",
                en="put in the numbers of this table",
            ),
            option(
                "--row",
                metavar="TERM|N",
                zh="哪一行：其中的词，或第几行（默认第一行）",
                en="which row: a term in it, or its number (default: the first)",
            ),
            *outputs(),
        ],
    )


def names() -> dict[str, Formula]:
    """Return what can be explained, by name: "compare.ll"; any.freq is that of every command."""
    return {
        f"{analysis}.{column}": formula
        for analysis, columns in formulas().items()
        if analysis not in _NOT_REPORT
        for column, formula in columns.items()
    }


def _short(full: dict[str, Formula]) -> set[str]:
    return {name.partition(".")[2] for name in full}


def _run(statistic: str | None, table: str | None, row: str | None, **chosen: Any) -> None:  # noqa: ANN401 (Click's values)
    lang = language(click.get_current_context())
    read = read_table(table) if table else None
    rows: list[Row] = []
    for name, formula in _meant(statistic, read).items():
        parts = _said(formula, lang, brief=statistic is None)
        if read is not None and statistic is not None:
            parts = (*parts, *_put_in(name, read, row, lang))
        rows += [(name, _LABELS[part].say(lang), text) for part, text in parts]
    where = screen()
    target = check_target(chosen["output"], (table,) if table else ())
    if choose_format(chosen["fmt"], target, "", where) == "table":
        text = "\n".join(_lines(rows, where.width)) + "\n"
        write(text.encode(), target, "text")
    else:
        show(Table("explain", Both("统计量", "Statistics"), COLUMNS, rows), chosen)


def _lines(rows: list[Row], width: int) -> Iterator[str]:
    """Yield what a screen shows: a paragraph for each statistic, wrapped, never cut off."""
    heads = dict.fromkeys(str(row[0]) for row in rows)
    for head in heads:
        yield head
        for _, what, text in (row for row in rows if row[0] == head):
            label = f"  {what}" + " " * (_MARGIN - 2 - cells(str(what)))
            for line in wrap(str(text), max(width - _MARGIN, 20)):
                yield label + line
                label = " " * _MARGIN


def _meant(statistic: str | None, table: Table | None) -> dict[str, Formula]:
    """Return the entries that ``statistic`` names; with a table, those of its command."""
    every = names()
    if statistic is None:
        return every
    asked = statistic.lower().replace("-", "_")
    found = {
        name: formula
        for name, formula in every.items()
        if asked in (name, name.partition(".")[2], name.partition(".")[2].replace("_", ""))
    }
    own = {n: f for n, f in found.items() if table and n.startswith(f"{table.name}.")}
    if not found:
        raise UsageProblem(
            statistic,
            Both("没有这个统计量", "no such statistic"),
            near(asked, [*_short(every), *every])
            or Both("cntext explain 列出全部", "`cntext explain` lists all"),
        )
    return own or found


def _said(formula: Formula, lang: str, *, brief: bool) -> tuple[tuple[str, str], ...]:
    if brief:
        return (("meaning", formula.meaning.say(lang)),)
    parts = (
        ("meaning", formula.meaning.say(lang)),
        ("formula", formula.formula),
        ("source", formula.source),
    )
    return tuple((part, text) for part, text in parts if text)


def _put_in(name: str, table: Table, row: str | None, lang: str) -> Iterator[tuple[str, str]]:
    """Yield the row that is meant, the numbers put in, and what comes out."""
    column = name.partition(".")[2]
    ids = [each.id for each in table.columns]
    if column not in ids:
        raise UsageProblem(
            name,
            Both("表里没有这一列", "is no column of the table"),
            Both("有：" + "、".join(ids), "there are: " + ", ".join(ids)),
        )
    values = dict(zip(ids, _row(table, row), strict=True))
    yield "row", " · ".join(str(values[c.id]) for c in table.columns if _names(c) and values[c.id])
    found = worked(table.name, column, values, table)
    if found:
        yield (
            "given",
            ", ".join(
                f"{letter} = {number:g}" if number % 1 else f"{letter} = {number:,.0f}"
                for letter, number in found.given.items()
            ),
        )
        yield "value", _shown(found.value)
    else:
        missing = Both(
            "这一行里没有公式所需的全部数字，不能重算",
            "the row does not hold all that the formula needs",
        )
        yield "given", missing.say(lang)
    yield "table", _shown(values[column])


def _names(column: Column) -> bool:
    named = column.role in (Role.KEY, Role.TERM) and column.type is Type.STRING
    return named and column.id != "direction"


def _row(table: Table, asked: str | None) -> Row:
    """Return the row that holds the term ``asked``, else the one of that number."""
    rows = list(table.rows)
    at = [i for i, column in enumerate(table.columns) if _names(column)]
    found = next((row for row in rows if asked in [row[i] for i in at]), None)
    if found is None and (asked is None or asked.isdecimal()):
        number = int(asked or 1)
        found = rows[number - 1] if 1 <= number <= len(rows) else None
    if found is None:
        raise UsageProblem(
            f"--row {asked or 1}",
            Both("表里没有这一行", "no such row in the table"),
            Both(f"共 {len(rows):,} 行", f"it has {len(rows):,} rows"),
        )
    return found


def _shown(value: object) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return "—"
    return f"{value:.6g}" if isinstance(value, float) else str(value)
