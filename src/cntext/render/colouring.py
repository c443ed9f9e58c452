"""Which colour each word of a cloud gets: by its size, its group, or a picture beneath it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cntext.errors import Both
from cntext.lazy import np
from cntext.render.arranging import Arrangement, Spot
from cntext.render.frame import Body
from cntext.render.mask import open_picture
from cntext.render.palette import Palette, find_ground, find_palette, mixed, readable
from cntext.render.picture import Picture
from cntext.render.sides import SIGNS
from cntext.render.typeset import Fonts
from cntext.render.weighing import values_of
from cntext.text.safe import safe

# More colours than these cannot be told apart by everyone; what is left is grey.
MOST_GROUPS = 5
OTHERS = Both("其他", "other")
_TINT = 0.07  # how much of its ink the ground of a shape has


@dataclass(frozen=True, slots=True)
class Groups:
    """The colours of groups, and how a legend calls them; what is not among them is grey."""

    colours: Mapping[str, str]
    grey: str
    labels: Mapping[str, str]

    def colour(self, group: str) -> str:
        """Return the colour of a word of ``group``."""
        return self.colours.get(group, self.grey)

    def legend(self, present: Sequence[str], lang: str) -> list[tuple[str, str]]:
        """Return label and colour of the groups that words are ``present`` of."""
        known = [(self.labels[g], c) for g, c in self.colours.items() if g in present]
        rest = [] if set(present) <= set(self.colours) else [(OTHERS.say(lang), self.grey)]
        return known + rest


def groups_of(
    names: Sequence[str], palette: Palette, ground: str, labels: Mapping[str, Both], lang: str
) -> Groups:
    """Give colours of ``palette`` to the first of ``names``, the most important ones.

    A group without a name, and all past `MOST_GROUPS`, are grey.
    """
    signs = [name for name in SIGNS if name in names]
    named = [name for name in names if name and (not signs or name in signs)]
    kept = (signs or named)[:MOST_GROUPS]
    stops = palette.stops(ground)
    if signs and palette.categorical:  # red and blue of the palette: warm is more, cold is less
        stops = (stops[2], stops[1])
    colours = {name: readable(stops[i % len(stops)], ground) for i, name in enumerate(kept)}
    said = {name: (labels.get(name) or SIGNS.get(name) or Both(name, name)) for name in kept}
    grey = readable(mixed(ground, palette.ink(ground), 0.5), ground)
    return Groups(colours, grey, {name: safe(text.say(lang)) for name, text in said.items()})


class Beneath:
    """A picture stretched over the canvas, whose colours words take."""

    def __init__(self, path: Path, width: int, height: int) -> None:
        image = open_picture(path, "--colors")
        scale = max(width / image.width, height / image.height)
        # Covers the canvas, its middle in the middle, as a background picture does.
        wide, high = width / scale, height / scale
        x, y = (image.width - wide) / 2, (image.height - high) / 2
        self._scale = max(width, height) / 256
        size = max(round(width / self._scale), 1), max(round(height / self._scale), 1)
        small = image.resize(size, 1, box=(x, y, x + wide, y + high))  # 1: Lanczos
        self._pixels: Any = np.asarray(small)

    def colour(self, box: tuple[float, float, float, float], ground: str) -> str:
        """Return the median colour of what is not transparent beneath ``box``, readable."""
        high, wide = self._pixels.shape[:2]
        left, top, right, bottom = (round(side / self._scale) for side in box)
        left, top = min(max(left, 0), wide - 1), min(max(top, 0), high - 1)
        part = self._pixels[top : max(bottom, top + 1), left : max(right, left + 1)].reshape(-1, 4)
        part = part[part[:, 3] > 127]
        if not len(part):
            return readable(mixed(ground, "#808080", 1.0), ground)
        # The median pixel by brightness, not channel by channel, which makes new colours.
        order = np.argsort(part[:, :3].astype(int) @ np.array([299, 587, 114]), kind="stable")
        red, green, blue = part[order[len(order) // 2], :3].tolist()
        return readable(f"#{red:02x}{green:02x}{blue:02x}", ground)


@dataclass(frozen=True, slots=True)
class Paint:
    """The colours of a cloud: of the paper, of a shape under the words and its ornaments, of ink.

    ``groups`` are None where the colours of words say something else than their groups.
    """

    palette: Palette
    paper: str
    ground: str
    darker: str
    ink: str
    grey: str
    groups: Groups | None


def paint_of(arranged: Arrangement, picture: Picture) -> Paint:
    """Return the colours of a cloud whose words have their places."""
    names = values_of([spot.word for spot in arranged.spots])
    grouped = any(names) and not picture.colours
    palette = find_palette(picture.palette or ("distinct" if grouped else "indigo"))
    paper = find_ground(picture.background, palette)
    tint, ink = palette.stops(paper)[1], palette.ink(paper)
    # Words must be readable on the tinted shape, which is nearer to them than the paper is.
    shaped = picture.mask is not None or arranged.outline() is not None
    ground = mixed(paper, tint, _TINT) if shaped else paper
    return Paint(
        palette=palette,
        paper=paper,
        ground=ground,
        darker=mixed(paper, tint, 2.5 * _TINT),
        ink=ink,
        grey=readable(mixed(paper, ink, 0.6), paper),
        groups=groups_of(names, palette, ground, picture.labels, picture.lang) if grouped else None,
    )


def colours(
    arranged: Arrangement, picture: Picture, fonts: Fonts, body: Body, paint: Paint
) -> Iterator[str]:
    """Yield the colour of each word: of the picture beneath it, of its group, or by its size."""
    beneath = Beneath(picture.colours, picture.width, picture.height) if picture.colours else None
    sizes = [spot.size for spot in arranged.spots]
    low, span = min(sizes), max(sizes) - min(sizes)
    for rank, spot in enumerate(arranged.spots):
        if beneath:
            yield beneath.colour(_ink_box(spot, fonts, body.x, body.y), paint.ground)
        elif paint.groups:
            yield paint.groups.colour(spot.word.group)
        else:
            # The square root spreads the colours: most words are much smaller than the first.
            share = math.sqrt((spot.size - low) / span) if span else 1.0
            yield paint.palette.colour(share, rank, paint.ground)


def _ink_box(spot: Spot, fonts: Fonts, dx: float, dy: float) -> tuple[float, float, float, float]:
    box = fonts.box(spot.word.word, spot.upright)
    x, y, size = spot.x + dx, spot.y + dy, spot.size
    return x + box.left * size, y + box.top * size, x + box.right * size, y + box.bottom * size
