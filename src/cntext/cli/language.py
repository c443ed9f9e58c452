"""Which language the program speaks: ``--lang``, CNTEXT_LANG, the locale, else English."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from cntext.errors import language_of

LANGUAGES = ("zh", "en")


def choose_language(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> str:
    """Return "zh" or "en", before anything is parsed: ``--help`` too must speak it."""
    for i, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument.startswith("--lang="):
            return _known(argument.removeprefix("--lang="))
        if argument == "--lang" and i + 1 < len(arguments):
            return _known(arguments[i + 1])
    return language_of(environment)


def _known(value: str) -> str:
    return "zh" if value.lower().startswith("zh") else "en"
