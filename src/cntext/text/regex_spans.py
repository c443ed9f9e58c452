"""Every place that a regular expression fits, in time that grows with the text alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cntext.text.linear_regex import LinearRegex
from cntext.text.regex_syntax import BadPattern, backwards, may_be_empty, parse

MOST_CHARACTERS = 1_000  # of one match
_PATIENCE = 2  # characters read in vain for each one of a line, before it is read from its end


class RegexSpans:
    """A pattern, and the search for its matches line by line.

    Matches are leftmost, longest and do not overlap; none reaches beyond its line, ``^``
    and ``$`` are the ends of one. A pattern that fits the empty string is refused.
    """

    def __init__(self, pattern: str) -> None:
        tree = parse(pattern)
        if may_be_empty(tree):
            raise BadPattern(
                0, "可以不占一个字，处处都符合", "fits the empty string, which is everywhere"
            )
        self._forward = LinearRegex(tree)
        self._backward = LinearRegex(backwards(tree))

    def find(self, text: str) -> list[tuple[int, int]]:
        """Return ``(start, end)`` of every match in ``text``, in order."""
        alphabet = sorted(set(text) - {"\n"})
        opening, closing = (end.first(alphabet) for end in (self._forward, self._backward))
        if not opening or not closing:
            return []
        begins = _any_of(opening)
        # .{0,5}改革 may begin anywhere and ends in few places: those say which lines to read.
        rare = begins if len(opening) <= len(closing) else _any_of(closing)
        patience = _PATIENCE if rare is begins else 0
        found: list[tuple[int, int]] = []
        candidate = rare.search(text)
        while candidate:
            first = text.rfind("\n", 0, candidate.start()) + 1
            last = text.find("\n", first)
            last = len(text) if last < 0 else last
            line = text[first:last]
            spans = self._line(line, begins, patience * len(line))
            found += ((first + start, first + end) for start, end in spans)
            candidate = rare.search(text, last)
        return found

    def _line(self, line: str, begins: re.Pattern[str], patience: int) -> Iterator[tuple[int, int]]:
        """Yield the matches in one line, reading at most ``patience`` characters in vain."""
        free = read = 0
        for match in begins.finditer(line) if patience else ():
            if match.start() < free:
                continue
            if read > patience:
                free = match.start()
                break
            end, reached = self._forward.longest(line, match.start(), MOST_CHARACTERS)
            if end >= 0:
                yield match.start(), end
                free = end
            else:
                read += reached - match.start()
        else:
            if patience:
                return
        # Many beginnings that lead to nothing: from the end, in one pass, those that do.
        for start in sorted(len(line) - end for end in self._backward.ends(line[::-1])):
            if start >= free:
                end, _ = self._forward.longest(line, start, MOST_CHARACTERS)
                if end >= 0:
                    yield start, end
                    free = end


def _any_of(characters: set[str]) -> re.Pattern[str]:
    return re.compile("[" + "".join(map(re.escape, sorted(characters))) + "]")
