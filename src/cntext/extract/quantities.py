"""Quantities and sums of money: number, unit and bound (400余家, 近300项, 98%以上, 第4)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from cntext.extract.gazetteer import listed
from cntext.extract.mentions import Bound, Kind, Mention
from cntext.extract.numerals import Number, number_at, numbers
from cntext.extract.units import MEASURES, ORDINAL, PARTS, units_at
from cntext.extract.wording import Borders
from cntext.lazy import pattern

_BEFORE = {
    Bound.AT_LEAST: "不得少于 不得低于 不少于 不低于 不小于 至少 最少 起码",
    Bound.AT_MOST: "不得超过 不能超过 不得多于 不得高于 未超过 不超过 不多于 不高于 不大于 至多 最多",
    Bound.UNDER: "低于 少于 小于 不足 不到 未达",
    Bound.OVER: "超过 超 逾 突破 高于 多于 大于 上",
    Bound.NEARLY: "将近 接近 近",
    Bound.ABOUT: "大约为 大约 大概 约为 约",
}
_BOUND_OF = {word: bound for bound, words in _BEFORE.items() for word in words.split()}
_PREFIXES = sorted(_BOUND_OF, key=lambda word: (-len(word), word))
_AFTER = {
    "以上": Bound.AT_LEAST, "以下": Bound.AT_MOST, "以内": Bound.AT_MOST, "之内": Bound.AT_MOST,
    "左右": Bound.ABOUT, "上下": Bound.ABOUT, "有余": Bound.OVER, "多": Bound.OVER, "余": Bound.OVER,
}  # fmt: skip
_BEHIND_MORE = ("来", "", "的", "，", "。", "；", "、", "前", "后", "间", "）", "\n")
_JOINS = frozenset("—–-－~～至到")
_CURRENCY = {"$": "美元", "＄": "美元", "¥": "元", "￥": "元", "€": "欧元", "£": "英镑"}
# One of a thing is often no count: 进一步, 一些, 一系列, 一方面, 一个又一个.
_CLEAR = ("share", "money", "duration")  # a unit like this needs no border behind it
_QUOTED = pattern("[“‘][^“”‘’，。；\n]{2,11}[”’]")
_LONG = pattern("个多(?:月|星期|小时|世纪|季度|学期)")
_TERM = pattern("[内起]|[以之][内上下]|期限")
# What tells how often is a count (每年一次, 至少举行一次), 一次 by itself is none.
_OFTEN = pattern("(?:每|至少|最多|不少于|不超过)[^，。；：]*$")
_SESSION = pattern("[一二三四五六七八九十]{1,3}[中次]|全国|人大|政协")
# 第六个五年计划 is a name as “六五”计划 is; what is done in it is counted, the plan is not.
_NUMBERED_PLAN = pattern("个(?:[一二三四五六七八九十两]+|[0-9]+)年(?:计划|规划)")
_PLAN_NUMBER = pattern("第[一二三四五六七八九十0-9]{1,3}个$")
_RANKED = pattern(
    "(?:排名|位居|名列|位列|跃居|居|列|排|第|进入|跻身|稳居|全国|世界|全球|全省|全市|亚洲|国际|国内)\\s*$"
)


# An hour of the day is no count: 8时30分至下午5点.
_CLOCK = pattern("(?:[上下中]午|凌晨|早[上晨]|晚[上间]?|当[日晚]|[日时分]至?|[0-9]日)$")


class _Unit(NamedTuple):
    """A unit behind a number: where it ends."""

    name: str
    end: int


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
        if number.start < reach or (at < len(idioms) and idioms[at][0] <= number.start):
            continue
        one = _ordinal(text, number, borders) or _cardinal(text, number, borders)
        if one is not None:
            found.append(one)
            reach = one.end
    return found


def _cardinal(text: str, number: Number, borders: Borders) -> Mention | None:
    before = text[number.start - 1 : number.start]
    if (
        before
        and (before in "第年月" or (before.isascii() and (before.isalpha() or before in "./-_")))
        and not (before in "年月" and not number.chinese)
    ):
        return None
    sign = _CURRENCY.get(before, "")
    unit = _unit(text, number, borders)
    start, prefix = _prefix(text, number.start - bool(sign), borders)
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
        of_second = _unit(text, second, borders)
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
    end, suffix = _suffix(text, end, unit)
    bounds += [b for b in (suffix, prefix) if b is not None]
    name = "%" if number.percent or number.part else sign or (unit.name if unit else "")
    if name == "％":
        name = "%"
    value = number.value
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


def _stands(text: str, number: Number, unit: _Unit | None, borders: Borders) -> bool:
    """Say whether a numeral is one, not the beginning of a word or name."""
    following = text[(unit.end if unit else number.end) :][:1]
    if not number.value:
        return False  # 零件, 零点
    if not number.chinese:
        return not (following.isascii() and following.isalpha())
    if text[number.start - 1 : number.start] == "近" and borders.begins(number.start - 1):
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
    return borders.numeral(number.start, end)


def _often(text: str, at: int) -> bool:
    return _OFTEN.search(text[max(0, at - 20) : at]) is not None


def _quoted(text: str, at: int) -> bool:
    """Say whether ``at`` is inside a short quotation."""
    opened = max(text.rfind("“", max(0, at - 10), at), text.rfind("‘", max(0, at - 10), at))
    quotation = _QUOTED.match(text, opened) if opened >= 0 else None
    return quotation is not None and quotation.end() > at


def _unit(text: str, number: Number, borders: Borders) -> _Unit | None:
    if number.percent or number.part:
        return _Unit("%", number.end)
    at = number.end
    at += text[at : at + 1] in ("余", "多", "来", " ", "几") and bool(units_at(text, at + 1))
    if text.startswith("个多", at) and (long := _LONG.match(text, at)):
        return _Unit(long[0].replace("多", ""), long.end())
    for name in units_at(text, at):
        end = at + len(name)
        free = name == "个" and text[end : end + 1] not in ("人", "体", "别", "性")
        if not free and not borders.ends(end) and MEASURES[name] not in _CLEAR:
            continue
        if name in ("级", "届") and 1900 <= number.value < 2100:
            return None  # 2008级: of which year
        if name in ("年", "月", "日", "天", "学年", "年度") and not _lasting(
            text, number, at, name
        ):
            continue
        if name == "点" and _CLOCK.search(text[max(0, number.start - 8) : number.start]):
            return None  # 下午5点
        if name == "届" and _SESSION.match(text, end):
            return None
        if text[end : end + 1] == "/":
            below = next(iter(units_at(text, end + 1)), None)
            if below:
                return _Unit(f"{name}/{below}", end + 1 + len(below))
        return _Unit(name, end)
    return None


def _lasting(text: str, number: Number, at: int, unit: str) -> bool:
    """Say whether 年, 月 or 日 lasts: a year has four digits, and 12月 is a month."""
    if unit == "月":
        return False
    if unit in ("学年", "年度"):
        return not 1000 <= number.value < 2200  # 2021学年
    if unit == "日":  # 十五日内, 三十日以上 last; 5月15日 is a day
        return text[number.start - 1] != "月" and _TERM.match(text, at + 1) is not None
    if unit == "年":
        numbered = _PLAN_NUMBER.search(text[max(0, number.start - 5) : number.start])
        if numbered and text.startswith(("计划", "规划"), at + 1):
            return False
        digits = at - number.start
        return not (1000 <= number.value < 2200 and digits == 4) and text[at + 1 : at + 2] != "代"
    return True


def _prefix(text: str, start: int, borders: Borders) -> tuple[int, Bound | None]:
    at = start - (text[start - 1 : start] in (" ", "了"))
    for word in _PREFIXES:
        begin = at - len(word)
        if begin < 0 or not text.startswith(word, begin):
            continue
        if word in ("近", "上", "约") and not borders.begins(begin):
            continue
        if word == "上" and text[start : start + 1] not in ("百", "千", "万", "亿"):
            continue
        if word == "近" and text[begin - 1 : begin] in ("最", "附", "靠"):
            continue
        if word == "超" and text[begin - 1 : begin] in ("赶", "反", "高"):
            continue
        return begin, _BOUND_OF[word]
    return start, None


def _suffix(text: str, end: int, unit: _Unit | None) -> tuple[int, Bound | None]:
    if unit:
        inside = text[unit.end - len(unit.name) - 1 : unit.end - len(unit.name)]
        if "多" in text[max(0, unit.end - len(unit.name)) : unit.end]:
            inside = "多"  # 八个多月
        if inside in ("余", "多", "几"):
            after = _AFTER.get(text[end : end + 2])
            return (end + 2, after) if after else (end, Bound.OVER)
        if inside == "来":
            return end, Bound.ABOUT
    for word, bound in _AFTER.items():
        if not text.startswith(word, end):
            continue
        if (
            len(word) == 1
            and unit
            and not (
                MEASURES.get(unit.name) in ("duration", "multiple")
                and text[end + 1 : end + 2] in _BEHIND_MORE
            )
        ):
            continue
        return end + len(word), bound
    return end, None


def _ordinal(text: str, number: Number, borders: Borders) -> Mention | None:
    before = text[number.start - 1 : number.start]
    if before == "前" and not number.chinese:
        left = text[max(0, number.start - 8) : number.start - 1]
        unit = next((u for u in ("名", "位", "强") if text.startswith(u, number.end)), "")
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
