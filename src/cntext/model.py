"""The nouns of reading: what flows from bytes to the corpus."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from cntext.errors import Both
from cntext.text.periods import period_of


class Page(NamedTuple):
    """One text of a file as it was decoded: untouched, its header split off.

    ``id`` is short and tells documents apart: the file's name, for a row or record with
    its number (``laws.csv#12``). ``first_line`` is the source line (1-based) on which ``text`` begins, which is
    not 1 where a header stood above it. ``replaced`` counts undecodable bytes that
    became U+FFFD, ``removed`` invisible characters that were taken out.
    ``text_sha256`` is that of ``text`` in UTF-8, where it was found on the way, else "".
    """

    path: str
    id: str
    text: str
    encoding: str
    sha256: str
    size: int
    meta: Mapping[str, str] = {}
    first_line: int = 1
    replaced: int = 0
    removed: int = 0
    text_sha256: str = ""


class RegionRole(str, Enum):
    """What a stretch of a page is; ``--scope`` chooses by it."""

    MASTHEAD = "masthead"  # whose page it is: paper, section, school
    KICKER = "kicker"  # a label or sentence above the headline (核心提示)
    HEADLINE = "headline"
    SUBHEAD = "subhead"  # a second line of the headline
    SECTION = "section"  # a head inside the article
    LEAD = "lead"  # the summary under the headline
    BODY = "body"
    CAPTION = "caption"
    CREDIT = "credit"  # 文/图 …
    BYLINE = "byline"  # 作者系 …, 本报记者 …
    LABEL = "label"  # name of the column (聚焦>>>)
    PAGE_NUMBER = "page-number"
    FOOTER = "footer"
    QUOTATION = "quotation"  # “…” and 《…》, inside any of the others


class Region(NamedTuple):
    """A stretch ``text[start:end]`` with its role, the rule that gave it, and how sure.

    Those of one document, quotations aside, follow one another and do not overlap.
    ``level`` is that of the heading mark that was taken off (# is 1), 0 if there was none.
    """

    start: int
    end: int
    role: RegionRole
    rule: str = ""
    confidence: float = 1.0
    level: int = 0


class Decision(NamedTuple):
    """One thing that cleaning did: which rule, where in the source, how sure.

    ``line`` is the source line that was joined to the one before, or that begins an article.
    """

    rule: str
    line: int
    confidence: float
    text: str


class Document(NamedTuple):
    """One article: its text, what is known about it, and where it came from.

    ``anchors`` are ``(offset in text, source line)`` pairs in order of offset, so that
    every character can be traced to the line of the file that it stood on.
    ``date`` is ISO 8601 at day, month or year precision, or "". ``abbreviations`` are
    ``(short, full)`` names that this article introduces (以下简称). ``decisions`` are the
    joins; ``split`` is why the article was parted from the one above it on its page.
    """

    id: str
    text: str
    title: str = ""
    date: str = ""
    author: str = ""
    source: str = ""
    path: str = ""
    meta: Mapping[str, str] = {}
    anchors: tuple[tuple[int, int], ...] = ((0, 1),)
    decisions: tuple[Decision, ...] = ()
    regions: tuple[Region, ...] = ()
    abbreviations: tuple[tuple[str, str], ...] = ()
    split: Decision | None = None

    def line_of(self, offset: int) -> int:
        """Return the source line on which the character at ``offset`` stood."""
        place = bisect_right(self.anchors, offset, key=lambda anchor: anchor[0])
        return self.anchors[max(place - 1, 0)][1]

    def field(self, name: str) -> str:
        """Return what the document says for ``name``: "year", "source", "genre" …, or ""."""
        match name:
            case "document":
                return self.id
            case "year":
                return self.date[:4]
            case "month":
                return self.date[:7] if len(self.date) >= 7 else ""
            case "quarter" | "decade":
                return period_of(self.date, name)
            case "title" | "date" | "author" | "source" | "path":
                return str(getattr(self, name))
            case _:
                return self.meta.get(name, "")


class Failure(NamedTuple):
    """An input that could not be read: a stable code and a line for people."""

    path: str
    code: str
    problem: Both
    hint: Both | None = None


@dataclass(slots=True)
class Inputs:
    """What became of every input: read, failed, skipped by rule, repaired."""

    files: list[Page] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    skipped: dict[str, int] = field(default_factory=dict)

    def skip(self, reason: str) -> None:
        """Count one input left out by rule ("hidden", "link", "unsupported" …)."""
        self.skipped[reason] = self.skipped.get(reason, 0) + 1
