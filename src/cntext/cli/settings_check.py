"""What `doctor` says of settings: the project file, the environment, which of them hold."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator

import click

from cntext.cli import settings
from cntext.cli.names import commands, option_name
from cntext.cli.project import CORPUS, LANG, NAME, Project
from cntext.errors import CntextError, near
from cntext.table import Row

# Variables that set no option of a command; docs/contract.md says what they are for.
_OTHERS = ("LANG", "CACHE", "DEBUG", "PROJECT", "CORPUS", "PARTITION", "SMALL", "START")


def rows(ctx: click.Context) -> Iterator[Row]:
    """Yield the checks of the settings that hold in the folder of ``ctx``."""
    found = settings.in_force(ctx) or settings.Settings()
    root = ctx.find_root()
    known = {f"{settings.PREFIX}_{name}" for name in _OTHERS}
    error = found.error
    for name, command in commands():
        own = _context(root, name, command)
        if error is None:
            try:
                settings.check(own)
            except CntextError as wrong:
                error = wrong
        for option in command.params:
            if isinstance(option, click.Option):
                known.update(settings.variables(own, option))
    if error:
        yield "project", False, error.say("en")
    elif found.project:
        yield "project", True, _described(found.project)
        yield from _set(root, found.project)
    else:
        off = os.environ.get(settings.PROJECT) == "none"
        yield "project", True, f"{NAME} left out (CNTEXT_PROJECT)" if off else f"no {NAME} here"
    yield from _environment(known)


def _described(project: Project) -> str:
    parts = [f"{project.file} (sha256 {project.sha256[:12]})"]
    if project.corpus:
        parts.append(f"{CORPUS} {' '.join(project.corpus)}")
    if project.lang:
        parts.append(f"{LANG} {project.lang}")
    if project.recipes:
        parts.append(f"recipes {' '.join(project.recipes)}")
    return ", ".join(parts)


def _context(root: click.Context, name: str, command: click.Command) -> click.Context:
    ctx = root
    for part in name.split():
        ctx = click.Context(command, parent=ctx, info_name=part)
    return ctx


def _set(root: click.Context, project: Project) -> Iterator[Row]:
    """Yield each option that the project sets, where it is set, and what overrules it."""
    for name, options in project.values.items():
        for key, one in options.items():
            label = f"{name} --{key}".strip()
            scopes = dict.fromkeys((name, ""))
            over = [v for scope in scopes if os.environ.get(v := settings.variable(scope, key))]
            value = json.dumps(one.value, ensure_ascii=False, default=str)
            wrong = _wrong(root, name, key)
            if wrong:
                yield label, False, wrong
            elif over:
                yield (
                    label,
                    True,
                    f"{os.environ[over[0]]} ({over[0]}, over {project.file}:{one.line})",
                )
            else:
                yield label, True, f"{value} ({project.file}:{one.line})"


def _wrong(root: click.Context, name: str, key: str) -> str:
    """Return what is wrong with a value of the project, "" if nothing is."""
    for command_name, command in commands():
        if name not in {"", command_name}:
            continue
        for option in command.params:
            if isinstance(option, click.Option) and option_name(option) == key:
                try:
                    settings.setting(_context(root, command_name, command), option)
                except CntextError as error:
                    return error.say("en")
    return ""


def _environment(known: set[str]) -> Iterator[Row]:
    for name in sorted(os.environ):
        if not name.startswith(f"{settings.PREFIX}_"):
            continue
        if name in known:
            yield name, True, os.environ[name]
        else:
            hint = near(name, known)
            yield name, False, "sets nothing" + (f"; {hint.en}" if hint else "")
