"""Where results go: stdout in one piece, or a file written whole."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import click

from cntext.errors import Both, CntextError, UsageProblem, cause
from cntext.render.choose import NOT_TEXT, Screen
from cntext.storage import write_whole

STDOUT = "-"
_USUAL = 80  # columns
# Options that name a file: to be written, to be read beside the inputs.
_WRITTEN = ("output", "evidence", "duplicates", "table", "report")
_READ = ("files_from", "meta", "overrides", "userdict", "lexicons", "stopwords")


def screen() -> Screen:
    """Return what stdout is: a terminal and how wide, or anything else."""
    width = max(_columns(), 20)
    if sys.stdout is None or not sys.stdout.isatty():
        return Screen(False, width)
    colour = "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    return Screen(True, width, colour)


def _columns() -> int:
    """Return the width of the terminal as `shutil.get_terminal_size` has it.

    To import that brings in four libraries of compression: 2 ms of every run.
    """
    with suppress(ValueError):
        if (asked := int(os.environ.get("COLUMNS", ""))) > 0:
            return asked
    with suppress(ValueError, OSError):  # a stdout that is closed, that is no terminal
        if sys.__stdout__ is not None:
            return os.get_terminal_size(sys.__stdout__.fileno()).columns or _USUAL
    return _USUAL


def check_target(output: str | None, inputs: tuple[str, ...]) -> Path | None:
    """Return the file to write, refusing one that is read in the same run."""
    if output is None or output == STDOUT:
        return None
    target = Path(output)
    if any(path != STDOUT and _is_same(target, path) for path in inputs):
        raise _overwrites(output)
    return target


def check_targets(found: Sequence[str]) -> None:
    """Refuse to write over what the command at hand reads: files ``found``, lists of words.

    Two of its outputs must not be one file either, and the folder that ``clean`` writes into
    not one that is read.
    """
    given: list[tuple[str, object]] = []
    context = click.get_current_context(silent=True)
    while context:  # cloud runs an analysis within it
        given += context.params.items()
        context = context.parent
    written = [value for name, value in given if name in _WRITTEN and isinstance(value, str)]
    for number, path in enumerate(written):
        if any(_is_one_file(path, other) for other in written[:number]):
            raise UsageProblem(
                path,
                Both("一个文件不能写两样东西", "would be written twice"),
                Both("换一个文件名", "name another file"),
            )
    targets = [path for path in written if Path(path).exists()]
    if not targets:
        return
    named = {
        str(path)
        for name, value in given
        if name in (*_READ, "paths")
        for path in (value if isinstance(value, tuple) else (value,))
        if path
    }
    read = [*found, *named]
    # One look at the disk for each folder and each file of the same name: there may be a million.
    names = {os.path.split(n)[1].casefold() for t in targets for n in (t, os.path.realpath(t))}
    alike = {path for path in read if os.path.split(path)[1].casefold() in names}
    if any(Path(target).is_dir() for target in targets):
        alike |= {os.path.split(path)[0] or os.curdir for path in found}
    for target in targets:
        same = {path for path in alike if _is_same(Path(target), path)}
        if same and not same & named and any(map(os.path.isdir, named)):
            raise _lies_among(target)
        if same:
            raise _overwrites(target)


def _is_one_file(path: str, other: str) -> bool:
    """Say whether what is written to both would be one file; a device takes both."""
    device = path == STDOUT or (Path(path).exists() and not Path(path).is_file())
    return not device and os.path.realpath(path) == os.path.realpath(other)


def _is_same(target: Path, path: str) -> bool:
    try:
        return target.samefile(path)
    except OSError:  # one of them is not there
        return False


def _overwrites(target: str) -> UsageProblem:
    if Path(target).is_dir():
        return UsageProblem(
            target,
            Both("是要读的文件夹，不能写到里面", "is read, and will not be written into"),
            Both("换一个文件夹", "name another folder"),
        )
    return UsageProblem(
        target,
        Both("是输入文件，不能覆盖", "is an input file and will not be overwritten"),
        Both("换一个文件名", "name another file"),
    )


def _lies_among(target: str) -> UsageProblem:
    """Return the complaint about a file that a folder brought in: most often an older result."""
    if Path(target).is_dir():
        return _overwrites(target)
    return UsageProblem(
        target,
        Both(
            "在要读的文件夹里，会当作文本读入，不能覆盖",
            "lies in a folder that is read, as one more text, and will not be overwritten",
        ),
        Both(
            "结果写到别的文件夹；如果是上次的结果，先删掉或移走",
            "write into another folder; if it is an older result, remove it first",
        ),
    )


def write(data: bytes, target: Path | None, fmt: str) -> None:
    """Write ``data`` to ``target``, or to stdout where there is none."""
    if target is not None:
        write_whole(target, data)
        return
    if sys.stdout is None:
        raise CntextError("", Both("标准输出已关闭", "standard output is closed"))
    if fmt in NOT_TEXT and sys.stdout.isatty():
        raise UsageProblem(
            "-o",
            Both(f"{fmt} 不能显示在终端上", f"{fmt} cannot be shown on a terminal"),
            Both(f"请用 -o 文件名.{fmt}", f"give -o FILE.{fmt}"),
        )
    try:
        rest = memoryview(data)
        while rest:  # under PYTHONUNBUFFERED the stream is raw and may take a part only
            rest = rest[sys.stdout.buffer.write(rest) :]
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        why = cause(error)
        raise CntextError(
            "",
            Both(f"写不到标准输出（{why.zh}）", f"cannot write to standard output: {why.en}"),
        ) from error
