"""What cleaning decided, row by row, and its outcome as text, Markdown and record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cntext.model import Document, Region, RegionRole

_HEADS = {
    RegionRole.HEADLINE: 1,
    RegionRole.MASTHEAD: 2,
    RegionRole.SUBHEAD: 2,
    RegionRole.SECTION: 3,
    RegionRole.KICKER: 3,
    RegionRole.LABEL: 3,
}


class DecisionRow(NamedTuple):
    """One decision: about a paragraph, a join (``joined``), or the start of an article.

    ``article`` is the number of the article on its page. The row of a split has no role.
    """

    document: str
    article: int
    line_from: int
    line_to: int
    role: str
    rule: str
    confidence: float
    joined: str
    text: str


def decision_rows(documents: Iterable[Document]) -> list[DecisionRow]:
    """Return every decision about ``documents``, in the order of the source lines."""
    rows: list[DecisionRow] = []
    path, article = None, 0
    for document in documents:
        # An article that was not parted from one above it begins a page.
        article = article + 1 if document.split and document.path == path else 1
        path = document.path
        rows += _rows(document, article)
    return rows


def _rows(document: Document, article: int) -> Iterator[DecisionRow]:
    if document.split:
        s = document.split
        yield DecisionRow(
            document.id, article, s.line, s.line, "", s.rule, s.confidence, "", s.text
        )
    joins = iter(document.decisions)
    join = next(joins, None)
    for region in paragraphs_of(document):
        first, last = document.line_of(region.start), document.line_of(region.end - 1)
        text = document.text[region.start : region.end]
        role = region.role.value
        yield DecisionRow(
            document.id, article, first, last, role, region.rule, region.confidence, "", text
        )
        above = first
        while join and first < join.line <= last:
            yield DecisionRow(
                document.id,
                article,
                above,
                join.line,
                role,
                join.rule,
                join.confidence,
                "yes",
                join.text,
            )
            above = join.line
            join = next(joins, None)


def paragraphs_of(document: Document) -> Iterator[Region]:
    """Yield the regions of ``document`` that are not quotations."""
    return (r for r in document.regions if r.role is not RegionRole.QUOTATION)


def as_text(document: Document) -> str:
    """Return the text of an article as a file: it ends in a line end, as files do."""
    return document.text.rstrip("\n") + "\n" if document.text.strip() else ""


def as_markdown(document: Document) -> str:
    """Return an article in Markdown: what is known of it above, its heads marked.

    A title that stood below the text stands above it. Marks have the depth that they had
    in the source, else that of the role.
    """
    known = {
        "title": document.title,
        "date": document.date,
        "author": document.author,
        "source": document.source,
        **document.meta,
    }
    header = [f"{key}: {_flat(value)}" for key, value in known.items() if value.strip()]
    blocks: list[str] = []
    regions = list(paragraphs_of(document))
    if not regions and document.text.strip():
        blocks.append(document.text.strip("\n"))
    for region in sorted(regions, key=lambda r: r.rule != "displaced-title"):
        text = document.text[region.start : region.end]
        depth = region.level or _HEADS.get(region.role, 0)
        blocks.append(f"{'#' * depth} {text.strip()}" if depth else text)
    return "\n".join(["---", *header, "---", "", "\n\n".join(blocks), ""])


def _flat(value: str) -> str:
    value = " ".join(value.split())
    # A value in quotation marks would lose them when it is read again.
    return f'"{value}"' if value[:1] in {'"', "'"} and value[:1] == value[-1:] else value


def as_record(document: Document) -> dict[str, object]:
    """Return an article with all that is known of it, as one JSON object."""
    return {
        "id": document.id,
        "title": document.title,
        "date": document.date,
        "author": document.author,
        "source": document.source,
        "path": document.path,
        "meta": dict(document.meta),
        "text": document.text,
        "regions": [
            {
                "start": r.start,
                "end": r.end,
                "role": r.role.value,
                "rule": r.rule,
                "confidence": r.confidence,
                "line": document.line_of(r.start),
            }
            for r in document.regions
        ],
        "abbreviations": [{"short": s, "full": f} for s, f in document.abbreviations],
        "decisions": [
            {"rule": d.rule, "line": d.line, "confidence": d.confidence, "text": d.text}
            for d in (*((document.split,) if document.split else ()), *document.decisions)
        ],
    }
