"""What differs between two JSON results: input, version, list of words, option, row."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from cntext.errors import Both
from cntext.lazy import pattern

_LONGEST = 60  # characters of a value that are shown
_HASH = pattern("[0-9a-f]{64}")
_OF_HASH = 12  # characters of a hash that are shown
_SECTIONS = ("schema", "tool", "params", "inputs", "corpus", "columns", "rows", "total_rows", "notes",
             "warnings")  # fmt: skip

# What the sections are called on a screen; "run" and "bytes" are of the whole.
KINDS = tuple(
    (name, Both(zh, name.replace("_", " ")))
    for name, zh in {
        "schema": "格式", "tool": "版本", "params": "选项", "inputs": "输入", "corpus": "语料", "columns": "各栏",
        "rows": "各行", "total_rows": "总行数", "notes": "说明", "warnings": "提醒", "run": "运行", "bytes": "字节",
    }.items()
)  # fmt: skip


class Difference(NamedTuple):
    """One thing that was compared: what it was when it was recorded, and what it is now."""

    kind: str
    what: str
    recorded: str
    now: str
    same: bool


def differences(then: Mapping[str, Any], now: Mapping[str, Any], *, same: bool) -> list[Difference]:
    """Compare two envelopes section by section.

    A section that is the same has one line, any other one a line for everything in it that
    differs. ``same``: whether the two files have the same bytes.
    """
    found: list[Difference] = []
    for section in sorted({*then, *now}, key=lambda s: (_place(s), s)):
        before, after = then.get(section), now.get(section)
        if before == after:
            found.append(Difference(section, _size(after), "", "", same=True))
        elif section == "rows":
            found.append(_rows(before, after))
        else:
            found += _values(section, _flat(before), _flat(after))
    if not same and all(one.same for one in found):
        # The content is the same, but the file was written by another hand.
        found.append(Difference("bytes", "", "", "", same=False))
    return found


def _place(section: str) -> int:
    return _SECTIONS.index(section) if section in _SECTIONS else len(_SECTIONS)


def _size(value: object) -> str:
    return f"{len(value):,}" if isinstance(value, list) else ""


def _values(
    section: str, before: Mapping[str, str], after: Mapping[str, str]
) -> Iterator[Difference]:
    for name in dict.fromkeys([*before, *after]):
        if before.get(name) != after.get(name):
            yield Difference(section, name, before.get(name, "—"), after.get(name, "—"), same=False)


def _flat(value: object, name: str = "") -> dict[str, str]:
    """Return the values at the ends of a JSON tree, each under its path.

    A file that was read is one value under its path, so that a file that was changed or
    added is one difference; so is a message.
    """
    if isinstance(value, dict):
        parts = [(str(key), part) for key, part in value.items()]
    elif isinstance(value, list):
        parts = [_named(part, number) for number, part in enumerate(value, start=1)]
    else:
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        text = text[:_OF_HASH] if _HASH.fullmatch(text) else text
        return {name: text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"}
    found: dict[str, str] = {}
    for key, part in parts:
        found |= _flat(part, f"{name}.{key}" if name and name != "files" else key)
    return found


def _named(part: object, number: int) -> tuple[str, object]:
    """Return the name of an element of a list, and what is compared of it."""
    if not isinstance(part, dict):
        return str(number), part
    if "path" in part:
        rest = [
            v[:_OF_HASH] if _HASH.fullmatch(v) else v
            for k in part
            if k != "path"
            for v in [str(part[k])]
        ]
        return str(part["path"]), " ".join(rest)
    if "message" in part:
        return str(part.get("code", number)), part["message"]
    return str(part.get("id", number)), part


def _rows(before: object, after: object) -> Difference:
    """Say where the first row that differs is."""
    then, now = (value if isinstance(value, list) else [] for value in (before, after))
    first = next(
        (i for i, (a, b) in enumerate(zip(then, now, strict=False)) if a != b),
        min(len(then), len(now)),
    )
    shown = [_row(rows[first]) if first < len(rows) else "—" for rows in (then, now)]
    return Difference("rows", str(first + 1), shown[0], shown[1], same=False)


def _row(row: object) -> str:
    cells = row.values() if isinstance(row, dict) else [row]
    return " ".join(f"{cell:.6g}" if isinstance(cell, float) else str(cell) for cell in cells)
