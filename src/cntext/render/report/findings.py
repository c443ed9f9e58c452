"""Sentences for the first page, taken from the rows of a table and from nowhere else."""

from __future__ import annotations

from collections.abc import Iterable

from cntext.errors import Both
from cntext.table import Role, Table

_FEW = 5
_GROUPS = 8
_ALL = "*"  # the row of all codes together


def first_terms(table: Table) -> Both | None:
    """Say which terms lead the table, with their frequency."""
    term = table.by_role(Role.TERM)
    if term is None or not table.rows:
        return None
    rows = list(zip(table.values(term.id), table.values("freq"), strict=True))[:_FEW]
    return Both(
        "、".join(f"{word}（{freq:,} 次）" for word, freq in rows),
        ", ".join(f"{word} ({freq:,})" for word, freq in rows),
    )


def commonest(table: Table) -> Both | None:
    """Say which topmost codes lead, with their share of all hits."""
    if not table.rows:
        return None
    columns = (table.values(name) for name in ("code", "gloss", "parent", "hits", "share"))
    rows = [
        (str(code), str(gloss or code), share)
        for code, gloss, parent, hits, share in zip(*columns, strict=True)
        if hits and not parent and code != _ALL
    ]
    rows.sort(key=lambda row: (-row[2], row[0]))
    if not rows:
        return Both("没有句子归入任何一类", "no sentence has a code")
    return Both(
        "、".join(f"{code} {share:.0f}%" for code, _, share in rows[:_FEW]),
        ", ".join(f"{gloss} {share:.0f}%" for _, gloss, share in rows[:_FEW]),
    )


def trends(table: Table) -> Both | None:
    """Say which terms rise or fall significantly."""
    if "direction" not in {column.id for column in table.columns}:
        return None
    found = {"↑": [], "↓": []}  # type: dict[str, list[str]]
    for word, direction in zip(table.values("term"), table.values("direction"), strict=True):
        if direction in found:
            found[str(direction)].append(str(word))
    said = [
        Both(f"显著{zh}：{'、'.join(words)}", f"{en} significantly: {', '.join(words)}")
        for words, zh, en in (
            (found["↑"], "上升", "rising"),
            (found["↓"], "下降", "falling"),
        )
        if words
    ]
    if not said:
        return Both("所跟踪的词没有显著的升降", "no term rises or falls significantly")
    return _joined(said)


def typical(table: Table) -> Both | None:
    """Say which term sets each group apart most."""
    first: dict[str, str] = {}
    for group, word in zip(table.values("group"), table.values("term"), strict=True):
        if group:
            first.setdefault(str(group), str(word))
    if not first:
        return None
    shown = [Both(f"{group}：{word}", f"{group}: {word}") for group, word in first.items()]
    more = [Both("……", "…")] if len(shown) > _GROUPS else []
    return _joined([*shown[:_GROUPS], *more])


def _joined(parts: Iterable[Both]) -> Both:
    every = list(parts)
    return Both("；".join(p.zh for p in every), "; ".join(p.en for p in every))
