"""A finished cloud as a file: PNG, SVG, PDF."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from xml.sax.saxutils import quoteattr

from cntext import __version__
from cntext.render.arranging import Arrangement
from cntext.render.font import Face
from cntext.render.frame import Label
from cntext.render.pdf import Page
from cntext.render.typeset import Fonts
from cntext.text.safe import safe

DPI = 300  # pixels to an inch of paper: 1920 of them are 16 cm, the text width of A4
Polygon = tuple[tuple[tuple[float, float], ...], str]  # points, colour
_SMOOTH = 3  # an outline is drawn so many times larger and made smaller, for soft edges


@dataclass(frozen=True, slots=True)
class Placed:
    """A word in its place: ``x, y`` is where its baseline begins, in pixels."""

    word: str
    weight: float
    size: float
    x: float
    y: float
    colour: str
    upright: bool = False
    group: str = ""
    panel: str = ""


@dataclass(frozen=True, slots=True)
class Cloud:
    """A picture, ready to be written.

    ``polygons`` lie under the words, each with its colour. ``left_out`` found no room;
    ``beyond`` were past the limit. ``arranged`` is what a layout file keeps.
    """

    width: int
    height: int
    title: str
    ground: str
    fonts: Fonts
    plain: Fonts
    words: tuple[Placed, ...]
    labels: tuple[Label, ...]
    polygons: tuple[Polygon, ...]
    left_out: tuple[str, ...]
    beyond: int
    arranged: Arrangement

    def lines(self) -> Iterable[tuple[Fonts, Placed | Label]]:
        """Yield words, then labels, each with the fonts that it is drawn in."""
        yield from ((self.fonts, word) for word in self.words)
        yield from ((self.fonts if label.bold else self.plain, label) for label in self.labels)


def draw_png(cloud: Cloud) -> bytes:
    """Return a cloud as PNG, at 300 dpi."""
    from PIL import Image, ImageDraw
    from PIL.PngImagePlugin import PngInfo

    image = Image.new("RGB", (cloud.width, cloud.height), cloud.ground)
    for points, fill in cloud.polygons:
        _fill(image, points, fill)
    draw = ImageDraw.Draw(image)
    for fonts, line in cloud.lines():
        fonts.draw(draw, line, line.colour)
    about = PngInfo()  # no time of writing: the same input gives the same bytes
    about.add_itxt("Software", f"cntext {__version__}")
    if cloud.title:
        about.add_itxt("Title", safe(cloud.title))
    out = BytesIO()
    image.save(out, "PNG", pnginfo=about, dpi=(DPI, DPI))
    return out.getvalue()


def _fill(image: object, points: tuple[tuple[float, float], ...], fill: str) -> None:
    """Fill a polygon with soft edges."""
    from PIL import Image, ImageDraw

    assert isinstance(image, Image.Image)  # noqa: S101 (PIL is imported late)
    lefts, tops = [x for x, _ in points], [y for _, y in points]
    left, top = int(min(lefts)) - 1, int(min(tops)) - 1
    size = int(max(lefts)) + 2 - left, int(max(tops)) + 2 - top
    large = Image.new("L", (size[0] * _SMOOTH, size[1] * _SMOOTH))
    moved = [((x - left) * _SMOOTH, (y - top) * _SMOOTH) for x, y in points]
    ImageDraw.Draw(large).polygon(moved, fill=255)
    image.paste(fill, (left, top), large.resize(size, Image.Resampling.BOX))


def draw_svg(cloud: Cloud) -> bytes:
    """Return a cloud as SVG.

    Words are outlines, so that it looks the same in a browser, in Word and at the
    printer's without a Chinese font; each carries its text for search and screen readers.
    """
    outlines = _outlines(cloud)
    title = cloud.title or "、".join(placed.word for placed in cloud.words[:5])
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {cloud.width} {cloud.height}"'
        f' width="{cloud.width}" height="{cloud.height}" role="group" lang="zh"'
        f" aria-label={quoteattr(_xml(title))}>",
        f"<title>{_escape(title)}</title>",
        f"<desc>cntext {__version__}</desc>",
        f'<rect width="100%" height="100%" fill="{cloud.ground}"/>',
    ]
    for points, fill in cloud.polygons:
        path = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
        lines.append(f'<path fill="{fill}" d="M{path}Z"/>')
    for fonts, line in cloud.lines():
        said = f"{line.word} {line.weight:.6g}" if isinstance(line, Placed) else line.word
        paths = "".join(
            f'<path d="{outlines[face, text]}"'
            + (f' transform="translate({x * 1000:.0f} {y * 1000:.0f})"' if x or y else "")
            + "/>"
            for face, text, x, y in fonts.pieces(line.word, line.upright)
        )
        lines.append(
            f'<g role="img" aria-label={quoteattr(_xml(line.word))} fill="{line.colour}"'
            f' transform="translate({line.x:g} {line.y:g}) scale({line.size / 1000:g})">'
            f"<title>{_escape(said)}</title>{paths}</g>"
        )
    lines.append("</svg>\n")
    return "\n".join(lines).encode()


def _outlines(cloud: Cloud) -> dict[tuple[Face, str], str]:
    """Return the outlines of all runs of glyphs, each font opened once."""
    texts: dict[Face, dict[str, None]] = {}
    for fonts, line in cloud.lines():
        for face, text, _, _ in fonts.pieces(line.word, line.upright):
            texts.setdefault(face, {})[text] = None
    return {
        (face, text): path
        for face, found in texts.items()
        for text, path in face.outlines(found).items()
    }


def draw_pdf(cloud: Cloud) -> bytes:
    """Return a cloud as PDF: its characters embedded, so that its words can be searched."""
    point = 72 / DPI
    page = Page(cloud.width * point, cloud.height * point, safe(cloud.title))
    page.rectangle(0, 0, page.width, page.height, cloud.ground)
    for points, fill in cloud.polygons:
        page.polygon([(x * point, y * point) for x, y in points], fill)
    for fonts, line in cloud.lines():
        page.begin_word(line.word)
        for face, text, x, y in fonts.pieces(line.word, line.upright):
            page.text(
                (line.x + x * line.size) * point,
                (line.y + y * line.size) * point,
                text,
                face=face,
                size=line.size * point,
                fill=line.colour,
            )
        page.end_word()
    return page.finished()


def _escape(text: str) -> str:
    return _xml(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _xml(text: str) -> str:
    """Return ``text`` without what XML 1.0 cannot hold, not even escaped."""
    return safe(text).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
