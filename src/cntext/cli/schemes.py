"""List the coding schemes, or show one of them; a file of your own is checked on the way."""

from __future__ import annotations

from typing import Any

import click

from cntext.cli.help import Localised, language
from cntext.cli.showing import outputs, show
from cntext.errors import Both
from cntext.measure.stats.coding_columns import with_glosses
from cntext.scheme.files import load_scheme, shipped_schemes
from cntext.scheme.model import Category
from cntext.table import Column, Role, Row, Table, Type, Unit


def _word(name: str, zh: str, en: str, role: Role = Role.CONTEXT) -> Column:
    return Column(name, Both(zh, en), Type.STRING, role=role, optional=True)


def _count(name: str, zh: str, en: str) -> Column:
    return Column(name, Both(zh, en), Type.INTEGER, Unit.COUNT, optional=True)


_LIST = (
    _word("scheme", "方案", "Scheme", Role.TERM),
    _count("categories", "类别数", "Categories"),
    _count("terms", "词数", "Terms"),
    _count("rules", "规则数", "Rules"),
    _word("zh", "说明", "Chinese"),
    _word("en", "英文说明", "What it is for"),
)
_ONE = (
    _word("code", "类别", "Code", Role.TERM),
    _word("gloss", "释义", "Gloss"),
    _word("parent", "上级", "Parent"),
    Column("weight", Both("权重", "Weight"), Type.NUMBER, Unit.SCORE, optional=True),
    _word("negated", "被否定时", "If negated"),
    _word("kind", "依据", "By"),
    _word("text", "词或规则", "Terms or rule"),
)
COLUMNS = (*_LIST, *_ONE)
_HELP = Both(
    """列出自带的编码方案，或显示一个方案的类别、词、规则；自己的文件同时得到检查。

cntext code schemes              自带哪些方案
cntext code schemes instruments  政策工具的各类别
cntext code schemes mine.toml    自己的方案：有错则指出文件、行和改法
写法见 cntext explain coding。""",
    """List the coding schemes, or show the categories, terms and rules of one.

cntext code schemes              what is shipped
cntext code schemes instruments  the categories of policy instruments
cntext code schemes mine.toml    a file of your own; its first fault is told with line and remedy
`cntext explain coding` tells how to write one.""",
)


def command() -> click.Command:
    """Return the command."""
    return Localised(
        "schemes",
        both=_HELP,
        callback=_run,
        params=[click.Argument(["name"], required=False, metavar="[NAME|FILE]"), *outputs()],
    )


def _run(name: str | None, **chosen: Any) -> None:  # noqa: ANN401 (Click's values)
    lang = language(click.get_current_context())
    if name:
        show(_one(name), chosen, ("code", "gloss", "parent", "weight", "kind", "text"))
    else:
        show(_all(), chosen, ("scheme", "categories", "terms", "rules", lang))


def _all() -> Table:
    rows: list[Row] = []
    for name in shipped_schemes():
        scheme = load_scheme(name)
        terms = sum(len(category.terms) for category in scheme.categories)
        rules = sum(len(category.rules) for category in scheme.categories)
        rows.append((name, len(scheme.categories), terms, rules, scheme.about.zh, scheme.about.en))
    return Table("code-schemes", Both("编码方案", "Coding schemes"), _LIST, rows)


def _one(name: str) -> Table:
    scheme = load_scheme(name)
    rows = [row for code in scheme.in_order for row in _rows(scheme.by_name[code])]
    negation = scheme.negation
    notes = (
        *((scheme.about,) if scheme.about.zh else ()),
        Both(
            f"否定词（其后 {negation.reach} 字之内）：" + "、".join(negation.words),
            f"what negates, up to {negation.reach} characters before: " + ", ".join(negation.words),
        ),
        Both("依据：term 词，rule 规则，guard 护栏（落在其中的词不计）",
             "by: term, rule, guard (a term inside one does not count)"),
    )  # fmt: skip
    return Table("code-schemes", scheme.title, with_glosses(_ONE, scheme), rows, notes=notes)


def _rows(category: Category) -> list[Row]:
    """Return what a category is found by: its terms of each weight, its rules, its guards."""
    head = (category.name, category.gloss, category.parent)
    of_weight: dict[float, list[str]] = {}
    for term, weight in category.terms.items():
        of_weight.setdefault(weight, []).append(term)
    tail: list[tuple[float, str, str]] = [
        (weight, "term", "、".join(terms)) for weight, terms in sorted(of_weight.items())
    ]
    tail += [(category.weight, "rule", rule.source) for rule in category.rules]
    if category.guards:
        tail.append((category.weight, "guard", "、".join(category.guards)))
    if not tail:  # a category that only holds others
        return [(*head, None, category.negated, "", "")]
    return [(*head, weight, category.negated, kind, text) for weight, kind, text in tail]
