"""Dates and periods as intervals of days: 去年12月, 近3年, “十四五”时期, 到2025年.

What is reckoned from the date of the document (去年, 近3年) has an interval only where
that date is known. The spans hold what says the period, not what leads up to it: 到, 自, 从.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from cntext.extract import days
from cntext.extract.days import UNKNOWN, Interval
from cntext.extract.gazetteer import epochs
from cntext.extract.mentions import Kind, Mention, longest
from cntext.extract.numerals import chinese_value
from cntext.extract.wording import Borders
from cntext.lazy import pattern

_N = r"(?:[0-9]{1,3}|[一二两三四五六七八九十百]{1,4})"
_M = r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})"
_YEAR = r"(?:(?<![0-9])[12][0-9]{3}(?![0-9])|(?<![零〇一二三四五六七八九])[一二][〇零○ＯO九八七六五四三二一]{3})"
_PART = (
    r"(?:上半年|下半年|(?:第)?[一二三四1-4]季度|前[二三两]季度|年初|年底|年末|年中|初|底|末|春季|夏季|秋季|冬季"
    r"|春节|春|夏|秋|冬|前后|中期)"
)
_MONTH = rf"{_M}月(?:份)?(?:(?:[0-9]{{1,2}}|[一二三四五六七八九十]{{1,3}})[日号]|[上中下]旬|底|末)?"
_CALENDAR = pattern(
    rf"(?P<y>{_YEAR})(?:年?\s?[—–\-－~～至到/／、和]\s?(?P<y2>{_YEAR}))?\s?(?:两(?=年))?年(?!来|代)(?P<rest>度?(?:\s?{_MONTH}|{_PART})?)"
    r"(?P<since>以来|至今)?"
)
_NUMERIC = pattern(
    r"(?<![0-9.])(?P<y>(?:19|20)[0-9][0-9])(?P<s>[-/.])(?P<m>[0-9]{1,2})(?P=s)(?P<d>[0-9]{1,2})(?![0-9.])"
)
_DEICTIC = pattern(
    rf"(?P<word>去年|前年|今年|明年|后年|本年度|上年|本年)(?P<rest>度?(?:{_MONTH}|{_PART})?)(?P<since>以来)?"
)
_MONTH_ALONE = pattern(rf"(?<![0-9个第.零〇一二三四五六七八九十]){_MONTH}(?![球亮])")
_PART_ALONE = pattern("上半年|下半年|前[二三两]季度|第?[一二三四]季度|年初|年底|年末")
_RELATIVE = pattern(
    rf"(?P<lead>(?:最近|过去|未来|今后)的?|近|前|后|这)(?P<n>{_N})(?P<more>多|余|几)?(?P<u>年|个多?月|周|天)(?P<tail>多?来|间|内|里|中)?"
    rf"|(?P<n2>{_N})(?P<more2>多|余|几)?(?P<u2>年|个多?月|周|天)(?P<tail2>多?来(?!自|到)|以来|前|后|之内|内)"
)
_THESE = pattern(rf"这(?P<n>{_N})年")
_REFERRED = 1500  # characters before 这五年 in which the five years are looked for
_PLAN = pattern(
    r"(?:[“\"‘]?\s?(?P<n>十[一二三四五六七]|[一二三四五六七八九])五[”\"’]?(?:计划|规划)?|第(?P<nth>[一二三四五六七八九十]{1,2})个五年计划)(?P<part>时期|期间|以来|末期|末|初期|前期|中期|后期"
    r"|前[一二两三四]年|后[一二两三四]年|开局之年|收官之年|规划期)"
)
_AGE = pattern(
    r"(?P<century>[0-9]{2}|[一二十]{1,3}|本|上|下)(?:个)?世纪(?:(?P<decade>[0-9]0|[一二三四五六七八九]十)年代)?(?P<part>初叶|初期|初|中叶|中期|末期|末|前叶|后期)?"
    r"|(?P<full>(?:1[0-9]|20)[0-9]0)年代(?P<part2>初期|初|前期|中期|末期|末|后期)?"
    r"|(?<![十百])(?P<short>[二三四五六七八九]十|[0-9]0)年代(?P<part3>初期|初|前期|中期|末期|末|后期)?"
)
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
    "秋季": (9, 11),
}  # fmt: skip
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4, "两": 2}
_TENTHS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31)}


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


def dates(text: str, document_date: str, borders: Borders) -> list[Mention]:
    """Return the dates and periods of ``text``; ``document_date`` is ISO 8601 or ""."""
    anchor = Anchor(document_date, *days.of(document_date))
    found = []
    for compiled, read in _READERS:
        for match in compiled.finditer(text):
            interval = read(match, anchor)
            if interval is not None and _apart(match, borders):
                found.append(_mention(match, interval))
    for match in _since(text):
        first = epochs()[match["event"]]
        found.append(_mention(match, (first, anchor.last)))
    return _referred(text, longest(found))


def _referred(text: str, found: list[Mention]) -> list[Mention]:
    """Return ``found``, 这五年 with the interval of the last five years named before it.

    Where none is named shortly before, it is the time up to the document, as it was read.
    """
    read: list[Mention] = []
    for one in found:
        match = _THESE.match(text, one.start, one.end)
        number = int(chinese_value(match["n"]) or 0) if match else 0
        meant = _named_before(one, number, read) if number else None
        same = one if meant is None else meant
        read.append(one._replace(name=same.name, first=same.first, last=same.last))
    return read


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
    number = chinese_value(match[0].partition("月")[0])
    if number is None or not 1 <= number <= 12:
        return None
    return _within(anchor.year, match[0]) if anchor.year else UNKNOWN


def _part_alone(match: re.Match[str], anchor: Anchor) -> Interval | None:
    return _within(anchor.year, match[0]) if anchor.year else UNKNOWN


def _relative(match: re.Match[str], anchor: Anchor) -> Interval | None:
    written = match["n"] or match["n2"]
    unit = (match["u"] or match["u2"]).removeprefix("个").removeprefix("多")
    tail = match["tail"] or match["tail2"] or ""
    lead = (match["lead"] or "").removesuffix("的")
    number = int(chinese_value(written) or 0)
    if not number or (lead in ("前", "后") and not tail and number == 1):
        return None
    if lead == "这" and not tail and unit != "年":
        return None
    if not anchor.iso or lead in ("前", "后"):
        return UNKNOWN  # 前三年, 后两年: of what, only the text around them tells
    if lead == "过去" and unit == "年" and len(anchor.iso) == 4 and not match["more"]:
        # Of a document of 2018 these are the years before it, whatever its month.
        return days.span(anchor.year - number, 1, anchor.year - 1, 12)
    if lead in ("未来", "今后"):
        return anchor.first, _moved(anchor.last, number, unit)
    if tail == "前":
        return _moved(anchor.first, -number, unit), _moved(anchor.last, -number, unit)
    if tail == "后":
        return _moved(anchor.first, number, unit), _moved(anchor.last, number, unit)
    if tail in ("内", "之内"):
        return anchor.first, _moved(anchor.last, number, unit)
    return _moved(anchor.first, -number, unit), anchor.last


def _moved(iso: str, number: int, unit: str) -> str:
    return days.shifted(iso, number, unit)


def _plan(match: re.Match[str], anchor: Anchor) -> Interval | None:
    number = int(chinese_value(match["n"] or match["nth"]) or 0)
    # The first plan began in 1953; 1963–1965 were years between the second and the third.
    begin = {1: 1953, 2: 1958, 3: 1966, 4: 1971, 5: 1976}.get(number, 1981 + 5 * (number - 6))
    end = begin + 4
    part = match["part"]
    if part == "以来":
        return days.year(begin)[0], anchor.last
    if part[0] in "前后" and part[1] in "一二两三四":
        years = int(chinese_value(part[1]) or 1)
        begin, end = (begin, begin + years - 1) if part[0] == "前" else (end - years + 1, end)
    elif part in ("末", "末期", "收官之年"):
        begin = end
    elif part == "开局之年":
        end = begin
    return days.span(begin, 1, end, 12)


def _age(match: re.Match[str], anchor: Anchor) -> Interval | None:
    if match["full"]:
        first, size = int(match["full"]), 10
    elif match["short"]:
        first, size = 1900 + int(chinese_value(match["short"]) or 0), 10
    else:
        century = match["century"]
        if century in ("本", "上", "下") and not anchor.year:
            return UNKNOWN
        here = (anchor.year + 99) // 100
        number = {"本": here, "上": here - 1, "下": here + 1}.get(century) or int(
            chinese_value(century) or 0
        )
        if not 1 <= number <= 22:
            return None
        first, size = (number - 1) * 100 + 1, 100
        if match["decade"]:
            first, size = first - 1 + int(chinese_value(match["decade"]) or 0), 10
    part = match["part"] or match["part2"] or match["part3"] or ""
    last = first + size - 1
    if part in ("中叶", "中期"):
        first, last = first + (4 * size) // 10, first + (6 * size) // 10 - 1
    elif part[:1] in ("初", "前"):
        last = first + size // 5 - 1
    elif part[:1] in ("末", "后"):
        first = last - size // 5 + 1
    return days.span(first, 1, last, 12)


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
    month = int(chinese_value(written) or 0)
    after = after.removeprefix("份")
    if after[-1:] in ("日", "号"):
        return days.day(year, month, int(chinese_value(after[:-1]) or 0))
    first, last = days.span(year, month, year, month)
    if first and after in _TENTHS:
        begin, end = _TENTHS[after]
        return f"{first[:8]}{begin:02d}", last if end > 28 else f"{first[:8]}{end:02d}"
    return first, last


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Anchor], Interval | None]], ...] = (
    (_CALENDAR, _calendar),
    (_NUMERIC, _numeric),
    (_DEICTIC, _deictic),
    (_MONTH_ALONE, _month_alone),
    (_PART_ALONE, _part_alone),
    (_RELATIVE, _relative),
    (_PLAN, _plan),
    (_AGE, _age),
)
