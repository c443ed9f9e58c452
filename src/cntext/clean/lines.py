"""The lines of a page and what each looks like: closed, an item, a headline, noise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cntext.lazy import pattern

CLOSED = tuple("。！？!?…：:；;")
CLOSING = "”’」』）)】》"
ANY_STOP = pattern("[，。；：？！、]")
STRONG = pattern("[。；？！]")
_HEADING = pattern(r"\s{0,3}(#{1,6})\s+")
ITEM = pattern(
    r"[（(]?[一二三四五六七八九十百零〇\d]{1,4}(?:[、）)]|[.．](?!\d))"
    r"|第\s?[一二三四五六七八九十百零〇\d]{1,5}\s?(?:[章节条编](?=\s|\Z)|[章节](?=.{1,20}\Z)|部分(?=\s|.{0,20}\Z))"
    r"|第[一二三四五六七八九十]{1,3}[，、]|[-*+]\s|[•·●■◆▲○]\s*|——|[（(](?:作者|记者|来源|本文)|[|>]"
    r"|本报(?:讯|记者)|新华社\S{0,15}电|图为|图[\d①-⑩]|文\s?[/／]\s?图|图\s?[/／]\s?文"
)
CREDIT = pattern(
    r"(?:^|[。！？”）)\s])"
    r"(?:\S{0,6}(?:记者|通讯员|作者|编辑|责编|来源|摄影)[\s:：/][^，。；！？]{1,30}|[^，。；！？]{0,20}(?:摄|供图|制图))\Z"
)
NUMBERED = pattern(
    r"(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]"
    r"|第\s?[一二三四五六七八九十百零〇\d]{1,5}\s?[章节编部分]|\d{1,2}(?:[、]|[.．](?!\d)))"
)
# "3" alone may be a number of a list; a dash on both sides or 第…页 says what it is.
PAGE_NUMBER = pattern(
    r"(?:[-—–―·•~～]{1,3}\s*\d{1,4}\s*[-—–―·•~～]{1,3}"
    r"|第\s*\d{1,4}\s*页(?:\s*[,，/／]?\s*共\s*\d{1,4}\s*页)?"
    r"|\d{1,4}\s*[/／]\s*\d{1,4}|[Pp]age\s+\d{1,4}(?:\s+of\s+\d{1,4})?)\Z"
)
_LONGEST_HEAD = 40  # characters; newspapers set no longer headline on one line
_DATE = pattern(r"[\d〇一二三四五六七八九十]{4}年(?:[\d一二三四五六七八九十]{1,3}月)?")
_SALUTATION = pattern(r"(?:各位|尊敬的|同志|女士|老师|同学|朋友)[^，。；：]{0,14}[！!：:]\Z")
_HAN = pattern("[\u4e00-\u9fff]")


OPENING = {"“": "”", "（": "）", "(": ")", "《": "》", "「": "」", "【": "】"}
RECENT = 200  # characters of a paragraph that rules look back on


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its source number, its text, and how it stands.

    ``level`` is that of a heading mark (# is 1), 0 where there is none.
    """

    number: int
    text: str
    indented: bool = False
    level: int = 0
    after_blank: bool = False

    @property
    def heading(self) -> bool:
        """Say whether the line is marked as a heading."""
        return self.level > 0


class Growing:
    """A paragraph as far as its lines have been joined.

    Holds what the rules ask for and no more, so that a line costs the same however long
    the paragraph above it is.
    """

    __slots__ = ("commas", "length", "line", "lines", "lists", "recent", "start", "strong", "tail")

    def __init__(self, line: Line) -> None:
        self.line = line
        self.lines = self.length = self.commas = self.lists = 0
        self.strong = False  # holds a 。；？！ that is not its last character
        self.start = line.text.strip()[:80]
        self.recent = self.tail = ""
        self.add(line.text.strip())

    def add(self, text: str) -> None:
        """Append the text of one more line."""
        self.strong = self.strong or STRONG.search((self.recent[-1:] + text)[:-1]) is not None
        self.lines += 1
        self.length += len(text)
        self.commas += text.count("，")
        self.lists += text.count("、")
        self.recent = (self.recent[-RECENT:] + text)[-RECENT:]
        self.tail = text

    def unclosed(self, within: int = RECENT) -> str:
        """Return the mark (《, （, “ …) that was opened last and not closed, or ""."""
        recent = self.recent[-within:]
        for mark, close in OPENING.items():
            if recent.rfind(mark) > recent.rfind(close):
                return mark
        return ""


def lines_of(text: str, first: int) -> list[Line]:
    """Return the lines of ``text`` that are not blank, heading marks (#) taken off."""
    found: list[Line] = []
    blank = True
    for number, raw in enumerate(text.split("\n"), start=first):
        if raw.strip():
            heading = _HEADING.match(raw) if "#" in raw[:12] else None
            body = raw[heading.end() :].rstrip() if heading else raw.rstrip()
            indented = raw.startswith(("\u3000", "  ", "\t"))
            level = len(heading[1]) if heading else 0
            found.append(Line(number, body, indented, level, blank))
            blank = False
        else:
            blank = True
    return found


def ends_closed(text: str) -> bool:
    """Say whether ``text`` ends as a paragraph does: 。, ：, also before a closing mark."""
    return text.endswith(CLOSED) or (text[-1:] in CLOSING and text.rstrip(CLOSING).endswith(CLOSED))


def headline_like(text: str) -> bool:
    """Say whether ``text`` could be a headline: short, Chinese, no end mark, no date."""
    text = text.strip()
    if not 2 <= len(text) <= _LONGEST_HEAD or not _HAN.search(text):
        return False
    # A headline may ask or shout (加油！中国职教); it has no full stop and no bracket.
    if text.endswith(tuple("。…：:；;，、,）)")) or "。" in text:
        return False
    return not _DATE.match(text) and not PAGE_NUMBER.match(text)


def is_prose(text: str) -> bool:
    """Say whether ``text`` is running text: it holds a sentence with its end mark."""
    if "。" in text:
        return True
    long = len(text) > _LONGEST_HEAD or ANY_STOP.search(text[:-1]) is not None
    return long and ends_closed(text) and not _SALUTATION.match(text)


def running_heads(lines: Iterable[Line]) -> frozenset[str]:
    """Return the short lines that stand beside page numbers three times or more."""
    before: Line | None = None
    numbered = False  # the line before
    count: dict[str, int] = {}
    for line in lines:
        below, numbered = numbered, PAGE_NUMBER.match(line.text.strip()) is not None
        for one, beside in ((before, numbered), (line, below)):
            if one and beside:
                text = one.text.strip()
                if headline_like(text) and not one.heading:
                    count[text] = count.get(text, 0) + 1
        before = line
    return frozenset(text for text, times in count.items() if times >= 3)
