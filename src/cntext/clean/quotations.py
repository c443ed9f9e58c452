"""What stands in quotation marks and in title marks."""

from __future__ import annotations

from cntext.lazy import pattern
from cntext.model import Region, RegionRole

_MARK = pattern("[“”‘’「」『』《》\n]")
_CLOSES = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》"}
_RULES = {
    "“": "double-quotes",
    "‘": "single-quotes",
    "「": "corner-brackets",
    "『": "corner-brackets",
    "《": "title-marks",
}


def quotations_of(text: str) -> tuple[Region, ...]:
    """Return the outermost quotations of ``text``, without their marks.

    A quotation ends at the end of its paragraph at the latest: newspapers leave the mark
    off where the speaker goes on in the next, and a stray mark must not swallow the rest
    of the article. A mark that closes nothing is passed over; one that opens what is open
    already begins anew.
    """
    found: list[Region] = []
    opened, start = "", 0
    for match in _MARK.finditer(text):
        mark = match.group()
        if mark == "\n":
            if opened and match.start() > start:
                # Titles are never left open on purpose.
                sure = 0.5 if opened != "《" else 0.2
                found.append(_region(start, match.start(), opened, sure))
            opened = ""
        elif not opened:
            if mark in _CLOSES:
                opened, start = mark, match.end()
        elif mark == opened:
            start = match.end()
        elif mark == _CLOSES[opened]:
            if match.start() > start:
                found.append(_region(start, match.start(), opened, 0.99))
            opened = ""
    if opened and len(text) > start:
        found.append(_region(start, len(text), opened, 0.5))
    return tuple(found)


def _region(start: int, end: int, mark: str, confidence: float) -> Region:
    return Region(start, end, RegionRole.QUOTATION, _RULES[mark], confidence)
