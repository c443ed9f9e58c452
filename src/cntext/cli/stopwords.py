"""List the stop-word lists, or show one of them.
列出停用词表，或显示其中一个。
"""

from __future__ import annotations

from typing import Any

import click

from cntext.cli.completion import among
from cntext.cli.help import Localised, language
from cntext.cli.showing import outputs, show
from cntext.errors import Both, UsageProblem, near
from cntext.stopwords import list_words, word_sets
from cntext.table import Column, Role, Row, Table, Type, Unit

COLUMNS = (
    Column("list", Both("词表", "List"), Type.STRING, role=Role.TERM),
    Column("words", Both("词数", "Words"), Type.INTEGER, Unit.COUNT, optional=True),
    Column("zh", Both("说明", "Chinese"), Type.STRING, role=Role.CONTEXT, optional=True),
    Column("en", Both("英文说明", "What it holds"), Type.STRING, role=Role.CONTEXT, optional=True),
    Column("word", Both("词", "Word"), Type.STRING, role=Role.CONTEXT, optional=True),
)
_HELP = Both(
    """列出停用词表，或显示一个词表的内容。

cntext stopwords           列出全部词表
cntext stopwords function  显示默认词表（虚词）
cntext freq corpus/ --stopwords function --stopwords stop.txt  再加一个文件
统计时用 --stopwords 名称，可重复，也可给文件；--stopwords none 不用停用词。""",
    """List the stop-word lists, or show one of them.

cntext stopwords           all lists
cntext stopwords function  the default one (function words)
cntext freq corpus/ --stopwords function --stopwords stop.txt  with a file of your own
Use them with --stopwords NAME, repeatable, or a file; --stopwords none uses none.""",
)


def command() -> click.Command:
    """Return the command."""
    return Localised(
        "stopwords",
        both=_HELP,
        callback=_run,
        params=[
            click.Argument(
                ["name"], required=False, metavar="[NAME]", shell_complete=among(word_sets)
            ),
            *outputs(),
        ],
    )


def _run(name: str | None, **chosen: Any) -> None:  # noqa: ANN401 (Click's values)
    if name:
        show(_one(name), chosen)
    else:
        show(_all(), chosen, ("list", "words", language(click.get_current_context())))


def _all() -> Table:
    rows: list[Row] = [
        (s.name, len({w for f in s.files for w in list_words(f)}), s.label.zh, s.label.en)
        for s in word_sets().values()
    ]
    return Table("stopwords", Both("停用词表", "Stop-word lists"), COLUMNS[:4], rows)


def _one(name: str) -> Table:
    sets = word_sets()
    if name not in sets:
        raise UsageProblem(
            name,
            Both("没有这个词表", "no such list"),
            near(name, sets) or Both("可用：" + "、".join(sets), "there are: " + ", ".join(sets)),
        )
    rows: list[Row] = [(file, word) for file in sets[name].files for word in list_words(file)]
    label = sets[name].label
    title = Both(f"{name}：{label.zh}", f"{name}: {label.en}")
    return Table("stopwords", title, (COLUMNS[0], COLUMNS[4]), rows, group=("list",))
