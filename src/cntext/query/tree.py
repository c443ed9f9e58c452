"""A query as a tree: conditions on one token, and how tokens follow one another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum


class Attribute(str, Enum):
    """What a condition may be about."""

    WORD = "word"
    POS = "pos"
    CONCEPT = "concept"


@dataclass(frozen=True, slots=True)
class Leaf:
    """``word="深.*"``: the whole attribute fits ``pattern``, a regular expression.

    ``at`` is the place of the pattern in the query, for messages.
    """

    attribute: Attribute
    pattern: str
    at: int = 0


@dataclass(frozen=True, slots=True)
class Not:
    """A condition that must not hold."""

    part: Condition


@dataclass(frozen=True, slots=True)
class All:
    """Conditions that must all hold; none at all is ``[]``, which fits every token."""

    parts: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Some:
    """Conditions of which one must hold."""

    parts: tuple[Condition, ...]


Condition = Leaf | Not | All | Some


@dataclass(frozen=True, slots=True)
class One:
    """One token that fits a condition."""

    condition: Condition


@dataclass(frozen=True, slots=True)
class Then:
    """Parts that follow one another."""

    parts: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Parts of which one stands here."""

    parts: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A part ``least`` to ``most`` times, without end where ``most`` is None."""

    part: Pattern
    least: int
    most: int | None


Pattern = One | Then | Either | Repeat


class Within(str, Enum):
    """What a match may not reach beyond."""

    DOCUMENT = "document"
    PARAGRAPH = "p"
    SENTENCE = "s"


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query."""

    source: str
    pattern: Pattern
    within: Within = Within.DOCUMENT

    def asks_for(self, attribute: Attribute) -> bool:
        """Say whether a condition of the query is about ``attribute``."""
        return any(leaf.attribute is attribute for leaf in leaves(self.pattern))


def leaves(node: Pattern | Condition) -> Iterator[Leaf]:
    """Yield the conditions at the ends of the tree, in the order of the query."""
    match node:
        case Leaf():
            yield node
        case One(condition):
            yield from leaves(condition)
        case Not(part) | Repeat(part):
            yield from leaves(part)
        case All(parts) | Some(parts) | Then(parts) | Either(parts):
            for part in parts:
                yield from leaves(part)


def shortest(node: Pattern) -> int:
    """Return how many tokens a match of ``node`` has at least."""
    match node:
        case One():
            return 1
        case Then(parts):
            return sum(map(shortest, parts))
        case Either(parts):
            return min(map(shortest, parts))
        case Repeat(part, least):
            return least * shortest(part)


def longest(node: Pattern) -> int | None:
    """Return how many tokens a match of ``node`` has at most, None where there is no end."""
    match node:
        case One():
            return 1
        case Then(parts) | Either(parts):
            lengths = [longest(part) for part in parts]
            known = [length for length in lengths if length is not None]
            if len(known) < len(lengths):
                return None
            return sum(known) if isinstance(node, Then) else max(known)
        case Repeat(part, _, most):
            length = longest(part)
            return 0 if length == 0 else None if length is None or most is None else length * most


def size(node: Pattern) -> int:
    """Return how many tokens the pattern has when its repetitions are written out."""
    match node:
        case One():
            return 1
        case Then(parts) | Either(parts):
            return sum(map(size, parts))
        case Repeat(part, least, most):
            return size(part) * max(least, 1 if most is None else most)
