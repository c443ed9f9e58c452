"""What the tables of the lexicon say of their rules, their base and their gaps."""

from __future__ import annotations

from cntext.errors import Both
from cntext.measure.stats.lexicon_counts import LexiconCounts


def groups_of(counts: LexiconCounts, by: str) -> list[str]:
    """Return the groups in the order of tables: documents as read, else by name."""
    groups = list(counts.documents) or ([] if by else [""])
    return groups if by in ("", "document") else sorted(groups)


def overlap_note() -> Both:
    """Return the rule of overlaps in one line."""
    return Both(
        "频次含更长写法之内的，同一写法自左至右不重叠；独立不含；概念同一处只计一次",
        "Total: inside longer forms too, left to right without overlap of the same form; "
        "Maximal: not; a concept counts once a place",
    )


def base_note(counts: LexiconCounts, by: str) -> Both:
    """Return what rates are taken of."""
    each = Both("，各组分别计，合计", "; each group by its own") if by else Both("", "")
    size = f"{sum(counts.han.values()):,}"
    return Both(
        f"每百万字的分母：全部汉字{each.zh} {size}",
        f"per million of {size} Chinese characters{each.en}",
    )


def met_note(rows: int, counts: LexiconCounts) -> tuple[Both, ...]:
    """Return what an empty table means."""
    if rows:
        return ()
    documents = sum(counts.documents.values())
    return (
        Both(
            f"{documents:,} 篇文档中没有符合条件的写法",
            f"no form that fits was met in {documents:,} documents",
        ),
    )
