"""Draw a word cloud (PNG, SVG, PDF) of any table; the Chinese font is included.
画词云（PNG、SVG、PDF）：来自任何一张表，自带中文字体。
"""

from __future__ import annotations

import click

from cntext.cli import inputs, options
from cntext.cli.cloud_run import run
from cntext.cli.cloud_table import COLUMNS
from cntext.cli.flags import option
from cntext.cli.help import Localised
from cntext.errors import Both
from cntext.render.packing import Scale
from cntext.render.palette import PALETTES
from cntext.render.shapes import SHAPES

__all__ = ["COLUMNS", "command"]

_HELP = Both(
    """画词云（PNG、SVG、PDF）：来自任何一张有词和数值的表，字体自带。

cntext cloud corpus/               画 cloud.png
cntext cloud corpus/ --of phrases --shape book -o phrases.pdf  短语，书形
cntext cloud corpus/ --of 'compare --target-where year>=2020 --direction both' -o sides.svg  两边对照
cntext cloud freq.csv -o cloud.svg         表可以先在 Excel 里改
cntext cloud corpus/ --layout layout.json  存下布局；以后用它重画，词不动
没画的词列在 --table 的表里，并说明原因。有字体里没有的字就不画图，退出码 3。
SVG 中的字是轮廓，PDF 中的字可以搜索和复制。同样的输入和 --seed 得到逐字节相同的图。
--scale area：字的面积与数值成正比；frequency：字高成正比；balanced（默认）：次序不变，差别缩小。""",
    """Draw a word cloud (PNG, SVG, PDF) of any table of words; the font is included.

cntext cloud corpus/               draws cloud.png
cntext cloud corpus/ --of phrases --shape book -o phrases.pdf  phrases, shaped as a book
cntext cloud corpus/ --of 'compare --target-where year>=2020 --direction both' -o sides.svg  the two sides of a comparison
cntext cloud freq.csv -o cloud.svg         a table that you may have edited
cntext cloud corpus/ --layout layout.json  keep the layout, to draw it again
Words that found no room are in the table of --table, with the reason. A missing glyph is
an error (code 3). SVG has outlines, PDF text that can be searched and copied. The same input
and --seed give the same bytes.
--scale area: the area of a character is proportional to the value; frequency: its height;
balanced (default): the order is kept, differences are softened.""",
)


def command() -> click.Command:
    """Return the command."""
    return Localised(
        "cloud",
        both=_HELP,
        callback=run,
        params=[
            inputs.paths(),
            *_what(),
            *_look(),
            *_files(),
            options.stopwords(),
            *options.segmenting(),
            *inputs.reading(),
            *inputs.choosing(),
            *options.working(),
            *options.talking(),
        ],
    )


def _what() -> list[click.Parameter]:
    return [
        option(
            "--of",
            default="freq",
            metavar="'TABLE [OPTIONS]'",
            zh="画哪种表：freq、keywords、phrases、compare、trend 等，可带它自己的选项",
            en="table to draw: freq, keywords, phrases, compare, trend ..., with options of its own",
        ),
        option(
            "--from",
            "saved",
            metavar="FILE|-",
            zh="画一张已有的表：本程序的 JSON，或有一列词、一列数值的 csv、tsv、json",
            en="draw a table that exists: JSON of cntext, or csv, tsv, json with words and numbers",
        ),
        option(
            "--measure",
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
            "--panels",
            metavar="COLUMN|none",
            zh="按这一列分成几幅，字号可比（默认：两边都有的 compare 分两幅）",
            en="a cloud for each value of a column, sizes comparable (default: a two-sided compare)",
        ),
        option(
            "--scale",
            type=click.Choice([scale.value for scale in Scale]),
            default=Scale.BALANCED.value,
            zh="大小怎样表示数值",
            en="how sizes show values",
        ),
    ]


def _look() -> list[click.Parameter]:
    return [*_canvas(), *_colours(), *_letters()]


def _canvas() -> list[click.Parameter]:
    return [
        option("--shape", type=click.Choice(SHAPES), default="rectangle", zh="形状", en="shape"),
        option(
            "--mask",
            metavar="IMAGE",
            zh="自己的形状：图中不透明的部分，或与底色不同的部分",
            en="a shape of your own: what is opaque in a picture, or differs from its ground",
        ),
        option(
            "--preview",
            is_flag=True,
            zh="只画出形状，看看认得对不对",
            en="draw the shape alone, to see what was recognised",
        ),
        option(
            "--size",
            metavar="WxH|16:9|square|a4|a4-landscape|poster",
            zh="画布：像素，或 300 dpi 的 16:9（16 厘米宽）、方形 20 厘米、A4、海报 A2（默认随形状）",
            en="canvas: pixels, or at 300 dpi 16:9 (16 cm), square (20 cm), A4, poster (A2)"
            " (default: to fit the shape)",
        ),
    ]


def _colours() -> list[click.Parameter]:
    return [
        option(
            "--palette",
            type=click.Choice(sorted(PALETTES)),
            show_default=False,
            zh="配色（默认 indigo；按组着色时 distinct，色觉障碍者也能分辨）",
            en="colours (default: indigo; of groups: distinct, safe for colour-blind readers)",
        ),
        option(
            "--color-by",
            metavar="lexicon|COLUMN",
            zh="按词表类别或表中一列着色，附图例",
            en="colour by category of the lexicon, or by a column; with a legend",
        ),
        option(
            "--colors",
            metavar="IMAGE",
            zh="每个词取图片中同一位置的颜色（调到能看清）",
            en="take each word's colour from that place of a picture (made readable)",
        ),
        option(
            "--background",
            default="light",
            metavar="light|dark|#RRGGBB",
            zh="底色",
            en="ground",
        ),
    ]


def _letters() -> list[click.Parameter]:
    return [
        option(
            "--font",
            metavar="FILE",
            zh="换一种字体（.ttf .otf .ttc），缺的字用自带的",
            en="another font; what it lacks is drawn in the bundled one",
        ),
        option(
            "--weight",
            type=click.Choice(["regular", "bold"]),
            default="bold",
            zh="笔画粗细",
            en="weight of the font",
        ),
        option(
            "--vertical",
            type=click.FloatRange(0, 1),
            default=0.0,
            metavar="SHARE",
            zh="竖排词的比例，0 到 1；字是正的",
            en="share of words set vertically, 0 to 1; characters stay upright",
        ),
        option("--title", default="", metavar="TEXT", zh="标题", en="title"),
        option("--source", default="", metavar="TEXT", zh="图下的来源", en="source line below"),
        option(
            "--seed",
            type=int,
            default=0,
            metavar="N",
            zh="随机种子：同样的种子画同样的图",
            en="seed: the same one draws the same picture",
        ),
    ]


def _files() -> list[click.Parameter]:
    return [
        option(
            "--layout",
            metavar="FILE.json",
            type=click.Path(readable=False),
            zh="布局：没有这个文件就写出，有就照它画",
            en="layout: written if there is no such file, else drawn from",
        ),
        option(
            "--table",
            metavar="FILE",
            type=click.Path(readable=False),
            zh="把画出和没画出的词写成表",
            en="write the table of words that were drawn or left out",
        ),
        option(
            "-o",
            "--output",
            default="cloud.png",
            metavar="FILE",
            type=click.Path(readable=False),
            zh="图片文件：.png、.svg 或 .pdf；- 为标准输出（PNG）",
            en="picture to write: .png, .svg or .pdf; - is stdout (PNG)",
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
    ]
