"""What a number is of: 12个专业 → 专业, 二级学院3个 → 二级学院, 就业率保持在98%以上 → 就业率."""

from __future__ import annotations

from cntext.extract.gazetteer import listed
from cntext.extract.mentions import Bound, Mention, Word
from cntext.extract.noun_phrases import (
    LONGEST,
    MARKS,
    QUOTES,
    is_noun,
    joined,
    modifies,
    nouns_between,
    opening_phrase,
    phrase_before,
)
from cntext.extract.wording import Borders

_RELATIVE = 14  # characters from a number to the noun that a clause before it tells of
_COUNTED = ("人", "人口", "户", "人次", "家庭")


def subject_of(
    text: str, borders: Borders, one: Mention, others: tuple[int, int], begin: int
) -> str:
    """Return the noun phrase that the number of ``one`` counts, "" if the clause has none.

    ``others``: where the quantity before it ends and the one after it begins; the phrase
    lies between. ``begin`` is where the sentence does. Behind the unit for what is counted
    (two: 88个城市; through a clause: 两件惊天动地的大事), before the verb for a share or a sum,
    past what it is compared with (收购总额比去年同期增长17.9%). A sum of which only the
    giver is named is told by its purpose: 财政投入100亿元支持职业教育.
    """
    low, high = others
    ordinary = one.detail in ("count", "size", "share") or (one.detail == "ordinal" and one.unit)
    after = _after(text, borders, one, high) if ordinary else ""
    framed = after in listed("words", "frames")  # 裁减员额30万的任务, 增长3%的情况
    if after and not framed:
        return after
    found = phrase_before(text, borders, one.start, low)
    if one.detail == "money" and (not found or found.endswith(_givers())):
        given = _purpose(text, borders, one, high)
        given = given or (_earlier(text, borders, one, begin) if found else "")
        if given or found:
            return given or found
    alone = found in listed("words", "rates")
    if found and not alone:
        return found
    if one.unit == "人口":
        return one.unit
    if one.unit in _COUNTED and _by_itself(text, borders, one):
        return one.unit
    if low > begin or one.unit == "次":
        return "" if alone else found or after
    if framed:
        return found or after
    if _is_said(text, borders, text.find("，", begin, one.start)):
        return found  # 校长说，投入3亿元: the speaker is not what is told of
    clause = _earlier(text, borders, one, begin)
    whole = clause and text.startswith(clause + "，", text.find("，", begin) - len(clause))
    topic = clause if whole else opening_phrase(text, borders, begin, one.start)
    return topic or clause or found


def _is_said(text: str, borders: Borders, end: int) -> bool:
    word = borders.words[borders.at(end - 1)] if end > 0 and borders.words else None
    return word is not None and text[word.start : end] in listed("words", "says")


def _earlier(text: str, borders: Borders, one: Mention, begin: int) -> str:
    """Return what the first clause of the sentence ends in: 推进危房改造，财政投入60亿元."""
    end = text.find("，", begin, one.start)
    return phrase_before(text, borders, end, begin) if end > 0 else ""


def _by_itself(text: str, borders: Borders, one: Mention) -> bool:
    """Say whether people act or are acted on: 9880万人领取养老金, 吸收2900万人就业."""
    before, after = text[one.start - 1 : one.start], text[one.end : one.end + 1]
    i = borders.at(one.start - 1) if one.start else -1
    verb = i >= 0 and borders.words[i].tag == "v"
    written = text[borders.words[i].start : one.start] if i >= 0 else ""
    verb = verb and written not in listed("words", "skipped")
    return (before in MARKS or before in ("有", "使", "让") or verb) and after not in MARKS


def shared(text: str, borders: Borders, at: int, begin: int) -> list[str]:
    """Return what stands before 分别 at ``at``, part by part: 水泥和化肥分别达到."""
    close = at
    for _ in range(2):  # in its clause, else in the one before
        start = max(begin, *(text.rfind(mark, begin, close) + 1 for mark in "，；：。"))
        parts = [part for part in nouns_between(text, borders, start, close) if part]
        if parts:
            return parts if len(parts) > 1 else []
        close = start - 1
    return []


def _givers() -> tuple[str, ...]:
    return tuple(sorted(listed("words", "givers")))


def _after(text: str, borders: Borders, one: Mention, high: int) -> str:
    start = one.end
    if text[start : start + 1] == "的" and _measures(one):
        start += 1  # 86%的县
    begin = last = start
    quoted = acts = False
    for word in joined(borders, start, min(high, start + LONGEST)):
        written = text[word.start : word.end]
        if written in QUOTES:
            quoted = written in "“《‘"
            last = word.end if written in "”》" and last > begin else last
        elif quoted:
            continue
        elif written == "的" and word.start > start and (last < word.start or acts):
            if word.end - start > _RELATIVE:
                break
            begin = last = word.end  # 两个最薄弱的部门, 三成独立核算的企业
        elif _stops(written, begins=word.start == start):
            break
        elif is_noun(word, written) and not (one.unit in _COUNTED and word.tag[:1] in "liv"):
            last, acts = word.end, word.tag in ("l", "i", "v")
        elif not (modifies(word, written) or (last == begin and _opens(text, word, one, start))):
            break
    return text[begin:last].strip("“”‘’《》()（）")


def _stops(written: str, *, begins: bool) -> bool:
    """Say whether a word ends what is counted: a mark, a verb of which that is the subject."""
    if written in MARKS or written in listed("words", "predicates"):
        return True
    return (begins and written == "等") or written in listed("words", "skipped")


def _opens(text: str, word: Word, one: Mention, start: int) -> bool:
    """Say whether a word before the first noun may belong to it: 大型企业, 惊天动地的大事."""
    if word.tag[:1] == "a":
        return True
    if one.unit in _COUNTED or word.tag[:1] not in ("d", "v", "p", "i"):
        return False
    at = text.find("的", start, start + _RELATIVE)
    return at > 0 and not MARKS & set(text[start:at])


def _measures(one: Mention) -> bool:
    """Say whether the number is an attribute of what follows 的: 86%的县, 百万吨以上的矿井."""
    bounded = one.bound in (Bound.AT_LEAST.value, Bound.AT_MOST.value)
    return one.detail == "share" or (one.detail == "size" and bounded)


def _purpose(text: str, borders: Borders, one: Mention, high: int) -> str:
    """Return what a sum is given for: 200亿元技改专项资金, 100亿元支持职业教育发展."""
    start = one.end + (text[one.end : one.end + 1] == "，")
    for word in joined(borders, start, min(high, start + 6)):
        if text[word.start : word.end] not in listed("words", "purposes"):
            break
        start = word.end
    if start == one.end + 1:
        return ""  # the next clause tells of something else
    return _after(text, borders, one._replace(end=start), high)
