"""A cloud's words in their places, before colours and frame: what a layout file holds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from cntext.errors import Both, CntextError
from cntext.lazy import np
from cntext.render.frame import panels_of
from cntext.render.mask import fitted_mask, shape_mask
from cntext.render.packing import (
    FINEPRINT,
    SIDE,
    SMALLEST,
    SMALLEST_TRUE,
    TINIEST,
    WIDEST,
    Item,
    Scale,
    centred,
    fit,
)
from cntext.render.room import WHOLE, Canvas, Panel
from cntext.render.shapes import RECTANGLE, Shape, find_shape
from cntext.render.typeset import Fonts, can_stand
from cntext.render.weighing import Word

MARGIN = 0.02  # of a canvas, around a shape


class Reason(str, Enum):
    """Why a word is not drawn."""

    BEYOND = "max_words"
    LONG = "too_long"
    SMALL = "too_small"
    ROOM = "no_room"


@dataclass(frozen=True, slots=True)
class Spot:
    """A word in its place: ``x, y`` is where its baseline begins, in pixels of the body."""

    word: Word
    size: float
    x: float
    y: float
    upright: bool = False


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Words placed in a body of ``width`` × ``height`` pixels.

    ``panels`` have the names of ``names`` (none where there is one). ``shape`` is the name
    of the shape that was filled, or empty.
    """

    width: float
    height: float
    spots: tuple[Spot, ...]
    left_out: tuple[tuple[Word, Reason], ...] = ()
    names: tuple[str, ...] = ()
    panels: tuple[Panel, ...] = (WHOLE,)
    shape: str = RECTANGLE

    def scaled(self, width: float, height: float) -> Arrangement:
        """Return the same places in another body, as large as they can be, in its middle."""
        factor = min(width / self.width, height / self.height)
        dx, dy = (width - factor * self.width) / 2, (height - factor * self.height) / 2
        spots = tuple(
            replace(s, size=s.size * factor, x=s.x * factor + dx, y=s.y * factor + dy)
            for s in self.spots
        )

        def share(panel: Panel) -> Panel:
            left, top, right, bottom = panel
            return (
                (left * self.width * factor + dx) / width,
                (top * self.height * factor + dy) / height,
                (right * self.width * factor + dx) / width,
                (bottom * self.height * factor + dy) / height,
            )

        panels = tuple(map(share, self.panels)) if self.names else self.panels
        return replace(self, width=width, height=height, spots=spots, panels=panels)

    def outline(self) -> Shape | None:
        """Return the shape that was filled, in pixels of the body."""
        shape = find_shape(self.shape)
        if shape is None:
            return None
        margin = MARGIN * math.sqrt(self.width * self.height)
        inner = self.width - 2 * margin, self.height - 2 * margin
        return shape.placed(margin, margin, *inner)


@dataclass(frozen=True, slots=True)
class Wish:
    """How words are to be arranged."""

    max_words: int
    seed: int = 0
    scale: Scale = Scale.BALANCED
    vertical: float = 0.0
    shape: str = RECTANGLE
    mask: Any = None
    names: tuple[str, ...] = ()


def arrange(
    words: Sequence[Word], fonts: Fonts, wish: Wish, width: float, height: float, where: str
) -> Arrangement:
    """Place ``words`` (the most important first); raise where none has room."""
    factor = math.sqrt(width * height) / SIDE
    panels = tuple(panels_of(wish.names, width, height))
    made = Arrangement(width, height, (), names=wish.names, panels=panels, shape=wish.shape)
    chosen, beyond = _shared_out(words, wish)
    wide, high = round(width / factor), round(height / factor)
    usual = SMALLEST if wish.scale is Scale.BALANCED else SMALLEST_TRUE
    least = max(usual, TINIEST / factor)
    canvas = Canvas(
        wide,
        high,
        least,
        min(least, FINEPRINT / factor),
        wish.seed,
        mask_of(replace(made, width=wide, height=high), wish),
        panels,
    )
    stands = np.random.RandomState(wish.seed % 2**32).random_sample(len(chosen)) < wish.vertical
    items = []
    for word, standing in zip(chosen, stands.tolist(), strict=True):
        upright = standing and can_stand(word.word)
        at = wish.names.index(word.panel) if len(wish.names) > 1 else 0
        box = fonts.box(word.word, upright)
        items.append(Item(word.word, word.weight, box, upright, at))
    by_item = {id(item): word for item, word in zip(items, chosen, strict=True)}
    fitted = centred(fit(items, canvas, wish.scale), canvas)
    if not fitted:
        raise CntextError(
            where,
            Both("画布太小，一个词也放不下", "the canvas is too small for any word"),
            Both("放大画布，或换一个形状", "make the canvas larger, or take another shape"),
        )
    spots = tuple(
        Spot(
            by_item[id(f.item)],
            round(f.size * factor, 2),
            round(f.x * factor),
            round(f.y * factor),
            f.item.upright,
        )
        for f in fitted
    )
    drawn = {id(f.item) for f in fitted}
    smallest = min(f.item.weight for f in fitted)
    left_out = []
    for item, word in zip(items, chosen, strict=True):
        if id(item) in drawn:
            continue
        panel = panels[item.panel]
        too_long = (item.box.right - item.box.left) * canvas.least > WIDEST * wide * (
            panel[2] - panel[0]
        )
        true = wish.scale is not Scale.BALANCED and item.weight < smallest
        reason = Reason.LONG if too_long else Reason.SMALL if true else Reason.ROOM
        left_out.append((word, reason))
    left_out += [(word, Reason.BEYOND) for word in beyond]
    return replace(made, spots=spots, left_out=tuple(left_out))


def _shared_out(words: Sequence[Word], wish: Wish) -> tuple[list[Word], list[Word]]:
    """Return the words that are to be drawn, each panel having as many, and the others."""
    most = max(wish.max_words // max(len(wish.names), 1), 1)
    counts: dict[str, int] = {}
    chosen: list[Word] = []
    beyond: list[Word] = []
    for word in words:
        panel = word.panel if wish.names else ""
        counts[panel] = counts.get(panel, 0) + 1
        (chosen if counts[panel] <= most else beyond).append(word)
    return chosen, beyond


def mask_of(made: Arrangement, wish: Wish) -> Any:  # noqa: ANN401 (PIL)
    """Return where words may go in the body of ``made``, None where that is all of it."""
    wide, high = round(made.width), round(made.height)
    if wish.mask is not None:
        return fitted_mask(wish.mask, wide, high, MARGIN)
    outline = made.outline()
    return shape_mask((outline,), wide, high) if outline else None
