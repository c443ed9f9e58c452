"""The options that say what is read, how, and which documents are meant."""

from __future__ import annotations

import click

from cntext.cli.families import Family, of
from cntext.cli.flags import option
from cntext.metadata.dating import DateFrom
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
