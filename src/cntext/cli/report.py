"""Write a report: one HTML file with tables, pictures, sentences and articles.
写一份报告：一个 HTML 文件，有表、图、例句和原文。
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from cntext.cli import inputs, options
from cntext.cli.analyses import request_of, write_duplicates
from cntext.cli.flags import option
from cntext.cli.help import Localised, language
from cntext.cli.pipeline import Session
from cntext.cli.rerun import canonical, command_line
from cntext.cli.speaking import Speaker
from cntext.cli.terms import as_text, read_terms
from cntext.cli.writing import check_target, write
from cntext.errors import Both, UsageProblem

_HELP = Both(
    """写一份报告：一个 HTML 文件，不联网、不装别的就能打开。

cntext report corpus/                              写 report.html
cntext report corpus/ --by year -o study.html      另逐年比较
cntext report corpus/ --term 产教融合 --term 双高  跟踪这些词
cntext report corpus/ --embed-font                 对方没有中文字体也能看
有短语、词、词云、历时变化、分组比较、分布、关键词、政策工具、机构和人物、成绩与目标、语境，
语料不够的说明缺什么；
点表中的词看例句，点例句看原文和行号；另有公式、来源和各表的 CSV、JSON。
中英文、深浅色可切换，可打印成 PDF。同样的输入和选项得到逐字节相同的文件。""",
    """Write a report: one HTML file that opens anywhere, without network or program.

cntext report corpus/                              writes report.html
cntext report corpus/ --by year -o study.html      and compares the years
cntext report corpus/ --term 产教融合 --term 双高  follows these terms
cntext report corpus/ --embed-font                 reads on machines without Chinese fonts
Phrases, words, a cloud, change over time, comparison, dispersion, keywords, policy
instruments, bodies and people, achievements and targets, concordance, or what the corpus
lacks for them; choose a term to see its sentences, a sentence to see its article and line;
formulas, provenance, and each table as CSV and JSON. Chinese and English, light and dark;
prints as PDF. The same input and options give the same bytes.""",
)


def command() -> click.Command:
    """Return the command."""
    return Localised(
        "report",
        both=_HELP,
        callback=_run,
        params=[
            inputs.paths(),
            option(
                "--title",
                metavar="TEXT",
                zh="报告的标题（默认取路径名）",
                en="title of the report (default: the name of the path)",
            ),
            option(
                "--by",
                default="",
                metavar="FIELD",
                zh="分组比较的字段：year、decade、source、genre 等",
                en="field whose groups are compared: year, decade, source, genre ...",
            ),
            option(
                "--term",
                "named",
                multiple=True,
                metavar="TERM",
                zh="要跟踪的词（可重复；默认前 30 个短语中最常见的 6 个）",
                en="term to follow (repeatable; default: the 6 commonest of the first 30 phrases)",
            ),
            option(
                "--terms-from",
                metavar="FILE",
                zh="从文件读要跟踪的词，每行一个",
                en="read the terms to follow from a file, one a line",
            ),
            option(
                "--evidence-limit",
                type=click.IntRange(1),
                default=50,
                metavar="N",
                zh="每行至多收多少处例句",
                en="most sentences of each row",
            ),
            option(
                "--seed",
                type=click.IntRange(0),
                default=0,
                metavar="N",
                zh="随机数种子",
                en="seed of the random numbers",
            ),
            option(
                "--embed-font",
                is_flag=True,
                zh="把用到的汉字的字体收进页面（约 1 MB），没有中文字体的电脑也能看",
                en="put a font of the page's characters into it (about 1 MB), for machines without one",
            ),
            options.stopwords(),
            *options.segmenting(),
            *inputs.reading(),
            *inputs.choosing(),
            *options.working(),
            option(
                "-o",
                "--output",
                default="report.html",
                metavar="FILE",
                type=click.Path(readable=False),
                zh="写到哪个文件；- 为标准输出",
                en="file to write; - is stdout",
            ),
            *options.talking(),
        ],
    )


# Options of the report itself; the others are passed on to every analysis that has them.
_OWN = ("--title", "--by", "--term")
_SUFFIXES = frozenset({".html", ".htm", ""})  # /dev/stdout has none


def _run(**chosen: Any) -> None:  # noqa: ANN401 (Click's values)
    from cntext.cli.chapters import Facts
    from cntext.cli.reporting import Making, make
    from cntext.render.report.page import page

    ctx = click.get_current_context()
    lang = language(ctx)
    arguments = canonical(ctx)
    speaker = Speaker(lang, quiet=chosen["quiet"], progress=not chosen["no_progress"])
    output = chosen["output"]
    target = check_target(output, chosen["paths"])
    if target is not None and target.suffix.lower() not in _SUFFIXES:
        raise UsageProblem(
            output,
            Both("报告只能写成 .html", "a report is written as .html"),
            Both(
                "改 -o 的后缀；PDF 可从浏览器打印", "change the suffix of -o; a browser prints PDF"
            ),
        )
    terms = chosen["named"]
    if chosen["terms_from"]:
        terms += read_terms(Path(chosen["terms_from"]))
    terms = as_text(terms)
    shared = arguments[: arguments.index("--")]
    session = Session(request_of(chosen), speaker)
    session.read()
    if chosen["by"]:
        session.check_field("by", chosen["by"])
    making = Making(
        session,
        Facts(session.documents, chosen["by"], terms),
        tuple(one for one in shared if one.partition("=")[0] not in _OWN),
        session.request.paths,
        chosen["evidence_limit"],
        lang,
    )
    named = chosen["title"]
    title = Both(named, named) if named else _title(session.request.paths)
    report = make(making, title, command_line(["cntext", "report", *arguments]))
    data = page(report, with_font=chosen["embed_font"])
    write_duplicates(session, lang)
    write(data, target, "html")
    if target is not None:
        size = len(data) / 1e6
        speaker.note(Both(f"已写入 {output}（{size:.1f} MB）", f"wrote {output} ({size:.1f} MB)"))
    sys.exit(session.exit_code())


def _title(paths: tuple[str, ...]) -> Both:
    names = [Path(path).resolve().name or path for path in paths if path != "-"]
    shown = "、".join(names[:3]) + (" …" if len(names) > 3 else "")
    if not names:
        return Both("文本分析报告", "Text analysis report")
    return Both(f"{shown}：文本分析报告", f"{shown}: text analysis")
