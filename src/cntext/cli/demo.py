"""Run the main job on the sample corpus, in one pass.
演示：对自带的样例语料做一遍主要工作。
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click

from cntext.analysis import ANALYSES, Analysis
from cntext.cli.flags import language as language_option
from cntext.cli.flags import option
from cntext.cli.help import Localised, language
from cntext.cli.pipeline import Session
from cntext.cli.request import Request
from cntext.cli.speaking import Speaker
from cntext.cli.writing import screen, write
from cntext.errors import Both, CntextError, UsageProblem, cause
from cntext.measure import load_analyses
from cntext.render.choose import render
from cntext.resources import shipped
from cntext.table import Table

_HELP = Both(
    """演示：对自带的样例语料做一遍主要工作——政策短语、词频、关键词、词云。

    cntext demo                     做一遍，画出 demo-cloud.png
    cntext demo --copy corpus       只把样例语料复制到 corpus，供练习""",
    """Run the main job on the sample corpus: policy phrases, frequencies, keywords, a cloud.

    cntext demo                     run it, and draw demo-cloud.png
    cntext demo --copy corpus       only copy the sample corpus to corpus, to practise on""",
)
_STEPS = (("phrases", 10), ("freq", 10), ("keywords", 5))
_NEXT = (
    (
        "cntext phrases {corpus} -n 20",
        Both("找出自己文章里的政策短语", "phrases of your own texts"),
    ),
    ("cntext freq {corpus} --by year -o freq.csv", Both("按年份的词频表", "frequencies by year")),
    ("cntext keywords {corpus} --by document -n 5", Both("每篇的关键词", "keywords of each text")),
    ("cntext cloud {corpus} --of phrases -o phrases.svg", Both("短语词云", "a cloud of phrases")),
    ("cntext freq {corpus} -f json", Both("供程序读取的结果", "results for programs")),
)


def command() -> click.Command:
    """Return the command."""
    return Localised(
        "demo",
        both=_HELP,
        callback=_run,
        params=[
            option(
                "-o",
                "--output",
                default="demo-cloud.png",
                metavar="FILE",
                zh="词云写到哪里",
                en="where to write the cloud",
            ),
            option(
                "--copy",
                default=None,
                metavar="FOLDER",
                zh="只把样例语料复制到一个新文件夹",
                en="only copy the sample corpus to a new folder",
            ),
            language_option(),
        ],
    )


def _copied(target: Path, lang: str) -> str:
    """Copy the sample corpus to ``target``, which must not be there; say so."""
    import shutil

    corpus = shipped("corpus")
    try:
        # Copies are dated now, and may be written to even where the package may not.
        shutil.copytree(corpus, target, copy_function=shutil.copyfile)
    except FileExistsError:
        there = Both("已经存在", "exists already")
        raise UsageProblem(
            str(target), there, Both("请换一个名字", "choose another name")
        ) from None
    except OSError as error:
        why = cause(error)
        failed = Both(f"写不了：{why.zh}", f"cannot be written: {why.en}")
        raise CntextError(str(target), failed) from None
    return Both(f"样例语料：{target}", f"Sample corpus: {target}").say(lang)


def _shown(table: Table, analysis: Analysis, last: Table) -> Table:
    """Return the columns and notes that a screen shows; what ``last`` says as well, it alone says."""
    if table is not last:
        own = tuple(note for note in table.notes if note not in last.notes)
        table = replace(table, notes=own)
    return table.only(analysis.brief) if analysis.brief else table


def _run(output: str, copy: str | None) -> None:
    from cntext.render.cloud import Picture, cloud_png

    lang = language(click.get_current_context())
    if copy is not None:
        write((_copied(Path(copy), lang) + "\n").encode(), None, "text")
        return
    speaker = Speaker(lang)
    corpus = shipped("corpus")
    session = Session(Request(paths=(str(corpus),)), speaker)
    session.read()
    load_analyses()
    analyses = [ANALYSES[name] for name, _ in _STEPS]
    tables = [session.measure(one, {o.name: o.default for o in one.options}) for one in analyses]
    picture = cloud_png(tables[0], Picture(max_words=100))
    where = screen()
    for analysis, table, (_, rows) in zip(analyses, tables, _STEPS, strict=True):
        told = _shown(table, analysis, tables[-1])
        data = render(told, "table", rows=rows, lang=lang, screen=where, to_file=False)
        write(data + b"\n", None, "table")
    write(picture, Path(output), "png")
    here = Path(corpus.name)  # in a checkout the short name does
    shown = here.name if here.exists() and here.samefile(corpus) else str(corpus)
    lines = [
        Both(f"词云：{output}", f"Cloud: {output}").say(lang),
        "",
        Both("接下来可以试：", "Try next:").say(lang),
    ]
    width = max(len(line.format(corpus=shown)) for line, _ in _NEXT)
    lines += [f"  {line.format(corpus=shown):<{width}}   {what.say(lang)}" for line, what in _NEXT]
    write(("\n".join(lines) + "\n").encode(), None, "text")
    sys.exit(session.exit_code())
