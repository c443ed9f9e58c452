"""Print the JSON Schema of a command's output.
打印某个命令输出的 JSON Schema。
"""

from __future__ import annotations

import json
from dataclasses import replace

import click

from cntext.analysis import ANALYSES
from cntext.cli import (
    cache,
    clean,
    cloud,
    cluster_check,
    doctor,
    explaining,
    index,
    lexicon_lint,
    lexicon_list,
    lexicon_show,
    run,
    schemes,
    show,
    stopwords,
    userdict_check,
    userdict_diff,
    userdict_suggest,
    verify,
)
from cntext.cli.completion import among
from cntext.cli.flags import language as language_option
from cntext.cli.help import Localised
from cntext.cli.writing import write
from cntext.errors import Both, UsageProblem, near
from cntext.measure import kwic, load_analyses
from cntext.measure.stats import agreement_columns, phrase_explaining
from cntext.query import evidence
from cntext.render.report import listing
from cntext.render.structured import json_schema
from cntext.table import Column, Table

_HELP = Both(
    """打印某个命令 JSON 输出的 JSON Schema。

cntext schema       列出有模式的命令
cntext schema freq  freq -f json 的模式（2020-12 版）""",
    """Print the JSON Schema of a command's JSON output.

cntext schema       the commands that have one
cntext schema freq  the schema of freq -f json (draft 2020-12)""",
)


def tables() -> dict[str, tuple[Column, ...]]:
    """Return the columns of every command that prints a table."""
    load_analyses()
    return {
        **{name: analysis.columns for name, analysis in sorted(ANALYSES.items())},
        **agreement_columns.COLUMNS,
        "cache": cache.COLUMNS,
        "clean": clean.COLUMNS,
        "code-schemes": schemes.COLUMNS,
        "cloud": cloud.COLUMNS,
        "cluster-check": cluster_check.COLUMNS,
        "doctor": doctor.COLUMNS,
        "evidence": evidence.COLUMNS,
        "index-check": index.CHECK,
        "index-info": index.INFO,
        "kwic-count": kwic.COUNT_COLUMNS,
        "explain": explaining.COLUMNS,
        "phrases-explain": phrase_explaining.COLUMNS,
        "run": run.COLUMNS,
        "report-documents": listing.COLUMNS,
        "show": show.COLUMNS,
        "lexicon-lint": lexicon_lint.COLUMNS,
        "lexicon-list": lexicon_list.COLUMNS,
        "lexicon-show": lexicon_show.COLUMNS,
        "stopwords": stopwords.COLUMNS,
        "verify": verify.COLUMNS,
        "userdict-check": userdict_check.COLUMNS,
        "userdict-diff": userdict_diff.COLUMNS,
        "userdict-suggest": userdict_suggest.COLUMNS,
    }


def worded(table: Table) -> Table:
    """Return a saved table with the words for its codes, which no file of it holds."""
    says = {column.id: column.says for column in tables().get(table.name, ())}
    columns = tuple(column._replace(says=says.get(column.id, ())) for column in table.columns)
    return replace(table, columns=columns)


def command() -> click.Command:
    """Return the command."""
    return Localised(
        "schema",
        both=_HELP,
        callback=_run,
        params=[
            click.Argument(
                ["name"], required=False, metavar="[COMMAND]", shell_complete=among(tables)
            ),
            language_option(),
        ],
    )


def _run(name: str | None) -> None:
    known = tables()
    if name is None:
        write("".join(f"{known_name}\n" for known_name in known).encode(), None, "text")
        return
    if name not in known:
        raise UsageProblem(
            name,
            Both("没有这个命令的模式", "no schema of that name"),
            near(name, known)
            or Both("可用：" + "、".join(known), "there are: " + ", ".join(known)),
        )
    schema = json.dumps(json_schema(name, known[name]), ensure_ascii=False, indent=1)
    write((schema + "\n").encode(), None, "json")
