"""List the categories of the lexicon, or the concepts of one."""

from __future__ import annotations

from typing import Any

import click

from cntext.cli import options
from cntext.cli.completion import among
from cntext.cli.help import Localised, language
from cntext.cli.showing import outputs, show
from cntext.errors import Both, UsageProblem, near
from cntext.lexicon import Concept, Lexicon, load_lexicon
from cntext.table import Column, Role, Row, Table, Type, Unit

COLUMNS = (
    Column("category", Both("类别", "Category"), Type.STRING, role=Role.KEY),
    Column("zh", Both("名称", "Chinese"), Type.STRING, role=Role.CONTEXT, optional=True),
    Column("en", Both("英文名称", "Name"), Type.STRING, role=Role.CONTEXT, optional=True),
    Column("concepts", Both("概念数", "Concepts"), Type.INTEGER, Unit.COUNT, optional=True),
    Column("number", Both("写法数", "Forms"), Type.INTEGER, Unit.COUNT, optional=True),
    Column("concept", Both("概念", "Concept"), Type.STRING, role=Role.TERM, optional=True),
    Column("since", Both("最早", "Since"), Type.INTEGER, Unit.RANK, Role.CONTEXT, optional=True),
    Column("forms", Both("其他写法", "Other forms"), Type.STRING, role=Role.CONTEXT, optional=True),
    Column("gloss", Both("释义", "Gloss"), Type.STRING, role=Role.CONTEXT, optional=True),
)
ALL = "all"
_HELP = Both(
    """列出词表的类别，或一类中的概念。

cntext lexicon list               各类及概念数
cntext lexicon list vocational    职业教育类的概念和写法
cntext lexicon list all           全部概念""",
    """List the categories of the lexicon, or the concepts of one.

cntext lexicon list               the categories, with the number of concepts
cntext lexicon list vocational    concepts and forms of vocational education
cntext lexicon list all           every concept""",
)


def command() -> click.Command:
    """Return the command."""
    return Localised(
        "list",
        both=_HELP,
        callback=_run,
        params=[
            click.Argument(
                ["category"],
                required=False,
                metavar="[CATEGORY]",
                shell_complete=among(lambda: [ALL, *load_lexicon().categories]),
            ),
            *options.lexicon(),
            *outputs(),
        ],
    )


def _run(
    category: str | None,
    lexicons: tuple[str, ...],
    no_lexicon: bool,
    **chosen: Any,  # noqa: ANN401 (Click's values)
) -> None:
    lexicon = load_lexicon(lexicons, default=not no_lexicon)
    if category is None:
        lang = language(click.get_current_context())
        show(overview(lexicon), chosen, ("category", lang, "concepts", "number"))
    else:
        brief = (
            ("concept", "since", "forms") if category != ALL else ("category", "concept", "forms")
        )
        show(concepts_of(lexicon, category), chosen, brief)


def overview(lexicon: Lexicon) -> Table:
    """Return the categories with their sizes."""
    by_category: dict[str, list[Concept]] = {}
    for concept in lexicon.concepts:
        by_category.setdefault(concept.category, []).append(concept)
    rows: list[Row] = [
        (
            name,
            lexicon.category(name).zh,
            lexicon.category(name).en,
            len(concepts),
            sum(len(concept.forms) for concept in concepts),
        )
        for name, concepts in sorted(by_category.items())
    ]
    total = Both(
        f"共 {len(lexicon):,} 个概念，{len(lexicon.forms):,} 种写法",
        f"{len(lexicon):,} concepts, {len(lexicon.forms):,} forms in all",
    )
    title = Both("政策词表", "The policy lexicon")
    return Table("lexicon-list", title, COLUMNS[:5], rows, notes=(total,))


def concepts_of(lexicon: Lexicon, category: str) -> Table:
    """Return the concepts of ``category`` ("all": of each) as the files have them."""
    known = sorted({concept.category for concept in lexicon.concepts})
    if category != ALL and category not in known:
        raise UsageProblem(
            category,
            Both("没有这一类", "no such category"),
            near(category, known)
            or Both("可用：" + "、".join([*known, ALL]), "there are: " + ", ".join([*known, ALL])),
        )
    rows: list[Row] = [
        (c.category, c.name, c.since, "、".join(c.forms[1:]), c.gloss)
        for c in lexicon.concepts
        if category in (ALL, c.category)
    ]
    name = Both("全部", "all") if category == ALL else lexicon.category(category)
    title = Both(f"政策词表：{name.zh}", f"The policy lexicon: {name.en}")
    return Table("lexicon-list", title, (COLUMNS[0], *COLUMNS[5:]), rows)
