"""Look for every query in every piece of a corpus; keep all places, or a sample of them."""

from __future__ import annotations

from collections.abc import Sequence

from cntext.corpus import Corpus
from cntext.errors import Both
from cntext.lexicon import Lexicon
from cntext.measure.stats.concordance import Concordance, concordance_of, sampled
from cntext.measure.stats.concordance_notes import found_note
from cntext.query.ask import Match, find, kind_of
from cntext.query.hits import Hits
from cntext.threads import in_threads


def searched(
    pieces: Sequence[Corpus],
    lexicon: Lexicon,
    queries: Sequence[str],
    match: Match,
    sample: int,
    seed: int,
) -> tuple[Concordance, tuple[Both, ...]]:
    """Return the places of all ``queries``, and notes that say what was found.

    With ``sample`` only so many of them, drawn at random by ``seed`` from all.
    """
    found = [_places(pieces, lexicon, query, match) for query in queries]
    notes = [
        found_note(pieces, query, match, hits) for query, hits in zip(queries, found, strict=True)
    ]
    places = concordance_of(pieces, queries, found)
    total = len(places)
    if 0 < sample < total:
        places = places.take(sampled(total, sample, seed))
        notes.append(
            Both(
                f"随机取 {sample:,} 处，共 {total:,} 处（--seed {seed}）",
                f"{sample:,} of {total:,} places drawn at random (--seed {seed})",
            )
        )
    return places, tuple(notes)


def _places(pieces: Sequence[Corpus], lexicon: Lexicon, query: str, match: Match) -> Sequence[Hits]:
    def places(corpus: Corpus) -> Hits:
        return find(corpus, query, match, lexicon)

    if kind_of(query, match) in {Match.TEXT, Match.WORD}:  # the core searches, on all cores
        return in_threads(places, pieces)
    return list(map(places, pieces))
