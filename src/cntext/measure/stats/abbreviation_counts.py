"""Short names and full names that texts pair, with the evidence; counted, mergeable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from cntext.corpus import Corpus
from cntext.measure.stats.clipped_names import clipped_in
from cntext.measure.stats.numeral_names import Confidence, pairs_in
from cntext.model import Document
from cntext.text.introductions import introductions
from cntext.text.sentences import sentence_around


class Kind(str, Enum):
    """How a text pairs them."""

    INTRODUCED = "introduced"  # …（以下简称“…”）, for that article
    NUMERAL = "numeral"  # a numeral sums up a list: 三全育人
    CLIPPED = "clipped"  # two characters of four, in the same company: 高职, 高等职业


class Evidence(NamedTuple):
    """Where a pair was met and how often its names occur there.

    ``short_freq``, ``full_freq``: occurrences in the documents that hold the evidence, of an
    introduced name from its introduction on, of a clipped one as a word; left to right without
    overlap. ``range``: those
    documents. The place is that of the surest evidence, of several as sure the first.
    ``guards``: what holds a clipped name across its words (高职 in 提高职业), ascending.
    """

    confidence: Confidence
    short_freq: int
    full_freq: int
    range: int
    document: str
    date: str
    line: int
    sentence: str
    guards: tuple[str, ...] = ()

    def plus(self, other: Evidence) -> Evidence:
        """Return the evidence of two parts, this one read first."""
        surer = other if _ORDER[other.confidence] < _ORDER[self.confidence] else self
        return surer._replace(
            short_freq=self.short_freq + other.short_freq,
            full_freq=self.full_freq + other.full_freq,
            range=self.range + other.range,
            guards=tuple(sorted({*self.guards, *other.guards})),
        )


# Two words that stand beside both names are no chance: 高职院校, 高职教育.
_SEVERAL = 2
_ORDER = {Confidence.HIGH: 0, Confidence.MEDIUM: 1, Confidence.LOW: 2}
Key = tuple[Kind, str, str]


@dataclass(frozen=True, slots=True)
class AbbreviationCounts:
    """``pairs``: evidence by ``(kind, short, full)``; ``documents``: how many were read."""

    pairs: Mapping[Key, Evidence] = field(default_factory=dict)
    documents: int = 0

    def merged(self, others: Sequence[AbbreviationCounts]) -> AbbreviationCounts:
        """Return the counts of all these documents; ``others`` were read after them, in order."""
        every = (self, *others)
        pairs: dict[Key, Evidence] = {}
        for counts in every:
            for key, more in counts.pairs.items():
                pairs[key] = pairs[key].plus(more) if key in pairs else more
        return AbbreviationCounts(pairs, sum(counts.documents for counts in every))


def count_abbreviations(corpus: Corpus, known: Set[str]) -> AbbreviationCounts:
    """Return the pairs of every document; ``known`` are abbreviations that need no quotes."""
    pairs: dict[Key, Evidence] = {}
    for number, document in enumerate(corpus.documents):
        starts = corpus.starts[corpus.bounds[number] : corpus.bounds[number + 1]].tolist()
        found = {**_introduced(document), **_numeral(document, known), **_clipped(document, starts)}
        for key, evidence in found.items():
            pairs[key] = pairs[key].plus(evidence) if key in pairs else evidence
    return AbbreviationCounts(pairs, len(corpus.documents))


def _introduced(document: Document) -> dict[Key, Evidence]:
    found: dict[Key, Evidence] = {}
    for short, full, start, end in introductions(document.text):
        key = (Kind.INTRODUCED, short, full)
        if key not in found:
            frequency = document.text.count(short, end), document.text.count(full)
            found[key] = _evidence(document, Confidence.HIGH, frequency, (start, end))
    return found


def _numeral(document: Document, known: Set[str]) -> dict[Key, Evidence]:
    found: dict[Key, Evidence] = {}
    text = document.text
    for pair in pairs_in(text, known):
        frequency = text.count(pair.short), text.count(pair.full)
        place = (pair.start, pair.end)
        evidence = _evidence(document, pair.confidence, frequency, place)
        found[Kind.NUMERAL, pair.short, pair.full] = evidence
    return found


def _clipped(document: Document, starts: Sequence[int]) -> dict[Key, Evidence]:
    found: dict[Key, Evidence] = {}
    for pair in clipped_in(document.text, starts):
        sure = Confidence.MEDIUM if len(pair.shared) >= _SEVERAL else Confidence.LOW
        place = (pair.start, pair.start + len(pair.full))
        evidence = _evidence(document, sure, (pair.short_freq, pair.full_freq), place)
        guards = tuple(sorted(pair.guards))
        found[Kind.CLIPPED, pair.short, pair.full] = evidence._replace(guards=guards)
    return found


def _evidence(
    document: Document, confidence: Confidence, frequency: tuple[int, int], place: tuple[int, int]
) -> Evidence:
    sentence = sentence_around(document.text, *place)
    line = document.line_of(place[0])
    return Evidence(confidence, *frequency, 1, document.id, document.date, line, sentence)
