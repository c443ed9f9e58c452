"""Tables whose words lean one way or the other: comparisons and trends."""

from __future__ import annotations

from cntext.errors import Both
from cntext.render.weighing import group_columns
from cntext.table import Table

# What the signs in tables of comparison and trend mean, in the order of a legend.
SIGNS: dict[str, Both] = {
    "+": Both("目标中用得更多", "more in the target"),
    "−": Both("对照中用得更多", "more in the reference"),
    "↑": Both("上升", "rising"),
    "↓": Both("下降", "falling"),
}
NEUTRAL = frozenset({"", "→", "="})


def signs_column(table: Table) -> str:
    """Return the column that says which way words lean, "" if there is none of two ways."""
    for column in group_columns(table):
        values = set(table.values(column.id))
        if len(values & set(SIGNS)) > 1 and values <= {*SIGNS, *NEUTRAL, None}:
            return column.id
    return ""


def sides_column(table: Table) -> str:
    """Return the column that parts a comparison in two, "" where there are not just two sides."""
    column = signs_column(table)
    two = column and not table.group and set(table.values(column)) == {"+", "−"}
    return column if two else ""
