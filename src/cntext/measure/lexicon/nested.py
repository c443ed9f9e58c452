"""Show which longer forms hold a form, and how often: Total = Maximal + the exclusive ones.
显示写法含于哪些更长的写法：频次 = 独立 + 各专属次数。
"""

from __future__ import annotations

from typing import Annotated

from cntext.analysis import BY, Cut, Opt, analysis
from cntext.errors import Both
from cntext.measure.stats.caveats import nameless
from cntext.measure.stats.lexicon_counts import LexiconCounts, Tally, count_lexicon
from cntext.measure.stats.lexicon_notes import groups_of, met_note
from cntext.table import Column, Role, Row, Table, Type, Unit

COLUMNS = (
    Column("group", Both("分组", "Group"), Type.STRING, role=Role.KEY, optional=True),
    Column("form", Both("写法", "Form"), Type.STRING, role=Role.TERM),
    Column("freq", Both("频次", "Total"), Type.INTEGER, Unit.COUNT),
    Column("maximal", Both("独立", "Maximal"), Type.INTEGER, Unit.COUNT),
    Column("longer", Both("更长的写法", "Longer form"), Type.STRING, role=Role.CONTEXT),
    Column("inside", Both("在其内", "Inside it"), Type.INTEGER, Unit.COUNT),
    Column("exclusive", Both("专属", "Exclusive"), Type.INTEGER, Unit.COUNT),
)


@analysis(
    "lexicon-nested",
    zh="""写法含于哪些更长的写法之内，各多少次。

产教融合 14 次 = 独立 7 次 + 在“深化产教融合”之内 7 次（其中 3 次在“持续深化产教融合”之内）。
在其内  落在这个更长写法之内的全部次数
专属  以它为最短的外层的次数；一种写法的专属次数之和加上独立次数等于频次。

cntext lexicon nested corpus/ -n 20""",
    columns=COLUMNS,
    cut=Cut.TEXT,
    counts=count_lexicon,
)
def nested(
    counts: LexiconCounts,
    *,
    by: Annotated[str, BY] = "",
    min_freq: Annotated[int, Opt(Both("最低频次", "lowest total"), min=1)] = 1,
) -> Table:
    """Show the longer forms that a form lies in, and how often it lies in each.

    产教融合 14 = 7 by itself + 7 in 深化产教融合 (of which 3 in 持续深化产教融合).
    Inside it  all occurrences within that longer form
    Exclusive  those that it is the shortest to hold; Total = Maximal + the exclusive ones

    cntext lexicon nested corpus/ -n 20
    """
    return finish(counts, by=by, min_freq=min_freq)


def finish(counts: LexiconCounts, *, by: str = "", min_freq: int = 1) -> Table:
    """Return the table of ``counts``: forms by Total, the shortest of the longer ones first."""
    tally = {(key.group, key.written): own for key, own in counts.forms.items()}
    place = {group: g for g, group in enumerate(groups_of(counts, by))}
    pairs = [pair for pair in counts.nested if tally[pair[0], pair[1]].total >= min_freq]
    pairs.sort(
        key=lambda p: (place[p[0]], -tally[p[0], p[1]].total, p[1], len(p[2]), p[2]),
    )
    rows: list[Row] = []
    for group, form, longer in pairs:
        own: Tally = tally[group, form]
        found = counts.nested[group, form, longer]
        head: Row = (group,) if by else ()
        rows.append((*head, form, own.total, own.maximal, longer, found.inside, found.exclusive))
    return Table(
        name="lexicon-nested",
        title=Both("含于更长写法的次数", "Forms inside longer forms"),
        columns=COLUMNS if by else COLUMNS[1:],
        rows=rows,
        notes=(
            Both(
                "频次 = 独立 + 各专属之和；只列词表中的写法",
                "Total = Maximal + the sum of Exclusive; forms of the lexicon only",
            ),
            *met_note(len(rows), counts),
        ),
        warnings=nameless(by, counts.documents),
        weight="inside",
        group=("group",) if by else (),
    )
