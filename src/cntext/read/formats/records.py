"""Rows and records to parts: which column is the text, and what the others tell of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from itertools import islice

from cntext.errors import Both
from cntext.lazy import pattern
from cntext.read.formats import Part
from cntext.read.refusal import Refused
from cntext.text.characters import count_han
from cntext.text.field_names import field_name

EXTRA = "_extra"  # the cells of a row beyond the last heading
SAMPLE = 200  # rows that are looked at before a column is chosen
# Column names that mean the text, the surest first; English ones in lower case.
_USUAL = (
    *("text", "正文", "全文", "content", "内容", "內容", "body", "文本", "文章", "文章内容"),
    *("正文内容", "新闻内容", "article", "fulltext", "full_text"),
)
# Titles have up to 30 characters, the shortest texts (posts, abstracts) more.
_LONG = 30
# A heading as long as this is no heading but the first text of a table without any.
_NO_HEADING = 60
_SHOWN = 12
_WHOLE = pattern(r"([12]\d{3})\.0\Z")  # a year that went through a floating-point column


def keys_of(headings: Sequence[str]) -> tuple[str, ...]:
    """Return a metadata name for each column: what its heading means, told apart by a number."""
    keys: list[str] = []
    taken = set()
    for number, heading in enumerate(headings, start=1):
        name = field_name(heading) or f"column_{number}"
        if name in taken:  # 日期 beside 发布日期: the second keeps its own name
            name = " ".join(heading.split()).lower() or name
        if name in taken:
            name = f"{name}_{number}"
        taken.add(name)
        keys.append(name)
    return tuple(keys)


def is_usual(heading: str) -> bool:
    """Say whether a column of this name is the text without having to be named."""
    return field_name(heading) in _USUAL


def text_column(
    headings: Sequence[str], rows: Iterable[Sequence[str]], asked: str | None, option: str
) -> int:
    """Return the place of the text column, or raise `Refused` with the columns there are.

    In order: the one asked for; one of a usual name; the only column; the only one with
    more than 30 Chinese characters on average over the first 200 rows that fill it.
    """
    names = [field_name(heading) for heading in headings]
    if asked is not None:
        for wanted, there in ((asked, list(headings)), (field_name(asked), names)):
            if wanted in there:
                return there.index(wanted)
        raise _no_column(
            headings,
            Both(f"没有名为“{asked}”的栏", f'has no column "{asked}"'),
            option,
        )
    for usual in _USUAL:
        if usual in names:
            return names.index(usual)
    found = [0] if len(names) == 1 else _long_columns(len(names), rows)
    if len(found) != 1:
        raise _no_column(
            headings,
            Both("看不出哪一栏是正文", "does not show which column is the text"),
            option,
        )
    if count_han(headings[found[0]]) > _NO_HEADING:
        raise Refused(
            "no-headings",
            Both("第一行不是栏名，而是正文", "begins with a text instead of a line of headings"),
            Both("请在最前面加一行栏名", "put a line with the names of the columns first"),
        )
    return found[0]


def _long_columns(width: int, rows: Iterable[Sequence[str]]) -> list[int]:
    han, filled = [0] * width, [0] * width
    for row in islice(rows, SAMPLE):
        for place, value in enumerate(row[:width]):
            if value:
                filled[place] += 1
                han[place] += count_han(value)
    return [place for place in range(width) if han[place] > _LONG * filled[place]]


def _no_column(headings: Sequence[str], problem: Both, option: str) -> Refused:
    names = [heading.strip()[:40] or "?" for heading in headings]
    shown = names[:_SHOWN]
    more = len(names) - len(shown)
    zh = "、".join(shown) + (f" 等 {len(names)} 栏" if more else "")
    en = ", ".join(shown) + (f" and {more} more" if more else "")
    return Refused(
        "text-column",
        Both(f"{problem.zh}（有：{zh}）", f"{problem.en} (there are: {en})"),
        Both(f"用 {option} 指明", f"name it with {option}"),
    )


def part(
    keys: Sequence[str],
    row: Sequence[str],
    text: int,
    name: str,
    *,
    line: int = 1,
    encoding: str = "",
    replaced: int = 0,
) -> Part:
    """Return the part that a row makes; a short row lacks what it lacks, a long one keeps all."""
    meta = {
        key: _WHOLE.sub(r"\1", value)
        for number, (key, value) in enumerate(zip(keys, row))  # noqa: B905 (rows may be shorter or longer)
        if value and number != text
    }
    surplus = [value for value in row[len(keys) :] if value]
    if surplus:
        meta[EXTRA] = "; ".join(surplus)
    words = row[text] if text < len(row) else ""
    return Part(words, meta, name, line, encoding, replaced)


def cell(value: object) -> str:
    """Return a typed value as people write it: 2020 for 2020.0, dates in ISO 8601."""
    if value is None or isinstance(value, bytes):
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        midnight = value.time() == time() and value.tzinfo is None
        return (value.date() if midnight else value).isoformat()
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return "; ".join(filter(None, map(cell, value)))
    if isinstance(value, dict):
        return "; ".join(f"{key}: {cell(inner)}" for key, inner in value.items())
    return str(value)
