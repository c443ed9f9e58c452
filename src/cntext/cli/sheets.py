"""Tables that coders filled in, read as ratings: one table a coder, or a column each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from cntext.errors import Both, UsageProblem
from cntext.measure.stats.ratings import NONE, RatedUnit, Ratings, Values
from cntext.model import Failure, Inputs, Page
from cntext.read.formats import ReadOptions
from cntext.read.pages import read_pages
from cntext.text.safe import safe

_IDS = ("id", "unit", "place", "位置", "编号", "序号", "单位")
_CODES = ("code", "codes", "label", "rating", "类别", "编码", "标签", "评分")
_NONES = frozenset({NONE, "無", "none", "-", "—"})
_PARTS = re.compile(r"[、;；|\n]")
_RESERVED = frozenset({"_id", "_document", "_text", "_", "_pair"})


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: where it stands, its unit, and what is written for each coder."""

    where: str
    unit: str
    text: str
    document: str
    written: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its coders and its rows."""

    path: str
    coders: tuple[str, ...]
    lines: tuple[Line, ...]


def read_sheets(
    paths: Sequence[str], column: str, coders: Sequence[str], options: ReadOptions
) -> tuple[list[Sheet], Inputs]:
    """Read one table a path. `UsageProblem` where one cannot be read or names no rating."""
    inputs = Inputs()
    sheets = [_sheet(path, column, coders, options, inputs) for path in paths]
    names = [name for sheet in sheets for name in sheet.coders]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:  # two files of one name in two folders
        raise UsageProblem(
            safe(twice),
            Both("两位编码员同名", "two coders have this name"),
            Both("给文件换个名字", "give the files other names"),
        )
    return sheets, inputs


def _sheet(
    path: str, column: str, coders: Sequence[str], options: ReadOptions, inputs: Inputs
) -> Sheet:
    pages = _pages(path, options, inputs)
    headings = {key for page in pages for key in page.meta}
    columns = [name.strip().lower() for name in coders]
    if not columns:
        found = [column.lower()] if column else [name for name in _CODES if name in headings]
        columns = found[:1]
    missing = [name for name in columns if name not in headings]
    if not headings:
        raise UsageProblem(
            path,
            Both("不是有栏名和若干行的表", "is no table of named columns with rows below them"),
            Both(
                "第一行写栏名：id、text、code", "name the columns on its first line: id, text, code"
            ),
        )
    if not columns or missing:
        what = safe((missing or [column or "code"])[0][:40])
        raise UsageProblem(
            path,
            Both(f"没有填写过的“{what}”栏", f"has no column {what!r} with anything in it"),
            Both(
                "用 --column 指明；有：" + "、".join(sorted(headings)),
                "name it with --column; there are: " + ", ".join(sorted(headings)),
            ),
        )
    key = next((name for name in _IDS if name in headings), "")
    lines = [
        Line(
            _where(page),
            page.meta.get(key, "") if key else page.text.strip(),
            page.text,
            page.meta.get("document", page.meta.get("文档", "")),
            tuple(page.meta.get(name, "") for name in columns),
        )
        for page in pages
    ]
    _check_ids(lines, key)
    names = tuple(coders) if coders else (PurePath(path).stem,)
    bad = next((name for name in names if name in _RESERVED), None)
    if bad is not None:
        raise UsageProblem(
            path,
            Both(f"编码员不能叫 {bad}", f"a coder cannot be called {bad}"),
            Both("请改名", "rename it"),
        )
    return Sheet(path, names, tuple(lines))


def _pages(path: str, options: ReadOptions, inputs: Inputs) -> list[Page]:
    """Return the rows of one table; where no column is a text, the ids stand for it."""
    failure: Failure | None = None
    asked = options.text_column
    for name in (asked,) if asked else (None, *_IDS):
        tried = Inputs()
        pages = list(read_pages([path], tried, ReadOptions(options.encoding, name)))
        if not tried.failed:
            inputs.files += tried.files
            if name in _IDS:  # the reader takes the text out of the row: here it is the id too
                return [_with(page, str(name)) for page in pages]
            return pages
        failure = failure or tried.failed[0]
        if tried.failed[0].code != "text-column":
            break
    if failure is None:
        raise UsageProblem(path, Both("是空的", "is empty"))
    raise UsageProblem(path, failure.problem, failure.hint)


def _with(page: Page, name: str) -> Page:

    return page._replace(meta={**page.meta, name: page.text})


def _where(page: Page) -> str:
    """Return ``sheet.csv:12``, or for a workbook ``sheet.xlsx row 12``."""
    number = page.id.rpartition("#")[2]
    if page.first_line > 1:
        return f"{page.path}:{page.first_line}"
    return f"{page.path}#{number}"


def _check_ids(lines: Iterable[Line], key: str) -> None:
    seen: dict[str, str] = {}
    for line in lines:
        if not line.unit:
            raise UsageProblem(
                line.where,
                Both("这一行没有单位编号", "this row has no id of its unit"),
                Both("补上编号", "fill it in"),
            )
        if line.unit in seen:
            shown = safe(line.unit[:30])
            raise UsageProblem(
                line.where,
                Both(f"单位“{shown}”重复，已见于 {seen[line.unit]}", f"unit {shown!r} stands at {seen[line.unit]} too"),
                Both("留下一行", "keep one row")
                if key
                else Both("加一栏 id，区分文字相同的单位", "add a column id that tells units of the same text apart"),
            )  # fmt: skip
        seen[line.unit] = line.where


def rate(
    sheets: Sequence[Sheet],
    read: Callable[[str, str], Values | None],
    order: tuple[str, ...] = (),
    more: tuple[str, Callable[[str], Values]] | None = None,
) -> Ratings:
    """Put the tables of all coders together by the ids of the units.

    ``read`` turns what stands in a cell (and where) into values; ``more`` is one coder more, who
    rates the texts: the dictionary. `UsageProblem` for one coder alone, and for no unit in common.
    """
    coders = [name for sheet in sheets for name in sheet.coders]
    if len(coders) + (more is not None) < 2:
        raise UsageProblem(
            sheets[0].path,
            Both("只有一位编码员", "has one coder alone"),
            Both(
                "再给一份表；几位在一张表里用 --coders 甲,乙；与词典比用 --scheme",
                "name another table; --coders A,B for several in one table; --scheme for the dictionary",
            ),
        )
    first: dict[str, Line] = {}
    said: dict[str, list[Values | None]] = {}
    at = 0
    for sheet in sheets:
        for line in sheet.lines:
            first.setdefault(line.unit, line)
            row = said.setdefault(line.unit, [None] * len(coders))
            for place, written in enumerate(line.written):
                row[at + place] = read(written, line.where)
        at += len(sheet.coders)
    units = []
    for unit, line in first.items():
        values = tuple(said[unit]) + ((more[1](line.text),) if more else ())
        units.append(RatedUnit(unit, line.text, line.document, values))
    if not any(sum(value is not None for value in unit.values) >= 2 for unit in units):
        raise UsageProblem(
            "、".join(safe(sheet.path) for sheet in sheets),
            Both("没有两位编码员都判断过的单位", "no unit was rated by two coders"),
            Both(
                "核对 id 栏，并确认已填写", "check the column id, and that the sheets are filled in"
            ),
        )
    return Ratings((*coders, *([more[0]] if more else [])), tuple(units), order)


def values_of(written: str) -> Values | None:
    """Return the values that a cell holds: several parted by 、; None where it is blank."""
    parts = [part.strip() for part in _PARTS.split(written)]
    found = frozenset(NONE if part.lower() in _NONES else part for part in parts if part)
    return found or None
