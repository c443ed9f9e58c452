"""Help in two languages: what a command does, examples, its options by family."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from typing import Any, cast

import click
from click.core import ParameterSource
from click.shell_completion import CompletionItem

from cntext.cli import settings
from cntext.cli.families import Placed, grouped
from cntext.cli.formatter import Formatter
from cntext.cli.prose import prose
from cntext.errors import Both

USAGE = Both("用法：", "Usage: ")
OPTIONS = Both("选项", "Options")
COMMANDS = Both("命令", "Commands")
EXAMPLES = Both("例", "Examples")
SHOW_HELP = Both("显示帮助", "show this message and exit")
_PLACES = (("[OPTIONS]", "[选项]"), ("COMMAND [ARGS]...", "命令 [参数]..."))  # as Click has them
_BESIDE = 44  # cells: a longer example has its remark below it
DEFAULT = Both("默认", "default")


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
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx  # so that the right --help is named
            raise
        if not ctx.resilient_parsing:
            self.settle(ctx)
        return rest

    def settle(self, ctx: click.Context) -> None:
        """Say where to look, if the command reads and nothing was named to be read."""
        settings.fill_in_corpus(ctx)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        lang = language(ctx)
        formatter.write(f"{USAGE.say(lang)}{ctx.command_path} {places(ctx, lang)}\n")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the description, then the examples that are in it."""
        lang = language(ctx)
        said = prose(self.both.say(lang))
        formatter.indent()
        for block in said.blocks:
            formatter.write("\n")
            for paragraph in block:
                cast("Formatter", formatter).write_lines(*paragraph)  # that of our `Context`
        if said.examples:
            formatter.write(_headed(EXAMPLES, lang))
            formatter.write_dl(said.examples, col_max=_BESIDE)
        formatter.dedent()

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options by family, and under a group the commands before them."""
        lang = language(ctx)
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)
        families = grouped(p for p in self.get_params(ctx) if isinstance(p, click.Option))
        for family, options in families.items():
            heading = family.value if len(families) > 1 else OPTIONS
            records = [record for each in options if (record := each.get_help_record(ctx))]
            formatter.write(_headed(heading, lang))
            formatter.indent()
            formatter.write_dl(records)
            formatter.dedent()

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

    def sections(self, ctx: click.Context) -> Mapping[Both, Sequence[str]]:
        """Return the commands under the headings of the overview."""
        return {COMMANDS: self.list_commands(ctx)}

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands by section, none of them imported for it."""
        lang = language(ctx)
        width = max(map(len, self.list_commands(ctx)))
        for heading, names in self.sections(ctx).items():
            formatter.write(_headed(heading, lang))
            formatter.indent()
            formatter.write_dl(
                [(name.ljust(width), self.summary(name).say(lang)) for name in names]
            )
            formatter.dedent()


def _headed(heading: Both, lang: str) -> str:
    return "\n" + heading.say(lang) + ("：" if lang == "zh" else ":") + "\n"


def places(ctx: click.Context, lang: str) -> str:
    """Return what follows the name of a command: "[OPTIONS] [PATH]..."."""
    pieces = " ".join(ctx.command.collect_usage_pieces(ctx))
    for written, zh in _PLACES if lang == "zh" else ():
        pieces = pieces.replace(written, zh)
    return pieces


class LocalisedOption(Placed):
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
