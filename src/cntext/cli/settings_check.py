"""What `doctor` says of settings: the project file, the environment, which of them hold."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator

import click

from cntext.cli import settings
from cntext.cli.help import language
from cntext.cli.names import commands, option_name
from cntext.cli.project import CORPUS, LANG, NAME, Project
from cntext.errors import Both, CntextError, near
from cntext.table import Row

# Variables that set no option of a command; `cntext explain contract` says what they are for.
_OTHERS = ("LANG", "CACHE", "DEBUG", "PROJECT", "CORPUS", "PARTITION", "SMALL", "START")


def rows(ctx: click.Context) -> Iterator[Row]:
    """Yield the checks of the settings that hold in the folder of ``ctx``."""
    found = settings.in_force(ctx) or settings.Settings()
    root, lang = ctx.find_root(), language(ctx)
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
        yield "project", False, error.say(lang)
    elif found.project:
        yield "project", True, _described(found.project).say(lang)
        yield from _set(root, found.project, lang)
    else:
        off = os.environ.get(settings.PROJECT) == "none"
        absent = Both(f"这里没有 {NAME}", f"no {NAME} here")
        left = Both(f"不用 {NAME}（CNTEXT_PROJECT）", f"{NAME} left out (CNTEXT_PROJECT)")
        yield "project", True, (left if off else absent).say(lang)
    yield from _environment(known, lang)


def _described(project: Project) -> Both:
    file = f"{project.file} (sha256 {project.sha256[:12]})"
    zh, en = [file], [file]
    for values, name_zh, name_en in (
        (project.corpus, "语料", CORPUS),
        ((project.lang,) if project.lang else (), "语言", LANG),
        (project.recipes, "配方", "recipes"),
    ):
        if values:
            zh.append(f"{name_zh} {' '.join(values)}")
            en.append(f"{name_en} {' '.join(values)}")
    return Both("，".join(zh), ", ".join(en))


def _context(root: click.Context, name: str, command: click.Command) -> click.Context:
    ctx = root
    for part in name.split():
        ctx = click.Context(command, parent=ctx, info_name=part)
    return ctx


def _set(root: click.Context, project: Project, lang: str) -> Iterator[Row]:
    """Yield each option that the project sets, where it is set, and what overrules it."""
    for name, options in project.values.items():
        for key, one in options.items():
            label = f"{name} --{key}".strip()
            scopes = dict.fromkeys((name, ""))
            over = [v for scope in scopes if os.environ.get(v := settings.variable(scope, key))]
            value = json.dumps(one.value, ensure_ascii=False, default=str)
            wrong = _wrong(root, name, key, lang)
            if wrong:
                yield label, False, wrong
            elif over:
                value, where = f"{os.environ[over[0]]} ({over[0]}", f"{project.file}:{one.line})"
                yield (
                    label,
                    True,
                    Both(f"{value}，压过 {where}", f"{value}, over {where}").say(lang),
                )
            else:
                yield label, True, f"{value} ({project.file}:{one.line})"


def _wrong(root: click.Context, name: str, key: str, lang: str) -> str:
    """Return what is wrong with a value of the project, "" if nothing is."""
    for command_name, command in commands():
        if name not in {"", command_name}:
            continue
        for option in command.params:
            if isinstance(option, click.Option) and option_name(option) == key:
                try:
                    settings.setting(_context(root, command_name, command), option)
                except CntextError as error:
                    return error.say(lang)
    return ""


def _environment(known: set[str], lang: str) -> Iterator[Row]:
    for name in sorted(os.environ):
        if not name.startswith(f"{settings.PREFIX}_"):
            continue
        if name in known:
            yield name, True, os.environ[name]
        else:
            hint = near(name, known) or Both("", "")
            idle = Both(
                "不起作用" + ("；" + hint.zh if hint.zh else ""),
                "sets nothing" + ("; " + hint.en if hint.en else ""),
            )
            yield name, False, idle.say(lang)
