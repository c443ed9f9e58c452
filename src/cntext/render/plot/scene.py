"""A picture as a list of shapes in points: what the writers of SVG, PNG and PDF all draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from cntext.errors import Both

Point = tuple[float, float]


class Anchor(str, Enum):
    """Which end of a text stands at its place; the values are those of SVG."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Polygon:
    """A filled shape; ``tip`` is what a reader who points at it is told."""

    points: tuple[Point, ...]
    fill: str
    opacity: float = 1.0
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points, with round joints."""

    points: tuple[Point, ...]
    stroke: str
    width: float = 0.75
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Dot:
    """A disc, parted from what it covers by a thin ring in ``ring``."""

    x: float
    y: float
    radius: float
    fill: str
    ring: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text whose baseline is at ``y``; ``turned`` reads upwards.

    ``halo`` parts it from lines that it stands on.
    """

    x: float
    y: float
    text: str
    size: float
    fill: str
    anchor: Anchor = Anchor.START
    bold: bool = False
    turned: bool = False
    halo: str = ""


HALO = 1.8  # points of a halo, half of it under the text

Shape = Polygon | Line | Dot | Text


@dataclass(slots=True)
class Scene:
    """A picture ``width`` × ``height`` points; shapes are drawn in order, text above all else.

    ``origin`` says what it was made with and of; it is in the file, not in the picture.
    """

    width: float
    height: float
    ground: str
    title: Both
    origin: str = ""
    shapes: list[Shape] = field(default_factory=list)

    def add(self, *shapes: Shape) -> None:
        """Add shapes on top."""
        self.shapes.extend(shapes)

    def texts(self) -> list[Text]:
        """Return every text, in order."""
        return [shape for shape in self.shapes if isinstance(shape, Text)]


def box(x: float, y: float, width: float, height: float, fill: str, tip: str = "") -> Polygon:
    """Return a rectangle from its upper left corner."""
    right, low = x + width, y + height
    return Polygon(((x, y), (right, y), (right, low), (x, low)), fill, tip=tip)


def rule(x1: float, y1: float, x2: float, y2: float, stroke: str, width: float = 0.5,
         dash: Sequence[float] = ()) -> Line:  # fmt: skip
    """Return a straight line."""
    return Line(((x1, y1), (x2, y2)), stroke, width, tuple(dash))
