"""What a shape looks like to the layout: drawn alone, before any word is counted."""

from __future__ import annotations

from io import BytesIO

from cntext.lazy import np
from cntext.render.arranging import Arrangement, Wish, mask_of
from cntext.render.mask import picture_mask
from cntext.render.palette import find_ground, find_palette
from cntext.render.picture import Picture


def draw_preview(picture: Picture) -> tuple[bytes, float]:
    """Return a PNG, the shape in ink on its ground, and the shape's share of the canvas."""
    from PIL import Image

    palette = find_palette(picture.palette or "indigo")
    paper = find_ground(picture.background, palette)
    found = picture_mask(picture.mask) if picture.mask else None
    wish = Wish(picture.max_words, shape=picture.shape, mask=found)
    empty = Arrangement(picture.width, picture.height, (), shape=picture.shape)
    mask = mask_of(empty, wish)
    image = Image.new("RGB", (picture.width, picture.height), paper)
    image.paste(palette.ink(paper), (0, 0), mask)
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue(), float((np.asarray(mask) > 127).mean())
