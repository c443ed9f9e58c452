"""Frames of slogans: 以…为…, 协同…、协同…, …有所…、…有所…, with what fills them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass

from cntext.analysis import Background
from cntext.corpus import Corpus
from cntext.lazy import np
from cntext.measure.stats.ngram_counts import stretches
from cntext.text.sentences import sentence_around

# A filler is a phrase, not a clause: so many words at the most.
_WIDEST = 6
_SECOND = 3
# Slogans in a row have the same number of characters, and not very many.
_SHORTEST, _LONGEST, _RUN = 3, 10, 3
# A frame is one by its fillers: with fewer different ones it is a phrase.
_FEWEST_FILLERS = 3
_LEAST = 3
# The second word answers the first if this share of the uses of either is in the frame.
_ANSWERS = 0.05


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame and its occurrences, as ``(document, start, end)`` in characters.

    ``kind``: "pair" (two fixed words), "repeated" (clauses that begin or end with the same
    word), "parallel" (clauses of equal length). ``fillers``: each way it is filled, with its count.
    ``slots``: how many there are, in the longest occurrence.
    """

    kind: str
    text: str
    slots: int
    fillers: Counter[str]
    places: tuple[tuple[int, int, int], ...]

    @property
    def range(self) -> int:
        """Documents that have it."""
        return len({document for document, _, _ in self.places})


@dataclass(frozen=True, slots=True)
class Frames:
    """All frames of a corpus, the sentence of the first place of each, and its ``words``.

    Whether a word answers another is a share of all its uses: frames are of a corpus as one.
    """

    found: tuple[Frame, ...]
    examples: tuple[str, ...]
    words: int

    def merged(self, others: Sequence[Frames]) -> Frames:
        """Return itself; TypeError where there are others, for frames of parts do not add up."""
        if others:
            raise TypeError("frames are of a corpus as one")
        return self


def frames_of(corpus: Corpus, background: Background, function_words: Set[str]) -> Frames:
    """Return every frame of ``corpus``, the commonest first."""
    found = frames(corpus, background, function_words, _LEAST)
    places = [frame.places[0] for frame in found]
    return Frames(
        tuple(found),
        tuple(sentence_around(corpus.documents[d].text, low, high) for d, low, high in places),
        int(corpus.type_is_word()[corpus.tokens].sum()),
    )


def frames(
    corpus: Corpus, background: Background, function_words: Set[str], min_freq: int
) -> list[Frame]:
    """Return the frames filled ``min_freq`` times or more, the commonest first.

    Clauses in a row each count as filled once, and three are the least: one pair is chance.
    """
    found = [
        *_pairs(corpus, background, function_words),
        *_rows_of_clauses(corpus, function_words),
    ]
    kept = [frame for frame in found if frame.fillers.total() >= max(min_freq, _LEAST)]
    return sorted(kept, key=lambda f: (-len(f.places), f.kind, f.text))


def _pairs(corpus: Corpus, background: Background, function_words: Set[str]) -> list[Frame]:
    """Find 以…为… and its like: a preposition and the word that answers it in the same clause."""
    words = corpus.vocabulary
    tags = [background.tag(word)[:1] for word in words]

    def which(kinds: str) -> np.ndarray:
        flags = (t in kinds and w in function_words for t, w in zip(tags, words, strict=True))
        return np.fromiter(flags, bool, len(words))

    # Not 在…中, 在…下: that is grammar, and everywhere.
    opens, closes = which("p"), which("pv")
    is_word = corpus.type_is_word()[corpus.tokens]
    stretch = stretches(corpus, is_word)
    tokens, size = corpus.tokens, len(corpus.tokens)
    seen: set[tuple[int, int]] = set()
    places: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for gap in range(2, _WIDEST + 2):
        begin = np.arange(max(size - gap, 0))
        ok = opens[tokens[begin]] & closes[tokens[begin + gap]]
        ok &= (stretch[begin] == stretch[begin + gap]) & is_word[begin]
        for i in begin[ok].tolist():
            first, second = words[tokens[i]], words[tokens[i + gap]]
            if first != second and (i, int(tokens[i + gap])) not in seen:
                seen.add((i, int(tokens[i + gap])))
                places[first, second].append((i, i + gap))
    uses = Counter(dict(enumerate(np.bincount(tokens, minlength=len(words)).tolist())))
    number = {word: i for i, word in enumerate(words)}
    result = []
    for (first, second), pairs in places.items():
        if len(pairs) < _ANSWERS * max(uses[number[first]], uses[number[second]]):
            continue
        result.append(_pair(corpus, first, second, sorted(pairs), stretch))
    return [frame for frame in result if len(frame.fillers) >= _FEWEST_FILLERS]


def _pair(
    corpus: Corpus, first: str, second: str, pairs: list[tuple[int, int]], stretch: np.ndarray
) -> Frame:
    document = corpus.document_of_token()
    fillers: Counter[str] = Counter()
    places = []
    open_ended = 0
    for i, j in pairs:
        end = j
        while end - j < _SECOND and end + 1 < len(stretch) and stretch[end + 1] == stretch[j]:
            end += 1
        open_ended += end > j
        d = int(document[i])
        start = int(corpus.starts[i])
        stop = int(corpus.starts[end]) + len(corpus.vocabulary[corpus.tokens[end]])
        fillers[corpus.documents[d].text[start:stop]] += 1
        places.append((d, start, stop))
    two = 2 * open_ended > len(pairs)
    text = f"{first}…{second}…" if two else f"{first}…{second}"
    return Frame("pair", text, 1 + two, fillers, tuple(places))


@dataclass(frozen=True, slots=True)
class _Clauses:
    """The stretches of words between marks, one after the other, K of them.

    ``first``, ``last`` int64[K]: tokens; ``start``, ``end`` int64[K]: characters in the text of
    ``document`` int64[K]; ``mark`` int64[K]: type of the 、，； that leads to the next, else -1.
    """

    first: np.ndarray
    last: np.ndarray
    start: np.ndarray
    end: np.ndarray
    document: np.ndarray
    mark: np.ndarray


def _clauses(corpus: Corpus) -> _Clauses:
    words, tokens = corpus.vocabulary, corpus.tokens
    is_word = corpus.type_is_word()[tokens]
    stretch = stretches(corpus, is_word)
    begins = np.flatnonzero(np.diff(stretch, prepend=0))
    begins = begins[is_word[begins]]
    bounds = np.searchsorted(stretch, stretch[begins], "right")
    document = corpus.document_of_token()[begins]
    lengths = np.fromiter(map(len, words), np.int64, len(words))
    end = corpus.starts[bounds - 1] + lengths[tokens[bounds - 1]]
    marks = np.fromiter((word in "、，；" for word in words), bool, len(words))
    following = np.append(begins[1:], len(tokens))
    joined = (following == bounds + 1) & (np.append(document[1:], -1) == document)
    mark = np.full(len(begins), -1, np.int64)
    at = np.flatnonzero(joined)
    parting = tokens[bounds[at]]
    mark[at] = np.where(marks[parting], parting, -1)
    return _Clauses(begins, bounds - 1, corpus.starts[begins], end, document, mark)


def _rows_of_clauses(corpus: Corpus, function_words: Set[str]) -> list[Frame]:
    """Find runs of clauses that begin or end alike, and runs of equally long ones."""
    clauses = _clauses(corpus)
    words = corpus.vocabulary
    size = clauses.end - clauses.start
    fits = (size >= _SHORTEST) & (size <= _LONGEST)
    content = np.fromiter((w not in function_words for w in words), bool, len(words))
    head, tail = corpus.tokens[clauses.first], corpus.tokens[clauses.last]
    several = fits & (clauses.first < clauses.last)
    found: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for side, edge in ((0, head), (1, tail)):
        for low, high in _runs(clauses, edge, several & content[edge], 2):
            word = words[edge[low]]
            found["repeated", f"…{word}" if side else f"{word}…"].append((low, high))
    taken = {
        i
        for runs in found.values()
        for low, high in runs
        if high - low >= _RUN
        for i in range(low, high)
    }
    for low, high in _runs(clauses, size, fits, _RUN):
        if low not in taken:
            found["parallel", _pattern(corpus, clauses, low, high)].append((low, high))
    return [_row(corpus, clauses, kind, text, runs) for (kind, text), runs in found.items()]


def _runs(
    clauses: _Clauses, key: np.ndarray, fits: np.ndarray, least: int
) -> list[tuple[int, int]]:
    """Return ``(first, last + 1)`` of runs of ``least`` clauses or more with one key and mark."""
    linked = fits[:-1] & fits[1:] & (key[:-1] == key[1:]) & (clauses.mark[:-1] >= 0)
    linked[1:] &= ~linked[:-1] | (clauses.mark[1:-1] == clauses.mark[:-2])
    edges = np.diff(np.concatenate(([0], linked.astype(np.int8), [0])))
    low, high = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1) + 1
    long = high - low >= least
    return list(zip(low[long].tolist(), high[long].tolist(), strict=True))


def _texts(corpus: Corpus, clauses: _Clauses, low: int, high: int) -> list[str]:
    text = corpus.documents[int(clauses.document[low])].text
    spans = zip(clauses.start[low:high].tolist(), clauses.end[low:high].tolist(), strict=True)
    return [text[a:b] for a, b in spans]


def _pattern(corpus: Corpus, clauses: _Clauses, low: int, high: int) -> str:
    """Return …有所… for 学有所教、劳有所得、病有所医; the first if they share nothing."""
    texts = _texts(corpus, clauses, low, high)
    columns = ["".join(sorted(set(column))) for column in zip(*texts, strict=True)]
    fixed = [column if len(column) == 1 else "…" for column in columns]
    if all(c == "…" for c in fixed):
        mark = corpus.vocabulary[int(clauses.mark[low])]
        return f"{texts[0]}{mark}…"
    return "".join(c for i, c in enumerate(fixed) if c != "…" or i == 0 or fixed[i - 1] != "…")


def _row(
    corpus: Corpus, clauses: _Clauses, kind: str, text: str, runs: list[tuple[int, int]]
) -> Frame:
    fillers: Counter[str] = Counter()
    places = []
    for low, high in runs:
        texts = _texts(corpus, clauses, low, high)
        if kind == "repeated":
            word = text.strip("…")
            cut = slice(len(word), None) if text.endswith("…") else slice(None, -len(word))
            fillers.update(t[cut] for t in texts)
        else:
            fillers.update(texts)
        d = int(clauses.document[low])
        places.append((d, int(clauses.start[low]), int(clauses.end[high - 1])))
    shown = text
    if kind == "repeated":
        mark = Counter(corpus.vocabulary[int(clauses.mark[low])] for low, _ in runs)
        shown = f"{text}{max(mark, key=lambda m: (mark[m], m))}{text}"
    return Frame(kind, shown, max(high - low for low, high in runs), fillers, tuple(places))
