"""The kinds of charts: what each is called, what it needs, and which one suits a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cntext.errors import Both
from cntext.render.plot import barcode, bars, heatmap, keyness, lines, maps, network, roles
from cntext.render.plot.scene import Scene
from cntext.render.plot.style import Look
from cntext.table import Table


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of chart. ``needs`` says what of; ``suits`` whether a table has it."""

    name: str
    label: Both
    needs: Both
    suits: Callable[[Table], bool]
    paint: Callable[[Table, Look], Scene]

    def draw(self, table: Table, look: Look) -> Scene:
        """Draw the table, or say why that cannot be done."""
        self.check(table)
        return self.paint(table, look)

    def check(self, table: Table) -> None:
        """Raise `UsageProblem` for a table that this kind cannot draw."""
        _filled(table)
        if not self.suits(table):
            others = [kind for kind in KINDS.values() if kind.suits(table)]
            names = "、".join(k.name for k in others), ", ".join(k.name for k in others)
            raise roles.cannot(
                table,
                Both(
                    f"“{self.label.zh}”要有{self.needs.zh}",
                    f"{self.name} needs {self.needs.en}",
                ),
                Both(f"可画：{names[0]}", f"it can be: {names[1]}") if others else None,
            )


def _has_terms(table: Table) -> bool:
    return bool(roles.terms(table)) and bool(roles.measures(table))


def _over_time(table: Table) -> bool:
    when = roles.period(table)
    return _has_terms(table) and when is not None and roles.once_each(table, when)


# In the order in which they are tried: the most particular first.
KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            "barcode",
            Both("分布条码", "barcode"),
            Both(
                "词的各处位置（dispersion --view positions）",
                "places of terms (dispersion --view positions)",
            ),
            lambda table: bool(roles.terms(table)) and barcode.position(table) is not None,
            barcode.draw,
        ),
        Kind(
            "network",
            Both("网络", "network"),
            Both("词对和数值（coword）", "pairs of terms and a measure (coword)"),
            network.suits,
            network.draw,
        ),
        Kind(
            "map",
            Both("平面图", "map"),
            Both(
                "词和两维坐标（compare、coword 的 map、clusters）",
                "terms and two coordinates (map, clusters of compare and coword)",
            ),
            lambda table: bool(roles.terms(table)) and roles.plane(table) is not None,
            maps.draw,
        ),
        Kind(
            "keyness",
            Both("双向条形", "two-sided bars"),
            Both("一组比较的效应量和区间（compare）", "effects of one comparison (compare)"),
            keyness.two_sided,
            keyness.draw,
        ),
        Kind(
            "volcano",
            Both("效应与显著性", "effect and significance"),
            Both("一组比较的效应量和显著性（compare）", "effects and significance (compare)"),
            keyness.two_sided,
            keyness.volcano,
        ),
        Kind(
            "line",
            Both("折线", "lines"),
            Both("词、时期和数值", "terms, periods and a measure"),
            _over_time,
            lines.draw,
        ),
        Kind(
            "panels",
            Both("分面折线", "one panel per term"),
            Both("词、时期和数值", "terms, periods and a measure"),
            _over_time,
            lines.panels,
        ),
        Kind(
            "heatmap",
            Both("热图", "heat map"),
            Both(
                "词、时期（或分组）和数值，或一个方阵",
                "terms, periods or groups and a measure, or a matrix",
            ),
            heatmap.suits,
            heatmap.draw,
        ),
        Kind(
            "bar",
            Both("条形", "bars"),
            Both("词和数值", "terms and a measure"),
            _has_terms,
            bars.draw,
        ),
    )
}


def kind_of(table: Table) -> Kind:
    """Return the kind of chart that suits ``table`` best.

    A ranked list for each group is bars, even where groups are times: what is not on the list
    of a year is not 0 in it.
    """
    _filled(table)
    ranked = roles.group(table) is not None and roles.ranked(table)
    for kind in KINDS.values():
        if kind.suits(table) and not (ranked and kind.suits in (_over_time, heatmap.suits)):
            return kind
    raise roles.cannot(
        table,
        Both("没有词和数值", "it has no terms with a measure"),
        Both("表的各列见 -f json 的 columns", "its columns are in -f json"),
    )


def _filled(table: Table) -> None:
    if not table.rows:
        raise roles.cannot(table, Both("表是空的", "it is empty"))
