"""Exact counts of the lexicon's forms and concepts, every nesting and look-alike told apart.

Count, merge, finish: `count_lexicon` makes the counts of some documents, `merged` puts those
of several parts together, and rates come last, in the measures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from cntext.corpus import Corpus
from cntext.lexicon import Hit, Lexicon
from cntext.measure.stats.summing import Key, added, summed
from cntext.model import Document
from cntext.text.characters import count_han
from cntext.text.sentences import sentence_around


class Tally(NamedTuple):
    """Occurrences of one phrase.

    ``total``: all of them. ``maximal``: those that lie inside no longer one. ``range``:
    documents with at least one.
    """

    total: int = 0
    maximal: int = 0
    range: int = 0

    def plus(self, other: Tally) -> Tally:
        """Return the sum of two parts of a corpus."""
        return Tally(
            self.total + other.total, self.maximal + other.maximal, self.range + other.range
        )


class Nested(NamedTuple):
    """Occurrences of one phrase inside a longer one.

    ``inside``: all of them. ``exclusive``: those that it is the shortest to hold, so that
    Total = Maximal + the sum of exclusive over all longer phrases.
    """

    inside: int = 0
    exclusive: int = 0

    def plus(self, other: Nested) -> Nested:
        """Return the sum of two parts of a corpus."""
        return Nested(self.inside + other.inside, self.exclusive + other.exclusive)


class First(NamedTuple):
    """The earliest occurrence by date; of those without a date, the first one read."""

    date: str
    document: str
    line: int
    sentence: str


class FormKey(NamedTuple):
    """A form as it is written in the text, quotation marks in it included."""

    group: str
    form: str
    written: str


@dataclass(frozen=True, slots=True)
class LexiconCounts:
    """Counts by group of documents ("" where there is but one).

    ``forms``: by `FormKey`; ``concepts``: by ``(group, concept)``; ``nested``: by
    ``(group, written, longer)``, with both as they are written; ``nested_concepts``: by
    ``(group, concept, longer concept)``; ``look_alikes``: by ``(group, form, guard)``, forms kept out
    because they stand in a guard. ``first``: by ``(group, concept, written)``, and with "" for
    ``written`` the concept's own. ``han``, ``documents``: sizes of the groups, which are in
    the order of reading.
    """

    forms: Mapping[FormKey, Tally] = field(default_factory=dict)
    concepts: Mapping[tuple[str, str], Tally] = field(default_factory=dict)
    nested: Mapping[tuple[str, str, str], Nested] = field(default_factory=dict)
    nested_concepts: Mapping[tuple[str, str, str], Nested] = field(default_factory=dict)
    look_alikes: Mapping[tuple[str, str, str], int] = field(default_factory=dict)
    first: Mapping[tuple[str, str, str], First] = field(default_factory=dict)
    han: Mapping[str, int] = field(default_factory=dict)
    documents: Mapping[str, int] = field(default_factory=dict)

    def merged(self, others: Sequence[LexiconCounts]) -> LexiconCounts:
        """Return the counts of all these documents; ``others`` were read after them, in order."""
        every = (self, *others)
        first: dict[tuple[str, str, str], First] = {}
        for counts in every:
            for key, theirs in counts.first.items():
                if key not in first or _when(theirs.date) < _when(first[key].date):
                    first[key] = theirs
        return LexiconCounts(
            forms=summed([counts.forms for counts in every]),
            concepts=summed([counts.concepts for counts in every]),
            nested=summed([counts.nested for counts in every]),
            nested_concepts=summed([counts.nested_concepts for counts in every]),
            look_alikes=added([counts.look_alikes for counts in every]),
            first=first,
            han=added([counts.han for counts in every]),
            documents=added([counts.documents for counts in every]),
        )


def _when(date: str) -> str:
    return date or "9999"  # after every date


def count_lexicon(corpus: Corpus, lexicon: Lexicon, by: str = "") -> LexiconCounts:
    """Count ``lexicon`` in the documents of ``corpus`` by field ``by``, or as a whole.

    **Total** of a form: its occurrences on the characters of the text, inside longer forms
    too, left to right without overlap of the same form. Another form never changes it.
    **Maximal**: those that lie inside no occurrence of a longer form. A **concept** is
    counted once wherever its forms stand: of those that overlap, the one that begins first,
    the longest of these; it is maximal where it lies inside no longer form of another
    concept. Look-alikes, which lie inside a guard of their concept, are taken out first.
    """
    sums = _Sums()
    for document in corpus.documents:
        sums.add(document, lexicon, document.field(by) if by else "")
    return sums.counts(corpus)


class _Sums:
    """What has been counted so far."""

    def __init__(self) -> None:
        self.forms: dict[FormKey, Tally] = {}
        self.concepts: dict[tuple[str, str], Tally] = {}
        self.nested: dict[tuple[str, str, str], Nested] = {}
        self.nested_concepts: dict[tuple[str, str, str], Nested] = {}
        self.look_alikes: Counter[tuple[str, str, str]] = Counter()
        self.han: Counter[str] = Counter()
        self.documents: Counter[str] = Counter()
        self._place: dict[tuple[str, str, str], tuple[str, int, Hit]] = {}
        self._read = 0

    def add(self, document: Document, lexicon: Lexicon, group: str) -> None:
        """Count one more document."""
        hits, dropped = lexicon.scan(document.text)
        self.documents[group] += 1
        self.han[group] += count_han(document.text)
        self.look_alikes.update((group, d.form, d.guard) for d in dropped)
        total: Counter[FormKey] = Counter()
        maximal: Counter[FormKey] = Counter()
        concepts: Counter[tuple[str, str]] = Counter()
        free_concepts: Counter[tuple[str, str]] = Counter()
        ends: dict[str, int] = {}  # where the last occurrence of each concept ended
        for hit, longer in nestings(hits):
            key = FormKey(group, hit.form, hit.written)
            total[key] += 1
            maximal[key] += not longer
            concept = lexicon.concept_of[hit.form].name
            self._found((group, concept, hit.written), document, hit)
            _nest(self.nested, group, hit.written, [around.written for around in longer])
            if hit.start >= ends.get(concept, 0):
                ends[concept] = hit.end
                concepts[group, concept] += 1
                self._found((group, concept, ""), document, hit)
                around = (lexicon.concept_of[other.form].name for other in longer)
                others = [name for name in around if name != concept]
                free_concepts[group, concept] += not others
                _nest(self.nested_concepts, group, concept, others)
        _put(self.forms, total, maximal)
        _put(self.concepts, concepts, free_concepts)
        self._read += 1

    def _found(self, key: tuple[str, str, str], document: Document, hit: Hit) -> None:
        when = _when(document.date)
        if key not in self._place or when < self._place[key][0]:
            self._place[key] = (when, self._read, hit)

    def counts(self, corpus: Corpus) -> LexiconCounts:
        """Return the counts; only now is it looked up where the first ones stand."""
        first = {}
        for key, (_, d, hit) in self._place.items():
            document = corpus.documents[d]
            sentence = sentence_around(document.text, hit.start, hit.end)
            line = document.line_of(hit.start)
            first[key] = First(document.date, document.id, line, sentence)
        return LexiconCounts(
            forms=self.forms,
            concepts=self.concepts,
            nested=self.nested,
            nested_concepts=self.nested_concepts,
            look_alikes=dict(self.look_alikes),
            first=first,
            han=dict(self.han),
            documents=dict(self.documents),
        )


def _put(sums: dict[Key, Tally], total: Counter[Key], maximal: Counter[Key]) -> None:
    for key, occurrences in total.items():
        sums[key] = sums.get(key, Tally()).plus(Tally(occurrences, maximal[key], 1))


def _nest(
    sums: dict[tuple[str, str, str], Nested], group: str, phrase: str, longer: list[str]
) -> None:
    for parent in dict.fromkeys(longer):
        key = (group, phrase, parent)
        sums[key] = sums.get(key, Nested()).plus(Nested(1, int(parent == longer[0])))


def nestings(hits: list[Hit]) -> Iterator[tuple[Hit, list[Hit]]]:
    """Yield the hits that count as Total, each with the longer ones that it lies inside.

    ``hits`` come as `Lexicon.scan` gives them: by start, the longest first. The longer ones
    are sorted, the shortest first; of two as short, the left one.
    """
    free: dict[str, int] = {}  # where the last occurrence of each phrase ended
    opened: list[Hit] = []  # earlier hits that reach beyond the place we are at
    for hit in hits:
        if hit.start < free.get(hit.written, 0):
            continue
        free[hit.written] = hit.end
        opened = [earlier for earlier in opened if earlier.end > hit.start]
        size = hit.end - hit.start
        longer = [e for e in opened if e.end >= hit.end and e.end - e.start > size]
        longer.sort(key=lambda around: (around.end - around.start, around.start))
        yield hit, longer
        opened.append(hit)
