"""The native core behind the `Segmenter` protocol: jieba's tokens, many times as fast.

``core/README.md`` explains the algorithm.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from cntext.compiled import library
from cntext.segment.bulk import cut_texts
from cntext.segment.columns import Columns, Progress
from cntext.segment.dictionary import jieba_version
from cntext.segment.engine import JiebaSegmenter
from cntext.segment.native_data import open_data
from cntext.segment.native_library import (
    FULL,
    GRAMS,
    HMM,
    NO_SPACE,
    PLAIN,
    Cutter,
    Owned,
    points,
)
from cntext.segment.userdict import UserDictionary


@lru_cache(maxsize=1)
def core_data() -> tuple[int, int, Any]:
    """Return the address of the opened data, the sum of all frequencies, and what keeps it alive."""
    core = library()
    address, memory = open_data(core, core.cn_format())
    return address, core.cn_listed_total(address), memory


class NativeSegmenter:
    """jieba's dictionary, its model and the user's words, in the native core.

    Gives what `JiebaSegmenter` gives. Parts of speech are jieba's own work: the first
    call of `tag` makes a `JiebaSegmenter`. Raises `Unusable` where the core cannot be used.
    """

    engine = "native"

    def __init__(self, userdicts: Iterable[UserDictionary] = (), *, hmm: bool = True) -> None:
        self.userdicts = tuple(userdicts)
        self._hmm = hmm
        self._data, self._total, self._memory = core_data()
        self._words = Owned("cn_words", self._data, math.log(self._total))
        self._plain = Cutter(self._words, PLAIN)
        self._tagger: JiebaSegmenter | None = None
        for userdict in self.userdicts:
            for entry in userdict.words:
                self._add(entry.word, entry.frequency)

    @property
    def name(self) -> str:
        """Whose tokens these are: the core gives those of this version of jieba."""
        return f"jieba {jieba_version()}"

    # --- the dictionary: jieba.Tokenizer ---------------------------------------------------

    def _add(self, word: str, frequency: int | None = None) -> None:
        """Do what ``jieba.add_word`` does; with frequency 0, what ``jieba.del_word`` does."""
        if frequency is None:
            frequency = self._suggested(word)
        self._total += frequency
        core = library()
        log = math.log(frequency) if frequency else 0.0
        if word and not core.cn_add(self._words.address, points(word), len(word), frequency, log):
            raise ValueError(f"a word of {len(word)} characters is too long for the core")
        core.cn_total(self._words.address, math.log(self._total))

    def _frequency(self, word: str, missing: int) -> int:
        found: int = library().cn_frequency(self._words.address, points(word), len(word))
        return missing if found < 0 else found

    def _suggested(self, word: str) -> int:
        """Return ``jieba.suggest_freq(word)``: just enough that the word is kept whole."""
        share: float = 1
        for _, part in _pieces(self._plain, word):
            share *= self._frequency(part, 1) / float(self._total)
        return max(int(share * self._total) + 1, self._frequency(word, 1))

    # --- one text --------------------------------------------------------------------------

    def cut(self, text: str) -> list[str]:
        """Return what ``jieba.lcut(text)`` would with the same user words."""
        return self._lcut(text, HMM if self._hmm else PLAIN)

    def cut_for_search(self, text: str) -> list[str]:
        """Return what ``jieba.lcut_for_search(text)`` would with the same user words."""
        return self._lcut(text, HMM if self._hmm else PLAIN, GRAMS)

    def cut_all(self, text: str) -> list[str]:
        """Return what ``jieba.lcut(text, cut_all=True)`` would with the same user words."""
        words: list[str] = []
        begun = ""
        for length, piece in _pieces(Cutter(self._words, FULL), text):
            begun += piece
            if length >= 0:  # else the next piece belongs to the same word
                words.append(begun)
                begun = ""
        return words

    def tag(self, text: str) -> list[tuple[str, str]]:
        """Return what ``jieba.posseg.lcut(text)`` would."""
        if self._tagger is None:
            self._tagger = JiebaSegmenter(self.userdicts, hmm=self._hmm)
        return self._tagger.tag(text)

    def _lcut(self, text: str, mode: int, options: int = 0) -> list[str]:
        return [piece for _, piece in _pieces(Cutter(self._words, mode, options), text)]

    # --- many texts ------------------------------------------------------------------------

    def columns(self, texts: Sequence[str], progress: Progress, jobs: int = 0) -> Columns:
        """Cut ``texts`` on ``jobs`` threads (0: one a core); equal for any number of them."""
        mode = HMM if self._hmm else PLAIN
        return cut_texts(
            lambda: Cutter(self._words, mode, NO_SPACE, self._data), texts, progress, jobs
        )


def _pieces(cutter: Cutter, text: str) -> Iterator[tuple[int, str]]:
    """Cut ``text``; give each piece with its length as the core said it."""
    numbers, starts = array("i"), array("i")
    cutter.cut([text]).add_to(numbers, starts)
    for length, start in zip(numbers, starts, strict=True):
        yield length, text[start : start + abs(length)]
