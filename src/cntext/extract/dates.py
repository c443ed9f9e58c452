"""Dates and periods as intervals of days: 去年12月, 近3年, “十四五”时期, 到2025年.

What is reckoned from the date of the document (去年, 近3年) has an interval only where
that date is known. The spans hold what says the period, not what leads up to it: 到, 自, 从.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cntext.extract import days
from cntext.extract.calendar_dates import CALENDAR, MONTH, PART, Anchor, month_in, part_of
from cntext.extract.days import UNKNOWN, Interval
from cntext.extract.gazetteer import epochs
from cntext.extract.mentions import Kind, Mention, longest
from cntext.extract.numerals import chinese_value
from cntext.extract.periods import PERIODS, YEARS
from cntext.extract.wording import Borders
from cntext.lazy import pattern

_THESE = pattern(rf"这(?P<n>{YEARS})年")
# 同年5月 is of the year that was named last, 次年初 of the one behind it.
_OF_THAT_YEAR = pattern(rf"(?P<word>同年|当年|次年|翌年)(?P<rest>度?(?:{MONTH}|{PART}))")
_AND_TO = pattern(r"\s?[—–\-－~～至到]{1,2}\s?")
_YEAR = pattern("[0-9零〇○一二三四五六七八九]{4}")
_REFERRED = 1500  # characters before 这五年 in which the five years are looked for


def dates(text: str, document_date: str, borders: Borders) -> list[Mention]:
    """Return the dates and periods of ``text``; ``document_date`` is ISO 8601 or ""."""
    anchor = Anchor(document_date, *days.of(document_date))
    found = []
    for compiled, read in (*CALENDAR, *PERIODS):
        for match in compiled.finditer(text):
            interval = read(match, anchor)
            if interval is not None and _apart(match, borders):
                found.append(_mention(match, interval))
    for match in _since(text):
        first = epochs()[match["event"]]
        found.append(_mention(match, (first, anchor.last)))
    found += (_mention(match, UNKNOWN) for match in _OF_THAT_YEAR.finditer(text))
    return _joined(text, _referred(text, longest(found)))


def _joined(text: str, found: list[Mention]) -> list[Mention]:
    """Return ``found``, 2019年5月至2020年3月 as the one period that it is.

    The second month is of the year of the first where it names none: 2019年5月至6月.
    """
    joined: list[Mention] = []
    for one in found:
        before = joined[-1] if joined else None
        if before is None or not _ends(text, before, one):
            joined.append(one)
            continue
        year = int(before.first[:4] or 0)
        first, last = month_in(text, one.start, one.end, year) or (one.first, one.last)
        if first and before.first and last < before.last:
            joined.append(one._replace(first=first, last=last))
            continue
        known = before.first and last
        interval = (before.first, last) if known else UNKNOWN
        name = "/".join(interval) if known else text[before.start : one.end]
        joined[-1] = before._replace(end=one.end, name=name, first=interval[0], last=interval[1])
    return joined


def _ends(text: str, before: Mention, one: Mention) -> bool:
    """Say whether ``one`` is where the time that begins with ``before`` ends: both by month or year."""
    between = _AND_TO.fullmatch(text, before.end, one.start)
    said = (text[date.start : date.end] for date in (before, one))
    return between is not None and all("月" in date or _YEAR.search(date) for date in said)


def _referred(text: str, found: list[Mention]) -> list[Mention]:
    """Return ``found``, 这五年 with the interval of the last five years named before it.

    Where none is named shortly before, it is the time up to the document, as it was read.
    """
    read: list[Mention] = []
    for one in found:
        if that := _OF_THAT_YEAR.fullmatch(text, one.start, one.end):
            read.append(_that_year(one, that, read))
            continue
        match = _THESE.match(text, one.start, one.end)
        number = int(chinese_value(match["n"]) or 0) if match else 0
        meant = _named_before(one, number, read) if number else None
        same = one if meant is None else meant
        read.append(one._replace(name=same.name, first=same.first, last=same.last))
    return read


def _that_year(one: Mention, match: re.Match[str], read: list[Mention]) -> Mention:
    """Return 同年5月 with the days it means: of the year that was named last."""
    near = (other for other in reversed(read) if one.start - other.end < _REFERRED)
    known = next((other for other in near if other.first[:4] == other.last[:4] != ""), None)
    if known is None:
        return one
    year = int(known.first[:4]) + (match["word"] in ("次年", "翌年"))
    first, last = part_of(year, match["rest"])
    name = first if first == last else f"{first}/{last}"
    return one._replace(name=name if first else one.name, first=first, last=last)


def _named_before(one: Mention, number: int, read: list[Mention]) -> Mention | None:
    """Return the last of ``read`` that lasts ``number`` years and is not far before ``one``."""
    for other in reversed(read):
        if one.start - other.end >= _REFERRED:
            return None
        if number in _years(other):
            return other
    return None


def _years(one: Mention) -> tuple[int, ...]:
    """Return how many years an interval may be said to last: both ends may be part of one."""
    if not (one.first and one.last) or one.first[5:] == one.last[5:]:
        return ()
    lasts = int(one.last[:4]) - int(one.first[:4])
    return (lasts + 1, lasts) if lasts else ()


def _mention(match: re.Match[str], interval: Interval) -> Mention:
    first, last = interval
    name = first if first == last else f"{first}/{last}"
    return Mention(
        Kind.DATE, *match.span(), name if first or last else match[0], first=first, last=last
    )


def _apart(match: re.Match[str], borders: Borders) -> bool:
    """Say whether a date in Chinese words is no piece of a longer word (一年年)."""
    return match[0][0] in '“"‘' or match[0][0].isdigit() or borders.begins(match.start())


def _since(text: str) -> Iterator[re.Match[str]]:
    names = "|".join(sorted(epochs(), key=lambda name: (-len(name), name)))
    return re.finditer(rf"(?P<event>{names})(?:召开|胜利召开)?(?:以来|至今)", text)
