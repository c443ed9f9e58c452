"""Word clouds of results, for a file or a notebook."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Literal

from cntext.api.result import Result
from cntext.errors import Both, UsageProblem
from cntext.render.cloud import Cloud, Picture, draw_png, draw_svg, layout
from cntext.storage import write_whole
from cntext.table import Role


class Drawing:
    """A picture that was laid out: a notebook shows it, `save` writes it."""

    def __init__(self, made: Cloud) -> None:
        self._made = made

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the picture, as PNG or SVG by the suffix of ``path``."""
        target = Path(path)
        draw = {".png": draw_png, ".svg": draw_svg}.get(target.suffix.lower())
        if draw is None:
            raise UsageProblem(
                str(target),
                Both("词云只能写成 .png 或 .svg", "a cloud is written as .png or .svg"),
            )
        write_whole(target, draw(self._made))

    def _repr_png_(self) -> bytes:
        return draw_png(self._made)


def cloud(
    result: Result,
    *,
    width: int = 1920,
    height: int = 1080,
    max_words: int = 150,
    min_length: int = 2,
    palette: str = "indigo",
    background: Literal["light", "dark", "transparent"] | str = "light",
    font: str | os.PathLike[str] | None = None,
    title: str = "",
    weight: str | None = None,
    seed: int = 0,
) -> Drawing:
    """Draw the terms of ``result`` as a word cloud, sized by its main measure.

    ``width`` and ``height`` are in pixels; words of under ``min_length`` characters are left
    out; ``weight`` names another column to size them by. The same ``seed``, the same picture.
    """
    picture = Picture(
        width=width,
        height=height,
        max_words=max_words,
        seed=seed,
        font=Path(font) if font is not None else None,
        palette=palette,
        background=background,
        title=title,
        weight=weight,
    )
    table = result.table
    term = table.by_role(Role.TERM)
    at = table.index(term.id) if term else 0
    rows = [row for row in table.rows if len(str(row[at])) >= min_length]
    return Drawing(layout(replace(table, rows=rows), picture))
