"""Check lexicon files: faults, doubles, nesting, look-alikes; and against texts what is idle."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from cntext.analysis import Cut
from cntext.cli.flags import option
from cntext.cli.help import Localised, language
from cntext.cli.pipeline import Session
from cntext.cli.request import Request
from cntext.cli.showing import outputs, show
from cntext.cli.speaking import Speaker
from cntext.errors import Both, Exit
from cntext.lexicon import Lexicon, load_lexicon
from cntext.lexicon.files import LexiconFile, read_lexicon_file, shipped_files
from cntext.lexicon.lint import Remark, lint_file, lint_in_texts
from cntext.table import Column, Role, Row, Table, Type, Unit

COLUMNS = (
    Column("file", Both("文件", "File"), Type.STRING, role=Role.KEY),
    Column("line", Both("行", "Line"), Type.INTEGER, Unit.LINE, Role.KEY),
    Column("level", Both("级别", "Level"), Type.STRING, role=Role.KEY),
    Column("code", Both("代码", "Code"), Type.STRING, role=Role.KEY),
    Column("concept", Both("概念", "Concept"), Type.STRING, role=Role.TERM),
    Column("zh", Both("说明", "Chinese"), Type.STRING, role=Role.CONTEXT),
    Column("en", Both("英文说明", "What"), Type.STRING, role=Role.CONTEXT),
)
_LEVELS = ("error", "warning", "remark")
_HELP = Both(
    """检查词表文件：错误、重复、互相包含、易误认；给了文本，还检查哪些用不上。

cntext lexicon lint terms.toml                   文件本身
cntext lexicon lint terms.toml --corpus corpus/  没出现的写法、没用上的护栏、疑似误认
cntext lexicon lint                              检查自带词表
error 会使文件被拒（退出码 3），warning 是与本意不符，remark 供参考。""",
    """Check lexicon files: faults, doubles, nesting, look-alikes; with texts, what is idle.

cntext lexicon lint terms.toml                   the file itself
cntext lexicon lint terms.toml --corpus corpus/  forms not met, guards not used, look-alikes
cntext lexicon lint                              the shipped lexicon
An error makes a file be refused (exit code 3); a warning: it does not do what it seems to.""",
)


def command() -> click.Command:
    """Return the command."""
    return Localised(
        "lint",
        both=_HELP,
        callback=_run,
        params=[
            click.Argument(["files"], nargs=-1, metavar="[FILE]..."),
            option(
                "--corpus",
                "paths",
                multiple=True,
                metavar="PATH",
                type=click.Path(readable=False),
                zh="用这些文本检查（可重复）",
                en="check against these texts (repeatable)",
            ),
            option(
                "--level",
                type=click.Choice(_LEVELS),
                default="remark",
                zh="只报这一级及更重的",
                en="report this level and graver ones only",
            ),
            *outputs(),
        ],
    )


def _run(files: tuple[str, ...], paths: tuple[str, ...], level: str, **chosen: Any) -> None:  # noqa: ANN401 (Click's values)
    wanted = [read_lexicon_file(Path(file)) for file in files or map(str, shipped_files())]
    speaker = Speaker(language(click.get_current_context()))
    session = Session(Request(paths=paths), speaker)
    others = load_lexicon() if files else Lexicon([])
    owner = {form: concept.name for form, concept in others.concept_of.items()}
    remarks = [r for file in wanted for r in lint_file(file, owner, session.supply.background.freq)]
    broken = any(remark.level == "error" for remark in remarks)
    if paths and not broken:
        session.read()
        remarks += _in_texts(session, wanted, load_lexicon(files))
    heard = _LEVELS[: _LEVELS.index(level) + 1]
    order = {file.path.name: i for i, file in enumerate(wanted)}
    kept = [remark for remark in remarks if remark.level in heard]
    kept.sort(key=lambda r: (_LEVELS.index(r.level), order[r.file], r.line, r.code, r.text.en))
    show(_table(kept, wanted), chosen, ("file", "line", "level", "concept", speaker.lang))
    if broken:
        raise SystemExit(Exit.CHECK)
    if paths:
        raise SystemExit(session.exit_code())


def _in_texts(session: Session, files: list[LexiconFile], lexicon: Lexicon) -> list[Remark]:
    from cntext.measure.stats.cut_counts import LEFT, RIGHT, count_cuts
    from cntext.measure.stats.lexicon_counts import count_lexicon

    corpus = session.corpus(Cut.WORDS)
    counts = count_lexicon(corpus, lexicon)
    met: dict[str, int] = {}
    for key, tally in counts.forms.items():
        met[key.form] = met.get(key.form, 0) + tally.total
    used = {(form, guard): number for (_, form, guard), number in counts.look_alikes.items()}
    crossed = {
        key: number
        for key, number in count_cuts(corpus, lexicon).cuts.items()
        if LEFT in key[1] or RIGHT in key[1]
    }
    return [remark for file in files for remark in lint_in_texts(file, met, used, crossed)]


def _table(remarks: list[Remark], files: list[LexiconFile]) -> Table:
    rows: list[Row] = [
        (r.file, r.line or None, r.level, r.code, r.concept, r.text.zh, r.text.en) for r in remarks
    ]
    concepts = sum(len(file.entries) for file in files)
    number = {level: sum(r.level == level for r in remarks) for level in _LEVELS}
    said = Both(
        f"{len(files)} 个文件，{concepts:,} 个概念；错误 {number['error']}、"
        f"警告 {number['warning']}、提示 {number['remark']}",
        f"{len(files)} files, {concepts:,} concepts; {number['error']} errors, "
        f"{number['warning']} warnings, {number['remark']} remarks",
    )
    return Table("lexicon-lint", Both("词表检查", "Lexicon check"), COLUMNS, rows, notes=(said,))
