"""How likely the line below continues the paragraph above, from all that can be seen.

On a page of which most lines are broken no single rule decides: the first piece of a
paragraph may look like a headline. So every piece of evidence has a weight in log-odds,
and what they come to is weighed against `THRESHOLD`. Weights and thresholds were fitted
(logistic regression) to articles that were broken again, some without the numbers and
marks of their headings: ``tools/fit_joins.py`` says how and measures articles held out,
``benchmarks/rebreaking.py`` measures the outcome.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, pairwise
from math import exp

from cntext.clean.clauses import begins_within, standing, within_clause
from cntext.clean.lines import (
    ANY_STOP,
    ITEM,
    NUMBERED,
    OPENING,
    STRONG,
    Growing,
    Line,
    ends_closed,
    headline_like,
)
from cntext.clean.weights import BIAS, THRESHOLD, WEIGHTS
from cntext.lazy import pattern

_CANNOT_END = frozenset(
    "的和与及在对把为以是并或从向于将不很更最要能可会使让由被其这那每各第约近达共至到按据因就都也又还且但而之所如若"
)
_BEGINS_PARAGRAPH = pattern(
    "近年来|今年|去年|为|在|要|以|对|我们|各|同时|当前|目前|此外|首先|其次|[一二三四五]是|[一三五]年来|这|通过|坚持|加强"
    "|深入|推进|加快|积极|大力|进一步|继续|全面|完善|支持|实施|会|学校"
)
_BEGINS_SENTENCE = pattern(
    "要|为了|在|对|根据|按照|通过|由|把|将|从|当|我们|他|她|这|那|各|会议|以|国家|任何"
)
_FOLLOWING = pattern("(?:如下|下列.{0,8}|以下.{0,8}|下面.{0,8})[:：]\\Z")
_LAW = pattern(r"第[一二三四五六七八九十百零〇\d]{1,6}条[ \u3000]")
_DATELINE = pattern("本[报刊网台]|新华社")
_FIGURE = pattern(r"\d(?![\d.]*年)")
_LATER_POINT = pattern("[二三四五六七八九十][是要]")
_YEAR = pattern(r"[\d〇一二三四五六七八九十]{4}年")


@dataclass(frozen=True, slots=True)
class Habits:
    """What the lines of one page do as a rule.

    ``broken`` is how many of its lines are: "few", "some" or "most", "" if none is.
    ``width`` is the one at which they were cut, 0 if at none. ``blanks`` says whether
    blank lines stand between paragraphs and not between lines. ``heads`` tells the classes
    of numbers (一、, （一）) that stand before headings. ``law`` says that it has articles
    (第三条 …), between which there are no headings without a number.
    """

    broken: str = ""
    width: int = 0
    blanks: bool = False
    heads: frozenset[str] = frozenset()
    law: bool = False


def habits_of(lines: list[Line]) -> Habits:
    """Return the habits of a page; cheap where no line of it is broken."""
    texts = [line.text.strip() for line in lines]
    torn = sum(_torn(text, below) for text, below in pairwise([*texts, ""]))
    if not torn:
        return Habits()
    share = torn / max(torn, sum(STRONG.search(text[:-1]) is not None for text in texts))
    broken = "few" if torn == 1 or share < 0.12 else "some" if share < 0.35 else "most"
    tight = sum(not line.after_blank for line in lines[1:])
    blanks = len(lines) > 4 and 0.05 <= tight / (len(lines) - 1) <= 0.97
    # The first piece of a broken paragraph is as bare as a heading.
    heads = _heads(texts, 0.6 if broken == "most" else 0.15)
    law = sum(_LAW.match(text) is not None for text in texts) >= 5
    return Habits(broken, _width(texts), blanks, heads, law)


def _torn(text: str, below: str) -> bool:
    """Say whether the end of a line is surely none of a paragraph."""
    if ends_closed(text):
        return False
    # Headlines ask and shout in the middle (加油！中国职教), but have no full stop there.
    if STRONG.search(text[:-1]) and ("。" in text or "；" in text or len(text) >= 40):
        return True
    return bool(below) and within_clause(text, below)


def _width(texts: list[str]) -> int:
    """Return the width that at least a fifth of the lines have, most of them open."""
    for width, times in Counter(map(len, texts)).most_common(3):
        if times >= 3 and times >= 0.2 * len(texts) and 8 <= width <= 120:
            same = [text for text in texts if len(text) == width]
            if sum(not ends_closed(text) for text in same) >= 0.6 * len(same):
                return width
    return 0


def _number_class(text: str) -> str:
    return (
        "（"
        if text[0] in "（("
        else "第"
        if text[0] == "第"
        else "1"
        if text[0].isdigit()
        else "一"
    )


def _heads(texts: list[str], least: float) -> frozenset[str]:
    bare: dict[str, list[bool]] = {}
    for text, below in pairwise([*texts, ""]):
        if NUMBERED.match(text):
            alone = not STRONG.search(text) and not begins_within(below)
            bare.setdefault(_number_class(text), []).append(alone)
    return frozenset(name for name, found in bare.items() if sum(found) >= least * len(found))


def continues(left: Growing, right: Line, habits: Habits, *, first: bool) -> float | None:
    """Return how sure it is that ``right`` continues ``left``, None if it likely does not.

    Behind ； and ： a paragraph ends as often as not, unless all of the page is broken.
    """
    if habits.broken != "most" and _kind(left) in {"colon", "semicolon"}:
        return None
    score = BIAS + sum(
        WEIGHTS.get(name, 0.0)
        for name in chain(
            evidence(left, right, habits, first=first), standing(left.recent, right.text.strip())
        )
    )
    if score < THRESHOLD[habits.broken]:
        return None
    return round(min(0.99, 1 / (1 + exp(-score))), 2)


def evidence(left: Growing, right: Line, habits: Habits, *, first: bool) -> Iterator[str]:
    """Yield the names of what speaks for or against joining, each once."""
    after = right.text.strip()
    kind = _kind(left)
    yield f"{kind}, {habits.broken} broken"
    short = kind in {"bare", "comma", "commas", "list"}
    if left.lines > 1:
        yield f"joined before: {'short' if short else kind}"
    if short:
        yield from _of_short(left, kind, habits)
        if habits.law:
            yield "short, in a law"
        if first and left.lines == 1:
            yield "dateline" if _DATELINE.match(left.start) else "first line"
    if kind == "colon":
        yield "colon after a sentence" if left.strong else "colon only"
        if _FOLLOWING.search(left.recent[-16:]):
            yield "as follows"
    if left.recent[-1] in _CANNOT_END:
        yield "ends in a function word"
    if left.recent[-1] in "）)":
        yield "ends in a bracket"
    if left.unclosed():
        yield "mark not closed"
    yield from _of_right(after)
    if habits.width:
        yield _fit(len(left.tail), habits.width)
    if habits.blanks:
        yield "blank line" if right.after_blank else "no blank line"


def _kind(left: Growing) -> str:
    last = left.recent[-1]
    if last in "；;":
        return "semicolon"
    if last in "：:":
        return "colon"
    if left.strong:
        return "prose" if left.length >= 40 else "sentence"
    if left.commas:
        return "commas" if left.commas >= 2 else "comma"
    return (
        "list"
        if left.lists > bool(re.match("[一二三四五六七八九十]{1,3}、", left.start))
        else "bare"
    )


def _of_short(left: Growing, kind: str, habits: Habits) -> Iterator[str]:
    for least in (45, 35, 27, 20, 12, 0):
        if left.length >= least:
            yield f"short, {least} or more"
            break
    if NUMBERED.match(left.start):
        known = _number_class(left.start) in habits.heads
        yield f"numbered {'head' if known else 'text'}: {'bare' if kind == 'bare' else 'comma'}"
    if _BEGINS_SENTENCE.match(left.start):
        yield "begins like a sentence"
    if kind == "bare" and _YEAR.match(left.start):
        yield "begins with a year"
    if "——" in left.start:
        yield "dash"
    if _FIGURE.search(left.recent):
        yield "holds a figure"
    if kind == "bare" and " " in left.start:
        yield "article of a law" if _LAW.match(left.start) else "space"


def _of_right(after: str) -> Iterator[str]:
    mark = ANY_STOP.search(after[:8])
    if mark and mark.group() in "。；":
        yield "stump of a sentence" if mark.start() <= 3 else "short end of a sentence"
    elif mark and mark.group() in "，、" and mark.start() <= 2:
        yield "stump of one" if mark.start() == 0 else "stump of a clause"
    if _closes_first(after[:60]):
        yield "closes a mark"
    if NUMBERED.match(after):
        yield "below: numbered"
    if ITEM.match(after):
        yield "below: item"
    if not ANY_STOP.search(after):
        yield "below: no mark"
    if _LATER_POINT.match(after):
        yield "below: a later point"
    if headline_like(after):
        yield "below: like a headline"
    if _BEGINS_PARAGRAPH.match(after):
        yield "below: like a paragraph"
    if _YEAR.match(after):
        yield "below: year"


def _closes_first(after: str) -> bool:
    for mark, close in OPENING.items():
        place = after.find(close)
        if place >= 0 and mark not in after[:place]:
            return True
    return False


def _fit(length: int, width: int) -> str:
    if length == width:
        return "full line"
    if abs(length - width) <= 2:
        return "nearly full line"
    return "short line" if length < width else "long line"
