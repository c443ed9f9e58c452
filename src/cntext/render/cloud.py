"""Word clouds: a picture of a table's words, sized by its measure, as PNG or SVG.

Nothing is counted here, and both formats are drawn from one ``Cloud``. Where wordcloud
would shrink each word until it fits, which breaks the order of sizes, every size here
is the same function of the weight, and the largest scale at which all words fit is
searched for. Words go to the free place nearest the centre, heaviest first, on
wordcloud's own occupancy map; wordcloud takes a random place, which at the same margin
left the words 20 % smaller and the heaviest ones in the corners.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from cntext import __version__
from cntext.errors import Both, CntextError, UsageProblem
from cntext.lazy import np
from cntext.render.font import Face, check_glyphs, find_face
from cntext.render.palette import find_ground, find_palette
from cntext.table import Role, Table, Type
from cntext.text.safe import safe

MOST_PIXELS = 40_000_000  # 120 MB as RGB; a poster of 60 × 40 cm at 300 dpi has 33 million
# The layout happens on a grid of cells: 4 × 4 pixels each at 1920 × 1080. That makes it
# the same at every size of one shape, and four times as fast as the 960 × 540 half size.
CELLS = 130_000
LARGEST = 0.28  # of the height: a single word does not shout
SMALLEST = 0.018  # of the height: 19 of 1080 pixels, 7 pt in print on an A4 page
WIDEST = 0.94  # of the width, for the longest word
# size ~ weight ** POWER. At 0.5 areas show the weights, but clouds look flat; at 1 the
# first word pushes the others aside. Never more than RANGE between the outermost sizes.
POWER = 0.85
RANGE = 10.0


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
    size: int
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
            Both(f"这张表没有可画的词和数值（{name}）", f"no words with a measure {name!r} to draw"),
            Both(f"可画的列：{'、'.join(numeric)}", f"measures: {', '.join(numeric) or 'none'}"),
        )
    at, by = table.index(term.id), table.index(name)
    total: dict[str, float] = {}
    for row in table.rows:
        word, value = row[at], row[by]
        if not isinstance(word, str) or not word.strip() or not isinstance(value, (int, float)):
            continue
        if math.isfinite(value) and value > 0:
            total[safe(word)] = total.get(safe(word), 0.0) + value
    return sorted(total.items(), key=lambda item: (-item[1], item[0]))


_NUMBERS = (Type.INTEGER, Type.NUMBER)


def layout(table: Table, picture: Picture) -> Cloud:
    """Place the words of ``table``; raise rather than draw nothing or an empty box."""
    palette = find_palette(picture.palette)
    ground = find_ground(picture.background, palette)
    every = weights(table, picture.weight)
    if not every:
        raise CntextError(table.name, Both("没有可画的词", "no words to draw"))
    chosen = every[: picture.max_words]
    face = find_face(picture.font)
    check_glyphs((word for word, _ in chosen), face, table.name)
    fitted = _fit(chosen, face, picture)
    if not fitted:
        raise CntextError(
            table.name,
            Both("画布太小，一个词也放不下", "the canvas is too small for any word"),
            Both("放大画布", "make the canvas larger"),
        )
    fitted = _centred(fitted, face, picture)
    sizes = [size for _, size, _, _ in fitted]
    span = max(max(sizes) - min(sizes), 1)
    words = tuple(
        # The square root spreads the colours: most words are much smaller than the first.
        Placed(word, weight, size, x, y, palette.colour(math.sqrt((size - min(sizes)) / span), rank, ground))
        for rank, ((word, weight), size, x, y) in enumerate(fitted)
    )
    drawn = {placed.word for placed in words}
    left_out = tuple(word for word, _ in chosen if word not in drawn)
    return Cloud(picture, face, ground, words, left_out, len(every) - len(chosen))


Fitted = list[tuple[tuple[str, float], int, int, int]]


def _fit(chosen: Sequence[tuple[str, float]], face: Face, picture: Picture) -> Fitted:
    """Return words, sizes and places at the largest scale at which every word finds one."""
    heaviest, lightest = chosen[0][1], chosen[-1][1]
    spread = math.log(heaviest / lightest)
    power = min(POWER, math.log(RANGE) / spread) if spread else POWER
    share = [(weight / heaviest) ** power for _, weight in chosen]
    ems = [max(face.sized(100).getlength(word) / 100, 0.1) for word, _ in chosen]
    least = max(round(picture.height * SMALLEST), 6)
    limit = min(WIDEST * picture.width / (em * part) for em, part in zip(ems, share, strict=True))
    most = max(min(LARGEST * picture.height, limit), least)
    # The scale at which the words' boxes would cover the canvas. Clouds of 5 to 500 words
    # of two corpora came out at 0.63 to 0.82 of it; the search begins there.
    covered = sum(em * part * part for em, part in zip(ems, share, strict=True))
    full = math.sqrt(picture.width * picture.height / covered)

    def attempt(scale: float, patient: bool = False) -> Fitted:
        sizes = [max(round(scale * part), least) for part in share]
        return _pack(chosen, sizes, face, picture, patient)

    low = high = max(min(most, 0.85 * full), least)
    best = attempt(low)
    if len(best) == len(chosen):
        return best
    while len(best) < len(chosen):
        if low <= least:  # even the smallest sizes do not fit: draw what does
            return attempt(least, patient=True)
        low, high = max(low * 0.8, least), low
        best = attempt(low)
    for _ in range(3):  # leaves an error of 3 % in size, which nobody sees
        middle = math.sqrt(low * high)
        found = attempt(middle)
        if len(found) == len(chosen):
            low, best = middle, found
        else:
            high = middle
    return best


def _pack(
    chosen: Sequence[tuple[str, float]],
    sizes: Sequence[int],
    face: Face,
    picture: Picture,
    patient: bool,
) -> Fitted:
    """Put each word on the free place nearest the centre.

    A word that finds none is left out when ``patient``; else it is the end.
    """
    from wordcloud.wordcloud import IntegralOccupancyMap

    step = max(1.0, math.sqrt(picture.width * picture.height / CELLS))
    wide, high = int(picture.width / step), int(picture.height / step)
    edge = max(1, round(high * 0.02))
    taken = np.full((high, wide), 255, dtype=np.uint8)
    taken[edge:-edge, edge:-edge] = 0
    free_map = IntegralOccupancyMap(high, wide, None)
    free_map.update(taken, 0, 0)
    away = _distance(wide, high, picture.seed)
    fitted: Fitted = []
    for item, size in zip(chosen, sizes, strict=True):
        ink, margin, left, up = _ink(item[0], size / step, face)
        tall, broad = ink.shape[0] - 2 * margin, ink.shape[1] - 2 * margin
        if tall >= high - 2 * edge or broad >= wide - 2 * edge:
            if patient:
                continue
            break
        # Sums over every window of the word's shape, as wordcloud's own search takes them;
        # unsigned wrap-around cancels out.
        sums = free_map.integral
        occupied = (
            sums[tall:, broad:] - sums[:-tall, broad:] - sums[tall:, :-broad] + sums[:-tall, :-broad]
        )
        rows, columns = occupied.shape
        middle = away[tall // 2 : tall // 2 + rows, broad // 2 : broad // 2 + columns]
        cost = np.where(occupied == 0, middle, np.inf)
        row, column = divmod(int(cost.argmin()), columns)
        if not np.isfinite(cost[row, column]):
            if patient:
                continue
            break
        # A window's sum begins after its corner. The margin may reach past the canvas.
        y, x = row + 1 - margin, column + 1 - margin
        above, before = max(-y, 0), max(-x, 0)
        window = taken[y + above : y + ink.shape[0], x + before : x + ink.shape[1]]
        shown = ink[above : above + window.shape[0], before : before + window.shape[1]]
        np.maximum(window, shown, out=window)
        free_map.update(taken, y + above, x + before)
        fitted.append((item, size, round((x - left) * step), round((y - up) * step)))
    return fitted


def _distance(wide: int, high: int, seed: int) -> Any:  # noqa: ANN401 (numpy array)
    """Return each cell's distance from the centre, 1 at the edges, with some noise.

    The fourth power makes the lines of equal distance rounded rectangles, so that the
    words end up in the shape of the canvas; a circle left the corners empty. The noise
    keeps equal words from lining up in columns.
    """
    down = np.abs(np.linspace(-1, 1, high))[:, None]
    across = np.abs(np.linspace(-1, 1, wide))[None, :]
    noise = np.random.RandomState(seed % 2**32).random_sample((high, wide))
    return (down**4 + across**4) ** 0.25 + 0.25 * noise


def _ink(word: str, size: float, face: Face) -> tuple[Any, int, int, int]:
    """Return the cells that a word covers with its margin, the margin, and its corner.

    Only words that are there keep their distance, a tenth of their size: were the new
    word's margin added to theirs, 500 words would lie in an empty net.
    """
    from PIL import Image, ImageDraw, ImageFilter

    font = face.sized(size)
    left, top, right, bottom = font.getbbox(word, anchor="ls")
    margin = min(max(round(size * 0.1), 1), 4)
    left, top = math.floor(left) - margin, math.floor(top) - margin
    box = (math.ceil(right) + margin - left, math.ceil(bottom) + margin - top)
    image = Image.new("L", box)
    ImageDraw.Draw(image).text((-left, -top), word, font=font, fill=255, anchor="ls")
    grown = image.filter(ImageFilter.MaxFilter(2 * margin + 1))
    return np.where(np.asarray(grown) > 0, 255, 0).astype(np.uint8), margin, left, top


def _centred(fitted: Fitted, face: Face, picture: Picture) -> Fitted:
    """Move the whole cloud to the middle of the canvas; few words grow to one side."""
    boxes = []
    for (word, _), size, x, y in fitted:
        left, top, right, bottom = face.sized(size).getbbox(word, anchor="ls")
        boxes.append((x + left, y + top, x + right, y + bottom))
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    dx = round((picture.width - min(lefts) - max(rights)) / 2)
    dy = round((picture.height - min(tops) - max(bottoms)) / 2)
    return [(item, size, x + dx, y + dy) for item, size, x, y in fitted]


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
        about.add_itxt("Title", safe(picture.title), lang="zh", tkey="标题")
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
        f' aria-label={quoteattr(_xml(title))}>',
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
