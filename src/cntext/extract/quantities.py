"""Quantities and sums of money: number, unit and bound (400余家, 近300项, 98%以上, 第4)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from cntext.extract.bounds import bound_before, bound_behind
from cntext.extract.gazetteer import listed
from cntext.extract.mentions import Bound, Kind, Mention
from cntext.extract.numerals import Number, number_at, numbers
from cntext.extract.units import MEASURES, ORDINAL, PARTS, UnitOf, lasts, unit_of, units_at
from cntext.extract.wording import Borders
from cntext.lazy import pattern

_JOINS = frozenset("—–-－~～至到")
_CURRENCY = {"$": "美元", "＄": "美元", "¥": "元", "￥": "元", "€": "欧元", "£": "英镑"}
_FORMER = 2  # 前两位 are the former two, 前三位 are ranks
_NEGATIVE = pattern("(?:^|[长为是到至于达约率降，：（ 、；。])[-−－]$")
_QUOTED = pattern("[“‘][^“”‘’，。；\n]{2,11}[”’]")
# What tells how often is a count (每年一次, 至少举行一次), 一次 by itself is none.
_OFTEN = pattern("(?:每|至少|最多|不少于|不超过)[^，。；：]*$")
# 第六个五年计划 is a name as “六五”计划 is; what is done in it is counted, the plan is not.
_NUMBERED_PLAN = pattern("个(?:[一二三四五六七八九十两]+|[0-9]+)年(?:计划|规划)")
_RANKED = pattern(
    "(?:排名|位居|名列|位列|跃居|居|列|排|第|进入|跻身|稳居|全国|世界|全球|全省|全市|亚洲|国际|国内)\\s*$"
)


@cache
def _idioms() -> re.Pattern[str]:
    return re.compile("|".join(sorted(listed("words", "idioms"), key=lambda w: (-len(w), w))))


def quantities(text: str, borders: Borders) -> list[Mention]:
    """Return quantities and money, from left to right, without overlap.

    A number counts if a unit follows it, if it is a share, a rank, or so big that 万 or 亿
    is written out. Numbers that are parts of names (5G, 211班, 十四五, 二十大, 第三条) do not.
    Chinese numerals must be words of their own, in the cutting that ``borders`` knows.
    """
    idioms = [match.span() for match in _idioms().finditer(text)]
    found: list[Mention] = []
    reach = at = 0
    for number in numbers(text):
        while at < len(idioms) and idioms[at][1] <= number.start:
            at += 1
        told = number.percent or number.part  # 十分 is an idiom, 十分之一 is not
        idiom = at < len(idioms) and idioms[at][0] <= number.start and not told
        if number.start < reach or idiom:
            continue
        one = _ordinal(text, number, borders) or _cardinal(text, number, borders)
        if one is not None:
            found.append(one)
            reach = one.end
    return found


def _cardinal(text: str, number: Number, borders: Borders) -> Mention | None:
    before = text[number.start - 1 : number.start]
    left = text[max(0, number.start - 2) : number.start]
    negative = not number.chinese and _NEGATIVE.search(left) is not None  # 增长-3.5%
    if (
        before
        and not negative
        and (before in "第年月" or (before.isascii() and (before.isalpha() or before in "./-_")))
        and not (before in "年月" and not number.chinese)
    ):
        return None
    sign = _CURRENCY.get(before, "")
    unit = unit_of(text, number, borders)
    begin = number.start - (bool(sign) or negative)
    start, limit = bound_before(text, begin, unit, borders)
    last, other = number, number.high
    end = unit.end if unit else number.end
    bounds = (
        [Bound.RANGE] * (number.high is not None)
        + [Bound.OVER] * number.more
        + [Bound.SEVERAL] * number.several
    )
    # 3—5个, 5%至6%: two numbers of one unit.
    second = (
        number_at(text, end + 1) if text[end : end + 1] in _JOINS and not number.several else None
    )
    if second and second.chinese == number.chinese:
        of_second = unit_of(text, second, borders)
        if (
            of_second
            and (unit is None or unit.name == of_second.name)
            and second.value > number.value
        ):
            last, other, unit, end = second, second.value, of_second, of_second.end
            bounds.append(Bound.RANGE)
    magnitude = number.value >= 10**4 and text[last.end - 1] in "万亿"
    if not (unit or sign or number.percent or magnitude) or not _stands(
        text, number, unit, borders
    ):
        return None
    end, outer = bound_behind(text, end, unit)
    bounds += [b for b in (outer, limit) if b is not None]
    name = "%" if number.percent or number.part else sign or (unit.name if unit else "")
    if name == "％":
        name = "%"
    value = -number.value if negative else number.value
    value += Decimal("0.5") if unit and unit.half else 0
    measure = MEASURES.get(name.split("/")[0], "count")
    if name == "‰":
        value, other, name = value / 10, other / 10 if other is not None else None, "%"
    if name == "成":
        value, other, name = value * 10, other * 10 if other is not None else None, "%"
    kind = Kind.MONEY if measure == "money" else Kind.QUANTITY
    return _mention(kind, (start, end), (value, other), name, measure, bounds)


def _mention(
    kind: Kind,
    span: tuple[int, int],
    values: tuple[Decimal, Decimal | None],
    unit: str,
    measure: str,
    bounds: Sequence[Bound],
) -> Mention:
    bound = bounds[0] if bounds else Bound.EXACT
    low, high = (None if value is None else plain(value) for value in values)
    written = "–".join(f"{round(v, 4):,}" for v in (low, high) if v is not None)
    return Mention(
        kind, *span, written + unit, measure, low, high, unit, bound.value
    )  # fmt: skip


def plain(value: Decimal) -> float:
    """Return an integer where ``value`` is one, else the nearest float."""
    return int(value) if value == value.to_integral_value() else float(value)


def _stands(text: str, number: Number, unit: UnitOf | None, borders: Borders) -> bool:
    """Say whether a numeral is one, not the beginning of a word or name."""
    following = text[(unit.end if unit else number.end) :][:1]
    if not number.value:
        return False  # 零件, 零点
    if not number.chinese:
        return not (following.isascii() and following.isalpha())
    near = ("近", "上") if text[number.start] in "百千万亿" else ("近",)
    if text[number.start - 1 : number.start] in near and borders.begins(number.start - 1):
        return True
    if number.percent or number.several or number.part:
        return True
    end = unit.end if unit else number.end
    before = text[max(0, number.start - 2) : number.start]
    if unit and unit.name == "番" and "翻" in before:
        return True
    if text[number.start : end] in listed("words", "idle"):
        return text[number.start : end] == "一次" and _often(text, number.start)

    if _quoted(text, number.start):
        return False  # “四个全面”, “十条”: what is in quotation marks is a name
    return borders.numeral(number.start, number.end if unit and lasts(text, unit) else end)


def _often(text: str, at: int) -> bool:
    return _OFTEN.search(text[max(0, at - 20) : at]) is not None


def _quoted(text: str, at: int) -> bool:
    """Say whether ``at`` is inside a short quotation."""
    opened = max(text.rfind("“", max(0, at - 10), at), text.rfind("‘", max(0, at - 10), at))
    quotation = _QUOTED.match(text, opened) if opened >= 0 else None
    return quotation is not None and quotation.end() > at


def _ordinal(text: str, number: Number, borders: Borders) -> Mention | None:
    before = text[number.start - 1 : number.start]
    if before == "前" and (not number.chinese or number.value > _FORMER):
        left = text[max(0, number.start - 8) : number.start - 1]
        unit = next((u for u in ("名", "位", "强") if text.startswith(u, number.end)), "")
        if number.chinese and not unit:
            return None
        if not unit and (not _RANKED.search(left) or units_at(text, number.end)):
            return None
        span = number.start - 1, number.end + len(unit)
        return _mention(Kind.QUANTITY, span, (number.value, None), unit, "ordinal", [Bound.AT_MOST])
    if before != "第":
        return None
    if _NUMBERED_PLAN.match(text, number.end):
        return None
    start = number.start - 1
    following = text[number.end : number.end + 1]
    names = listed("words", "ordinals")
    if (
        following in PARTS
        or text[start : number.end + 1] in names
        or text[start : number.end + 2] in names
    ):
        return None
    unit = following if following in ORDINAL and borders.ends(number.end + 1) else ""
    if unit == "次" and (
        borders.tag(number.end + 1)[:1] == "v"
        or text.startswith(("修正", "修订", "修改"), number.end + 1)
    ):
        return None  # 第二次修正: for the second time
    if not unit and number.chinese:
        ranked = _RANKED.search(text[max(0, start - 8) : start])
        if not ranked or (following and following not in "，。、；,;）)”的大"):
            return None
    end = number.end + len(unit)
    return _mention(Kind.QUANTITY, (start, end), (number.value, None), unit, "ordinal", [])
