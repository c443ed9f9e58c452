"""A scene as PDF: one page of its own size, text embedded and searchable."""

from __future__ import annotations

from cntext.render.font import check_glyphs
from cntext.render.pdf import Page
from cntext.render.plot.scene import HALO, Anchor, Dot, Line, Polygon, Scene, Shape
from cntext.render.plot.style import Look
from cntext.text.safe import safe


def to_pdf(scene: Scene, look: Look) -> bytes:
    """Return the scene as a PDF file, the same bytes for the same input."""
    check_glyphs((text.text for text in scene.texts()), look.face(), scene.title.say("en"))
    title = safe(look.title or scene.title.say(look.lang))
    lang = {"zh": "zh-CN"}.get(look.lang, look.lang)
    page = Page(scene.width, scene.height, title, lang, scene.origin)
    page.rectangle(0, 0, scene.width, scene.height, scene.ground)
    for shape in scene.shapes:
        _draw(page, shape)
    for text in scene.texts():
        shift = {Anchor.START: 0.0, Anchor.MIDDLE: 0.5, Anchor.END: 1.0}[text.anchor]
        back = shift * look.wide(text.text, text.size, bold=text.bold)
        x, y = (text.x, text.y + back) if text.turned else (text.x - back, text.y)
        page.text(
            x,
            y,
            text.text,
            face=look.face(bold=text.bold),
            size=text.size,
            fill=text.fill,
            turned=text.turned,
            halo=text.halo,
            halo_width=HALO,
        )
    return page.finished()


def _draw(page: Page, shape: Shape) -> None:
    match shape:
        case Polygon(points, fill, opacity):
            page.polygon(points, fill, opacity)
        case Line(points, stroke, width, dash):
            page.polyline(points, stroke, width, dash)
        case Dot(x, y, radius, fill, ring):
            if ring:
                page.disc(x, y, radius + 0.4, ring)
            page.disc(x, y, radius - (0.4 if ring else 0), fill)
