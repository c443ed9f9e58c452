"""Word clouds: a picture of a table's words, sized by its measure, as PNG or SVG.

Nothing is counted here, and both formats are drawn from one ``Cloud``, which
``packing`` lays out.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import quoteattr

from cntext import __version__
from cntext.errors import Both, CntextError, UsageProblem
from cntext.render.font import Face, check_glyphs, find_face
from cntext.render.packing import SIDE, SMALLEST, TINIEST, Canvas, centred, fit
from cntext.render.palette import find_ground, find_palette
from cntext.table import Role, Table, Type
from cntext.text.safe import safe

MOST_PIXELS = 40_000_000  # 120 MB as RGB; a poster of 60 × 40 cm at 300 dpi has 33 million
MOST_WEIGHT = 1e300  # sums of such weights are still finite


@dataclass(frozen=True, slots=True)
class Picture:
    """How a cloud is to look. The defaults print well on half an A4 page."""

    width: int = 1920
    height: int = 1080
    max_words: int = 150
    seed: int = 0
    font: Path | None = None
    palette: str = "indigo"
    background: str = "light"
    title: str = ""
    weight: str | None = None

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
                Both("缩小画布，或输出 SVG", "make it smaller, or write SVG, which scales"),
            )
        if self.max_words < 1:
            raise UsageProblem(
                "--max-words", Both("至少要画一个词", "at least one word must be drawn")
            )


@dataclass(frozen=True, slots=True)
class Placed:
    """A word in its place: ``x, y`` is where its baseline begins, in pixels."""

    word: str
    weight: float
    size: float
    x: int
    y: int
    colour: str


@dataclass(frozen=True, slots=True)
class Cloud:
    """A finished layout. ``left_out`` found no room; ``beyond`` were past ``max_words``."""

    picture: Picture
    face: Face
    ground: str
    words: tuple[Placed, ...]
    left_out: tuple[str, ...]
    beyond: int


def cloud_png(table: Table, picture: Picture) -> bytes:
    """Return the cloud of ``table`` as a PNG file, the same bytes for the same input."""
    return draw_png(layout(table, picture))


def cloud_svg(table: Table, picture: Picture) -> bytes:
    """Return the cloud of ``table`` as an SVG file that needs no font."""
    return draw_svg(layout(table, picture))


def weights(table: Table, column: str | None = None) -> list[tuple[str, float]]:
    """Return the table's terms with their weights, heaviest first, ties by code point.

    A term of several groups is one word with the sum of its weights. Weights that are
    missing, not finite or not above zero are not drawn.
    """
    term = table.by_role(Role.TERM)
    numeric = [c.id for c in table.columns if c.role is Role.MEASURE and c.type in _NUMBERS]
    name = column or table.weight
    if term is None or name not in numeric:
        raise UsageProblem(
            table.name,
            Both(
                f"这张表没有可画的词和数值（{name}）", f"no words with a measure {name!r} to draw"
            ),
            Both(f"可画的列：{'、'.join(numeric)}", f"measures: {', '.join(numeric) or 'none'}"),
        )
    at, by = table.index(term.id), table.index(name)
    total: dict[str, float] = {}
    for row in table.rows:
        word, value = row[at], row[by]
        if not isinstance(word, str) or not word.strip() or not isinstance(value, (int, float)):
            continue
        if 0 < value < MOST_WEIGHT:  # false for NaN and infinity
            total[safe(word)] = total.get(safe(word), 0.0) + value
    return sorted(total.items(), key=lambda item: (-item[1], item[0]))


_NUMBERS = (Type.INTEGER, Type.NUMBER)


def _in_reach(
    every: list[tuple[str, float]], table: Table, picture: Picture
) -> list[tuple[str, float]]:
    """Put the words that are to be drawn first: those of the first rows.

    A table of phrases is in order of score and drawn by frequency; its best are drawn, not
    the commonest. Groups have their own order, and a column that was asked for overrules.
    """
    if picture.weight or table.group:
        return every
    term = table.by_role(Role.TERM)
    words = dict.fromkeys(safe(str(cell)) for cell in table.values(term.id if term else ""))
    best = set(list(words)[: picture.max_words])
    return sorted(every, key=lambda item: item[0] not in best)  # stable: heaviest first in each


def layout(table: Table, picture: Picture) -> Cloud:
    """Place the words of ``table``; raise rather than draw nothing or an empty box."""
    palette = find_palette(picture.palette)
    ground = find_ground(picture.background, palette)
    every = _in_reach(weights(table, picture.weight), table, picture)
    if not every:
        raise CntextError(table.name, Both("没有可画的词", "no words to draw"))
    chosen = every[: picture.max_words]
    face = find_face(picture.font)
    check_glyphs((word for word, _ in chosen), face, table.name)
    factor = math.sqrt(picture.width * picture.height) / SIDE
    canvas = Canvas(
        round(picture.width / factor),
        round(picture.height / factor),
        max(SMALLEST, TINIEST / factor),
        picture.seed,
    )
    fitted = fit(chosen, face, canvas)
    if not fitted:
        raise CntextError(
            table.name,
            Both("画布太小，一个词也放不下", "the canvas is too small for any word"),
            Both("放大画布", "make the canvas larger"),
        )
    fitted = centred(fitted, face, canvas)
    sizes = [size for _, size, _, _ in fitted]
    low, span = min(sizes), max(sizes) - min(sizes)

    def share(size: float) -> float:
        # The square root spreads the colours: most words are much smaller than the first.
        return math.sqrt((size - low) / span) if span else 1.0

    words = tuple(
        Placed(
            word,
            weight,
            round(size * factor, 2),
            round(x * factor),
            round(y * factor),
            palette.colour(share(size), rank, ground),
        )
        for rank, ((word, weight), size, x, y) in enumerate(fitted)
    )
    drawn = {placed.word for placed in words}
    left_out = tuple(word for word, _ in chosen if word not in drawn)
    return Cloud(picture, face, ground, words, left_out, len(every) - len(chosen))


def draw_png(cloud: Cloud) -> bytes:
    """Return a laid-out cloud as PNG, at 300 dpi: 16 cm wide, the text width of A4."""
    from PIL import Image, ImageDraw
    from PIL.PngImagePlugin import PngInfo

    picture = cloud.picture
    image = Image.new("RGB", (picture.width, picture.height), cloud.ground)
    draw = ImageDraw.Draw(image)
    for placed in cloud.words:
        font = cloud.face.sized(placed.size)
        draw.text((placed.x, placed.y), placed.word, fill=placed.colour, font=font, anchor="ls")
    about = PngInfo()  # no time of writing: the same input gives the same bytes
    about.add_itxt("Software", f"cntext {__version__}")
    if picture.title:
        about.add_itxt("Title", safe(picture.title))
    out = BytesIO()
    image.save(out, "PNG", pnginfo=about, dpi=(300, 300))
    return out.getvalue()


def draw_svg(cloud: Cloud) -> bytes:
    """Return a laid-out cloud as SVG.

    Words are outlines, so that it looks the same in a browser, in Word and at the
    printer's without a Chinese font; each carries its text for search and screen readers.
    """
    picture = cloud.picture
    paths: Mapping[str, str] = cloud.face.outlines(placed.word for placed in cloud.words)
    title = picture.title or "、".join(placed.word for placed in cloud.words[:5])
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {picture.width} {picture.height}"'
        f' width="{picture.width}" height="{picture.height}" role="group" lang="zh"'
        f" aria-label={quoteattr(_xml(title))}>",
        f"<title>{_escape(title)}</title>",
        f"<desc>cntext {__version__}</desc>",
        f'<rect width="100%" height="100%" fill="{cloud.ground}"/>',
    ]
    for placed in cloud.words:
        scale = f"{placed.size / 1000:g}"
        lines.append(
            f'<g role="img" aria-label={quoteattr(_xml(placed.word))} fill="{placed.colour}"'
            f' transform="translate({placed.x} {placed.y}) scale({scale})">'
            f"<title>{_escape(placed.word)} {placed.weight:.6g}</title>"
            f'<path d="{paths[placed.word]}"/></g>'
        )
    lines.append("</svg>\n")
    return "\n".join(lines).encode()


def _escape(text: str) -> str:
    return _xml(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _xml(text: str) -> str:
    """Return ``text`` without what XML 1.0 cannot hold, not even escaped."""
    return safe(text).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
