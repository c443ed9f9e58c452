"""Which words count as near: some words to the left and right, or all of a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cntext.errors import Both, UsageProblem

STRETCHES = ("sentence", "paragraph", "document")
WIDEST = 100
_WORDS = re.compile(r"(?:(\d{1,3})L)?(?:(\d{1,3})R)?|(\d{1,3})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Window:
    """``left`` and ``right`` words around a node, none of them beyond its ``border``.

    Without either, near is what stands in the same stretch of text: ``border`` is one of
    `STRETCHES`, and co-occurrence is counted in stretches, not in words.
    """

    left: int
    right: int
    border: str

    @property
    def of_words(self) -> bool:
        """Say whether words are counted, and not sentences, paragraphs or documents."""
        return self.left + self.right > 0


def window_of(text: str, border: str) -> Window:
    """Return the window that ``text`` writes: 5L5R, 3L, 5, or one of `STRETCHES`."""
    if text in STRETCHES:
        return Window(0, 0, text)
    match = _WORDS.fullmatch(text)
    if match:
        both = match[3] or 0
        left, right = int(match[1] or both), int(match[2] or both)
        if left + right > 0 and max(left, right) <= WIDEST:
            return Window(left, right, border)
    raise UsageProblem(
        f"--window {text}",
        Both("不是窗口", "is no window"),
        Both(
            f"写法如 5L5R、3L、5R、5（每边至多 {WIDEST} 词）或 {'、'.join(STRETCHES)}",
            f"write 5L5R, 3L, 5R, 5 (up to {WIDEST} words a side) or {', '.join(STRETCHES)}",
        ),
    )
