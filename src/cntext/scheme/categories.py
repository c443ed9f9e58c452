"""The tables of a scheme file to categories, and every fault that they have."""

from __future__ import annotations

from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter
from math import isfinite
from typing import Any

from cntext.errors import Both, near
from cntext.listfile import Problem
from cntext.scheme.lines import Lines
from cntext.scheme.model import DROP, KEEP, Category, CodingRule, Scheme, Unit
from cntext.scheme.rules import RuleFault, parse_rule
from cntext.scheme.tree import Ref
from cntext.scheme.wildcards import problem_of_term
from cntext.text.safe import safe

FORMAT = Both("格式见 cntext explain coding", "`cntext explain coding` shows the format")
_HEAD = "scheme"
_HEAD_KEYS = {
    "about": str, "about_en": str, "unit": str, "negated": str,
    "negators": list, "not_negators": list, "reach": int,
}  # fmt: skip
_KEYS = {
    "en": str, "zh": str, "parent": str, "terms": (list, dict), "rules": list, "not": list,
    "weight": (int, float), "negated": str, "within": str,
}  # fmt: skip
_KIND = {
    str: Both("字符串", "a string"),
    list: Both("字符串列表", "a list of strings"),
    int: Both("整数", "a whole number"),
    (int, float): Both("数", "a number"),
    (list, dict): Both("字符串列表，或“词 = 权重”的表", "a list of strings, or a table of term = weight"),
}  # fmt: skip


class Reading:
    """Turns the tables of one file into categories and gathers what is wrong with them."""

    def __init__(self, tables: dict[str, Any], lines: Lines) -> None:
        self.problems: list[Problem] = []
        self._lines = lines
        head = tables.pop(_HEAD, {})
        self.head: dict[str, Any] = head if isinstance(head, dict) else {}
        self._tables = tables
        self._check_keys(_HEAD, head, _HEAD_KEYS)
        self._check_unit(_HEAD, self.head, "unit")
        if not tables:
            self._problem("empty", "", 0, Both("没有类别", "has no category"), FORMAT)

    def categories(self) -> tuple[Category, ...]:
        """Return the categories; where there are `problems`, they are not to be used."""
        sound = [name for name, fields in self._tables.items() if self._check(name, fields)]
        if self.problems:
            return ()
        categories = tuple(self._category(name, self._tables[name]) for name in sound)
        self._check_parents(categories)
        if not self.problems:
            self._check_references(categories)
        return categories

    def _problem(self, code: str, entry: str, line: int, what: Both, remedy: Both) -> None:
        self.problems.append(Problem(code, line, entry, what, remedy))

    def _check(self, name: str, fields: object) -> bool:
        before = len(self.problems)
        self._check_keys(name, fields, _KEYS)
        if len(self.problems) == before and isinstance(fields, dict):
            self._check_unit(name, fields, "within")
            self._check_name(name)
            self._check_terms(name, fields)
            self._check_weight(name, fields.get("weight", 1))
        return len(self.problems) == before

    def _check_keys(self, name: str, fields: object, keys: dict[str, Any]) -> None:
        head = self._lines.head(name)
        if not isinstance(fields, dict):
            self._problem("table", name, head, Both("应为一个表", "must be a table"), FORMAT)
            return
        for key, value in fields.items():
            line = self._lines.of(name, key)
            if key not in keys:
                hint = near(key, keys) or FORMAT
                what = Both(f"不认识的键 {safe(key[:20])}", f"unknown key {safe(key[:20])}")
                self._problem("key", name, line, what, hint)
            elif not isinstance(value, keys[key]) or isinstance(value, bool) or not (
                not isinstance(value, list) or all(isinstance(item, str) for item in value)
            ):  # fmt: skip
                kind = _KIND[keys[key]]
                what = Both(f"{key} 应为{kind.zh}", f"{key} must be {kind.en}")
                self._problem("type", name, line, what, FORMAT)
            elif key == "reach" and not 1 <= value <= 50:
                what = Both("reach 应为 1–50", "reach must be from 1 to 50")
                self._problem("reach", name, line, what, Both("通常为 5", "5 is usual"))

    def _check_unit(self, name: str, fields: dict[str, Any], key: str) -> None:
        value = fields.get(key, Unit.SENTENCE.value)
        if isinstance(value, str) and value not in {unit.value for unit in Unit}:
            self._problem(
                "unit", name, self._lines.of(name, key),
                Both(f"{key} 不能是“{safe(value[:20])}”", f"{key} cannot be {safe(value[:20])!r}"),
                Both("写 sentence、paragraph 或 document", "write sentence, paragraph or document"),
            )  # fmt: skip

    def _check_name(self, name: str) -> None:
        marks = '()（）"“”@*、;；'
        bad = name[:1] in ("", "_") or not name.isprintable()
        bad = bad or any(c.isspace() or c in marks for c in name)
        if bad:
            self._problem(
                "name", name, self._lines.head(name),
                Both("类别名不能为空，不能以 _ 开头，也不能含空白、引号、括号、@、*、顿号、分号",
                     "a name is not empty, begins with no _ and has no white space, quotes, brackets, @, *, 、 or ;"),
                Both("请改名", "choose another"),
            )  # fmt: skip

    def _check_terms(self, name: str, fields: dict[str, Any]) -> None:
        terms = fields.get("terms", [])
        self._each(name, terms)
        self._each(name, fields.get("not", []))
        if isinstance(terms, dict):
            for term, weight in terms.items():
                self._check_weight(name, weight, term)
        for guard in fields.get("not", []):
            if guard in terms:
                self._problem(
                    "guard", name, self._lines.of(name, guard),
                    Both(f"“{safe(guard)}”既是词又是护栏", f"{safe(guard)!r} is a term and a guard"),
                    Both("留下一处", "keep one of them"),
                )  # fmt: skip

    def _each(self, name: str, terms: Iterable[str]) -> None:
        seen: set[str] = set()
        for term in terms:
            fault = problem_of_term(term)
            if term in seen:
                shown = safe(term[:20])
                fault = (
                    Both(f"“{shown}”重复", f"{shown!r} stands here twice"),
                    Both("留下一处", "keep one"),
                )
            seen.add(term)
            if fault:
                self._problem("term", name, self._lines.of(name, f'"{term}"'), *fault)

    def _check_weight(self, name: str, weight: object, term: str = "weight") -> None:
        number = isinstance(weight, int | float) and not isinstance(weight, bool)
        if (
            not number
            or not isfinite(float(str(weight)))
            or not weight
            or abs(float(str(weight))) > 1e6
        ):
            self._problem(
                "weight", name, self._lines.of(name, term),
                Both(f"权重不能是 {safe(str(weight)[:20])}", f"{safe(str(weight)[:20])} is no weight"),
                Both("应为不等于 0 的数", "write a number other than 0"),
            )  # fmt: skip

    def _category(self, name: str, fields: dict[str, Any]) -> Category:
        weight = float(fields.get("weight", 1))
        terms = fields.get("terms", [])
        if not isinstance(terms, dict):
            terms = dict.fromkeys(terms, weight)
        within = Unit(fields.get("within", Unit.SENTENCE.value))
        rules = []
        for source in fields.get("rules", []):
            try:
                rules.append(CodingRule(source, *parse_rule(source, within)))
            except RuleFault as fault:
                shown = safe(source[:30])
                what = Both(f"规则“{shown}”{fault.what.zh}", f"rule {shown!r} {fault.what.en}")
                self._problem("rule", name, self._lines.of(name, source), what, fault.remedy)
        negated = str(fields.get("negated", self.head.get("negated", DROP)))
        return Category(
            name=name,
            gloss=str(fields.get("en", fields.get("zh", ""))),
            gloss_zh=str(fields.get("zh", "")),
            parent=str(fields.get("parent", "")),
            terms={term: float(weight) for term, weight in terms.items()},
            rules=tuple(rules),
            guards=tuple(fields.get("not", [])),
            weight=weight,
            negated=negated.removeprefix("@") if negated not in (KEEP, DROP) else negated,
        )

    def _check_parents(self, categories: tuple[Category, ...]) -> None:
        above = {category.name: category.parent for category in categories}
        for category in categories:
            if category.parent:
                self._check_name_of(category.name, category.parent, above, "parent")
        if self.problems:
            return
        parents = {name: [parent] for name, parent in above.items() if parent}
        if self._circle(parents, Both("类别的上级绕成一圈", "categories form a circle")):
            return
        for category in categories:
            if not (category.terms or category.rules or category.name in above.values()):
                self._problem(
                    "empty", category.name, self._lines.head(category.name),
                    Both("是空的：没有词、规则，也没有下级", "is empty: no terms, no rules, nothing below it"),
                    Both("写上 terms 或 rules，或删去它", "give it terms or rules, or take it out"),
                )  # fmt: skip

    def _check_references(self, categories: tuple[Category, ...]) -> None:
        known = {category.name: category.parent for category in categories}
        for category in categories:
            if category.negated not in (KEEP, DROP):
                self._check_name_of(category.name, category.negated, known, "negated")
            for rule in category.rules:
                for leaf in rule.leaves:
                    if isinstance(leaf, Ref):
                        self._check_name_of(category.name, leaf.code, known, rule.source)
        if not self.problems:
            references = Scheme("", Both("", ""), categories).references
            self._circle(
                references, Both("规则互相引用，绕成一圈", "rules refer to one another in a circle")
            )

    def _check_name_of(self, entry: str, name: str, known: Iterable[str], written: str) -> None:
        if name in set(known):
            return
        self._problem(
            "unknown", entry, self._lines.of(entry, written),
            Both(f"没有类别“{safe(name[:20])}”", f"there is no category {safe(name[:20])!r}"),
            near(name, known) or Both("有：" + "、".join(known), "there are: " + ", ".join(known)),
        )  # fmt: skip

    def _circle(self, graph: dict[str, list[str]], what: Both) -> bool:
        """Add a problem if ``graph`` has a circle."""
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            names = [str(name) for name in error.args[1]]
            first = min(names, key=self._lines.head)
            ring = " → ".join(safe(name) for name in names)
            self._problem(
                "circle", first, self._lines.head(first),
                Both(f"{what.zh}：{ring}", f"{what.en}: {ring}"),
                Both("去掉其中一处", "take out one of the links"),
            )  # fmt: skip
            return True
        return False
