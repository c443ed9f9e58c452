"""Word clouds: a picture of a table's words, sized by its measure.

Nothing is counted here. ``arranging`` places the words, ``colouring`` paints them, this file gives the
frame, and ``drawing`` writes the one ``Cloud`` as PNG, SVG or PDF.
"""

from __future__ import annotations

from collections.abc import Sequence

from cntext.errors import Both, CntextError
from cntext.render.arranging import MARGIN, Arrangement, Reason, Wish, arrange
from cntext.render.colouring import Paint, colours, paint_of
from cntext.render.drawing import Cloud, Placed, Polygon, draw_pdf, draw_png, draw_svg
from cntext.render.font import REGULAR, check_glyphs
from cntext.render.frame import Body, Label, body_of, headings, lines_around
from cntext.render.mask import fitted_mask, picture_mask
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
    body = _body(picture, [spot.word for spot in arranged.spots])
    if (arranged.width, arranged.height) != (body.width, body.height):
        arranged = arranged.scaled(body.width, body.height)
    paint = paint_of(arranged, picture)
    words = tuple(
        Placed(
            spot.word.word,
            spot.word.weight,
            spot.size,
            spot.x + body.x,
            spot.y + body.y,
            colour,
            spot.upright,
            spot.word.group,
            spot.word.panel,
        )
        for spot, colour in zip(
            arranged.spots, colours(arranged, picture, fonts, body, paint), strict=True
        )
    )
    labels = _labels(arranged, picture, plain, body, paint)
    check_glyphs((label.word for label in labels), plain, "--title")
    beyond = sum(reason is Reason.BEYOND for _, reason in arranged.left_out)
    left_out = tuple(w.word for w, reason in arranged.left_out if reason is not Reason.BEYOND)
    return Cloud(
        picture.width,
        picture.height,
        picture.title,
        paint.paper,
        fonts,
        plain,
        words,
        tuple(labels),
        _under(arranged, picture, body, paint),
        left_out,
        beyond,
        arranged,
    )


def _labels(
    arranged: Arrangement, picture: Picture, plain: Fonts, body: Body, paint: Paint
) -> list[Label]:
    """Return what stands around the words: title, legend, source line, headings of panels."""
    words = [spot.word for spot in arranged.spots]
    explained = paint.groups if _has_legend(picture, words) else None
    legend = explained.legend(values_of(words), picture.lang) if explained else []
    return [
        *lines_around(
            picture.width,
            picture.height,
            plain,
            title=safe(picture.title),
            legend=legend,
            source=safe(picture.source),
            colours=(paint.ink, paint.grey),
        ),
        *_headings(arranged, picture, body, plain, paint),
    ]


def _under(
    arranged: Arrangement, picture: Picture, body: Body, paint: Paint
) -> tuple[Polygon, ...]:
    """Return what lies under the words: the shape in a tint, its ornaments in a darker one."""
    tint, darker = paint.ground, paint.darker
    found: list[Polygon] = []
    if picture.mask:
        mask = fitted_mask(
            picture_mask(picture.mask), round(body.width), round(body.height), MARGIN
        )
        found = [(line.points, paint.paper if line.hole else tint) for line in outlines(mask)]
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
    paint: Paint,
) -> Sequence[Label]:
    said, inks = [], []
    for name in arranged.names:
        text = picture.labels.get(name) or SIGNS.get(name)
        said.append(safe(text.say(picture.lang)) if text else name or NO_NAME.say(picture.lang))
        inks.append(paint.groups.colours.get(name, paint.ink) if paint.groups else paint.ink)
    return headings(said, arranged.panels, body, plain, inks)
