"""Where a cloud's words come from: an analysis with its options, or a saved table."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import click

from cntext.analysis import ANALYSES
from cntext.cli.analyses import command as analysis_command
from cntext.cli.analyses import measured, write_duplicates
from cntext.cli.request import Request
from cntext.cli.rerun import written
from cntext.cli.speaking import Speaker
from cntext.cli.writing import STDOUT
from cntext.errors import Both, CntextError, Exit, UsageProblem
from cntext.lexicon import Lexicon, load_lexicon
from cntext.measure import GROUPS, analysis_names, members
from cntext.read.encoding import NotText, decode
from cntext.render.saved import looks_saved, read_saved
from cntext.table import Role, Table

_TABLES = (".csv", ".tsv", ".json")  # what may be a saved table rather than a corpus
_LARGEST = 20_000_000  # bytes of a saved table: a million words


@dataclass(frozen=True, slots=True)
class Source:
    """A table, what it was called, and what became of the inputs."""

    table: Table
    where: str
    code: Exit = Exit.OK
    groups: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, Both] = field(default_factory=dict)


def find_source(chosen: Mapping[str, Any], ctx: click.Context, speaker: Speaker) -> Source:
    """Return the table to draw, made or read, its words long enough to look at."""
    saved = chosen["saved"] or _saved_path(chosen)
    if saved:
        from cntext.cli.schema import worded

        source = Source(worded(read_saved(_text(saved), saved)), saved)
        lexicon = None
    else:
        source, lexicon = _analysed(chosen, ctx, speaker)
    source = replace(source, table=_long_enough(source, chosen["min_length"]))
    if chosen["color_by"] != "lexicon":
        return source
    lexicon = lexicon or load_lexicon(chosen["lexicons"], default=not chosen["no_lexicon"])
    groups = {form: concept.category for form, concept in lexicon.concept_of.items()}
    names = {name: lexicon.category(name) for name in set(groups.values())}
    return replace(source, groups=groups, labels=names)


def saved_paths(chosen: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the inputs of a run, which no output may overwrite."""
    return tuple(filter(None, (chosen["saved"], chosen["mask"], chosen["colors"], chosen["font"], *chosen["paths"])))  # fmt: skip


def _saved_path(chosen: Mapping[str, Any]) -> str:
    """Return the one path that is a table of words, "" if paths are texts to be counted."""
    if len(chosen["paths"]) != 1 or not chosen["paths"][0].lower().endswith(_TABLES):
        return ""
    path = Path(chosen["paths"][0])
    try:
        known = path.stat().st_size <= _LARGEST and looks_saved(path.name, _text(str(path)))
    except (CntextError, OSError):
        return ""
    return str(path) if known else ""


def _text(path: str) -> str:
    try:
        data = sys.stdin.buffer.read() if path == STDOUT else Path(path).read_bytes()
        return decode(data).text
    except (OSError, NotText) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageProblem(
            path,
            Both(f"表读不了（{reason}）", f"the table cannot be read ({reason})"),
            Both(
                "用 -f json 或 -o 表.csv 先写出一张", "write one with -f json or -o TABLE.csv first"
            ),
        ) from error


def _analysed(
    chosen: Mapping[str, Any], ctx: click.Context, speaker: Speaker
) -> tuple[Source, Lexicon]:
    """Run the analysis of ``--of``, with its own options and those that all commands share."""
    try:
        name, *own = shlex.split(chosen["of"]) or [""]
    except ValueError as error:
        raise UsageProblem("--of", Both("引号不成对", "has an unclosed quotation mark")) from error
    if name in GROUPS and own:
        name = f"{name}-{own.pop(0)}"
    names = [*analysis_names(), *(f"{g} {m}" for g in GROUPS for m in members(g))]
    if name.replace("-", " ") not in names:
        raise UsageProblem(
            f"--of {name}",
            Both("没有这种表", "is no table"),
            Both(f"可选：{'、'.join(names)}", f"choose from {', '.join(names)}"),
        )
    command = analysis_command(name)
    known = {parameter.name for parameter in command.params}
    shared = [
        argument
        for parameter in ctx.command.params
        if isinstance(parameter, click.Option) and parameter.name in known & set(Request._fields)
        for argument in written(parameter, ctx.params.get(parameter.name or ""), ctx)
    ]
    arguments = [*shared, *own, "--", *chosen["paths"]]
    with command.make_context(name, arguments, parent=ctx) as inner:
        given = dict(inner.params)
        session, table = measured(ANALYSES[name], given, inner, speaker)
        if not table.by_role(Role.TERM):
            raise UsageProblem(
                f"--of {name}", Both("这张表没有词", "makes a table that is not about words")
            )
    for caveat in table.warnings:
        speaker.note(caveat.message)
    write_duplicates(session, speaker.lang)
    # A cloud cannot be verified as the run of its analysis: its rows are others.
    params = {**table.manifest.params}
    params["of"] = params.pop("arguments", [])
    table = replace(table, manifest=table.manifest._replace(params=params))
    where = " ".join(chosen["paths"]) or "stdin"
    return Source(table, where, Exit(session.exit_code())), session.lexicon


def _long_enough(source: Source, least: int) -> Table:
    """Leave out words that are too short to look at; complain if none is left."""
    table = source.table
    term = table.by_role(Role.TERM)
    at = table.index(term.id) if term else 0
    rows = [row for row in table.rows if len(str(row[at])) >= least]
    if not rows:
        if table.manifest and not table.manifest.corpus.get("documents"):
            raise CntextError(source.where, Both("没有读到文本", "there is no text to draw from"))
        raise CntextError(
            source.where,
            Both(
                "没有可画的词（全被停用词或 --min-length 去掉，或本来就没有）", "no words to draw"
            ),
            Both(
                "试试 --stopwords none 或 --min-length 1", "try --stopwords none or --min-length 1"
            ),
        )
    return replace(table, rows=rows)
