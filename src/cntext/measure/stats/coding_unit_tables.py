"""Tables of coded units one by one: what they are coded as, a sheet for coders, and why."""

from __future__ import annotations

from math import fsum

from cntext.errors import Both
from cntext.measure.stats.coding_asked import Coding
from cntext.measure.stats.coding_columns import EXPLAINED, SHEET, UNITS
from cntext.measure.stats.coding_counts import CodingCounts
from cntext.table import Caveat, Row, Table


def units_table(counts: CodingCounts, asked: Coding) -> Table:
    """Return the units that were kept, each with its codes and the sum of its weights."""
    rows: list[Row] = [
        (u.id, u.document, u.date, u.line, u.start, u.end, "、".join(u.codes), fsum(u.weights), u.text)
        for u in counts.kept
    ]  # fmt: skip
    absent = () if asked.weighted else ("score",)
    at = [i for i, column in enumerate(UNITS) if column.id not in absent]
    return Table(
        "code",
        Both("编码单位", "coded units"),
        tuple(UNITS[i] for i in at),
        [tuple(row[i] for i in at) for row in rows],
        notes=_picked(counts),
        brief=("text", "codes", "line", "document", "score"),
    )


def _picked(counts: CodingCounts) -> tuple[Both, ...]:
    wanted = counts.wanted
    if not wanted.sample:
        return ()
    return (
        Both(
            f"随机抽取 {len(counts.kept):,} 个单位（种子 {wanted.seed}），按原文顺序",
            f"{len(counts.kept):,} units drawn at random (seed {wanted.seed}), in the order of the texts",
        ),
    )  # fmt: skip


def sheet_table(counts: CodingCounts, asked: Coding) -> Table:
    """Return the units that were kept with empty cells for a coder."""
    rows: list[Row] = [
        (u.id, u.document, u.date, u.line, u.text, None, None) for u in counts.kept
    ]  # fmt: skip
    names = asked.scheme.in_order
    notes = (
        *_picked(counts),
        Both(
            "“类别”栏填：" + "、".join(names) + "；几个用、隔开；没有类别填“无”；留空为未编",
            "fill in code: " + ", ".join(names) + "; several parted by 、; none of them: 无; "
            "an empty cell is not coded",
        ),
        Both("填好后用 cntext agree 比对", "compare the filled-in sheets with cntext agree"),
    )
    brief = ("text", "line", "document")
    return Table("code", Both("编码表", "coding sheet"), SHEET, rows, notes=notes, brief=brief)


def explained_table(counts: CodingCounts, asked: Coding) -> Table:
    """Return what in one unit counts, what does not, and why."""
    del asked
    rows: list[Row] = [
        (e.code, e.by, e.outcome, e.text, e.detail, e.start, e.end) for e in counts.events
    ]
    place = counts.wanted.explain
    missing = Both(
        f"没有词或规则涉及 {place}，或这些文档里没有这个位置",
        f"no term or rule touches {place}, or these documents do not hold it",
    )
    return Table(
        "code",
        Both("依据", "why"),
        EXPLAINED,
        rows,
        notes=(
            Both(f"位置：{place}", f"place: {place}"),
            Both(
                "counted 计入；negated-here 因被否定而计入；look-alike 在护栏之内；negated 被否定；"
                "double 该类在此处已计；fails 规则不成立（依据：各词在范围内的次数）",
                "counted; negated-here: counts because it is negated; look-alike: inside a guard; "
                "negated: not counted; double: the code has this place already; fails: the rule does "
                "not hold (because: how often its terms stand there)",
            ),
        ),
        warnings=() if rows else (Caveat("nothing-found", missing),),
    )
