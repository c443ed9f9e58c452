"""An option in two languages, and the one that chooses the language."""

from __future__ import annotations

from typing import Any

import click

from cntext.cli.families import Family, of
from cntext.cli.help import LocalisedOption
from cntext.cli.language import LANGUAGES
from cntext.errors import Both


def option(*names: str, zh: str, en: str, **kwargs: Any) -> LocalisedOption:  # noqa: ANN401
    """Return an option with help in two languages."""
    kwargs.setdefault("show_default", True)
    return LocalisedOption(names, both=Both(zh, en), **kwargs)


@of(Family.RUN)
def language() -> click.Parameter:
    """Return ``--lang``; `choose_language` has read it before Click does."""
    return option(
        "--lang",
        type=click.Choice(LANGUAGES),
        expose_value=False,
        allow_from_autoenv=False,  # `choose_language` reads CNTEXT_LANG, and takes zh_CN.UTF-8 too
        zh="界面语言：zh 或 en",
        en="language of headings and messages: zh or en",
    )
