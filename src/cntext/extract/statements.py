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
    """What a number tells of, and the cue: a word, or a time as written.

    ``current``: this year, as written, where it is the last time before the number and says
    neither by itself. ``weak``: no word says more than a verb without a tense.
    """

    stand: Stand
    cue: str
    current: str = ""
    weak: bool = False


def statement_of(
    text: str, borders: Borders, one: Mention, before: Sequence[Mention], date: str
) -> Statement:
    """Return what the number ``one`` tells of; ``before`` holds the last times before it.

    The cue nearest before it in its sentence decides. Cues are words (`statements.toml`)
    and times: a period that ends after the ``date`` of the document is a target, one that
    ends by then an achievement; the year of the document itself says neither
    (`leaning`). Without either, the nearest verb decides: 安排 and 继续 plan, 增长 and 达到 tell of what is so. Without
    one, nothing is said. 完成 and 建成 have no tense: 五年内建成 is a target, 五年内已建成 is not.
    """
    begin = _begin(text, one)
    times = (time for time in reversed(before) if begin <= time.start)
    at_time = next((time for time in times if not _is_base(text, time, one)), None)
    told = _by_time(text, at_time, date) if at_time else None
    current = "" if told else _current(text, one, before, date)
    i = borders.at(one.start - 1) if one.start else -1
    weak: Statement | None = None
    while i >= 0 and borders.words[i].start >= begin:
        word = borders.words[i]
        if told and at_time and word.start < at_time.end:
            return told
        found = _by_word(text, word)
        if found is not None and not (told and _yields(found, told)):
            return found._replace(current=current)
        weak = weak or _by_word(text, word, "planned", "realised")
        i -= 1
    return told or (weak or Statement(Stand.UNMARKED, ""))._replace(current=current, weak=True)


def leaning(statements: Sequence[Statement]) -> bool:
    """Say whether a document speaks of its own year as of what is to come.

    A report of spring plans the year (今年要, 今年拟), one of winter looks back on it
    (今年已): the numbers beside which a word says so tell which it is.
    """
    said = [one.stand for one in statements if one.current and not one.weak]
    return said.count(Stand.TARGET) > said.count(Stand.ACHIEVEMENT)


def planned(one: Statement) -> Statement:
    """Return ``one`` in a document that plans its year: 今年投入增加300亿元 is a target there."""
    if one.current and one.weak:
        return Statement(Stand.TARGET, one.current, one.current, weak=True)
    return one


def _current(text: str, one: Mention, before: Sequence[Mention], date: str) -> str:
    """Return the last time before ``one`` in its paragraph, if it is the year of ``date``."""
    for time in reversed(before):
        if "\n" in text[time.end : one.start]:
            break
        if not _is_base(text, time, one):
            said = text[time.start : time.end]
            year = bool(date) and time.first[:4] == date[:4] and time.last == f"{date[:4]}-12-31"
            return said if year and said.startswith(("今年", "本年", "全年", date[:4])) else ""
    return ""


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
