"""Places to read: where each one stands, and its sentence or paragraph with it marked."""

from __future__ import annotations

from collections.abc import Iterator

from cntext.table import Cell, Table
from cntext.text.safe import safe

_NODE, _DIM, _PLAIN = "\x1b[1;36m", "\x1b[2m", "\x1b[0m"
_INDENT = "  "
_OPEN, _CLOSE = "【", "】"  # what marks the place where there is no colour
# What may not begin a line (《标点符号用法》 GB/T 15834 5.1): it stays on the one before.
_NEVER_FIRST = frozenset("，。、；：！？”’）》】〉」』…%")


def to_passages(table: Table, *, lang: str, width: int, colour: bool) -> bytes:
    """Return the places of ``table``, one below the other, folded to ``width`` cells."""
    width = max(width, 20)
    lines = []
    for record in table.for_people(lang).records():
        head = " · ".join(part for part in _head(record, lang) if part)
        lines.append(f"{_DIM}{head}{_PLAIN}" if colour else head)
        left, node, right = (safe(str(record[name] or "")) for name in ("left", "node", "right"))
        before, after = ("", "") if colour else (_OPEN, _CLOSE)
        marked = (left + before, node, after + right)
        lines += [_INDENT + line for line in _folded(marked, width - len(_INDENT), colour)]
        lines.append("")
    if table.total is not None and table.total > len(table.rows):
        shown, total = len(table.rows), table.total
        lines.append(
            f"显示 {shown:,} 处，共 {total:,} 处（-n 0 显示全部）"
            if lang == "zh"
            else f"{shown:,} of {total:,} places (-n 0 shows all)"
        )
    return ("\n".join(lines).rstrip("\n") + "\n").encode("utf-8", "replace") if lines else b""


def _head(record: dict[str, Cell], lang: str) -> Iterator[str]:
    yield safe(str(record["id"]))
    yield safe(str(record["document"]))
    if record["title"] != record["date"]:
        yield safe(str(record["title"] or ""))
    yield safe(str(record["date"] or ""))
    yield f"第 {record['line']} 行" if lang == "zh" else f"line {record['line']}"
    yield safe(str(record["role"] or ""))


def _folded(parts: tuple[str, str, str], width: int, colour: bool) -> list[str]:
    """Return the text folded; the middle part keeps its colour across lines."""
    from rich.cells import get_character_cell_size

    lines: list[str] = []
    line, room, painted = "", width, False
    for number, part in enumerate(parts):
        for character in part:
            size = get_character_cell_size(character)
            if size > room and not (character in _NEVER_FIRST and room >= 0):
                lines.append(line + (_PLAIN if painted else ""))
                line, room, painted = "", width, False
            if colour and (number == 1) != painted:
                line += _NODE if number == 1 else _PLAIN
                painted = number == 1
            line += character
            room -= size
    return [*lines, line + (_PLAIN if painted else "")]
