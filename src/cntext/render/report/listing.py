"""The list of documents that a report is of."""

from __future__ import annotations

from collections.abc import Sequence

from cntext.errors import Both
from cntext.model import Document
from cntext.table import Column, Role, Row, Table, Type, Unit
from cntext.text.codes import codes_of, is_han

COLUMNS = (
    Column("document", Both("文档", "Document"), Type.STRING, role=Role.TERM),
    Column("title", Both("标题", "Title"), Type.STRING, role=Role.CONTEXT),
    Column("date", Both("日期", "Date"), Type.STRING, Unit.DATE, Role.CONTEXT),
    Column("author", Both("作者", "Author"), Type.STRING, role=Role.CONTEXT, optional=True),
    Column("source", Both("来源", "Source"), Type.STRING, role=Role.CONTEXT, optional=True),
    Column("characters", Both("汉字", "Characters"), Type.INTEGER, Unit.COUNT),
)
MOST = 2_000  # documents that are listed


def listing(documents: Sequence[Document]) -> Table:
    """Return the documents in the order of reading; columns that none of them fills are left out."""
    rows: list[Row] = [
        (d.id, d.title, d.date, d.author, d.source, int(is_han(codes_of(d.text)).sum()))
        for d in documents[:MOST]
    ]
    kept = [i for i, c in enumerate(COLUMNS) if not c.optional or any(row[i] for row in rows)]
    return Table(
        name="report-documents",
        title=Both("统计的文档", "Documents that were counted"),
        columns=tuple(COLUMNS[i] for i in kept),
        rows=[tuple(row[i] for i in kept) for row in rows],
        total=len(documents),
    )
