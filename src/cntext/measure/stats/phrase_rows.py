"""Rows of the table of phrases: as a list, by family, by group."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from cntext.corpus import Corpus
from cntext.lazy import np
from cntext.lexicon import Lexicon
from cntext.measure.stats.phrase_discovery import Evidence, Phrase, phrase_maker, phrases_of
from cntext.measure.stats.phrase_families import families
from cntext.measure.stats.phrase_groups import shares
from cntext.table import Cell
from cntext.text.sentences import sentence_around

Cells = dict[str, Cell]


@dataclass(frozen=True, slots=True)
class PhraseRows:
    """Makes rows, as ``{column id: cell}``, of what was found in a corpus."""

    corpus: Corpus
    lexicon: Lexicon
    found: Evidence
    han: np.ndarray

    def listed(self, chosen: np.ndarray) -> Callable[[int], Cells]:
        """Return what makes the row at a place of ``chosen`` (int64[n]), phrases ranked so."""
        numbers, made, han = chosen.tolist(), phrase_maker(self.found), int(self.han.sum())
        return lambda place: self._row(made(numbers[place]), place + 1, han)

    def by_family(self, chosen: np.ndarray) -> Iterator[Cells]:
        """Yield every family one of whose members is ``chosen``; what was folded has no rank."""
        family = families(self.found)
        texts = self.found.repeats.texts()
        wanted = np.zeros(len(texts), bool)
        wanted[family.head[chosen]] = True
        order = family.order(self.found.repeats.freq)
        order = order[wanted[family.head[order]]]
        for number, phrase in zip(order.tolist(), phrases_of(self.found, order), strict=True):
            yield {
                **self._row(phrase, int(family.rank[number]) or None, int(self.han.sum())),
                "family": texts[family.head[number]],
                "maximal": int(family.maximal[number]),
            }

    def by_group(self, chosen: np.ndarray, by: str) -> Iterator[Cells]:
        """Yield for each value of the field ``by`` its phrases, the most typical first."""
        names, group_of = self.corpus.groups(by)
        sizes = np.bincount(group_of, self.han, len(names)).astype(np.int64)
        share = shares(self.found.repeats, chosen, group_of, sizes)
        phrases = dict(zip(chosen.tolist(), phrases_of(self.found, chosen), strict=True))
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
                **self._row(phrase, rank, int(sizes[group])),
                "group": names[group],
                "ll": _finite(share.ll[i]),
                "log_ratio": _finite(share.log_ratio[i]),
            }

    def _row(self, phrase: Phrase, rank: int | None, han: int) -> Cells:
        documents = self.corpus.documents
        first, offset = phrase.first
        document = documents[first]
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
            "first_line": document.line_of(offset),
            "example": sentence_around(document.text, offset, offset + len(phrase.text)),
        }


def _finite(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
