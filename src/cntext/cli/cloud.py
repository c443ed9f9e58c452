"""Draw a word cloud (PNG or SVG); the Chinese font is included.
画词云（PNG 或 SVG），自带中文字体。
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from cntext.analysis import ANALYSES, Analysis, Asks
from cntext.cli import options
from cntext.cli.analyses import request_of, write_duplicates
from cntext.cli.flags import option
from cntext.cli.help import Localised, language
from cntext.cli.pipeline import Session
from cntext.cli.speaking import Speaker
from cntext.cli.writing import STDOUT, check_target, screen, write
from cntext.errors import Both, CntextError, Exit, UsageProblem
from cntext.lazy import pattern
from cntext.measure import load_analyses
from cntext.render.choose import PICTURES, render
from cntext.render.structured import table_from_json
from cntext.table import Column, Role, Row, Table, Type, Unit

COLUMNS = (
    Column("word", Both("词", "Word"), Type.STRING, role=Role.TERM),
    Column("weight", Both("数值", "Weight"), Type.NUMBER, Unit.SCORE),
    Column("drawn", Both("画出", "Drawn"), Type.BOOLEAN),
    Column("font_px", Both("字号", "Font px"), Type.INTEGER, Unit.RANK),
    Column("x", Both("x", "x"), Type.INTEGER, Unit.OFFSET),
    Column("y", Both("y", "y"), Type.INTEGER, Unit.OFFSET),
)
_HELP = Both(
    """画词云（PNG 或 SVG）：来自词频、关键词或短语表，字体自带。

cntext cloud 文章.txt                              画 cloud.png
cntext cloud 文章.txt --of phrases -o 短语.svg     只画政策短语
cntext freq 语料/ -f json | cntext cloud --table - -o 词云.png
同样的输入和 --seed 得到逐字节相同的图。-f tsv 另外输出图中每个词的字号和位置。""",
    """Draw a word cloud (PNG or SVG) of frequencies, keywords or phrases; the font is included.

cntext cloud article.txt                           draws cloud.png
cntext cloud article.txt --of phrases -o p.svg     policy phrases only
cntext freq corpus/ -f json | cntext cloud --table - -o cloud.png
The same input and --seed give the same bytes. -f tsv also prints each word's size and place.""",
)
_SIZE = pattern(r"(\d{2,6})[x×*](\d{2,6})\Z")


def command() -> click.Command:
    """Return the command."""
    from cntext.render.palette import PALETTES

    load_analyses()
    sources = [
        name
        for name, a in sorted(ANALYSES.items())
        if _has_weight(a) and a.asks is not Asks.TERMS  # `--table` draws what was asked of terms
    ]
    return Localised(
        "cloud",
        both=_HELP,
        callback=_run,
        params=[
            options.paths(),
            option(
                "--of",
                type=click.Choice(sources),
                default="freq",
                metavar="TABLE",
                zh="画哪种表：" + "、".join(sources),
                en="which table to draw: " + ", ".join(sources),
            ),
            option(
                "--table",
                metavar="FILE|-",
                zh="画一张已有的表（本程序的 JSON 输出）",
                en="draw a table that exists (JSON written by cntext)",
            ),
            option(
                "--weight",
                metavar="COLUMN",
                zh="按哪一列定大小（默认表的主要数值）",
                en="column that sets the sizes (default: the table's main measure)",
            ),
            option(
                "--max-words",
                type=click.IntRange(1, 1000),
                default=150,
                metavar="N",
                zh="最多画多少个词",
                en="most words to draw",
            ),
            option(
                "--min-length",
                type=click.IntRange(1),
                default=2,
                metavar="N",
                zh="最短字数",
                en="shortest word, in characters",
            ),
            option(
                "--size",
                default="1920x1080",
                metavar="WxH",
                zh="画布大小（像素）",
                en="canvas size in pixels",
            ),
            option(
                "--palette",
                type=click.Choice(sorted(PALETTES)),
                default="indigo",
                zh="配色",
                en="colours",
            ),
            option(
                "--background",
                default="light",
                metavar="light|dark|#RRGGBB",
                zh="底色",
                en="ground",
            ),
            option(
                "--font", metavar="FILE", zh="换一种字体（.ttf .otf .ttc）", en="another font file"
            ),
            option("--title", default="", metavar="TEXT", zh="图的标题", en="title of the picture"),
            option(
                "--seed",
                type=int,
                default=0,
                metavar="N",
                zh="随机种子：同样的种子画同样的图",
                en="seed: the same one draws the same picture",
            ),
            options.stopwords(),
            *options.segmenting(),
            *options.reading(),
            *options.choosing(),
            *options.working(),
            option(
                "-o",
                "--output",
                default="cloud.png",
                metavar="FILE",
                type=click.Path(readable=False),
                zh="图片文件：.png 或 .svg；- 为标准输出（PNG）",
                en="picture to write: .png or .svg; - is stdout (PNG)",
            ),
            option(
                "-f",
                "--format",
                "fmt",
                type=click.Choice(["table", "json", "jsonl", "csv", "tsv", "md"]),
                metavar="FORMAT",
                zh="另外在标准输出上给出图中的词表",
                en="also print the picture's own table on stdout",
            ),
            *options.talking(),
        ],
    )


def _has_weight(analysis: Analysis) -> bool:
    """Say whether the analysis ranks terms by a number: that is what a cloud draws."""
    roles = {(c.role, c.type) for c in analysis.columns}
    numbers = {(Role.MEASURE, Type.INTEGER), (Role.MEASURE, Type.NUMBER)}
    ranked = any(column.id == "rank" for column in analysis.columns)
    return ranked and bool(numbers & roles)


def _run(**chosen: Any) -> None:  # noqa: ANN401 (Click's values)
    from cntext.render.cloud import Picture, draw_png, draw_svg, layout

    lang = language(click.get_current_context())
    speaker = Speaker(lang, quiet=chosen.pop("quiet"), progress=not chosen.pop("no_progress"))
    request = request_of(chosen)
    output, fmt = chosen["output"], chosen["fmt"]
    source = (chosen["table"],) if chosen["table"] else request.paths
    target = check_target(output, source)
    kind = "png" if output == STDOUT else Path(output).suffix[1:].lower()
    if kind not in PICTURES:
        raise UsageProblem(
            output,
            Both("词云只能写成 .png 或 .svg", "a cloud is written as .png or .svg"),
            Both("改 -o 的后缀", "change the suffix of -o"),
        )
    width, height = _size(chosen["size"])
    picture = Picture(
        width=width,
        height=height,
        max_words=chosen["max_words"],
        seed=chosen["seed"],
        font=Path(chosen["font"]) if chosen["font"] else None,
        palette=chosen["palette"],
        background=chosen["background"],
        title=chosen["title"],
        weight=chosen["weight"],
    )
    code = Exit.OK
    if chosen["table"]:
        table = table_from_json(_bytes(chosen["table"]), chosen["table"])
    else:
        session = Session(request, speaker)
        analysis = ANALYSES[chosen["of"]]
        defaults = {option.name: option.default for option in analysis.options}
        session.check(analysis, defaults)
        session.read(analysis, defaults)
        table = session.measure(analysis, defaults)
        write_duplicates(session, lang)
        code = session.exit_code()
    table = _long_enough(table, chosen["min_length"], " ".join(source) or "stdin")
    cloud = layout(table, picture)
    write(draw_png(cloud) if kind == "png" else draw_svg(cloud), target, kind)
    if target is not None:
        speaker.note(
            Both(
                f"已画 {len(cloud.words)} 个词，写入 {output}",
                f"drew {len(cloud.words)} words into {output}",
            )
        )
    if fmt and output != STDOUT:
        where = screen()
        data = render(_own_table(cloud, table), fmt, rows=0, lang=lang, screen=where, to_file=False)
        write(data, None, fmt)
    sys.exit(code)


def _size(text: str) -> tuple[int, int]:
    match = _SIZE.match(text)
    if not match:
        raise UsageProblem(
            f"--size {text}",
            Both("应写成 宽x高", "is not WIDTHxHEIGHT"),
            Both("例如 1920x1080", "for example 1920x1080"),
        )
    return int(match[1]), int(match[2])


def _bytes(path: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if path == STDOUT else Path(path).read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageProblem(
            path,
            Both(f"表读不了（{reason}）", f"the table cannot be read ({reason})"),
            Both("用 -f json 先写出一张表", "write one with -f json first"),
        ) from error


def _long_enough(table: Table, least: int, where: str) -> Table:
    """Leave out words that are too short to look at; complain if none is left."""
    term = table.by_role(Role.TERM)
    at = table.index(term.id) if term else 0
    rows = [row for row in table.rows if len(str(row[at])) >= least]
    if not rows:
        raise CntextError(
            where,
            Both(
                "没有可画的词（全被停用词或 --min-length 去掉，或本来就没有）", "no words to draw"
            ),
            Both(
                "试试 --stopwords none 或 --min-length 1", "try --stopwords none or --min-length 1"
            ),
        )
    return replace(table, rows=rows)


def _own_table(cloud: Any, table: Table) -> Table:  # noqa: ANN401 (render.cloud is imported late)
    from cntext.render.cloud import weights

    placed = {word.word: word for word in cloud.words}
    rows: list[Row] = []
    for word, weight in weights(table, cloud.picture.weight):
        if spot := placed.get(word):
            rows.append((word, weight, True, spot.size, spot.x, spot.y))
        else:
            rows.append((word, weight, False, None, None, None))
    title = Both("词云中的词", "Words of the cloud")
    return Table("cloud", title, COLUMNS, rows, weight="weight", manifest=table.manifest)
