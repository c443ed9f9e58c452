"""The table that belongs to a cloud: every word, drawn or left out and why."""

from __future__ import annotations

from dataclasses import replace

from cntext.errors import Both
from cntext.render.cloud import Cloud
from cntext.table import Column, Manifest, Role, Row, Table, Type, Unit

COLUMNS = (
    Column("word", Both("词", "Word"), Type.STRING, role=Role.TERM),
    Column("weight", Both("数值", "Weight"), Type.NUMBER, Unit.SCORE),
    Column("drawn", Both("画出", "Drawn"), Type.BOOLEAN),
    Column("reason", Both("未画的原因", "Reason"), Type.STRING, role=Role.CONTEXT),
    Column("group", Both("组", "Group"), Type.STRING, role=Role.CONTEXT),
    Column("panel", Both("分图", "Panel"), Type.STRING, role=Role.CONTEXT),
    Column("font_px", Both("字号", "Font px"), Type.NUMBER),
    Column("x", Both("x", "x"), Type.NUMBER, Unit.OFFSET),
    Column("y", Both("y", "y"), Type.NUMBER, Unit.OFFSET),
    Column("upright", Both("竖排", "Upright"), Type.BOOLEAN),
    Column("colour", Both("颜色", "Colour"), Type.STRING, role=Role.CONTEXT),
)
_NOTES = (
    Both(
        "x、y 是词的基线起点，font_px 是字号，单位都是像素",
        "x, y: where the baseline of a word begins; font_px: size of type; all in pixels",
    ),
    Both(
        "未画的原因：max_words 超出 --max-words；no_room 放不下；too_long 太长；"
        "too_small 按比例小得看不清",
        "reasons: max_words, past --max-words; no_room, found no place; too_long, wider than the"
        " picture; too_small, unreadable at its true size",
    ),
)


def own_table(cloud: Cloud, manifest: Manifest) -> Table:
    """Return the words of ``cloud``, those drawn first, each part heaviest first."""
    rows: list[Row] = [
        (
            w.word, w.weight, True, None, w.group or None, w.panel or None,
            w.size, w.x, w.y, w.upright, w.colour,
        )
        for w in cloud.words
    ]  # fmt: skip
    rows += [
        (w.word, w.weight, False, reason.value, w.group or None, w.panel or None,
         None, None, None, None, None)
        for w, reason in cloud.arranged.left_out
    ]  # fmt: skip
    columns: tuple[Column, ...] = COLUMNS
    weights = [*(w.weight for w in cloud.words), *(w.weight for w, _ in cloud.arranged.left_out)]
    if all(float(weight).is_integer() for weight in weights):
        rows = [(row[0], int(w), *row[2:]) for row, w in zip(rows, weights, strict=True)]
        columns = tuple(c._replace(unit=Unit.COUNT) if c.id == "weight" else c for c in COLUMNS)
    title = Both("词云中的词", "Words of the cloud")
    return replace(
        Table("cloud", title, columns, rows, _NOTES, weight="weight", manifest=manifest),
        brief=("word", "weight", "drawn", "reason", "font_px", "group"),
    )
