"""What is asked of the picture of a cloud."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cntext.errors import Both, UsageProblem
from cntext.render.font import BOLD
from cntext.render.packing import Scale
from cntext.render.shapes import RECTANGLE, SHAPES

MOST_PIXELS = 40_000_000  # 120 MB as RGB; a poster of 60 × 42 cm (A2) at 300 dpi has 35 million


@dataclass(frozen=True, slots=True)
class Picture:
    """How a cloud is to look. The defaults print well on half an A4 page.

    ``column`` sets the sizes, ``colour_by`` names a column of groups that colours show, and
    ``panels`` one that has a cloud for each of its values. ``groups`` are groups of words
    that the table does not know, ``labels`` how groups are called in the legend. ``colours``
    is a picture that words take colours from.
    """

    width: int = 1920
    height: int = 1080
    max_words: int = 150
    seed: int = 0
    font: Path | None = None
    weight: int = BOLD
    palette: str = ""
    background: str = "light"
    title: str = ""
    source: str = ""
    column: str | None = None
    scale: Scale = Scale.BALANCED
    vertical: float = 0.0
    shape: str = RECTANGLE
    mask: Path | None = None
    colour_by: str = ""
    colours: Path | None = None
    panels: str = ""
    groups: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, Both] = field(default_factory=dict)
    lang: str = "zh"

    def __post_init__(self) -> None:
        if min(self.width, self.height) < 64:
            raise UsageProblem(
                "--size", Both("画布每边至少 64 像素", "a canvas needs 64 pixels on each side")
            )
        if self.width * self.height > MOST_PIXELS:
            raise UsageProblem(
                "--size",
                Both(
                    f"画布 {self.width}×{self.height} 超过 4000 万像素",
                    f"a canvas of {self.width}×{self.height} has more than 40 megapixels",
                ),
                Both(
                    "缩小画布，或输出 SVG、PDF", "make it smaller, or write SVG or PDF, which scale"
                ),
            )
        if self.max_words < 1:
            raise UsageProblem(
                "--max-words", Both("至少要画一个词", "at least one word must be drawn")
            )
        shaped = self.mask is not None or self.shape != RECTANGLE
        if (shaped and self.panels) or (self.mask is not None and self.shape != RECTANGLE):
            raise UsageProblem(
                "--panels" if self.panels else "--mask",
                Both("不能和 --shape、--mask 同时用", "cannot be used with --shape or --mask"),
            )
        if self.shape not in SHAPES:
            raise UsageProblem(
                f"--shape {self.shape}",
                Both("没有这个形状", "is no shape"),
                Both(f"可选：{'、'.join(SHAPES)}", f"choose from {', '.join(SHAPES)}"),
            )
