"""Colours for pictures: ramps that stay readable on their ground.

Small words are the ones that a pale colour makes unreadable, so no colour leaves this
module with less than 4.5:1 against its ground (WCAG 2.2, 1.4.3, normal text).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from cntext.errors import Both, UsageProblem

LEAST_CONTRAST = 4.5
# Grounds darker than this luminance take light words: black and white are equal on it.
DARK = 0.179

Lab = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one look, on a light and on a dark ground.

    A ramp runs from the colour of the heaviest word to that of the lightest. A
    categorical palette only tells neighbours apart; its colours carry no meaning.
    """

    label: Both
    light: tuple[str, ...]
    dark: tuple[str, ...]
    dark_ground: str
    categorical: bool = False

    def colour(self, share: float, rank: int, ground: str) -> str:
        """Return the colour of the word at ``rank`` with ``share`` (0–1) of the top size."""
        stops = self.stops(ground)
        if self.categorical:
            return readable(stops[rank % len(stops)], ground)
        return readable(_blend(stops, 1 - share), ground)

    def stops(self, ground: str) -> tuple[str, ...]:
        """Return its colours for a ground."""
        return self.dark if luminance(ground) < DARK else self.light

    def ink(self, ground: str) -> str:
        """Return the colour of titles: that of the heaviest word."""
        return readable(self.stops(ground)[0], ground)


# The categorical colours are the result of a search (2,500 changes from each of three
# starts): the five whose nearest two stay furthest apart in OKLab under normal sight and
# simulated protan, deutan and tritan sight (Machado et al. 2009), rounded by eye. The
# distance is 0.14; a usual choice (blue, wine, ochre, green) has 0.035 for deutan sight.
PALETTES = {
    "indigo": Palette(
        Both("靛", "indigo"),
        light=("#12204a", "#27498f", "#4a72b0"),
        dark=("#f2f6ff", "#b4ccf8", "#7c9edb"),
        dark_ground="#0e1526",
    ),
    "ink": Palette(
        Both("墨", "ink"),
        light=("#0d0d0d", "#3a3d42", "#6d7178"),
        dark=("#ffffff", "#cdcfd2", "#8f9297"),
        dark_ground="#141414",
    ),
    "vermilion": Palette(
        Both("朱", "vermilion"),
        light=("#7d100b", "#b3261a", "#c24d38"),
        dark=("#ffe9e0", "#ffb199", "#e5765c"),
        dark_ground="#1d0e0c",
    ),
    "jade": Palette(
        Both("青", "jade"),
        light=("#073f3c", "#12675c", "#2f8272"),
        dark=("#eafff6", "#9fe0cc", "#57ab97"),
        dark_ground="#0a1917",
    ),
    "lake": Palette(
        Both("湖蓝", "lake"),
        light=("#0a3550", "#0e6390", "#217aa1"),
        dark=("#eafaff", "#9ddcf5", "#4fa9cf"),
        dark_ground="#08171f",
    ),
    "plum": Palette(
        Both("梅", "plum"),
        light=("#3d0f3f", "#7a2a78", "#a0559a"),
        dark=("#fff0fb", "#eab6e3", "#b877b4"),
        dark_ground="#1a0d1a",
    ),
    "ochre": Palette(
        Both("赭", "ochre"),
        light=("#4a2606", "#8a4b0c", "#9c6018"),
        dark=("#fff6e2", "#f1cf8e", "#c5964a"),
        dark_ground="#1a1409",
    ),
    "distinct": Palette(
        Both("辨色（色觉障碍也能分）", "distinct (safe for colour-blind readers)"),
        light=("#14213d", "#1a5ce0", "#c8281a", "#65118f", "#8f5b8d"),
        dark=("#ffffff", "#71d2f3", "#e6bd2e", "#7c95cc", "#d0701c"),
        dark_ground="#14161a",
        categorical=True,
    ),
}


def find_palette(name: str) -> Palette:
    """Return the palette called ``name``."""
    if name in PALETTES:
        return PALETTES[name]
    names = "、".join(PALETTES), ", ".join(PALETTES)
    raise UsageProblem(
        "--palette",
        Both(f"没有叫 {name!r} 的配色", f"there is no palette {name!r}"),
        Both(f"可选：{names[0]}", f"choose from {names[1]}"),
    )


def find_ground(name: str, palette: Palette) -> str:
    """Return the ground as ``#rrggbb``; ``name`` is "light", "dark" or a colour."""
    if name in ("light", "white"):
        return "#ffffff"
    if name == "dark":
        return palette.dark_ground
    digits = name.removeprefix("#").lower()
    if len(digits) == 6 and set(digits) <= set("0123456789abcdef"):
        return f"#{digits}"
    raise UsageProblem(
        "--background",
        Both(f"看不懂的底色 {name!r}", f"{name!r} is not a ground"),
        Both("用 light、dark 或 #RRGGBB", "use light, dark or #RRGGBB"),
    )


def readable(colour: str, ground: str, least: float = LEAST_CONTRAST) -> str:
    """Return ``colour``, moved towards black or white until it can be read on ``ground``.

    Hue and chroma are kept as far as sRGB allows. It always succeeds: against any ground
    black or white reaches at least 4.58:1.
    """
    if contrast(colour, ground) >= least:
        return colour
    lightness, a, b = _to_lab(colour)
    target = 1.0 if luminance(ground) < DARK else 0.0
    for step in range(1, 101):
        part = step / 100
        level = lightness + (target - lightness) * part
        # Chroma fades only with the last part of the way, where sRGB has no room for it.
        keep = min(1.0, 2 * (1 - part))
        moved = _from_lab((level, a * keep, b * keep))
        if contrast(moved, ground) >= least:
            return moved
    return "#ffffff" if target else "#000000"


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2), from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb`` (WCAG 2.2), from 0 to 1."""
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def mixed(one: str, other: str, part: float) -> str:
    """Return the colour at ``part`` (0-1) of the way from ``one`` to ``other``, in OKLab."""
    return _blend((one, other), part)


def _blend(stops: Sequence[str], place: float) -> str:
    """Return the colour at ``place`` (0–1) along ``stops``, mixed in OKLab.

    Mixing sRGB values directly would run a ramp through greyish middles.
    """
    at = min(max(place, 0.0), 1.0) * (len(stops) - 1)
    i = min(int(at), len(stops) - 2)
    one, two = _to_lab(stops[i]), _to_lab(stops[i + 1])
    part = at - i
    mixed = [x + (y - x) * part for x, y in zip(one, two, strict=True)]
    return _from_lab((mixed[0], mixed[1], mixed[2]))


def _linear(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))

    def undo(v: float) -> float:
        return v / 12.92 if v <= 0.04045 else float(((v + 0.055) / 1.055) ** 2.4)

    return undo(red), undo(green), undo(blue)


# OKLab: Björn Ottosson, "A perceptual color space for image processing", 2020.
def _to_lab(colour: str) -> Lab:
    r, g, b = _linear(colour)
    x = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    y = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    z = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return (
        0.2104542553 * x + 0.7936177850 * y - 0.0040720468 * z,
        1.9779984951 * x - 2.4285922050 * y + 0.4505937099 * z,
        0.0259040371 * x + 0.7827717662 * y - 0.8086757660 * z,
    )


def _from_lab(lab: Lab) -> str:
    level, a, b = lab
    x = (level + 0.3963377774 * a + 0.2158037573 * b) ** 3
    y = (level - 0.1055613458 * a - 0.0638541728 * b) ** 3
    z = (level - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z,
        -1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z,
        -0.0041960863 * x - 0.7034186147 * y + 1.7076147010 * z,
    )

    def redo(v: float) -> int:
        v = min(max(v, 0.0), 1.0)
        return round(255 * (12.92 * v if v <= 0.0031308 else 1.055 * v ** (1 / 2.4) - 0.055))

    return "#" + "".join(f"{redo(v):02x}" for v in linear)
