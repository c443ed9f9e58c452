"""What a rule says, as a tree; and where it holds, given where its terms stand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Term:
    """A term stands here."""

    text: str

    @property
    def key(self) -> str:
        """The name of the leaf among others."""
        return self.text


@dataclass(frozen=True, slots=True)
class Ref:
    """Another category has a hit here (``@name``)."""

    code: str

    @property
    def key(self) -> str:
        """The name of the leaf among others; no term begins so."""
        return f"\n{self.code}"


@dataclass(frozen=True, slots=True)
class Near:
    """``left`` and ``right`` with at most ``distance`` characters between them.

    ``ordered`` (BEFORE): ``right`` stands after ``left``.
    """

    left: Rule
    right: Rule
    distance: int
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class And:
    """All of them hold in the stretch."""

    parts: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of them holds in the stretch.

    Rules list dozens of terms of which one or two stand in a stretch: ``leaves``, those among
    the parts by their keys, are looked up from there; ``others`` are the parts that are no leaf.
    """

    parts: tuple[Rule, ...]
    leaves: frozenset[str] = field(init=False, repr=False, compare=False)
    others: tuple[Rule, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Tell leaves and other parts apart."""
        single = frozenset(part.key for part in self.parts if isinstance(part, (Term, Ref)))
        others = tuple(part for part in self.parts if not isinstance(part, (Term, Ref)))
        object.__setattr__(self, "leaves", single)
        object.__setattr__(self, "others", others)


@dataclass(frozen=True, slots=True)
class Not:
    """``part`` does not hold in the stretch."""

    part: Rule


Rule = Term | Ref | Near | And | Or | Not
Leaf = Term | Ref


def leaves(rule: Rule) -> Iterator[Leaf]:
    """Yield the terms and references of ``rule``, left to right."""
    match rule:
        case Near(left, right):
            yield from leaves(left)
            yield from leaves(right)
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves(part)
        case Not(part):
            yield from leaves(part)
        case _:
            yield rule


def needs_nothing(rule: Rule) -> bool:
    """Say whether ``rule`` can hold where none of its terms stand: it would have no place."""
    match rule:
        case Not():
            return True
        case And(parts):
            return all(needs_nothing(part) for part in parts)
        case Or(parts):
            return any(needs_nothing(part) for part in parts)
        case _:
            return False


def places(rule: Rule, spans: Mapping[str, list[Span]]) -> list[Span] | None:
    """Return where ``rule`` holds in one stretch, None where it does not.

    ``spans`` are the places of leaves in that stretch by their keys, sorted. A Not that holds
    has no place of its own: []. Spans come sorted, each once.
    """
    match rule:
        case Near(left, right, distance, ordered):
            a = places(left, spans)
            b = places(right, spans) if a else None
            return (near(a, b, distance, ordered=ordered) or None) if a and b else None
        case And(parts):
            found: set[Span] = set()
            for part in parts:
                here = places(part, spans)
                if here is None:
                    return None
                found.update(here)
            return sorted(found)
        case Or():
            each = [here for key in rule.leaves & spans.keys() if (here := spans[key])]
            each += [here for part in rule.others if (here := places(part, spans)) is not None]
            return sorted({span for here in each for span in here}) if each else None
        case Not(part):
            return [] if places(part, spans) is None else None
        case _:
            return spans.get(rule.key) or None


def near(left: list[Span], right: list[Span], distance: int, *, ordered: bool) -> list[Span]:
    """Return a span for each of ``left`` that has one of ``right`` within ``distance``.

    It goes from the one to the other and takes the nearest; of two as near the one behind.
    Spans that overlap are not near one another: they are the same place.
    """
    by_start = sorted(right)
    starts = [start for start, _ in by_start]
    by_end = sorted((end, start) for start, end in right)
    ends = [end for end, _ in by_end]
    found: set[Span] = set()
    for start, end in left:
        after = bisect_left(starts, end)
        gap = starts[after] - end if after < len(starts) else distance + 1
        before = bisect_right(ends, start) - 1
        back = start - ends[before] if before >= 0 and not ordered else distance + 1
        if gap <= min(back, distance):
            found.add((start, by_start[after][1]))
        elif back <= distance:
            found.add((by_end[before][1], end))
    return sorted(found)
