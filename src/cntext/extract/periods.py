"""Periods that no calendar names: 近3年, “十四五”时期, 20世纪90年代, and the days they mean."""

from __future__ import annotations

import re

from cntext.extract import days
from cntext.extract.calendar_dates import Anchor, Reader
from cntext.extract.days import UNKNOWN, Interval
from cntext.extract.numerals import chinese_value
from cntext.lazy import pattern

YEARS = r"(?:[0-9]{1,3}|[一二两三四五六七八九十百]{1,4})"
_RELATIVE = pattern(
    rf"(?P<lead>(?:最近|过去|未来|今后)的?|近|前|后|这)(?P<n>{YEARS})(?P<more>多|余|几)?(?P<u>年|个多?月|周|天)(?P<tail>多?来|间|内|里|中)?"
    rf"|(?<![0-9])(?P<n2>{YEARS})(?P<more2>多|余|几)?(?P<u2>年|个多?月|周|天)(?P<tail2>多?来(?!自|到)|以来|前|后|之内|内)"
)
_HALF = pattern(
    "(?:(?P<lead>近|最近|过去|未来|今后)(?:的)?半年多?(?:来|内|间)?|(?<![上下前后大每])半年多?(?P<tail>以?来|之?内|[前后](?![前后]|[一二三四]))(?!自))"
)
_PLAN = pattern(
    r"(?:[“\"‘]?\s?(?P<n>十[一二三四五六七]?|[一二三四五六七八九])五[”\"’]?(?:计划|规划)?|第(?P<nth>[一二三四五六七八九十]{1,2})个五年计划)(?P<part>时期|期间|以来|末期|末|初期|前期|中期|后期"
    r"|前[一二两三四]年|后[一二两三四]年|开局之年|收官之年|规划期)"
)
_AGE = pattern(
    r"(?P<century>[0-9]{2}|[一二十]{1,3}|本|上|下)(?:个)?世纪(?:(?P<decade>[0-9]0|[一二三四五六七八九]十)年代)?(?P<part>初叶|初期|初|中叶|中期|末期|末|前叶|后期|[头前](?P<years>[0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:个)?年)?(?P<since>以来)?"
    r"|(?P<full>(?:1[0-9]|20)[0-9]0)年代(?P<part2>初期|初|前期|中期|末期|末|后期)?(?P<since2>以来)?"
    r"|(?<![十百])(?P<short>[二三四五六七八九]十|[0-9]0)年代(?P<part3>初期|初|前期|中期|末期|末|后期)?(?P<since3>以来)?"
)


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


def _half(match: re.Match[str], anchor: Anchor) -> Interval | None:
    if not anchor.iso:
        return UNKNOWN
    said = (match["lead"] or "") + (match["tail"] or "")
    if said.startswith(("未来", "今后")) or said.endswith("内"):
        return anchor.first, _moved(anchor.last, 6, "月")
    if said in ("前", "后"):
        away = 6 if said == "后" else -6
        return _moved(anchor.first, away, "月"), _moved(anchor.last, away, "月")
    return _moved(anchor.first, -6, "月"), anchor.last


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
    if match["years"]:
        last = first + int(chinese_value(match["years"]) or 0) - 1
    elif part in ("中叶", "中期"):
        first, last = first + (4 * size) // 10, first + (6 * size) // 10 - 1
    elif part[:1] in ("初", "前"):
        last = first + size // 5 - 1
    elif part[:1] in ("末", "后"):
        first = last - size // 5 + 1
    begin, end = days.span(first, 1, last, 12)
    since = match["since"] or match["since2"] or match["since3"]
    return (begin, anchor.last) if since and begin else (begin, end)


PERIODS: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (_RELATIVE, _relative),
    (_HALF, _half),
    (_PLAN, _plan),
    (_AGE, _age),
)
