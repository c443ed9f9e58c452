"""Where sentences begin and end."""

import re

from cntext.lazy import pattern

# Quotes and brackets that close after the end belong to the sentence, and a line end
# ends one too: headings and list items have no full stop.
# The semicolon parts clauses, not sentences: 《标点符号用法》 GB/T 15834 lists 。！？ as
# sentence-final, and newspapers end with “……” as well.
_SENTENCE_END = pattern(r"(?:[。！？!?]|……)+[”’」』）)》】]*|\n+")

_BETWEEN = frozenset("。！？!?…”’」』）)》】")  # what `_SENTENCE_END` is made of

_SPACE = pattern(r"\s+")

# A table without full stops is one sentence. Each place in it repeats no more than this.
LONGEST, _AROUND = 500, 200  # characters


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return ``(start, end)`` of each sentence, white space at both ends left out.

    Together the spans hold every character of ``text`` that is not white space.
    """
    spans: list[tuple[int, int]] = []
    begin = 0
    for match in _SENTENCE_END.finditer(text):
        _append(spans, text, begin, match.end())
        begin = match.end()
    _append(spans, text, begin, len(text))
    return spans


def _append(spans: list[tuple[int, int]], text: str, begin: int, end: int) -> None:
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    if begin < end:
        spans.append((begin, end))


def excerpt(sentence: str, term: str, before: int = 8) -> tuple[str, int]:
    """Return ``sentence`` from shortly before ``term`` on, and where the term is in it.

    Cut at a mark where one stands within the ``before`` characters; -1 if it is not there.
    """
    place = sentence.find(term)
    if place <= before:
        return sentence, place
    start = place - before
    marks = [i for i in range(start, place) if sentence[i] in "，。；：、“‘《（！？"]
    start = marks[0] + (sentence[marks[0]] not in "“‘《（") if marks else start
    return "…" + sentence[start:], place - start + 1


def sentence_around(text: str, start: int, end: int) -> str:
    """Return the sentence that holds ``text[start:end]``, on one line; as `sides` shortens it."""
    for begin, stop in _sentences_near(text, start, end):
        if begin <= start < stop:
            return "".join(sides(text, (begin, stop), start, min(end, stop)))
    return " ".join(text[start:end].split())


def sides(text: str, sentence: tuple[int, int], start: int, end: int) -> tuple[str, str, str]:
    """Return what stands in ``sentence`` before ``text[start:end]``, that, and what follows.

    Each on one line. Of a sentence of more than 500 characters, 200 on either side, with …
    where it is cut; ``text[start:end]`` is always whole.
    """
    begin, close = sentence
    first, last = begin, close
    if close - begin > LONGEST:
        first, last = max(begin, start - _AROUND), min(close, end + _AROUND)
    left, node, right = (
        on_one_line(part) for part in (text[first:start], text[start:end], text[end:last])
    )
    return "…" * (first > begin) + left, node, right + "…" * (last < close)


def paragraph_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return ``(begin, end)`` of the lines that hold ``text[start:end]``."""
    begin = text.rfind("\n", 0, start) + 1
    close = text.find("\n", end)
    return begin, len(text) if close < 0 else close


def sentence_borders(text: str, start: int, end: int) -> tuple[int, int]:
    """Return ``(begin, end)`` of the sentences that hold ``text[start:end]``.

    A border of more than 500 characters away may be given too near, but never nearer than
    that: `sides` shows the same.
    """
    spans = _sentences_near(text, start, end)
    begin = max((begin for begin, _ in spans if begin <= start), default=start)
    return begin, min((close for _, close in spans if close >= end), default=end)


def _sentences_near(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the sentences of the lines that hold ``text[start:end]``, but not those far away.

    As much is looked at before and behind as `sides` may show, whatever the length of the
    line: a text without line ends has thousands of places in one.
    """
    low, high = max(start - LONGEST - 1, 0), min(end + LONGEST + 1, len(text))
    # Not from the midst of the marks between two sentences, nor of the space behind them.
    while low and (text[low] in _BETWEEN or text[low].isspace()):
        low -= 1
    while high < len(text) and text[high - 1].isspace():
        high += 1
    first = max(text.rfind("\n", low, start) + 1, low)
    last = text.find("\n", end, high)
    stretch = text[first : last if last >= 0 else high]
    return [(first + begin, first + close) for begin, close in sentence_spans(stretch)]


def on_one_line(text: str) -> str:
    """Return ``text`` with every stretch of white space as one space."""
    return _SPACE.sub(" ", text)


def paragraph_spans(text: str) -> list[tuple[int, int]]:
    """Return ``(start, end)`` of each paragraph (line), white space at both ends left out."""
    spans: list[tuple[int, int]] = []
    begin = 0
    for match in re.finditer("\n", text):
        _append(spans, text, begin, match.start())
        begin = match.end()
    _append(spans, text, begin, len(text))
    return spans
