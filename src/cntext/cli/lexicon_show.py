"""Show what the lexicon says of a concept."""

from __future__ import annotations

import difflib
from typing import Any

import click

from cntext.cli import options
from cntext.cli.help import Localised, language
from cntext.cli.showing import outputs, show
from cntext.errors import Both, UsageProblem
from cntext.lexicon import Concept, Lexicon, load_lexicon
from cntext.table import Column, Role, Row, Table, Type

COLUMNS = (
    Column("concept", Both("概念", "Concept"), Type.STRING, role=Role.TERM),
    Column("item", Both("项", "Item"), Type.STRING, role=Role.KEY),
    Column("zh", Both("项目", "Chinese"), Type.STRING, role=Role.CONTEXT),
    Column("en", Both("英文项目", "What"), Type.STRING, role=Role.CONTEXT),
    Column("value", Both("内容", "Value"), Type.STRING, role=Role.CONTEXT),
)
_LABELS = {
    "category": Both("类别", "category"),
    "gloss": Both("释义", "gloss"),
    "full": Both("全称", "full name"),
    "since": Both("最早年份", "since"),
    "form": Both("写法", "form"),
    "guard": Both("护栏", "guard"),
    "longer": Both("含它的概念", "inside concept"),
    "shorter": Both("它含的概念", "holds concept"),
}
_HELP = Both(
    """显示概念的类别、释义、全称、写法、护栏。

cntext lexicon show 双高            按概念名或任一写法查
cntext lexicon show 产教融合 双高   几个一起""",
    """Show the category, gloss, full name, forms and guards of concepts.

cntext lexicon show 双高            by name, or by any form
cntext lexicon show 产教融合 双高   several""",
)


def command() -> click.Command:
    """Return the command."""
    return Localised(
        "show",
        both=_HELP,
        callback=_run,
        params=[
            click.Argument(["concepts"], nargs=-1, required=True, metavar="CONCEPT..."),
            *options.lexicon(),
            *outputs(),
        ],
    )


def _run(
    concepts: tuple[str, ...],
    lexicons: tuple[str, ...],
    no_lexicon: bool,
    **chosen: Any,  # noqa: ANN401 (Click's values)
) -> None:
    lexicon = load_lexicon(lexicons, default=not no_lexicon)
    lang = language(click.get_current_context())
    asked = dict.fromkeys(_concept(lexicon, name) for name in concepts)
    rows = [row for concept in asked for row in _rows(lexicon, concept)]
    table = Table("lexicon-show", Both("概念", "Concepts"), COLUMNS, rows)
    show(table, chosen, ("concept", lang, "value"))


def _concept(lexicon: Lexicon, name: str) -> Concept:
    if name in lexicon:
        return lexicon.concept_of[name]
    inside = [form for form in lexicon.forms if name in form]
    near = inside[:5] or difflib.get_close_matches(name, lexicon.forms, 3, 0.5)
    raise UsageProblem(
        name,
        Both("词表没有收录", "is not in the lexicon"),
        Both("相近的有：" + "、".join(near), "near to it: " + ", ".join(near))
        if near
        else Both("cntext lexicon list all 列出全部", "cntext lexicon list all shows all"),
    )


def _rows(lexicon: Lexicon, concept: Concept) -> list[Row]:
    category = lexicon.category(concept.category)
    label = (
        concept.category if category.zh == concept.category else f"{concept.category} {category.zh}"
    )
    others = [c for c in lexicon.concepts if c is not concept]
    items = [
        ("category", label),
        ("gloss", concept.gloss),
        ("full", concept.full),
        ("since", str(concept.since or "")),
        *(("form", form) for form in concept.forms),
        *(("guard", guard) for guard in concept.guards),
        *(("longer", c.name) for c in others if _holds(c, concept)),
        *(("shorter", c.name) for c in others if _holds(concept, c)),
    ]
    return [
        (concept.name, item, _LABELS[item].zh, _LABELS[item].en, value)
        for item, value in items
        if value
    ]


def _holds(outer: Concept, inner: Concept) -> bool:
    return any(form in longer for longer in outer.forms for form in inner.forms)
