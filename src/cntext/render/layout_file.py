"""A layout as JSON: every word with its size and place, to be drawn again or edited by hand."""

from __future__ import annotations

import json
import math
from typing import Any

from cntext import __version__
from cntext.errors import Both, UsageProblem
from cntext.render.arranging import Arrangement, Spot
from cntext.render.room import WHOLE
from cntext.render.shapes import RECTANGLE, SHAPES
from cntext.render.weighing import Word
from cntext.text.safe import safe

SCHEMA = "cntext.layout/1"
MOST_WORDS = 10_000


def to_layout(arranged: Arrangement) -> bytes:
    """Return ``arranged`` as JSON, one word a line; lengths in pixels, ``x, y`` the baseline."""
    head = {
        "schema": SCHEMA,
        "tool": f"cntext {__version__}",
        "width": arranged.width,
        "height": arranged.height,
        "shape": arranged.shape,
        "panels": [
            {"name": name, "box": list(panel)}
            for name, panel in zip(arranged.names, arranged.panels, strict=False)
        ],
    }
    words = [
        {
            "word": spot.word.word,
            "weight": spot.word.weight,
            "size": spot.size,
            "x": spot.x,
            "y": spot.y,
            "upright": spot.upright,
            "group": spot.word.group,
            "panel": spot.word.panel,
        }
        for spot in arranged.spots
    ]
    text = json.dumps(head, ensure_ascii=False, indent=1)[:-2]
    rows = ",\n".join(f"  {json.dumps(word, ensure_ascii=False)}" for word in words)
    return f'{text},\n "words": [\n{rows}\n ]\n}}\n'.encode()


def from_layout(data: bytes, where: str) -> Arrangement:
    """Return the arrangement that `to_layout` wrote; `UsageProblem` if ``data`` is none."""
    try:
        whole = json.loads(data)
        if whole["schema"] != SCHEMA or whole["shape"] not in (*SHAPES, ""):
            raise ValueError("schema")
        spots = tuple(_spot(row) for row in whole["words"][:MOST_WORDS])
        names = tuple(_text(panel["name"]) for panel in whole["panels"])
        boxes = tuple(tuple(map(_number, panel["box"])) for panel in whole["panels"])
        if not spots or any(len(box) != 4 for box in boxes):
            raise ValueError("nothing to draw")
        width, height = _number(whole["width"], 1), _number(whole["height"], 1)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UsageProblem(
            where,
            Both("不是词云的布局文件", "is not the layout of a cloud"),
            Both("--layout 新文件.json 会写出一个", "--layout NEW.json writes one"),
        ) from error
    panels = tuple((b[0], b[1], b[2], b[3]) for b in boxes) or (WHOLE,)
    shape = whole["shape"] or RECTANGLE
    return Arrangement(width, height, spots, (), names, panels, shape)


def same_words(one: Arrangement, other: list[Word]) -> bool:
    """Say whether a layout shows these words with these weights."""
    known = {(word.word, word.panel): word.weight for word in other}
    return all(
        math.isclose(known.get((s.word.word, s.word.panel), -1.0), s.word.weight, rel_tol=1e-9)
        for s in one.spots
    )


def _spot(row: dict[str, Any]) -> Spot:
    word = _text(row["word"])
    if not word.strip() or not isinstance(row["upright"], bool):
        raise ValueError("word")
    size = _number(row["size"], 0.1)
    named = Word(word, _number(row["weight"], 0), _text(row["group"]), _text(row["panel"]))
    return Spot(named, size, _number(row["x"]), _number(row["y"]), row["upright"])


def _number(value: object, least: float = -1e6) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError("number")
    if not least <= value <= 1e300:
        raise ValueError("number")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("text")
    return safe(value)
