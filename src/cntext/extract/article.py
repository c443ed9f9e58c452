"""Everything that one article names: the finders in order, overlaps settled, numbers told of what."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence

from cntext.extract.dates import dates
from cntext.extract.gazetteer import places
from cntext.extract.institutions import institutions
from cntext.extract.locations import locations
from cntext.extract.meetings import meetings
from cntext.extract.mentions import Bound, Kind, Mention, Word, outside
from cntext.extract.papers import papers
from cntext.extract.people import people
from cntext.extract.quantities import quantities
from cntext.extract.subjects import shared, subject_of
from cntext.extract.wording import Borders
from cntext.text.sentences import sentence_spans

_FARTHEST = 300  # characters: a page without full stops is one sentence
NUMBERS = frozenset({Kind.QUANTITY, Kind.MONEY})


def mentions(
    text: str, date: str, words: Sequence[Word], tag: Callable[[str], str]
) -> list[Mention]:
    """Return the mentions of one article in order of place, the longer first.

    ``date`` is that of the article, ISO 8601 or "". A name inside another is not told
    apart: 重庆 in 重庆工程学院, 教育部 in a title 《…》. A length of time may be a quantity and
    a period as well (近3年).
    """
    borders = Borders(words)
    documents = papers(text)
    met = outside(meetings(text, borders), documents)
    named = [*documents, *met]
    conferences = _Spans(met)
    times = outside(dates(text, date, borders), documents)
    # 北京2022年冬奥会 is a name, 党的十八大以来 is a period.
    times = [time for time in times if not conferences.contain(time)]
    met = outside(met, times)  # 党的十八大 in 党的十八大以来 is no more than a part of it
    named = [*documents, *met]
    counted = outside(quantities(text, borders), named)
    within = _Spans(times)
    counted = [one for one in counted if one.detail == "duration" or not within.hold(one)]
    counted = [_lasting(one, text) if within.hold(one) else one for one in counted]
    located = locations(text, borders)
    bodies = outside(institutions(text, borders, located), named)
    regions = _Spans([place for place in located if place.unit == "region"])
    bodies = [body for body in bodies if not regions.contain(body)]  # 东盟 in 中国－东盟自贸区
    persons = outside(people(text, borders, tag), [*named, *bodies])
    located = outside(located, [*named, *bodies, *persons])
    counted = outside(counted, [*bodies, *persons])
    found = [*named, *times, *_told(text, borders, counted, times), *bodies, *persons, *located]
    return sorted(found, key=lambda m: (m.start, -m.end, m.kind.value))


class _Spans:
    """Stretches of the text that do not overlap."""

    def __init__(self, spans: Sequence[Mention]) -> None:
        self._starts = [span.start for span in spans]
        self._ends = [span.end for span in spans]

    def contain(self, one: Mention) -> bool:
        """Say whether ``one`` begins in one of them, after its first character."""
        i = bisect_right(self._starts, one.start) - 1
        return i >= 0 and self._starts[i] < one.start < self._ends[i]

    def hold(self, one: Mention) -> bool:
        """Say whether ``one`` begins in one of them."""
        i = bisect_right(self._starts, one.start) - 1
        return i >= 0 and one.start < self._ends[i]


def _number_before(counted: Sequence[Mention], i: int) -> int:
    """Return which number is the last before the ``i``-th, but for lengths of time; -1: none."""
    near = range(i - 1, max(-1, i - 6), -1)
    return next((j for j in near if counted[j].detail != "duration"), -1)


def _lasting(one: Mention, text: str) -> Mention:
    """Return 近3年, which is a period and no number near three, as the 3 years that it lasts."""
    if one.detail == "duration" and text.startswith("近", one.start):
        return one._replace(start=one.start + 1, bound=Bound.EXACT.value)
    return one


def _told(
    text: str, borders: Borders, counted: Sequence[Mention], times: Sequence[Mention]
) -> list[Mention]:
    """Return numbers with what they are of and when: the last period named in the sentence.

    A number whose clause names nothing is of what the one before it in the sentence is of.
    """
    # 比上年增长 is reckoned from last year; it is not of it.
    times = [t for t in times if text[t.start - 1 : t.start] not in ("比", "较")]
    ends = [time.end for time in times]
    spans = sentence_spans(text)
    sentence = [start for start, _ in spans]
    told: list[Mention] = []
    for i, one in enumerate(counted):
        begin, close = spans[max(bisect_right(sentence, one.start) - 1, 0)]
        low = max(begin, one.start - _FARTHEST)
        last = _number_before(counted, i)
        before = counted[last].end if last >= 0 and counted[last].start >= low else low
        after = counted[i + 1].start if i + 1 < len(counted) else close
        subject = subject_of(text, borders, one, (before, min(after, close)), low)
        respectively = text.rfind("分别", low, one.start)
        if respectively >= 0 and not set("，；。") & set(text[respectively : one.start]):
            parts = shared(text, borders, respectively, low)
            nth = sum(respectively < other.start for other in counted[max(0, i - 9) : i])
            if len(parts) > nth:
                subject = parts[nth]
        if one.detail == "ordinal" and subject in places():
            subject = ""  # 重庆第2: of what, the number before it says
        if not subject and last >= 0 and told[last].start >= low:
            subject = told[last].subject
        at = bisect_right(ends, one.start) - 1
        if at + 1 < len(times) and times[at + 1].start <= one.start:
            at += 1  # 五年 in 过去五年
        time = times[at] if at >= 0 and times[at].start >= begin else None
        if time is None:
            told.append(one._replace(subject=subject))
        else:
            said = text[time.start : time.end]
            told.append(one._replace(subject=subject, time=said, first=time.first, last=time.last))
    return told
