"""Dates by the calendar: 2019年3月26日, 去年12月, 上半年, 5月中旬, and the days they mean."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from cntext.extract import days
from cntext.extract.days import UNKNOWN, Interval
from cntext.extract.numerals import chinese_value
from cntext.lazy import pattern

_M = r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})"
_YEAR = r"(?:(?<![0-9])[12][0-9]{3}(?![0-9])|(?<![零〇一二三四五六七八九])[一二][〇零○ＯO九八七六五四三二一]{3})"
PART = (
    r"(?:上半年|下半年|(?:第)?[一二三四1-4]季度|前[二三两]季度|年初|年底|年末|年中|初|底|末|[春秋]季学期|春季|夏季|秋季|冬季"
    r"|春节|春|夏|秋|冬|前后|中期)"
)
_TO = r"\s?[—–\-－~～至到]{1,2}\s?"
_D = r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
# 1—6月 and 5日至7日 are one stretch of time.
MONTH = (
    rf"(?:{_M}{_TO})?{_M}月(?:份)?(?:{_D}(?:[日号]?{_TO}{_D})?[日号]|[上中下]旬|中下旬|初|底|末)?"
)
_CALENDAR = pattern(
    rf"(?P<y>{_YEAR})(?:(?:年?\s?[—–\-－~～至到/／]{{1,2}}|[、和])\s?(?P<y2>{_YEAR}))?\s?(?:两(?=年))?年(?!来(?!华|访|我国)|代)(?P<rest>度?(?:\s?{MONTH}|{PART})?)"
    r"(?P<since>以来|至今)?"
)
_NUMERIC = pattern(
    r"(?<![0-9.])(?P<y>(?:19|20)[0-9][0-9])(?P<s>[-/.])(?P<m>[0-9]{1,2})(?P=s)(?P<d>[0-9]{1,2})(?![0-9.])"
)
_DEICTIC = pattern(
    rf"(?P<word>去年|前年|今年|明年|后年|本年度|上年|本年)(?P<rest>度?(?:{MONTH}|{PART})?)(?P<since>以来)?"
)
_MONTH_ALONE = pattern(
    rf"(?<![0-9个第.零〇一二三四五六七八九十]){MONTH}(?P<since>以来|至今)?(?![球亮])"
)
_SCHOOL_YEAR = pattern(
    rf"(?P<y>{_YEAR})(?:\s?[—–\-－~～至到/／]\s?(?P<y2>{_YEAR}))?\s?学年度?(?P<term>第[一二]学期)?"
)
_PART_ALONE = pattern("上半年|下半年|前[二三两]季度|第?[一二三四]季度|年初|年底|年末")
_SHIFT = {
    "去年": -1,
    "上年": -1,
    "前年": -2,
    "今年": 0,
    "本年": 0,
    "本年度": 0,
    "明年": 1,
    "后年": 2,
}
_PARTS = {
    "上半年": (1, 6), "下半年": (7, 12), "年初": (1, 1), "初": (1, 1), "年底": (12, 12), "年末": (12, 12),
    "底": (12, 12), "末": (12, 12), "春": (3, 5), "春季": (3, 5), "夏": (6, 8), "夏季": (6, 8), "秋": (9, 11),
    "秋季": (9, 11), "春季学期": (2, 8), "秋季学期": (9, 12),
}  # fmt: skip
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4, "两": 2}
_TENTHS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "中下旬": (11, 31), "初": (1, 10)}


# A zero among Chinese digits is written in more than one way: 一九八○年.
_ZEROS = str.maketrans("○ＯO", "〇〇〇")


class Anchor(NamedTuple):
    """What the date of the document says, and the interval of its days."""

    iso: str
    first: str
    last: str

    @property
    def year(self) -> int:
        """The year, 0 if it is not known."""
        return int(self.iso[:4] or 0)


Reader = Callable[[re.Match[str], Anchor], Interval | None]


def _calendar(match: re.Match[str], anchor: Anchor) -> Interval | None:
    first = _year(match["y"])
    if match["y2"]:
        return days.span(first, 1, _year(match["y2"]), 12)
    begin, end = _within(first, match["rest"])
    return (begin, anchor.last) if match["since"] else (begin, end)


def _numeric(match: re.Match[str], _: Anchor) -> Interval | None:
    interval = days.day(int(match["y"]), int(match["m"]), int(match["d"]))
    return None if interval == UNKNOWN else interval


def _deictic(match: re.Match[str], anchor: Anchor) -> Interval | None:
    if not anchor.year:
        return UNKNOWN
    year, rest = anchor.year + _SHIFT[match["word"]], match["rest"]
    begin, end = _within(year, rest)
    return (begin, anchor.last) if match["since"] and begin else (begin, end)


def _month_alone(match: re.Match[str], anchor: Anchor) -> Interval | None:
    number = chinese_value(re.split(_TO, match[0].partition("月")[0])[-1])
    if number is None or not 1 <= number <= 12:
        return None
    if not anchor.year or match.string[max(0, match.start() - 2) : match.start()] == "每年":
        return UNKNOWN
    begin, end = _within(anchor.year, match[0].removesuffix(match["since"] or ""))
    return (begin, anchor.last) if match["since"] else (begin, end)


def month_in(text: str, start: int, end: int, year: int) -> Interval | None:
    """Return the days of a month without a year, 5月 or 5月7日, as one of ``year``."""
    match = _MONTH_ALONE.fullmatch(text, start, end)
    return _within(year, match[0]) if match and not match["since"] else None


def part_of(year: int, rest: str) -> Interval:
    """Return the days of a part of ``year``: 5月, 上半年, 年底."""
    return _within(year, rest)


def _school_year(match: re.Match[str], _: Anchor) -> Interval | None:
    first = _year(match["y"])
    last = _year(match["y2"]) if match["y2"] else first + 1
    if match["term"]:
        half = (first, 9, last, 1) if match["term"] == "第一学期" else (last, 2, last, 8)
        return days.span(*half)
    return days.span(first, 9, last, 8)


def _part_alone(match: re.Match[str], anchor: Anchor) -> Interval | None:
    return _within(anchor.year, match[0]) if anchor.year else UNKNOWN


def _year(written: str) -> int:
    value = chinese_value(written.translate(_ZEROS))
    return int(value) if value is not None else 0


def _within(year: int, rest: str) -> Interval:
    """Return the part of ``year`` that ``rest`` names: a month, a day, a quarter, a half."""
    rest = rest.strip().removeprefix("度")
    if "月" in rest:
        return _in_month(year, rest)
    if "季度" in rest:
        quarter = _QUARTERS[rest.removeprefix("第").removeprefix("前")[0]]
        begin = 1 if rest.startswith("前") else 3 * quarter - 2
        return days.span(year, begin, year, 3 * quarter)
    begin, end = _PARTS.get(rest, (1, 12))
    return days.span(year, begin, year, end)


def _in_month(year: int, rest: str) -> Interval:
    written, _, after = rest.partition("月")
    months = [int(chinese_value(part) or 0) for part in re.split(_TO, written)]
    after = after.removeprefix("份")
    if after[-1:] in ("日", "号"):
        number = [int(chinese_value(part.strip("日号")) or 0) for part in re.split(_TO, after)]
        begins, ends = (days.day(year, months[-1], one) for one in (number[0], number[-1]))
        return (begins[0], ends[1]) if begins[0] and ends[1] else UNKNOWN
    first, last = days.span(year, months[0], year, months[-1])
    if first and after in _TENTHS:
        begin, end = _TENTHS[after]
        return f"{first[:8]}{begin:02d}", last if end > 28 else f"{first[:8]}{end:02d}"
    return first, last


CALENDAR: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (_CALENDAR, _calendar),
    (_SCHOOL_YEAR, _school_year),
    (_NUMERIC, _numeric),
    (_DEICTIC, _deictic),
    (_MONTH_ALONE, _month_alone),
    (_PART_ALONE, _part_alone),
)
