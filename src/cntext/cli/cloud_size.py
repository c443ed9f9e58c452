"""The canvas of a cloud: pixels, a paper that has a name, or the proportions of a shape."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cntext.errors import Both, UsageProblem
from cntext.lazy import pattern

_SIZE = pattern(r"(\d{2,6})[x×*](\d{2,6})\Z")
# Pixels at 300 dpi: the text width of A4, 20 cm, A4, A2.
_SIZES = {
    "16:9": (1920, 1080),
    "square": (2400, 2400),
    "a4": (2480, 3508),
    "a4-landscape": (3508, 2480),
    "poster": (4961, 7016),
}
_SIDE = 1440  # mean side of the canvas that a shape of its own proportions gets
_NARROWEST, _WIDEST = 0.4, 2.5


def canvas_size(chosen: dict[str, Any]) -> tuple[int, int]:
    """Return the canvas: as asked, else in the proportions of the shape."""
    text = chosen["size"]
    if text is None:
        aspect = _aspect(chosen)
        if aspect is None:
            return _SIZES["16:9"]
        root = min(max(aspect, _NARROWEST), _WIDEST) ** 0.5
        return round(_SIDE * root), round(_SIDE / root)
    if text.lower() in _SIZES:
        return _SIZES[text.lower()]
    match = _SIZE.match(text)
    if not match:
        raise UsageProblem(
            f"--size {text}",
            Both("应写成 宽x高 或纸张名", "is not WIDTHxHEIGHT or a size with a name"),
            Both(
                f"例如 1920x1080；有名的：{'、'.join(_SIZES)}",
                f"for example 1920x1080; names: {', '.join(_SIZES)}",
            ),
        )
    return int(match[1]), int(match[2])


def _aspect(chosen: dict[str, Any]) -> float | None:
    from cntext.render.mask import picture_mask
    from cntext.render.shapes import find_shape

    if chosen["mask"]:
        mask = picture_mask(Path(chosen["mask"]))
        return float(mask.width / mask.height)
    shape = find_shape(chosen["shape"])
    return shape.aspect if shape else None
