"""Charts of tables: each kind looks for the columns it needs and draws shapes; three writers."""

from __future__ import annotations

from cntext.render.plot.kinds import KINDS, Kind, kind_of
from cntext.render.plot.scene import Scene
from cntext.render.plot.style import DARK, LIGHT, Look
from cntext.table import Table

__all__ = ["KINDS", "Kind", "Look", "drawn", "for_page", "kind_of", "picture"]


def drawn(table: Table, look: Look, kind: str | None = None) -> Scene:
    """Return the chart of a table; `UsageProblem` where it cannot be drawn that way."""
    return (KINDS[kind] if kind else kind_of(table)).draw(table, look)


def picture(table: Table, fmt: str, look: Look, kind: str | None = None) -> bytes:
    """Return the chart as a file: ``svg`` (text outlined), ``png`` or ``pdf`` (text embedded)."""
    scene = drawn(table, look, kind)
    if fmt == "png":
        from cntext.render.plot.raster import to_png

        return to_png(scene, look)
    if fmt == "pdf":
        from cntext.render.plot.paper import to_pdf

        return to_pdf(scene, look)
    from cntext.render.plot.svg import to_svg

    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return (head + to_svg(scene, look, outlined=True)).encode()


def for_page(
    table: Table,
    kind: str | None = None,
    *,
    lang: str = "zh",
    dark: bool = False,
    rows: int | None = None,
) -> str:
    """Return the chart as an SVG element to stand in a page.

    It has no script, no ids and nothing from outside; its text is text. It is as wide as
    what it is put in. ``kind`` is one of `KINDS`; without it the table's columns decide.
    ``rows`` is how many terms to draw, 0 for all.
    """
    from cntext.render.plot.svg import to_svg

    look = Look(lang=lang, theme=DARK if dark else LIGHT, rows=rows)
    return to_svg(drawn(table, look, kind), look, outlined=False, size=False)
