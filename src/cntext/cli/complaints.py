"""Click's complaints about a command line, each as one line in the language in force."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

from cntext.errors import Both, near
from cntext.lazy import pattern

_GIVEN = pattern(
    r"('?)(.+)\1 is not (?:one of|a valid|in the range) "
)  # the value, as Click says it


def explain(error: click.UsageError, lang: str) -> str:
    """Return Click's own complaint as one line in ``lang``."""
    if error.message.startswith("No such command"):
        return _no_command(error).say(lang)
    said: Both | None = None
    match error:
        case click.NoSuchOption():
            known = error.ctx.command.get_params(error.ctx) if error.ctx else ()
            hint = _near_option(error.option_name, known) or Both("", "")
            said = _with(
                Both(f"没有选项 {error.option_name}", f"No such option '{error.option_name}'"), hint
            )
        case click.MissingParameter():
            if isinstance(error.param, click.Option):
                option = max(error.param.opts, key=len)
                said = Both(f"缺少选项 {option}", f"Missing option {option}")
            else:
                name = error.param.human_readable_name if error.param else error.param_hint
                said = Both(f"缺少参数 {name}", f"Missing argument {name}")
        case click.BadParameter():
            name = error.param.opts[0] if error.param else error.param_hint
            kind = error.param.type if error.param else None
            zh, en = wanted(kind) or Both(error.message, error.message)
            if (given := _GIVEN.match(error.message)) and wanted(kind):
                zh, en = f"{zh}，不是 {given[2]}", f"{en}, not {given[2]}"
            said = Both(f"{name} 的值不对：{zh}", f"Invalid value for {name}: {en}")
            if given and isinstance(kind, click.Choice):
                hint = near(given[2].lower(), map(str, kind.choices)) or Both("", "")
                said = _with(said, hint)
        case click.BadOptionUsage() if "requires an argument" in error.message:
            said = Both(
                f"选项 {error.option_name} 后面要有值",
                f"Option '{error.option_name}' needs a value",
            )
        case click.BadOptionUsage():
            said = Both(f"选项 {error.option_name} 的用法不对：{error.message}", error.message)
        case _:
            pass
    return said.say(lang) if said else error.format_message()


def _near_option(asked: str, known: Iterable[click.Parameter]) -> Both | None:
    """Return a hint at an option that help shows: its name is near, dashes aside."""
    shown = (one for one in known if isinstance(one, click.Option) and not one.hidden)
    names = (name for one in shown for name in (*one.opts, *one.secondary_opts))
    long = [name[2:] for name in names if name.startswith("--")]
    return near(asked.lstrip("-"), long, before="--")


def _with(problem: Both, hint: Both) -> Both:
    """Return a complaint with what might have been meant behind it."""
    zh, en = hint
    return Both(
        f"{problem.zh}；{zh}" if zh else problem.zh, f"{problem.en}; {en}" if en else problem.en
    )


def names_no_command(error: click.UsageError) -> bool:
    """Say whether nothing is wrong but that a group was given no command."""
    return error.message == "Missing command."


def _no_command(error: click.UsageError) -> Both:
    """Return the complaint about a command that there is not, with the one that comes close."""
    name = error.message.split("'")[1]
    ctx = error.ctx
    group = ctx.command if ctx else None
    known = group.list_commands(ctx) if ctx and isinstance(group, click.Group) else []
    hint = near(name, known) or Both("", "")
    return _with(Both(f"没有命令 {name}", f"No such command '{name}'"), hint)


def wanted(kind: click.ParamType[Any] | None) -> Both | None:
    """Return what a value of this kind must be, None if Click alone can say it."""
    if isinstance(kind, click.Choice):
        names = [str(choice) for choice in kind.choices]
        return Both(f"应为 {'、'.join(names)} 之一", f"must be one of {', '.join(names)}")
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
