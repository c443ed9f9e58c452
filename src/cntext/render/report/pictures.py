"""Drawings in a page: each a picture of its own, so that its style and ids touch nothing else."""

from __future__ import annotations

import base64

from cntext.errors import Both
from cntext.render.report.content import Drawing, Picture
from cntext.render.report.html import Markup, both, tag


def figure(picture: Picture) -> Markup:
    """Return a picture with what it shows written below."""
    images = (_image(drawing, picture.about) for drawing in picture.drawings)
    return tag("figure", *images, tag("figcaption", both(picture.about)))


def _image(drawing: Drawing, about: Both) -> Markup:
    """Return an image that is seen on the ground and in the language that it is for.

    A drawing inside an ``img`` runs no script and loads nothing, whatever it holds. Where it
    serves both languages the script of the page changes ``alt``.
    """
    data = base64.b64encode(drawing.svg.encode("utf-8", "replace")).decode("ascii")
    return tag(
        "img",
        src=f"data:image/svg+xml;base64,{data}",
        alt=about.say(drawing.lang or "zh"),
        data_zh=None if drawing.lang else about.zh,
        data_en=None if drawing.lang else about.en,
        class_=f"on-{drawing.ground} {drawing.lang}".strip(),
    )
