"""The numbers that Word puts before paragraphs: 第一条 stands in no paragraph's text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cntext.lazy import pattern
from cntext.read.xml import Element

_PLACE = pattern(r"%([1-9])")
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_DIGITS = "〇一二三四五六七八九"
_UNITS = "十百千"
_ZODIAC = {
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
}
# ECMA-376 part 1, 17.18.59. Its zero is ○; Office and Chinese text write 〇.
_THOUSANDS = frozenset({"chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand"})
_TENS = frozenset({"chineseCounting", "taiwaneseCounting"})  # as these, but digits from 100 on
# As they are written on cheques: the digits, then the units; ten is 壹拾.
_LEGAL = {
    "chineseLegalSimplified": ("零壹贰叁肆伍陆柒捌玖", "拾佰仟"),
    "ideographLegalTraditional": ("零壹貳參肆伍陸柒捌玖", "拾佰仟"),
}
_PLACES = frozenset({"ideographDigital", "taiwaneseDigital"})  # a digit for each place: 12 is 一二


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    style: str
    pattern: str
    after: str


class Numbering:
    """Counts the numbered paragraphs of one document as they pass."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._lists: dict[str, dict[int, _Level]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._abstract: dict[str, str] = {}
        self._styles = _style_numbers(styles)
        if numbering is None:
            return
        abstract = {a.get("w.abstractNumId", ""): a for a in numbering.iter("w.abstractNum")}
        for number in numbering.findall("w.num"):
            id_ = number.get("w.numId", "")
            base = _value(number, "w.abstractNumId")
            self._abstract[id_] = base
            levels = _levels(abstract.get(base))
            for override in number.findall("w.lvlOverride"):
                levels.update(_levels(override))
                self._abstract[id_] = f"own {id_}"  # it counts from the beginning
            self._lists[id_] = levels

    def label(self, properties: Element | None) -> str:
        """Return what stands before this paragraph ("第一条 ", "1. " …), or ""."""
        id_, depth = self._place(properties)
        levels = self._lists.get(id_, {})
        level = levels.get(depth)
        if level is None:
            return ""
        # All lists made after one pattern go on counting from one another.
        counts = self._counts.setdefault(self._abstract[id_], {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]

        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            shown = levels.get(at, level)
            return _written(counts.get(at, shown.start), shown.style)

        if level.style in {"bullet", "none"}:
            return ""
        text = _PLACE.sub(number, level.pattern)
        return text + level.after if text else ""

    def _place(self, properties: Element | None) -> tuple[str, int]:
        if properties is None:
            return "", 0
        style = self._styles.get(_value(properties, "w.pStyle"), ("", 0))
        own = properties.find("w.numPr")
        if own is None:
            return style
        depth = _value(own, "w.ilvl")
        return _value(own, "w.numId") or style[0], int(depth) if depth.isdecimal() else style[1]


def _levels(parent: Element | None) -> dict[int, _Level]:
    found = {}
    for level in parent.findall("w.lvl") if parent is not None else ():
        depth, start = level.get("w.ilvl", ""), _value(level, "w.start")
        if depth.isdecimal():
            found[int(depth)] = _Level(
                int(start) if start.isdecimal() else 1,
                _value(level, "w.numFmt") or "decimal",
                _value(level, "w.lvlText"),
                "" if _value(level, "w.suff") == "nothing" else " ",
            )
    return found


def _style_numbers(styles: Element | None) -> dict[str, tuple[str, int]]:
    found = {}
    for style in styles.iter("w.style") if styles is not None else ():
        number = style.find("w.pPr/w.numPr")
        if number is not None:
            depth = _value(number, "w.ilvl")
            id_ = style.get("w.styleId", "")
            found[id_] = (_value(number, "w.numId"), int(depth) if depth.isdecimal() else 0)
    return found


def _value(parent: Element, tag: str) -> str:
    element = parent.find(tag)
    return element.get("w.val", "") if element is not None else ""


def _written(number: int, style: str) -> str:
    if style in _PLACES or (style in _TENS and 100 <= number < 10_000):
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    if style in _THOUSANDS or style in _TENS:
        return chinese(number)
    if style in _LEGAL:
        return _counted(number, *_LEGAL[style])
    if style in _ZODIAC:
        signs = _ZODIAC[style]
        return signs[(number - 1) % len(signs)]
    if style in {"upperLetter", "lowerLetter"}:
        times, place = divmod(number - 1, 26)  # after Z: AA, BB
        letter = chr(ord("A") + place) * min(times + 1, 50)
        return letter if style == "upperLetter" else letter.lower()
    if style in {"upperRoman", "lowerRoman"}:
        roman = _roman(number)
        return roman.upper() if style == "upperRoman" else roman
    if style.startswith("decimalEnclosedCircle") and 1 <= number <= 20:
        return chr(ord("①") + number - 1)
    return str(number)


def chinese(number: int) -> str:
    """Return a number below 10,000 as it is counted: 12 → 十二, 105 → 一百〇五.

    >>> [chinese(n) for n in (1, 10, 12, 20, 35, 100, 105, 110, 1024)]
    ['一', '十', '十二', '二十', '三十五', '一百', '一百〇五', '一百一十', '一千〇二十四']
    """
    text = _counted(number, _DIGITS, _UNITS)
    return text[1:] if text.startswith("一十") else text


def _counted(number: int, digits: str, units: str) -> str:
    """Return a number below 10,000 in ``digits`` and ``units``; a larger one as it is."""
    if not 0 < number < 10_000:
        return str(number)
    text = ""
    gap = False
    for unit, name in ((1000, units[2]), (100, units[1]), (10, units[0]), (1, "")):
        digit = number // unit % 10
        if digit:
            text += (digits[0] if gap and text else "") + digits[digit] + name
        gap = not digit
    return text


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        while number >= value and len(text) < 50:
            text += letters
            number -= value
    return text
