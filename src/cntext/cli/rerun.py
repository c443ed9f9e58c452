"""The arguments of a run as they are recorded, so that it can be run again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import click

from cntext.cli import settings
from cntext.lazy import pattern
from cntext.text.safe import masked

# What shapes no number: where results go, how they look, how quickly they come.
_LEFT_OUT = frozenset(
    {
        "cluster",
        "evidence",
        "evidence_limit",
        "explain_row",
        "fmt",
        "help",
        "jobs",
        "memory",
        "no_cache",
        "no_progress",
        "output",
        "quiet",
        "terms_from",  # the terms themselves are recorded
    }
)

_PLAIN = pattern(r"[\w%+=:,./@-]+")


def canonical(ctx: click.Context) -> list[str]:
    """Return the arguments that mean this run: the options that are not at their default.

    Always in the same order, written one way, terms and paths last. Given to the same
    command again they mean the same, whatever order and shorthand the user chose.
    """
    arguments = [
        argument
        for parameter in sorted(ctx.command.params, key=lambda p: p.name or "")
        if isinstance(parameter, click.Option) and parameter.name not in _LEFT_OUT
        for argument in written(parameter, ctx.params.get(parameter.name or ""), ctx)
    ]
    # A term that begins with a dash would be taken for an option; white space is cut off it.
    terms = [f" {term}" if term.startswith("-") else term for term in ctx.params.get("terms", ())]
    inputs = (path for name in ("paths", "tables") for path in ctx.params.get(name, ()))
    return [*map(masked, [*arguments, *terms]), "--", *map(masked, inputs)]


def origin(ctx: click.Context, name: str, before: object = None) -> dict[str, object]:
    """Return what a manifest says of where its table came from: arguments, and who gave them.

    ``before`` is what a record says of options that were not typed; it is taken over.
    """
    untyped = before or settings.record(ctx)
    return {
        **({"settings": untyped} if untyped else {}),
        "arguments": [name, *canonical(ctx)],
    }


def command_line(arguments: Iterable[str]) -> str:
    """Return ``arguments`` as they are typed into a shell; Chinese words need no quotes there."""
    from shlex import quote

    return " ".join(one if _PLAIN.fullmatch(one) else quote(one) for one in arguments)


def unknown_option(command: click.Command, arguments: Sequence[str]) -> str:
    """Return the first of ``arguments`` that `canonical` would not have written, "" if none.

    What is recorded may have been edited by a stranger: no ``--help``, no ``--output``.
    (``--duplicates`` shapes the notes; only `run_analysis` would write its file.)
    """
    known = {
        name
        for parameter in command.params
        if isinstance(parameter, click.Option) and parameter.name not in _LEFT_OUT
        for name in (*parameter.opts, *parameter.secondary_opts)
        if name.startswith("--")
    }
    for argument in arguments:
        if argument == "--":
            break
        if argument.startswith("-") and argument.partition("=")[0] not in known:
            return argument
    return ""


def written(option: click.Option, value: object, ctx: click.Context) -> Iterator[str]:
    """Yield ``option`` as it would be written for ``value``; nothing where that is its default."""
    if not option.expose_value or value is None or value == option.get_default(ctx):
        return
    name = max(option.opts, key=len)
    if isinstance(value, bool):
        yield name if value else max(option.secondary_opts, key=len, default=name)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield f"{name}={each}"
    else:
        yield f"{name}={value}"
