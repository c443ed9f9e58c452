"""Run the recipes of cntext.toml.
照 cntext.toml 里的配方做。
"""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator
from typing import Any, NamedTuple

import click

from cntext.cli import options
from cntext.cli.complaints import explain
from cntext.cli.completion import among
from cntext.cli.help import Localised, language
from cntext.cli.project import NAME, RECIPES, Project
from cntext.cli.settings import Settings, project_of
from cntext.cli.showing import show
from cntext.cli.speaking import Speaker
from cntext.errors import Both, UsageProblem, near
from cntext.table import Column, Role, Table, Type, Unit

COLUMNS = (
    Column("recipe", Both("配方", "Recipe"), Type.STRING, role=Role.KEY),
    Column("step", Both("步", "Step"), Type.INTEGER, Unit.RANK, Role.KEY),
    Column("command", Both("命令", "Command"), Type.STRING, role=Role.TERM),
)
_HELP = Both(
    """照 cntext.toml 里的配方做：[recipes] 下有名字的命令。

cntext init            先写一个项目文件
cntext run             列出配方
cntext run yearly map  依次做这两个配方
配方里写的就是命令行，不要前面的 cntext。某一步的退出码不是 0 就停下，以它退出。""",
    """Run recipes of cntext.toml: the command lines that have a name under [recipes].

cntext init            first write a project file
cntext run             list the recipes
cntext run yearly map  run these two, in this order
A recipe is written as one types it, without the word cntext. The first step whose exit
code is not 0 ends the run with that code.""",
)


class Step(NamedTuple):
    """One command line of a recipe: as it was written, and its arguments."""

    recipe: str
    number: int
    line: str
    arguments: list[str]


def command() -> click.Command:
    """Return the command."""
    return Localised(
        "run",
        both=_HELP,
        callback=_run,
        params=[
            click.Argument(
                ["recipes"],
                nargs=-1,
                metavar="[RECIPE]...",
                shell_complete=among(
                    lambda: project.recipes if (project := Settings.here().project) else ()
                ),
            ),
            *options.output(),
            *options.talking(),
        ],
    )


def _run(recipes: tuple[str, ...], **chosen: Any) -> None:  # noqa: ANN401 (Click's values)
    ctx = click.get_current_context()
    project = project_of(ctx)
    if project is None:
        raise UsageProblem(
            NAME,
            Both("这个文件夹里没有", "is not in this folder"),
            Both("cntext init 写一个", "`cntext init` writes one"),
        )
    for name in recipes:
        if name not in project.recipes:
            raise _no_recipe(project, name)
    # All of them are looked at before the first is run: a slip in the last costs no hour.
    steps = [step for name in recipes or project.recipes for step in _steps(project, name)]
    if not recipes:
        rows = [(step.recipe, step.number, step.line) for step in steps]
        show(Table("run", Both("配方", "Recipes"), COLUMNS, rows), chosen)
        return
    _do(steps, Speaker(language(ctx), quiet=chosen["quiet"]))


def _do(steps: list[Step], speaker: Speaker) -> None:
    from cntext.cli.main import run

    for step in steps:
        speaker.note(Both(*2 * (f"[{step.recipe} {step.number}] cntext {step.line}",)))
        code = run(step.arguments)
        if code:
            speaker.error(
                Both(
                    f"配方 {step.recipe} 停在第 {step.number} 步（退出码 {code}）",
                    f"recipe {step.recipe} stopped at step {step.number} (exit code {code})",
                ).say(speaker.lang)
            )
            sys.exit(code)


def _no_recipe(project: Project, name: str) -> UsageProblem:
    names = list(project.recipes)
    there = Both("有：" + "、".join(names), "there are: " + ", ".join(names))
    none = Both(f"在 [{RECIPES}] 下写一个", f"write one under [{RECIPES}]")
    return UsageProblem(
        name,
        Both(f"{project.file} 里没有这个配方", f"no such recipe in {project.file}"),
        near(name, names) or (there if names else none),
    )


def _steps(project: Project, name: str) -> Iterator[Step]:
    for number, line in enumerate(project.recipes[name], start=1):
        where = f"{project.file}: {name} {number}"
        try:
            arguments = shlex.split(line)
        except ValueError as error:
            raise UsageProblem(
                where, Both("引号没有成对", "a quotation mark is not closed")
            ) from error
        _look_over(where, arguments)
        yield Step(name, number, line, arguments)


def _look_over(where: str, arguments: list[str]) -> None:
    """Refuse a command line that names no command or an option that there is not."""
    from cntext.cli.commands import root

    group: click.Command = root()
    ctx = click.Context(group, info_name="cntext")
    rest = arguments
    try:
        while isinstance(group, click.Group):
            name, found, rest = group.resolve_command(ctx, rest) if rest else ("", None, [])
            if found is None or name == "run":
                raise click.UsageError("")
            group, ctx = found, click.Context(found, parent=ctx, info_name=name)
        found_by_parser = group.make_parser(ctx)
        found_by_parser.parse_args(list(rest))
    except click.UsageError as error:
        said = explain(error)
        fallback = Both("不是 cntext 的命令", "is no command of cntext")
        raise UsageProblem(where, said if said.en else fallback) from error
