"""What is found in a text: a stretch of it, its type, and what it stands for."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple


class Kind(str, Enum):
    """The types of mentions, in the order in which overlaps are settled."""

    DOCUMENT = "document"
    MEETING = "meeting"
    DATE = "date"
    MONEY = "money"
    QUANTITY = "quantity"
    PERSON = "person"
    INSTITUTION = "institution"
    PLACE = "place"


class Bound(str, Enum):
    """How a number limits what it counts."""

    EXACT = "exact"
    OVER = "over"  # 400余家, 超过30%: more than that
    AT_LEAST = "at_least"  # 98%以上, 不少于
    NEARLY = "nearly"  # 近300项: somewhat less
    UNDER = "under"  # 不到, 低于
    AT_MOST = "at_most"  # 以内, 不超过, 前10
    ABOUT = "about"  # 15%左右, 约
    SEVERAL = "several"  # 数百, 几十万: a few times the value
    RANGE = "range"  # 3—5个: from ``value`` to ``value_max``


class Mention(NamedTuple):
    """``text[start:end]`` and what it means.

    ``name`` is what all mentions of the same thing share: the full name, the interval,
    value and unit. ``detail``: the titles of a person, what a place lies in, the number
    of a document, the measure of a quantity (count, share, ordinal, duration, multiple).
    ``value`` is in ``unit``, 万 and 亿 multiplied out. ``first`` and ``last`` are days of
    ISO 8601, "" where the text alone does not tell them.
    """

    kind: Kind
    start: int
    end: int
    name: str
    detail: str = ""
    value: float | None = None
    value_max: float | None = None
    unit: str = ""
    bound: str = ""
    subject: str = ""
    time: str = ""
    first: str = ""
    last: str = ""


class Word(NamedTuple):
    """A word of the text, and its part of speech in the dictionary ("" if unknown)."""

    start: int
    end: int
    tag: str


def outside(found: Iterable[Mention], taken: Iterable[Mention]) -> list[Mention]:
    """Return those of ``found`` that share no character with any of ``taken``."""
    spans = sorted((one.start, one.end) for one in taken)
    kept, at, reach = [], 0, -1
    for one in sorted(found, key=lambda m: (m.start, -m.end)):
        while at < len(spans) and spans[at][0] < one.end:
            reach = max(reach, spans[at][1])
            at += 1
        # Spans that begin before this one ends; any that reaches past its start meets it.
        if reach <= one.start:
            kept.append(one)
    return kept


def longest(found: Iterable[Mention]) -> list[Mention]:
    """Return ``found`` without those that lie inside or behind an earlier, longer one."""
    kept: list[Mention] = []
    for one in sorted(found, key=lambda m: (m.start, -m.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept
