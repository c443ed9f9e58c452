"""Whether a number tells of an achievement or of a target, and the word that says so."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from cntext.extract import days
from cntext.extract.gazetteer import listed
from cntext.extract.mentions import Mention, Word
from cntext.extract.wording import Borders
from cntext.text.sentences import sentence_spans

_FARTHEST = 300  # characters


class Stand(str, Enum):
    """How a number stands to the date of its document."""

    ACHIEVEMENT = "achievement"
    TARGET = "target"
    UNMARKED = "unmarked"


class Statement(NamedTuple):
    """What a number tells of, and the cue: a word, or a time as written."""

    stand: Stand
    cue: str


def statement_of(
    text: str, borders: Borders, one: Mention, before: Sequence[Mention], date: str
) -> Statement:
    """Return what the number ``one`` tells of; ``before`` holds the last times before it.

    The cue nearest before it in its sentence decides. Cues are words (`statements.toml`)
    and times: a period that ends after the ``date`` of the document is a target, one that
    ends by then an achievement; the year of the document itself says neither. Without
    either, the nearest verb decides: 安排 and 继续 plan, 增长 and 达到 tell of what is so. Without
    one, nothing is said. 完成 and 建成 have no tense: 五年内建成 is a target, 五年内已建成 is not.
    """
    begin = _begin(text, one)
    times = (time for time in reversed(before) if begin <= time.start)
    at_time = next((time for time in times if not _is_base(text, time, one)), None)
    told = _by_time(text, at_time, date) if at_time else None
    i = borders.at(one.start - 1) if one.start else -1
    weak: Statement | None = None
    while i >= 0 and borders.words[i].start >= begin:
        word = borders.words[i]
        if told and at_time and word.start < at_time.end:
            return told
        found = _by_word(text, word)
        if found is not None and not (told and _yields(found, told)):
            return found
        weak = weak or _by_word(text, word, "planned", "realised")
        i -= 1
    return told or weak or Statement(Stand.UNMARKED, "")


def _begin(text: str, one: Mention) -> int:
    """Return where the sentence begins, or the one that leads up to it: 预期目标是：.

    No farther back than a cue can be: a page without full stops costs no more for it.
    """
    low = max(0, one.start - _FARTHEST)
    spans = sentence_spans(text[low : one.end])
    if len(spans) > 1 and text[low + spans[-2][1] - 1] in "：:":
        return low + spans[-2][0]
    return low + spans[-1][0]


def _by_word(
    text: str, word: Word, target: str = "target", achievement: str = "achievement"
) -> Statement | None:
    written = text[word.start : word.end]
    if written in listed("statements", target):
        return Statement(Stand.TARGET, written)
    if written in listed("statements", achievement):
        return Statement(Stand.ACHIEVEMENT, written)
    return None


def _is_base(text: str, time: Mention, one: Mention) -> bool:
    """Say whether ``time`` is one to reckon from: 比上年增长, 由1980年的2亿吨增加到."""
    before, after = text[time.start - 1 : time.start], text[time.end : time.end + 1]
    if after == "的":  # 比1980年的2亿吨: of that very number it is the time
        return before in tuple("比较由从") and one.start > time.end + 1
    return before in ("比", "较")


def _yields(word: Statement, time: Statement) -> bool:
    """Say whether a time to come decides against a verb that has no tense of its own."""
    return time.stand is Stand.TARGET and word.cue in listed("statements", "tenseless")


def _by_time(text: str, time: Mention, date: str) -> Statement | None:
    first, last = days.of(date)
    if not (time.last and last):
        return None
    said = text[time.start : time.end]
    if time.last > last and time.first[:4] != first[:4]:
        return Statement(Stand.TARGET, said)
    if time.last > last and time.last[:4] > last[:4]:
        return Statement(Stand.TARGET, said)
    if time.last < first or (time.last <= last and time.first < first):
        return Statement(Stand.ACHIEVEMENT, said)
    return None
