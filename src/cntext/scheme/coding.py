"""Code a text: every place of every category, and what was kept out of the count.

1. Terms are found on characters. Inside one category a place counts once: of terms that
   overlap the one that begins first, the longest of these. Categories do not compete.
2. A term inside a guard of its category is a look-alike; a negated one is dropped, kept or
   counts for another category, as the category says.
3. A rule counts once a stretch (sentence, paragraph, document) in which it holds; its place
   goes from the first to the last character that it rests on. A place that overlaps one the
   category has already is no other.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Mapping
from functools import cached_property
from graphlib import TopologicalSorter
from typing import NamedTuple

from cntext.scheme.model import DROP, KEEP, Category, CodingRule, Scheme, Unit
from cntext.scheme.negating import Negators
from cntext.scheme.tree import Leaf, Ref, Span, Term, places
from cntext.scheme.wildcards import Terms
from cntext.text.sentences import paragraph_spans, sentence_spans

# Why a place does not count for the category whose term stands there.
LOOK_ALIKE, NEGATED, DOUBLE = "look-alike", "negated", "double"


class Hit(NamedTuple):
    """``text[start:end]`` counts for ``code`` because of ``by``, a term or a rule.

    ``negated``: it does so because what it says is negated.
    """

    start: int
    end: int
    code: str
    by: str
    weight: float = 1.0
    negated: bool = False


class Dropped(NamedTuple):
    """``text[start:end]`` does not count for ``code``: ``why``, and by which words."""

    start: int
    end: int
    code: str
    by: str
    why: str
    because: str = ""


class Tried(NamedTuple):
    """A rule in one stretch: how often each of its leaves stands there, and whether it holds."""

    start: int
    end: int
    code: str
    by: str
    holds: bool
    leaves: tuple[tuple[str, int], ...]


class Coded(NamedTuple):
    """What was found in a text. ``tried`` only where it was asked for."""

    hits: list[Hit]
    dropped: list[Dropped]
    tried: list[Tried]


def unit_spans(text: str, unit: Unit) -> list[Span]:
    """Return ``(start, end)`` of the units of ``text``; a blank text has none."""
    if unit is Unit.SENTENCE:
        return sentence_spans(text)
    if unit is Unit.PARAGRAPH:
        return paragraph_spans(text)
    return [(0, len(text))] if text.strip() else []


class Coder:
    """Finds the categories of a scheme; made once, used on many texts."""

    def __init__(self, scheme: Scheme) -> None:
        self.scheme = scheme
        self._negators = Negators(scheme.negation)
        wanted: list[str] = []
        for category in scheme.categories:
            wanted += [*category.terms, *category.guards]
            for rule in category.rules:
                wanted += [leaf.text for leaf in rule.leaves if isinstance(leaf, Term)]
        self._terms = Terms(wanted)

    @cached_property
    def _by_rules(self) -> list[Category]:
        """The categories that have rules, those that others refer to first."""
        order = TopologicalSorter(self.scheme.references).static_order()
        return [c for c in map(self.scheme.by_name.__getitem__, order) if c.rules]

    def code(
        self, text: str, units: tuple[Unit, list[Span]] | None = None, *, explain: bool = False
    ) -> Coded:
        """Return the hits in ``text`` by category in the order of the scheme, then by place.

        ``units``: the spans of one kind of unit, where the caller has them already.
        """
        work = _Work(text, self._terms.find(text), self._negators, self.scheme, explain=explain)
        if units is not None:
            work.know(*units)
        if work.found:
            for category in self.scheme.categories:
                work.take_terms(category)
            work.take_negated()
            for category in self._by_rules:
                for rule in category.rules:
                    work.take_rule(category, rule)
        names = {name: place for place, name in enumerate(self.scheme.in_order)}
        hits = [hit for name in self.scheme.in_order for hit in sorted(work.hits[name])]
        work.dropped.sort(key=lambda d: (names[d.code], d))
        return Coded(hits, work.dropped, work.tried)


class _Work:
    """One text on its way."""

    def __init__(
        self,
        text: str,
        found: Mapping[str, list[Span]],
        negators: Negators,
        scheme: Scheme,
        *,
        explain: bool,
    ) -> None:
        self.text, self.found, self.scheme, self.explain = text, found, scheme, explain
        self.hits: dict[str, list[Hit]] = {name: [] for name in scheme.by_name}
        self.dropped: list[Dropped] = []
        self.tried: list[Tried] = []
        self._negators = negators
        self._moved: list[Hit] = []
        self._stretches: dict[Unit, list[Span]] = {}
        self._begins: dict[Unit, list[int]] = {}

    @cached_property
    def negating(self) -> list[Span]:
        """Where negating words stand, looked up only once something could be negated."""
        return self._negators.find(self.text)

    def take_terms(self, category: Category) -> None:
        """Count the terms of ``category``, each place once."""
        spans = sorted(
            (start, -end, term)
            for term in category.terms
            for start, end in self.found.get(term, ())
        )
        free = 0
        for start, minus_end, term in spans:
            end = -minus_end
            if (guard := self._guard(category, term, start, end)) is not None:
                self.dropped.append(Dropped(start, end, category.name, term, LOOK_ALIKE, guard))
            elif start < free:
                self._double(start, end, category.name, term)
            else:
                free = end
                self._take(category, Hit(start, end, category.name, term, category.terms[term]))

    def _take(self, category: Category, hit: Hit) -> None:
        """Count ``hit`` as ``category`` says, which may be for another one, or not at all."""
        negator = None if category.negated == KEEP else self._negator(hit.start)
        if negator is None:
            self.hits[category.name].append(hit)
            return
        word = self.text[slice(*negator)]
        self.dropped.append(Dropped(hit.start, hit.end, hit.code, hit.by, NEGATED, word))
        if category.negated != DROP:
            other = self.scheme.by_name[category.negated]
            # Its size is that of the term, its sign that of the category it counts for now.
            weight = abs(hit.weight) * (-1.0 if other.weight < 0 else 1.0)
            moved = Hit(negator[0], hit.end, other.name, hit.by, weight, negated=True)
            self._moved.append(moved)

    def _negator(self, start: int) -> Span | None:
        return self._negators.before(self.text, self.negating, start)

    def _guard(self, category: Category, term: str, start: int, end: int) -> str | None:
        """Return the guard of ``category`` that ``text[start:end]`` lies in, if it does."""
        for guard in category.guards:
            spans = self.found.get(guard, ())
            at = bisect_right(spans, (start, len(self.text))) - 1 if spans else -1
            if at >= 0 and spans[at][1] >= end and guard != term:
                return guard
        return None

    def _double(self, start: int, end: int, code: str, by: str) -> None:
        if self.explain:
            self.dropped.append(Dropped(start, end, code, by, DOUBLE))

    def take_negated(self) -> None:
        """Count what categories sent to others because it was negated."""
        for hit in sorted(self._moved):
            self._add(hit)

    def _add(self, hit: Hit) -> None:
        """Count ``hit`` unless its category has a place there already."""
        taken = self.hits[hit.code]
        at = bisect_left(taken, (hit.start,))
        over = (at > 0 and taken[at - 1].end > hit.start) or (
            at < len(taken) and taken[at].start < hit.end
        )
        if over:
            self._double(hit.start, hit.end, hit.code, hit.by)
        else:
            insort(taken, hit)

    def take_rule(self, category: Category, rule: CodingRule) -> None:
        """Count ``rule`` once in each stretch in which it holds."""
        stretches = self._stretches_of(rule.within)
        begins = self._begins[rule.within]
        here: dict[int, dict[str, list[Span]]] = {}
        for leaf in rule.leaves:
            if isinstance(leaf, Term) and leaf.text not in self.found:
                continue
            for span in self._places(category, leaf):
                of = here.setdefault(max(bisect_right(begins, span[0]) - 1, 0), {})
                of.setdefault(leaf.key, []).append(span)
        for place in sorted(here):
            spans = here[place]
            found = places(rule.rule, spans)
            if self.explain:
                told = tuple((_name(leaf), len(spans.get(leaf.key, ()))) for leaf in rule.leaves)
                tried = Tried(*stretches[place], category.name, rule.source, bool(found), told)
                self.tried.append(tried)
            if found:
                start, end = min(s for s, _ in found), max(e for _, e in found)
                self._add(Hit(start, end, category.name, rule.source, category.weight))

    def know(self, within: Unit, spans: list[Span]) -> None:
        """Take ``spans`` for the units ``within`` which rules are to hold."""
        self._stretches[within] = spans
        self._begins[within] = [begin for begin, _ in spans]

    def _stretches_of(self, within: Unit) -> list[Span]:
        if within not in self._stretches:
            self.know(within, unit_spans(self.text, within))
        return self._stretches[within]

    def _places(self, category: Category, leaf: Leaf) -> list[Span]:
        """Return where a leaf of a rule of ``category`` stands, look-alikes and negated ones out."""
        if isinstance(leaf, Ref):
            family = self.scheme.families[leaf.code]
            return sorted({(hit.start, hit.end) for name in family for hit in self.hits[name]})
        kept = []
        for start, end in self.found.get(leaf.text, ()):
            if self._guard(category, leaf.text, start, end) is not None:
                continue
            if category.negated != KEEP and self._negator(start) is not None:
                continue
            kept.append((start, end))
        return kept


def _name(leaf: Leaf) -> str:
    return f"@{leaf.code}" if isinstance(leaf, Ref) else leaf.text
