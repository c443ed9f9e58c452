"""Which line ends are real: sentences that a page layout cut in two are joined again.

A line is joined to the one before it only on evidence from both sides, because a wrong
join welds a headline to a paragraph. The rules, surest first:

``open-mark``      the line ends in a mark that opens (《, （, “).
``closed-later``   the next line begins with a mark that no line can begin with (，。、”).
``in-title``       a 《 of the line is still open, or a （ or “ that the next line closes.
``torn-number``    …全国第 | 4、重庆第2: what looks like a list number is a count.
                   Or a figure was cut: 20 | 18年, 货币M | 2.
``dateline``       本报讯 and (记者 …), or the text behind them.
``open-comma``     the line ends in ， or 、: no paragraph ends there.
``lone-ordinal``   the line ends in 一是, 二要: the point itself is on the next.
``torn-prose``     a long line that holds a whole sentence and more ends without an end mark,
                   and the next line is running text too. A line that is one sentence without
                   its full stop is a lead or a headline and stays alone, and so does what
                   ends in a credit (…。本报记者 张三; 图为…。李四 摄).
``torn-word``      a line with a comma ends without an end mark, and the next line begins
                   with a stump: one to three characters before a full stop, one before a
                   comma. (现在，and 三年来，begin paragraphs; 度。does not.)
``wrapped``        a block of lines cut at one width, as e-mail and PDF text is.
``full-line``      the same, where the cut fell behind a full stop: blank lines part the
                   paragraphs of the page, and there is none.
``broken-page``    several lines of the page are certainly broken, and all that can be seen
                   (``evidence.py``) speaks for this one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cntext.clean.evidence import Habits, continues, habits_of
from cntext.clean.lines import (
    ANY_STOP,
    CLOSING,
    CREDIT,
    ITEM,
    OPENING,
    Growing,
    Line,
    ends_closed,
    headline_like,
)
from cntext.lazy import pattern

_CANNOT_BEGIN = tuple("，。、；：？！”’」』）】》,;:?!)")
_ANY_MARK = pattern(r"[，。；：？！、]|[,.;:?!](?=\s|\Z)")
# Headlines may hold a whole sentence (加油！中国职教); none is as long as a torn paragraph.
_LONGER_THAN_HEADLINES = 40
_SHORTEST_BLOCK, _WIDEST = 50, 120
_COUNT = pattern(r"\d+[、.．]")
_ASCII_WORD = pattern(r"[A-Za-z0-9]")
_HAN = pattern("[\u4e00-\u9fff]")
_STUMP = pattern("[^，。；：？！、]{1,3}[。；？！]|[^，。；：？！、][，、：]")
_REST_OF_FIGURE = pattern(r"\d{1,4}(?:\.\d+)?[年月日%％个名所项家万亿元人次]")
_LATIN = pattern(r"[\u4e00-\u9fff][A-Za-z]{1,4}\Z")
_FIGURE = pattern(r"\d{1,3}(?:\.\d)?")
_DATELINE = pattern(
    r"(?:本[报刊网台]|新华社)[^，。；]{0,20}[讯电](?:\s?[（(][^（()）]{1,40}[）)])?"
)
_ORDINAL = pattern(r"(?:\A|[。；：，])[一二三四五六七八九十]{1,2}[是要]\Z")
_CHAPTER = pattern(r"第\s?[一二三四五六七八九十百零〇\d]{1,5}\s?[章节编]\s")
_BRACKETED = pattern(
    r"(?:\A|[。！？])[（(][^（()）]{1,80}[）)]\Z|[（(][^（()）]{0,20}(?:记者|通讯员|作者|评论员)[^（()）]{0,40}[）)]\Z"
)


@dataclass(frozen=True, slots=True)
class Layout:
    """How a page was set: ``widths`` of the lines of wrapped blocks, by line number."""

    widths: Mapping[int, int]
    habits: Habits = field(default_factory=Habits)

    @property
    def respects_stops(self) -> bool:
        """Say whether no line is joined to one that ends in a stop: true of all clean pages."""
        return self.habits.broken != "most" and not (self.habits.blanks and self.widths)


def layout_of(lines: list[Line]) -> Layout:
    """Return how the page that consists of ``lines`` was set."""
    return Layout(wrap_widths(lines), habits_of(lines))


def wrap_widths(lines: list[Line]) -> dict[int, int]:
    """Return ``{line number: width}`` for the lines of blocks that were cut at one width.

    A block is a run of three or more lines without a blank line between; it is taken as
    wrapped when at least 70 % of its lines, the last one left out, come within a tenth
    of the longest, and that is no longer than a printed line can be. A third of them
    must hold a comma or full stop: names of schools are of one width, too. Two lines at
    least must be open at the end, and all of it longer than two headlines and a sentence.
    """
    widths: dict[int, int] = {}
    block: list[Line] = []
    for line in [*lines, None]:
        if line is None or line.after_blank:
            if len(block) >= 3:
                longest = max(len(b.text.strip()) for b in block)
                if longest <= _WIDEST and _is_wrapped(block, longest):
                    widths.update((b.number, longest) for b in block)
            block = []
        if line is not None:
            block.append(line)
    return widths


def _is_wrapped(block: list[Line], longest: int) -> bool:
    from statistics import median  # most pages have no such block

    above = [b.text.strip() for b in block[:-1]]
    full = sum(len(text) >= 0.9 * longest for text in above)
    marked = sum(_ANY_MARK.search(b.text) is not None for b in block)
    open_ = sum(not ends_closed(text) for text in above)
    return (
        full >= 0.7 * len(above)
        and median(map(len, above)) >= 8
        and 3 * marked >= len(block)
        and len(block) * longest >= _SHORTEST_BLOCK
        and open_ >= 2
    )


def join_rule(
    left: Growing, right: Line, layout: Layout, *, first: bool = False
) -> tuple[str, float] | None:
    """Return the rule by which ``right`` continues ``left`` and how sure it is, or None.

    ``first`` says that ``left`` begins the page, where a headline stands.
    """
    if left.line.heading or right.heading:
        return None
    if ends_closed(left.recent):
        return _behind_a_stop(left, right, layout, first=first)
    before, after = left.recent, right.text.strip()
    marked = left.strong or ANY_STOP.search(before) is not None
    if rule := _by_marks(left, right, marked):
        return rule
    # A dash begins a second headline, unless most lines of the page are broken anyway.
    dash = after.startswith("——") and marked and layout.habits.broken == "most"
    if right.indented or (ITEM.match(after) and not dash):
        return None
    if rule := _by_ends(left, after):
        return rule
    width = layout.widths.get(right.number, 0)
    # A chapter's head may be as wide as the lines around it.
    chapter = _CHAPTER.match(before) and not marked
    # So may a headline be; where lines are broken all over, the evidence knows more.
    head = not left.strong and left.lines == 1 and layout.habits.broken == "most"
    full = width and len(left.tail) >= 0.9 * width
    if full and not right.after_blank and not (chapter or head):
        return "wrapped", 0.9
    if _BRACKETED.search(before) or CREDIT.search(before):
        return None
    return _torn(left, after, marked) or _likely(left, right, layout, first=first)


def _by_marks(left: Growing, right: Line, marked: bool) -> tuple[str, float] | None:
    """Return the rule where a mark cannot stand at a line end, or a figure is cut."""
    before, after = left.recent, right.text.strip()
    if before[-1] in OPENING and not right.indented:
        return "open-mark", 0.98
    if after.startswith(_CANNOT_BEGIN) and (marked or left.unclosed()):
        return "closed-later", 0.98
    if before.endswith("第") and _COUNT.match(after) and marked:
        return "torn-number", 0.97
    dateline = before.endswith(("讯", "电")) and after[0] in "（("
    if dateline and not right.indented and _DATELINE.match(left.start):
        return "dateline", 0.95
    return None


def _by_ends(left: Growing, after: str) -> tuple[str, float] | None:
    """Return the rule where the end of the line says that more must follow."""
    before = left.recent
    if _within_mark(left, after):
        return "in-title", 0.95
    if before.endswith(("，", "、", ",")):
        return "open-comma", 0.97
    if _ORDINAL.search(before) and _HAN.match(after):
        return "lone-ordinal", 0.95
    if before[-1].isdigit() and _REST_OF_FIGURE.match(after):
        return "torn-number", 0.9
    if left.strong and _FIGURE.fullmatch(after) and _LATIN.search(before):
        return "torn-number", 0.9
    if left.length <= 60 and _DATELINE.fullmatch(before) and ANY_STOP.search(after):
        return "dateline", 0.9
    return None


def _torn(left: Growing, after: str, marked: bool) -> tuple[str, float] | None:
    """Return the rule for a single break on a page that is whole otherwise."""
    before = left.recent
    if not marked or not ANY_STOP.search(after) or before[-1] in "）)":
        return None
    if left.strong and left.length >= _LONGER_THAN_HEADLINES:
        return "torn-prose", 0.95 if before[-1] not in CLOSING else 0.7
    stump = _STUMP.match(after)
    # What could be a headline was torn only if a single character was left over.
    if stump and headline_like(left.start) and left.lines == 1:
        stump = stump if stump.end() == 2 and len(after) >= 10 else None
    if stump and not ITEM.match(left.start):
        return "torn-word", 0.85
    return None


def _likely(left: Growing, right: Line, layout: Layout, *, first: bool) -> tuple[str, float] | None:
    if not layout.habits.broken:
        return None
    sure = continues(left, right, layout.habits, first=first)
    return ("broken-page", sure) if sure is not None else None


def _behind_a_stop(
    left: Growing, right: Line, layout: Layout, *, first: bool
) -> tuple[str, float] | None:
    """Return the rule for a line that ends in a stop: only the layout can tell."""
    # Nearly all lines of a clean page come here and leave at once.
    width, habits = layout.widths.get(right.number, 0), layout.habits
    full = habits.blanks and 14 <= width == len(left.tail) and not right.after_blank
    # A sentence goes on behind ； and ：, a paragraph may end there.
    open_ = habits.broken == "most" and left.recent.endswith(("；", "：", ";", ":"))
    if not (full or open_) or right.indented or ITEM.match(right.text.strip()):
        return None
    return ("full-line", 0.8) if full else _likely(left, right, layout, first=first)


def _within_mark(left: Growing, after: str) -> bool:
    """Say whether the line end stands inside 《…》, or “…” that the next line closes."""
    mark = left.unclosed(within=60)
    if mark == "《":
        return True
    if mark and left.length > 1:
        place = after[:60].find(OPENING[mark])
        return (place >= 0 and mark not in after[:place]) or (
            0 < len(after) <= 6 and after[0].isdigit()
        )
    return False


def glue(left: str, right: str) -> str:
    """Return what stands between two joined pieces: a space between Latin words only.

    A number that was cut is one number, and in Chinese text so is 5 | G.
    """
    if not (left and right and _ASCII_WORD.match(left[-1]) and _ASCII_WORD.match(right[0])):
        return ""
    digits = left[-1].isdigit() + right[0].isdigit()
    if digits and (digits == 2 or _HAN.search(left[-20:])):
        return ""
    return " "
