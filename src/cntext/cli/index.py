"""Keep a corpus cut and ready: build an index, add to it, look into it, check it.
把语料切好存成索引：建立、追加、查看、检查。
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from cntext.cli import inputs, options
from cntext.cli.flags import language as language_option
from cntext.cli.flags import option
from cntext.cli.help import Localised, LocalisedGroup, language
from cntext.cli.indexing import build, extend
from cntext.cli.request import Request
from cntext.cli.showing import outputs, show
from cntext.cli.speaking import Speaker
from cntext.errors import Both, Exit
from cntext.store.index import Index, check_index
from cntext.table import Column, Role, Row, Table, Type, Unit

INFO = (
    Column("index", Both("索引", "Index"), Type.STRING, role=Role.TERM),
    Column("documents", Both("文档数", "Documents"), Type.INTEGER, Unit.COUNT),
    Column("han_characters", Both("汉字数", "Han"), Type.INTEGER, Unit.COUNT),
    Column("first_date", Both("最早", "First"), Type.STRING, Unit.DATE, Role.CONTEXT),
    Column("last_date", Both("最晚", "Last"), Type.STRING, Unit.DATE, Role.CONTEXT),
    Column("generation", Both("第几代", "Generation"), Type.INTEGER, Unit.RANK),
    Column("parts", Both("分块", "Parts"), Type.INTEGER, Unit.COUNT),
    Column("bytes", Both("字节", "Bytes"), Type.INTEGER, Unit.COUNT),
)
BRIEF = ("index", "documents", "han_characters", "first_date", "last_date", "bytes")
CHECK = (
    Column("file", Both("文件", "File"), Type.STRING, role=Role.TERM),
    Column("ok", Both("完好", "Sound"), Type.BOOLEAN),
    Column("detail", Both("详情", "Detail"), Type.STRING, role=Role.CONTEXT),
)
_HELP = Both(
    """把语料读好、整理好、切好词，存成索引（.cnx 文件夹）；以后用它代替原文件，不必重读重切。

cntext index build corpus/ -o a.cnx  建立
cntext index append a.cnx new/       追加新文件（选项沿用建立时的）
cntext index info a.cnx              里面有什么
cntext index check a.cnx             逐字节检查，并重新清点""",
    """Read, clean and segment a corpus once; keep it as an index, a folder NAME.cnx, to be
used in place of the files.

cntext index build corpus/ -o a.cnx  build it
cntext index append a.cnx new/       add files, with the options it was built with
cntext index info a.cnx              what is in it
cntext index check a.cnx             check every byte, count everything again""",
)
_BUILD = Both(
    """建立索引。

目标若已是索引则整个换掉；没有写完之前，读者看到的仍是旧的。

cntext index build corpus/ -o a.cnx""",
    """Build an index.

One that is there already is replaced as a whole; until the new one is complete, readers
see the old one.

cntext index build corpus/ -o a.cnx""",
)
_APPEND = Both(
    """把新文件加进索引。

整理、切词的选项沿用建立时的；内容已在索引里的文件跳过。

cntext index append a.cnx new/""",
    """Add new files to an index.

They are read and segmented with the options that it was built with. Files whose content
is in it already are skipped.

cntext index append a.cnx new/""",
)
_INFO = Both(
    """显示索引里有什么。

文档数、汉字数、最早和最晚的日期、大小；说明里有各层词次和建立时的选项。

cntext index info a.cnx""",
    """Show what is in an index.

Documents, Chinese characters, first and last date, size; the notes have the tokens of each
layer and the options that it was built with.

cntext index info a.cnx""",
)
_CHECK = Both(
    """检查索引是否完好。

每个字节对校验和，每个词对原文，所有次数重新清点；有损坏则退出码为 3。

cntext index check a.cnx""",
    """Check that an index is sound.

Every byte by its checksum, every token against the text, every count counted again; exit 3
if anything is damaged.

cntext index check a.cnx""",
)


def command() -> click.Group:
    """Return the group."""
    return LocalisedGroup(
        "index",
        both=_HELP,
        no_args_is_help=True,
        params=[language_option()],
        commands=[
            Localised(
                "build",
                both=_BUILD,
                callback=_build,
                params=[
                    inputs.paths(),
                    option(
                        "-o",
                        "--output",
                        metavar="NAME.cnx",
                        type=click.Path(readable=False),
                        required=True,
                        zh="索引的名字",
                        en="name of the index",
                    ),
                    *options.segmenting(),
                    *inputs.reading(),
                    *inputs.choosing(),
                    *options.talking(),
                ],
            ),
            Localised(
                "append",
                both=_APPEND,
                callback=_append,
                params=[_name(), inputs.paths(), *options.talking()],
            ),
            Localised("info", both=_INFO, callback=_info, params=[_name(), *outputs()]),
            Localised("check", both=_CHECK, callback=_check, params=[_name(), *outputs()]),
        ],
    )


def _name() -> click.Argument:
    return click.Argument(["index"], metavar="NAME.cnx", type=click.Path(readable=False))


def _speaker(chosen: dict[str, Any]) -> Speaker:
    lang = language(click.get_current_context())
    return Speaker(lang, quiet=chosen.pop("quiet"), progress=not chosen.pop("no_progress"))


def _build(output: str, **chosen: Any) -> None:  # noqa: ANN401 (Click's values)
    speaker = _speaker(chosen)
    sys.exit(build(Path(output), Request(**chosen), speaker))


def _append(index: str, paths: tuple[str, ...], **chosen: Any) -> None:  # noqa: ANN401
    speaker = _speaker(chosen)
    sys.exit(extend(Path(index), paths, speaker))


def _info(index: str, **chosen: Any) -> None:  # noqa: ANN401 (Click's values)
    opened = Index.open(Path(index))
    dates = sorted(date for part in opened.parts for date in part.documents.values("date") if date)
    row: Row = (
        opened.path.name,
        sum(len(part.documents) for part in opened.parts),
        sum(int(part.documents.han.sum()) for part in opened.parts),
        dates[0] if dates else None,
        dates[-1] if dates else None,
        opened.manifest.generation,
        len(opened.parts),
        opened.size,
    )
    show(
        Table("index-info", Both("索引", "Index"), INFO, [row], notes=_notes(opened)), chosen, BRIEF
    )


def _notes(opened: Index) -> tuple[Both, ...]:
    notes = [
        Both(f"层 {name}：{size:,} 个词次", f"layer {name}: {size:,} tokens")
        for name, size in opened.layers.items()
    ]
    given = opened.settings.get("options")
    if isinstance(given, dict) and given:
        text = " ".join(f"{name}={value}" for name, value in sorted(given.items()))
        notes.append(Both(f"建立时的选项：{text}", f"built with {text}"))
    writer = opened.manifest.writer
    return (*notes, Both(f"由 cntext {writer} 写成", f"written by cntext {writer}"))


def _check(index: str, **chosen: Any) -> None:  # noqa: ANN401 (Click's values)
    path = Path(index)
    lang = language(click.get_current_context())
    rows: list[Row] = [
        (name, fault is None, fault.problem.say(lang) if fault else "")
        for name, fault in check_index(path)
    ]
    bad = sum(not row[1] for row in rows)
    note = (
        Both(f"{bad:,} 个文件损坏；请重新建立索引", f"{bad:,} files damaged; build the index again")
        if bad
        else Both("全部完好", "all sound")
    )
    title = Both(f"检查 {path.name}", f"Check of {path.name}")
    show(Table("index-check", title, CHECK, rows, notes=(note,)), chosen)
    if bad:
        sys.exit(Exit.CHECK)
