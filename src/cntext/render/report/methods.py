"""The chapter on methods: what each column is, by which formula, after whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cntext.errors import Both
from cntext.render.report.content import Report
from cntext.render.report.html import Markup, both, join, tag
from cntext.table import Column
from cntext.toml import loads

_FILE = Path(__file__).with_name("formulas.toml")


@dataclass(frozen=True, slots=True)
class Formula:
    """What a column holds; ``formula`` and ``source`` are "" where there is none to give."""

    meaning: Both
    formula: str = ""
    source: str = ""


@lru_cache(maxsize=1)
def formulas() -> dict[str, dict[str, Formula]]:
    """Return for each analysis its columns; those under "any" mean the same everywhere."""
    return {
        analysis: {
            name: Formula(Both(one["zh"], one["en"]), one.get("formula", ""), one.get("source", ""))
            for name, one in columns.items()
        }
        for analysis, columns in loads(_FILE.read_text(encoding="utf-8")).items()
    }


def explained(analysis: str, column: Column) -> Formula | None:
    """Return what is to be said about a column, None for one that needs no word."""
    known = formulas()
    return known.get(analysis, {}).get(column.id) or known["any"].get(column.id)


def methods(report: Report) -> Markup:
    """Return the formulas of all columns in the report, by chapter, each once."""
    seen: set[tuple[Column, Formula]] = set()
    parts = []
    for chapter in report.chapters:
        entries = []
        for sheet in chapter.sheets:
            for column in sheet.table.columns:
                formula = explained(sheet.analysis, column)
                if formula and (column, formula) not in seen:
                    seen.add((column, formula))
                    entries.append(join(*_entry(column, formula)))
        if entries:
            parts.append(join(tag("h3", both(chapter.title)), tag("dl", *entries)))
    return join(*parts)


def _entry(column: Column, formula: Formula) -> Iterator[Markup]:
    yield tag("dt", both(column.label), " ", tag("code", column.id))
    yield tag(
        "dd",
        both(formula.meaning),
        tag("span", formula.formula, class_="formula") if formula.formula else "",
        tag("cite", formula.source) if formula.source else "",
    )
