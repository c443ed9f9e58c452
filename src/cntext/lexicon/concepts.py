"""Concepts with their written forms, and finding the forms on the characters of a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from cntext.errors import Both
from cntext.lexicon.quoting import Unquoted, without_marks


class Concept(NamedTuple):
    """One thing that policy texts name, in all the ways in which they write it.

    ``forms`` begins with the concept's own name. ``guards`` are longer strings in which
    a form means something else (双高 in 双高人群): a form of this concept that lies wholly
    inside one is no hit. A guard may be a form of another concept, and is a hit of that.
    ``full`` is the full name that a form abbreviates, itself a form, or "".
    """

    name: str
    category: str
    forms: tuple[str, ...]
    gloss: str = ""
    since: int | None = None
    guards: tuple[str, ...] = ()
    full: str = ""


class Hit(NamedTuple):
    """``text[start:end]`` is ``written``: the form itself, or with quotation marks in it."""

    start: int
    end: int
    form: str
    written: str


class LookAlike(NamedTuple):
    """A form that stands at ``start`` inside ``guard`` and therefore means something else."""

    start: int
    form: str
    guard: str


class _Search:
    """Every occurrence of every pattern in a text (Aho & Corasick 1975).

    ``form_of`` says which form or guard a pattern stands for.
    """

    def __init__(self, form_of: Mapping[str, str]) -> None:
        self._patterns = list(form_of.items())
        self._automaton: AhoCorasick | None = None

    def matches(self, text: str) -> list[Hit]:
        # Overlapping ones too: a guard that took part in the leftmost-longest match would
        # swallow the beginning of another phrase (双高人群 that of 群众路线).
        if not self._patterns:
            return []
        if self._automaton is None:
            words = [pattern for pattern, _ in self._patterns]
            self._automaton = AhoCorasick(words, matchkind=MatchKind.Standard)
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        patterns = self._patterns
        return [Hit(start, end, patterns[i][1], patterns[i][0]) for i, start, end in found]


class Lexicon:
    """Concepts, and the search for their forms on the characters of a text."""

    def __init__(
        self,
        concepts: Iterable[Concept],
        sources: Sequence[tuple[str, str]] = (),
        categories: Mapping[str, Both] | None = None,
    ) -> None:
        self.concepts = tuple(concepts)
        self.sources = tuple(sources)
        self.categories = dict(categories or {})
        self.concept_of = {form: c for c in self.concepts for form in c.forms}
        self.forms = tuple(self.concept_of)
        self._guarded: dict[str, set[str]] = {}  # guard → names of the concepts it guards
        for concept in self.concepts:
            for guard in concept.guards:
                self._guarded.setdefault(guard, set()).add(concept.name)
        self._patterns = (*self.forms, *self._guarded)
        self._literal = _Search({pattern: pattern for pattern in self._patterns})

    def __len__(self) -> int:
        return len(self.concepts)

    def __contains__(self, phrase: str) -> bool:
        return phrase in self.concept_of

    def category(self, name: str) -> Both:
        """Return what people call the category ``name``."""
        return self.categories.get(name, Both(name, name))

    def extended(self, phrases: Iterable[str], category: str = "") -> Lexicon:
        """Return this lexicon with those of ``phrases`` added that it does not hold yet."""
        new = (Concept(p, category, (p,)) for p in dict.fromkeys(phrases) if p not in self)
        return Lexicon((*self.concepts, *new), self.sources, self.categories)

    @cached_property
    def _loose(self) -> _Search:
        # Forms may be listed with quotation marks; of two that differ by them alone, the bare
        # one stands for both.
        bare = {without_marks(pattern): pattern for pattern in reversed(self._patterns)}
        bare.update({pattern: pattern for pattern in self._patterns if pattern in bare})
        return _Search(bare)

    @cached_property
    def _lists(self) -> frozenset[str]:
        """Return the forms that enumerate other forms."""
        listed = [form for form in self.forms if "、" in form or "，" in form]
        return frozenset(
            form
            for form in listed
            if any(hit.form != form and hit.form in self for hit in self._literal.matches(form))
        )

    def find(self, text: str) -> list[tuple[int, int]]:
        """Return ``(start, end)`` of the forms in ``text``, leftmost-longest, no overlap.

        These are the units that are merged in the token stream. Quotation marks stay tokens,
        so a form with a mark inside is none of them; nor is a list of listed forms, which
        would hide its items (新工科、新医科、新农科、新文科).
        """
        hits, _ = self._apart(self._literal.matches(text))
        lists = self._lists
        if lists:
            hits = [hit for hit in hits if hit.form not in lists]
        chosen: list[tuple[int, int]] = []
        free = 0
        for hit in hits:
            if hit.start >= free:
                chosen.append((hit.start, hit.end))
                free = hit.end
        return chosen

    def scan(self, text: str) -> tuple[list[Hit], list[LookAlike]]:
        """Return every occurrence of every form, and what was kept out by guards.

        Hits are sorted by start, the longest first; they overlap wherever forms do.
        Quotation marks inside a form do not hide it: “双高”计划 is a hit of 双高计划 (and its
        quoted part one of 双高).
        """
        bare = Unquoted.of(text)
        return self._apart(self._quoted(text, bare) if bare else self._loose.matches(text))

    def _quoted(self, text: str, bare: Unquoted) -> list[Hit]:
        found = []
        for start, end, form, _ in self._loose.matches(bare.text):
            span = bare.span(start, end)
            if span:
                found.append(Hit(*span, form, text[span[0] : span[1]]))
        return found

    def _apart(self, matches: list[Hit]) -> tuple[list[Hit], list[LookAlike]]:
        """Part hits from look-alikes, in order of place, the longest first."""
        guards = sorted(match for match in matches if match.form in self._guarded)
        longest = max((g.end - g.start for g in guards), default=0)
        hits: list[Hit] = []
        dropped: list[LookAlike] = []
        first = 0  # guards before this one end before all that follows begins
        for hit in sorted(matches, key=_place):
            concept = self.concept_of.get(hit.form)
            if concept is None:
                continue
            if concept.guards and guards:
                while first < len(guards) and guards[first].start + longest <= hit.start:
                    first += 1
                guard = next(self._around(hit, concept.name, guards, first), None)
                if guard:
                    dropped.append(LookAlike(hit.start, hit.form, guard.form))
                    continue
            hits.append(hit)
        return hits, dropped

    def _around(self, hit: Hit, name: str, guards: list[Hit], first: int) -> Iterator[Hit]:
        """Yield the guards of concept ``name`` in which ``hit`` lies, itself not among them."""
        for guard in guards[first:]:
            if guard.start > hit.start:
                return
            if (
                guard.end >= hit.end
                and guard.form != hit.form
                and name in self._guarded[guard.form]
            ):
                yield guard


def _place(hit: Hit) -> tuple[int, int]:
    return hit.start, -hit.end
