"""Text without its quotation marks, and the way back: “双高”计划 is a form of 双高计划."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from cntext.lazy import pattern

_PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』"}
_CLOSES = {closing: opening for opening, closing in _PAIRS.items()}
_MARK = pattern("[“”‘’「」『』]")


def without_marks(text: str) -> str:
    """Return ``text`` without its quotation marks."""
    return _MARK.sub("", text)


class Unquoted(NamedTuple):
    """``text`` is ``original`` without quotation marks; ``shifts`` leads back to it.

    ``shifts[k]`` is the place in ``text`` from which k + 1 marks have been taken out.
    """

    original: str
    text: str
    shifts: tuple[int, ...]

    @classmethod
    def of(cls, original: str) -> Unquoted | None:
        """Return ``original`` without its marks, None where it has none."""
        places = [match.start() for match in _MARK.finditer(original)]
        if not places:
            return None
        shifts = tuple(place - k for k, place in enumerate(places))
        return cls(original, _MARK.sub("", original), shifts)

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where ``text[start:end]`` stands in the original, or None.

        None where the marks in between part it: “职业”“教育” are two things. A mark that opens
        or closes just outside is taken in, so that marks in the span are in pairs.
        """
        begin = start + bisect_right(self.shifts, start)
        stop = end + bisect_right(self.shifts, end - 1)
        if stop - begin == end - start:
            return begin, stop
        return _in_pairs(self.original, begin, stop)


def _in_pairs(text: str, start: int, end: int) -> tuple[int, int] | None:
    opened: list[str] = []
    for i in range(start, end):
        mark = text[i]
        if mark in _PAIRS:
            if text[i - 1] in _CLOSES and i > start:
                return None  # one quotation ends and the next begins
            opened.append(mark)
        elif mark in _CLOSES:
            if opened:
                if opened.pop() != _CLOSES[mark]:
                    return None
            elif start and text[start - 1] == _CLOSES[mark]:
                start -= 1
            else:
                return None
    while opened:
        if end < len(text) and text[end] == _PAIRS[opened.pop()]:
            end += 1
        else:
            return None
    return start, end
