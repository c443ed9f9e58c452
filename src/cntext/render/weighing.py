"""The words of a table that a cloud draws: their weights, and the groups they belong to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cntext.errors import Both, UsageProblem
from cntext.table import Column, Role, Table, Type, Unit
from cntext.text.safe import safe

MOST_WEIGHT = 1e300  # sums of such weights are still finite
_NUMBERS = (Type.INTEGER, Type.NUMBER)
ONE_UNIT = Both(
    "先选出单位相同的行，存成 .csv 再画；或换一个 --view",
    "choose rows of one unit, save them as .csv and draw that; or take another --view",
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word, what its size shows, the group that its colour shows, the panel it stands in."""

    word: str
    weight: float
    group: str = ""
    panel: str = ""


def weights(table: Table, column: str | None = None) -> list[tuple[str, float]]:
    """Return the table's terms with their weights, heaviest first, ties by code point.

    A term of several groups is one word with the sum of its weights. Weights that are
    missing, not finite or not above zero are not drawn.
    """
    return [(w.word, w.weight) for w in weighed(table, column)]


def weighed(
    table: Table, column: str | None = None, group: str = "", panel: str = ""
) -> list[Word]:
    """Return the words of ``table`` as `weights` does, each with the group of its first row.

    With ``panel``, a column, each of its values has words of its own.
    """
    term, by = _term(table), table.index(weight_column(table, column))
    grouped = _column(table, group) if group else None
    paneled = _column(table, panel) if panel else None
    total: dict[tuple[str, str], float] = {}
    groups: dict[tuple[str, str], str] = {}
    for row in table.rows:
        word, value = row[term], row[by]
        if not isinstance(word, str) or not word.strip() or not isinstance(value, (int, float)):
            continue
        if 0 < value < MOST_WEIGHT:  # false for NaN and infinity
            key = safe(word), _text(row[paneled]) if paneled is not None else ""
            total[key] = total.get(key, 0.0) + value
            groups.setdefault(key, _text(row[grouped]) if grouped is not None else "")
    found = [Word(word, w, groups[word, part], part) for (word, part), w in total.items()]
    return sorted(found, key=lambda w: (-w.weight, w.word, w.panel))


def chosen_first(words: list[Word], table: Table, most: int) -> list[Word]:
    """Put those of the first ``most`` rows first, for a table that ranks by another measure.

    A table of phrases is in order of score and drawn by frequency; its best are drawn, not
    the commonest.
    """
    at = _term(table)
    best = set(list(dict.fromkeys(safe(str(row[at])) for row in table.rows))[:most])
    return sorted(words, key=lambda w: w.word not in best)  # stable: heaviest first in each


def weight_column(table: Table, column: str | None = None) -> str:
    """Return the column that sets the sizes: the one asked for, else the table's own."""
    numeric = [c.id for c in table.columns if c.role is Role.MEASURE and c.type in _NUMBERS]
    usual = table.weight or next((c for c in (*_USUAL, *numeric) if c in numeric), None)
    name = column or usual
    if name is None or name not in numeric or table.by_role(Role.TERM) is None:
        raise UsageProblem(
            table.name,
            Both(
                f"没有可画的数值列 {name}" if name else "没有带数值的词可画",
                f"no words with a measure {name!r} to draw" if name else "no words with a measure",
            ),
            Both(f"可画的列：{'、'.join(numeric)}", f"measures: {', '.join(numeric) or 'none'}"),
        )
    if several := several_units(table, table.index(name)):
        raise UsageProblem(table.name, several, ONE_UNIT)
    return name


def several_units(table: Table, at: int) -> Both | None:
    """Say which units the numbers at ``at`` are in, where they are several: 亿元, 人, %.

    They stand in ``unit``, beside ``value``; what else is called ``unit`` in a table of others may
    be an office or a part.
    """
    column, named = table.columns[at], [c.id for c in table.columns]
    if not column.id.startswith("value") or column.unit is not Unit.NONE or "unit" not in named:
        return None
    by = named.index("unit")
    units = dict.fromkeys(_text(row[by]) for row in table.rows if isinstance(row[at], (int, float)))
    if len(units) < 2:
        return None
    some = [unit for unit in units if unit][:2]
    return Both(
        f"“{column.label.zh}”的单位不同（{'、'.join(some)}等）",
        f"{column.id} is in several units ({', '.join(some)} ...)",
    )


_USUAL = ("freq", "freq_t", "count", "score")  # what is drawn of a table without a main measure


def group_columns(table: Table) -> list[Column]:
    """Return the columns that can part or colour the words of ``table``."""
    return [
        c
        for c in table.columns
        if c.type is Type.STRING and c.role in {Role.KEY, Role.CONTEXT, Role.MEASURE}
    ]


def values_of(words: Sequence[Word], panels: bool = False) -> list[str]:
    """Return the groups (or panels) of ``words``, in the order of their summed weights."""
    total: dict[str, float] = {}
    for word in words:
        value = word.panel if panels else word.group
        total[value] = total.get(value, 0.0) + word.weight
    return sorted(total, key=lambda value: (-total[value], value))


def _term(table: Table) -> int:
    term = table.by_role(Role.TERM)
    return table.index(term.id) if term else 0


def _column(table: Table, name: str) -> int:
    known = [c.id for c in group_columns(table)]
    if name not in known:
        raise UsageProblem(
            name,
            Both("表里没有这个可分组的列", "is no column that could part the words"),
            Both(f"可用：{'、'.join(known) or '无'}", f"there are: {', '.join(known) or 'none'}"),
        )
    return table.index(name)


def _text(cell: object) -> str:
    return "" if cell is None else safe(str(cell))
