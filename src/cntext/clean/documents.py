"""Pages to documents: lines joined, title and date settled, every line traceable."""

from __future__ import annotations

import re
from pathlib import PurePath

from cntext.clean.joining import Line, glue, join_rule, lines_of, wrap_widths
from cntext.model import Decision, Document, Page
from cntext.text.dates import iso_date

# Bounded, so that a line of 100,000 unclosed marks costs no more than its length.
_EMPHASIS = re.compile(r"(\*\*|__|\*|`)(?=\S)(.{1,200}?)(?<=\S)\1")
_LINK = re.compile(r"!?\[([^\[\]\n]{0,500})\]\([^()\s]{0,2000}\)")
_MARKDOWN = frozenset({".md", ".markdown"})


def documents_of(page: Page, *, clean: bool = True) -> tuple[Document, ...]:
    """Return the documents on ``page``, one for each article.

    With ``clean``, sentences broken by the layout are joined and Markdown marks taken
    off; each join is listed in ``decisions``. Without it the text is the page's own.
    The date comes from the header, else from a file name that begins with one.
    """
    if clean:
        text, anchors, decisions = _repaired(page)
    else:
        text, decisions = page.text, ()
        anchors = _anchors(page)
    name = PurePath(page.path).stem
    known = {"title", "date", "author", "source"}
    document = Document(
        id=page.id,
        text=text,
        title=page.meta.get("title") or _first_heading(page) or name,
        date=iso_date(page.meta.get("date", "")) or iso_date(name),
        author=page.meta.get("author", ""),
        source=page.meta.get("source", ""),
        path=page.path,
        meta={k: v for k, v in page.meta.items() if k not in known},
        anchors=anchors,
        decisions=decisions,
    )
    return (document,)


def _first_heading(page: Page) -> str:
    return next((line.text for line in lines_of(page.text, 1) if line.heading), "")


def _anchors(page: Page) -> tuple[tuple[int, int], ...]:
    anchors, offset = [], 0
    for number, line in enumerate(page.text.split("\n"), start=page.first_line):
        anchors.append((offset, number))
        offset += len(line) + 1
    return tuple(anchors)


def _repaired(
    page: Page,
) -> tuple[str, tuple[tuple[int, int], ...], tuple[Decision, ...]]:
    lines = lines_of(page.text, page.first_line)
    widths = wrap_widths(lines)
    strip = PurePath(page.path).suffix.lower() in _MARKDOWN
    pieces: list[str] = []
    anchors: list[tuple[int, int]] = []
    decisions: list[Decision] = []
    offset = 0
    previous: Line | None = None
    for line in lines:
        body = _plain(line.text) if strip else line.text
        rule = join_rule(previous, line, widths.get(line.number)) if previous else None
        if previous and rule:
            body = body.lstrip()
            between = glue(pieces[-1], body)
            decisions.append(
                Decision(rule[0], line.number, rule[1], f"{pieces[-1][-8:]}|{body[:8]}")
            )
        else:
            # Blank lines are kept as they were: what is clean stays as it is.
            gap = line.number - previous.number if previous else line.number - page.first_line
            between = "\n" * gap
        pieces += [between, body]
        offset += len(between)
        anchors.append((offset, line.number))
        offset += len(body)
        previous = line
    return "".join(pieces), tuple(anchors) or ((0, page.first_line),), tuple(decisions)


def _plain(text: str) -> str:
    return _LINK.sub(r"\1", _EMPHASIS.sub(r"\2", text))
