"""Measure the agreement of coders: α, κ, confusion, disagreements.
编码员一致性：α、κ、混淆表、不一致的句子。
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import click

from cntext.cli.flags import option
from cntext.cli.help import Localised
from cntext.cli.manifest import tool_record
from cntext.cli.rating import check_number, ratings_of
from cntext.cli.rerun import origin
from cntext.cli.sheets import read_sheets
from cntext.cli.showing import outputs, show
from cntext.cli.values import SchemeValue
from cntext.cli.writing import check_target
from cntext.errors import Both, UsageProblem
from cntext.measure.stats.agreement import Level
from cntext.measure.stats.agreement_notes import Agreeing
from cntext.measure.stats.agreement_tables import VIEWS, agreement_table
from cntext.model import Inputs
from cntext.read.encoding import check_encoding
from cntext.read.formats import ReadOptions
from cntext.scheme.model import Scheme
from cntext.table import Manifest, Table

_HELP = Both(
    """编码员一致性：几位编码员的表，或编码员与词典。

cntext code corpus/ --sample 200 -o sheet.csv  抽 200 句；复制一份，各自填“code”栏
cntext agree a.csv b.csv                       α（含区间）、κ，逐类
cntext agree a.csv --scheme instruments        编码员与词典
cntext agree ratings.csv --coders 张,李,王 --level ordinal --scale 低,中,高
cntext agree a.csv b.csv --view confusion      混淆表
cntext agree a.csv b.csv --view disagreements  不一致的句子，供讨论
一行一个单位，各表以 id 栏（没有则以正文）对应。几个类别用、隔开；填“无”是没有类别，留空是未编。""",
    """Measure how far coders agree: tables of several coders, or a coder and the dictionary.

cntext code corpus/ --sample 200 -o sheet.csv  draw 200 sentences; each coder fills in "code"
cntext agree a.csv b.csv                       α with its interval, κ, code by code
cntext agree a.csv --scheme instruments        a coder and the dictionary
cntext agree ratings.csv --coders 张,李,王 --level ordinal --scale 低,中,高
cntext agree a.csv b.csv --view confusion      who takes what for what
cntext agree a.csv b.csv --view disagreements  the sentences to talk about
A row is a unit; tables are matched by the column id, else by the text. Several codes are
parted by 、; 无 (or none) says that there is no code; an empty cell is not rated.""",
)


def command() -> click.Command:
    """Return the command."""
    return Localised(
        "agree",
        both=_HELP,
        callback=_run,
        params=[
            click.Argument(["tables"], nargs=-1, required=True, metavar="TABLE..."),
            option(
                "--scheme",
                type=SchemeValue(),
                metavar="NAME|FILE",
                zh="再加一位编码员：这个编码方案（按各行正文重新编码）",
                en="one coder more: this scheme, applied to the text of each row",
            ),
            option(
                "--top",
                is_flag=True,
                zh="各类别归到最上级再比（要有 --scheme）",
                en="compare codes by their topmost category (with --scheme)",
            ),
            option(
                "--column",
                metavar="NAME",
                zh="填有类别的栏（默认 code）",
                en="column with the ratings (default: code)",
            ),
            option(
                "--coders",
                metavar="A,B,…",
                zh="一张表里几位编码员的栏名",
                en="columns of the coders, where one table has several",
            ),
            option(
                "--level",
                type=click.Choice([level.value for level in Level]),
                default=Level.NOMINAL.value,
                zh="测量层次：定类、定序、定距、定比",
                en="level of measurement",
            ),
            option(
                "--scale",
                metavar="V,V,…",
                zh="允许的值，由低到高；别的值报错",
                en="the values allowed, from low to high; others are refused",
            ),
            option(
                "--view",
                type=click.Choice(VIEWS),
                default=VIEWS[0],
                zh="看什么：逐类、两两、混淆表、不一致的单位",
                en="what to show",
            ),
            option(
                "--rounds",
                type=click.IntRange(min=0, max=100_000),
                default=1000,
                metavar="N",
                zh="区间的自助抽样次数，0 不算",
                en="rounds of the bootstrap, 0: no interval",
            ),
            option("--seed", type=int, default=0, metavar="N", zh="抽样的种子", en="seed of the bootstrap"),
            option(
                "--text-column",
                metavar="NAME",
                zh="正文所在的栏（默认自动判断）",
                en="column that holds the text (default: detected)",
            ),
            option("--encoding", metavar="NAME", zh="文件编码（默认自动判断）", en="encoding (default: detected)"),
            *outputs(),
        ],
    )  # fmt: skip


def _run(tables: tuple[str, ...], **chosen: Any) -> None:  # noqa: ANN401 (Click's values)
    check_target(chosen["output"], tables)
    table = agreement(click.get_current_context())
    show(table, chosen, table.brief)


def agreement(ctx: click.Context, before: object = None) -> Table:
    """Return the table that the options in ``ctx`` ask for, with the arguments that make it.

    ``before``: which options were not typed, where that is known from a record.
    """
    chosen = dict(ctx.params)
    tables = chosen.pop("tables")
    encoding = check_encoding(chosen["encoding"]) if chosen["encoding"] else None
    level = Level(chosen["level"])
    scheme: Scheme | None = chosen["scheme"]
    scale = _listed(chosen["scale"])
    _check(level, scheme, scale, top=chosen["top"])
    options = ReadOptions(encoding, chosen["text_column"])
    coders = _listed(chosen["coders"])
    sheets, inputs = read_sheets(tables, chosen["column"] or "", coders, options)
    ratings = ratings_of(sheets, level, scheme, scale, top=chosen["top"])
    asked = Agreeing(level, chosen["view"], chosen["rounds"], chosen["seed"])
    manifest = _manifest(tables, chosen, inputs, origin(ctx, "agree", before))
    return replace(agreement_table(ratings, asked), manifest=manifest)


def _listed(written: str | None) -> tuple[str, ...]:
    parts = (written or "").replace("，", ",").split(",")
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _check(level: Level, scheme: Scheme | None, scale: tuple[str, ...], *, top: bool) -> None:
    if top and scheme is None:
        raise UsageProblem(
            "--top",
            Both("要知道类别的上级", "needs to know what lies in what"),
            Both("加上 --scheme", "add --scheme"),
        )
    if scheme is not None and (level is not Level.NOMINAL or scale):
        raise UsageProblem(
            "--scheme",
            Both("词典给的是类别", "gives codes, which have no order"),
            Both("不要用 --level 和 --scale", "leave out --level and --scale"),
        )
    if level in (Level.INTERVAL, Level.RATIO):
        for value in scale:
            check_number(value, "--scale", ratio=level is Level.RATIO)


def _manifest(
    tables: tuple[str, ...], chosen: dict[str, Any], inputs: Inputs, made: dict[str, object]
) -> Manifest:
    left_out = {"output", "fmt", "rows", "lang"}
    params: dict[str, object] = {
        name: value.record() if hasattr(value, "record") else value
        for name, value in sorted(chosen.items())
        if name not in left_out
    }
    files = {page.path: page for page in inputs.files}
    record = {
        "ok": len(files),
        "files": [
            {"path": p.path, "encoding": p.encoding, "sha256": p.sha256, "bytes": p.size}
            for p in files.values()
        ],
        "failed": [],
        "skipped": {},
        "repaired": [],
    }
    every = {"command": "agree", "tables": list(tables), **params, **made}
    return Manifest(tool=tool_record("", ""), params=every, inputs=record)
