"""Who wrote an article, as its byline or credit says it."""

from __future__ import annotations

from collections.abc import Iterable

from cntext.lazy import pattern
from cntext.model import Region, RegionRole

_DATELINE = pattern(r"(?:讯|电)\s?[（(](?P<names>[^（）()]{1,40}?)[）)]")
_PREFIX = pattern(
    r"(?:文\s*[/／、]?\s*图|图\s*[/／、]?\s*文|图文|摄影报道|文|撰文|"
    r"(?:本文)?作者(?:单位)?(?:系|为|是)?|执笔|撰稿|供稿|整理|采写|"
    r"(?:本[报刊网台]|新华社)?(?:首席|特约|见习|实习|全媒体)?(?:记者|通讯员|评论员|撰稿人))\s*[:：/／]?\s*"
)
_NAME = pattern(r"[\u4e00-\u9fff]{2,4}(?:·[\u4e00-\u9fff]{1,8})?\Z")
_AFTER_OFFICE = pattern(
    r"(?:院长|校长|书记|主任|教授|研究员|处长|局长|厅长|部长|主席|教师|记者|博士|硕士|研究生)([\u4e00-\u9fff]{2,3})\Z"
)
_BETWEEN = pattern(r"[\s、，,;；/／]+")
_AFFILIATED = pattern(r"(?:本文)?作者(?:系|为|是)")
_NO_AUTHOR = frozenset({"photographer", "signature"})
_CREDITS_OF_TEXT = pattern(r"(?:文|图\s*[/／、]?\s*文|撰文|摄影报道)")


def author_of(text: str, regions: Iterable[Region]) -> tuple[str, str]:
    """Return ``(names, byline)``: the names parted by spaces, and the line they stand in."""
    first_body = ""
    for region in regions:
        line = text[region.start : region.end].strip()
        if region.role is RegionRole.BODY and not first_body:
            first_body = line
        credited = region.role is RegionRole.CREDIT and _CREDITS_OF_TEXT.match(line)
        if (region.role is RegionRole.BYLINE or credited) and region.rule not in _NO_AUTHOR:
            line = line.strip("（）() □■◎●◆")
            return _names(line), line
    if match := _DATELINE.search(first_body[:80]):
        return _names(match["names"]), ""
    return "", ""


def _names(line: str) -> str:
    names: list[str] = []
    words = _BETWEEN.split(line)
    if _AFFILIATED.match(line):  # 作者系某学院 教授 张三: the name stands last
        words = words[-1:]
    for word in words:
        rest = word
        while match := _PREFIX.match(rest):
            rest = rest[match.end() :]
        if _NAME.match(rest):
            names.append(rest)
        elif match := _AFTER_OFFICE.search(rest):
            names.append(match[1])
    return " ".join(names)
