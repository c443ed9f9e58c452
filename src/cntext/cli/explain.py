"""Explain a statistic: formula, source, with the numbers of your table; or a topic.
讲解统计量：公式、出处，代入自己表中的数字；或显示一篇专题。
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import click

from cntext.cli.completion import among
from cntext.cli.explaining import LABELS, made, put_in, row_of, said, show_explained
from cntext.cli.flags import option
from cntext.cli.help import Localised, language
from cntext.cli.page import PAGES, laid_out, markdown, page_format
from cntext.cli.plot_table import read_table
from cntext.cli.showing import outputs
from cntext.cli.writing import check_target, screen, write
from cntext.errors import Both, UsageProblem, near
from cntext.render.report.methods import Formula, formulas
from cntext.table import Row, Table

_HELP = Both(
    """讲解一个统计量：含义、公式、出处；给一张表和一行，就用那一行的数字代入。
另有四篇专题：coding（内容编码）、entities（实体与数量）、python（Python 库）、contract（约定）。

cntext explain                                   列出全部统计量和专题
cntext explain ll                                各命令中叫 ll 的
cntext explain compare.ll                        compare 的 ll
cntext compare corpus/ --by year -o c.json       先存表
cntext explain ll --table c.json --row 产教融合  代入这一行的数字
cntext explain coding                            专题：怎样写编码方案，怎样数""",
    """Explain a statistic: what it means, its formula and source; with a table and a row, the
numbers of that row put in. There are pages on four topics too: coding, entities, python, contract.

cntext explain                                   list all statistics and pages
cntext explain ll                                those called ll, of any command
cntext explain compare.ll                        that of compare
cntext compare corpus/ --by year -o c.json       save a table
cntext explain ll --table c.json --row 产教融合  with the numbers of this row
cntext explain coding                            a page: how to write and count a scheme""",
)
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
                shell_complete=among(lambda: sorted({*PAGES, *names(), *_short(names())})),
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
    if statistic in PAGES:
        _show_page(statistic, chosen, table or row)
        return
    read = read_table(table) if table else None
    rows: list[Row] = []
    for name, formula in _meant(statistic, read).items():
        parts: tuple[tuple[str, str], ...] = (("meaning", formula.meaning.say(lang)),)
        if statistic is not None:
            parts = said(formula, lang)
            if read is not None:
                parts = (*parts, *_put_in(name, read, row, lang))
        rows += [(name, LABELS[part].say(lang), text) for part, text in parts]
    if statistic is None:
        rows += [(name, LABELS["page"].say(lang), about.say(lang)) for name, about in PAGES.items()]
    show_explained(made(rows), chosen, lang, (table,) if table else ())


def _show_page(name: str, chosen: Mapping[str, Any], beside: str | None) -> None:
    if beside is not None:
        raise UsageProblem(
            name,
            Both("是一篇专题，没有可代入的数字", "is a page on a topic: no numbers are put in"),
            Both("去掉 --table、--row", "leave out --table and --row"),
        )
    target = check_target(chosen["output"], ())
    where = screen()
    suffix = target.suffix[1:].lower() if target else ""
    fmt = page_format(chosen["fmt"], suffix, terminal=where.terminal and target is None)
    text = markdown(name)
    if fmt == "table":
        text = laid_out(text, where.width, colour=where.colour)
    write(text.encode(), target, fmt)


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
            near(asked, [*PAGES, *_short(every), *every])
            or Both("cntext explain 列出全部", "`cntext explain` lists all"),
        )
    return own or found


def _put_in(name: str, table: Table, row: str | None, lang: str) -> Iterator[tuple[str, str]]:
    column = name.partition(".")[2]
    ids = [each.id for each in table.columns]
    if column not in ids:
        raise UsageProblem(
            name,
            Both("表里没有这一列", "is no column of the table"),
            Both("有：" + "、".join(ids), "there are: " + ", ".join(ids)),
        )
    values = table.rows[row_of(table, row, "--row")]
    return put_in(column, dict(zip(ids, values, strict=True)), table, lang)
