"""Word clouds: a picture of a table's words, sized by its measure.

Nothing is counted here. ``arranging`` places the words, this file gives them colours and a
frame, and ``drawing`` writes the one ``Cloud`` as PNG, SVG or PDF.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from cntext.errors import Both, CntextError
from cntext.render.arranging import MARGIN, Arrangement, Reason, Spot, Wish, arrange
from cntext.render.colouring import Beneath, Groups, groups_of
from cntext.render.drawing import Cloud, Placed, Polygon, draw_pdf, draw_png, draw_svg
from cntext.render.font import REGULAR, check_glyphs
from cntext.render.frame import Body, Label, body_of, headings, lines_around
from cntext.render.mask import fitted_mask, picture_mask
from cntext.render.palette import find_ground, find_palette, mixed, readable
from cntext.render.picture import Picture
from cntext.render.sides import SIGNS, signs_column
from cntext.render.tracing import outlines
from cntext.render.typeset import Fonts, find_fonts
from cntext.render.weighing import (
    Word,
    chosen_first,
    values_of,
    weighed,
    weight_column,
    weights,
)
from cntext.table import Table
from cntext.text.safe import safe

__all__ = [
    "Cloud",
    "Picture",
    "cloud_pdf",
    "cloud_png",
    "cloud_svg",
    "draw_pdf",
    "draw_png",
    "draw_svg",
    "layout",
    "weights",
]

_TINT = 0.07  # how much of its ink the ground of a shape has
NO_NAME = Both("（无）", "(none)")  # of a panel whose documents lack the field


def cloud_png(table: Table, picture: Picture) -> bytes:
    """Return the cloud of ``table`` as a PNG file, the same bytes for the same input."""
    return draw_png(layout(table, picture))


def cloud_svg(table: Table, picture: Picture) -> bytes:
    """Return the cloud of ``table`` as an SVG file that needs no font."""
    return draw_svg(layout(table, picture))


def cloud_pdf(table: Table, picture: Picture) -> bytes:
    """Return the cloud of ``table`` as a PDF file with its font, whose words can be found."""
    return draw_pdf(layout(table, picture))


def words_of(table: Table, picture: Picture) -> list[Word]:
    """Return the words of ``table`` in the order in which they are to be drawn."""
    column = weight_column(table, picture.column)
    group = picture.colour_by or signs_column(table)
    words = weighed(table, column, group, picture.panels)
    if picture.groups:
        words = [Word(w.word, w.weight, picture.groups.get(w.word, ""), w.panel) for w in words]
    # Groups have their own order, and a column that was asked for overrules.
    if picture.column or table.group or picture.panels:
        return words
    return chosen_first(words, table, picture.max_words)


def layout(table: Table, picture: Picture) -> Cloud:
    """Place the words of ``table``; raise rather than draw nothing or an empty box."""
    words = words_of(table, picture)
    if not words:
        raise CntextError(table.name, Both("没有可画的词", "no words to draw"))
    fonts = find_fonts(picture.font, picture.weight)
    names: tuple[str, ...] = ()
    if picture.panels:
        there = {word.panel for word in words}
        column = table.values(picture.panels)
        names = tuple(n for n in dict.fromkeys(str(v or "") for v in column) if n in there)
        names = tuple(sorted(names, key=lambda n: list(SIGNS).index(n) if n in SIGNS else 9))
    reach: dict[str, list[str]] = {}
    most = max(picture.max_words // max(len(names), 1), 1)
    for word in words:
        reach.setdefault(word.panel if names else "", []).append(word.word)
    check_glyphs((w for part in reach.values() for w in part[:most]), fonts, table.name)
    drawn = words[: picture.max_words] if not names else words
    body = _body(picture, drawn)
    wish = Wish(
        max_words=picture.max_words,
        seed=picture.seed,
        scale=picture.scale,
        vertical=picture.vertical,
        shape=picture.shape,
        mask=picture_mask(picture.mask) if picture.mask else None,
        names=names,
    )
    arranged = arrange(words, fonts, wish, body.width, body.height, table.name)
    return compose(arranged, picture, fonts)


def compose(arranged: Arrangement, picture: Picture, fonts: Fonts | None = None) -> Cloud:
    """Give colours and a frame to words that have their places."""
    fonts = fonts or find_fonts(picture.font, picture.weight)
    plain = find_fonts(picture.font, REGULAR)
    groups_named = values_of([spot.word for spot in arranged.spots])
    grouped = any(groups_named) and not picture.colours
    palette = find_palette(picture.palette or ("distinct" if grouped else "indigo"))
    paper = find_ground(picture.background, palette)
    body = _body(picture, [spot.word for spot in arranged.spots])
    if (arranged.width, arranged.height) != (body.width, body.height):
        arranged = arranged.scaled(body.width, body.height)
    # Words must be readable on the tinted shape, which is nearer to them than the paper is.
    tint = palette.stops(paper)[1]
    shaped = picture.mask is not None or arranged.outline() is not None
    ground = mixed(paper, tint, _TINT) if shaped else paper
    groups = groups_of(groups_named, palette, ground, picture.labels, picture.lang)
    ink, grey = palette.ink(paper), readable(mixed(paper, palette.ink(paper), 0.6), paper)
    beneath = Beneath(picture.colours, picture.width, picture.height) if picture.colours else None
    sizes = [spot.size for spot in arranged.spots]
    low, span = min(sizes), max(sizes) - min(sizes)

    def colour(rank: int, spot: Spot) -> str:
        if beneath:
            return beneath.colour(_ink_box(spot, fonts, body.x, body.y), ground)
        if grouped:
            return groups.colour(spot.word.group)
        # The square root spreads the colours: most words are much smaller than the first.
        share = math.sqrt((spot.size - low) / span) if span else 1.0
        return palette.colour(share, rank, ground)

    words = tuple(
        Placed(
            spot.word.word,
            spot.word.weight,
            spot.size,
            spot.x + body.x,
            spot.y + body.y,
            colour(rank, spot),
            spot.upright,
            spot.word.group,
            spot.word.panel,
        )
        for rank, spot in enumerate(arranged.spots)
    )
    has_legend = _has_legend(picture, [spot.word for spot in arranged.spots])
    legend = groups.legend(groups_named, picture.lang) if has_legend else []
    labels = [
        *lines_around(
            picture.width,
            picture.height,
            plain,
            title=safe(picture.title),
            legend=legend,
            source=safe(picture.source),
            colours=(ink, grey),
        ),
        *_headings(arranged, picture, body, plain, groups if grouped else None, ink),
    ]
    check_glyphs((label.word for label in labels), plain, "--title")
    polygons = _under(arranged, picture, body, (paper, ground, mixed(paper, tint, 2.5 * _TINT)))
    beyond = sum(reason is Reason.BEYOND for _, reason in arranged.left_out)
    left_out = tuple(w.word for w, reason in arranged.left_out if reason is not Reason.BEYOND)
    return Cloud(
        picture.width,
        picture.height,
        picture.title,
        paper,
        fonts,
        plain,
        words,
        tuple(labels),
        polygons,
        left_out,
        beyond,
        arranged,
    )


def _under(
    arranged: Arrangement, picture: Picture, body: Body, fills: tuple[str, str, str]
) -> tuple[Polygon, ...]:
    """Return what lies under the words: the shape in a tint, its ornaments in a darker one."""
    paper, tint, darker = fills
    found: list[Polygon] = []
    if picture.mask:
        mask = fitted_mask(
            picture_mask(picture.mask), round(body.width), round(body.height), MARGIN
        )
        found = [(line.points, paper if line.hole else tint) for line in outlines(mask)]
    elif shape := arranged.outline():
        found = [(p, darker) for p in shape.decor] + [(p, tint) for p in shape.rooms]
    return tuple((tuple((x + body.x, y + body.y) for x, y in p), fill) for p, fill in found)


def _has_legend(picture: Picture, words: Sequence[Word]) -> bool:
    """Say whether colours need explaining: not where headings of panels do it."""
    return not picture.colours and any(w.group and w.group != w.panel for w in words)


def _body(picture: Picture, words: Sequence[Word]) -> Body:
    return body_of(
        picture.width,
        picture.height,
        title=bool(picture.title),
        legend=_has_legend(picture, words),
        source=bool(picture.source),
    )


def _headings(
    arranged: Arrangement,
    picture: Picture,
    body: Body,
    plain: Fonts,
    groups: Groups | None,
    ink: str,
) -> Sequence[Label]:
    said, colours = [], []
    for name in arranged.names:
        text = picture.labels.get(name) or SIGNS.get(name)
        said.append(safe(text.say(picture.lang)) if text else name or NO_NAME.say(picture.lang))
        colours.append(groups.colours.get(name, ink) if groups else ink)
    return headings(said, arranged.panels, body, plain, colours)


def _ink_box(spot: Spot, fonts: Fonts, dx: float, dy: float) -> tuple[float, float, float, float]:
    box = fonts.box(spot.word.word, spot.upright)
    x, y, size = spot.x + dx, spot.y + dy, spot.size
    return x + box.left * size, y + box.top * size, x + box.right * size, y + box.bottom * size
