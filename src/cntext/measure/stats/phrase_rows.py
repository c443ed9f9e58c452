"""Rows of the table of phrases: as a list, by family, by group."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from cntext.lazy import np
from cntext.lexicon import Lexicon
from cntext.measure.stats.phrase_discovery import Evidence, Phrase, phrase_maker, phrases_of
from cntext.measure.stats.phrase_families import families
from cntext.measure.stats.phrase_groups import shares
from cntext.measure.stats.phrase_parts import Parts
from cntext.measure.stats.phrase_quotes import Quote
from cntext.table import Cell

Cells = dict[str, Cell]


@dataclass(frozen=True, slots=True)
class PhraseRows:
    """Makes rows, as ``{column id: cell}``, of what was found in a corpus."""

    parts: Parts
    lexicon: Lexicon
    found: Evidence
    han: np.ndarray

    def listed(self, chosen: np.ndarray) -> Callable[[int], Cells]:
        """Return what makes the row at a place of ``chosen`` (int64[n]), phrases ranked so."""
        numbers, made, han = chosen.tolist(), phrase_maker(self.found), int(self.han.sum())
        quote = self._quotes(chosen)
        return lambda place: self._row(made(numbers[place]), place + 1, han, quote(place))

    def by_family(self, chosen: np.ndarray) -> Iterator[Cells]:
        """Yield every family one of whose members is ``chosen``; what was folded has no rank."""
        family = families(self.found)
        texts = self.found.repeats.texts()
        wanted = np.zeros(len(texts), bool)
        wanted[family.head[chosen]] = True
        order = family.order(self.found.repeats.freq)
        order = order[wanted[family.head[order]]]
        quote, han = self._quotes(order), int(self.han.sum())
        for i, phrase in enumerate(phrases_of(self.found, order)):
            number = int(order[i])
            yield {
                **self._row(phrase, int(family.rank[number]) or None, han, quote(i)),
                "family": texts[family.head[number]],
                "maximal": int(family.maximal[number]),
            }

    def by_group(self, chosen: np.ndarray, by: str) -> Iterator[Cells]:
        """Yield for each value of the field ``by`` its phrases, the most typical first."""
        names, group_of = self.parts.corpus.groups(by)
        sizes = np.bincount(group_of, self.han, len(names)).astype(np.int64)
        share = shares(self.found.repeats, chosen, group_of, sizes)
        phrases = dict(zip(chosen.tolist(), phrases_of(self.found, chosen), strict=True))
        quote = self.parts.quotes(share.first, self.found.repeats.length[share.phrase])
        rank, previous = 0, -1
        for i, (group, number) in enumerate(
            zip(share.group.tolist(), share.phrase.tolist(), strict=True)
        ):
            rank = rank + 1 if group == previous else 1
            previous = group
            phrase = replace(
                phrases[number],
                freq=int(share.freq[i]),
                range=int(share.range[i]),
                first=(int(share.first[i, 0]), int(share.first[i, 1])),
            )
            yield {
                **self._row(phrase, rank, int(sizes[group]), quote(i)),
                "group": names[group],
                "ll": _finite(share.ll[i]),
                "log_ratio": _finite(share.log_ratio[i]),
            }

    def _quotes(self, chosen: np.ndarray) -> Callable[[int], Quote]:
        repeats = self.found.repeats
        return self.parts.quotes(repeats.first[chosen], repeats.length[chosen])

    def _row(self, phrase: Phrase, rank: int | None, han: int, quote: Quote) -> Cells:
        documents = self.parts.corpus.documents
        document = documents[phrase.first[0]]
        burst = phrase.burst
        return {
            "rank": rank,
            "phrase": phrase.text,
            "freq": phrase.freq,
            "range": phrase.range,
            "per_million": 1e6 * phrase.freq / han if han else None,
            "score": phrase.score,
            "cohesion": phrase.cohesion,
            "h_left": phrase.h_left,
            "h_right": phrase.h_right,
            "c_value": phrase.c_value,
            "keyness": phrase.keyness,
            "quoted": phrase.quoted,
            "known": phrase.text in self.lexicon,
            "parent": phrase.parent,
            "burst_from": documents[burst[0]].date if burst else None,
            "burst_to": documents[burst[1]].date if burst else None,
            "first_document": document.id,
            "first_date": document.date,
            "first_line": quote.line,
            "example": quote.sentence,
        }


def _finite(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
