"""Help and usage errors in two languages, wrapped by cell width."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

import click
from click.core import ParameterSource
from click.shell_completion import CompletionItem

from cntext.cli import settings
from cntext.errors import Both, near

USAGE = Both("用法：", "Usage: ")
OPTIONS = Both("选项", "Options")
COMMANDS = Both("命令", "Commands")
SHOW_HELP = Both("显示帮助", "Show this message and exit.")
DEFAULT = Both("默认", "default")


def cells(text: str) -> int:
    """Return the width of ``text`` on a terminal."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def wrap(text: str, width: int) -> list[str]:
    """Break ``text`` into lines of at most ``width`` cells: at spaces, or after a Chinese character."""
    lines, line, room = [""], "", width
    for piece in _pieces(text):
        if cells(piece) > room and line.strip():
            lines[-1] = line.rstrip()
            lines.append("")
            line = ""
        line += piece if line else piece.lstrip()
        room = width - cells(line)
        lines[-1] = line.rstrip()
    return lines


def _pieces(text: str) -> list[str]:
    """Return the pieces between which a line may break; closing marks stay with their word."""
    pieces: list[str] = []
    for character in text:
        wide = unicodedata.east_asian_width(character) in "WF"
        glued = pieces and (
            (not wide and not pieces[-1].endswith(" ") and cells(pieces[-1][-1]) == 1)
            or character in "，。、；：！？）》”…,.;:!?)"
            or (character == " " and not pieces[-1].endswith(" "))
        )
        if glued:
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


class Formatter(click.HelpFormatter):
    """Click's formatter, counting a Chinese character as the two cells that it takes."""

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write a definition list with both columns aligned by cells."""
        rows = list(rows)
        first = min(max((cells(term) for term, _ in rows), default=0), col_max) + col_spacing
        width = max(self.width - first - self.current_indent, 20)
        for term, definition in rows:
            head = " " * self.current_indent + term
            lines = wrap(definition, width)
            if cells(term) > first - col_spacing:
                self.write(head + "\n")
                head = " " * self.current_indent
            self.write(head + " " * (first + self.current_indent - cells(head)) + lines[0] + "\n")
            for line in lines[1:]:
                self.write(" " * (first + self.current_indent) + line + "\n")


class Context(click.Context):
    """A context that writes help with our formatter and knows the language."""

    formatter_class = Formatter

    @property
    def lang(self) -> str:
        """Return the language in force."""
        return str(self.find_root().obj or "en")


class Localised(click.Command):
    """A command whose help is written in the language in force."""

    context_class = Context

    def __init__(self, *args: Any, both: Both, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.both = both

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse what was typed; the environment and the project fill in what was not."""
        if not ctx.resilient_parsing and not isinstance(self, click.Group):
            settings.check(ctx)
        rest = super().parse_args(ctx, args)
        if not ctx.resilient_parsing:
            self.settle(ctx)
        return rest

    def settle(self, ctx: click.Context) -> None:
        """Say where to look, if the command reads and nothing was named to be read."""
        settings.fill_in_corpus(ctx)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write(f"{USAGE.say(language(ctx))}{ctx.command_path} {pieces}\n")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the description as it was written, line by line."""
        formatter.write("\n")
        for line in self.both.say(language(ctx)).splitlines():
            formatter.write(f"  {line}".rstrip() + "\n")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, and under a group the commands."""
        records = [
            record
            for parameter in self.get_params(ctx)
            if isinstance(parameter, click.Option) and (record := parameter.get_help_record(ctx))
        ]
        formatter.write(f"\n{OPTIONS.say(language(ctx))}:\n")
        formatter.indent()
        formatter.write_dl(records)
        formatter.dedent()
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return ``-h/--help`` with its own help in the language in force."""
        option = super().get_help_option(ctx)
        if option:
            option.help = SHOW_HELP.say(language(ctx))
        return option


class LocalisedGroup(Localised, click.Group):
    """A group whose help is written in the language in force."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (Click's signature)
        """Return the names of its commands, in the order in which they were given."""
        return list(self.commands)

    def summary(self, name: str) -> Both:
        """Return the line that the overview has for command ``name``."""
        command = self.commands[name]
        if not isinstance(command, Localised):
            return Both("", command.help or "")
        zh, en = (text.partition("\n")[0] for text in command.both)
        return Both(zh.rstrip("。"), en.rstrip("."))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands in their own order, none of them imported for it."""
        lang = language(ctx)
        rows = [(name, self.summary(name).say(lang)) for name in self.list_commands(ctx)]
        formatter.write(f"\n{COMMANDS.say(language(ctx))}:\n")
        formatter.indent()
        formatter.write_dl(rows)
        formatter.dedent()


class LocalisedOption(click.Option):
    """An option with its help in two languages."""

    def __init__(self, *args: Any, both: Both, **kwargs: Any) -> None:  # noqa: ANN401
        kwargs["help"] = both.en
        super().__init__(*args, **kwargs)
        self.both = both

    def consume_value(
        self, ctx: click.Context, opts: Mapping[str, Any]
    ) -> tuple[Any, ParameterSource]:
        """Return what was typed, else what the environment, the project, the program says."""
        value, source = super().consume_value(ctx, opts)
        if source is ParameterSource.ENVIRONMENT:
            name = next(n for n in settings.variables(ctx, self) if os.environ.get(n))
            settings.require(self, ctx, value, name)
        elif source is ParameterSource.DEFAULT and (found := settings.setting(ctx, self)):
            return found.value, ParameterSource.DEFAULT_MAP
        return value, source

    def resolve_envvar_value(self, ctx: click.Context) -> str | None:
        """Return the first variable that sets this option: for its command, else for all."""
        values = (os.environ.get(name) for name in settings.variables(ctx, self))
        return next((value for value in values if value), None)

    def value_from_envvar(self, ctx: click.Context) -> Any:  # noqa: ANN401 (Click's signature)
        """Return that value; several are parted as in PATH."""
        value = self.resolve_envvar_value(ctx)
        if value is not None and self.multiple:
            return tuple(each for each in value.split(os.pathsep) if each)
        return super().value_from_envvar(ctx)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return the values that a shell may offer."""
        from cntext.cli.completion import values_of

        known = values_of(ctx, self, incomplete)
        files = {"FILE", "PATH", "DIR"} & set(re.split(r"[^A-Z]+", self.metavar or ""))
        if files and not known:
            return [CompletionItem(incomplete, type="file")]
        return known or super().shell_complete(ctx, incomplete)

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option's names and its help, the default behind it."""
        if self.hidden:
            return None
        names = ", ".join([*self.opts])
        if self.secondary_opts:
            names += " / " + ", ".join(self.secondary_opts)
        if not self.is_flag:
            names += " " + self.make_metavar(ctx)
        text = self.both.say(language(ctx))
        # Click marks "no default" by an object of its own; only what a person could type is shown.
        shown = isinstance(self.default, str | int | float) and not isinstance(self.default, bool)
        if self.show_default and shown and self.default != "":
            text += f" [{DEFAULT.say(language(ctx))}: {self.default}]"
        return names, text


def language(ctx: click.Context | None) -> str:
    """Return the language in force, which `main` put into the root context."""
    return str(ctx.find_root().obj or "en") if ctx else "en"


def explain(error: click.UsageError, lang: str) -> str:
    """Return Click's own complaint as one line in ``lang``."""
    if error.message.startswith("No such command"):
        return _no_command(error).say(lang)
    if lang != "zh":
        return error.format_message()
    match error:
        case click.NoSuchOption():
            close = f"；是不是 {'、'.join(error.possibilities)}？" if error.possibilities else ""
            return f"没有选项 {error.option_name}{close}"
        case click.MissingParameter():
            name = error.param.human_readable_name if error.param else error.param_hint
            return f"缺少参数 {name}"
        case click.BadParameter():
            name = error.param.opts[0] if error.param else error.param_hint
            kind = error.param.type if error.param else None
            need = wanted(kind)
            return f"{name} 的值不对：{need.zh if need else error.message}"
        case click.BadOptionUsage() if "requires an argument" in error.message:
            return f"选项 {error.option_name} 后面要有值"
        case click.BadOptionUsage():
            return f"选项 {error.option_name} 的用法不对：{error.message}"
        case _:
            return error.format_message()


def _no_command(error: click.UsageError) -> Both:
    """Return the complaint about a command that there is not, with the one that comes close."""
    name = error.message.split("'")[1]
    ctx = error.ctx
    group = ctx.command if ctx else None
    known = group.list_commands(ctx) if ctx and isinstance(group, click.Group) else []
    hint = near(name, known) or Both("", "")
    return Both(
        f"没有命令 {name}" + ("；" + hint.zh if hint.zh else ""),
        f"No such command '{name}'" + ("; " + hint.en if hint.en else ""),
    )


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
