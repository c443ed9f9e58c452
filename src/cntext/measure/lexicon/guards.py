"""List the look-alikes that guards kept out of the counts.
列出被护栏挡住、没有计入的误认。
"""

from __future__ import annotations

from typing import Annotated

from cntext.analysis import BY, Cut, Opt, analysis
from cntext.errors import Both
from cntext.lexicon import Lexicon
from cntext.measure.stats.caveats import nameless
from cntext.measure.stats.lexicon_counts import LexiconCounts, count_lexicon
from cntext.measure.stats.lexicon_notes import groups_of
from cntext.table import Column, Role, Row, Table, Type, Unit

COLUMNS = (
    Column("group", Both("分组", "Group"), Type.STRING, role=Role.KEY, optional=True),
    Column("form", Both("写法", "Form"), Type.STRING, role=Role.TERM),
    Column("concept", Both("概念", "Concept"), Type.STRING, role=Role.CONTEXT),
    Column("guard", Both("护栏", "Guard"), Type.STRING, role=Role.CONTEXT),
    Column("look_alikes", Both("误认", "Look-alikes"), Type.INTEGER, Unit.COUNT),
)


@analysis(
    "lexicon-guards",
    zh="""列出没有计入的误认：形同某种写法，但落在护栏之内（双高人群中的双高）。

护栏写在词表中概念的 not 一项。--unused 也列出这批文本里一次也没用上的护栏。

cntext lexicon guards corpus/
cntext lexicon guards corpus/ --unused  也列没用上的护栏""",
    columns=COLUMNS,
    cut=Cut.TEXT,
    counts=count_lexicon,
)
def guards(
    counts: LexiconCounts,
    lexicon: Lexicon,
    *,
    by: Annotated[str, BY] = "",
    unused: Annotated[
        bool, Opt(Both("也列出没用上的护栏", "list the guards that were not needed, too"))
    ] = False,
) -> Table:
    """List what was not counted: strings that look like a form but lie in a guard.

    Guards stand under "not" in a concept of the lexicon (双高人群 for 双高). --unused
    lists those too that kept nothing out in these texts.

    cntext lexicon guards corpus/
    cntext lexicon guards corpus/ --unused  idle guards too
    """
    return finish(counts, lexicon, by=by, unused=unused)


def finish(counts: LexiconCounts, lexicon: Lexicon, *, by: str = "", unused: bool = False) -> Table:
    """Return the table of ``counts``, the guards that kept most out first."""
    found = dict(counts.look_alikes)
    if unused:
        used = {(form, guard) for _, form, guard in found}
        idle = [
            (concept.forms[0], guard)
            for concept in lexicon.concepts
            for guard in concept.guards
            if not any((form, guard) in used for form in concept.forms)
        ]
        found.update({(group, *pair): 0 for pair in idle for group in groups_of(counts, by)})
    place = {group: g for g, group in enumerate(groups_of(counts, by))}
    keys = sorted(found, key=lambda key: (place[key[0]], -found[key], key[1], key[2]))
    rows: list[Row] = [
        (
            *((group,) if by else ()),
            form,
            lexicon.concept_of[form].name,
            guard,
            found[group, form, guard],
        )
        for group, form, guard in keys
    ]
    return Table(
        name="lexicon-guards",
        title=Both("没有计入的误认", "Look-alikes kept out"),
        columns=COLUMNS if by else COLUMNS[1:],
        rows=rows,
        notes=() if rows else (Both("没有一处误认", "there were no look-alikes"),),
        warnings=nameless(by, counts.documents),
        weight="look_alikes",
        group=("group",) if by else (),
    )
