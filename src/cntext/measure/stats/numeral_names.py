"""Numeral abbreviations and the lists that they sum up: 三全育人 = 全员育人、全程育人、全方位育人."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Set
from enum import Enum
from typing import NamedTuple

from cntext.lazy import pattern
from cntext.text.enumerations import Span, enumerations
from cntext.text.sentences import sentence_spans

_NUMERALS = {2: "双两二", 3: "三", 4: "四", 5: "五", 6: "六", 7: "七", 8: "八", 9: "九", 10: "十"}
_COUNTED = ("", "个", "种", "大", "项", "条", "支")
_START = pattern("[双两二三四五六七八九十](?=[\u3400-\u9fff])")
_LONGEST = 7  # characters of an abbreviation: 四个全面战略 …
_NEAR = 4  # characters between an abbreviation and the list that it stands beside
_SET = 4  # characters of a set phrase
_OPEN, _CLOSE = "“「『‘", "”」』’"


class Confidence(str, Enum):
    """How sure a pair is, by where the two stand (`pairs_in`)."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Pair(NamedTuple):
    """``short`` sums up ``full``, a list that stands at ``start`` in the text."""

    short: str
    full: str
    start: int
    end: int
    confidence: Confidence


def pairs_in(text: str, known: Set[str]) -> list[Pair]:
    """Return the numeral abbreviations of one text with the lists that they fit.

    They fit where the list has as many items as the numeral says and the items share what
    follows it: a beginning (六稳), an end (四个意识), both (三全育人), the end standing with
    the last item only (全员、全过程、全方位育人), or one character within (双创). Both stand in
    the same text. **High**: side by side, at most four characters apart. **Medium**: in the
    same sentence or in neighbouring ones. **Low**: farther apart. But for the first, the
    abbreviation is in quotation marks somewhere in the text, or one of ``known``.
    """
    places = _abbreviations(text)
    if not places:
        return []
    spans = sentence_spans(text)
    found: dict[tuple[str, str], Pair] = {}
    for items in enumerations(text):
        for short, start, end in _sums(text, items):
            if short in places:
                confidence = _confidence(text, short, places[short], (start, end), spans, known)
                if confidence:
                    pair = Pair(short, text[start:end], start, end, confidence)
                    old = found.get(pair[:2])
                    if old is None or _ORDER[confidence] < _ORDER[old.confidence]:
                        found[pair[:2]] = pair
    return _best(list(found.values()))


_ORDER = {Confidence.HIGH: 0, Confidence.MEDIUM: 1, Confidence.LOW: 2}


def _best(pairs: list[Pair]) -> list[Pair]:
    """Keep the surest of what one abbreviation, or one list, is paired with."""
    surest: dict[str, int] = {}
    for pair in pairs:
        surest[pair.short] = min(surest.get(pair.short, 9), _ORDER[pair.confidence])
    pairs = [pair for pair in pairs if _ORDER[pair.confidence] == surest[pair.short]]
    kept: list[Pair] = []
    for pair in sorted(pairs, key=lambda p: (_ORDER[p.confidence], -len(p.short), p.start, p.end)):
        if not any(p.start < pair.end and pair.start < p.end for p in kept):
            kept.append(pair)
    return sorted(kept, key=lambda p: p.start)


def _abbreviations(text: str) -> dict[str, list[int]]:
    """Return every string that begins with a numeral, with its places."""
    places: dict[str, list[int]] = {}
    for match in _START.finditer(text):
        start = match.start()
        for size in range(2, _LONGEST + 1):
            string = text[start : start + size]
            if len(string) < size or not "\u3400" <= string[-1] <= "\u9fff":
                break
            places.setdefault(string, []).append(start)
    return places


def _sums(text: str, items: list[Span]) -> Iterator[tuple[str, int, int]]:
    """Yield the abbreviations that the list could have, with its true start and end."""
    size = len(items)
    if size not in _NUMERALS:
        return
    words = [text[start:end] for start, end in items]
    head, tail = _common_head(words), _common_tail(words)
    start, usual_end = _bounds(text, items, words, head, tail)
    last = items[-1][0]
    end_of_tail = last + words[-1].find(tail) + len(tail)
    # What follows the numeral, and where the list then ends.
    sums: list[tuple[str, int]] = []
    for i in range(1, len(head) + 1):
        sums.append((head[:i], usual_end))
        sums += [(head[:i] + tail[j:], end_of_tail) for j in range(len(tail))]
        if not tail:
            sums += [(head[:i] + end, stop) for end, stop in _ends(text, last + len(head), items)]
    sums += [(c + tail[j:], end_of_tail) for j in range(len(tail)) for c in _COUNTED]
    for numeral in _NUMERALS[size]:
        for rest, end in sums:
            yield numeral + rest, start, end
    if size == 2 and not head and not tail:
        # Two set phrases of four characters that share one at the same place: 大众创业、万众创新.
        left, right = words[0][-_SET:], words[1][:_SET]
        for one, other in zip(left, right, strict=False):
            if one == other and len(left) == len(right) == _SET:
                yield "双" + one, items[0][1] - _SET, last + _SET


def _common_head(words: list[str]) -> str:
    """Return how the items begin; the first one may have other words before that."""
    head = _shared(words[1:]) if len(words) > 2 else _head(words)
    return head[:3] if head and head in words[0] else ""


def _common_tail(words: list[str]) -> str:
    """Return how the items end; the last one may have other words after that."""
    backwards = [word[::-1] for word in words[:-1]]
    tail = _shared(backwards)[::-1] if len(words) > 2 else _tail(words)
    return tail[-4:] if tail and tail in words[-1] else ""


def _bounds(text: str, items: list[Span], words: list[str], head: str, tail: str) -> Span:
    """Return where the list begins, and where it ends unless ``tail`` says so.

    The outer items are taken to be as long as most of the inner ones are.
    """
    before = max(words[0].rfind(head), 0) if head else 0
    lengths = [len(word) for word in words[1:-1]] or [len(words[0]) - before]
    usual = Counter(lengths).most_common(1)[0][0]
    if not head:
        before = max(len(words[0]) - max(usual, len(tail) + 1), 0)
    end = min(items[-1][0] + usual, items[-1][1])
    while text[end - 1] in "的了等" and end > items[-1][0] + 1:
        end -= 1
    return items[0][0] + before, end


def _ends(text: str, start: int, items: list[Span]) -> Iterator[tuple[str, int]]:
    """Yield what the last item may end in, where the others leave it out: 育人 in 全方位育人."""
    for stop in range(start + 2, items[-1][1] + 1):
        for size in (2, 3, 4):
            if stop - size >= start:
                yield text[stop - size : stop], stop


def _shared(words: list[str]) -> str:
    """Return the longest beginning that all of ``words`` have."""
    first, last = min(words), max(words)  # what these two share, all that lie between share
    size = next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), None)
    return first if size is None else first[:size]


def _head(words: list[str]) -> str:
    """Return how the second of two items begins, as far as the first one holds it."""
    return next((words[1][:i] for i in (3, 2, 1) if words[1][:i] in words[0][:-1]), "")


def _tail(words: list[str]) -> str:
    """Return how the first of two items ends, as far as the second one holds it."""
    return next((words[0][-i:] for i in (4, 3, 2, 1) if words[0][-i:] in words[1][1:]), "")


def _confidence(
    text: str,
    short: str,
    places: list[int],
    full: Span,
    sentences: list[Span],
    known: Set[str],
) -> Confidence | None:
    places = [p for p in places if p + len(short) <= full[0] or p >= full[1]]
    if not places:
        return None
    gaps = [full[0] - p - len(short) if p < full[0] else p - full[1] for p in places]
    if min(gaps) <= _NEAR and _beside(text, short, places[gaps.index(min(gaps))], full):
        return Confidence.HIGH
    quoted = any(
        p and text[p - 1] in _OPEN and text[p + len(short) : p + len(short) + 1] in tuple(_CLOSE)
        for p in places
    )
    if not quoted and short not in known:
        return None
    here = _sentence(sentences, full[0])
    near = min(abs(_sentence(sentences, p) - here) for p in places)
    if near > 1 and short[0] in _NUMERALS[2] and (full[1] - full[0]) != 2 * _SET + 1:
        return None  # two of anything are found somewhere in a long text
    return Confidence.MEDIUM if near <= 1 else Confidence.LOW


_SIGNS = pattern(r"[（(：:—“”的是指即等]|工作|要求|目标|理念")


def _beside(text: str, short: str, place: int, full: Span) -> bool:
    """Say whether what stands between the two says that they are one: （, ：, 的, 即 …"""
    between = text[place + len(short) : full[0]] if place < full[0] else text[full[1] : place]
    return not between or (_SIGNS.search(between) is not None and "、" not in between)


def _sentence(sentences: list[Span], place: int) -> int:
    return bisect_right(sentences, (place, len(sentences) + place))
