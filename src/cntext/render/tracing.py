"""The outline of a mask as polygons, so that a shape of the user's is drawn as ours are."""

from __future__ import annotations

from typing import Any, NamedTuple

from cntext.lazy import np

Point = tuple[float, float]
_ACROSS = 400  # pixels of the longer side: at 16 cm a step is 0.4 mm, and it is smoothed
_SMALLEST = 12  # corners: what is smaller is dirt


class Outline(NamedTuple):
    """A closed line, and whether what lies in it is a hole."""

    points: tuple[Point, ...]
    hole: bool


def outlines(mask: Any) -> list[Outline]:  # noqa: ANN401 (PIL)
    """Return the outlines of ``mask`` (mode L, 255 inside) in its pixels, the largest first.

    Drawn in this order, each hole in the colour of the ground, they give the shape.
    """
    scale = max(mask.width, mask.height) / _ACROSS
    size = max(round(mask.width / scale), 1), max(round(mask.height / scale), 1)
    inside = np.pad(np.asarray(mask.resize(size, 4)) > 127, 1)  # 4: an average, PIL's BOX
    found = []
    for line in _loops(inside):
        if len(line) < _SMALLEST:
            continue
        x, y = (np.array(side, float) - 1 for side in zip(*line, strict=True))
        # Twice the area, positive where the inside lies to the right of the way.
        area = float((x * np.roll(y, -1) - np.roll(x, -1) * y).sum())
        smooth = [_smoothed(side) * scale for side in (x, y)]
        points = tuple(zip(*(side.tolist() for side in smooth), strict=True))
        found.append((abs(area), Outline(points, area < 0)))
    return [line for _, line in sorted(found, key=lambda item: -item[0])]


def _loops(inside: Any) -> list[list[tuple[int, int]]]:  # noqa: ANN401 (numpy array)
    """Return the closed ways along cell borders that have the inside on their right.

    Corners are (x, y); where two cells touch at a corner alone, they are kept apart.
    """
    ways: dict[tuple[int, int], list[tuple[int, int]]] = {}

    def add(cells: Any, start: tuple[int, int], end: tuple[int, int]) -> None:  # noqa: ANN401
        for y, x in np.argwhere(cells).tolist():
            ways.setdefault((x + start[0], y + start[1]), []).append((x + end[0], y + end[1]))

    core = inside[1:-1, 1:-1]
    add(np.pad(core & ~inside[:-2, 1:-1], 1), (0, 0), (1, 0))  # top, to the right
    add(np.pad(core & ~inside[1:-1, 2:], 1), (1, 0), (1, 1))  # right side, down
    add(np.pad(core & ~inside[2:, 1:-1], 1), (1, 1), (0, 1))  # bottom, to the left
    add(np.pad(core & ~inside[1:-1, :-2], 1), (0, 1), (0, 0))  # left side, up
    loops = []
    while ways:
        start = next(iter(ways))
        line, at, came = [start], start, (0, 0)
        while True:
            choices = ways[at]
            turns = [_turn(came, (c[0] - at[0], c[1] - at[1])) for c in choices]
            after = choices.pop(turns.index(max(turns)))
            if not choices:
                del ways[at]
            came, at = (after[0] - at[0], after[1] - at[1]), after
            if at == start:
                break
            line.append(at)
        loops.append(line)
    return loops


def _turn(came: tuple[int, int], goes: tuple[int, int]) -> int:
    """Return 1 for a turn to the right, 0 straight on, -1 to the left (y downwards)."""
    return came[0] * goes[1] - came[1] * goes[0]


def _smoothed(side: Any) -> Any:  # noqa: ANN401 (numpy array)
    """Return coordinates averaged over their neighbours, three times: stairs become slopes."""
    for _ in range(3):
        side = (np.roll(side, 1) + 2 * side + np.roll(side, -1)) / 4
    return side
