"""Drawings in a page: each a picture of its own, so that its style and ids touch nothing else."""

from __future__ import annotations

import base64

from cntext.errors import Both
from cntext.render.report.html import Markup, tag


def image(svg: str, about: Both, ground: str) -> Markup:
    """Return ``svg`` as an image for one ground of the page, "light" or "dark".

    A drawing inside an ``img`` runs no script and loads nothing, whatever it holds. The page
    takes ``alt`` from one of the two languages.
    """
    data = base64.b64encode(svg.encode("utf-8", "replace")).decode("ascii")
    return tag(
        "img",
        src=f"data:image/svg+xml;base64,{data}",
        alt=about.zh,
        data_zh=about.zh,
        data_en=about.en,
        class_=f"on-{ground}",
    )
