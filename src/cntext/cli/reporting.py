"""Make a report: run the command lines of its chapters on one reading of the corpus."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import click

from cntext.analysis import ANALYSES
from cntext.cli.analyses import command as analysis_command
from cntext.cli.analyses import evidence_of, only_own
from cntext.cli.chapters import CHAPTERS, Facts, Part, Planned
from cntext.cli.pipeline import Session
from cntext.cli.rerun import canonical, command_line
from cntext.errors import Both, CntextError, UsageProblem
from cntext.render.choose import first_rows
from cntext.render.report.content import Chapter, Report, Sheet
from cntext.render.report.drawing import drawn
from cntext.render.report.listing import listing
from cntext.table import Table

# A page of more rows than this is slow to open; of each group some are shown in any case.
_MOST_ROWS, _FEWEST_ROWS = 300, 3


@dataclass(frozen=True, slots=True)
class Making:
    """What is the same for all chapters: the run, the options that they share, the language."""

    session: Session
    facts: Facts
    shared: tuple[str, ...]
    paths: tuple[str, ...]
    most: int
    lang: str

    def chapters(self) -> list[Chapter]:
        """Make all chapters, in order: later ones ask what earlier ones found."""
        speaker, made = self.session.speaker, []
        with speaker.progress(Both("写报告", "report"), len(CHAPTERS), "steps") as bar:
            for planned in CHAPTERS:
                bar.step(planned.title.say(speaker.lang))
                made.append(self._chapter(planned))
        return [*made, self._documents()]

    def _documents(self) -> Chapter:
        table = self.session.attach(listing(self.facts.documents), {})
        return Chapter(
            "documents",
            Both("文档", "Documents"),
            Both("点一篇看全文；行首是原文行号。", "Choose one to read it, with its source lines."),
            (Sheet("documents", table, "documents", "", is_documents=True),),
        )

    def _chapter(self, planned: Planned) -> Chapter:
        reason = planned.lacking(self.facts)
        if reason is not None:
            return Chapter(planned.id, planned.title, planned.about, absent=reason)
        try:
            sheets = [self._sheet(part) for part in planned.parts]
        except UsageProblem:
            raise
        except CntextError as error:
            reason = Both(error.say("zh"), error.say("en"))
            return Chapter(planned.id, planned.title, planned.about, absent=reason)
        findings = [
            part.finding(one.table) for part, one in zip(planned.parts, sheets, strict=True)
        ]
        return Chapter(
            planned.id,
            planned.title,
            planned.about,
            tuple(sheets),
            findings=tuple(found for found in findings if found),
        )

    def _sheet(self, part: Part) -> Sheet:
        ctx, table = self._measured(part)
        analysis = ANALYSES[part.analysis]
        ctx.params["rows"] = _rows(part, table) or None
        arguments = [part.analysis, *canonical(ctx)]
        table = _as_command(first_rows(table, ctx.params["rows"], "json"), arguments)
        table = replace(table, brief=part.shown or table.brief or analysis.brief)
        self.facts.tables[part.id] = table
        places = None
        if part.evidence:
            chosen = only_own(ctx.params)
            places = evidence_of(self.session, analysis, chosen, table, self.most)
        picture, undrawn = drawn(
            part.drawn, self._measured(part, part.drawn_with)[1] if part.drawn_with else table
        )
        return Sheet(
            part.id,
            table,
            part.analysis,
            command_line(["cntext", *arguments]),
            places,
            picture=picture,
            undrawn=undrawn,
        )

    def _measured(self, part: Part, more: Sequence[str] = ()) -> tuple[click.Context, Table]:
        """Return the table of a part, and the context of its command line."""
        command = analysis_command(part.analysis)
        analysis = ANALYSES[part.analysis]
        arguments = [*more, *self._arguments(part, command)]
        ctx = command.make_context(part.analysis, arguments, obj=self.lang)
        chosen = only_own(ctx.params)
        analysis.check(chosen)
        self.session.check(analysis, chosen)
        return ctx, self.session.measure(analysis, chosen)

    def _arguments(self, part: Part, command: click.Command) -> list[str]:
        known = {name for parameter in command.params for name in parameter.opts}
        shared = [one for one in self.shared if one.partition("=")[0] in known]
        terms = self.facts.terms if part.follows else ()
        # A term that begins with a dash would be taken for an option; white space is cut off it.
        quoted = [f" {term}" if term.startswith("-") else term for term in terms]
        return [*part.options(self.facts), *shared, *quoted, "--", *self.paths]


def _rows(part: Part, table: Table) -> int:
    """Return how many rows are shown (0: all), of each group where there are groups."""
    if not part.rows or not table.group:
        return part.rows
    groups = len(set(table.values(table.group[0])))
    return max(_FEWEST_ROWS, min(part.rows, _MOST_ROWS // max(groups, 1)))


def _as_command(table: Table, arguments: list[str]) -> Table:
    """Return ``table`` with a record of the command line that makes it again."""
    manifest = table.manifest
    params = {**manifest.params, "arguments": arguments}
    return replace(table, manifest=manifest._replace(params=params))


def make(making: Making, title: Both, command: str) -> Report:
    """Return the report of a corpus that has been read."""
    chapters = making.chapters()
    sheets = [one for chapter in chapters for one in chapter.sheets]
    manifest = next(
        (one.table.manifest for one in sheets if one.analysis == "freq"), sheets[0].table.manifest
    )
    return Report(
        title=title,
        lang=making.lang,
        command=command,
        chapters=tuple(chapters),
        documents=making.facts.documents,
        manifest=manifest,
        notes=tuple(_followed(making.facts)),
    )


def _followed(facts: Facts) -> Iterable[Both]:
    if facts.terms:
        zh, en = "、".join(facts.terms), ", ".join(facts.terms)
        how = Both("", "") if facts.named else Both("（--term 可另指定）", " (--term names others)")
        yield Both(f"所跟踪的词：{zh}{how.zh}。", f"Terms followed: {en}{how.en}.")
