"""Show places in context: of an evidence file, or by their ids.
显示出处及上下文：证据文件里的，或按编号在文本中找。
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from cntext.cli import inputs, options
from cntext.cli.analyses import request_of
from cntext.cli.help import Localised, language
from cntext.cli.pipeline import Session
from cntext.cli.settings import project_corpus
from cntext.cli.speaking import Speaker
from cntext.cli.writing import check_target, screen, write
from cntext.errors import Both, CntextError, UsageProblem
from cntext.places import PLACE_COLUMNS, PlaceId, Places, parse_id
from cntext.render.choose import choose_format, first_rows, render
from cntext.render.passages import to_passages
from cntext.table import Row, Table, Type
from cntext.text.safe import safe

COLUMNS = PLACE_COLUMNS
_HELP = Both(
    """显示出处及上下文。

cntext freq corpus/ --evidence e.jsonl    先把各行的出处写入文件
cntext show e.jsonl                       一处一段：在哪篇、哪行、哪句
cntext show kx4dfish2r4i:184-186 e.jsonl  只看文件里的这一处
cntext show kx4dfish2r4i:184-186 corpus/  在文本中找到这一处，显示整段
编号由正文内容和字符位置组成：文件改名、搬家都不变，正文改了就找不到。
项目文件（cntext.toml）写明了语料时，不必再写 corpus/。在文本中找时，整理选项（--no-clean 等）要和当时相同。""",
    """Show places in their context.

cntext freq corpus/ --evidence e.jsonl    first write where each row stands
cntext show e.jsonl                       the places, line and sentence
cntext show kx4dfish2r4i:184-186 e.jsonl  this place of the file alone
cntext show kx4dfish2r4i:184-186 corpus/  from the texts, with its paragraph
Where cntext.toml names the corpus, an id alone is enough. An id is made of the text itself and of offsets: it survives a new file name
or folder, and leads nowhere when the text has changed. To look one up in the
texts, give the options of cleaning (--no-clean ...) that were in force.""",
)


def command() -> click.Command:
    """Return the command."""
    return _Show(
        "show",
        both=_HELP,
        callback=_run,
        params=[
            click.Argument(
                ["paths"],
                nargs=-1,
                metavar="[ID]... FILE.jsonl | ID... [PATH]...",
                type=click.Path(readable=False),
            ),
            *inputs.reading(),
            *inputs.choosing(),
            *options.output(),
            *options.talking(),
        ],
    )


class _Show(Localised):
    """It shows what is named; the corpus of the project is where an id is looked for."""

    def settle(self, ctx: click.Context) -> None:
        """Ask for what is to be shown, where nothing is named."""
        if not ctx.params["paths"]:
            raise UsageProblem(
                "",
                Both("缺少参数，没有说要看什么", "missing argument: nothing to show"),
                Both(
                    "写出处文件（--evidence 写出的），或一处的编号",
                    "name a file that --evidence wrote, or the id of a place",
                ),
            )


def _run(**chosen: Any) -> None:  # noqa: ANN401 (Click's values)
    ctx = click.get_current_context()
    lang = language(ctx)
    speaker = Speaker(lang, quiet=chosen.pop("quiet"), progress=not chosen.pop("no_progress"))
    output, given, rows = chosen.pop("output"), chosen.pop("fmt"), chosen.pop("rows")
    wanted = [place for argument in chosen["paths"] if (place := parse_id(argument))]
    paths = tuple(argument for argument in chosen["paths"] if not parse_id(argument))
    if wanted and not paths and not chosen["files_from"]:
        paths = project_corpus(ctx, speaker)
    target = check_target(output, paths)
    where = screen()
    fmt = choose_format(given, target, "", where)
    code = 0
    if len(paths) == 1 and (found := _of_file(Path(paths[0]))) is not None:
        table = _table([row for row in found if not wanted or parse_id(str(row[0])) in wanted])
    elif wanted:
        session = Session(request_of({**chosen, "paths": paths}), speaker)
        session.read()
        table = session.attach(_table(list(_in_texts(session, wanted))), {"ids": _written(wanted)})
        code = session.exit_code()
    else:
        raise UsageProblem(
            safe(paths[0]) if paths else "--files-from",
            Both("没有编号，也不是出处文件", "neither an id nor a file of evidence"),
            Both("用 --evidence 写出处文件", "--evidence writes one"),
        )
    _complain(wanted, table)
    if fmt == "table":
        data = to_passages(
            first_rows(table, rows, fmt), lang=lang, width=where.width, colour=where.colour
        )
    else:
        data = render(table, fmt, rows=rows, lang=lang, screen=where, to_file=target is not None)
    write(data, target, fmt)
    sys.exit(code)


def _table(rows: list[Row]) -> Table:
    return Table("show", Both("出处", "Places"), COLUMNS, rows)


def _of_file(path: Path) -> list[Row] | None:
    """Return the places in a file that ``--evidence`` or kwic wrote, None if it is none."""
    try:
        with path.open(encoding="utf-8-sig") as stream:
            first = stream.readline()
            if not first.startswith("{") or len(first) > 1_000_000:
                return None
            rest = stream.read()
    except (OSError, UnicodeDecodeError):
        return None
    try:
        if first.strip() == "{":  # an envelope, written with -f json
            records = json.loads(first + rest)["rows"]
        else:
            records = [json.loads(line) for line in (first + rest).splitlines() if line.strip()]
        return [_row(record) for record in records] if records else None
    except (ValueError, OverflowError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _row(record: dict[str, Any]) -> Row:
    if parse_id(record["id"]) is None:
        raise ValueError(record["id"])
    return tuple(
        int(record[column.id]) if column.type is Type.INTEGER else str(record.get(column.id, ""))
        for column in COLUMNS
    )


def _in_texts(session: Session, wanted: Sequence[PlaceId]) -> Iterator[Row]:
    """Yield the places in the texts of the run: in each text that has the same content."""
    keys = {place.key for place in wanted}
    for document in session.documents:
        places = Places(document)
        if places.key not in keys:
            continue
        for key, start, end in wanted:
            if key == places.key and end <= len(document.text):
                yield places.row(start, end, paragraph=True)


def _written(wanted: Sequence[PlaceId]) -> list[str]:
    return [f"{key}:{start}-{end}" for key, start, end in wanted]


def _complain(wanted: Sequence[PlaceId], table: Table) -> None:
    missing = [name for name in _written(wanted) if name not in set(table.values("id"))]
    if missing:
        raise CntextError(
            "、".join(missing[:3]) + ("…" if len(missing) > 3 else ""),
            Both(
                "找不到：没有一篇的正文与当时相同",
                "not found: no text has the same content as then",
            ),
            Both("正文改过，或整理选项不同", "the text was changed, or read with other options"),
        )
