"""An index in place of files: its parts join the run, its options are those of the run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from cntext.analysis import Cut
from cntext.cli.request import Request
from cntext.errors import Both, UsageProblem
from cntext.flow.supply import Supply
from cntext.store.naming import is_index

if TYPE_CHECKING:
    from cntext.store.index import Index

# What shaped the documents of an index cannot be chosen anew when it is used.
_SHAPING = (
    "encoding",
    "text_column",
    "text_field",
    "no_clean",
    "no_split",
    "overrides",
    "no_normalise",
    "script",
    "date_from",
)
# Those say what is read, or are for one run alone; the others are kept with an index.
_OF_A_RUN = frozenset(
    {
        "paths",
        "files_from",
        "stopwords",
        "duplicates",
        "on_error",
        "engine",
        "jobs",
        "memory",
        "no_cache",
        "cluster",
    }
)


def indexes(paths: Iterable[str]) -> dict[str, Index]:
    """Open those of ``paths`` that are indexes; what is wrong with one is raised here."""
    named = [path for path in paths if path != "-" and is_index(Path(path))]
    if not named:
        return {}
    from cntext.store.index import Index

    return {path: Index.open(Path(path)) for path in named}


def options_of(request: Request) -> dict[str, object]:
    """Return the options in ``request`` that are not the default and shape what is stored."""
    usual = Request()
    return {
        name: value
        for name, value in request._asdict().items()
        if name not in _OF_A_RUN and value != getattr(usual, name)
    }


def lists_of(supply: Supply, cut: Cut) -> dict[str, object]:
    """Return the identity of what cuts the text: segmenter, user dictionaries, lexicon."""
    return {
        "segmenter": supply.segmenter_name[0],
        "userdict": [each.sha256 for each in supply.userdicts],
        "lexicon": [sha for _, sha in supply.lexicon.sources] if cut is Cut.UNITS else [],
    }


def adopted(request: Request, opened: Mapping[str, Index], others: bool) -> Request:
    """Return ``request`` with the options that the indexes were built with.

    `UsageProblem` where it asks for something else; with ``others``, files that are read
    beside them, where it does not ask for the same.
    """
    usual = Request()
    for path, index in opened.items():
        given = index.settings.get("options")
        built = dict(given) if isinstance(given, Mapping) else {}
        for name in _SHAPING:
            asked, was = getattr(request, name), built.get(name, getattr(usual, name))
            if asked == was or (name == "overrides" and not asked and not others):
                continue
            if others or asked != getattr(usual, name):
                raise _conflict(path, name, was)
            request = request._replace(**{name: was})
        others = True  # a second index must agree with the first
    return request


def _conflict(path: str, name: str, was: object) -> UsageProblem:
    option = "--" + name.replace("_", "-")
    how = option if was is True else f"{option} {was}" if was else ""
    return UsageProblem(
        option,
        Both(
            f"与索引 {path} 建立时不同（" + (f"当时是 {how}）" if how else "当时没有用）"),
            f"is not how the index {path} was built (" + (f"with {how})" if how else "without it)"),
        ),
        Both("用同样的选项，或重新建立索引", "use the same options, or build the index again"),
    )
