"""The arguments and results of a tool as JSON Schema, from the options of its command."""

from __future__ import annotations

from typing import Any

import click

from cntext.analysis import Analysis, Asks
from cntext.cli.help import LocalisedOption
from cntext.render.structured import json_schema

MOST = 1000  # rows of a page
USUAL = 50
# Those of the files that a client may name, besides the paths: each is confined like them.
FILES = frozenset({"meta", "overrides", "userdict", "lexicon", "ref", "source"})
LISTS = frozenset({"stopwords", "ref_list", "scheme"})  # a file, or a name that cntext knows
PLAIN = {"lexicons": "lexicon"}  # what the library calls an option
# Options that take any text, none of it a path. A text that stands nowhere here is withheld:
# of a new option it has first to be said whether it opens a file.
TEXTS = frozenset(
    {"by", "where", "name_pattern", "scope", "encoding", "text_column", "text_field", "category",
     "phrase", "explain", "window", "size", "count", "sort", "adopters", "level", "code",
     "target_where", "ref_where"}
)  # fmt: skip
_SHARED = frozenset(
    {"no_clean", "no_split", "no_normalise", "script", "date_from", "dedup", "plain", "no_lexicon"}
)


def arguments(analysis: Analysis, command: click.Command, lang: str) -> dict[str, Any]:
    """Return the schema of what a tool is given."""
    text = {"type": "string"}
    properties: dict[str, Any] = {
        "paths": {
            "type": "array",
            "items": text,
            "description": "files and folders to read; default: all that is served",
        }
    }
    required = []
    own = {option.name for option in analysis.options}
    if analysis.asks is not Asks.NOTHING:
        properties["terms"] = {
            "type": "array",
            "items": text,
            "description": "what to look for, as it stands in the text",
        }
        required = ["terms"] if analysis.asks is Asks.TERMS else []
    for parameter in command.params:
        name = PLAIN.get(parameter.name or "", parameter.name or "")
        if isinstance(parameter, LocalisedOption) and _is_offered(name, parameter, own):
            properties[name] = _property(parameter, lang)
    properties["limit"] = {
        "type": "integer",
        "minimum": 1,
        "maximum": MOST,
        "default": USUAL,
        "description": "rows to return",
    }
    properties["offset"] = {
        "type": "integer",
        "minimum": 0,
        "default": 0,
        "description": "rows to pass over; the next page starts at next_offset",
    }
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def result(analysis: Analysis) -> dict[str, Any]:
    """Return the schema of a page: rows as in the JSON of the command, and where it is."""
    whole = json_schema(analysis.name, analysis.columns)
    return page_schema(whole["properties"]["rows"])


def page_schema(rows: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a page of ``rows``."""
    lines = {"type": "array", "items": {"type": "string"}}
    return {
        "type": "object",
        "properties": {
            "title": {"type": "string"},
            "units": {"type": "object", "additionalProperties": {"type": "string"}},
            "rows": rows,
            "total_rows": {"type": "integer", "minimum": 0},
            "offset": {"type": "integer", "minimum": 0},
            "next_offset": {"type": ["integer", "null"]},
            "notes": lines,
            "warnings": lines,
            "messages": lines,
            "corpus": {"type": "object"},
            "command": lines,
        },
        "required": ["title", "units", "rows", "total_rows", "offset", "next_offset", "notes",
                     "warnings", "messages", "corpus", "command"],
        "additionalProperties": False,
    }  # fmt: skip


def _is_offered(name: str, option: LocalisedOption, own: set[str]) -> bool:
    if name in FILES | LISTS | TEXTS | _SHARED:
        return True
    bounded = option.is_flag or isinstance(
        option.type, click.Choice | click.IntRange | click.FloatRange | click.types.FloatParamType
    )
    return name in own and bounded


def _property(option: LocalisedOption, lang: str) -> dict[str, Any]:
    schema: dict[str, Any] = _kind(option.type)
    if option.is_flag:
        schema = {"type": "boolean"}
    elif option.multiple:
        schema = {"type": "array", "items": schema}
    default = option.get_default(click.Context(click.Command("")))
    # Click marks "no default" by an object of its own.
    if isinstance(default, str | int | float | tuple) and default != ():
        schema["default"] = list(default) if isinstance(default, tuple) else default
    return {**schema, "description": option.both.say(lang)}


def _kind(kind: click.ParamType[Any]) -> dict[str, Any]:
    match kind:
        case click.Choice():
            return {"type": "string", "enum": list(kind.choices)}
        case click.IntRange() | click.FloatRange():
            number = "integer" if isinstance(kind, click.IntRange) else "number"
            limits = {"minimum": kind.min, "maximum": kind.max}
            return {"type": number, **{k: v for k, v in limits.items() if v is not None}}
        case _:
            return {"type": "string"}
