"""The header of a file: flat ``key: value`` lines between two lines of ``---``.

Not YAML: values are taken as they stand, so that nothing in a stranger's file is run,
expanded or turned into another type (``title: 1+X`` is a text, ``date: 2018`` too).
"""

from __future__ import annotations

from cntext.lazy import pattern
from cntext.text.field_names import KNOWN, field_name

_FENCE = pattern(r"---\s*\Z")
_END = pattern(r"(?:---|\.\.\.)\s*\Z")
_FIELD = pattern(r"(?P<key>[^\s:：#][^:：]{0,39}?)\s*[:：]\s*(?P<value>.*)\Z")
_CONTINUED = pattern(r"\s+\S|-\s+\S")
_LONGEST = 60  # lines; a header is short, and a stray --- must not swallow a book


def split_header(text: str) -> tuple[dict[str, str], int]:
    """Return the header's fields and the number of lines it takes up, ``({}, 0)`` if none.

    A list under a key (``- one``) and indented lines belong to the key above them. Any
    other line that is neither a field, a comment nor blank means that this is no header,
    and the text is left alone; so do keys of which none is known and one is Chinese:
    between two rules stand the speakers of an interview (记者：…).
    """
    lines = text.split("\n", _LONGEST + 2)
    if not _FENCE.match(lines[0]):
        return {}, 0
    fields: dict[str, str] = {}
    key = ""
    for number, line in enumerate(lines[1 : _LONGEST + 2], start=1):
        if _END.match(line):
            return (fields, number + 1) if _is_header(fields) else ({}, 0)
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if key and _CONTINUED.match(line):
            item = _unquoted(line.strip().removeprefix("-").strip())
            fields[key] = f"{fields[key]} {item}".strip()
            continue
        match = _FIELD.match(line.strip())
        if not match:
            return {}, 0
        key = match["key"].strip()
        key = field_name(key)
        fields[key] = _unquoted(match["value"].strip())
    return {}, 0


def _is_header(fields: dict[str, str]) -> bool:
    return all(map(str.isascii, fields)) or not KNOWN.isdisjoint(fields)


def _unquoted(value: str) -> str:
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value
