"""The header of a file: flat ``key: value`` lines between two lines of ``---``.

Not YAML: values are taken as they stand, so that nothing in a stranger's file is run,
expanded or turned into another type (``title: 1+X`` is a text, ``date: 2018`` too).
"""

from __future__ import annotations

import re

_FENCE = re.compile(r"---\s*\Z")
_END = re.compile(r"(?:---|\.\.\.)\s*\Z")
_FIELD = re.compile(r"(?P<key>[^\s:：#][^:：]{0,39}?)\s*[:：]\s*(?P<value>.*)\Z")
_LONGEST = 60  # lines; a header is short, and a stray --- must not swallow a book
_CHINESE = {
    "标题": "title",
    "题目": "title",
    "日期": "date",
    "时间": "date",
    "来源": "source",
    "作者": "author",
    "体裁": "genre",
    "地区": "region",
}


def split_header(text: str) -> tuple[dict[str, str], int]:
    """Return the header's fields and the number of lines it takes up, ``({}, 0)`` if none.

    A line in it that is neither a field, a comment nor blank means that this is no
    header, and the text is left alone.
    """
    lines = text.split("\n", _LONGEST + 2)
    if not _FENCE.match(lines[0]):
        return {}, 0
    fields: dict[str, str] = {}
    for number, line in enumerate(lines[1 : _LONGEST + 2], start=1):
        if _END.match(line):
            return fields, number + 1
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = _FIELD.match(line.strip())
        if not match:
            return {}, 0
        key = match["key"].strip()
        fields[_CHINESE.get(key, key.lower())] = _unquoted(match["value"].strip())
    return {}, 0


def _unquoted(value: str) -> str:
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value
