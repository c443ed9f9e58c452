"""What a paragraph is by its own look, before its place on the page is known."""

from __future__ import annotations

import re
from typing import NamedTuple

from cntext.clean.lines import NUMBERED, ends_closed
from cntext.clean.paragraphs import Paragraph
from cntext.lazy import pattern
from cntext.model import RegionRole


class Judged(NamedTuple):
    """A role, the rule that gave it, and how sure that is."""

    role: RegionRole
    rule: str
    confidence: float


_KICKERS = "核心提示|内容提要|内容摘要|阅读提示|新闻提要|编者按|编者的话|开栏语|开栏的话|导读|导语|提要|摘要"
_REPORTERS = "(?:本[报刊网台]|新华社)?(?:首席|特约|见习|实习|全媒体)?(?:记者|通讯员|评论员|撰稿人)"
_EDITORS = "(?:本版)?(?:责任编辑|责任校对|责编|编辑|校对|审核|监制|统筹|版式|美编|总编辑|主编)"
# Each pattern is anchored and bounded; the first that fits decides.
_RULES: tuple[tuple[RegionRole, str, float, re.Pattern[str]], ...] = (
    (
        RegionRole.FOOTER,
        "editors",
        0.95,
        pattern(rf"[（(【\[]?{_EDITORS}\s*[:：/／][^。]{{1,60}}\Z"),
    ),
    (
        RegionRole.FOOTER,
        "imprint",
        0.9,
        pattern(r"(?:<!--.{0,200}-->|(?:版权所有|Copyright\b|©|\S{0,4}ICP备).{0,100})\Z"),
    ),
    (
        RegionRole.LABEL,
        "arrows",
        0.95,
        pattern(r"[\w“”·、 ]{1,14}\s*(?:>{2,}|＞{2,}|》{2,}|»+|›{2,}|[▶►↓]+)\Z"),
    ),
    (RegionRole.KICKER, "kicker-word", 0.95, pattern(rf"[【\[]?(?:{_KICKERS})[】\]]?[:：]?\Z")),
    (RegionRole.LABEL, "lenticular", 0.85, pattern(r"【[^】]{1,10}】\Z")),
    (RegionRole.LEAD, "kicker-colon", 0.85, pattern(rf"[【\[]?(?:{_KICKERS})[】\]]?[:：]\s*\S")),
    (
        RegionRole.CREDIT,
        "text-and-photo",
        0.97,
        pattern(
            r"(?:文\s*[/／、]?\s*图|图\s*[/／、]?\s*文|图文|摄影报道)\s*[/／:： ]\s*[^。]{1,40}\Z"
        ),
    ),
    (
        RegionRole.CREDIT,
        "credit-word",
        0.9,
        pattern(
            r"(?:文|图|摄影|撰文|供图|制图|图片|图片来源|图源|资料来源|来源|稿源)\s*[:：/／]\s*[^。]{1,40}\Z"
        ),
    ),
    (
        RegionRole.CREDIT,
        "photographer",
        0.85,
        pattern(r"[（(]?[^，。；！？：]{2,20}(?:\s摄|\s?供图|\s制图)[）)]?\Z"),
    ),
    (
        RegionRole.BYLINE,
        "byline-in-brackets",
        0.98,
        pattern(
            rf"[（(](?:本文)?(?:作者|执笔|撰稿|供稿|整理|本文|{_REPORTERS})[^)）]{{1,80}}[)）]\Z"
        ),
    ),
    (
        RegionRole.BYLINE,
        "reporter",
        0.9,
        pattern(rf"[□■◎●◆]?\s*{_REPORTERS}(?:\s*[:：]\s*|\s+)[^，。；！？：]{{2,40}}\Z"),
    ),
    (
        RegionRole.BYLINE,
        "author-colon",
        0.9,
        pattern(r"(?:作者|撰稿|执笔|整理|采写|供稿)\s*[:：]\s*[^，。；！？]{2,40}\Z"),
    ),
    (RegionRole.BYLINE, "square-and-name", 0.8, pattern(r"[□◎]\s*[^，。；！？]{2,20}\Z")),
    (
        RegionRole.CAPTION,
        "figure",
        0.9,
        pattern(
            r"(?:图为|[▲△]|[上下左右]图|资料图|图\s?[\d一二三四五①-⑩]{1,2}[:：\s])[^\n]{2,150}\Z"
        ),
    ),
)
# All others end in something that is no full stop; most lines of a clean page do not.
_BEFORE_A_STOP = tuple(rule for rule in _RULES if rule[1] in {"imprint", "kicker-colon", "figure"})
_LONGEST_NUMBERED = 60  # of the section heads of 24 work reports two are longer


def shape_of(paragraph: Paragraph) -> Judged | None:
    """Return what ``paragraph`` is by its look alone, None where its place must decide."""
    if paragraph.noise == "page-number":
        return Judged(RegionRole.PAGE_NUMBER, "page-number", 0.95)
    if paragraph.noise:
        return Judged(RegionRole.FOOTER, paragraph.noise, 0.9)
    text = paragraph.text.strip()
    if len(text) <= 200:
        for role, rule, confidence, pattern in _BEFORE_A_STOP if text.endswith("。") else _RULES:
            if pattern.match(text):
                return Judged(role, rule, confidence)
    if paragraph.level and NUMBERED.match(text):
        return Judged(RegionRole.SECTION, "numbered", 0.97)
    if (
        len(text) <= _LONGEST_NUMBERED
        and NUMBERED.match(text)
        and len(NUMBERED.sub("", text)) > 1
        and not ends_closed(text)
        and "。" not in text
        and not text.endswith(("，", "、"))
    ):
        return Judged(RegionRole.SECTION, "numbered", 0.9)
    return None
