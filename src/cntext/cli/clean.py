"""Clean a page: join broken lines, tell headlines from text, split it into articles.
把版面还原为文章：接回断行、辨认标题图注署名、分篇。
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from cntext.clean.naming import RULES
from cntext.clean.outputs import as_markdown, as_record, as_text, decision_rows
from cntext.cli import inputs, options
from cntext.cli.analyses import request_of, write_duplicates
from cntext.cli.flags import option
from cntext.cli.help import Localised, language
from cntext.cli.pipeline import Session
from cntext.cli.speaking import Speaker
from cntext.cli.writing import check_target, screen, write
from cntext.errors import Both
from cntext.model import Document
from cntext.places import ROLE_NAMES
from cntext.render.choose import choose_format, render
from cntext.table import Column, Role, Table, Type, Unit

_JOINED = (("yes", Both("接", "yes")), ("no", Both("不接", "no")))
COLUMNS = (
    Column("document", Both("文档", "Document"), Type.STRING, role=Role.KEY),
    Column("article", Both("篇", "Article"), Type.INTEGER, Unit.RANK, Role.KEY),
    Column("line_from", Both("起行", "From line"), Type.INTEGER, Unit.LINE, Role.KEY),
    Column("line_to", Both("止行", "To line"), Type.INTEGER, Unit.LINE, Role.CONTEXT),
    Column("role", Both("角色", "Role"), Type.STRING, role=Role.TERM, says=ROLE_NAMES),
    Column("rule", Both("规则", "Rule"), Type.STRING, role=Role.CONTEXT, says=RULES),
    Column("confidence", Both("把握", "Confidence"), Type.NUMBER, Unit.SCORE),
    Column("joined", Both("接行", "Joined"), Type.STRING, role=Role.CONTEXT, says=_JOINED),
    Column("text", Both("文字", "Text"), Type.STRING, role=Role.EXAMPLE),
)
BRIEF = ("article", "line_from", "role", "rule", "joined", "text")
_HELP = Both(
    """把粘贴来的版面还原为文章：接回断行，辨认标题、图注、署名，分篇。

cntext clean corpus/page.txt                     整理后的文本
cntext clean corpus/page.txt -f jsonl            一行一篇：标题、作者、正文、各部分的角色
cntext clean corpus/page.txt -f md -o articles/  每篇一个 Markdown 文件（文件夹须已存在）
cntext clean corpus/page.txt -f table            每一行怎么判的、凭哪条规则、有几分把握
cntext clean corpus/page.txt --report d.csv      同上，写成表，可以改
cntext clean corpus/page.txt --overrides d.csv   按改好的表整理
其他命令默认都先这样整理；--no-clean 不整理，--no-split 不分篇。""",
    """Turn a pasted page into articles: join broken lines, tell headlines, captions and bylines
from text, split it.

cntext clean corpus/page.txt                     the cleaned text
cntext clean corpus/page.txt -f jsonl            one article a line: title, author, text, roles
cntext clean corpus/page.txt -f md -o articles/  one Markdown file an article (the folder must exist)
cntext clean corpus/page.txt -f table            what each line was taken for, by which rule, how surely
cntext clean corpus/page.txt --report d.csv      the same as a table, to be edited
cntext clean corpus/page.txt --overrides d.csv   cleaned as the edited table says
Every other command cleans first, too; --no-clean leaves it out, --no-split keeps one article.""",
)
_ARTICLES = {"text": as_text, "md": as_markdown}


def command() -> click.Command:
    """Return the command."""
    return Localised(
        "clean",
        both=_HELP,
        callback=_run,
        params=[
            inputs.paths(),
            option(
                "--report",
                metavar="FILE",
                type=click.Path(readable=False),
                zh="把每一行的判定写成表（.csv .json .md …）",
                en="write what was decided about each line (.csv .json .md ...)",
            ),
            *inputs.reading(),
            *inputs.choosing(),
            *options.working(),
            *options.output(),
            *options.talking(),
        ],
    )


def _run(**chosen: Any) -> None:  # noqa: ANN401 (Click's values)
    lang = language(click.get_current_context())
    speaker = Speaker(lang, quiet=chosen.pop("quiet"), progress=not chosen.pop("no_progress"))
    output, given, rows = chosen.pop("output"), chosen.pop("fmt"), chosen.pop("rows")
    report = chosen.pop("report")
    request = request_of(chosen)
    folder = Path(output) if output and Path(output).is_dir() else None
    target = None if folder else check_target(output, request.paths)
    report_target = check_target(report, request.paths)
    where = screen()
    fmt = given or ("md" if folder else choose_format(None, target, "text", where))
    session = Session(request, speaker)
    session.read()
    write_duplicates(session, lang)
    table = session.attach(_table(session.documents), {})
    if report_target is not None:
        kind = choose_format(None, report_target, "csv", where)
        write(
            render(table, kind, rows=0, lang=lang, screen=where, to_file=True), report_target, kind
        )
    if folder is not None:
        _write_each(session.documents, folder, fmt)
    elif fmt in _ARTICLES:
        write(_joined(session.documents, fmt), target, fmt)
    elif fmt == "jsonl":
        write(_records(session.documents), target, fmt)
    else:
        if fmt == "table":
            table = table.only(BRIEF)
        data = render(table, fmt, rows=rows, lang=lang, screen=where, to_file=target is not None)
        write(data, target, fmt)
    sys.exit(session.exit_code())


def _table(documents: Sequence[Document]) -> Table:
    return Table(
        name="clean",
        title=Both("整理判定", "What was decided"),
        columns=COLUMNS,
        rows=decision_rows(documents),
    )


def _joined(documents: Sequence[Document], fmt: str) -> bytes:
    pieces = [_ARTICLES[fmt](document).rstrip("\n") for document in documents]
    return ("\n\n".join(pieces) + "\n").encode("utf-8", "replace") if pieces else b""


def _records(documents: Sequence[Document]) -> bytes:
    lines = (json.dumps(as_record(d), ensure_ascii=False) + "\n" for d in documents)
    return "".join(lines).encode("utf-8", "replace")


def _write_each(documents: Sequence[Document], folder: Path, fmt: str) -> None:
    suffix = {"text": "txt"}.get(fmt, fmt)
    width = len(str(len(documents)))
    for number, document in enumerate(documents, start=1):
        data = _records([document]) if fmt == "jsonl" else _joined([document], fmt)
        write(data, folder / f"{number:0{width}d}.{suffix}", fmt)
