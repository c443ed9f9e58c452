"""The options that commands share beside those of input: lists, output, running; each written once."""

from __future__ import annotations

import click

from cntext.cli import values
from cntext.cli.families import Family, of
from cntext.cli.flags import language, option
from cntext.render.choose import FORMATS
from cntext.segment.choosing import Engine


@of(Family.LISTS)
def segmenting() -> list[click.Parameter]:
    """Return the options of segmentation."""
    return [
        userdict(),
        option(
            "--plain",
            is_flag=True,
            zh="jieba 原样的词，不合并政策短语",
            en="jieba's own words: merge no policy phrases",
        ),
        option(
            "--engine",
            type=click.Choice([engine.value for engine in Engine]),
            default="auto",
            zh="由谁切词：原生核心或 jieba，切出的词相同",
            en="what cuts: the native core or jieba; the words are the same",
        ),
        *lexicon(),
    ]


@of(Family.LISTS)
def userdict() -> click.Parameter:
    """Return the option that gives user dictionaries."""
    return option(
        "--userdict",
        multiple=True,
        metavar="FILE",
        zh="jieba 格式的用户词典（可重复）",
        en="user dictionary in jieba's format (repeatable)",
    )


@of(Family.LISTS)
def lexicon() -> list[click.Parameter]:
    """Return the options that choose the policy lexicon."""
    return [
        option(
            "--lexicon",
            "lexicons",
            multiple=True,
            metavar="FILE",
            zh="再加一个短语词表：TOML，或每行一个短语（可重复）",
            en="add a lexicon: TOML, or one phrase a line (repeatable)",
        ),
        option(
            "--no-lexicon",
            is_flag=True,
            zh="不用自带的政策词表",
            en="leave out the shipped policy lexicon",
        ),
    ]


@of(Family.LISTS)
def stopwords() -> click.Parameter:
    """Return the option that chooses stop words."""
    return option(
        "--stopwords",
        multiple=True,
        default=("function",),
        metavar="NAME|FILE|none",
        show_default=False,
        zh="停用词：词表名、文件或 none（可重复；默认 function）",
        en="stop words: list, file or none (repeatable; default: function)",
    )


@of(Family.OUTPUT)
def output() -> list[click.Parameter]:
    """Return the options of output."""
    return [
        option(
            "-o",
            "--output",
            metavar="FILE",
            type=click.Path(readable=False),
            zh="写入文件，后缀决定格式（csv、json、xlsx、docx、svg …）",
            en="write to a file; its suffix picks the format (csv, json, xlsx, docx, svg ...)",
        ),
        option(
            "-f",
            "--format",
            "--as",
            "fmt",
            type=click.Choice(FORMATS),
            metavar="FORMAT",
            zh="格式：" + "、".join(FORMATS) + "（默认屏幕 table，管道 tsv）",
            en="format: " + ", ".join(FORMATS) + " (default: table on a screen, tsv in a pipe)",
        ),
        option(
            "-n",
            "--rows",
            type=click.IntRange(min=0),
            metavar="N",
            zh="行数，0 为全部（默认屏幕 30，其余全部）",
            en="rows, 0 for all (default: 30 on a screen, else all)",
        ),
    ]


@of(Family.OUTPUT)
def evidence() -> list[click.Parameter]:
    """Return the options that trace rows to their places."""
    return [
        option(
            "--evidence",
            metavar="FILE.jsonl",
            type=click.Path(readable=False),
            zh="把各行的出处（文档、行、句子、位置）写入文件，用 cntext show 查看",
            en="write where each row stands in the texts; cntext show prints it",
        ),
        option(
            "--evidence-limit",
            type=click.IntRange(min=0),
            default=1000,
            metavar="N",
            zh="每行至多写多少处，0 为全部",
            en="places to write of each row, 0 for all",
        ),
    ]


@of(Family.OUTPUT)
def explaining() -> list[click.Parameter]:
    """Return the option that shows how the numbers of a row come about, in place of the table."""
    return [
        option(
            "--explain",
            "explain_row",
            metavar="ROW",
            zh="讲解一行的各个数：公式、出处、代入的数字（词，或第几行）",
            en="explain the numbers of a row, by term or number: formula, source, what is put in",
        )
    ]


@of(Family.RUN)
def working() -> list[click.Parameter]:
    """Return the options that say how the work is done; the result is the same."""
    return [
        option(
            "--jobs",
            type=click.IntRange(min=0),
            default=0,
            metavar="N",
            show_default=False,
            zh="同时用几个进程（默认每核一个）",
            en="processes at work (default: one for each core)",
        ),
        option(
            "--memory",
            type=values.SizeValue(),
            default="",
            metavar="SIZE",
            show_default=False,
            zh="部分计数占用内存的上限，如 2G，超出的写到磁盘（默认内存的一半）",
            en="memory for partial counts, as 2G; beyond it they go to disk (default: half the memory)",
        ),
        option(
            "--no-cache",
            is_flag=True,
            zh="不用也不留缓存",
            en="neither use nor keep a cache",
        ),
    ]


@of(Family.RUN)
def cluster() -> click.Parameter:
    """Return the option that sends the work to other machines; the result is the same."""
    return option(
        "--cluster",
        metavar="ADDRESS",
        zh="在 Spark 集群上统计：spark://…、yarn、k8s://…、local[2]",
        en="count on a Spark cluster: spark://…, yarn, k8s://…, local[2]",
    )


@of(Family.RUN)
def talking() -> list[click.Parameter]:
    """Return the options that every command has."""
    return [
        option(
            "-q",
            "--quiet",
            is_flag=True,
            zh="stderr 上只报错误",
            en="say nothing on stderr but errors",
        ),
        option(
            "--no-progress",
            is_flag=True,
            zh="不显示进度条",
            en="show no progress bar",
        ),
        language(),
    ]
