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
    for i, argument in enumerate(options := _before_end(arguments)):
        name, _, value = argument.partition("=")
        if argument == "--lang" and i + 1 < len(options):
            value = options[i + 1]
        if name == "--lang" and value in LANGUAGES:  # another is refused, in a language known
            return value
    if project and not environment.get("CNTEXT_LANG"):
        return _known(project)
    return language_of(environment)


def _before_end(arguments: Sequence[str]) -> Sequence[str]:
    """Return the arguments among which options stand: those before ``--``.

    Before the second one, where the first parts terms and paths (`cntext.cli.terms`).
    """
    if "--" not in arguments:
        return arguments
    first = arguments.index("--")
    rest = arguments[first + 1 :]
    if any(argument.startswith("--lang") for argument in rest) and _takes_terms(arguments[:first]):
        return [*arguments[:first], *_before_end(rest)]
    return arguments[:first]


def _takes_terms(arguments: Sequence[str]) -> bool:
    """Say whether a command line begins with a command that looks for terms."""
    from cntext.analysis import ANALYSES, Asks
    from cntext.measure import analysis_names, load_analysis

    names = set(analysis_names())
    name = next((argument for argument in arguments if argument in names), "")
    if name:
        load_analysis(name)
    return bool(name) and ANALYSES[name].asks is not Asks.NOTHING


def _known(value: str) -> str:
    return "zh" if value.lower().startswith("zh") else "en"
