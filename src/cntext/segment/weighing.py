"""What frequency makes a word come out whole: jieba's own suggestion, nothing changed by asking."""

from __future__ import annotations

from cntext.segment.dictionary import dictionary_path, prefix_dictionary
from cntext.segment.engine import Segmenter


class Scales:
    """jieba's dictionary, asked for the frequency that a word needs.

    ``by_dictionary`` cuts by the dictionary alone (HMM off).
    """

    def __init__(self, by_dictionary: Segmenter) -> None:
        self._segmenter = by_dictionary
        self._frequency, self._total = prefix_dictionary(dictionary_path())

    def listed(self, word: str) -> int:
        """Return the frequency of ``word`` in jieba's dictionary, 0 if it is not there."""
        return self._frequency.get(word, 0)

    def needed(self, word: str) -> int:
        """Return a frequency with which ``word`` is not cut apart; unless listed, the lowest.

        As ``jieba.suggest_freq(word)``: one more than the product of the shares of the words
        that it would be cut into, times the size of the dictionary.
        """
        share = 1.0
        for piece in self._segmenter.cut(word):
            share *= self._frequency.get(piece, 1) / self._total
        return max(int(share * self._total) + 1, self._frequency.get(word, 1))
