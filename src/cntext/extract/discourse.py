"""Numbers that order what is said and measure nothing: 三个方面, 五项原则, 国内国际两个市场."""

from __future__ import annotations

from cntext.extract.gazetteer import listed
from cntext.extract.mentions import Bound, Mention
from cntext.extract.wording import Borders
from cntext.lazy import pattern

_MOST = 12  # 十二个: more things than that nobody counts off
_BOUNDS = (Bound.EXACT.value, Bound.RANGE.value)
_CHINESE = frozenset("一二两三四五六七八九十几")
_MARKED = pattern(
    "[^，。；：！？\n]{0,16}[：:。，；—]?[\\s/]{0,3}(?:一是|第一[，、是条]|[（(]一[)）]|一、|首先|一要|一个是|一方面|其一)"
)
_POINTING = (
    "这",
    "那",
    "此",
    "上述",
    "以上",
    "以下",
    "下列",
    "下述",
    "前",
    "后",
    "其他",
    "其它",
    "另外",
)
_NOMINAL = ("n", "j", "s", "f", "t", "r", "vn", "an", "b", "l", "i", "eng")
# What these count is named before them: 黑龙江和吉林两省.
_WHOLE = frozenset("省市县级校国类种州区")


def is_discourse(text: str, borders: Borders, one: Mention) -> bool:
    """Say whether ``one`` counts parts of what is said rather than things in the world.

    It does if it is a small number in words, and (1) what is counted is abstract (方面, 原则,
    问题, by the list), or (2) the text lists the parts (三件事：一是…), or (3) points at them
    (这两个), or (4) the number stands between what it sums up and their common name
    (中央和地方两个积极性, 借、用、还三个环节). Numbers in figures always count things.
    """
    written = text[one.start : one.end]
    if one.detail != "count" or one.bound not in _BOUNDS or written[0] not in _CHINESE:
        return False
    if one.unit in ("届", "期") or (one.value == 1 and _is_article(text, borders, one)):
        return True
    if one.value is None or one.value > _MOST:
        return False
    if one.subject.endswith(_abstract()) or _MARKED.match(text, one.end):
        return True
    if one.unit in listed("words", "abstract") or text.startswith(_abstract(), one.end):
        return True
    before = text[max(0, one.start - 2) : one.start]
    return before.endswith(_POINTING) or _sums_up(text, borders, one)


def _is_article(text: str, borders: Borders, one: Mention) -> bool:
    """Say whether 一份 or 一篇 only leads up to a noun; 电站一座 counts."""
    return text[one.end : one.end + 1] not in tuple("，。、；：！？）\n") and borders.ends(one.end)


def _abstract() -> tuple[str, ...]:
    return tuple(sorted(listed("words", "abstract")))


def _sums_up(text: str, borders: Borders, one: Mention) -> bool:
    """Say whether a noun stands right before the number, and another right behind it."""
    i, j = borders.at(one.start - 1), borders.at(one.end)
    words = borders.words
    if not words or not one.start or not (0 <= i < j):
        return False
    left, right = words[i], words[j]
    listing = set("、和与") & set(text[max(0, one.start - 12) : one.start])
    if (
        left.end != one.start
        or not text[left.start].isalnum()
        or not listing
        or not _nominal(left.tag)
    ):
        return False
    named = right.start == one.end and text[right.start] not in "的，。；、"
    return one.unit[-1] in _WHOLE or named


def _nominal(tag: str) -> bool:
    return not tag or tag.startswith(_NOMINAL)
