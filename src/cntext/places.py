"""A place in a document: its id, its role on the page, its sentence, its source line."""

from __future__ import annotations

import base64
import hashlib
from bisect import bisect_right
from typing import NamedTuple

from cntext.errors import Both
from cntext.lazy import pattern
from cntext.model import Document, RegionRole
from cntext.table import Cell, Column, Role, Type, Unit
from cntext.text.sentences import on_one_line, paragraph_around, sentence_borders, sides

_KEY_LENGTH = 12  # of base 32: 60 bits; a million texts share one with probability 4e-7
_ID = pattern(rf"([a-z2-7]{{{_KEY_LENGTH}}}):([0-9]{{1,12}})-([0-9]{{1,12}})")

# What the parts of a page are called on a screen.
ROLE_NAMES: tuple[tuple[str, Both], ...] = (
    (RegionRole.MASTHEAD.value, Both("报头", "masthead")),
    (RegionRole.KICKER.value, Both("引题", "kicker")),
    (RegionRole.HEADLINE.value, Both("标题", "headline")),
    (RegionRole.SUBHEAD.value, Both("副题", "subhead")),
    (RegionRole.SECTION.value, Both("小标题", "section")),
    (RegionRole.LEAD.value, Both("导语", "lead")),
    (RegionRole.BODY.value, Both("正文", "body")),
    (RegionRole.CAPTION.value, Both("图注", "caption")),
    (RegionRole.CREDIT.value, Both("文图署名", "credit")),
    (RegionRole.BYLINE.value, Both("署名", "byline")),
    (RegionRole.LABEL.value, Both("栏目", "label")),
    (RegionRole.PAGE_NUMBER.value, Both("页码", "page number")),
    (RegionRole.FOOTER.value, Both("页脚", "footer")),
    (RegionRole.QUOTATION.value, Both("引文", "quotation")),
)
ROLE = Column("role", Both("部分", "Role"), Type.STRING, role=Role.CONTEXT, says=ROLE_NAMES)
PLACE_COLUMNS = (
    Column("id", Both("位置", "Place"), Type.STRING, role=Role.KEY),
    Column("document", Both("文档", "Document"), Type.STRING, role=Role.KEY),
    Column("title", Both("标题", "Title"), Type.STRING, role=Role.CONTEXT),
    Column("date", Both("日期", "Date"), Type.STRING, Unit.DATE, Role.CONTEXT),
    ROLE,
    Column("line", Both("原文行", "Line"), Type.INTEGER, Unit.LINE, Role.CONTEXT),
    Column("start", Both("起", "Start"), Type.INTEGER, Unit.OFFSET, Role.CONTEXT),
    Column("end", Both("止", "End"), Type.INTEGER, Unit.OFFSET, Role.CONTEXT),
    Column("left", Both("上文", "Left"), Type.STRING, role=Role.LEFT),
    Column("node", Both("节点", "Node"), Type.STRING, role=Role.TERM),
    Column("right", Both("下文", "Right"), Type.STRING, role=Role.RIGHT),
    Column("path", Both("文件", "File"), Type.STRING, role=Role.CONTEXT),
)


class PlaceId(NamedTuple):
    """What the id of a place says: which text, and which characters of it."""

    key: str
    start: int
    end: int


def text_key(text: str) -> str:
    """Return a short name for a text, by its content: the same wherever the file lies."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return base64.b32encode(digest).decode("ascii").lower()[:_KEY_LENGTH]


def parse_id(written: str) -> PlaceId | None:
    """Return what an id says, or None if ``written`` is none.

    >>> parse_id("mfrggzdfmy2a:120-124")
    PlaceId(key='mfrggzdfmy2a', start=120, end=124)
    """
    found = _ID.fullmatch(written.strip())
    if not found or int(found[2]) >= int(found[3]):
        return None
    return PlaceId(found[1], int(found[2]), int(found[3]))


class Places:
    """Describes places in one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._regions = [r for r in document.regions if r.role is not RegionRole.QUOTATION]
        self._begins = [region.start for region in self._regions]
        self._key = ""

    @property
    def key(self) -> str:
        """The name of the document's text."""
        self._key = self._key or text_key(self.document.text)
        return self._key

    def id(self, start: int, end: int) -> str:
        """Return the id of ``text[start:end]``: it leads back there, see `parse_id`."""
        return f"{self.key}:{start}-{end}"

    def role(self, offset: int) -> str:
        """Return what the page has at ``offset``: "headline", "body" …, "" if not known."""
        place = bisect_right(self._begins, offset) - 1
        if place < 0 or offset >= self._regions[place].end:
            return ""
        return self._regions[place].role.value

    def row(self, start: int, end: int, *, paragraph: bool = False) -> tuple[Cell, ...]:
        """Return the cells of ``PLACE_COLUMNS`` for ``text[start:end]``.

        ``left``, ``node`` and ``right`` are together its sentence, an excerpt of a very long
        one (`sides`), or its paragraph.
        """
        document = self.document
        text = document.text
        if paragraph:
            begin, close = paragraph_around(text, start, end)
            parts = (text[begin:start], text[start:end], text[end:close])
            left, node, right = map(on_one_line, parts)
        else:
            left, node, right = sides(text, sentence_borders(text, start, end), start, end)
        return (
            self.id(start, end),
            document.id,
            document.title,
            document.date,
            self.role(start),
            document.line_of(start),
            start,
            end,
            left,
            node,
            right,
            document.path,
        )
