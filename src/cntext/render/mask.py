"""Where the words of a cloud may go: inside a shape of ours, or of a picture of the user's."""

from __future__ import annotations

from collections import Counter
from io import BytesIO
from pathlib import Path
from typing import Any

from cntext.errors import Both, CntextError, UsageProblem
from cntext.lazy import np
from cntext.render.shapes import Shape
from cntext.text.safe import safe

# How far (of 255, in any channel) a pixel must be from the ground to belong to the shape:
# the off-white of a scan and the ripples of JPEG stay below it.
TOLERANCE = 40
LEAST_ROOM = 0.02  # of the picture: less has room for a few unreadable words at best
LARGEST_MASK = 50_000_000  # pixels
MASKS = "PNG, JPEG, WebP, GIF, BMP, TIFF"


def shape_mask(shapes: tuple[Shape, ...], width: int, height: int) -> Any:  # noqa: ANN401 (PIL)
    """Return a picture, mode L, that is 255 inside the rooms of ``shapes`` (in its pixels)."""
    from PIL import Image, ImageDraw

    mask = Image.new("L", (width, height))
    draw = ImageDraw.Draw(mask)
    for shape in shapes:
        for polygon in shape.rooms:
            draw.polygon(list(polygon), fill=255)
    return mask


def open_picture(path: Path, option: str) -> Any:  # noqa: ANN401 (PIL)
    """Return the picture at ``path`` as RGBA; `UsageProblem` if it cannot be read."""
    from PIL import Image, ImageOps

    try:
        # The header says the size: a small file may hold more pixels than there is memory.
        with Image.open(BytesIO(path.read_bytes())) as image:
            if image.width * image.height > LARGEST_MASK:
                raise ValueError(f"{image.width}×{image.height}")
            return ImageOps.exif_transpose(image).convert("RGBA")
    # A picture that is broken can fail anywhere in a parser (struct, zlib, SyntaxError).
    except Exception as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise UsageProblem(
            f"{option} {path}",
            Both(f"不能当图片读（{reason}）", f"cannot be read as a picture ({reason})"),
            Both(f"要 {MASKS}，不超过 5000 万像素", f"takes {MASKS} of up to 50 megapixels"),
        ) from error


def picture_mask(path: Path) -> Any:  # noqa: ANN401 (PIL)
    """Return the shape in a picture: mode L, 255 inside, cut to the shape's own box.

    Where the picture has transparent parts, what is opaque is the shape; else whatever
    differs from its ground, which is the commonest colour along its border. So a black
    figure on white or off-white, a white one on black and a coloured logo all work.
    """
    from PIL import Image, ImageFilter

    image = open_picture(path, "--mask")
    pixels = np.asarray(image)
    if pixels[:, :, 3].min() < 128:
        inside = pixels[:, :, 3] >= 128
    else:
        colours = pixels[:, :, :3].astype(np.int16)
        border = np.concatenate([colours[0], colours[-1], colours[:, 0], colours[:, -1]])
        # Sixteen levels a channel: the shades of an off-white are one colour.
        common = Counter(map(tuple, (border // 16).tolist())).most_common(1)[0][0]
        ground = np.median(border[(border // 16 == common).all(1)], axis=0)
        inside = np.abs(colours - ground).max(2) > TOLERANCE
    mask = Image.fromarray((inside * 255).astype(np.uint8), "L").filter(ImageFilter.MedianFilter(3))
    share = np.asarray(mask).mean() / 255
    box = mask.getbbox()
    if box is None or share < LEAST_ROOM:
        raise _no_room(path, share)
    if share > 0.995:
        raise UsageProblem(
            f"--mask {safe(str(path))}",
            Both("图里分不出形状和底色", "has no shape that differs from its ground"),
            Both(
                "用透明底，或深色图形配浅色底、四周留边",
                "give it a transparent ground, or a dark figure on a light one with a margin",
            ),
        )
    return mask.crop(box)


def fitted_mask(mask: Any, width: int, height: int, margin: float) -> Any:  # noqa: ANN401 (PIL)
    """Return ``mask`` as large as it can be in a canvas, in its middle."""
    from PIL import Image

    room = (1 - 2 * margin) * width, (1 - 2 * margin) * height
    scale = min(room[0] / mask.width, room[1] / mask.height)
    size = max(round(mask.width * scale), 1), max(round(mask.height * scale), 1)
    canvas = Image.new("L", (width, height))
    small = mask.resize(size, Image.Resampling.BOX if scale < 1 else Image.Resampling.BICUBIC)
    canvas.paste(small, ((width - size[0]) // 2, (height - size[1]) // 2))
    return canvas


def _no_room(path: Path, share: float) -> CntextError:
    return UsageProblem(
        f"--mask {safe(str(path))}",
        Both(
            f"形状里没有放词的地方（只占图的 {share:.1%}）",
            f"has no room for words (its shape is {share:.1%} of the picture)",
        ),
        Both(
            "用实心的形状；--preview 画出认出来的部分",
            "use a solid shape; --preview draws what was found",
        ),
    )
