"""Noun phrases: the one that ends at a place, the one a sentence opens with, those in a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cntext.extract.gazetteer import listed
from cntext.extract.mentions import Word
from cntext.extract.wording import Borders
from cntext.lazy import pattern

MARKS = frozenset("，。；：！？、,;:!?\n…")
QUOTES = frozenset("“”‘’《》()（）")
LONGEST = 20  # characters
_NOUN = ("n", "b", "j", "l", "eng", "s", "i")
_PLAN = pattern("[“”]?[一二三四五六七八九十]+五[“”]?")  # “六五” is a time
# 比去年同期增长, 由今年的44%提高到: what stands behind these is what the number is measured by.
_BASES = frozenset(
    ("比", "比前", "比上", "比上年", "较", "由", "从", "自", "同", "占", "约占", "相当于")
)


def joined(borders: Borders, start: int, high: int) -> Iterator[Word]:
    """Yield the words from ``start`` to ``high`` as long as they join."""
    i, words = borders.at(start), borders.words
    if i < 0 or words[i].start < start:
        i += 1
    end = start
    while i < len(words) and words[i].start == end and words[i].end <= high:
        yield words[i]
        end, i = words[i].end, i + 1


def is_noun(word: Word, written: str) -> bool:
    """Say whether ``word`` may be the head of a noun phrase; all may where no tags are known."""
    if written in listed("words", "nouns"):
        return True
    return (
        word.tag.startswith(_NOUN)
        or word.tag == "vn"
        or (not word.tag and written.isalnum() and not written[0].isdigit())
    )


def modifies(word: Word, written: str) -> bool:
    """Say whether a verb may stand inside a noun phrase: 行政审批等事项, 自主创新示范区."""
    return written in listed("words", "modifiers") or (
        word.tag[:1] == "v" and word.tag != "vn" and written in listed("bodies", "inside")
    )


def nouns_between(text: str, borders: Borders, start: int, close: int) -> list[str]:
    """Return the nouns from ``start`` to ``close``, cut at 、 and 和."""
    passed = listed("words", "skipped") | listed("words", "leading")
    parts = [""]
    for word in joined(borders, start, close):
        written = text[word.start : word.end]
        if written in "、和与及":
            parts.append("")
        elif (is_noun(word, written) or modifies(word, written)) and written not in passed:
            parts[-1] += written
    return parts


def _ending_with(text: str, borders: Borders, i: int, low: int) -> str:
    """Return the noun phrase that ends with word ``i``."""
    words = borders.words
    close, begin, quoted = words[i].end, words[i].end, 0
    while i >= 0 and words[i].start >= low and close - words[i].start <= LONGEST:
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
        elif (
            not quoted
            and not is_noun(word, written)
            and not (begin != close and (word.tag[:1] == "a" or modifies(word, written)))
        ):
            break
        begin, i = word.start, i - 1
    while begin < close:
        first = words[borders.at(begin)]
        if first.end >= close or text[first.start : first.end] not in listed("words", "leading"):
            break
        begin = first.end
    found = text[begin:close]
    if found.count("“") != found.count("”"):
        found = found.strip("“”")
    found = found.strip("、的()（）")
    if found in listed("words", "general") and text[begin - 1 : begin] == "的":
        of = _ending_with(text, borders, borders.at(begin - 1) - 1, low)  # 总产值的增长速度
        found = f"{of}的{found}" if of else found
    return "" if _PLAN.fullmatch(found) else found


def phrase_before(text: str, borders: Borders, end: int, low: int) -> str:
    """Return the noun phrase that ends the clause before ``end``, or stands before its verb."""
    words = borders.words
    i = borders.at(end - 1) if end else -1
    first = i
    while first >= 0 and words[first].start >= low and text[words[first].start] not in MARKS:
        first -= 1
    i = next((k for k in range(first + 1, i + 1) if _is_base(text, words, k, i)), i + 1) - 1
    while i > first and text[words[i].start] not in QUOTES:
        written = text[words[i].start : words[i].end]
        if is_noun(words[i], written) and written not in listed("words", "skipped"):
            break
        i -= 1
    if i <= first:
        return ""
    return _ending_with(text, borders, i, low)


def _is_base(text: str, words: Sequence[Word], k: int, i: int) -> bool:
    """Say whether word ``k`` leads to what the number is compared with, not to an attribute.

    同我国建交的国家 goes on behind 的, 由上年的74% does not.
    """
    if text[words[k].start : words[k].end] not in _BASES:
        return False
    of = text.rfind("的", words[k].end, words[i].end)
    return of < 0 or not any(word.start > of and word.tag[:1] == "n" for word in words[k : i + 1])


def opening_phrase(text: str, borders: Borders, begin: int, end: int) -> str:
    """Return the noun phrase that the sentence begins with: what its clauses go on to tell of."""
    words = borders.words
    i = borders.at(begin)
    i += i < 0 or words[i].start < begin
    while i < len(words) and words[i].end <= end and words[i].end - begin <= LONGEST:
        written = text[words[i].start : words[i].end]
        if written in listed("words", "leading") | listed("words", "skipped"):
            i += 1
            continue
        if is_noun(words[i], written) and written not in QUOTES:
            last = i
            while last + 1 < len(words) and words[last + 1].start == words[last].end:
                following = text[words[last + 1].start : words[last + 1].end]
                if not is_noun(words[last + 1], following) or words[last + 1].end > end:
                    break
                last += 1
            return _ending_with(text, borders, last, begin)
        if words[i].tag[:1] == "v":
            break
        i += 1
    return ""
