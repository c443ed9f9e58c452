"""Commands under a command: ``cntext lexicon count``, ``cntext userdict check``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import click

from cntext.cli.flags import language
from cntext.cli.help import Localised, LocalisedGroup
from cntext.errors import Both


class Family(LocalisedGroup):
    """A command whose subcommands are made when they are asked for.

    ``makers`` name them in the order of the overview, which shows of each the first line
    of its help.
    """

    def __init__(
        self, name: str, both: Both, makers: Mapping[str, Callable[[], click.Command]]
    ) -> None:
        super().__init__(name, both=both, params=[language()], no_args_is_help=True)
        self.makers = makers

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (Click's signature)
        """Return the names of the subcommands."""
        return list(self.makers)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002
        """Return the subcommand called ``name``, or None."""
        return self.makers[name]() if name in self.makers else None

    def summary(self, name: str) -> Both:
        """Return the first line of the subcommand's help."""
        made = self.makers[name]()
        if not isinstance(made, Localised):
            return Both("", made.help or "")
        return Both(
            made.both.zh.splitlines()[0].rstrip("。：，"),
            made.both.en.splitlines()[0].rstrip(".:,"),
        )


class Headed(Localised):
    """A command that works by itself and has others under it: ``code PATH``, ``code schemes``.

    A path that is called like one of them is written ./schemes.
    """

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 (Click's)
        makers: Mapping[str, Callable[[], click.Command]],
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        self.makers = makers

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,  # noqa: ANN401 (Click's)
    ) -> click.Context:
        """Return the context of the command below that the first argument names, else its own."""
        if args and args[0] in self.makers:
            below = self.makers[args[0]]()
            return below.make_context(f"{info_name} {args[0]}", args[1:], parent, **extra)
        return super().make_context(info_name, args, parent, **extra)
