"""jieba behind a protocol: a tokenizer of our own, the same tokens as ``jieba.lcut``."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from cntext.segment.columns import Columns, Progress, cut_by_words
from cntext.segment.dictionary import dictionary_path, prefix_dictionary, quiet_jieba
from cntext.segment.userdict import UserDictionary


class Segmenter(Protocol):
    """Anything that cuts text: the pieces, put together again, are the text."""

    @property
    def name(self) -> str:
        """Whose tokens these are, and of which version, for the manifest."""
        ...

    @property
    def engine(self) -> str:
        """What cuts: "native" or "jieba"."""
        ...

    def cut(self, text: str) -> list[str]:
        """Return the words of ``text``, white space and punctuation included."""
        ...

    def tag(self, text: str) -> list[tuple[str, str]]:
        """Return ``(word, part of speech)`` pairs of ``text``."""
        ...

    def columns(self, texts: Sequence[str], progress: Progress, jobs: int = 0) -> Columns:
        """Cut ``texts`` into columns, white space left out; ``progress`` is told characters.

        ``jobs`` is how many threads may work (0: one a core); it changes no result.
        """
        ...

    @property
    def userdicts(self) -> tuple[UserDictionary, ...]:
        """The user's dictionaries in force."""
        ...


class JiebaSegmenter:
    """jieba with its own dictionary, user words added, and nothing global.

    ``hmm=False`` cuts by the dictionary alone, without guesses at unknown words.
    Frozen once built: words are never added while text is cut.
    """

    engine = "jieba"

    def __init__(self, userdicts: Iterable[UserDictionary] = (), *, hmm: bool = True) -> None:
        jieba = quiet_jieba()
        self.name = f"jieba {jieba.__version__}"
        self.userdicts = tuple(userdicts)
        self._hmm = hmm
        self._finalseg = jieba.finalseg
        with self._split_words(set()) as split:
            self._tokenizer = _tokenizer(jieba, self.userdicts)
        self._split = split
        self._tagger: Any = None

    @contextmanager
    def _split_words(self, words: set[str]) -> Iterator[set[str]]:
        """Lend jieba the words that are never put together (frequency 0).

        It keeps them in one set for the whole process, where the words of one user
        dictionary would change what every other tokenizer does.
        """
        theirs = self._finalseg.Force_Split_Words
        self._finalseg.Force_Split_Words = words
        try:
            yield words
        finally:
            self._finalseg.Force_Split_Words = theirs

    def cut(self, text: str) -> list[str]:
        """Return what ``jieba.lcut(text)`` would with the same user words."""
        if self._split:
            with self._split_words(self._split):
                return self._lcut(text)
        return self._lcut(text)

    def _lcut(self, text: str) -> list[str]:
        words: list[str] = self._tokenizer.lcut(text, HMM=self._hmm)
        return words

    def tag(self, text: str) -> list[tuple[str, str]]:
        """Return what ``jieba.posseg.lcut(text)`` would.

        Its words can differ from `cut`: the tagger has a hidden Markov model of its own.
        """
        if self._tagger is None:
            self._tagger = _tagger(self._tokenizer)
        return [(pair.word, pair.flag) for pair in self._tagger.lcut(text, HMM=self._hmm)]

    def columns(self, texts: Sequence[str], progress: Progress, jobs: int = 0) -> Columns:  # noqa: ARG002 (Python's threads would not help)
        """Cut ``texts`` word by word: the slow reference for the native core."""
        return cut_by_words(self.cut, texts, progress)


def _tokenizer(jieba: Any, userdicts: Iterable[UserDictionary]) -> Any:  # noqa: ANN401 (untyped)
    tokenizer = jieba.Tokenizer()
    frequency, total = prefix_dictionary(dictionary_path())
    # What Tokenizer.initialize() does, less its cache in the shared temp folder.
    tokenizer.FREQ, tokenizer.total = frequency, total
    tokenizer.initialized = True
    tokenizer.lock = threading.RLock()
    for userdict in userdicts:
        for entry in userdict.words:
            tokenizer.add_word(entry.word, entry.frequency, entry.tag)
    return tokenizer


def _tagger(tokenizer: Any) -> Any:  # noqa: ANN401 (untyped)
    from jieba.posseg import POSTokenizer

    # What POSTokenizer(tokenizer) does, but it reads the dictionary anew each time.
    tagger = POSTokenizer.__new__(POSTokenizer)
    tagger.tokenizer = tokenizer
    tagger.word_tag_tab = dict(_tags(dictionary_path()))  # user words are added to it
    return tagger


class DictionaryBackground:
    """How frequent a word is in general Chinese, by the counts in jieba's dictionary.

    They come from a mixed corpus of 60 million words that jieba does not document
    further; good for "surprisingly frequent here", not for publication as frequencies.
    """

    @cached_property
    def _known(self) -> _Known:
        return _counts(dictionary_path())

    @cached_property
    def _documents(self) -> tuple[dict[str, float], float]:
        return _idf(dictionary_path().parent / "analyse" / "idf.txt")

    @property
    def total(self) -> int:
        """Words in the dictionary's corpus."""
        return self._known.total

    def freq(self, word: str) -> int:
        """Return the dictionary's count of ``word``, 0 if it is not in it."""
        known = self._known
        place = known.places.get(word)
        return 0 if place is None else known.counts[place]

    def tag(self, word: str) -> str:
        """Return the dictionary's part of speech of ``word``, "" if it is not in it."""
        known = self._known
        place = known.places.get(word)
        return "" if place is None else known.tags[place]

    def idf(self, word: str) -> float:
        """Return jieba's inverse document frequency of ``word``, its median if unknown."""
        known, median = self._documents
        return known.get(word, median)


# Each is read when first asked, once in a process: most runs never do, and one takes a third of a second.
@cache
def _tags(path: Path) -> dict[str, str]:
    """Return the part of speech of each word."""
    lines = (line.split(" ") for line in path.read_text(encoding="utf-8").splitlines())
    return {word: tag for word, _, tag in lines}


class _Known(NamedTuple):
    """The lines of jieba's dictionary: where a word stands, its count, its part of speech.

    A word that has two lines is what the second says; ``total`` has both, as jieba's has.
    """

    places: dict[str, int]
    counts: list[int]
    tags: list[str]
    total: int


@cache
def _counts(path: Path) -> _Known:
    # Words, counts and tags in turn; a pair for each word would take as long again.
    fields = path.read_text(encoding="utf-8").split()
    words, counts, tags = fields[::3], list(map(int, fields[1::3])), fields[2::3]
    return _Known(dict(zip(words, range(len(tags)), strict=True)), counts, tags, sum(counts))


@cache
def _idf(path: Path) -> tuple[dict[str, float], float]:
    """Return the inverse document frequency of each word, and the median of them."""
    pairs = (line.split(" ") for line in path.read_text(encoding="utf-8").splitlines())
    known = {word: float(number) for word, number in pairs}
    ordered = sorted(known.values())
    return known, ordered[len(ordered) // 2]
