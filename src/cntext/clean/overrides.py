"""What a person has decided against the rules: read from an edited report.

The report is that of ``cntext clean --report``: one row for every paragraph, join and
split, as CSV or JSON lines. Rows and columns may be left out; an empty cell leaves the
decision to the rules. By source line of the file:

    line_from, role             what the paragraph that begins on this line is
    line_to, joined             whether this line continues the one before: yes, no
    line_from, article          new or same; or the number of the article, where a number
                                that differs from that of the row above begins a new one
    document                    which file; where there is no such column, every file
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from cntext.errors import Both, UsageProblem
from cntext.listfile import read_list
from cntext.model import Page, RegionRole

_YES = frozenset({"yes", "y", "true", "1", "是"})
_NO = frozenset({"no", "n", "false", "0", "否"})
_NEW, _SAME = frozenset({"new", "新"}), frozenset({"same", "同"})
_USED = frozenset({"line_from", "line_to", "role", "joined", "article", "document"})


@dataclass(slots=True)
class PageOverrides:
    """What was decided about one page, by source line."""

    roles: dict[int, RegionRole] = field(default_factory=dict)
    joins: dict[int, bool] = field(default_factory=dict)
    articles: dict[int, bool] = field(default_factory=dict)


class Overrides(NamedTuple):
    """What was decided about all pages, by the document id of the report ("" is any)."""

    documents: Mapping[str, PageOverrides] = {}

    def of(self, page: Page) -> PageOverrides:
        """Return what was decided about ``page``, whose articles are page#1, page#2 …."""
        found = PageOverrides()
        for name, one in self.documents.items():
            whole, _, number = name.rpartition("#")
            mine = {page.id, page.path}
            if not name or name in mine or (number.isdigit() and whole in mine):
                found.roles.update(one.roles)
                found.joins.update(one.joins)
                found.articles.update(one.articles)
        return found


def load(path: Path) -> Overrides:
    """Return the overrides in ``path``; a row that cannot be understood is a `UsageProblem`."""
    text = read_list(
        path,
        Both("整理判定表", "the table of decisions"),
        Both("用 cntext clean --report 写出一份", "make one with cntext clean --report"),
    ).text
    reader = _Reader(str(path))
    rows = _records(text, str(path)) if text.lstrip().startswith("{") else _table(text, str(path))
    for number, row in rows:
        reader.take(number, row)
    return Overrides(reader.found)


def _table(text: str, path: str) -> Iterator[tuple[int, dict[str, str]]]:
    import csv

    first = text.split("\n", 1)[0]
    delimiter = "\t" if "\t" in first else ";" if first.count(";") > first.count(",") else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        names = [name.strip() for name in reader.fieldnames or ()]
        if "line_from" not in names and "line_to" not in names:
            raise _problem(path, 1, "没有 line_from 列", "there is no column line_from")
        reader.fieldnames = names
        for row in reader:
            yield reader.line_num, {k: (v or "").strip() for k, v in row.items() if k in _USED}
    except csv.Error as error:
        raise _problem(
            path, reader.line_num, f"不是 CSV：{error}", f"is not CSV: {error}"
        ) from None


def _records(text: str, path: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of JSON lines, or of the whole report in one object."""
    whole = _json(text)
    if isinstance(whole, dict) and isinstance(whole.get("rows"), list):
        text = "\n".join(json.dumps(row) for row in whole["rows"])
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        row = _json(line)
        if not isinstance(row, dict):
            raise _problem(path, number, "不是一个 JSON 对象", "is not a JSON object")
        used = {k: v for k, v in row.items() if k in _USED}
        yield number, {k: "" if v is None else _cell(v) for k, v in used.items()}


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value).strip()


def _problem(path: str, line: int, zh: str, en: str) -> UsageProblem:
    return UsageProblem(f"{path}:{line}", Both(zh, en))


class _Reader:
    """Takes rows one by one; the number of an article means something beside the last one."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.found: dict[str, PageOverrides] = {}
        self.article: dict[str, str] = {}

    def take(self, number: int, row: Mapping[str, str]) -> None:
        """Take in the row that stands on line ``number`` of the file."""
        if not any(row.values()):
            return
        name = row.get("document", "")
        one = self.found.setdefault(name, PageOverrides())
        joined = self._joined(row.get("joined", ""), number)
        first = self._line(row, "line_from", number)
        last = self._line(row, "line_to", number)
        if joined is not None:
            below = last or first
            if not below:
                raise _problem(self.path, number, "joined 一行没有行号", "joined needs a line")
            one.joins[below] = joined
            return
        if not first:
            raise _problem(self.path, number, "没有 line_from", "line_from is empty")
        if role := row.get("role", ""):
            one.roles[first] = self._role(role, number)
        if article := row.get("article", "").lower():
            self._take_article(one, _page_name(name), first, article, number)

    def _take_article(
        self, one: PageOverrides, page: str, line: int, article: str, number: int
    ) -> None:
        if article in _NEW | _SAME:
            one.articles[line] = article in _NEW
        elif article.isdecimal():
            # The first row says nothing, unless it is not about the first article.
            before = self.article.get(page, "1")
            # The report has two rows for the line on which an article begins.
            one.articles[line] = article != before or one.articles.get(line, False)
            self.article[page] = article
        else:
            raise _problem(
                self.path,
                number,
                f"article 应为 new、same 或编号，不是 {article}",
                f"article is new, same or a number, not {article}",
            )

    def _role(self, role: str, number: int) -> RegionRole:
        try:
            return RegionRole(role.lower())
        except ValueError:
            known = ", ".join(r.value for r in RegionRole if r is not RegionRole.QUOTATION)
            raise _problem(
                self.path,
                number,
                f"没有 {role} 这种角色；有 {known}",
                f"no role {role}; there are {known}",
            ) from None

    def _joined(self, value: str, number: int) -> bool | None:
        if not value:
            return None
        if value.lower() in _YES | _NO:
            return value.lower() in _YES
        raise _problem(
            self.path,
            number,
            f"joined 应为 yes 或 no，不是 {value}",
            f"joined is yes or no, not {value}",
        )

    def _line(self, row: Mapping[str, str], name: str, number: int) -> int:
        value = row.get(name, "")
        if not value:
            return 0
        if not (value.isdecimal() and len(value) < 10 and int(value) > 0):
            raise _problem(
                self.path, number, f"{name} 不是行号：{value}", f"{name} is no line number: {value}"
            )
        return int(value)


def _page_name(document: str) -> str:
    """Return the page of a document: the articles of one page are numbered together."""
    whole, _, number = document.rpartition("#")
    return whole if number.isdigit() else document
