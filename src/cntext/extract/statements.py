"""Whether a number tells of an achievement or of a target, and the word that says so."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from itertools import pairwise
from typing import NamedTuple

from cntext.extract import days
from cntext.extract.gazetteer import listed
from cntext.extract.mentions import Mention, Word
from cntext.extract.wording import Borders
from cntext.lazy import pattern
from cntext.text.sentences import sentence_spans

_FARTHEST = 300  # characters
_SECTION = 600  # characters for which a time that is named goes on to hold


_COMPARED = pattern("[^，。；：]{0,4}(?:相比|比较|比|同期)")
# 13亿人民 and 11亿人口的大国 tell who is spoken of.
_BACKGROUND = pattern(
    "(?:各族|中国)?人民|中国人(?!均)|(?:人口)?的(?:国家|大国|中国|农业大国|发展中)"
)
_PEOPLE = ("", "人", "人口")
_PENALTY = pattern("没收(?:其)?违法所得|[并可]?处[^，。；：]{0,24}罚款|以下的?罚款")


class Stand(str, Enum):
    """How a number stands to the date of its document."""

    ACHIEVEMENT = "achievement"
    TARGET = "target"
    UNMARKED = "unmarked"


class Statement(NamedTuple):
    """What a number tells of, and the cue: a word, or a time as written.

    ``around``: the last time named before the number, where its sentence names none, and
    what it says; ``current``: that is the year of the document, which says neither by
    itself. ``weak``: no word says more than a verb without a tense.
    """

    stand: Stand
    cue: str
    around: str = ""
    says: Stand = Stand.UNMARKED
    weak: bool = False

    @property
    def current(self) -> bool:
        """Whether the last time is the year of the document."""
        return bool(self.around) and self.says is Stand.UNMARKED


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
    told_of = one.unit in _PEOPLE and _BACKGROUND.match(text, one.end)
    if told_of or _is_penalty(text, one, begin):
        return Statement(Stand.UNMARKED, "")
    times = (time for time in reversed(before) if begin <= time.start)
    at_time = next((time for time in times if not _is_base(text, time, one)), None)
    told = _by_time(text, at_time, date) if at_time else None
    around, says = ("", Stand.UNMARKED) if told else _around(text, one, before, date)
    i = borders.at(one.start - 1) if one.start else -1
    weak: Statement | None = None
    bare: Statement | None = None
    while i >= 0 and borders.words[i].start >= begin:
        word = borders.words[i]
        if told and at_time and word.start < at_time.end:
            return bare or told
        found = _by_word(text, word)
        if _plans(text, borders, i):
            found = Statement(Stand.TARGET, text[word.start : word.end])
        if found and found.cue in listed("statements", "tenseless"):
            bare = bare or (None if told and _yields(found, told) else found)
        elif found is not None and not _again(text, word):
            found = bare if bare and bare.stand is found.stand else found
            return found._replace(around=around, says=says)
        if bare and text[word.start] in "；;":
            break
        said = _by_word(text, word, "planned", "realised")
        intended = said is not None and said.cue in listed("statements", "intended")
        weak = said if intended and weak else weak or said
        i -= 1
    return told or (bare or weak or Statement(Stand.UNMARKED, ""))._replace(
        around=around, says=says, weak=True
    )


def _is_penalty(text: str, one: Mention, begin: int) -> bool:
    """Say whether a law threatens with the number, which nobody achieves or aims at."""
    if one.detail not in ("money", "multiple"):
        return False
    close = min((at for mark in "。\n" if (at := text.find(mark, one.end)) >= 0), default=len(text))
    return _PENALTY.search(text, begin, close) is not None


def _plans(text: str, borders: Borders, i: int) -> bool:
    """Say whether word ``i`` is 准备 before a verb: 国家准备扶持, not 做好准备."""
    words = borders.words
    if text[words[i].start : words[i].end] != "准备":
        return False
    for before, word in pairwise(words[i : i + 3]):  # 准备重点扶持
        if word.start != before.end or not text[word.start].isalnum():
            return False
        if word.tag[:1] == "v" and word.tag != "vn":
            return True
    return False


def _again(text: str, word: Word) -> bool:
    """Say whether the word is a part of what is named: 再就业, 期望寿命."""
    return text.startswith(("再就业", "期望寿命", "预期寿命"), word.start)


def leaning(statements: Sequence[Statement]) -> bool:
    """Say whether a document speaks of its own year as of what is to come.

    A report of spring plans the year (今年要, 今年拟), one of winter looks back on it
    (今年已): the numbers beside which a word says so tell which it is.
    """
    said = [one.stand for one in statements if one.current and not one.weak]
    return said.count(Stand.TARGET) > said.count(Stand.ACHIEVEMENT)


def planned(one: Statement) -> Statement:
    """Return ``one`` in a document that plans its year: 今年投入增加300亿元 is a target there."""
    if not (one.weak and one.around):
        return one
    if one.says is not Stand.ACHIEVEMENT:
        return one._replace(stand=Stand.TARGET, cue=one.around)
    if one.stand is Stand.TARGET:  # 去年，中央财政安排429亿元
        return one._replace(stand=Stand.ACHIEVEMENT, cue=one.around)
    return one


def _around(text: str, one: Mention, before: Sequence[Mention], date: str) -> tuple[str, Stand]:
    """Return the last time before ``one`` that is not far away, and what it says."""
    for time in reversed(before):
        if one.start - time.end > _SECTION:
            break
        if not _is_base(text, time, one):
            said = text[time.start : time.end]
            if told := _by_time(text, time, date):
                # A year to come is the time of its paragraph only: 到2020年 in a plan.
                far = "\n" in text[time.end : one.start] or "世纪" in said
                near = told.stand is Stand.ACHIEVEMENT or not far
                return (said, told.stand) if near else ("", Stand.UNMARKED)
            year = bool(date) and time.first[:4] == date[:4] and time.last == f"{date[:4]}-12-31"
            this = year and said.startswith(("今年", "本年", date[:4]))
            return (said, Stand.UNMARKED) if this else ("", Stand.UNMARKED)
    return "", Stand.UNMARKED


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
    if before in tuple("同与跟和") and _COMPARED.match(text, time.end):
        return True  # 一九八二年预计同一九八○年比较
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
