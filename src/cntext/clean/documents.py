"""Pages to documents: lines joined, articles split, roles given, every line traceable."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, count
from pathlib import PurePath

from cntext.clean.articles import starts_of
from cntext.clean.authors import author_of
from cntext.clean.lines import lines_of
from cntext.clean.overrides import Overrides
from cntext.clean.paragraphs import Paragraph, paragraphs_of
from cntext.clean.quotations import quotations_of
from cntext.clean.roles import roles_of
from cntext.clean.shapes import Judged, shape_of
from cntext.model import Decision, Document, Page, Region, RegionRole
from cntext.text.dates import iso_date
from cntext.text.introductions import abbreviations_of

_KNOWN = frozenset({"title", "date", "author", "source"})


def documents_of(
    page: Page,
    *,
    clean: bool = True,
    split: bool = True,
    overrides: Overrides | None = None,
) -> tuple[Document, ...]:
    """Return the documents on ``page``, one for each article.

    With ``clean``, sentences broken by the layout are joined, Markdown marks taken off
    and every paragraph given its role; with ``split`` as well, each article is a document.
    What ``overrides`` says of a source line goes before the rules. Without ``clean`` the
    text is the page's own. The date comes from the header, else from a file name that
    begins with one.
    """
    if not clean:
        marked = [line for line in page.text.split("\n") if "#" in line] if "#" in page.text else []
        lines = lines_of("\n".join(marked), 1)
        heading = next((line.text for line in lines if line.heading), "")
        return (_document(page, page.text, _anchors(page), title=heading),)
    wanted = (overrides or Overrides()).of(page)
    paragraphs = paragraphs_of(page, wanted.joins)
    shapes = [shape_of(paragraph) for paragraph in paragraphs]
    starts = starts_of(paragraphs, shapes, wanted.articles) if split else [(0, None)]
    ends = [start for start, _ in starts[1:]] + [len(paragraphs)]
    title = page.meta.get("title", "") if len(starts) == 1 else ""
    found = []
    for number, ((start, why), end) in enumerate(zip(starts, ends, strict=True), start=1):
        part = paragraphs[start:end]
        roles = [
            judged
            if (role := wanted.roles.get(p.first, judged.role)) is judged.role
            else Judged(role, "override", 1.0)
            for p, judged in zip(part, roles_of(part, shapes[start:end], title), strict=True)
        ]
        part_number = number if len(starts) > 1 else 0
        found.append(_article(page, part, roles, part_number, why))
    return tuple(found)


def _article(
    page: Page,
    paragraphs: Sequence[Paragraph],
    roles: Sequence[Judged],
    number: int,
    split: Decision | None,
) -> Document:
    """Return one article as a document; ``number`` is 0 where it is the whole page."""
    # Blank lines are kept as they were: what is clean stays as it is.
    last = page.first_line if not number else (paragraphs[0].first if paragraphs else 1)
    pieces: list[str] = []
    anchors: list[tuple[int, int]] = []
    regions: list[Region] = []
    offset = 0
    for paragraph, judged in zip(paragraphs, roles, strict=True):
        # What a page number stood within was joined before it, so lines may go back.
        gap = paragraph.first - last
        between = "\n" * (gap if gap > 0 or not pieces else 1)
        pieces += [between, paragraph.text]
        offset += len(between)
        anchors += [(offset + at, line) for at, line in paragraph.pieces]
        begin = offset + len(paragraph.text) - len(paragraph.text.lstrip())
        offset += len(paragraph.text)
        if paragraph.text.strip():
            regions.append(Region(begin, offset, *judged, level=paragraph.level))
        last = max(last, paragraph.last)
    text = "".join(pieces)
    author, byline = author_of(text, regions)
    return _document(
        page,
        text,
        tuple(anchors) or ((0, page.first_line),),
        number=number,
        title=_title(text, regions),
        author=author,
        byline=byline,
        decisions=tuple(decision for p in paragraphs for decision in p.joins),
        regions=(*regions, *quotations_of(text)),
        split=split,
    )


def _document(
    page: Page,
    text: str,
    anchors: tuple[tuple[int, int], ...],
    *,
    number: int = 0,
    title: str = "",
    author: str = "",
    byline: str = "",
    decisions: tuple[Decision, ...] = (),
    regions: tuple[Region, ...] = (),
    split: Decision | None = None,
) -> Document:
    meta, name = page.meta, PurePath(page.path).stem
    # The header speaks of the page; an article of several has a title and an author of
    # its own where it says so.
    own, given = (title, author), (meta.get("title", ""), meta.get("author", ""))
    titled, written = (
        (a or b for a, b in zip(own, given, strict=True))
        if number
        else (b or a for a, b in zip(own, given, strict=True))
    )
    rest = {k: v for k, v in meta.items() if k not in _KNOWN}
    if byline:
        rest.setdefault("byline", byline)
    return Document(
        id=f"{page.id}#{number}" if number else page.id,
        text=text,
        title=titled or name,
        date=iso_date(meta.get("date", "")) or iso_date(name),
        author=written,
        source=meta.get("source", ""),
        path=page.path,
        meta=rest,
        anchors=anchors,
        decisions=decisions,
        regions=regions,
        abbreviations=abbreviations_of(text) if regions else (),
        split=split,
    )


def _title(text: str, regions: Iterable[Region]) -> str:
    """Return the headline of an article, "" if it has none."""
    return next(
        (text[r.start : r.end].strip() for r in regions if r.role is RegionRole.HEADLINE), ""
    )


def _anchors(page: Page) -> tuple[tuple[int, int], ...]:
    lengths = (len(line) + 1 for line in page.text.split("\n"))
    return tuple(zip(accumulate(lengths, initial=0), count(page.first_line)))[:-1]
