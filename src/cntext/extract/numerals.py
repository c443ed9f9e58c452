"""Numbers as Chinese writes them, read exactly: 1.5万亿, 三千多, 百分之三十, 数百."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from cntext.lazy import pattern

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_GROUPS = {"万": 10**4, "亿": 10**8}
_ARABIC = r"(?:\d{1,3}(?:[,，]\d{3})+(?!\d)|\d+)(?:\.\d+)?"
# 902万千瓦 and 三千米 have a unit that begins with 千.
_THOUSAND = "千(?![瓦米克卡])"
_TIMES = f"(?:[十百万亿]|{_THOUSAND})"
_CHINESE = f"(?:[零〇一二两三四五六七八九十百万亿]|{_THOUSAND})"
_PAIR = "(?:一[两二]|[两二]三|三四|四五|五六|六七|七八|八九)"
# 1万6千 goes on; 3000多万 has the bound inside; 数百 and 几十万 begin with one.
_NUMBER = pattern(
    rf"(?P<arabic>{_ARABIC}(?:{_TIMES}+(?:\d{{1,4}}(?:[百万]|{_THOUSAND}))*)?)"
    rf"(?P<more>[多余来几](?=[十百千万亿]))?(?P<times>(?(more){_TIMES}+))"
    rf"|(?P<share>[百千万]分之(?:(?P<parts>{_PAIR})(?P<tens>十?)|{_ARABIC}|{_CHINESE}{{1,9}}(?:点[零〇一二三四五六七八九]{{1,9}})?))"
    r"|(?P<half>一半)"
    rf"|(?P<fraction>{_CHINESE}{{1,5}}分之[一二两三四五六七八九十]{{1,3}})"
    r"|(?P<several>[几数](?P<magnitude>[十百千万亿]{1,4}))"
    # 十五六岁 is a pair, 十四五时期 is the name of a plan.
    rf"|(?P<ten>[二三四五六七八九]?十)(?P<ones>{_PAIR})(?![一二三四五六七八九十规期时计末以开”’\"])"
    rf"|(?P<pair>{_PAIR}|三五)(?P<each>[十百千万亿]{{0,4}})"
    rf"|(?P<chinese>{_CHINESE}{{1,20}}(?:点[零〇一二三四五六七八九]{{1,9}})?)"
    rf"(?P<more2>[多余来几](?=[十百千万亿]))?(?P<times2>(?(more2){_TIMES}+))",
    re.ASCII,
)


_LONGEST = 30  # characters; what is longer is a code, and no float could hold it


class Number(NamedTuple):
    """``text[start:end]`` is ``value``; ``several``: a few times that; ``more``: and some.

    两三年 goes from ``value`` to ``high``. A ``part`` of a whole (三分之二, 一半) and a share in words are given in percent.
    """

    start: int
    end: int
    value: Decimal
    several: bool = False
    more: bool = False
    chinese: bool = False
    percent: bool = False
    part: bool = False
    high: Decimal | None = None


def numbers(text: str) -> Iterator[Number]:
    """Yield the numbers of ``text`` from left to right; a badly formed one is passed over."""
    for match in _NUMBER.finditer(text):
        number = _read(match)
        if number is not None:
            yield number


def number_at(text: str, start: int) -> Number | None:
    """Return the number that begins at ``start``, if there is one."""
    match = _NUMBER.match(text, start)
    return _read(match) if match else None


def _read(match: re.Match[str]) -> Number | None:
    start, end = match.span()
    if end - start > _LONGEST:
        return None
    if match["share"]:
        base, _, part = match["share"].partition("分之")
        whole = {"百": 1, "千": 10, "万": 100}[base]
        if match["parts"]:
            each = 10 if match["tens"] else 1
            least, most = (Decimal(_DIGITS[c] * each) / whole for c in match["parts"])
            return Number(start, end, least, chinese=True, percent=True, high=most)
        value = chinese_value(part)
        if value is None:
            return None
        scaled = value / whole
        return Number(start, end, scaled, chinese=True, percent=True)
    if match["fraction"]:
        below, _, above = match["fraction"].partition("分之")
        parts = chinese_value(above), chinese_value(below)
        if parts[0] is None or not parts[1]:
            return None
        return Number(start, end, 100 * parts[0] / parts[1], chinese=True, part=True)
    if match["half"]:
        return Number(start, end, Decimal(50), chinese=True, part=True)
    if match["several"]:
        return Number(start, end, _multiplier(match["magnitude"]), several=True, chinese=True)
    if match["ten"]:
        tens = chinese_value(match["ten"]) or Decimal(10)
        low, high = (tens + _DIGITS[c] for c in match["ones"])
        return Number(start, end, low, chinese=True, high=high)
    if match["pair"]:
        low, high = (_DIGITS[c] * _multiplier(match["each"]) for c in match["pair"])
        return Number(start, end, low, chinese=True, high=high)
    written = match["arabic"] or match["chinese"]
    # 1亿3千多万 is 1亿3千万 and some: what stands inside is only the bound.
    value = chinese_value(written + (match["times"] or match["times2"] or ""))
    if value is None:
        return None
    more = bool(match["more"] or match["more2"])
    return Number(start, end, value, more=more, chinese=not match["arabic"])


def _multiplier(characters: str) -> Decimal:
    value = 1
    for c in characters:
        value *= _TENS.get(c) or _GROUPS[c]
    return Decimal(value)


def chinese_value(written: str) -> Decimal | None:
    """Return the value of 82.7万亿, 1万6千, 三千二百, 二〇一九, 一点五; None if badly formed.

    >>> chinese_value("1.5万亿"), chinese_value("三千零五"), chinese_value("五十三")
    (Decimal('1500000000000.0'), Decimal('3005'), Decimal('53'))
    """
    whole, point, rest = written.partition("点")
    if point:
        value = chinese_value(whole)
        places = "".join(str(_DIGITS[c]) for c in rest if c in _DIGITS)
        return None if value is None or not places else value + Decimal(f"0.{places}")
    if all(c in _DIGITS for c in written):
        if len(written) == 1:
            return Decimal(_DIGITS[written])
        return Decimal("".join(str(_DIGITS[c]) for c in written)) if len(written) > 3 else None
    return _sum(written.replace(",", "").replace("，", ""))


def _sum(written: str) -> Decimal | None:
    """Add up a numeral of places: digits, tens, groups of ten thousand."""
    total = section = Decimal(0)
    digit: Decimal | None = None
    last_ten, at = 10**5, 0
    arabic = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
    while at < len(written):
        c = written[at]
        if (plain := arabic.match(written, at)) is not None:
            digit, at = Decimal(plain[0]), plain.end()
            continue
        at += 1
        if c in _DIGITS:
            if digit not in (None, 0):
                return None  # 二三 is no number
            digit = Decimal(_DIGITS[c])
        elif c in _TENS:
            if _TENS[c] >= last_ten and digit is None:
                return None
            section += (1 if digit is None else digit) * _TENS[c]
            digit, last_ten = None, _TENS[c]
        elif c not in _GROUPS:
            return None
        else:
            group = section + (digit or 0)
            if not group and not total:
                group = Decimal(1)
            # 万亿 multiplies what stands before it, 一亿二千万 adds.
            total = (total + group) * _GROUPS[c] if c == "亿" else total + group * _GROUPS[c]
            section, digit, last_ten = Decimal(0), None, 10**5
    if (
        digit is not None
        and section == 0
        and total
        and written[-1] in _DIGITS
        and written[-2:-1] in "万亿"
    ):
        digit *= 1000 if written[-2] == "万" else 10**7  # 三万五: five thousand
    return total + section + (digit or 0)
