"""A layout as JSON: every word with its size and place, to be drawn again or edited by hand."""

from __future__ import annotations

import json
import math
from typing import Any

from cntext import __version__
from cntext.errors import Both, UsageProblem
from cntext.render.arranging import Arrangement, Reason, Spot
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
    left_out = [
        {"word": w.word, "weight": w.weight, "group": w.group, "panel": w.panel, "reason": reason}
        for w, reason in arranged.left_out
        if reason is not Reason.BEYOND  # of which there may be any number
    ]
    text = json.dumps(head, ensure_ascii=False, indent=1)[:-2]
    lists = (f'"words": [{_lines(words)}]', f'"left_out": [{_lines(left_out)}]')
    return ",\n ".join((text, *lists)).encode() + b"\n}\n"


def _lines(rows: list[dict[str, Any]]) -> str:
    lines = ",".join(f"\n  {json.dumps(row, ensure_ascii=False)}" for row in rows)
    return f"{lines}\n " if lines else ""


def from_layout(data: bytes, where: str) -> Arrangement:
    """Return the arrangement that `to_layout` wrote; `UsageProblem` if ``data`` is none."""
    try:
        whole = json.loads(data)
        if whole["schema"] != SCHEMA or whole["shape"] not in (*SHAPES, ""):
            raise ValueError("schema")
        spots = tuple(_spot(row) for row in whole["words"][:MOST_WORDS])
        left_out = tuple(_left(row) for row in whole.get("left_out", [])[:MOST_WORDS])
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
    return Arrangement(width, height, spots, left_out, names, panels, shape)


def same_words(one: Arrangement, other: list[Word]) -> bool:
    """Say whether a layout is of these words with these weights: the first of them, none missing.

    How many there were is known of the layout; those left out as too many are not in it.
    """
    known = [*(spot.word for spot in one.spots), *(word for word, _ in one.left_out)]
    weights = {(word.word, word.panel): word.weight for word in known}
    panels = {word.panel for word in known}
    if any(word.panel not in panels for word in other):
        return False
    for panel in panels:
        size = sum(word.panel == panel for word in known)
        first = [word for word in other if word.panel == panel][:size]
        if len(first) < size or not all(
            math.isclose(weights.get((w.word, panel), -1.0), w.weight, rel_tol=1e-9) for w in first
        ):
            return False
    return True


def _spot(row: dict[str, Any]) -> Spot:
    if not isinstance(row["upright"], bool):
        raise TypeError("upright")
    size = _number(row["size"], 0.1)
    return Spot(_word(row), size, _number(row["x"]), _number(row["y"]), row["upright"])


def _left(row: dict[str, Any]) -> tuple[Word, Reason]:
    return _word(row), Reason(row["reason"])


def _word(row: dict[str, Any]) -> Word:
    word = _text(row["word"])
    if not word.strip():
        raise ValueError("word")
    return Word(word, _number(row["weight"], 0), _text(row["group"]), _text(row["panel"]))


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
