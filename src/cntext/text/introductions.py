"""Short names that an article introduces: 重庆工程职业技术学院(以下简称“重庆工程职院”)."""

from __future__ import annotations

import re
from typing import NamedTuple

from cntext.lazy import pattern

_INTRODUCED = pattern(
    r"[（(](?:以下|下文|下称|后文|后面|下)?(?:均|统|一律|合|一般|通常)?(?:简称|称)(?:为|作)?\s*[:：]?\s*(?P<short>[^（）()。；\n]{1,60})[)）]"
)
_QUOTED = pattern(r"[“\"「『]([^”\"」』]{1,20})[”\"」』]")
_OR = pattern(r"\s*[,，、]?\s*或(?:简称|称)(?:为)?\s*")
# A name begins after a mark or white space.
_BORDER = "，。；：！？、“”‘’「」『』（）()【】\n\u3000 \t"
_LONGEST = 60
# What stands before a name and is no part of it; the last of them in the clause counts.
_VERBS = pattern(
    "印发|发布|颁布|制定|出台|实施|启动|开展|成立|组建|加入|参加|来自|根据|按照|依据|依照|遵照|关于"
    "|走进|位于|就读于|毕业于|入选|签署|通过|审议|召开|举办|设立|建立|推进|落实|贯彻|访问|获批|包括|作为"
)
_SMALL = pattern("(?:指(?=[由对在为以经从各依])|[在由和与及对将把是为从向被以经了的至到就])+")


class Introduction(NamedTuple):
    """``short`` stands for ``full`` from ``text[start:end]``, the brackets that say so, on."""

    short: str
    full: str
    start: int
    end: int


def abbreviations_of(text: str) -> tuple[tuple[str, str], ...]:
    """Return the ``(short, full)`` names of one article, in order of appearance.

    What is short for 学校 in one article is another school in the next, so the pairs
    hold for this article only. A name without a sensible beginning is left out.
    """
    return tuple(dict.fromkeys((found.short, found.full) for found in introductions(text)))


def introductions(text: str) -> list[Introduction]:
    """Return every place at which ``text`` introduces a short name."""
    found = []
    for match in _INTRODUCED.finditer(text):
        full = _full_before(text, match.start())
        found += [
            Introduction(short, full, match.start(), match.end())
            for short in _shorts(match["short"].strip())
            if len(full) >= 2 and short != full
        ]
    return found


def _shorts(given: str) -> list[str]:
    quoted = _QUOTED.findall(given)
    # 第二期“双高计划” is one name with a quotation in it, “甲”或“乙” are two names.
    if quoted and re.fullmatch(r"[或和、及，/\s]*", _QUOTED.sub("", given)):
        return [name.strip() for name in quoted]
    # 一般称甲党，或简称乙党: two names.
    return _OR.split(given)


def _full_before(text: str, end: int) -> str:
    """Return the name that ends at ``end``."""
    left = text[max(0, end - _LONGEST) : end]
    if left.endswith("》"):
        return left[left.rfind("《") :] if "《" in left else ""
    if left.endswith("”"):
        # “十四五”规划 goes on to the left; a name wholly in quotation marks does not.
        return left[left.rfind("“") + 1 : -1] if "“" in left else ""
    clause = len(left)
    while clause and (left[clause - 1] not in _BORDER or _inside_name(left, clause)):
        clause -= 1
    name = left[clause:]
    for verb in reversed(list(_VERBS.finditer(name))):
        if len(name) - verb.end() >= 4:
            name = name[verb.end() :]
            break
    small = _SMALL.match(name)
    return name[small.end() :] if small else name


def _inside_name(left: str, at: int) -> bool:
    """Say whether the mark before ``at`` quotes a part of the name (“双高”计划)."""
    mark = left[at - 1]
    if mark == "”":
        return "“" in left[max(0, at - 12) : at]
    return mark == "“" and "”" in left[at : at + 12]
