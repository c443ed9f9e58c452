"""Draw a table as a chart: SVG, PDF, PNG, or text on a terminal.
把一张表画成图：SVG、PDF、PNG，或画在终端上。
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from cntext.cli import options
from cntext.cli.flags import language as language_option
from cntext.cli.flags import option
from cntext.cli.help import Localised, language
from cntext.cli.plot_table import read_table
from cntext.cli.rerun import command_line
from cntext.cli.speaking import Speaker
from cntext.cli.writing import check_target, screen, write
from cntext.errors import Both, UsageProblem
from cntext.measure import GROUPS, analysis_names
from cntext.render.choose import PICTURES
from cntext.text.safe import safe

# By name alone: the charts themselves are imported where one is drawn. A test compares.
KINDS = ("barcode", "network", "map", "keyness", "volcano", "line", "panels", "heatmap", "bar")
_HELP = Both(
    """把一张表画成图：SVG、PDF（可搜索）、PNG（300 dpi），或画在终端上。

cntext trend 改革 开放 -- corpus/ -o t.svg  各命令都可直接写图
cntext trend 改革 开放 -- corpus/ --view periods -o t.json  或先存表，再细调：
cntext plot t.json --kind panels --title 图1 -o f1.pdf
cntext compare corpus/ --by year -f json | cntext plot - -o f.png

图形按表的内容自动选，--kind 可改。不写 -o 就画在终端上。""",
    """Draw a table as a chart: SVG, PDF (searchable), PNG (300 dpi), or text on a terminal.

cntext trend 改革 开放 -- corpus/ -o t.svg  every command writes charts
cntext trend 改革 开放 -- corpus/ --view periods -o t.json  or save the table, then refine:
cntext plot t.json --kind panels --title 图1 -o f1.pdf
cntext compare corpus/ --by year -f json | cntext plot - -o f.png

The table decides which kind of chart; --kind overrules. Without -o it is drawn on the terminal.""",
)


def command() -> click.Command:
    """Return the command."""
    return Localised(
        "plot",
        both=_HELP,
        callback=_run,
        params=[
            click.Argument(
                ["tables"],
                nargs=-1,
                required=True,
                metavar="TABLE.json|csv|-",
                type=click.Path(readable=False),
            ),
            option(
                "--kind",
                type=click.Choice(KINDS),
                metavar="KIND",
                zh="图形：" + "、".join(KINDS) + "（默认由表决定）",
                en="chart: " + ", ".join(KINDS) + " (default: the table decides)",
            ),
            option(
                "--measure",
                metavar="COLUMN",
                zh="画哪一列数值（默认表的主要数值）",
                en="column to draw (default: the table's main measure)",
            ),
            option(
                "-n",
                "--rows",
                type=click.IntRange(min=0),
                metavar="N",
                zh="画多少个词（或行），0 为全部（默认视图形而定）",
                en="terms (or rows) to draw, 0 for all (default: what the chart holds)",
            ),
            option("--title", default="", metavar="TEXT", zh="图的标题", en="title of the chart"),
            option(
                "--width",
                type=click.FloatRange(6, 60),
                default=16.0,
                metavar="CM",
                zh="宽（厘米）；字号不变",
                en="width in cm; text keeps its size",
            ),
            option(
                "--height",
                type=click.FloatRange(4, 60),
                metavar="CM",
                zh="坐标区的高（厘米），折线、平面图、网络可设",
                en="height of the frame in cm, for lines, maps and networks",
            ),
            option("--dark", is_flag=True, zh="深色底", en="on a dark ground"),
            option(
                "--font", metavar="FILE", zh="换一种字体（.ttf .otf .ttc）", en="another font file"
            ),
            option(
                "-o",
                "--output",
                metavar="FILE",
                type=click.Path(readable=False),
                zh="图片文件：.svg、.pdf 或 .png",
                en="picture to write: .svg, .pdf or .png",
            ),
            option(
                "-f",
                "--format",
                "fmt",
                type=click.Choice(["text", *sorted(PICTURES)]),
                metavar="FORMAT",
                zh="格式：text、pdf、png、svg（默认看后缀；没有 -o 为 text）",
                en="format: text, pdf, png, svg (default: the suffix; without -o text)",
            ),
            *options.talking()[:1],
            language_option(),
        ],
    )


def _run(**chosen: Any) -> None:  # noqa: ANN401 (Click's values)
    from cntext.render.plot import KINDS as DRAWN
    from cntext.render.plot import Look, kind_of, picture
    from cntext.render.plot.style import CM, DARK

    lang = language(click.get_current_context())
    speaker = Speaker(lang, quiet=chosen["quiet"])
    source = _one(chosen["tables"], chosen["output"])
    target = check_target(chosen["output"], (source,))
    fmt = chosen["fmt"] or _suffix(chosen["output"])
    table = read_table(source)
    look = Look(
        lang=lang,
        width=chosen["width"] * CM,
        height=chosen["height"] * CM if chosen["height"] else None,
        title=chosen["title"],
        font=Path(chosen["font"]) if chosen["font"] else None,
        measure=chosen["measure"],
        rows=chosen["rows"],
    )
    if chosen["dark"]:
        look = replace(look, theme=DARK)
    kind = DRAWN[chosen["kind"]] if chosen["kind"] else kind_of(table)
    if fmt == "text":
        from cntext.render.plot.screen import to_text

        write(to_text(table, kind, look, screen().width).encode("utf-8"), target, fmt)
        return
    write(picture(table, fmt, look, kind.name), target, fmt)
    if target is not None:
        speaker.note(
            Both(f"已画“{kind.label.zh}”，写入 {target}", f"wrote {target}: {kind.label.en}")
        )


def _one(tables: Sequence[str], output: str | None) -> str:
    """Return the one table to draw; an analysis, which draws its own, is none."""
    first, *more = tables
    if first in {*analysis_names(), *GROUPS} and not Path(first).exists():
        line = command_line(["cntext", *tables, "-o", output or f"{first}.png"])
        raise UsageProblem(
            first,
            Both("是命令，不是存好的表", "is a command, not a saved table"),
            Both(f"要画它的结果，就写 {line}", f"to draw what it finds: {line}"),
        )
    if more:
        raise UsageProblem(
            safe(more[0]),
            Both("一次只画一张表", "only one table at a time"),
            Both(f"先画 {safe(first)}，再画它", f"draw {safe(first)} first, then this one"),
        )
    return first


def _suffix(output: str | None) -> str:
    if output is None or output == "-":
        return "text"
    suffix = Path(output).suffix[1:].lower()
    if suffix in PICTURES:
        return suffix
    if suffix == "txt":
        return "text"
    raise UsageProblem(
        output,
        Both(
            "图只能写成 .svg、.pdf、.png 或 .txt", "a chart is written as .svg, .pdf, .png or .txt"
        ),
        Both("改 -o 的后缀", "change the suffix of -o"),
    )
