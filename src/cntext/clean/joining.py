"""Which line ends are real: sentences that a page layout cut in two are joined again.

A line is joined to the one before it only on evidence from both sides, because a wrong
join welds a headline to a paragraph. The rules, surest first:

``closed-later``   the next line begins with a mark that no line can begin with (，。、”).
``open-comma``     the line ends in ， or 、: no paragraph ends there.
``torn-number``    …全国第 | 4、重庆第2: what looks like a list number is a count.
``torn-prose``     a long line that holds a whole sentence and more ends without an end mark,
                   and the next line is running text too. A line that is one sentence without
                   its full stop is a lead or a headline and stays alone, and so does what
                   ends in a credit (…。本报记者 张三; 图为…。李四 摄).
``torn-word``      a line with a comma ends without an end mark, and the next line begins
                   with a stump: one to three characters before a full stop, one before a
                   comma. (现在，and 三年来，begin paragraphs; 度。does not.)
``wrapped``        a block of lines cut at one width, as e-mail and PDF text is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from statistics import median

_CLOSED = tuple("。！？!?…：:；;")
_CLOSING = "”’」』）)】》"
_CANNOT_BEGIN = tuple("，。、；：？！”’」』）】》,;:?!)")
_MARK = re.compile("[，。；：？！、]")
_ANY_MARK = re.compile(r"[，。；：？！、]|[,.;:?!](?=\s|\Z)")
_STRONG = re.compile("[。；？！]")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+")
_ITEM = re.compile(
    r"[（(]?[一二三四五六七八九十百零〇\d]{1,4}(?:[、）)]|[.．](?!\d))|第[一二三四五六七八九十百零〇\d]{1,5}[章节条款项编部分]"
    r"|[-*+•·●■◆▲○]\s*|——|[（(](?:作者|记者|来源|本文)|[|>]"
    r"|本报(?:讯|记者)|新华社\S{0,15}电|图为|图[\d①-⑩]"
)
_CREDIT = re.compile(
    r"(?:^|[。！？”）)\s])"
    r"(?:\S{0,6}(?:记者|通讯员|作者|编辑|责编|来源|摄影)[\s:：/][^，。；！？]{1,30}|[^，。；！？]{0,20}(?:摄|供图|制图))\Z"
)
# Headlines may hold a whole sentence (加油！中国职教); none is as long as a torn paragraph.
_LONGER_THAN_HEADLINES = 40
_COUNT = re.compile(r"\d+[、.．]")
_ASCII_WORD = re.compile(r"[A-Za-z0-9]")
_STUMP = re.compile("[^，。；：？！、]{1,3}[。；？！]|[^，。；：？！、][，、：]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its source number, its text, and how it stands."""

    number: int
    text: str
    indented: bool
    heading: bool
    after_blank: bool


def lines_of(text: str, first: int) -> list[Line]:
    """Return the lines of ``text`` that are not blank, heading marks (#) taken off."""
    found: list[Line] = []
    blank = True
    for number, raw in enumerate(text.split("\n"), start=first):
        if raw.strip():
            heading = _HEADING.match(raw)
            body = raw[heading.end() :].rstrip() if heading else raw.rstrip()
            indented = raw.startswith(("\u3000", "  ", "\t"))
            found.append(Line(number, body, indented, heading is not None, blank))
        blank = not raw.strip()
    return found


def wrap_widths(lines: list[Line]) -> dict[int, int]:
    """Return ``{line number: width}`` for the lines of blocks that were cut at one width.

    A block is a run of three or more lines without a blank line between; it is taken as
    wrapped when at least 70 % of its lines, the last one left out, come within a tenth
    of the longest, and that is no longer than a printed line can be. A third of them
    must hold a comma or full stop: names of schools are of one width, too.
    """
    widths: dict[int, int] = {}
    block: list[Line] = []
    for line in [*lines, None]:
        if line is None or line.after_blank:
            if len(block) >= 3:
                longest = max(len(b.text.strip()) for b in block)
                full = sum(len(b.text.strip()) >= 0.9 * longest for b in block[:-1])
                typical = median(len(b.text.strip()) for b in block[:-1])
                marked = sum(_ANY_MARK.search(b.text) is not None for b in block)
                prose = 3 * marked >= len(block) and 8 <= typical <= longest <= 120
                if prose and full >= 0.7 * (len(block) - 1):
                    widths.update((b.number, longest) for b in block)
            block = []
        if line is not None:
            block.append(line)
    return widths


def join_rule(left: Line, right: Line, width: int | None) -> tuple[str, float] | None:
    """Return the rule by which ``right`` continues ``left`` and how sure it is, or None.

    ``width`` is the common width of the block where both are part of a wrapped one.
    """
    if left.heading or right.heading:
        return None
    before, after = left.text.strip(), right.text.strip()
    ends_closed = before.endswith(_CLOSED) or (
        before[-1] in _CLOSING and before.rstrip(_CLOSING).endswith(_CLOSED)
    )
    if ends_closed:
        return None
    if after.startswith(_CANNOT_BEGIN) and _MARK.search(before):
        return "closed-later", 0.98
    if before.endswith("第") and _COUNT.match(after) and _MARK.search(before):
        return "torn-number", 0.97
    if _ITEM.match(after) or right.indented:
        return None
    if before.endswith(("，", "、", ",")):
        return "open-comma", 0.97
    if width and len(before) >= 0.9 * width and not right.after_blank:
        return "wrapped", 0.9
    if not _MARK.search(before) or not _MARK.search(after):
        return None
    if before[-1] in "）)" or _CREDIT.search(before):
        return None
    if _STRONG.search(before) and len(before) >= _LONGER_THAN_HEADLINES:
        return "torn-prose", 0.95 if before[-1] not in _CLOSING else 0.7
    if not _ITEM.match(before) and _STUMP.match(after):
        return "torn-word", 0.85
    return None


def glue(left: str, right: str) -> str:
    """Return what stands between two joined pieces: a space between Latin words only."""
    if left and right and _ASCII_WORD.match(left[-1]) and _ASCII_WORD.match(right[0]):
        return " "
    return ""
