"""The pictures of a report: the cloud and the charts of a table, on both grounds."""

from __future__ import annotations

from cntext.errors import Both, CntextError
from cntext.render.plot import KINDS, for_page
from cntext.render.plot.style import DARK, LIGHT
from cntext.render.report.content import Drawing, Picture
from cntext.table import Table

CLOUD = "cloud"
# Rows that a chart draws: of a table in one piece, of each group.
_MOST = {"bar": (20, 4)}
_GROUNDS = (("light", LIGHT), ("dark", DARK))


def drawn(kind: str, table: Table) -> tuple[Picture | None, Both | None]:
    """Return the picture of a table, or why there is none where one was to be."""
    if not kind or not table.rows:
        return None, None
    try:
        return (_cloud(table) if kind == CLOUD else _chart(kind, table)), None
    except CntextError as error:
        return None, Both(
            f"没有图：{error.problem.zh}。", f"There is no picture: {error.problem.en}."
        )


def _cloud(table: Table) -> Picture:
    from cntext.render.cloud import Picture as Cloud
    from cntext.render.cloud import cloud_svg

    size = next(column.label for column in table.columns if column.id == table.weight)
    return Picture(
        Both(
            f"词云：{table.title.zh}，大小为{size.zh}",
            f"Cloud: {table.title.en}, sized by {size.en.lower()}",
        ),
        tuple(
            Drawing(
                cloud_svg(
                    table, Cloud(width=1600, height=760, max_words=100, background=theme.ground)
                ).decode("utf-8"),
                ground,
            )
            for ground, theme in _GROUNDS
        ),
    )


def _chart(kind: str, table: Table) -> Picture:
    label = KINDS[kind].label
    rows = _MOST[kind][bool(table.group)] if kind in _MOST else None
    return Picture(
        Both(f"{table.title.zh}（{label.zh}）", f"{table.title.en} ({label.en})"),
        tuple(
            Drawing(
                for_page(table, kind, lang=lang, dark=ground == "dark", rows=rows), ground, lang
            )
            for ground, _ in _GROUNDS
            for lang in ("zh", "en")
        ),
    )
