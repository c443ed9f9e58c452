"""Phrases under one head: 产教融合 with 深化产教融合 and 产教融合型企业, folded ones too."""

from __future__ import annotations

from dataclasses import dataclass

from cntext.lazy import np
from cntext.measure.stats.phrase_discovery import Evidence
from cntext.measure.stats.phrase_overlaps import free


@dataclass(frozen=True, slots=True)
class Families:
    """The families of C strings.

    ``head`` int64[C]: the listed phrase whose family a string belongs to, itself if it heads
    one, -1 if it is only a piece of several others. ``rank`` int64[C]: place in the list from 1
    on, 0 for what was folded away. ``maximal`` int64[C]: occurrences that lie in no
    longer string of any family.
    """

    head: np.ndarray
    rank: np.ndarray
    maximal: np.ndarray

    def order(self, freq: np.ndarray) -> np.ndarray:
        """Return int64[n]: the members, families in order of their heads, each head first.

        Behind their head the members stand by frequency, ties by number.
        """
        members = np.flatnonzero(self.head >= 0)
        head = self.head[members]
        keys = (members, -freq[members], head != members, self.rank[head])
        return members[np.lexsort(keys)]


def families(found: Evidence) -> Families:
    """Give every string the best-ranked listed phrase within it as its head.

    A listed phrase heads its own family unless one that ranks above it lies within it. What
    was folded goes with the phrase that stands for it.
    """
    size = len(found.repeats)
    rank = np.zeros(size, np.int64)
    rank[found.listed] = np.arange(1, len(found.listed) + 1)
    head = np.where(rank > 0, np.arange(size), -1)
    part, holder = found.nest.part, found.nest.holder
    pairs = np.flatnonzero((rank[part] > 0) & (rank[holder] > rank[part]))
    pairs = pairs[np.argsort(-rank[part[pairs]], kind="stable")]
    head[holder[pairs]] = part[pairs]  # the last one, of the best rank, wins
    stands = np.where(found.folded.explained >= 0, found.folded.explained, found.folded.said)
    folded = (rank == 0) & (stands >= 0)
    head[folded] = stands[folded]
    # Heads of heads: the chain is short, and never turns back, for a head ranks higher, and
    # what stands for a folded string is listed in the end, or leads nowhere.
    for _ in range(size):
        above = np.where(head >= 0, head[head], -1)
        if np.array_equal(above, head):
            break
        head = above
    head[(head >= 0) & (rank[head] == 0)] = -1
    return Families(head, rank, free(found.repeats, head >= 0))
