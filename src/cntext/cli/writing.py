"""Where results go: stdout in one piece, or a file written whole."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from cntext.errors import Both, CntextError, UsageProblem, cause
from cntext.render.choose import NOT_TEXT, Screen
from cntext.storage import write_whole

STDOUT = "-"
_USUAL = 80  # columns


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
    for path in inputs:
        try:
            if path != STDOUT and target.exists() and target.samefile(path):
                raise UsageProblem(
                    output,
                    Both("是输入文件，不能覆盖", "is an input file and will not be overwritten"),
                    Both("换一个 -o", "choose another -o"),
                )
        except OSError:
            continue
    return target


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
