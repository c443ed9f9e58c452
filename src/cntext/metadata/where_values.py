"""The values of a ``--where`` expression and how two of them compare.

Missing is "". A comparison with a number is false where the other side is no number, !=
too: a document without a year is neither of 2019 nor of another year. A date is compared
at the precision asked for (date <= "2019-03" holds all of March), and where a document
says less than is asked, nothing is known, and every comparison is false.
"""

from __future__ import annotations

import operator
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from cntext.lazy import pattern
from cntext.model import Document
from cntext.text.dates import iso_date

Get = Callable[[Document], str]
Predicate = Callable[[Document], bool]
Compare = Callable[[Any, Any], bool]

_COMPARE: dict[str, Compare] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt,
    "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
FLIPPED = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_NUMBER = pattern(r"[-+]?[0-9]{1,300}(?:\.[0-9]{1,300})?")


class Nature(Enum):
    """What a value is, which decides how it is compared."""

    TEXT = "text"  # a field
    DATE = "date"  # the field date, or a month
    COUNT = "count"  # year(…), month(…): digits or nothing
    STRING = "string"  # written in the expression
    NUMBER = "number"  # written in the expression


@dataclass(frozen=True, slots=True)
class Value:
    """One side of a comparison: what it is and how to get it from a document."""

    nature: Nature
    get: Get
    at: int
    field: str = ""

    @property
    def literal(self) -> bool:
        """Say whether it is written in the expression."""
        return self.nature in {Nature.STRING, Nature.NUMBER}


def literal(text: str, nature: Nature, at: int) -> Value:
    """Return a value that is the same for every document."""
    return Value(nature, lambda _: text, at)


def field_value(name: str, at: int) -> Value:
    """Return the value of a field; "text" is the document's text."""
    if name == "text":
        return Value(Nature.TEXT, lambda d: d.text, at, name)
    nature = Nature.DATE if name in {"date", "month"} else Nature.TEXT
    return Value(nature, lambda d: d.field(name), at, name)


def part_of_date(value: Value, part: str, at: int) -> Value:
    """Return the year or the month (1 to 12) of a field that holds a date."""

    def get(document: Document) -> str:
        date = iso_date(value.get(document))
        return date[:4] if part == "year" else date[5:7]

    return Value(Nature.COUNT, get, at, value.field)


def number(text: str) -> float | None:
    """Return ``text`` as a number if it is one (1,200 and full-width too), else None."""
    plain = unicodedata.normalize("NFKC", text[:400]).strip().replace(",", "")
    return float(plain) if len(text) <= 400 and _NUMBER.fullmatch(plain) else None


def comparison(left: Value, sign: str, right: Value) -> Predicate:
    """Return the predicate that ``left sign right`` means."""
    if left.literal and not right.literal:
        left, right, sign = right, left, FLIPPED[sign]
    compare = _COMPARE[sign]
    natures = {left.nature, right.nature}
    if Nature.DATE in natures:
        if left.field == "month" and right.nature is Nature.NUMBER:
            return _numbers(part_of_date(left, "month", left.at), compare, right)
        return _dates(left, compare, right)
    if Nature.NUMBER in natures or Nature.COUNT in natures:
        return _numbers(left, compare, right)
    return lambda d: _strings(compare, left.get(d), right.get(d))


def _strings(compare: Compare, a: str, b: str) -> bool:
    """Compare by code point; nothing comes before or after what is missing."""
    if not (a and b) and compare not in {operator.eq, operator.ne}:
        return False
    return compare(a, b)


def _numbers(left: Value, compare: Compare, right: Value) -> Predicate:
    def test(document: Document) -> bool:
        a, b = number(left.get(document)), number(right.get(document))
        return a is not None and b is not None and compare(a, b)

    return test


def _dates(left: Value, compare: Compare, right: Value) -> Predicate:
    def test(document: Document) -> bool:
        written, asked = left.get(document), right.get(document)
        if not (written and asked):  # date == "" asks for documents without a date
            return compare in {operator.eq, operator.ne} and asked == "" and compare(written, asked)
        date, asked = iso_date(written), iso_date(asked)
        if not asked or len(date) < len(asked):
            return False
        return compare(date[: len(asked)], asked)

    return test
