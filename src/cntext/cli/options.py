"""The options that commands share, each written once."""

from __future__ import annotations

from typing import Any

import click

from cntext.analysis import Analysis, Option, Takes
from cntext.cli import values
from cntext.cli.families import BY_NAME, Family, of
from cntext.cli.flags import language, option
from cntext.metadata.dating import DateFrom
from cntext.render.choose import FORMATS
from cntext.scheme import DEFAULT as DEFAULT_SCHEME
from cntext.segment.choosing import Engine
from cntext.text.normalise import Script


def paths() -> click.Argument:
    """Return the argument that says where to look.

    Click would refuse an unreadable file as wrong usage; reading it reports it.
    """
    return click.Argument(["paths"], nargs=-1, metavar="[PATH]...", type=click.Path(readable=False))


@of(Family.INPUT)
def reading() -> list[click.Parameter]:
    """Return the options of reading and cleaning."""
    return [
        option(
            "--files-from",
            metavar="FILE|-",
            zh="从清单读文件名，每行一个",
            en="read the names of the files from a list, one a line",
        ),
        option(
            "--encoding",
            metavar="NAME",
            zh="文件编码（默认自动判断）",
            en="encoding of the files (default: detected)",
        ),
        option(
            "--text-column",
            metavar="NAME",
            zh="表格中正文所在的列（默认自动判断）",
            en="column of a table that holds the text (default: detected)",
        ),
        option(
            "--text-field",
            metavar="NAME",
            zh="JSON 中正文所在的键，可写 a.b（默认自动判断）",
            en="JSON key that holds the text, a.b allowed (default: detected)",
        ),
        option(
            "--no-clean",
            is_flag=True,
            zh="不接断行、不分篇、不去标记，按原样统计",
            en="take the text as it stands: no lines joined, no articles split",
        ),
        option(
            "--no-split",
            is_flag=True,
            zh="不把版面分成几篇",
            en="keep a page with several articles as one document",
        ),
        option(
            "--overrides",
            metavar="FILE",
            zh="改过的整理判定（cntext clean --report 写出的表）",
            en="edited decisions, as written by cntext clean --report",
        ),
        option(
            "--no-normalise",
            is_flag=True,
            zh="不改全角字母数字和被空格拆开的数字",
            en="leave full-width letters and spaced-out digits as they are",
        ),
        option(
            "--script",
            type=click.Choice([script.value for script in Script]),
            default="keep",
            zh="先转成简体或繁体",
            en="convert to simplified or traditional characters first",
        ),
        option(
            "--on-error",
            type=click.Choice(["skip", "stop"]),
            default="skip",
            zh="读不了的文件：跳过并在最后报告，或停止",
            en="on an unreadable file: go on and report it, or stop",
        ),
    ]


@of(Family.DOCUMENTS)
def choosing() -> list[click.Parameter]:
    """Return the options that say what is known of documents and which are meant."""
    return [
        option(
            "--meta",
            metavar="FILE.csv",
            zh="文档信息表：一列 file，其余为 date、source、author 等",
            en="table about the documents: a column file, others date, source, author ...",
        ),
        option(
            "--name-pattern",
            metavar="PATTERN",
            zh="文件名中的信息，如 '{date}_{source}_{title}.txt'",
            en="what file names tell, e.g. '{date}_{source}_{title}.txt'",
        ),
        option(
            "--date-from",
            type=click.Choice([way.value for way in DateFrom]),
            default="auto",
            zh="日期取自文件头、文件名还是正文",
            en="where dates are from: header (meta), file name or text",
        ),
        option(
            "--where",
            metavar="EXPR",
            zh="只要符合条件的文档，如 'year>=2019 and source==\"人民日报\"'",
            en="only documents that fit, e.g. 'year>=2019 and source==\"人民日报\"'",
        ),
        option(
            "--scope",
            metavar="all|body,title,…",
            default="all",
            zh="只统计这些部分：body、title、caption、quote 等",
            en="count these parts only: body, title, caption, quote ...",
        ),
        option(
            "--dedup",
            is_flag=True,
            zh="去掉重复和近似重复的文档",
            en="drop documents that double another, exactly or nearly",
        ),
        option(
            "--duplicates",
            metavar="FILE",
            type=click.Path(readable=False),
            zh="把重复文档写成表",
            en="write a table of the documents that double another",
        ),
    ]


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


_TAKEN: dict[Takes, dict[str, Any]] = {
    Takes.CONDITION: {"type": values.ConditionValue(), "metavar": "EXPR"},
    Takes.FREQUENCIES: {"type": values.FrequenciesValue(), "metavar": "jieba|FILE"},
    Takes.SCHEME: {
        "type": values.SchemeValue(),
        "metavar": "NAME|FILE",
        "default": DEFAULT_SCHEME,
        "show_default": True,
    },
    Takes.INPUTS: {"type": click.Path(readable=False), "metavar": "PATH", "multiple": True},
}


def own(analysis: Analysis) -> list[click.Parameter]:
    """Return the options that an analysis declares in its signature."""
    return [_own(declared) for declared in analysis.options]


def _own(declared: Option) -> click.Parameter:
    opt = declared.opt
    long = "--" + declared.name.replace("_", "-")
    names = [*([opt.short] if opt.short else []), long, declared.name]
    settings: dict[str, Any] = {"default": declared.default, "show_default": True}
    if opt.takes is not None:
        settings = _TAKEN[opt.takes]
    elif declared.type is bool:
        if declared.default:
            names[-2] = f"{long}/--no-{long[2:]}"
        else:
            settings["is_flag"] = True
    elif opt.choices:
        settings["type"] = click.Choice(opt.choices)
        settings["multiple"] = isinstance(declared.default, tuple)
    elif declared.type is int:
        settings["metavar"] = "N"
        settings["type"] = click.IntRange(
            None if opt.min is None else int(opt.min), None if opt.max is None else int(opt.max)
        )
    elif declared.type is float:
        settings["metavar"] = "X"
        settings["type"] = click.FloatRange(opt.min, opt.max)
    elif opt.field:
        settings["metavar"] = "FIELD"
    elif opt.metavar:
        settings["metavar"] = opt.metavar
    made = option(*names, zh=opt.help.zh, en=opt.help.en, **settings)
    made.family = BY_NAME.get(declared.name, Family.OWN)
    return made
