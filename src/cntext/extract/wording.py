"""The words of a text as evidence: where one begins and ends, and what kind it is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from cntext.extract.mentions import Word

# The mark of a word that the policy lexicon lists and jieba's dictionary does not know.
LISTED = "nl"
_NUMERAL_TAGS = frozenset({"m", "q", "mq", "t", ""})


class Borders:
    """The borders of words; where nothing was cut, every place may be one."""

    def __init__(self, words: Sequence[Word]) -> None:
        self.words = words
        self.starts = [word.start for word in words]
        self._starts = frozenset(self.starts)
        self._ends = frozenset(word.end for word in words)

    def begins(self, at: int) -> bool:
        """Say whether a word may begin at ``at``."""
        return not self.words or at in self._starts

    def ends(self, at: int) -> bool:
        """Say whether a word may end at ``at``."""
        return not self.words or at in self._ends

    def at(self, place: int) -> int:
        """Return the number of the word at or before ``place``, -1 if there is none."""
        return bisect_right(self.starts, place) - 1

    def is_listed(self, place: int) -> bool:
        """Say whether the word at ``place`` is a phrase of the policy lexicon (京津冀协同发展)."""
        return self.tag(place) == LISTED

    def tag(self, place: int) -> str:
        """Return the part of speech of the word at ``place``, "" where nothing was cut."""
        return self.words[self.at(place)].tag if self.words else ""

    def numeral(self, start: int, end: int) -> bool:
        """Say whether ``start:end`` may be a number with its unit, not a part of a word.

        It begins with a word, and the words up to its end are numerals and measures.
        """
        if not self.words:
            return True
        if start not in self._starts:
            return False
        i = self.at(start)
        first = True
        while i < len(self.words) and self.words[i].start < end:
            word = self.words[i]
            if word.end > end and word.tag not in _NUMERAL_TAGS:
                return False
            if first and word.tag not in _NUMERAL_TAGS and word.end - word.start > 1:
                return False
            first = False
            i += 1
        return True
