"""Lists inside a sentence: 全员育人、全程育人、全方位育人; 农业、农村和农民; 大众创业，万众创新."""

from __future__ import annotations

from collections.abc import Iterator

from cntext.lazy import pattern

Span = tuple[int, int]
_ITEM = "[\u3400-\u9fffA-Za-z0-9+]{1,24}"
_LISTED = pattern(f"{_ITEM}(?:、{_ITEM})+")
_CLAUSES = pattern(f"{_ITEM}(?:，{_ITEM})+")
_AND = pattern("以及|和|与|及")
_MOST = 12
_FOUR = 4  # characters of a set phrase; two clauses of a slogan have one or two each


def enumerations(text: str) -> Iterator[list[Span]]:
    """Yield the items of each list in ``text`` as ``(start, end)`` in characters.

    The first item may begin too early and the last one end too late, for a list has no marks
    around it: 树立政治意识、大局意识. A list that ends in 和, 与, 及 is given both whole and
    with its last item parted. Clauses parted by commas are a list where those that have a
    comma on both sides are as long as each other, and two of them where both are.
    """
    for match in _LISTED.finditer(text):
        items = _items(text, match.start(), match.end(), "、")
        if len(items) <= _MOST:
            yield items
            yield from _parted(text, items)
    for match in _CLAUSES.finditer(text):
        items = _items(text, match.start(), match.end(), "，")
        # Any run of clauses is no list: only neighbours of one length are.
        for size in range(2, min(len(items), _MOST) + 1):
            for i in range(len(items) - size + 1):
                window = items[i : i + size]
                lengths = {end - start for start, end in window[1:-1] or window[1:]}
                if len(lengths) == 1 and _fits(window, lengths.pop()):
                    yield window


def _fits(window: list[Span], length: int) -> bool:
    first, last = (end - start for start, end in (window[0], window[-1]))
    if len(window) == 2:
        return first == last <= 2 * _FOUR
    return length >= 3 and first >= length and last >= length


def _items(text: str, start: int, end: int, mark: str) -> list[Span]:
    items, begin = [], start
    for piece in text[start:end].split(mark):
        items.append((begin, begin + len(piece)))
        begin += len(piece) + 1
    return items


def _parted(text: str, items: list[Span]) -> Iterator[list[Span]]:
    """Yield ``items`` with the last one parted at each 和, 与, 及 in it."""
    start, end = items[-1]
    for match in _AND.finditer(text, start + 1, end - 1):
        yield [*items[:-1], (start, match.start()), (match.end(), end)]
