"""Which language is spoken: ``--lang``, CNTEXT_LANG, the project, the locale, else English."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from cntext.errors import language_of

LANGUAGES = ("zh", "en")


def choose_language(
    arguments: Sequence[str], environment: Mapping[str, str] = os.environ, project: str = ""
) -> str:
    """Return "zh" or "en", before anything is parsed: ``--help`` too must speak it.

    ``project`` is what ``cntext.toml`` says, "" if nothing.
    """
    for i, argument in enumerate(arguments):
        if argument == "--":
            break
        name, _, value = argument.partition("=")
        if argument == "--lang" and i + 1 < len(arguments):
            value = arguments[i + 1]
        if name == "--lang" and value in LANGUAGES:  # another is refused, in a language known
            return value
    if project and not environment.get("CNTEXT_LANG"):
        return _known(project)
    return language_of(environment)


def _known(value: str) -> str:
    return "zh" if value.lower().startswith("zh") else "en"
