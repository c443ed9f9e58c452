"""What a number is of: 12个专业 → 专业, 二级学院3个 → 二级学院, 就业率保持在98%以上 → 就业率."""

from __future__ import annotations

from cntext.extract.gazetteer import listed
from cntext.extract.mentions import Mention, Word
from cntext.extract.wording import Borders

_MARKS = frozenset("，。；：！？、,;:!?\n…")
_QUOTES = frozenset("“”‘’《》()（）")
# Verbs by jieba's dictionary that are parts of the noun when they stand before one.
_NOUN = ("n", "b", "j", "l", "eng", "s", "i")
_LONGEST = 20


def subject_of(text: str, borders: Borders, one: Mention, others: tuple[int, int]) -> str:
    """Return the noun phrase that the number of ``one`` counts, "" if the clause has none.

    ``others``: where the quantity before it ends and the one after it begins; the phrase
    lies between. Behind the unit for what is counted, before the verb for a share or a sum.
    """
    low, high = others
    ordinary = one.detail in ("count", "size") or (one.detail == "ordinal" and one.unit)
    if ordinary and (after := _after(text, borders, one.end, high)):
        return after
    return _before(text, borders, one.start, low)


def _after(text: str, borders: Borders, start: int, high: int) -> str:
    i = borders.at(start)
    words = borders.words
    if i < 0 or words[i].start < start:
        i += 1
    if i < len(words) and words[i].start == start and text[start : words[i].end] == "的":
        return ""
    end, seen = start, False
    last = start
    while i < len(words) and words[i].start == end and words[i].end <= min(high, start + _LONGEST):
        word = words[i]
        written = text[word.start : word.end]
        if written in _QUOTES:
            if written in "“《" and seen:
                break
            end, i = word.end, i + 1
            if written in "”》" and seen:
                last = end
            continue
        if not _noun(word, written) and not (
            not seen and word.tag[:1] in ("a", "v") and _leads(text, borders, i)
        ):
            break
        end, i = word.end, i + 1
        if _noun(word, written):
            last, seen = end, True
    return text[start:last].strip("“”‘’《》()（）") if seen else ""


def _leads(text: str, borders: Borders, i: int) -> bool:
    """Say whether an adjective or a short verb stands right before a noun: 大型企业."""
    following = borders.words[i + 1 : i + 2]
    return (
        bool(following)
        and borders.words[i].tag[:1] == "a"
        and _noun(following[0], text[following[0].start : following[0].end])
    )


def _noun(word: Word, written: str) -> bool:
    if written in listed("words", "nouns"):
        return True
    return (
        word.tag.startswith(_NOUN)
        or word.tag == "vn"
        or (not word.tag and written.isalnum() and not written[0].isdigit())
    )


def _before(text: str, borders: Borders, end: int, low: int) -> str:
    """Return the noun phrase that ends the clause before ``end``, or stands before its verb."""
    words = borders.words
    i = borders.at(end - 1) if end else -1
    while i >= 0 and words[i].start >= low and text[words[i].start : words[i].end] not in _MARKS:
        word = words[i]
        if _noun(word, text[word.start : word.end]) and text[word.start : word.end] not in listed(
            "words", "skipped"
        ):
            break
        if text[word.start] in _QUOTES:
            break
        i -= 1
    else:
        return ""
    close, begin, quoted = words[i].end, words[i].end, 0
    while i >= 0 and words[i].start >= low and close - words[i].start <= _LONGEST:
        word = words[i]
        written = text[word.start : word.end]
        if word.end != begin:
            break
        if written in "”’》":
            quoted += 1
        elif written in "“‘《":
            if not quoted:
                break
            quoted -= 1
        elif not quoted and not (_noun(word, written) or (word.tag[:1] == "a" and begin != close)):
            break
        begin, i = word.start, i - 1
    while (
        i + 1 < len(words)
        and text[words[i + 1].start : words[i + 1].end] in listed("words", "leading")
        and words[i + 1].end < close
    ):
        i += 1
        begin = words[i].end
    found = text[begin:close]
    if found.count("“") != found.count("”"):
        found = found.strip("“”")
    return found.strip("、的()（）")
