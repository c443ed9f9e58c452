"""A concordance on the screen: one place a line, aligned where the node begins.

Widths are counted in cells, of which a Chinese character takes two, so that the nodes stand
in one column whatever surrounds them, and no line is wider than the screen.
"""

from __future__ import annotations

from dataclasses import dataclass

from cntext.query.context import borders
from cntext.render.cells import MISSING, show
from cntext.table import Cell, Role, Table
from cntext.text.safe import safe

_BORDER = "|"
_ELLIPSIS = "…"
_GAP = "  "
_NARROWEST_CONTEXT = 8  # cells on each side that the columns in front leave, whatever the screen
_WIDEST_NAME = 24
_BOLD, _NODE, _DIM, _PLAIN = "\x1b[1m", "\x1b[1;36m", "\x1b[2m", "\x1b[0m"


def is_concordance(table: Table) -> bool:
    """Say whether the rows of ``table`` are places with what stands before and after them."""
    return table.by_role(Role.LEFT) is not None and table.by_role(Role.RIGHT) is not None


def to_concordance(table: Table, *, width: int | None, colour: bool) -> list[str]:
    """Return the lines of a concordance, no wider than ``width`` cells (None: as they come)."""
    names = [name for name in ("document", "line") if _has(table, name)]
    rows = list(table.records())
    heads = [[_cell(table, record, name) for name in names] for record in rows]
    room = max((width or 10**6) // 5, _NARROWEST_CONTEXT)
    widths = [
        min(max((_cells(head[i]) for head in heads), default=0), room, _WIDEST_NAME)
        for i in range(len(names))
    ]
    sides = [_sides(record) for record in rows]
    front = sum(widths) + len(_GAP) * len(names)
    longest = max((_cells(left) for left, _, _ in sides), default=0)
    # Half of what the columns in front and a node of usual length leave, but no more than asked.
    half = longest if width is None else max((width - front - 8) // 2, _NARROWEST_CONTEXT)
    paint = _Paint(colour)
    lines: list[str] = []
    previous = ""
    for record, head, (left, node, right) in zip(rows, heads, sides, strict=True):
        group = " · ".join(_cell(table, record, name) or MISSING for name in table.group)
        if group != previous:
            lines += ["", paint(_BOLD, group)] if lines else [paint(_BOLD, group)]
            previous = group
        named = [
            _named(cell, w) if name != "line" else cell.rjust(w)
            for name, cell, w in zip(names, head, widths, strict=True)
        ]
        before = _fit_left(left.rstrip(), min(half, longest))
        shown, after = _fit_both(node, right, width, front + _cells(before) + 2)
        line = "".join(paint(_DIM, cell) + _GAP for cell in named)
        lines.append(f"{line}{before} {paint(_NODE, shown)} {after}".rstrip())
    return lines


@dataclass(frozen=True, slots=True)
class _Paint:
    colour: bool

    def __call__(self, code: str, text: str) -> str:
        return f"{code}{text}{_PLAIN}" if self.colour and text else text


def _has(table: Table, name: str) -> bool:
    return any(column.id == name for column in table.columns)


def _cell(table: Table, record: dict[str, Cell], name: str) -> str:
    return show(record[name], table.columns[table.index(name)])


def _sides(record: dict[str, Cell]) -> tuple[str, str, str]:
    """Return left, node and right, the borders of the tokens that the node touches marked."""
    left, node, right = (safe(str(record[name])) for name in ("left", "node", "right"))
    tokens = str(record.get("tokens") or "").split()
    start, token_start = record.get("start"), record.get("token_start")
    if not tokens or not isinstance(start, int) or not isinstance(token_start, int):
        return left, node, right
    for border in sorted(borders(start, node, token_start, tokens), reverse=True):
        if border < 0:
            left = left[:border] + _BORDER + left[border:] if -border <= len(left) else left
        elif border > len(node):
            at = border - len(node)
            right = right[:at] + _BORDER + right[at:] if at <= len(right) else right
        else:
            node = node[:border] + _BORDER + node[border:]
    return left, node, right


def _cells(text: str) -> int:
    from rich.cells import cell_len

    return cell_len(text)


def _cut(text: str, room: int) -> str:
    """Return the beginning of ``text`` that fits into ``room`` cells."""
    if _cells(text) <= room:
        return text
    from rich.cells import set_cell_size

    return set_cell_size(text, room - 1).rstrip() + _ELLIPSIS if room > 1 else ""


def _fit_both(node: str, right: str, width: int | None, taken: int) -> tuple[str, str]:
    """Return the node and what follows it in what is left of the line, the node first."""
    if width is None:
        return node, right
    room = max(width - taken, 1)
    node = _cut(node, room)
    return node, _cut(right, max(room - _cells(node), 0))


def _named(text: str, room: int) -> str:
    """Return a name in ``room`` cells; of a long one, the end, where names differ."""
    text = _end(text, room)
    return text + " " * (room - _cells(text))


def _fit_left(text: str, room: int) -> str:
    """Return the end of ``text`` in ``room`` cells, so that it ends where the node begins."""
    text = _end(text, room)
    return " " * (room - _cells(text)) + text


def _end(text: str, room: int) -> str:
    """Return the end of ``text`` that fits into ``room`` cells."""
    if _cells(text) <= room:
        return text
    text = text[-room:]  # no character is narrower than a cell, marks that combine aside
    while text and _cells(text) > room - 1:
        text = text[1:]
    return _ELLIPSIS + text
