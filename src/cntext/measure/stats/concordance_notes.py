"""What a concordance says of itself: its title, what was found, that nothing was."""

from __future__ import annotations

from collections.abc import Sequence

from cntext.corpus import Corpus
from cntext.errors import Both
from cntext.query.ask import Match, kind_of
from cntext.query.found import Found
from cntext.table import Caveat
from cntext.text.safe import safe

_LONGEST = 60  # characters of a query in the title
_HOW = {
    Match.TEXT: Both("在原文上查", "on the text"),
    Match.WORD: Both("按词界查", "between token borders"),
    Match.CONCEPT: Both("查概念的各种写法", "every form of the concept"),
    Match.REGEX: Both("按正则查", "regular expression"),
    Match.CQL: Both("在词上查", "on tokens"),
}


def title_of(terms: Sequence[str]) -> Both:
    """Return the title: the first few queries."""
    cut = [term if len(term) <= _LONGEST else term[: _LONGEST - 1] + "…" for term in terms[:3]]
    shown = "、".join(map(safe, cut)) + ("…" if len(terms) > 3 else "")
    return Both(f"语境：{shown}", f"Concordance of {shown}")


def found_note(pieces: Sequence[Corpus], query: str, match: Match, found: Sequence[Found]) -> Both:
    """Return how often a query was found, and how it was looked for."""
    how = _HOW[kind_of(query, match)]
    places, spread = sum(map(len, found)), sum(hits.spread() for hits in found)
    all_of = sum(map(len, pieces))
    return Both(
        f"{safe(query)}：{places:,} 处，见于 {all_of:,} 篇中的 {spread:,} 篇（{how.zh}）",
        f"{safe(query)}: {places:,} places in {spread:,} of {all_of:,} documents ({how.en})",
    )


def nothing_found(pieces: Sequence[Corpus], terms: Sequence[str], notes: Sequence[Both]) -> Caveat:
    """Return what to say where there is not a single place."""
    all_of = sum(map(len, pieces))
    if len(terms) == 1:
        return Caveat("no-places", notes[0])
    return Caveat(
        "no-places",
        Both(
            f"查了 {len(terms):,} 个，{all_of:,} 篇中都没有",
            f"none of the {len(terms):,} queries is found in {all_of:,} documents",
        ),
    )
