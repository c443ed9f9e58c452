"""Check user dictionaries line by line: faults, doubles, words that change nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from cntext.cli.help import Localised, language
from cntext.cli.showing import outputs, show
from cntext.errors import Both, Exit
from cntext.segment.engine import JiebaSegmenter
from cntext.segment.userdict import UserWord, read_userdict
from cntext.segment.weighing import Scales
from cntext.table import Column, Role, Row, Table, Type, Unit

COLUMNS = (
    Column("file", Both("文件", "File"), Type.STRING, role=Role.KEY),
    Column("line", Both("行", "Line"), Type.INTEGER, Unit.LINE, Role.KEY),
    Column("level", Both("级别", "Level"), Type.STRING, role=Role.KEY),
    Column("code", Both("代码", "Code"), Type.STRING, role=Role.KEY),
    Column("word", Both("词", "Word"), Type.STRING, role=Role.TERM),
    Column("zh", Both("说明", "Chinese"), Type.STRING, role=Role.CONTEXT),
    Column("en", Both("英文说明", "What"), Type.STRING, role=Role.CONTEXT),
)
_HELP = Both(
    """逐行检查用户词典：写错的行、重复的词、不起作用的词、词频太低仍被切开的词。

error 会使词典被拒（退出码 3）；warning 是与本意不符；remark 供参考。

cntext userdict check words.txt""",
    """Check user dictionaries line by line: faults, doubles, idle words, low frequencies.

An error makes the dictionary be refused (exit code 3); a warning: it does not do what it
seems to; a remark is worth knowing.

cntext userdict check words.txt""",
)


def command() -> click.Command:
    """Return the command."""
    return Localised(
        "check",
        both=_HELP,
        callback=_run,
        params=[click.Argument(["files"], nargs=-1, required=True, metavar="FILE..."), *outputs()],
    )


def _run(files: tuple[str, ...], **chosen: Any) -> None:  # noqa: ANN401 (Click's values)
    rows: list[Row] = []
    number = broken = 0
    read = [(Path(file), *read_userdict(Path(file))) for file in files]
    plain = JiebaSegmenter()
    scales = Scales(JiebaSegmenter(hmm=False))
    for path, words, problems in read:
        number += len(words.words)
        broken += len(problems)
        for problem in problems:
            zh = f"{problem.what.zh}；{problem.remedy.zh}" if problem.remedy else problem.what.zh
            en = f"{problem.what.en}; {problem.remedy.en}" if problem.remedy else problem.what.en
            rows.append((path.name, problem.line, "error", problem.code, "", zh, en))
        mine = JiebaSegmenter([words])
        seen: dict[str, int] = {}
        for word in words.words:
            for level, code, text in _remarks(word, seen, plain, mine, scales):
                rows.append((path.name, word.line, level, code, word.word, text.zh, text.en))
            seen[word.word] = word.line
    said = Both(
        f"{len(files)} 个文件，{number:,} 个词，{broken:,} 行有误",
        f"{len(files)} files, {number:,} words, {broken:,} bad lines",
    )
    title = Both("用户词典检查", "User dictionary check")
    lang = language(click.get_current_context())
    rows.sort(key=lambda row: (str(row[0]), int(row[1] or 0), str(row[3])))
    table = Table("userdict-check", title, COLUMNS, rows, notes=(said,))
    show(table, chosen, ("file", "line", "level", "word", lang))
    if broken:
        raise SystemExit(Exit.CHECK)


def _remarks(
    word: UserWord,
    seen: dict[str, int],
    plain: JiebaSegmenter,
    mine: JiebaSegmenter,
    scales: Scales,
) -> list[tuple[str, str, Both]]:
    found: list[tuple[str, str, Both]] = []
    if word.word in seen:
        found.append((
            "warning",
            "double",
            Both(
                f"与第 {seen[word.word]} 行重复，以后一行为准",
                f"stands on line {seen[word.word]} too; the later line counts",
            ),
        ))  # fmt: skip
    if word.frequency == 0:
        found.append((
            "remark",
            "split",
            Both("词频 0：这个词将总被切开", "frequency 0: this word will always be cut apart"),
        ))  # fmt: skip
    elif plain.cut(word.word) == [word.word]:
        listed = scales.listed(word.word)
        where = Both(f"词典词频 {listed:,}", f"frequency {listed:,} in its dictionary")
        if not listed:
            where = Both("未登录词识别", "by its guess at unknown words")
        found.append((
            "remark",
            "whole",
            Both(
                f"单独出现时 jieba 已作整词（{where.zh}）",
                f"jieba keeps it whole by itself already ({where.en})",
            ),
        ))  # fmt: skip
    elif mine.cut(word.word) != [word.word]:
        pieces = "|".join(mine.cut(word.word))
        needed = scales.needed(word.word)
        found.append((
            "warning",
            "low",
            Both(
                f"仍被切成 {pieces}；词频至少要 {needed:,}",
                f"is still cut into {pieces}; it needs a frequency of {needed:,} or more",
            ),
        ))  # fmt: skip
    return found
