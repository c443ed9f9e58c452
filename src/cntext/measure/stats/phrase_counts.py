"""Exact counts of listed phrases, on characters, with every nesting told apart.

Phrases are counted on the text, never on tokens: jieba cuts 产教融合 into 产教/融合, and a
user word 深化产教融合 would silently halve the count of 产教融合.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from cntext.lazy import np


@dataclass(frozen=True, slots=True)
class PhraseCounts:
    """Counts of P phrases in D texts.

    ``total`` int64[D, P]: occurrences of each phrase, left to right, not overlapping one
    another, whatever other phrases do: ``text.count(phrase)``. ``maximal`` int64[D, P]:
    those of them that do not lie inside an occurrence of a longer listed phrase, so that
    a stretch under nested phrases counts once. ``first``: ``(text, offset)`` of the first
    occurrence of each phrase, or None.
    """

    phrases: tuple[str, ...]
    total: np.ndarray
    maximal: np.ndarray
    first: tuple[tuple[int, int] | None, ...]


def count_phrases(texts: Sequence[str], phrases: Sequence[str]) -> PhraseCounts:
    """Count each of ``phrases`` (different, none empty) in each of ``texts``."""
    if len(set(phrases)) != len(phrases) or not all(phrases):
        raise ValueError("phrases must be different from one another, and not empty")
    total = np.zeros((len(texts), len(phrases)), np.int64)
    maximal = np.zeros_like(total)
    first: list[tuple[int, int] | None] = [None] * len(phrases)
    for d, found in enumerate(occurrences(texts, phrases)):
        # Nested: one that begins no later reaches as far or farther, and is longer. Sorted
        # by start, longest first, the farthest end so far decides.
        reach = 0
        for phrase, start, end in sorted(found, key=lambda f: (f[1], -f[2])):
            total[d, phrase] += 1
            maximal[d, phrase] += end > reach
            reach = max(reach, end)
            if first[phrase] is None:
                first[phrase] = (d, start)
    return PhraseCounts(tuple(phrases), total, maximal, tuple(first))


def occurrences(
    texts: Sequence[str], phrases: Sequence[str]
) -> Iterator[list[tuple[int, int, int]]]:
    """Yield for each text the ``(phrase, start, end)`` of all that count as Total.

    Offsets are in characters. One pass over the text, however many phrases there are
    (Aho & Corasick 1975).
    """
    automaton = AhoCorasick(list(phrases)) if phrases else None
    for text in texts:
        found: list[tuple[int, int, int]] = []
        free = [0] * len(phrases)  # where the last occurrence of each phrase ended
        hits = automaton.find_matches_as_indexes(text, overlapping=True) if automaton else ()
        for phrase, start, end in hits:
            if start >= free[phrase]:
                free[phrase] = end
                found.append((phrase, start, end))
        yield found
