"""What finds terms on the characters of a text: phrases as they stand, concepts in all forms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from ahocorasick_rs import AhoCorasick

from cntext.lexicon import Concept, Lexicon
from cntext.measure.stats.lexicon_counts import nestings

Finder = Callable[[str], Iterable[tuple[str, int]]]  # text → (term, offset) of each occurrence


def phrase_finder(phrases: Sequence[str]) -> Finder:
    """Return what finds ``phrases`` as Total counts them: left to right, in longer ones too."""
    phrases = list(dict.fromkeys(phrases))
    automaton = AhoCorasick(phrases) if phrases else None

    def find(text: str) -> Iterable[tuple[str, int]]:
        free: dict[int, int] = {}  # where the last occurrence of each phrase ended
        hits = automaton.find_matches_as_indexes(text, overlapping=True) if automaton else ()
        for which, start, end in hits:
            if start >= free.get(which, 0):
                free[which] = end
                yield phrases[which], start

    return find


def concept_finder(lexicon: Lexicon) -> Finder:
    """Return what finds concepts by all their forms: leftmost-longest, each stretch once."""

    def find(text: str) -> Iterable[tuple[str, int]]:
        for start, end in lexicon.find(text):
            yield lexicon.concept_of[text[start:end]].name, start

    return find


def concept_totals(lexicon: Lexicon) -> Finder:
    """Return what finds concepts as `cntext lexicon count` does: in forms of others too.

    Of overlapping forms of the one concept, the first and longest counts.
    """

    def find(text: str) -> Iterable[tuple[str, int]]:
        free: dict[str, int] = {}  # where the last occurrence of each concept ended
        for hit, _ in nestings(lexicon.scan(text)[0]):
            name = lexicon.concept_of[hit.form].name
            if hit.start >= free.get(name, 0):
                free[name] = hit.end
                yield name, hit.start

    return find


def term_finder(terms: Sequence[str], lexicon: Lexicon, *, concepts: bool) -> Finder:
    """Return what finds ``terms`` on the characters of a text.

    Each is counted as Total, as if it were asked for alone. With ``concepts``, a term that
    the lexicon lists stands for its concept: any of its forms counts, look-alikes that the
    lexicon excludes do not, and of nested forms of the one concept the longest is one hit.
    """
    known = {t: lexicon.concept_of[t] for t in terms if concepts and t in lexicon}
    plain = phrase_finder([t for t in terms if t not in known])
    # Looked for one by one: what another term covers is still an occurrence of this one.
    alone: list[tuple[str, Lexicon]] = [(t, _one(concept)) for t, concept in known.items()]

    def find(text: str) -> Iterable[tuple[str, int]]:
        yield from plain(text)
        for term, one in alone:
            yield from ((term, start) for start, _ in one.find(text))

    return find


def _one(concept: Concept) -> Lexicon:
    return Lexicon([concept])
