"""Commands made from analyses: the file in ``measure/`` is the whole of each."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Any

import click

from cntext.analysis import ANALYSES, Analysis
from cntext.cli import options
from cntext.cli.help import Localised, language
from cntext.cli.pipeline import Session
from cntext.cli.reading import named_paths
from cntext.cli.request import Request
from cntext.cli.speaking import Speaker
from cntext.cli.writing import check_target, screen, write
from cntext.measure import load_analysis
from cntext.render.choose import Screen, choose_format, render

_REQUEST = frozenset(Request.__dataclass_fields__)


def command(name: str) -> click.Command:
    """Return the command of the analysis called ``name``."""
    load_analysis(name)
    analysis = ANALYSES[name]

    def run(**chosen: Any) -> None:  # noqa: ANN401 (Click's values)
        run_analysis(analysis, chosen)

    return Localised(
        analysis.name,
        both=analysis.help,
        callback=run,
        params=[
            options.paths(),
            *options.own(analysis),
            *([options.stopwords()] if "stopwords" in analysis.needs else []),
            *options.segmenting(),
            *options.reading(),
            *options.choosing(),
            *options.working(),
            *options.output(),
            *options.talking(),
        ],
    )


def write_duplicates(session: Session, lang: str) -> None:
    """Write the table of duplicates where ``--duplicates`` asks for it."""
    if session.duplicates is None:
        return
    target = check_target(session.request.duplicates, session.request.paths)
    fmt = choose_format(None, target, "csv", Screen())
    data = render(session.duplicates, fmt, rows=0, lang=lang, screen=Screen(), to_file=True)
    write(data, target, fmt)


def request_of(chosen: dict[str, Any]) -> Request:
    """Take the shared options out of ``chosen`` and return them as a request."""
    return Request(**{name: chosen.pop(name) for name in list(chosen) if name in _REQUEST})


def run_analysis(analysis: Analysis, chosen: dict[str, Any]) -> None:
    """Read, segment, measure and render; exit with 1 if any input failed."""
    lang = language(click.get_current_context())
    speaker = Speaker(lang, quiet=chosen.pop("quiet"), progress=not chosen.pop("no_progress"))
    output, given, rows = chosen.pop("output"), chosen.pop("fmt"), chosen.pop("rows")
    request = request_of(chosen)
    also = tuple(chosen[o.name] for o in analysis.options if o.opt.path and chosen[o.name])
    if also:
        request = replace(request, paths=(*named_paths(request), *also), files_from=None)
    target = check_target(output, request.paths)
    where = screen()
    fmt = choose_format(given, target, analysis.default_format, where)
    session = Session(request, speaker)
    session.check(analysis, chosen)
    session.read(analysis, chosen)
    table = session.measure(analysis, chosen)
    for caveat in table.warnings:
        speaker.note(caveat.message)
    write_duplicates(session, lang)
    if fmt == "table" and analysis.brief:
        table = table.only(analysis.brief)
    data = render(table, fmt, rows=rows, lang=lang, screen=where, to_file=target is not None)
    write(data, target, fmt)
    sys.exit(session.exit_code())
