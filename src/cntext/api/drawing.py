"""Pictures of results, charts and word clouds, for a file or a notebook."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from cntext.errors import Both, UsageProblem, language_of
from cntext.storage import write_whole
from cntext.table import Role, Table

if TYPE_CHECKING:
    from cntext.api.result import Result

_FORMATS = ("png", "svg", "pdf")


class Drawing:
    """A picture: a notebook shows it, `save` writes it."""

    def __init__(self, draw: Callable[[str], bytes]) -> None:
        self._draw = draw

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the picture, as PNG, SVG or PDF by the suffix of ``path``."""
        target = Path(path)
        kind = target.suffix[1:].lower()
        if kind not in _FORMATS:
            raise UsageProblem(
                str(target),
                Both("图只能写成 .png、.svg 或 .pdf", "a picture is written as .png, .svg or .pdf"),
                Both("改后缀", "change the suffix"),
            )
        write_whole(target, self._draw(kind))

    def _repr_png_(self) -> bytes:
        return self._draw("png")


def plot(
    table: Table,
    kind: str | None,
    *,
    width: float,
    height: float | None,
    measure: str | None,
    rows: int | None,
    title: str,
    font: str | os.PathLike[str] | None,
    dark: bool,
) -> Drawing:
    """Return the chart of a table; `Result.plot` says what each argument is."""
    from cntext.render.plot import KINDS, Look, drawn, picture
    from cntext.render.plot.style import CM, DARK, LIGHT

    if kind is not None and kind not in KINDS:
        raise UsageProblem(
            kind,
            Both("没有这种图", "is no kind of chart"),
            Both("可选：" + "、".join(KINDS), "choose from " + ", ".join(KINDS)),
        )
    look = Look(
        lang=language_of(),
        width=width * CM,
        height=None if height is None else height * CM,
        theme=DARK if dark else LIGHT,
        title=title,
        font=None if font is None else Path(font),
        measure=measure,
        rows=rows,
    )
    drawn(table, look, kind)  # what cannot be drawn is said now, not when it is shown
    return Drawing(lambda fmt: picture(table, fmt, look, kind))


def cloud(
    result: Result,
    *,
    width: int = 1920,
    height: int = 1080,
    max_words: int = 150,
    min_length: int = 2,
    column: str | None = None,
    colour_by: str = "",
    panels: str = "",
    shape: str = "rectangle",
    mask: str | os.PathLike[str] | None = None,
    palette: str = "",
    background: str = "light",
    font: str | os.PathLike[str] | None = None,
    title: str = "",
    seed: int = 0,
) -> Drawing:
    """Draw the terms of ``result`` as a word cloud, sized by its main measure.

    ``width`` and ``height`` are in pixels; words of under ``min_length`` characters are left
    out. ``column`` names another measure, ``colour_by`` a column that colours show, ``panels``
    one that has a cloud for each of its values. The same ``seed``, the same picture.
    """
    from cntext.render.cloud import Picture, draw_pdf, draw_png, draw_svg, layout

    wish = Picture(
        width=width,
        height=height,
        max_words=max_words,
        seed=seed,
        font=None if font is None else Path(font),
        palette=palette,
        background=background,
        title=title,
        column=column,
        colour_by=colour_by,
        panels=panels,
        shape=shape,
        mask=None if mask is None else Path(mask),
        lang=language_of(),
    )
    table = result.table
    term = table.by_role(Role.TERM)
    at = table.index(term.id) if term else 0
    rows = [row for row in table.rows if len(str(row[at])) >= min_length]
    made = layout(replace(table, rows=rows), wish)
    writers = {"png": draw_png, "svg": draw_svg, "pdf": draw_pdf}
    return Drawing(lambda fmt: writers[fmt](made))
