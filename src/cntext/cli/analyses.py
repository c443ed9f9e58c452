"""Commands made from analyses: the file in ``measure/`` is the whole of each."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from cntext.analysis import ANALYSES, Analysis, Asks, Cut, Takes
from cntext.cli import declared, inputs, options, terms
from cntext.cli.help import Localised, language
from cntext.cli.pipeline import Session
from cntext.cli.request import Request
from cntext.cli.rerun import origin
from cntext.cli.speaking import Speaker
from cntext.cli.worked import explains
from cntext.cli.writing import STDOUT, check_target, screen, write
from cntext.errors import Both, UsageProblem
from cntext.measure import load_analysis
from cntext.read.paths import STDIN
from cntext.render.choose import PICTURES, Screen, choose_format, first_rows, render
from cntext.table import Table
from cntext.text.safe import masked

_REQUEST = frozenset(Request._fields)


def command(name: str, kind: Callable[..., click.Command] = Localised) -> click.Command:
    """Return the command of the analysis called ``name``, of this kind."""
    load_analysis(name)
    analysis = ANALYSES[name]

    def run(**chosen: Any) -> None:  # noqa: ANN401 (Click's values)
        run_analysis(analysis, chosen)

    asks = analysis.asks
    if asks is not Asks.NOTHING:
        kind = partial(terms.Asking, asks=asks)
    return kind(
        analysis.name,
        both=analysis.help,
        callback=run,
        params=[
            *([inputs.paths()] if asks is Asks.NOTHING else terms.arguments(asks)),
            *declared.own(analysis),
            *([options.stopwords()] if "stopwords" in analysis.needs else []),
            *_lists(analysis),
            *inputs.reading(),
            *inputs.choosing(),
            *options.working(),
            options.cluster(),
            *options.output(),
            *options.evidence(),
            *(options.explaining() if explains(analysis.name) else []),
            *options.talking(),
        ],
    )


def _lists(analysis: Analysis) -> list[click.Parameter]:
    """Return the options of segmentation; of what reads characters, the lexicon if it is used."""
    if analysis.cut({}) is not Cut.TEXT:
        return options.segmenting()
    return options.lexicon() if "lexicon" in analysis.needs else []


def write_duplicates(session: Session, lang: str) -> None:
    """Write the table of duplicates where ``--duplicates`` asks for it."""
    if session.duplicates is None:
        return
    target = check_target(session.request.duplicates, session.request.paths)
    fmt = choose_format(None, target, "csv", Screen())
    data = render(session.duplicates, fmt, rows=0, lang=lang, screen=Screen(), to_file=True)
    write(data, target, fmt)


def evidence_of(
    session: Session, analysis: Analysis, chosen: dict[str, Any], table: Table, most: int
) -> Table:
    """Return the places behind the rows of ``table``."""
    from cntext.query.evidence import by_table, evidence  # of a run that asks for it

    corpus = session.corpus(analysis.cut(chosen), pos=analysis.tags(chosen))
    located = (analysis.locate or by_table)(corpus, table, session.given(analysis, chosen))
    recorded = {n: v.record() if hasattr(v, "record") else v for n, v in chosen.items()}
    return session.attach(evidence(table, corpus, located, most), recorded)


def write_evidence(session: Session, table: Table, target: Path) -> None:
    """Write evidence as the suffix of ``target`` asks for, and say what was left out of it."""
    fmt = choose_format(None, target, "jsonl", Screen())
    data = render(table, fmt, rows=0, lang=session.speaker.lang, screen=Screen(), to_file=True)
    write(data, target, fmt)
    for caveat in table.warnings:
        session.speaker.note(caveat.message)


def _evidence_target(proof: str | None, output: str | None, paths: tuple[str, ...]) -> Path | None:
    """Return the file to write evidence to: one of its own."""
    if proof is not None and proof in {STDOUT, output}:
        raise UsageProblem(
            f"--evidence {proof}",
            Both("结果写在那里", "is where the result goes"),
            Both("换一个文件名", "name another file"),
        )
    return check_target(proof, paths)


def request_of(chosen: dict[str, Any]) -> Request:
    """Take the shared options out of ``chosen`` and return them as a request."""
    return Request(**{name: chosen.pop(name) for name in list(chosen) if name in _REQUEST})


def only_own(chosen: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options of the analysis alone, without those that commands share."""
    return {n: value for n, value in chosen.items() if n not in _REQUEST | _ELSEWHERE}


def measured(
    analysis: Analysis,
    chosen: dict[str, Any],
    ctx: click.Context,
    speaker: Speaker,
    before: object = None,
) -> tuple[Session, Table]:
    """Read, segment and measure; the table records how it can be made again.

    Takes the shared options out of ``chosen``; those of the analysis stay in it. Writes
    nothing. ``before``: which options were not typed, where that is known from a record.
    """
    proof = bool(chosen.get("evidence"))
    request = taken(analysis, chosen)
    session = Session(request, speaker)
    analysis.check(chosen)
    session.check(analysis, chosen)
    if request.cluster:
        from cntext.cli.clustering import check_run

        check_run(request)
    with session:
        session.read(analysis, chosen, whole=proof)
        table = recorded(session.measure(analysis, chosen), analysis, ctx, before)
    return session, ran(table, session.ran)


def taken(analysis: Analysis, chosen: dict[str, Any]) -> Request:
    """Take all out of ``chosen`` that is no option of ``analysis``; return what is to be read."""
    for name in _ELSEWHERE & set(chosen):
        del chosen[name]
    return _with_inputs(request_of(chosen), analysis, chosen)


def recorded(table: Table, analysis: Analysis, ctx: click.Context, before: object = None) -> Table:
    """Return ``table`` with the command line that makes it, and what of that was not typed."""
    manifest = table.manifest
    params = {**manifest.params, **origin(ctx, analysis.name, before)}
    return replace(table, manifest=manifest._replace(params=params))


def ran(table: Table, where: Mapping[str, object]) -> Table:
    """Return ``table`` with the record of the cluster that it comes from, if it does."""
    if not where:
        return table
    params = {**table.manifest.params, "cluster": dict(where)}
    return replace(table, manifest=table.manifest._replace(params=params))


# Options that are about the run, not about what is measured.
_ELSEWHERE = frozenset(
    {"output", "fmt", "rows", "evidence", "evidence_limit", "explain_row", "quiet", "no_progress"}
)


def _with_inputs(request: Request, analysis: Analysis, chosen: dict[str, Any]) -> Request:
    """Return ``request`` with what options of ``analysis`` name to be read as well."""
    takes = [o.name for o in analysis.options if o.opt.takes is Takes.INPUTS]
    more = tuple(path for name in takes for path in chosen[name])
    chosen.update({name: tuple(map(masked, chosen[name])) for name in takes})
    if not more:
        return request
    # With paths of its own a run no longer looks at stdin unless that is named.
    own = request.paths or (() if request.files_from else (STDIN,))
    return request._replace(paths=(*own, *more))


def run_analysis(analysis: Analysis, chosen: dict[str, Any]) -> None:
    """Read, segment, measure and render; exit with 1 if any input failed."""
    ctx = click.get_current_context()
    lang = language(ctx)
    speaker = Speaker(lang, quiet=chosen["quiet"], progress=not chosen["no_progress"])
    output, given, rows = chosen["output"], chosen["fmt"], chosen["rows"]
    proof, most, asked = chosen["evidence"], chosen["evidence_limit"], chosen.get("explain_row")
    target = check_target(output, chosen["paths"])
    proof_target = _evidence_target(proof, output, chosen["paths"])
    where = screen()
    fmt = choose_format(given, target, analysis.default_format, where)
    if fmt in PICTURES and not asked:
        _as_drawn(analysis, chosen, ctx)
    session, table = measured(analysis, chosen, ctx, speaker)
    for caveat in table.warnings:
        speaker.note(caveat.message)
    write_duplicates(session, lang)
    if proof_target:
        shown = first_rows(table, rows, fmt)
        write_evidence(session, evidence_of(session, analysis, chosen, shown, most), proof_target)
    if asked:
        _explain(session, analysis, chosen, table, asked, (output, given, rows))
        sys.exit(session.exit_code())
    if fmt == "table" and analysis.brief:  # first the rows: a concordance makes no others
        table = first_rows(table, rows, fmt).only(analysis.brief)
    if fmt == "docx" and not table.brief:  # a page is as narrow as a screen
        table = replace(table, brief=analysis.brief)
    data = render(table, fmt, rows=rows, lang=lang, screen=where, to_file=target is not None)
    write(data, target, fmt)
    sys.exit(session.exit_code())


def _explain(
    session: Session,
    analysis: Analysis,
    chosen: dict[str, Any],
    table: Table,
    asked: str,
    where: tuple[str | None, str | None, int | None],
) -> None:
    """Write how the numbers of the row ``asked`` come about."""
    from cntext.cli.explaining import explanation, row_of, show_explained

    at = row_of(table, asked, "--explain")
    known = session.letters(analysis, chosen, table, at)
    lang = session.speaker.lang
    told = session.attach(explanation(table, at, known, lang), {"row": asked})
    show_explained(told, dict(zip(("output", "fmt", "rows"), where, strict=True)), lang, ())


def _as_drawn(analysis: Analysis, chosen: dict[str, Any], ctx: click.Context) -> None:
    """Take the options that a picture needs, where the user did not ask for others."""
    for name, value in analysis.drawn(chosen).items():
        if ctx.get_parameter_source(name) is ParameterSource.DEFAULT:
            chosen[name] = ctx.params[name] = value
