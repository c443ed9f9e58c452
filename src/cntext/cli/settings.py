"""Options that were not typed: environment, project file, then the program's own default.

Only `cntext.cli.main.main` begins them; what is run again from a record (``cntext verify``)
takes the recorded options and nothing else.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, NamedTuple

import click
from click.core import ParameterSource

from cntext.cli.names import commands, name_of, option_name, option_names
from cntext.cli.project import NAME, Project, Setting, load_project, unknown_key
from cntext.cli.speaking import Speaker
from cntext.errors import Both, CntextError, UsageProblem

PREFIX = "CNTEXT"
PROJECT = f"{PREFIX}_PROJECT"
# They are for the tool itself, which must work where the project file does not.
EXEMPT = frozenset({"doctor", "init", "completion", "man", "mcp", "schema"})
_META = "cntext.settings"


class Settings(NamedTuple):
    """The project file of the folder, or what is wrong with it."""

    project: Project | None = None
    error: CntextError | None = None

    @staticmethod
    def here() -> Settings:
        """Return the settings of the current folder; ``CNTEXT_PROJECT=none``: none."""
        if os.environ.get(PROJECT) == "none":
            return Settings()
        try:
            return Settings(load_project(Path(NAME)))
        except CntextError as error:
            return Settings(error=error)


def begin(ctx: click.Context, settings: Settings) -> None:
    """Let ``settings`` hold for the command run in ``ctx`` and those under it."""
    ctx.meta[_META] = settings


def in_force(ctx: click.Context) -> Settings | None:
    """Return the settings that hold, None for a command run from a record."""
    found: Settings | None = ctx.meta.get(_META)
    return found


def project_of(ctx: click.Context) -> Project | None:
    """Return the project file that the command of ``ctx`` goes by."""
    settings = in_force(ctx)
    if settings is None or name_of(ctx) in EXEMPT:
        return None
    if settings.error:
        raise settings.error
    return settings.project


def variables(ctx: click.Context, option: click.Option) -> list[str]:
    """Return the variables that set ``option``: CNTEXT_FREQ_MIN_FREQ before CNTEXT_MIN_FREQ."""
    name = option_name(option)
    if in_force(ctx) is None or not option.allow_from_autoenv:
        return []
    scopes = dict.fromkeys((name_of(ctx), ""))
    return [variable(scope, name) for scope in scopes]


def variable(command: str, option: str) -> str:
    """Return the variable that sets ``option`` for ``command`` ("" for all)."""
    return "_".join([PREFIX, *command.split(), option]).replace("-", "_").upper()


def setting(ctx: click.Context, option: click.Option) -> Setting | None:
    """Return what the project sets for ``option``, checked; None if it does not."""
    project = project_of(ctx)
    name = option_name(option)
    found = project.setting(name_of(ctx), name) if project else None
    if project is None or found is None:
        return None
    where = f"{project.file}:{found.line}: {name}"
    value = found.value
    if option.is_flag:
        fits, kind = isinstance(value, bool), Both("应为 true 或 false", "must be true or false")
    elif option.multiple:
        value = [value] if isinstance(value, str) else value
        fits = isinstance(value, list) and all(isinstance(each, str) for each in value)
        kind = Both("应为文字的列表", "must be a list of strings")
    else:
        fits = isinstance(value, str | int | float) and not isinstance(value, bool)
        kind = Both("应为文字或数", "must be a string or a number")
    if not fits:
        raise UsageProblem(where, kind)
    require(option, ctx, value, where)
    return Setting(value, found.line)


def require(option: click.Option, ctx: click.Context, value: Any, where: str) -> None:  # noqa: ANN401 (Click's)
    """Refuse a value that the option does not take, naming where it stands."""
    from cntext.cli.complaints import wanted

    try:
        option.type_cast_value(ctx, value)
    except click.BadParameter as error:
        raise UsageProblem(where, wanted(option.type) or Both(*2 * (error.message,))) from error
    except UsageProblem as error:  # of a value that is more than text
        raise UsageProblem(where, error.problem, error.hint) from error


def check(ctx: click.Context) -> None:
    """Refuse a project file that sets an option that the command, or any command, lacks."""
    project = project_of(ctx)
    if project is None:
        return
    own = option_names(ctx.command)
    for key, found in project.values.get(name_of(ctx), {}).items():
        if key not in own:
            raise unknown_key(project, found, key, own)
    rest = {k: v for k, v in project.values.get("", {}).items() if k not in own}
    if rest:
        every = {name for _, command in commands() for name in option_names(command)}
        for key, found in rest.items():
            if key not in every:
                raise unknown_key(project, found, key, every)


def fill_in_corpus(ctx: click.Context) -> None:
    """Give a command that reads, and was told nothing to read, the corpus; and say so."""
    given = ctx.params
    if "files_from" not in given or given.get("paths") or given["files_from"] or given.get("table"):
        return
    speaker = Speaker(str(ctx.find_root().obj), quiet=given.get("quiet", False))
    if paths := project_corpus(ctx, speaker):
        given["paths"] = paths


def project_corpus(ctx: click.Context, speaker: Speaker) -> tuple[str, ...]:
    """Return `corpus`, and say that it is what is read."""
    if paths := corpus(ctx):
        shown = " ".join(paths)
        speaker.note(
            Both(
                f"读 {shown}（项目的语料；- 为标准输入）",
                f"reading {shown} (the project's corpus; - is stdin)",
            )
        )
    return paths


def corpus(ctx: click.Context) -> tuple[str, ...]:
    """Return where to look if no path was named: CNTEXT_CORPUS, else the project's corpus."""
    if in_force(ctx) is None:
        return ()
    if value := os.environ.get(f"{PREFIX}_CORPUS"):
        return tuple(each for each in value.split(os.pathsep) if each)
    project = project_of(ctx)
    return project.corpus if project else ()


def record(ctx: click.Context) -> dict[str, object]:
    """Return what of this run was not typed, for the manifest; empty if all was."""
    by: dict[ParameterSource, list[str]] = {
        ParameterSource.ENVIRONMENT: [],
        ParameterSource.DEFAULT_MAP: [],
    }
    for parameter in ctx.command.params:
        source = ctx.get_parameter_source(parameter.name or "")
        if source in by:
            by[source].append(option_name(parameter))
    environment, file = (sorted(names) for names in by.values())
    project = project_of(ctx) if file else None
    return {
        **({"environment": environment} if environment else {}),
        **({"file": project.file, "sha256": project.sha256, "options": file} if project else {}),
    }
