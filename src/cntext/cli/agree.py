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
from cntext.cli.sheets import Sheet, rate, read_sheets, values_of
from cntext.cli.showing import outputs, show
from cntext.cli.values import SchemeValue
from cntext.cli.writing import check_target
from cntext.errors import Both, UsageProblem
from cntext.measure.stats.agreement import Level
from cntext.measure.stats.agreement_tables import VIEWS, Agreeing, agreement_table
from cntext.measure.stats.ratings import NONE, Ratings, Values
from cntext.model import Inputs
from cntext.read.formats import ReadOptions
from cntext.scheme.coding import Coder
from cntext.scheme.model import Scheme
from cntext.table import Manifest
from cntext.text.safe import safe

_HELP = Both(
    """编码员一致性：几位编码员的表，或编码员与词典。

cntext code --sample 200 文章/ -o 甲.csv           抽 200 句；复制一份，各自填“code”栏
cntext agree 甲.csv 乙.csv                         α（含区间）、κ，逐类
cntext agree 甲.csv --scheme instruments           编码员与词典
cntext agree 表.xlsx --coders 张,李,王 --level ordinal --scale 低,中,高
cntext agree 甲.csv 乙.csv --view confusion        混淆表
cntext agree 甲.csv 乙.csv --view disagreements    不一致的句子，供讨论
一行一个单位，各表以 id 栏（没有则以正文）对应。几个类别用、隔开；填“无”是没有类别，留空是未编。""",
    """Measure how far coders agree: tables of several coders, or a coder and the dictionary.

cntext code --sample 200 texts/ -o a.csv           draw 200 sentences; each coder fills in "code"
cntext agree a.csv b.csv                           α with its interval, κ, code by code
cntext agree a.csv --scheme instruments            a coder and the dictionary
cntext agree t.xlsx --coders Li,Wu,He --level ordinal --scale low,mid,high
cntext agree a.csv b.csv --view confusion          who takes what for what
cntext agree a.csv b.csv --view disagreements      the sentences to talk about
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
    level = Level(chosen["level"])
    scheme: Scheme | None = chosen["scheme"]
    scale = _listed(chosen["scale"])
    _check(level, scheme, scale, top=chosen["top"])
    options = ReadOptions(chosen["encoding"], chosen["text_column"])
    coders = _listed(chosen["coders"])
    sheets, inputs = read_sheets(tables, chosen["column"] or "", coders, options)
    ratings = _ratings(sheets, level, scheme, scale, top=chosen["top"])
    asked = Agreeing(level, chosen["view"], chosen["rounds"], chosen["seed"])
    table = agreement_table(ratings, asked)
    show(replace(table, manifest=_manifest(tables, chosen, inputs)), chosen, table.brief)


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
            _number(value, "--scale", ratio=level is Level.RATIO)


def _ratings(
    sheets: list[Sheet],
    level: Level,
    scheme: Scheme | None,
    scale: tuple[str, ...],
    *,
    top: bool,
) -> Ratings:
    allowed = frozenset((*scheme.in_order, NONE) if scheme else scale)

    def read(written: str, where: str) -> Values | None:
        values = values_of(written)
        for value in values or ():
            if allowed and value not in allowed and not (level is Level.NOMINAL and value == NONE):
                raise _outside(value, where, tuple(scheme.in_order) if scheme else scale)
            if not scale and level is not Level.NOMINAL:
                _number(value, where, ratio=level is Level.RATIO)
        if values and level is not Level.NOMINAL and len(values) > 1:
            raise UsageProblem(
                where,
                Both("一格里有几个值", "has several values in one cell"),
                Both("定序、定距、定比只能有一个", "keep one: values with an order are single"),
            )
        if values and level is not Level.NOMINAL and not scale:
            values = frozenset({_canonical(next(iter(values)))})
        if values and NONE in values and len(values) > 1:
            raise UsageProblem(
                where,
                Both("既填“无”又填类别", "says both none and a code"),
                Both("留下一种", "keep one of them"),
            )
        return _topmost(values, scheme) if values and scheme and top else values

    more = None
    if scheme is not None:
        coder, known = Coder(scheme), scheme

        def by_dictionary(text: str) -> Values:
            found = frozenset(hit.code for hit in coder.code(text).hits) or frozenset({NONE})
            return _topmost(found, known) if top else found

        more = (scheme.name, by_dictionary)
    order = scheme.in_order if scheme else scale
    ratings = rate(sheets, read, order, more)
    if level is not Level.NOMINAL and not scale:
        given = {
            value for unit in ratings.units for values in unit.values if values for value in values
        }
        ratings = replace(ratings, order=tuple(sorted(given, key=float)))
    return ratings


def _topmost(values: Values, scheme: Scheme) -> Values:
    return frozenset(scheme.lines[v][-1] if v in scheme.lines else v for v in values)


def _canonical(value: str) -> str:
    """Return a number as it is written shortest: 2 for 2.0 and 02."""
    number = float(value)
    return str(int(number)) if number.is_integer() else repr(number)


def _number(value: str, where: str, *, ratio: bool) -> None:
    from math import isfinite

    try:
        number = float(value)
    except ValueError:
        number = float("nan")
    if not isfinite(number) or (ratio and number < 0):
        shown = safe(value[:20])
        kind = Both("不小于 0 的数", "a number of 0 or more") if ratio else Both("数", "a number")
        raise UsageProblem(
            where,
            Both(f"“{shown}”不是{kind.zh}", f"{shown!r} is not {kind.en}"),
            Both("改正它；定序的词用 --scale 低,中,高", "correct it; for words in order give --scale low,mid,high"),
        )  # fmt: skip


def _outside(value: str, where: str, known: tuple[str, ...]) -> UsageProblem:
    from difflib import get_close_matches

    near = get_close_matches(value, known, 1, 0.5)
    shown = safe(value[:20])
    return UsageProblem(
        where,
        Both(f"“{shown}”不在允许的值之内", f"{shown!r} is not among the values allowed"),
        Both(f"是不是 {near[0]}？", f"did you mean {near[0]}?")
        if near
        else Both("有：" + "、".join(known), "there are: " + ", ".join(known)),
    )


def _manifest(tables: tuple[str, ...], chosen: dict[str, Any], inputs: Inputs) -> Manifest:
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
    every = {"command": "agree", "tables": list(tables), **params}
    return Manifest(tool=tool_record("", ""), params=every, inputs=record)
