"""Look for every query in every piece of a corpus; keep all places, or a sample of them."""

from __future__ import annotations

from collections.abc import Sequence

from cntext.corpus import Corpus
from cntext.errors import Both
from cntext.lexicon import Lexicon
from cntext.measure.stats.concordance import Concordance, concordance_of, sampled
from cntext.measure.stats.concordance_notes import found_note
from cntext.query.ask import Match, find, kind_of
from cntext.query.found import Found, StringFound, string_in
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
        places = sampled(places, sample, seed)
        notes.append(
            Both(
                f"随机取 {sample:,} 处，共 {total:,} 处（--seed {seed}）",
                f"{sample:,} of {total:,} places drawn at random (--seed {seed})",
            )
        )
    return places, tuple(notes)


def _places(
    pieces: Sequence[Corpus], lexicon: Lexicon, query: str, match: Match
) -> Sequence[Found]:
    def hits(corpus: Corpus) -> Found:
        return find(corpus, query, match, lexicon)

    kind = kind_of(query, match)
    if kind is Match.WORD:  # the core searches, on all cores
        return in_threads(hits, pieces)
    if kind is not Match.TEXT:
        return list(map(hits, pieces))
    stored = [string_in(corpus, query) for corpus in pieces]
    in_threads(StringFound.look, [f for f in stored if f is not None and not f.is_counted])
    return [
        hits(corpus) if found is None else found
        for found, corpus in zip(stored, pieces, strict=True)
    ]
