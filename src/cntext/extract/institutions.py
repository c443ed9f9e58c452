"""Institutions: organs by name, bodies by their ending, short names of an article."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from cntext.extract.bodies import bodies, ending
from cntext.extract.gazetteer import organs
from cntext.extract.mentions import Kind, Mention, longest
from cntext.extract.wording import Borders
from cntext.lazy import pattern
from cntext.text.introductions import introductions

# 省考委 stands for a committee of every province, which is no one body.
_CLASS = pattern("[省区]、|、[市县]|直辖市|县级以上|各[级地省市县]")
_COMMITTEES = ("市委", "省委", "县委", "区委", "妇联")


@cache
def _search() -> tuple[AhoCorasick, tuple[str, ...]]:
    forms = tuple(organs())
    return AhoCorasick(forms, matchkind=MatchKind.LeftmostLongest), forms


def institutions(text: str, borders: Borders, located: Iterable[Mention]) -> list[Mention]:
    """Return the institutions of one article.

    A short name counts from where the article introduces it (以下简称“学校”) to its end, and
    stands for the full name; elsewhere 学校 is a word.
    """
    starts = frozenset(place.start for place in located)
    known = longest([*_organs(text, borders), *bodies(text, borders, starts)])
    return longest([*_short(text, borders, known), *known])


def _organs(text: str, borders: Borders) -> Iterator[Mention]:
    search, forms = _search()
    for number, start, end in search.find_matches_as_indexes(text):
        form = forms[number]
        # 加入世贸组织 may be one word; a long name needs no borders to be known.
        ends = borders.ends(end) or borders.is_listed(start) or text.startswith("国家", end)
        if end - start < 4 and not (borders.begins(start) and ends):
            continue
        if form in _COMMITTEES and _goes_on(borders, end):
            continue
        yield Mention(Kind.INSTITUTION, start, end, organs()[form])


def _goes_on(borders: Borders, end: int) -> bool:
    """Say whether a noun follows at once: 市委书记 is of a person, 市委六届 of a meeting."""
    i = borders.at(end)
    if not borders.words or borders.words[i].start != end:
        return False
    return borders.words[i].tag[:1] in ("n", "b", "j", "f", "s")


def _short(text: str, borders: Borders, known: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the short names that the article introduces for institutions, from there on.

    Where one is introduced again, it stands for the new full name from then on.
    """
    ends = {one.end for one in known}
    since: dict[str, list[tuple[int, str]]] = {}
    for short, full, start, end in introductions(text):
        if (
            "《" not in full
            and not _CLASS.search(full)
            and (start in ends or ending().search(full))
        ):
            since.setdefault(short, []).append((end, full))
    if not since:
        return
    shorts = sorted(since)
    search = AhoCorasick(shorts, matchkind=MatchKind.LeftmostLongest)
    for number, start, end in search.find_matches_as_indexes(text):
        short = shorts[number]
        at = bisect_right(since[short], start, key=lambda introduced: introduced[0]) - 1
        if at >= 0 and (borders.begins(start) or len(short) > 3):
            yield Mention(Kind.INSTITUTION, start, end, since[short][at][1])
