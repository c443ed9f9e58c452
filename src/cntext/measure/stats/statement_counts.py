"""The numbers of every document with what they tell of: achievement or target; mergeable."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cntext.analysis import Background
from cntext.corpus import Corpus, field_of
from cntext.extract.article import NUMBERS
from cntext.extract.discourse import is_discourse
from cntext.extract.mentions import Kind, Mention
from cntext.extract.statements import Statement, leaning, planned, statement_of
from cntext.extract.wording import Borders
from cntext.lexicon import Lexicon
from cntext.measure.stats.entity_counts import Found, Tags, found_in

# The second place is a result, the third session and the sixth plan are not.
_RANKS = ("", "位", "名", "强")
# 一个安定的环境: an article rather than a figure. 1个 and 两个 are counted.
_ARTICLE = "一个"
_TIMES = 3  # before a number: bases of comparison may stand between it and its own time


class Told(NamedTuple):
    """A number and what it tells of."""

    found: Found
    statement: Statement


@dataclass(frozen=True, slots=True)
class StatementCounts:
    """The numbers of ``documents`` documents, ``undated`` of them without a date.

    ``passed``: how many more only order what is said (三个方面), and are not listed.
    """

    told: tuple[Told, ...]
    documents: int
    undated: int
    passed: int

    def merged(self, others: Sequence[StatementCounts]) -> StatementCounts:
        """Return the numbers of all these documents, in the order of reading."""
        every = (self, *others)
        return StatementCounts(
            tuple(one for counts in every for one in counts.told),
            sum(counts.documents for counts in every),
            sum(counts.undated for counts in every),
            sum(counts.passed for counts in every),
        )


def count_statements(
    corpus: Corpus, lexicon: Lexicon, background: Background, by: str
) -> StatementCounts:
    """Return the quantities and sums of every document with what they tell of."""
    groups = field_of(corpus.documents, by) if by else [""] * len(corpus)
    tags = Tags(corpus, lexicon, background)
    told: list[Told] = []
    undated = passed = 0
    for d, document in enumerate(corpus.documents):
        undated += not document.date
        words = tags.words(d)
        found = list(found_in(document, groups[d], words, tags))
        times = [one.mention for one in found if one.mention.kind is Kind.DATE]
        borders = Borders(words)
        ends = [time.end for time in times]
        here: list[Told] = []
        for one in found:
            mention = one.mention
            if mention.kind not in NUMBERS or one.written == _ARTICLE or not _tells(mention):
                continue
            if is_discourse(document.text, borders, mention):
                passed += 1
                continue
            last = bisect_right(ends, mention.start)
            statement = statement_of(
                document.text, borders, mention, times[max(0, last - _TIMES) : last], document.date
            )
            here.append(Told(one, statement))
        if leaning([one.statement for one in here]):
            here = [Told(one.found, planned(one.statement)) for one in here]
        told += here
    return StatementCounts(tuple(told), len(corpus), undated, passed)


def _tells(mention: Mention) -> bool:
    """Say whether a number may be a result: lengths of time and ordinals of names are none."""
    if mention.detail == "ordinal":
        return mention.unit in _RANKS
    return mention.detail != "duration"
