"""Code every document of a corpus and count: linear in the text and in what is found."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import Counter
from itertools import combinations

from cntext.corpus import Corpus
from cntext.measure.stats.coding_counts import (
    ALL,
    CodedUnit,
    CodingCounts,
    Event,
    Tally,
    Wanted,
    sampled,
)
from cntext.model import Document
from cntext.places import Places, parse_id
from cntext.scheme.coding import Coded, Coder, Hit, unit_spans
from cntext.scheme.model import Scheme, Unit

_NOTHING = Wanted()


def count_codes(
    corpus: Corpus, scheme: Scheme, unit: Unit, by: str = "", wanted: Wanted = _NOTHING
) -> CodingCounts:
    """Code every document and count; linear in the text and in what is found.

    A hit belongs to the unit in which it begins.
    """
    sums = _Sums(scheme, unit, wanted)
    for document in corpus.documents:
        sums.add(document, document.field(by) if by else "")
    return sums.counts()


class _Sums:
    """What has been counted so far."""

    def __init__(self, scheme: Scheme, unit: Unit, wanted: Wanted) -> None:
        self.scheme, self.unit, self.wanted = scheme, unit, wanted
        self.coder = Coder(scheme)
        self.units: Counter[str] = Counter()
        self.coded: Counter[str] = Counter()
        self.documents: Counter[str] = Counter()
        self.codes: dict[tuple[str, str], Tally] = {}
        self.weights: Counter[tuple[str, str, float]] = Counter()
        self.pairs: Counter[tuple[str, str, str]] = Counter()
        self.kept: list[CodedUnit] = []
        self.events: list[Event] = []
        self._order = {name: place for place, name in enumerate(scheme.in_order)}
        self._asked = parse_id(wanted.explain)

    def add(self, document: Document, group: str) -> None:
        """Code one more document and count it."""
        text = document.text
        spans = unit_spans(text, self.unit)
        self.documents[group] += 1
        self.units[group] += len(spans)
        places = Places(document) if self._wants_units() else None
        explain = self._asked is not None and places is not None and places.key == self._asked.key
        coded = self.coder.code(text, (self.unit, spans), explain=explain)
        begins = [begin for begin, _ in spans]
        of_unit: dict[int, list[Hit]] = {}
        for hit in coded.hits:
            of_unit.setdefault(max(bisect_right(begins, hit.start) - 1, 0), []).append(hit)
        self.coded[group] += len(of_unit)
        self._count(group, coded, of_unit)
        if places is not None:
            self._keep(document, places, spans, of_unit)
            if explain and self._asked is not None:
                self._explain(text, spans, begins, coded, self._asked.start)

    def _wants_units(self) -> bool:
        wanted = self.wanted
        return bool(wanted.listed or wanted.sample or wanted.explain)

    def _count(self, group: str, coded: Coded, of_unit: dict[int, list[Hit]]) -> None:
        hits: Counter[str] = Counter()
        units: Counter[str] = Counter()
        kept_out: Counter[tuple[str, str]] = Counter()
        for here in of_unit.values():
            for hit in here:
                for name in (*self.scheme.lines[hit.code], ALL):
                    hits[name] += 1
                    self.weights[group, name, hit.weight] += 1
            names = self._names(here)
            units.update(names)
            units[ALL] += 1
            for a, b in combinations(names, 2):
                if a not in self.scheme.lines[b]:
                    self.pairs[group, a, b] += 1
        for one in coded.dropped:
            for name in (*self.scheme.lines[one.code], ALL):
                kept_out[name, one.why] += 1
        for name in {*hits, *(name for name, _ in kept_out)}:
            more = Tally(
                hits[name],
                units[name],
                int(hits[name] > 0),
                kept_out[name, "negated"],
                kept_out[name, "look-alike"],
            )
            self.codes[group, name] = self.codes.get((group, name), Tally()).plus(more)

    def _names(self, hits: list[Hit]) -> list[str]:
        """Return the codes of a unit and those above them, in the order of the scheme."""
        names = {name for hit in hits for name in self.scheme.lines[hit.code]}
        return sorted(names, key=self._order.__getitem__)

    def _keep(
        self,
        document: Document,
        places: Places,
        spans: list[tuple[int, int]],
        of_unit: dict[int, list[Hit]],
    ) -> None:
        wanted = self.wanted
        if not (wanted.listed or wanted.sample):
            return
        whole = wanted.every and not wanted.code
        for place in range(len(spans)) if whole else sorted(of_unit):
            hits = of_unit.get(place, [])
            own = sorted({hit.code for hit in hits}, key=self._order.__getitem__)
            if wanted.code and not any(wanted.code in self.scheme.lines[name] for name in own):
                continue
            start, end = spans[place]
            self.kept.append(
                CodedUnit(
                    places.id(start, end),
                    document.id,
                    document.title,
                    document.date,
                    document.line_of(start),
                    start,
                    end,
                    document.text[start:end],
                    tuple(own),
                    tuple(hit.weight for hit in hits),
                    _lot(wanted.seed, places.key, start) if wanted.sample else 0,
                )
            )
        if wanted.sample and len(self.kept) > 4 * wanted.sample:
            self.kept = list(sampled(self.kept, wanted.sample))

    def _explain(
        self,
        text: str,
        spans: list[tuple[int, int]],
        begins: list[int],
        coded: Coded,
        asked: int,
    ) -> None:
        place = bisect_right(begins, asked) - 1
        if place < 0:
            return
        begin, close = spans[place]
        found = [
            Event(h.code, h.by, "negated-here" if h.negated else "counted", h.start, h.end,
                  text[h.start : h.end])
            for h in coded.hits if begin <= h.start < close
        ]  # fmt: skip
        found += [
            Event(d.code, d.by, d.why, d.start, d.end, text[d.start : d.end], d.because)
            for d in coded.dropped
            if begin <= d.start < close
        ]
        found += [
            Event(t.code, t.by, "fails", t.start, t.end, "",
                  "、".join(f"{leaf} {number}" for leaf, number in t.leaves if number))
            for t in coded.tried if not t.holds and t.start < close and begin < t.end
        ]  # fmt: skip
        found.sort(key=lambda event: (self._order[event.code], event.start, event.end))
        self.events += found

    def counts(self) -> CodingCounts:
        """Return what was counted."""
        return CodingCounts(
            units=dict(self.units),
            coded=dict(self.coded),
            documents=dict(self.documents),
            codes=self.codes,
            weights=dict(self.weights),
            pairs=dict(self.pairs),
            kept=sampled(self.kept, self.wanted.sample),
            events=tuple(self.events),
            wanted=self.wanted,
        )


def _lot(seed: int, key: str, start: int) -> int:
    """Return a number that is as good as random and the same wherever the text is read."""
    digest = hashlib.blake2b(f"{seed}:{key}:{start}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big")
