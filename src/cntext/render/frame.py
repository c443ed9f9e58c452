"""What stands around a cloud: title, legend, source line, and the panels of several clouds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from cntext.errors import Both, UsageProblem
from cntext.render.packing import SIDE
from cntext.render.room import WHOLE, Panel
from cntext.render.typeset import Fonts

# Sizes of type where the mean side of the picture is SIDE.
TITLE, HEADING, LEGEND, SOURCE = 46.0, 30.0, 24.0, 20.0
MOST_PANELS = 12
_SHAPE = 1.6  # width / height that a panel should come near


@dataclass(frozen=True, slots=True)
class Label:
    """A line of text outside the cloud; drawn as words are."""

    word: str
    size: float
    x: float
    y: float
    colour: str
    bold: bool = False
    upright: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """The rectangle that is left for the words, in pixels."""

    x: float
    y: float
    width: float
    height: float


def unit_of(width: float, height: float) -> float:
    """Return how much larger than a picture of mean side ``SIDE`` this one is."""
    return math.sqrt(width * height) / SIDE


def body_of(width: int, height: int, *, title: bool, legend: bool, source: bool) -> Body:
    """Return the rectangle that title, legend and source line leave for the words."""
    unit = unit_of(width, height)
    top = 1.95 * TITLE * unit if title else 0.0
    bottom = 0.0
    if legend:
        bottom += 2.0 * LEGEND * unit
    if source:
        bottom += 2.0 * SOURCE * unit
    return Body(0.0, top, float(width), height - top - bottom)


def lines_around(
    width: int,
    height: int,
    fonts: Fonts,
    *,
    title: str,
    legend: Sequence[tuple[str, str]],
    source: str,
    colours: tuple[str, str],
) -> list[Label]:
    """Return title, legend and source line, each centred; ``colours`` are ink and grey.

    What is wider than the picture is set smaller, down to half; then it is refused.
    """
    unit, (ink, grey) = unit_of(width, height), colours
    labels = []
    if title:
        size = _fitting(title, TITLE * unit, width, fonts, "--title")
        x = (width - _long(title, size, fonts)) / 2
        labels.append(Label(title, size, x, 1.5 * TITLE * unit, ink, bold=True))
    bottom = float(height)
    if source:
        size = _fitting(source, SOURCE * unit, width, fonts, "--source")
        x = (width - _long(source, size, fonts)) / 2
        labels.append(Label(source, size, x, bottom - 0.9 * SOURCE * unit, grey))
        bottom -= 2.0 * SOURCE * unit
    if legend:
        entries = [(f"■ {text}", colour) for text, colour in legend]
        gap = "　"
        whole = gap.join(text for text, _ in entries)
        size = _fitting(whole, LEGEND * unit, width, fonts, "--color-by")
        x = (width - _long(whole, size, fonts)) / 2
        for text, colour in entries:
            labels.append(Label(text, size, x, bottom - 0.8 * LEGEND * unit, colour))
            x += _long(text + gap, size, fonts)
    return labels


def panels_of(names: Sequence[str], width: float, height: float) -> list[Panel]:
    """Return a panel for each name, in rows, as shares of the sides; headings have room above."""
    count = len(names)
    if count < 2:
        return [WHOLE]
    if count > MOST_PANELS:
        raise UsageProblem(
            "--panels",
            Both(f"有 {count} 组，最多 {MOST_PANELS} 幅", f"{count} groups, at most {MOST_PANELS}"),
            Both("用 --where 少选几组", "choose fewer groups with --where"),
        )

    def badness(columns: int) -> tuple[float, int]:
        rows = math.ceil(count / columns)
        shape = (width / columns) / (height / rows)
        return abs(math.log(shape / _SHAPE)) + 0.3 * (columns * rows - count) / count, columns

    columns = min(range(1, count + 1), key=badness)
    rows = math.ceil(count / columns)
    head = 2.0 * HEADING * unit_of(width, height) / height
    gap_x, gap_y = 0.012, 0.012
    return [
        (
            i % columns / columns + gap_x,
            i // columns / rows + head,
            (i % columns + 1) / columns - gap_x,
            (i // columns + 1) / rows - gap_y,
        )
        for i in range(count)
    ]


def headings(
    names: Sequence[str], panels: Sequence[Panel], body: Body, fonts: Fonts, colours: Sequence[str]
) -> list[Label]:
    """Return the names of the panels, each centred above its own."""
    if len(names) < 2:
        return []
    unit, labels = unit_of(body.width, body.height), []
    for name, (left, top, right, _), colour in zip(names, panels, colours, strict=True):
        wide = (right - left) * body.width
        size = _fitting(name, HEADING * unit, wide, fonts, "--panels")
        x = body.x + left * body.width + (wide - _long(name, size, fonts)) / 2
        y = body.y + top * body.height - 0.6 * HEADING * unit
        labels.append(Label(name, size, x, y, colour, bold=True))
    return labels


def _long(text: str, size: float, fonts: Fonts) -> float:
    return fonts.length(text) * size


def _fitting(text: str, size: float, width: float, fonts: Fonts, option: str) -> float:
    """Return ``size``, or as much less as ``text`` needs to fit in ``width``."""
    fitting = min(size, 0.92 * width / max(fonts.length(text), 0.1))
    if fitting < size / 2:
        raise UsageProblem(
            option,
            Both(f"太长，一行放不下：{text[:20]}……", f"too long for a line: {text[:20]} …"),
            Both("改短些，或加宽画布", "shorten it, or make the canvas wider"),
        )
    return fitting
