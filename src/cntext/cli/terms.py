"""What is asked for comes before where to look: ``TERM PATH…``, ``TERM… -- PATH…``."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import click

from cntext.analysis import Asks
from cntext.cli.flags import option
from cntext.cli.help import Localised
from cntext.cli.writing import check_target
from cntext.errors import Both, UsageProblem
from cntext.listfile import read_list
from cntext.read.formats import is_readable
from cntext.read.paths import STDIN
from cntext.text.characters import as_read
from cntext.text.normalise import NOTHING, Normalisation, Script, normalise
from cntext.text.safe import safe

SEPARATOR = "--"
# Stands for the separator while Click parses, which would take "--" for the end of options:
# cntext kwic 产教融合 双高 -- corpus/ -o table.csv is what people write. No file has this name.
_MARK = "\ue000--"  # a private-use character
_METAVARS = {
    Asks.TERMS: "TERM... [--] [PATH]...",
    Asks.TERMS_OR_ALL: "[TERM]... [--] [PATH]...",
}


class Asked(NamedTuple):
    """The arguments of a command, told apart."""

    terms: tuple[str, ...]
    paths: tuple[str, ...]


class Asking(Localised):
    """A command that takes terms: its callback gets ``terms`` and ``paths``.

    ``cntext trend 产教融合 双高 -- corpus/``: what stands before ``--`` is a term, whatever it
    is called; what stands after it is a path. Without ``--`` the first argument is the
    term, unless a file or folder has that name: an existing path is never taken for a
    term. ``--terms-from FILE`` adds the lines of a file; all arguments are then paths.
    """

    def __init__(self, *args: Any, asks: Asks, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.asks = asks

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse, with ``--`` standing for itself."""
        marked = [_MARK if argument == SEPARATOR else argument for argument in args[: _first(args)]]
        return super().parse_args(ctx, [*marked, *args[_first(args) :]])

    def settle(self, ctx: click.Context) -> None:
        """Share out the arguments."""
        listed = ctx.params.pop("terms_from")
        more = read_terms(Path(listed)) if listed else None
        if listed:  # the terms are what later steps know of it
            check_target(ctx.params.get("output"), (listed,))
        given = ctx.params.pop("paths")
        at = given.index(_MARK) if _MARK in given else len(given)
        asked = share_out(given[:at], given[at + 1 :] if at < len(given) else None, more)
        if self.asks is Asks.TERMS and not asked.terms:
            raise _nothing_asked(asked.paths)
        how = NOTHING if ctx.params.get("no_normalise") else Normalisation()
        how = how._replace(script=Script(ctx.params.get("script", Script.KEEP)))
        ctx.params["terms"] = as_text(asked.terms, how)
        ctx.params["paths"] = asked.paths
        super().settle(ctx)


def arguments(asks: Asks) -> list[click.Parameter]:
    """Return the argument that holds terms and paths, and ``--terms-from``."""
    return [
        click.Argument(
            ["paths"], nargs=-1, metavar=_METAVARS[asks], type=click.Path(readable=False)
        ),
        option(
            "--terms-from",
            metavar="FILE",
            zh="从文件读要查的词，每行一个；参数就都是路径",
            en="read the terms from a file, one a line; all arguments are then paths",
        ),
    ]


def share_out(
    given: Sequence[str], after: Sequence[str] | None, more: Sequence[str] | None = None
) -> Asked:
    """Tell terms and paths apart.

    ``given`` are the arguments before ``--``, ``after`` those behind it (None where there
    is no ``--``), ``more`` the terms of a file (None where none was named).
    """
    if after is not None:
        return Asked((*given, *(more or ())), tuple(after))
    if more is not None or not given or is_place(given[0]):
        return Asked(tuple(more or ()), tuple(given))
    term, *paths = given
    if paths and not is_place(paths[0]):
        hint = Both(
            f"要查几个词，就写 {term} {paths[0]} -- 路径",
            f"for several terms write: {term} {paths[0]} -- PATH",
        )
        raise UsageProblem(
            paths[0],
            Both("没有这个文件或文件夹", "no such file or folder"),
            Both("请检查路径", "check the path") if _looks_like_a_path(paths[0]) else hint,
        )
    if not paths and _looks_like_a_path(term):
        raise UsageProblem(
            term,
            Both("没有这个文件或文件夹", "no such file or folder"),
            Both(f"如果是要查的词，就写 {term} --", f"if it is a term, write: {term} --"),
        )
    return Asked((term,), tuple(paths))


def _first(arguments: Sequence[str]) -> int:
    """Return the place behind the first separator; a second one ends the options as ever."""
    return arguments.index(SEPARATOR) + 1 if SEPARATOR in arguments else len(arguments)


def is_place(argument: str) -> bool:
    """Say whether ``argument`` names something to read: a file, a folder, a pattern, stdin."""
    if argument == STDIN or os.path.lexists(argument):
        return True
    import glob

    if not glob.has_magic(argument):
        return False
    return next(glob.iglob(argument, recursive=True), None) is not None  # noqa: PTH207 (as read.paths does)


def _looks_like_a_path(argument: str) -> bool:
    return os.sep in argument or is_readable(argument)


def read_terms(path: Path) -> tuple[str, ...]:
    """Return the terms of a file, one a line; blank lines and those with # are skipped."""
    text = read_list(
        path,
        Both("词单", "the list of terms"),
        Both("请检查 --terms-from 的路径", "check the path after --terms-from"),
    ).text
    lines = (line.strip() for line in text.splitlines())
    terms = tuple(line for line in lines if line and not line.startswith("#"))
    if not terms:
        raise UsageProblem(
            str(path),
            Both("词单是空的", "the list of terms is empty"),
            Both("每行写一个词", "write one term a line"),
        )
    return terms


def as_text(terms: Sequence[str], how: Normalisation = NOTHING) -> tuple[str, ...]:
    """Return ``terms`` as they would stand in a text that was read, each once.

    A full-width ５Ｇ is looked for as 5G, because that is what the text says by then.
    """
    found = tuple(dict.fromkeys(normalise(as_read(term).strip(), how)[0] for term in terms))
    if "" in found:
        raise UsageProblem(
            '""',
            Both("要查的词是空的", "an empty term"),
            Both("写出要查的词", "say what to look for"),
        )
    return found


def _nothing_asked(paths: Sequence[str]) -> UsageProblem:
    if not paths:
        return UsageProblem(
            "",
            Both("没有说要查什么", "nothing to look for"),
            Both("先写要查的词，再写文件或文件夹", "give a term, then a file or folder"),
        )
    name = safe(paths[0])
    return UsageProblem(
        name,
        Both("是文件或文件夹，没有说要查什么", "is a file or folder; nothing to look for"),
        Both(f"如果是要查的词，就写 {name} -- 路径", f"if it is a term, write: {name} -- PATH"),
    )
