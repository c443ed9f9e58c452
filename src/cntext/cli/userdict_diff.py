"""Show what a user dictionary changes in texts: each cut, before and after, counted."""

from __future__ import annotations

from typing import Any

import click

from cntext.analysis import Cut
from cntext.cli import inputs, options
from cntext.cli.analyses import request_of
from cntext.cli.help import Localised, language
from cntext.cli.pipeline import Session
from cntext.cli.speaking import Speaker
from cntext.cli.writing import check_target, screen, write
from cntext.corpus import Corpus, Known
from cntext.errors import Both, UsageProblem
from cntext.measure.stats.recut import recut
from cntext.render.choose import choose_format, render
from cntext.segment.build import build_corpus
from cntext.table import Column, Role, Row, Table, Type, Unit
from cntext.text.sentences import sentence_around

COLUMNS = (
    Column("before", Both("原切分", "Before"), Type.STRING, role=Role.KEY),
    Column("after", Both("用词典后", "After"), Type.STRING, role=Role.TERM),
    Column("freq", Both("频次", "Freq"), Type.INTEGER, Unit.COUNT),
    Column("range", Both("文档数", "Range"), Type.INTEGER, Unit.COUNT),
    Column("first_document", Both("首见文档", "First document"), Type.STRING, role=Role.CONTEXT),
    Column("first_line", Both("原文行", "Line"), Type.INTEGER, Unit.LINE, Role.CONTEXT),
    Column("example", Both("例句", "Example"), Type.STRING, role=Role.EXAMPLE),
)
BRIEF = ("before", "after", "freq", "range", "example")
_HELP = Both(
    """用户词典改变了哪些切分：原来怎么切、现在怎么切、各多少次、首见何处。

cntext userdict diff corpus/ --userdict words.txt
没有列出的切分都与不用词典时相同。比较的是 jieba 原样的词，不合并政策短语。""",
    """Show which cuts a user dictionary changes: before, after, how often, where first.

cntext userdict diff corpus/ --userdict words.txt
What is not listed is cut as it is without the dictionary. jieba's own words are compared;
no policy phrases are merged.""",
)


def command() -> click.Command:
    """Return the command."""
    return Localised(
        "diff",
        both=_HELP,
        callback=_run,
        params=[
            inputs.paths(),
            options.userdict(),
            *inputs.reading(),
            *inputs.choosing(),
            *options.output(),
            *options.talking(),
        ],
    )


def _run(**chosen: Any) -> None:  # noqa: ANN401 (Click's values)
    lang = language(click.get_current_context())
    speaker = Speaker(lang, quiet=chosen.pop("quiet"), progress=not chosen.pop("no_progress"))
    output, given, rows = chosen.pop("output"), chosen.pop("fmt"), chosen.pop("rows")
    request = request_of(chosen)
    if not request.userdict:
        raise UsageProblem(
            "--userdict",
            Both("没有给用户词典", "no user dictionary is given"),
            Both("加上 --userdict 词典.txt", "add --userdict words.txt"),
        )
    target = check_target(output, (*request.paths, *request.userdict))
    where = screen()
    fmt = choose_format(given, target, "", where)
    session = Session(request, speaker)
    session.segmenter()  # a bad dictionary is refused before anything is read
    session.read()
    after = session.corpus(Cut.WORDS)
    plain = session.supply.without_userdict().segmenter()
    before = build_corpus(after.documents, plain)
    summary = Known(after.summary().record())
    table = session.attach(_table(before, after), {}, summary)
    if fmt == "table":
        table = table.only(BRIEF)
    write(
        render(table, fmt, rows=rows, lang=lang, screen=where, to_file=target is not None),
        target,
        fmt,
    )
    raise SystemExit(session.exit_code())


def _table(before: Corpus, after: Corpus) -> Table:
    found = recut(before, after)
    rows: list[Row] = []
    for pair in sorted(found.freq, key=lambda pair: (-found.freq[pair], pair)):
        d, offset = found.first[pair]
        document = before.documents[d]
        sentence = sentence_around(document.text, offset, offset + 1)
        line = document.line_of(offset)
        rows.append((*pair, found.freq[pair], found.range[pair], document.id, line, sentence))
    changed = sum(found.freq.values())
    note = Both(
        f"改变 {changed:,} 处；词数 {found.tokens[0]:,} → {found.tokens[1]:,}",
        f"{changed:,} places changed; {found.tokens[0]:,} → {found.tokens[1]:,} tokens",
    )
    title = Both("用户词典改变的切分", "What the user dictionary changes")
    return Table("userdict-diff", title, COLUMNS, rows, notes=(note,), weight="freq")
