"""The columns of the tables of `reuse`: passages, and the shares of documents."""

from __future__ import annotations

from cntext.errors import Both
from cntext.measure.stats.columns import (
    DATE,
    DOCUMENT,
    END,
    RANK,
    START,
    coded,
    context,
    count,
    date,
    offset,
    optional,
    percent,
    score,
)
from cntext.table import Column, Role, Type, Unit

PASSAGES = (
    *optional(
        RANK,
        context("source", "出处", "Source"),
    ),
    DOCUMENT,
    *optional(date("source_date", "出处日期", "Source date")),
    DATE,
    *optional(
        Column(
            "source_is_earlier", Both("出处在先", "Earlier"), Type.BOOLEAN, Unit.NONE, Role.CONTEXT
        ),
        coded(
            context("kind", "类型", "Kind"),
            verbatim=Both("照搬", "verbatim"),
            edited=Both("改动", "edited"),
        ),
        count("length", "字数", "Length"),
        count("edits", "改动", "Edits"),
        score("similarity", Both("相似度", "Similarity")),
        Column("source_line", Both("出处行", "Source line"), Type.INTEGER, Unit.LINE, Role.CONTEXT),
        Column("line", Both("行", "Line"), Type.INTEGER, Unit.LINE, Role.CONTEXT),
        offset("source_start", "出处起", "Source start"),
        offset("source_end", "出处止", "Source end"),
        START,
        END,
        Column("text", Both("文字", "Text"), Type.STRING, Unit.NONE, Role.EXAMPLE),
    ),
)
SHARES = optional(
    count("letters", "字数", "Letters"),
    count("verbatim", "照搬", "Verbatim"),
    count("edited", "改写", "Edited"),
    count("own", "自写", "Own"),
    percent("verbatim_share", "照搬%", "Verbatim %"),
    percent("edited_share", "改写%", "Edited %"),
    percent("own_share", "自写%", "Own %"),
    count("sources", "出处数", "Sources"),
    context("main_source", "主要出处", "Main source"),
    count("main_length", "得自它的字数", "From it"),
)
OF_DOCUMENT = tuple(c for c in PASSAGES if c.id in {"document", "date"})
# What fits on a screen, the most important first: who has it from whom, before what it is.
_OF_PASSAGES = ("document", "source", "length", "similarity", "text", "line")
_OF_SHARES = (
    *("document", "verbatim_share", "edited_share", "own_share", "sources", "main_source"),
    "letters",
)
BRIEF = tuple(dict.fromkeys((*_OF_PASSAGES, *_OF_SHARES)))


def brief_of(*, summary: bool) -> tuple[str, ...]:
    """Return the columns by importance: of documents, or of passages."""
    return _OF_SHARES if summary else _OF_PASSAGES
