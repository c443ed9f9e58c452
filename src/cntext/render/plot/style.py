"""One look for all charts: colours that survive colour blindness, greyscale and dark mode."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from cntext.render.font import REGULAR, Face, find_face
from cntext.render.palette import luminance

CM = 72 / 2.54
WIDTH = 16 * CM  # the text width of A4 with usual margins
# 小五 is the size of text in figures of a thesis; below 7 points print becomes hard to read.
BODY, SMALL, HEADING = 9.0, 8.0, 10.5
LEADING = 1.35


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours on one ground. ``series`` differ in hue and in lightness, ``ramp`` in one hue.

    ``dashes`` tell series apart where colour cannot.
    """

    ground: str
    ink: str
    muted: str
    grid: str
    main: str
    other: str
    series: tuple[str, ...]
    ramp: tuple[str, ...]
    dashes: tuple[tuple[float, ...], ...] = ((), (5, 2), (1.2, 2), (7, 2, 1.2, 2), (3, 1.5), (9, 3))


# Series: hues of Okabe & Ito (2008), darkened to 3:1 on white (WCAG 2.2, 1.4.11) and set apart
# in lightness. The two sides of a comparison are blue and vermilion, light and dark enough to
# differ in grey.
LIGHT = Theme(
    ground="#ffffff",
    ink="#1c2128",
    muted="#59616c",
    grid="#e4e7eb",
    main="#1f4e8c",
    other="#d9772b",
    series=("#14457f", "#d4641a", "#1b9074", "#a13a86", "#6f7680", "#7b5a12"),
    ramp=("#f1f5fa", "#c3d5ea", "#7fa6d1", "#3a71ae", "#123b6d"),
)
DARK = Theme(
    ground="#15181d",
    ink="#e8eaed",
    muted="#a3abb6",
    grid="#2c323a",
    main="#5f9ae0",
    other="#f3b681",
    series=("#86b6f0", "#f2a25f", "#4fc7a6", "#df8bc8", "#aab2bd", "#d8b85a"),
    ramp=("#1b222c", "#234263", "#33699f", "#6ba3de", "#cfe3fb"),
)


@dataclass(frozen=True, slots=True)
class Look:
    """How a picture is to look: its measures in points, its theme and its fonts."""

    lang: str = "zh"
    width: float = WIDTH
    height: float | None = None  # as the kind of chart has it
    theme: Theme = LIGHT
    title: str = ""
    font: Path | None = None
    measure: str | None = None
    rows: int | None = None  # at most; 0 is all, None what fits
    _faces: tuple[Face, Face] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_faces", (face_of(self.font, bold=False), face_of(self.font)))

    def face(self, *, bold: bool = False) -> Face:
        """Return the font."""
        return self._faces[bold]

    def wide(self, text: str, size: float = BODY, *, bold: bool = False) -> float:
        """Return the width of a text in points."""
        face = self._faces[bold]
        return sum(_advance(face, char) for char in text) * size

    def cut(self, text: str, room: float, size: float = BODY) -> str:
        """Return ``text``, shortened to ``room`` points with an ellipsis if need be."""
        if self.wide(text, size) <= room:
            return text
        while text and self.wide(text + "…", size) > room:
            text = text[:-1]
        return text + "…"


@lru_cache(maxsize=8)
def face_of(font: Path | None, *, bold: bool = True) -> Face:
    """Return the font in one of its two weights, opened once."""
    return find_face(font) if bold else find_face(font, REGULAR)


@cache
def _advance(face: Face, char: str) -> float:
    return float(face.sized(1000).getlength(char)) / 1000 if not face.missing(char) else 1.0


def mix(one: str, other: str, share: float) -> str:
    """Return the colour ``share`` of the way from ``one`` to ``other``."""
    pairs = ((int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def along(ramp: tuple[str, ...], share: float) -> str:
    """Return the colour at ``share`` (0-1) of a ramp."""
    at = min(max(share, 0.0), 1.0) * (len(ramp) - 1)
    i = min(int(at), len(ramp) - 2)
    return mix(ramp[i], ramp[i + 1], at - i)


def ink_on(ground: str, theme: Theme) -> str:
    """Return the text colour that is read best on ``ground``."""
    light, dark = sorted((theme.ink, theme.ground), key=luminance, reverse=True)
    return light if luminance(ground) < 0.22 else dark  # 0.22: both reach 4.5:1 about there
