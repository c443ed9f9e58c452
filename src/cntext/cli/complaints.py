"""Click's complaints about a command line, each as one line in the language in force."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

from cntext.errors import Both, near
from cntext.lazy import pattern

# Click's own words, where its exceptions have no field: what was typed is in them.
_GIVEN = pattern(
    r"('?)(.+)\1 is not (?:one of|a valid|in the range) "
)  # the value, as Click says it
_EXTRA = pattern(r"(?s)Got unexpected extra arguments? \((.*)\)")
_NO_COMMAND = pattern(r"(?s)No such command '(.*?)'\.?\Z")


def explain(error: click.UsageError) -> Both:
    """Return Click's own complaint as one line in both languages."""
    match error:
        case click.NoSuchOption():
            return _no_option(error)
        case click.MissingParameter():
            return _missing(error)
        case click.BadParameter():
            return _bad_value(error)
        case click.BadOptionUsage():
            return _bad_option(error)
        case _:
            return _of_the_line(error)


def _no_option(error: click.NoSuchOption) -> Both:
    known = error.ctx.command.get_params(error.ctx) if error.ctx else ()
    name = error.option_name
    return _with(Both(f"没有选项 {name}", f"No such option '{name}'"), _near_option(name, known))


def _near_option(asked: str, known: Iterable[click.Parameter]) -> Both | None:
    """Return a hint at an option that help shows: its name is near, dashes aside."""
    shown = (one for one in known if isinstance(one, click.Option) and not one.hidden)
    names = (name for one in shown for name in (*one.opts, *one.secondary_opts))
    long = [name[2:] for name in names if name.startswith("--")]
    return near(asked.lstrip("-"), long, before="--")


def _missing(error: click.MissingParameter) -> Both:
    if isinstance(error.param, click.Option):
        option = max(error.param.opts, key=len)
        return Both(f"缺少选项 {option}", f"Missing option {option}")
    name = _name(error)
    return Both(f"缺少参数 {name}", f"Missing argument {name}")


def _bad_value(error: click.BadParameter) -> Both:
    name, kind = _name(error), error.param.type if error.param else None
    zh, en = wanted(kind) or Both(error.message, error.message)
    given = _GIVEN.match(error.message)
    if given and wanted(kind):
        zh, en = f"{zh}，不是 {given[2]}", f"{en}, not {given[2]}"
    said = Both(f"{name} 的值不对：{zh}", f"Invalid value for {name}: {en}")
    choices = map(str, kind.choices) if given and isinstance(kind, click.Choice) else ()
    return _with(said, near(given[2].lower(), choices) if given else None)


def _name(error: click.BadParameter) -> str:
    """Return what the parameter is called in the help."""
    match error.param:
        case click.Option() as option:
            return option.opts[0]
        case None:
            return str(error.param_hint or "")
        case argument:
            return argument.human_readable_name


def _bad_option(error: click.BadOptionUsage) -> Both:
    name = error.option_name
    if "does not take a value" in error.message:
        return Both(f"选项 {name} 不带值", f"Option '{name}' takes no value")
    return Both(f"选项 {name} 后面要有值", f"Option '{name}' needs a value")


def _of_the_line(error: click.UsageError) -> Both:
    """Return the complaint about a command, or about arguments that are too many."""
    if no_command := _NO_COMMAND.match(error.message):
        name, ctx = no_command[1], error.ctx
        group = ctx.command if ctx else None
        known = group.list_commands(ctx) if ctx and isinstance(group, click.Group) else []
        return _with(Both(f"没有命令 {name}", f"No such command '{name}'"), near(name, known))
    if extra := _EXTRA.match(error.message):
        return Both(f"多了参数 {extra[1]}", f"Unexpected argument {extra[1]}")
    if names_no_command(error):
        return Both("缺少命令", "Missing command")
    return Both(*2 * (error.format_message(),))


def _with(problem: Both, hint: Both | None) -> Both:
    """Return a complaint with what might have been meant behind it."""
    if hint is None:
        return problem
    return Both(f"{problem.zh}；{hint.zh}", f"{problem.en}; {hint.en}")


def names_no_command(error: click.UsageError) -> bool:
    """Say whether nothing is wrong but that a group was given no command."""
    return error.message == "Missing command."


def wanted(kind: click.ParamType[Any] | None) -> Both | None:
    """Return what a value of this kind must be, None if Click alone can say it."""
    if isinstance(kind, click.Choice):
        names = [str(choice) for choice in kind.choices]
        return Both(f"应为 {'、'.join(names)} 之一", f"must be one of {', '.join(names)}")
    if isinstance(kind, click.types.BoolParamType):
        return Both("应为 true 或 false", "must be true or false")
    whole = isinstance(kind, click.types.IntParamType)
    zh, en = ("整数", "an integer") if whole else ("数", "a number")
    if isinstance(kind, click.IntRange | click.FloatRange):
        low, high = (None if x is None else f"{x:g}" for x in (kind.min, kind.max))
        if low and high:
            return Both(f"应为 {low} 到 {high} 之间的{zh}", f"must be {en} from {low} to {high}")
        if low:
            return Both(f"应为不小于 {low} 的{zh}", f"must be {en} of at least {low}")
        if high:
            return Both(f"应为不大于 {high} 的{zh}", f"must be {en} of at most {high}")
    if isinstance(kind, click.types.IntParamType | click.types.FloatParamType):
        return Both(f"应为{zh}", f"must be {en}")
    return None
