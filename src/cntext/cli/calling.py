"""One analysis, called with values in place of text: the way in for the library and the server.

Values are written as arguments and parsed by the command itself. So defaults, bounds and
complaints are those of the command line, and what is recorded is a command that makes the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import click

from cntext.analysis import ANALYSES, Analysis
from cntext.cli import inputs, options
from cntext.cli.analyses import command, evidence_of, recorded, taken
from cntext.cli.complaints import explain
from cntext.cli.pipeline import Session
from cntext.cli.request import Request
from cntext.cli.speaking import Speaker
from cntext.errors import Both, CntextError, Reported, UsageProblem, near
from cntext.table import Table

Result = TypeVar("Result")


class Listener(Speaker):
    """Keeps what would be said on stderr, and shows no progress."""

    def __init__(self, lang: str) -> None:
        super().__init__(lang, progress=False)
        self.lines: list[str] = []

    def error(self, line: str) -> None:
        """Keep a line."""
        self.lines.append(line)

    def many(self, lines: list[str]) -> None:
        """Keep them all: nobody has to scroll."""
        self.lines += lines


@dataclass(frozen=True, slots=True)
class Call:
    """What was measured, and all that it takes to find its places."""

    session: Session
    analysis: Analysis
    chosen: dict[str, Any]
    table: Table

    def evidence(self, table: Table, most: int) -> Table:
        """Return the places behind the rows of ``table``, ``most`` of each (0: all)."""
        return evidence_of(self.session, self.analysis, self.chosen, table, most)


def reader() -> click.Command:
    """Return the options that say what a corpus is, as a command that is only parsed."""
    return click.Command(
        "read",
        params=[
            inputs.paths(),
            *inputs.reading(),
            *inputs.choosing(),
            *options.segmenting(),
            options.stopwords(),
            *options.working(),
        ],
    )


def read(paths: Sequence[str], values: Mapping[str, object], lang: str) -> Session:
    """Read a corpus; its speaker has kept what is to be known of it."""
    if not paths:
        raise UsageProblem(
            "",
            Both("没有说要读什么", "nothing to read"),
            Both("给出文件或文件夹", "give a file or folder"),
        )
    asked = parsed(reader(), values, (), paths, lang).params
    return opened(Request(**{**asked, "paths": tuple(asked["paths"])}), lang)


def opened(request: Request, lang: str) -> Session:
    """Read what ``request`` asks for; `CntextError` where that is to stop at a failure."""
    listener = Listener(lang)
    session = Session(request, listener)
    try:
        session.read()
    except Reported:
        said = "\n".join(listener.lines)
        raise CntextError("", Both(said, said)) from None
    return session


def call(
    session: Session,
    name: str,
    values: Mapping[str, object],
    terms: Sequence[str] = (),
) -> Call:
    """Measure what ``session`` has read. Nothing that earlier calls did shows in the table."""
    lang, asked = session.speaker.lang, session.request
    made = command(name)
    own = {parameter.name for parameter in made.params}
    shared = {
        key: value
        for key in Request._fields
        if key in own and key != "paths" and (value := getattr(asked, key)) is not None
    }
    context = parsed(made, {**shared, **values}, terms, asked.paths, lang)
    analysis = ANALYSES[name]
    chosen = dict(context.params)
    request = taken(analysis, chosen)
    if request.paths != asked.paths:  # an option names more to read
        session = opened(asked._replace(paths=request.paths), lang)
    one = session.anew()
    analysis.check(chosen)
    one.check(analysis, chosen)
    table = one.measure(analysis, chosen)
    return Call(one, analysis, chosen, recorded(table, analysis, context))


def parsed(
    made: click.Command,
    values: Mapping[str, object],
    terms: Sequence[str],
    paths: Sequence[str],
    lang: str,
) -> click.Context:
    """Return what ``made`` makes of its arguments; `UsageProblem` says what it says."""
    return _explained(
        lambda: made.make_context(made.name, _written(made, values, terms, paths), obj=lang)
    )


def _written(
    made: click.Command,
    values: Mapping[str, object],
    terms: Sequence[str],
    paths: Sequence[str],
) -> list[str]:
    known = {p.name: p for p in made.params if isinstance(p, click.Option)}
    arguments: list[str] = []
    for name, value in values.items():
        if name not in known:
            raise _unknown(name, [str(n) for n in known])
        arguments += _option(known[name], value)
    # A term that begins with a dash would be taken for an option; white space is cut off it.
    return [*arguments, *(f" {term}" if term[:1] == "-" else term for term in terms), "--", *paths]


def _option(option: click.Option, value: object) -> list[str]:
    name = max(option.opts, key=len)
    if value is None:
        return []
    if option.is_flag:
        if not isinstance(value, bool):
            raise UsageProblem(name, Both("应为 True 或 False", "is either True or False"))
        return [name] if value else list(option.secondary_opts[:1])
    if option.multiple:
        several = [value] if isinstance(value, str) or not isinstance(value, Sequence) else value
        return [f"{name}={each}" for each in several]
    return [f"{name}={value}"]


def _unknown(name: str, known: list[str]) -> UsageProblem:
    return UsageProblem(name, Both("没有这个选项", "no such option"), near(name, known))


def _explained(parse: Callable[[], Result]) -> Result:
    try:
        return parse()
    except click.UsageError as error:
        raise UsageProblem("", explain(error)) from error
