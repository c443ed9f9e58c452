"""The outlines that words can fill: drawn by us, as polygons.

Coordinates are shares of the box of the shape, y downwards. ``decor`` is drawn with the
shape but holds no words: the cover of the book, the tassel of the cap, the islands.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Point = tuple[float, float]
Polygon = tuple[Point, ...]
_STEPS = 24  # straight pieces to a curve: at 10 cm none is longer than 1 mm


@dataclass(frozen=True, slots=True)
class Shape:
    """Polygons that hold words, and others that do not; ``aspect`` is width / height."""

    aspect: float
    rooms: tuple[Polygon, ...]
    decor: tuple[Polygon, ...] = ()

    def placed(self, left: float, top: float, width: float, height: float) -> Shape:
        """Return the shape as large as it can be inside a rectangle, in its middle."""
        wide = min(width, height * self.aspect)
        high = wide / self.aspect
        x, y = left + (width - wide) / 2, top + (height - high) / 2

        def moved(polygons: Sequence[Polygon]) -> tuple[Polygon, ...]:
            return tuple(tuple((x + wide * a, y + high * b) for a, b in p) for p in polygons)

        return Shape(self.aspect, moved(self.rooms), moved(self.decor))


def _curve(*points: Point) -> list[Point]:
    """Return a chain of cubic Bézier curves: a start, then two controls and an end each."""
    line = [points[0]]
    for i in range(0, len(points) - 1, 3):
        a, b, c, d = points[i : i + 4]
        for step in range(1, _STEPS + 1):
            t = step / _STEPS
            w = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
            line.append(
                (
                    w[0] * a[0] + w[1] * b[0] + w[2] * c[0] + w[3] * d[0],
                    w[0] * a[1] + w[1] * b[1] + w[2] * c[1] + w[3] * d[1],
                )
            )
    return line


def _smooth(points: Sequence[Point]) -> list[Point]:
    """Return a closed curve through ``points`` (Catmull and Rom 1974)."""
    count = len(points)
    line = []
    for i in range(count):
        p, q, r, s = (points[(i + k) % count] for k in (-1, 0, 1, 2))
        one = (q[0] + (r[0] - p[0]) / 6, q[1] + (r[1] - p[1]) / 6)
        two = (r[0] - (s[0] - q[0]) / 6, r[1] - (s[1] - q[1]) / 6)
        line += _curve(q, one, two, r)[:-1:4]
    return line


def _shape(rooms: Sequence[Sequence[Point]], decor: Sequence[Sequence[Point]] = ()) -> Shape:
    """Return polygons of any coordinates as a shape: their box is the unit square."""
    every = [point for polygon in (*rooms, *decor) for point in polygon]
    left, right = min(x for x, _ in every), max(x for x, _ in every)
    top, bottom = min(y for _, y in every), max(y for _, y in every)
    wide, high = right - left, bottom - top

    def unit(polygons: Sequence[Sequence[Point]]) -> tuple[Polygon, ...]:
        return tuple(tuple(((x - left) / wide, (y - top) / high) for x, y in p) for p in polygons)

    return Shape(wide / high, unit(rooms), unit(decor))


def _mirrored(points: Sequence[Point]) -> list[Point]:
    return [(-x, y) for x, y in points]


def _ellipse(aspect: float) -> Shape:
    turn = [2 * math.pi * i / 180 for i in range(180)]
    return _shape([[(aspect * math.cos(t), math.sin(t)) for t in turn]])


def _heart() -> Shape:
    half = _curve(
        (0.0, 0.30), (0.10, 0.08), (0.30, -0.02), (0.52, -0.02), (0.80, -0.02), (1.0, 0.19),
        (1.0, 0.48), (1.0, 0.98), (0.46, 1.30), (0.0, 1.72),
    )  # fmt: skip
    return _shape([[*half, *_mirrored(half[1:-1])[::-1]]])


def _book() -> Shape:
    """Return an open book: two pages, with the cover showing below them."""
    page = [
        *_curve((0.025, 0.17), (0.25, -0.01), (0.68, -0.05), (1.0, 0.03)),
        *_curve((1.0, 1.20), (0.68, 1.12), (0.25, 1.16), (0.025, 1.34)),
    ]
    cover = [
        *_curve((0.0, 1.385), (0.25, 1.215), (0.68, 1.175), (1.0, 1.25)),
        (1.045, 1.25), (1.045, 0.10), (1.085, 0.10), (1.085, 1.30),
        *_curve((1.04, 1.30), (0.68, 1.225), (0.25, 1.265), (0.0, 1.44)),
    ]  # fmt: skip
    return _shape([page, _mirrored(page)], [cover, _mirrored(cover)])


def _mortarboard() -> Shape:
    """Return a graduate's cap: the board from above, the cap below it, the tassel at its side."""
    board = [(-1.0, 0.0), (0.0, -0.46), (1.0, 0.0), (0.0, 0.46)]
    cap = [
        (-0.60, 0.245), (0.0, 0.52), (0.60, 0.245), (0.60, 0.74),
        *_curve((0.60, 0.74), (0.34, 0.93), (-0.34, 0.93), (-0.60, 0.74)),
    ]  # fmt: skip
    cord = [(0.855, 0.09), (0.885, 0.076), (0.885, 0.56), (0.855, 0.56)]
    tassel = [(0.83, 0.57), (0.91, 0.57), (0.945, 0.86), (0.795, 0.86)]
    return _shape([board, cap], [cord, tassel])


def _map() -> Shape:
    """Return a region that does not exist, with a bay, a cape and two islands."""
    coast = [
        (0.10, 0.34), (0.16, 0.24), (0.25, 0.22), (0.30, 0.12), (0.40, 0.10), (0.47, 0.04),
        (0.56, 0.08), (0.63, 0.05), (0.70, 0.12), (0.80, 0.11), (0.85, 0.19), (0.93, 0.22),
        (0.94, 0.31), (0.88, 0.37), (0.92, 0.45), (0.99, 0.50), (0.95, 0.58), (0.88, 0.60),
        (0.90, 0.69), (0.83, 0.75), (0.80, 0.84), (0.70, 0.86), (0.64, 0.93), (0.55, 0.90),
        (0.50, 0.83), (0.43, 0.86), (0.36, 0.92), (0.28, 0.87), (0.25, 0.79), (0.17, 0.76),
        (0.14, 0.67), (0.05, 0.63), (0.02, 0.53), (0.08, 0.46),
    ]  # fmt: skip
    islands = [
        [(0.76, 0.95), (0.81, 0.925), (0.85, 0.95), (0.83, 0.99), (0.78, 0.995)],
        [(0.90, 0.86), (0.93, 0.84), (0.95, 0.865), (0.925, 0.895)],
    ]
    wide = [[(1.35 * x, y) for x, y in p] for p in (coast, *islands)]
    return _shape([_smooth(wide[0])], [_smooth(p) for p in wide[1:]])


RECTANGLE = "rectangle"
_MADE: dict[str, Callable[[], Shape]] = {
    "circle": lambda: _ellipse(1.0),
    "ellipse": lambda: _ellipse(1.6),
    "heart": _heart,
    "book": _book,
    "mortarboard": _mortarboard,
    "map": _map,
}
SHAPES = (RECTANGLE, *_MADE)


def find_shape(name: str) -> Shape | None:
    """Return the shape called ``name``, None for the rectangle that the canvas is; or KeyError."""
    return None if name == RECTANGLE else _MADE[name]()
