"""Bodies by the word that their name ends in: 重庆工程职业技术学院, 华为机器有限公司."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from cntext.extract.gazetteer import listed, organs, places
from cntext.extract.mentions import Kind, Mention, Word
from cntext.extract.wording import Borders

_NOUNS = ("n", "j", "b", "a", "l", "s", "f", "eng", "g", "i", "m", "vn")
_STATE = ("国家", "国务院", "中央", "中共")
_COUNTRIES = frozenset("德美英法日韩俄欧非加澳新意")
_NUMERALS = frozenset("一二两三四五六七八九十")
_GENERAL = ("中心", "实验室", "组织", "工作室")
_LONGEST = 30  # characters of a name
_LAWS = ("法", "组织法", "条例")
_LINKS = ("部", "委", "局", "政府", "中心", "工作室", "组织")


@cache
def ending() -> re.Pattern[str]:
    """Return the pattern of what names end in."""
    words = sorted(listed("bodies", "endings"), key=lambda word: (-len(word), word))
    return re.compile(f"(?:{'|'.join(words)})$")


def bodies(text: str, borders: Borders, located: Collection[int]) -> Iterator[Mention]:
    """Yield the bodies of ``text``; ``located`` are the offsets at which places begin.

    From the last word (学院, 公司 …) a name goes left as far as nouns go, and begins with
    the first word that singles a body out: a place, a name, 国家 or 中国. A word that is a
    kind of body (商业银行) is none.
    """
    words = borders.words
    for i, word in enumerate(words):
        written = text[word.start : word.end]
        if not ending().search(written) or word.tag[:1] in ("r", "m", "q", "d"):
            continue
        if _only_sounds(written) or _goes_on(text, words, i) or _acts(text, words, i):
            continue
        head = _head(text, words, _leftmost(text, words, i), i, located)
        if head is None:
            continue
        start = _with_foreign(text, words[head].start, words[head].tag)
        name = text[start : word.end]
        if name in listed("bodies", "kinds") or "两国" in name or _holds_organ(name):
            continue
        yield Mention(Kind.INSTITUTION, start, word.end, name)


def _acts(text: str, words: Sequence[Word], i: int) -> bool:
    """Say whether the last word is a verb: 国务院组织, 中国与冰岛签署."""
    written = text[words[i].start : words[i].end]
    if words[i].tag[:1] == "v" and words[i].tag != "vn" and written != "组织":
        return True
    following = words[i + 1] if i + 1 < len(words) else None
    acted = following and following.start == words[i].end and following.tag[:1] == "v"
    if written == "组织" and acted:
        return True  # 由教育部门组织审核
    before = text[words[i - 1].start : words[i - 1].end] if i else ""
    return written == "组织" and (before in organs() or ending().search(before) is not None)


def _holds_organ(name: str) -> bool:
    """Say whether a known organ ends the name, which is then its own (加入世界贸易组织)."""
    return any(
        name[at:] in organs() and name[at] not in "市省区县" for at in range(1, len(name) - 3)
    )


def _only_sounds(written: str) -> bool:
    """Say whether a word only ends like the name of a body: 政局, but not 财政局."""
    found = ending().search(written)
    longest = len(found[0]) if found else 0
    return any(written.endswith(word) and longest <= len(word) for word in _unfit())


@cache
def _unfit() -> tuple[str, ...]:
    return tuple(sorted(listed("bodies", "words")))


def _is_name(word: Word, written: str) -> bool:
    """Say whether one word is a whole name: 清华大学 in the dictionary as such."""
    if written in listed("bodies", "generic") | listed("bodies", "kinds"):
        return False
    found = ending().search(written)
    rest = len(written) - (len(found[0]) if found else 0)
    kind = written[:rest] in listed("bodies", "no_head")  # 民办学校 is a kind of school
    return rest > 1 and not kind and word.tag in ("nt", "")


def _goes_on(text: str, words: Sequence[Word], i: int) -> bool:
    """Say whether the name ends later: 大学/附属/医院, 公司/重庆/分公司."""
    end = words[i].end
    for following in words[i + 1 : i + 4]:
        written = text[following.start : following.end]
        if following.start != end or not written[0].isalnum():
            return False
        if written in listed("bodies", "stops"):
            return False
        if written in _LAWS:
            return True  # 村民委员会组织法 is a law
        if following.tag[:1] == "v" and not _nounlike(following, written):
            return False
        if following.tag[:1] not in ("n", "v", "b", "j", ""):
            return False
        if ending().search(written):
            return written not in _LINKS and not _only_sounds(written)
        end = following.end
    return False


def _leftmost(text: str, words: Sequence[Word], i: int) -> int:
    """Return the first word of the run of nouns that ends with word ``i``."""
    first = i
    while first > 0:
        before = words[first - 1]
        written = text[before.start : before.end]
        if words[i].end - before.start > _LONGEST or before.end != words[first].start:
            break
        if _bracketed(text, before):
            first -= 1
            continue
        if written in listed("bodies", "stops") or not _nounlike(before, written):
            break
        first -= 1
    return first


def _bracketed(text: str, word: Word) -> bool:
    """Say whether ``word`` is in short brackets inside a name: 轨道交通(集团)有限公司."""
    left = max(text.rfind(mark, max(0, word.start - 5), word.end) for mark in "(（")
    if left < 1 or text[left - 1] in "，。；：、 \n":
        return False
    right = next((at for at in range(left, min(left + 6, len(text))) if text[at] in ")）"), -1)
    return word.end <= right + 1 and right - left >= 3


def _nounlike(word: Word, written: str) -> bool:
    if not word.tag:
        return written.isalnum()
    if word.tag.startswith("v") and word.tag != "vn":
        return written in listed("bodies", "inside")
    return word.tag.startswith(_NOUNS) and (word.tag[0] != "m" or written[0].isdigit())


def _head(
    text: str, words: Sequence[Word], first: int, last: int, located: Collection[int]
) -> int | None:
    """Return the word that the name begins with: the leftmost that singles a body out."""
    found = ending().search(text[words[last].start : words[last].end])
    weak = found is not None and found[0] in listed("bodies", "weak")
    for i in range(first, last + 1):
        word, written = words[i], text[words[i].start : words[i].end]
        if i == last and not _is_name(word, written):
            continue
        if written in listed("bodies", "no_head") or _counts(word, written) or written in "()（）":
            continue
        if word.start in located or written in places() or word.tag in ("ns", "nt", "nrt"):
            return i
        if weak and written == "国家" and found is not None and found[0] in _GENERAL:
            continue  # 国家工程中心 are many
        if i < last and written in (_STATE if weak else listed("bodies", "heads")):
            return i
        named = word.tag in ("nr", "nz", "") or written.isascii()
        if i < last and not weak and named and len(written) > 1:
            return i
    return None


def _counts(word: Word, written: str) -> bool:
    named = word.tag.startswith(("ns", "nt", "nr", "nz"))  # 四川, 三亚
    return (written[0] in _NUMERALS and not named) or written[0].isdigit()


def _with_foreign(text: str, start: int, tag: str) -> int:
    """Return where a foreign name begins whose first syllable was cut off: 爱/科特, 中/德."""
    before = text[start - 1 : start]
    if before == "中" and text[start : start + 1] in _COUNTRIES:
        return start - 1
    syllables = next(iter(listed("bodies", "syllables")))
    return start - (tag == "nrt" and before != "" and before in syllables)
