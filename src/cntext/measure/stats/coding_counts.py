"""Counts of coded units by group, code and pair of codes, and the units that are kept; they add up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from cntext.measure.stats.summing import added, summed

ALL = "*"  # all codes at once; no category is called so


class Tally(NamedTuple):
    """Of one code: its places, the units and documents with at least one, and what was kept out."""

    hits: int = 0
    units: int = 0
    range: int = 0
    negated: int = 0
    look_alikes: int = 0

    def plus(self, other: Tally) -> Tally:
        """Return the sum of two parts of a corpus."""
        return Tally(*(a + b for a, b in zip(self, other, strict=True)))


class CodedUnit(NamedTuple):
    """One unit, where it stands, and the codes that it has, in the order of the scheme.

    ``draw`` is its lot: the units with the smallest make a random sample.
    """

    id: str
    document: str
    title: str
    date: str
    line: int
    start: int
    end: int
    text: str
    codes: tuple[str, ...]
    weights: tuple[float, ...]
    draw: int = 0


class Event(NamedTuple):
    """Why something in a unit counts or does not: see `cntext.scheme.coding`."""

    code: str
    by: str
    outcome: str
    start: int
    end: int
    text: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be kept of single units: the coded ones, a sample, or one explained.

    ``every``: units without a code too. ``code``: only units with this one.
    """

    listed: bool = False
    sample: int = 0
    seed: int = 0
    code: str = ""
    explain: str = ""
    every: bool = False


@dataclass(frozen=True, slots=True)
class CodingCounts:
    """Counts by group of documents, "" where there is but one; parts of a corpus add up.

    ``units`` all there are, ``coded`` those with any code; ``codes`` by ``(group, code)``,
    a code's own and those of the codes below it together, and `ALL`; ``weights`` hits by ``(group, code,
    weight)``; ``pairs`` units with both codes of ``(group, a, b)``, a before b in the scheme
    and neither above the other.
    """

    units: Mapping[str, int] = field(default_factory=dict)
    coded: Mapping[str, int] = field(default_factory=dict)
    documents: Mapping[str, int] = field(default_factory=dict)
    codes: Mapping[tuple[str, str], Tally] = field(default_factory=dict)
    weights: Mapping[tuple[str, str, float], int] = field(default_factory=dict)
    pairs: Mapping[tuple[str, str, str], int] = field(default_factory=dict)
    kept: tuple[CodedUnit, ...] = ()
    events: tuple[Event, ...] = ()
    wanted: Wanted = Wanted()

    def merged(self, others: Sequence[CodingCounts]) -> CodingCounts:
        """Return the counts of all these documents; ``others`` were read after them, in order."""
        every = (self, *others)
        return CodingCounts(
            units=added([c.units for c in every]),
            coded=added([c.coded for c in every]),
            documents=added([c.documents for c in every]),
            codes=summed([c.codes for c in every]),
            weights=added([c.weights for c in every]),
            pairs=added([c.pairs for c in every]),
            kept=sampled([unit for c in every for unit in c.kept], self.wanted.sample),
            events=tuple(event for c in every for event in c.events),
            wanted=self.wanted,
        )


def sampled(units: list[CodedUnit], size: int) -> tuple[CodedUnit, ...]:
    """Return the ``size`` units with the smallest lots in their order, all where it is 0."""
    if not size or len(units) <= size:
        return tuple(units)
    limit = sorted((unit.draw, place) for place, unit in enumerate(units))[size - 1]
    return tuple(unit for place, unit in enumerate(units) if (unit.draw, place) <= limit)
