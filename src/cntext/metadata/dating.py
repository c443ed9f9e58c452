"""Which of its dates is a document's date: that of its header, its name or its text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import Enum
from pathlib import PurePosixPath

from cntext.errors import Both
from cntext.lazy import pattern
from cntext.model import Document
from cntext.text.characters import as_read
from cntext.text.dates import find_dates, iso_date, same_or_finer, whole_date

_WINDOW = 300  # characters at each end of a text; what stands between is what it is about


class DateFrom(str, Enum):
    """Where a document's date is taken from."""

    AUTO = "auto"  # header, else name, else text; a finer one that agrees is preferred
    META = "meta"  # header, sidecar, else the day the file was made (docx, pdf)
    NAME = "name"
    TEXT = "text"


RULES = {
    "header": Both("文件头或属性", "the header or properties"),
    "name": Both("文件名", "the file name"),
    "text-label": Both(
        "正文中标明的日期（发布时间：…）", "a labelled date in the text (发布时间：…)"
    ),
    "text-line": Both("正文中单独成行的日期", "a line of the text that is a date"),
    "text-dateline": Both("电头（新华社北京…电）", "a dateline (新华社北京…电)"),
    "text-enacted": Both(
        "通过、公布、印发或讲话的日期", "the day it was passed, issued or delivered"
    ),
    "created": Both("文件属性中的创建日期", "the day the file was made"),
    "none": Both("没有日期", "no date"),
}

_LABEL = pattern(
    r"(?:发布|发表|出版|刊发|成文|印发|更新|公布|签发)?(?:日期|时间)\s*[:：]\s*|(?:发布于|发表于)\s*[:：]?\s*"
)
_WEEKDAY = pattern(r"\s*(?:星期|周|礼拜)[一二三四五六日天]\s*\Z")
_CLOCK = pattern(r"[\sT]*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?\s*\Z")
_AROUND = " \t\u3000\u00a0()（）[]〔〕【】*_#>-—·|"
# 新华社北京2019年3月5日电, 本报重庆2019年3月5日讯. Without a year it says no date.
_DATELINE = pattern(r"(?:社|报|记者|通讯员|[（(])[^。！？\n]{0,30}\Z")
_WIRE = pattern(r"\s*(?:电|讯|专电)")
# （2019年3月5日第十三届…通过）, 2022年4月20日 …修订, 2019年1月24日国务院印发.
# ——2019年3月5日在第十三届全国人民代表大会第二次会议上 is how reports and speeches begin.
_ENACTED = pattern("通过|修订|修正|公布|发布|印发|颁布|批准|签署|^ ?在.{2,60}上")
_CLAUSE = pattern("[。；;\n]")


def date_in_name(path: str) -> str:
    """Return the date in a file's name, "" if it holds none; one at its beginning first.

    人民日报_20190326_02版.txt is of 2019-03-26; digits around a date make it a number.
    """
    name = PurePosixPath(as_read(path).replace("\\", "/")).stem
    places = [
        0,
        *(
            m.start()
            for m in re.finditer(r"(?<!\d)\d{4}|[一二][〇零○一二三四五六七八九]{3}年", name)
        ),
    ]
    found = [date for place in places if (date := iso_date(name[place:]))]
    return max(found, key=lambda date: (len(date), -found.index(date)), default="")


def date_in_text(text: str) -> tuple[str, str]:
    """Return the date that a text says it is of, and the rule, or ("", "none").

    Looked for in its first and last 300 characters only. In order: a labelled date, a
    line that is only a date (at the head, then at the foot, where notices are signed), a
    dateline with its year, the latest day of passing, issuing or speaking. Other dates are what
    the text is about.
    """
    head, foot = text[:_WINDOW], text[-_WINDOW:] if len(text) > _WINDOW else ""
    for part in (head, foot):
        for match in _LABEL.finditer(part):
            if date := iso_date(part[match.end() :].split("\n", 1)[0]):
                return date, "text-label"
    head_lines, foot_lines = head.split("\n"), foot.split("\n")
    if foot:  # the window may cut a line in two, and half a date is another date
        head_lines, foot_lines = head_lines[:-1] or head_lines, foot_lines[1:]
    for lines in (head_lines, foot_lines[::-1]):
        for line in lines:
            bare = _WEEKDAY.sub("", _CLOCK.sub("", line.strip(_AROUND))).strip(_AROUND)
            if len(date := whole_date(bare)) >= 7:
                return date, "text-line"
    enacted = []
    for found in find_dates(head):
        if len(found.iso) < 10:
            continue
        if _WIRE.match(head, found.end) and _DATELINE.search(
            head, max(found.start - 40, 0), found.start
        ):
            return found.iso, "text-dateline"
        rest = _CLAUSE.split(head[found.end :], maxsplit=1)[0]
        begun = head[: found.start].rstrip(" \u3000")[-1:]
        if begun in {"", "\n", "（", "(", "，", "、", "—", "-"} and _ENACTED.search(rest):
            enacted.append(found.iso)
    return (max(enacted), "text-enacted") if enacted else ("", "none")


def settled(document: Document, choice: DateFrom, header: str = "") -> tuple[Document, str]:
    """Return ``document`` with the date that ``choice`` means, and the rule that gave it.

    ``header`` is the date that the file itself states apart from its text, as it stands
    there. The rules are the keys of `RULES`.
    """
    # A PDF is made on the day it is printed: what anything else says goes before that.
    made = iso_date(document.meta.get("created", "")), "created"
    ways: Mapping[DateFrom, Callable[[], tuple[str, str]]] = {
        DateFrom.META: lambda: (iso_date(header), "header") if iso_date(header) else made,
        DateFrom.NAME: lambda: (date_in_name(document.path), "name"),
        DateFrom.TEXT: lambda: date_in_text(document.text),
    }
    if choice is not DateFrom.AUTO:
        date, rule = ways[choice]()
        return document._replace(date=date), rule if date else "none"
    stated, named = (iso_date(header), "header"), ways[DateFrom.NAME]()
    date, rule = named if same_or_finer(stated[0], named[0]) or not stated[0] else stated
    if len(date) < 10:
        said = ways[DateFrom.TEXT]()
        if not date or same_or_finer(date, said[0]):
            date, rule = said if said[0] else made
    return document._replace(date=date), rule if date else "none"


def dating_note(rules: Mapping[str, int]) -> Both | None:
    """Return the line that says where the dates are from; None if all are from one way.

    Header and name are what a reader expects; only what is not, or is missing, is told.
    """
    told = {rule: n for rule, n in rules.items() if n and rule not in {"header", "name"}}
    if not told:
        return None
    parts = [(RULES[rule], n) for rule, n in sorted(rules.items()) if n]
    return Both(
        "日期来源："
        + "，".join(f"{label.zh} {n:,} 篇" for label, n in parts)
        + "（--date-from 可改）",
        "dates are from: "
        + ", ".join(f"{label.en} ({n:,})" for label, n in parts)
        + " (--date-from overrules)",
    )
