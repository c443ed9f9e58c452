"""Mentions counted by name: the most frequent first, within each group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from cntext.measure.stats.entity_counts import Found
from cntext.table import Row


@dataclass(slots=True)
class _Name:
    first: Found
    freq: int = 0
    documents: set[str] = field(default_factory=set)
    forms: Counter[str] = field(default_factory=Counter)
    details: dict[str, None] = field(default_factory=dict)


def counted(found: Sequence[Found], min_freq: int, *, grouped: bool) -> list[Row]:
    """Return ``(group?, rank, type, name, detail, freq, range, forms, example)`` rows.

    ``detail`` joins all that is said of the name (张进: 校长、院长), ``forms`` how it is
    written, the most frequent first. Ties break by type and name, in code points.
    """
    names: dict[tuple[str, str, str], _Name] = {}
    for one in found:
        key = (one.group, one.mention.kind.value, one.mention.name)
        name = names.setdefault(key, _Name(one))
        name.freq += 1
        name.documents.add(one.document)
        name.forms[one.written] += 1
        if one.mention.detail:
            name.details.setdefault(one.mention.detail)
    kept = [key for key, name in names.items() if name.freq >= min_freq]
    kept.sort(key=lambda key: (key[0], -names[key].freq, key[1], key[2]))
    rows: list[Row] = []
    rank: Counter[str] = Counter()
    for key in kept:
        group, kind, written = key
        name = names[key]
        rank[group] += 1
        forms = sorted(name.forms, key=lambda form: (-name.forms[form], form))
        rows.append((
            *((group,) if grouped else ()),
            rank[group],
            kind,
            written,
            "、".join(name.details) or None,
            name.freq,
            len(name.documents),
            "、".join(forms),
            name.first.sentence,
        ))  # fmt: skip
    return rows
