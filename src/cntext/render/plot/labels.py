"""Names beside dots, none over another: the important first, the rest left out and counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cntext.render.plot.scene import Anchor, Text
from cntext.render.plot.style import Look

_AWAY = 2.5  # points between a dot and its name


@dataclass(frozen=True, slots=True)
class Spot:
    """A dot that wants a name."""

    x: float
    y: float
    radius: float
    name: str
    size: float
    colour: str
    bold: bool = False


Box = tuple[float, float, float, float]  # left, top, right, low


def named(
    spots: Sequence[Spot],
    look: Look,
    frame: Box,
    *,
    most: int | None = None,
) -> tuple[list[Text], list[Spot]]:
    """Return the names that find room in ``frame``, and the dots that stay without.

    Spots come in order of importance, and at ``most`` so many get names. A name may stand over
    no other name, nor over a dot of another.
    """
    dots = [(s.x - s.radius, s.y - s.radius, s.x + s.radius, s.y + s.radius) for s in spots]
    full: list[Box] = []
    texts: list[Text] = []
    left: list[Spot] = []
    for i, spot in enumerate(spots):
        if most is not None and len(texts) >= most:
            left.extend(spots[i:])
            break
        wide = look.wide(spot.name, spot.size, bold=spot.bold)
        for x, y, anchor in _candidates(spot):
            start = {Anchor.START: x, Anchor.MIDDLE: x - wide / 2, Anchor.END: x - wide}[anchor]
            box = (start, y - spot.size * 0.88, start + wide, y + spot.size * 0.15)
            others = (dot for j, dot in enumerate(dots) if j != i)
            if not _inside(box, frame) or any(_meet(box, one) for one in (*full, *others)):
                continue
            full.append(box)
            texts.append(
                Text(
                    x,
                    y,
                    spot.name,
                    spot.size,
                    spot.colour,
                    anchor,
                    spot.bold,
                    halo=look.theme.ground,
                )
            )
            break
        else:
            left.append(spot)
    return texts, left


def _candidates(spot: Spot) -> list[tuple[float, float, Anchor]]:
    """Return the places for a name, the best first: right, left, above, below, the corners."""
    away, half, high = spot.radius + _AWAY, spot.size * 0.36, spot.size
    near = away * 0.72
    return [
        (spot.x + away, spot.y + half, Anchor.START),
        (spot.x - away, spot.y + half, Anchor.END),
        (spot.x, spot.y - away, Anchor.MIDDLE),
        (spot.x, spot.y + away + high * 0.75, Anchor.MIDDLE),
        (spot.x + near, spot.y - near, Anchor.START),
        (spot.x - near, spot.y - near, Anchor.END),
        (spot.x + near, spot.y + near + high * 0.7, Anchor.START),
        (spot.x - near, spot.y + near + high * 0.7, Anchor.END),
    ]


def _inside(box: Box, frame: Box) -> bool:
    return box[0] >= frame[0] and box[1] >= frame[1] and box[2] <= frame[2] and box[3] <= frame[3]


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
