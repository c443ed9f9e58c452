"""What commands and options there are, by name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import click


@cache
def commands() -> tuple[tuple[str, click.Command], ...]:
    """Return every command that does something, with its full name ("lexicon count")."""
    from cntext.cli.commands import root

    return tuple(_below(root(), ""))


def _below(group: click.Group, prefix: str) -> Iterator[tuple[str, click.Command]]:
    ctx = click.Context(group)
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        if isinstance(command, click.Group):
            yield from _below(command, f"{prefix}{name} ")
        elif command is not None:
            yield f"{prefix}{name}", command


def command_names() -> list[str]:
    """Return the full names of the commands, in the order of the overview."""
    return [name for name, _ in commands()]


def names_under(name: str) -> tuple[str, ...]:
    """Return the names of what stands under a command that works by itself: code schemes."""
    makers = getattr(dict(commands()).get(name), "makers", {})
    return tuple(makers)


def name_of(ctx: click.Context) -> str:
    """Return the full name of the command that ``ctx`` belongs to, "" for the root."""
    names: list[str] = []
    while ctx.parent is not None:
        names.insert(0, ctx.info_name or "")
        ctx = ctx.parent
    return " ".join(names)


def option_name(option: click.Parameter) -> str:
    """Return the long name of an option without its dashes: "min-freq"."""
    return max(option.opts, key=len).lstrip("-")


def option_names(command: click.Command) -> list[str]:
    """Return the long names of the options of ``command``."""
    return [option_name(each) for each in command.params if isinstance(each, click.Option)]
