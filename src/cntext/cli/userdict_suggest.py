"""Suggest for each word the frequency that keeps it whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from cntext.cli.help import Localised
from cntext.cli.showing import outputs, show
from cntext.errors import Both
from cntext.segment.engine import JiebaSegmenter
from cntext.segment.userdict import load_userdict
from cntext.segment.weighing import Scales
from cntext.table import Column, Entry, Role, Row, Table, Type, Unit

COLUMNS = (
    Column("word", Both("词", "Word"), Type.STRING, role=Role.TERM),
    Column("cut", Both("jieba 切成", "Cut by jieba"), Type.STRING, role=Role.CONTEXT),
    Column("given", Both("所给词频", "Given"), Type.INTEGER, Unit.COUNT),
    Column("needed", Both("至少需要", "Needed"), Type.INTEGER, Unit.COUNT),
    Column("frequency", Both("建议词频", "Suggested"), Type.INTEGER, Unit.COUNT),
    Column("tag", Both("词性", "Tag"), Type.STRING, role=Role.CONTEXT),
)
_HELP = Both(
    """为每个词建议保持整词的词频（与 jieba.suggest_freq 相同）；已给的词频够高则不改。

cntext userdict suggest words.txt -f jieba -o new.txt  写成 jieba 词典""",
    """Suggest for each word the frequency that keeps it whole, as jieba.suggest_freq does.

cntext userdict suggest words.txt -f jieba -o new.txt  writes a dictionary for jieba
A frequency that is given and high enough stays.""",
)


def command() -> click.Command:
    """Return the command."""
    return Localised(
        "suggest",
        both=_HELP,
        callback=_run,
        params=[click.Argument(["files"], nargs=-1, required=True, metavar="FILE..."), *outputs()],
    )


def _run(files: tuple[str, ...], **chosen: Any) -> None:  # noqa: ANN401 (Click's values)
    words = {word.word: word for file in files for word in load_userdict(Path(file)).words}
    by_dictionary = JiebaSegmenter(hmm=False)
    scales = Scales(by_dictionary)
    rows: list[Row] = []
    for word in words.values():
        needed = scales.needed(word.word)
        # 0 asks for the word to be cut apart; that is no frequency that is too low.
        chosen_frequency = 0 if word.frequency == 0 else max(needed, word.frequency or 0)
        cut = "|".join(by_dictionary.cut(word.word))
        rows.append((word.word, cut, word.frequency, needed, chosen_frequency, word.tag))
    title = Both("建议词频", "Suggested frequencies")
    show(Table("userdict-suggest", title, COLUMNS, rows, entry=_entry), chosen)


def _entry(row: Row) -> Entry:
    return Entry(str(row[0]), frequency=int(row[4] or 0), tag=str(row[5] or ""))
