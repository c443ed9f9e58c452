"""A scene as PNG: shapes drawn three times as large and reduced, text set at its own size."""

from __future__ import annotations

import itertools
from io import BytesIO
from typing import Any

from cntext import __version__
from cntext.errors import Both, UsageProblem
from cntext.render.font import check_glyphs
from cntext.render.plot.scene import HALO, Anchor, Dot, Line, Point, Polygon, Scene, Shape, Text
from cntext.render.plot.style import Look
from cntext.text.safe import safe

DPI = 300
MOST_PIXELS = 30_000_000  # and nine times as many while shapes are drawn: 0.8 GB
_FINER = 3


def to_png(scene: Scene, look: Look, *, dpi: int = DPI) -> bytes:
    """Return the scene as a PNG file, the same bytes for the same input."""
    from PIL import Image, ImageDraw
    from PIL.PngImagePlugin import PngInfo

    check_glyphs((text.text for text in scene.texts()), look.face(), scene.title.say("en"))
    scale = dpi / 72
    size = round(scene.width * scale), round(scene.height * scale)
    if size[0] * size[1] > MOST_PIXELS:
        raise UsageProblem(
            scene.title.say("en"),
            Both(
                f"图有 {size[0]}×{size[1]} 像素，太大", f"{size[0]}×{size[1]} pixels are too many"
            ),
            Both("用 -n 少画一些，或写成 .svg、.pdf", "draw fewer with -n, or write .svg or .pdf"),
        )
    fine = scale * _FINER
    large = Image.new("RGB", (size[0] * _FINER, size[1] * _FINER), scene.ground)
    draw = ImageDraw.Draw(large)
    for shape in scene.shapes:
        _draw(large, draw, shape, fine)
    image = large.resize(size, Image.Resampling.BOX)
    for text in scene.texts():
        _write(image, text, look, scale)
    about = PngInfo()  # no time of writing
    about.add_itxt("Software", f"cntext {__version__}")
    about.add_itxt("Description", scene.origin)
    about.add_itxt("Title", safe(look.title or scene.title.say(look.lang)))
    out = BytesIO()
    image.save(out, "PNG", pnginfo=about, dpi=(dpi, dpi), optimize=True)
    return out.getvalue()


def _draw(image: Any, draw: Any, shape: Shape, fine: float) -> None:  # noqa: ANN401 (PIL comes late)
    match shape:
        case Polygon(points, fill, opacity):
            places = [(x * fine, y * fine) for x, y in points]
            if opacity == 1:
                draw.polygon(places, fill=fill)
            else:
                _veil(image, places, fill, opacity)
        case Line(points, stroke, width, dash):
            for run in _dashed(points, dash):
                places = [(x * fine, y * fine) for x, y in run]
                draw.line(places, fill=stroke, width=max(round(width * fine), 1), joint="curve")
        case Dot(x, y, radius, fill, ring):
            if ring:
                draw.ellipse(_around(x, y, radius + 0.4, fine), fill=ring)
            draw.ellipse(_around(x, y, radius - (0.4 if ring else 0), fine), fill=fill)


def _around(x: float, y: float, radius: float, fine: float) -> tuple[float, ...]:
    return (x - radius) * fine, (y - radius) * fine, (x + radius) * fine, (y + radius) * fine


def _veil(image: Any, places: list[Point], fill: str, opacity: float) -> None:  # noqa: ANN401
    """Fill a polygon through which one sees what is below."""
    from PIL import Image, ImageDraw

    left, top = (int(min(axis)) for axis in zip(*places, strict=True))
    right, low = (int(max(axis)) + 1 for axis in zip(*places, strict=True))
    mask = Image.new("L", (right - left + 1, low - top + 1))
    moved = [(x - left, y - top) for x, y in places]
    ImageDraw.Draw(mask).polygon(moved, fill=round(255 * opacity))
    image.paste(fill, (left, top), mask)


def _dashed(points: tuple[Point, ...], dash: tuple[float, ...]) -> list[list[Point]]:
    """Return the pieces of a line that are drawn."""
    if not dash:
        return [list(points)]
    pieces: list[list[Point]] = [[points[0]]]
    i, left, on = 0, dash[0], True
    for (x1, y1), (x2, y2) in itertools.pairwise(points):
        length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
        done = 0.0
        while length - done > left:
            done += left
            place = x1 + (x2 - x1) * done / length, y1 + (y2 - y1) * done / length
            if on:
                pieces[-1].append(place)
            else:
                pieces.append([place])
            i, on = (i + 1) % len(dash), not on
            left = dash[i]
        left -= length - done
        if on:
            pieces[-1].append((x2, y2))
    return [piece for piece in pieces if len(piece) > 1]


def _write(image: Any, text: Text, look: Look, scale: float) -> None:  # noqa: ANN401
    from PIL import Image, ImageDraw

    font = look.face(bold=text.bold).sized(text.size * scale)
    wide = look.wide(text.text, text.size, bold=text.bold) * scale
    shift = {Anchor.START: 0.0, Anchor.MIDDLE: 0.5, Anchor.END: 1.0}[text.anchor] * wide
    x, y = text.x * scale, text.y * scale
    if not text.turned:
        rim = HALO / 2 * scale if text.halo else 0.0
        ImageDraw.Draw(image).text(
            (x - shift, y),
            text.text,
            text.fill,
            font,
            anchor="ls",
            stroke_width=rim,
            stroke_fill=text.halo or None,
        )
        return
    above, below = round(font.size * 1.2), round(font.size * 0.4)
    mask = Image.new("L", (round(wide) + 2, above + below))
    ImageDraw.Draw(mask).text((0, above), text.text, 255, font, anchor="ls")
    mask = mask.transpose(Image.Transpose.ROTATE_90)
    image.paste(text.fill, (round(x) - above, round(y + shift - mask.height)), mask)
