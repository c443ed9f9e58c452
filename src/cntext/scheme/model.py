"""A coding scheme: its categories, how they nest, and how negation is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from cntext.errors import Both
from cntext.scheme.tree import Leaf, Ref, Rule, leaves

KEEP, DROP = "keep", "drop"
_NOTHING = Both("", "")


class Unit(str, Enum):
    """What is coded, and what a rule must hold in."""

    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"
    DOCUMENT = "document"


@dataclass(frozen=True)
class CodingRule:
    """One rule of a category, as it is written and as it was read."""

    source: str
    rule: Rule
    within: Unit

    @cached_property
    def leaves(self) -> tuple[Leaf, ...]:
        """The terms and references of the rule, each once."""
        return tuple(dict.fromkeys(leaves(self.rule)))


@dataclass(frozen=True, slots=True)
class Category:
    """One code: what it is called and what it is found by.

    ``gloss`` is English and what data holds; ``gloss_zh`` is shown to those who read Chinese.
    ``terms`` by weight, ``guards`` longer strings in which a term means something else,
    ``negated`` what becomes of a term that is negated: "keep", "drop" or the name of the
    category that it counts for. ``parent`` is "" at the top.
    """

    name: str
    gloss: str = ""
    gloss_zh: str = ""
    parent: str = ""
    terms: Mapping[str, float] = field(default_factory=dict)
    rules: tuple[CodingRule, ...] = ()
    guards: tuple[str, ...] = ()
    weight: float = 1.0
    negated: str = DROP


@dataclass(frozen=True, slots=True)
class Negation:
    """Words that negate what follows within ``reach`` characters, and what only looks like one."""

    words: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()
    reach: int = 5


@dataclass(frozen=True)
class Scheme:
    """Categories in the order of the file; ``asked`` is how it was asked for."""

    name: str
    title: Both
    categories: tuple[Category, ...]
    unit: Unit = Unit.SENTENCE
    about: Both = _NOTHING
    negation: Negation = Negation()
    sha256: str = ""
    asked: str = ""

    def __str__(self) -> str:
        return self.asked or self.name

    def record(self) -> dict[str, object]:
        """Return what the manifest says of it: enough to find and to check it."""
        return {
            "scheme": str(self),
            "sha256": self.sha256,
            "categories": len(self.categories),
            "negation": {
                "words": list(self.negation.words),
                "not": list(self.negation.guards),
                "reach": self.negation.reach,
            },
        }

    @cached_property
    def by_name(self) -> dict[str, Category]:
        """The categories by name."""
        return {category.name: category for category in self.categories}

    @cached_property
    def glosses(self) -> tuple[tuple[str, Both], ...]:
        """The glosses of the data with what people are shown for them, each once."""
        said: dict[str, Both] = {}
        for one in self.categories:
            said.setdefault(one.gloss, Both(one.gloss_zh or one.gloss, one.gloss or one.gloss_zh))
        return tuple(said.items())

    @cached_property
    def lines(self) -> dict[str, tuple[str, ...]]:
        """For each category itself and those above it, from the inside out."""
        found = {}
        for category in self.categories:
            line, above = [category.name], category.parent
            while above:
                line.append(above)
                above = self.by_name[above].parent
            found[category.name] = tuple(line)
        return found

    @cached_property
    def families(self) -> dict[str, tuple[str, ...]]:
        """For each category itself and those below it, in the order of the tree."""
        below: dict[str, list[str]] = {category.name: [] for category in self.categories}
        for name in self.in_order:
            for above in self.lines[name]:
                below[above].append(name)
        return {name: tuple(names) for name, names in below.items()}

    @cached_property
    def in_order(self) -> tuple[str, ...]:
        """The names, each after its parent and before the next one of the same level."""
        children: dict[str, list[str]] = {}
        for category in self.categories:
            children.setdefault(category.parent, []).append(category.name)
        found: list[str] = []
        waiting = children.get("", [])[::-1]
        while waiting:
            name = waiting.pop()
            found.append(name)
            waiting += children.get(name, [])[::-1]
        return tuple(found)

    @cached_property
    def references(self) -> dict[str, list[str]]:
        """For each category those that its rules need the hits of: families of `Ref`."""
        return {
            category.name: [
                member
                for rule in category.rules
                for leaf in rule.leaves
                if isinstance(leaf, Ref)
                for member in self.families[leaf.code]
            ]
            for category in self.categories
        }
