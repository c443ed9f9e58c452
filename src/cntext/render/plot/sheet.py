"""The paper a chart is drawn on: a title above, notes below, axes in the chart's own frame."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass, field

from cntext import __version__
from cntext.errors import Both
from cntext.render.plot.axis import Scale
from cntext.render.plot.scene import Anchor, Dot, Line, Point, Scene, Shape, Text, rule
from cntext.render.plot.style import BODY, HEADING, LEADING, SMALL, Look
from cntext.table import Table
from cntext.text.safe import safe

EDGE = 6.0  # points of empty paper on each side


@dataclass(slots=True)
class Sheet:
    """A picture being drawn. ``top`` is where the chart may begin, below the title."""

    table: Table
    look: Look
    shapes: list[Shape] = field(default_factory=list)
    top: float = EDGE

    def __post_init__(self) -> None:
        for line in self._wrapped(self.look.title, HEADING, bold=True):
            self.top += HEADING * LEADING
            self.write(EDGE, self.top - 3, line, HEADING, bold=True)
        if self.look.title:
            self.top += 5

    @property
    def right(self) -> float:
        """Where the chart must end."""
        return self.look.width - EDGE

    def write(
        self,
        x: float,
        y: float,
        text: str,
        size: float = BODY,
        fill: str = "",
        anchor: Anchor = Anchor.START,
        *,
        bold: bool = False,
        turned: bool = False,
    ) -> None:
        """Add a line of text, its baseline at ``y``."""
        if text:
            colour = fill or self.look.theme.ink
            self.shapes.append(Text(x, y, text, size, colour, anchor, bold, turned))

    def across(self, scale: Scale, top: float, low: float, label: str = "") -> float:
        """Draw a scale along the bottom with lines up to ``top``; return where it ends below."""
        theme = self.look.theme
        for tick, name in zip(scale.ticks, scale.labels(), strict=True):
            zero = tick == 0
            self.shapes.append(
                rule(scale(tick), top, scale(tick), low, theme.muted if zero else theme.grid)
            )
            self.write(scale(tick), low + 11, name, SMALL, theme.muted, Anchor.MIDDLE)
        if not label:
            return low + 14
        self.write((scale.start + scale.end) / 2, low + 24, label, BODY, theme.ink, Anchor.MIDDLE)
        return low + 28

    def up(self, scale: Scale, left: float, right: float, label: str = "", gap: float = 0) -> None:
        """Draw a scale up the left side with lines across; ``gap`` is what its numbers take."""
        theme = self.look.theme
        for tick, name in zip(scale.ticks, scale.labels(), strict=True):
            strong = tick == scale.low
            y = scale(tick)
            self.shapes.append(rule(left, y, right, y, theme.muted if strong else theme.grid))
            self.write(left - 4, y + 2.8, name, SMALL, theme.muted, Anchor.END)
        if label:
            middle = (scale.start + scale.end) / 2
            self.write(left - gap - 10, middle, label, BODY, theme.ink, Anchor.MIDDLE, turned=True)

    def gap(self, scale: Scale) -> float:
        """Return how wide the numbers of a scale are."""
        return max((self.look.wide(name, SMALL) for name in scale.labels()), default=0.0)

    def line(self, points: Sequence[Point], stroke: str, width: float = 1.25,
             dash: tuple[float, ...] = ()) -> None:  # fmt: skip
        """Draw a line; a single point becomes a dot."""
        if len(points) > 1:
            self.shapes.append(Line(tuple(points), stroke, width, dash))
        elif points:
            self.shapes.append(Dot(*points[0], 1.6, stroke))

    def done(self, bottom: float, notes: Sequence[Both] = ()) -> Scene:
        """Return the picture, its notes below ``bottom``."""
        y = bottom + 2
        for note in notes:
            for line in self._wrapped(note.say(self.look.lang), SMALL):
                y += SMALL * LEADING
                self.write(EDGE, y, line, SMALL, self.look.theme.muted)
        size = self.look.width, round(y + EDGE, 2)
        made = Scene(*size, self.look.theme.ground, self.table.title, _origin(self.table))
        made.add(*self.shapes)
        return made

    def _wrapped(self, text: str, size: float, *, bold: bool = False) -> list[str]:
        """Cut a text into lines, between words where there are spaces."""
        lines, line = [], ""
        for char in safe(text):
            line += char
            if self.look.wide(line, size, bold=bold) > self.right - EDGE:
                at = line.rfind(" ", len(line) // 2) + 1 or len(line) - 1
                lines.append(line[:at].rstrip())
                line = line[at:]
        return [*lines, line] if line else lines


def shown_of(shown: int, total: int, what: Both) -> list[Both]:
    """Return the note that says how many of all are drawn, where some are not."""
    if shown >= total:
        return []
    return [
        Both(
            f"画出前 {shown:,} {what.zh}，共 {total:,}（-n 可改）",
            f"the first {shown:,} of {total:,} {what.en} (-n changes it)",
        )
    ]


def _origin(table: Table) -> str:
    """Return the version, the command line and the corpus that a table came from, if known."""
    arguments = table.manifest.params.get("arguments")
    digest = table.manifest.corpus.get("sha256")
    parts = [f"cntext {__version__}"]
    if isinstance(arguments, (list, tuple)):
        parts.append(shlex.join(["cntext", *map(str, arguments)]))
    if digest:
        parts.append(f"corpus sha256 {digest}")
    return safe("; ".join(parts))
