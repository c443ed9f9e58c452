"""What each paragraph of one article is, from its look and its place."""

from __future__ import annotations

from collections.abc import Sequence

from cntext.clean.lines import ITEM, NUMBERED, headline_like, is_prose
from cntext.clean.paragraphs import Paragraph
from cntext.clean.shapes import Judged
from cntext.lazy import pattern
from cntext.model import RegionRole

_BODIES = "学院|大学|学校|中学|小学|日报|晚报|周报|周刊|教育报|[省市县区]委|政府|办公厅|办公室|[局厅部署院所]|委员会|协会|集团|公司"
_NAME_OF_BODY = pattern(rf"[^，。；：？！、\s]{{2,30}}(?:{_BODIES})\Z")
_PAGE_OF_PAPER = pattern(r"(?:第\s*\d+\s*版|\S{1,8}版|[AB]\d{1,2}版?)\Z")
_DAY = pattern(
    r"[\d〇○零一二三四五六七八九十]{4}\s?年[\d一二三四五六七八九十 ]{1,5}月[\d一二三四五六七八九十 ]{1,6}日\Z"
)
_SPEAKER = pattern(
    r"\S{0,20}(?:总理|主席|省长|市长|县长|区长|州长|局长|厅长|院长|校长|书记|主任)\s+[\u4e00-\u9fff][\s\u3000]{0,2}[\u4e00-\u9fff]{1,3}\Z"
)
_FRONT = frozenset({RegionRole.MASTHEAD, RegionRole.KICKER, RegionRole.LABEL})
_BESIDE_HEADLINE = frozenset(
    {*_FRONT, RegionRole.SUBHEAD, RegionRole.BYLINE, RegionRole.PAGE_NUMBER, RegionRole.FOOTER}
)
_ASIDE = frozenset({RegionRole.PAGE_NUMBER, RegionRole.FOOTER})


def roles_of(
    paragraphs: Sequence[Paragraph], shapes: Sequence[Judged | None], title: str = ""
) -> list[Judged]:
    """Return the role of every paragraph of one article.

    ``title`` is what the header of the file says it is called, "" if nothing.
    """
    return _Article(paragraphs, shapes, title).judged()


class _Article:
    """One walk down an article; rules look one paragraph back and ahead."""

    def __init__(
        self, paragraphs: Sequence[Paragraph], shapes: Sequence[Judged | None], title: str
    ) -> None:
        self.paragraphs = paragraphs
        self.texts = [p.text.strip() for p in paragraphs]
        self.shapes = list(shapes)
        self.title = title.strip()
        self.marked = sum(p.level > 0 for p in paragraphs)
        self.done: list[Judged] = []
        self.headline = -1  # where it stands
        self.below = False  # nothing but what belongs to a headline stands since it
        self.prose = 0  # paragraphs of running text so far

    def judged(self) -> list[Judged]:
        self._sign()
        for at in range(len(self.paragraphs)):
            role = self._judge(at)
            if role.role is RegionRole.HEADLINE and self.headline < 0:
                self.headline = at
                self.below = True
            elif role.role not in _BESIDE_HEADLINE:
                self.below = False
            self.prose += role.role in {RegionRole.BODY, RegionRole.LEAD}
            self.done.append(role)
        self._displaced()
        return self.done

    def _sign(self) -> None:
        """Mark the signature of a notice: an office and a day below the text."""
        places = [at for at, s in enumerate(self.shapes) if not s or s.role not in _ASIDE]
        if len(places) < 4 or not _DAY.match(self.texts[places[-1]]):
            return
        signed = [places[-1]]
        for at in reversed(places[-4:-1]):
            if not headline_like(self.texts[at]) or len(self.texts[at]) > 30 or self._level(at):
                break
            signed.append(at)
        if len(signed) > 1:
            for at in signed:
                self.shapes[at] = Judged(RegionRole.BYLINE, "signature", 0.85)

    def _judge(self, at: int) -> Judged:
        shape, text, level = self.shapes[at], self.texts[at], self._level(at)
        if shape and shape.role is not RegionRole.SECTION:
            return shape
        if text == self.title and self.headline < 0:
            return Judged(RegionRole.HEADLINE, "title-of-header", 0.99)
        if shape:
            return shape
        return self._marked(at) if level else self._plain(at)

    def _marked(self, at: int) -> Judged:
        """Judge a heading that is marked as one."""
        text, level = self.texts[at], self._level(at)
        following = self._level(at + 1)
        fresh = self.headline < 0 and not self.prose
        if fresh and following and (following < level or self._names_body(at)):
            return Judged(RegionRole.MASTHEAD, "above-headline", 0.9)
        if self.headline < 0 and not self.title and (fresh or level == 1):
            return Judged(RegionRole.HEADLINE, "first-heading", 0.95 if fresh else 0.7)
        if fresh and self.title and level == 1:
            return Judged(RegionRole.HEADLINE, "first-heading", 0.8)
        if self.below and (
            text.startswith("——") or level == self._level(self.headline) or following == level
        ):
            return Judged(RegionRole.SUBHEAD, "below-headline", 0.8)
        return Judged(RegionRole.SECTION, "heading", 0.95)

    def _plain(self, at: int) -> Judged:
        """Judge a paragraph without a mark."""
        text = self.texts[at]
        before = self.done[-1].role if self.done else None
        if self.below and text.startswith("——") and len(text) <= 60:
            return Judged(RegionRole.SUBHEAD, "dash-below-headline", 0.95)
        if self.below and _SPEAKER.match(text):
            return Judged(RegionRole.BYLINE, "speaker", 0.85)
        if is_prose(text):
            if before is RegionRole.KICKER:
                return Judged(RegionRole.LEAD, "below-kicker", 0.9)
            return Judged(RegionRole.BODY, "running-text", 0.99)
        if not headline_like(text) or ITEM.match(text):
            return Judged(RegionRole.BODY, "remainder", 0.7)
        return self._short(at)

    def _short(self, at: int) -> Judged:
        """Judge a short line without an end mark, which the page does not mark as anything."""
        text = self.texts[at]
        if not self.prose and self.headline < 0 and not self.marked and self._leads_to_text(at):
            if self._names_body(at) and headline_like(self._text(at + 1)):
                return Judged(RegionRole.MASTHEAD, "name-above-headline", 0.7)
            if len(text) >= 4 and not self.title:
                return Judged(RegionRole.HEADLINE, "first-line", 0.8)
        if self.marked >= 2 and len(text) >= 5 and self.headline >= 0:
            return Judged(RegionRole.CAPTION, "unmarked-among-marked", 0.75)
        alone = not self._short_line(at - 1) and not self._short_line(at + 1)
        if not self.marked and self.prose and alone and is_prose(self._text(at + 1)):
            return Judged(RegionRole.SECTION, "short-line", 0.6)
        return Judged(RegionRole.BODY, "remainder", 0.6)

    def _displaced(self) -> None:
        """Make the line below the byline the headline where the article has no other."""
        if self.headline >= 0 or not self.prose:
            return
        for at in range(len(self.done) - 1, 0, -1):
            role = self.done[at].role
            if role in _ASIDE:
                continue
            above = next((d for d in reversed(self.done[:at]) if d.role not in _ASIDE), None)
            ended = above is not None and above.role in {RegionRole.BYLINE, RegionRole.CREDIT}
            if (
                ended
                and headline_like(self.texts[at])
                and role
                in {RegionRole.BODY, RegionRole.CAPTION, RegionRole.SECTION, RegionRole.HEADLINE}
            ):
                self.done[at] = Judged(RegionRole.HEADLINE, "displaced-title", 0.85)
            return

    def _level(self, at: int) -> int:
        return self.paragraphs[at].level if 0 <= at < len(self.paragraphs) else 0

    def _text(self, at: int) -> str:
        return self.texts[at] if 0 <= at < len(self.texts) else ""

    def _short_line(self, at: int) -> bool:
        text = self._text(at)
        return headline_like(text) and not self._level(at) and not NUMBERED.match(text)

    def _names_body(self, at: int) -> bool:
        text = self.texts[at]
        return bool(_NAME_OF_BODY.match(text) or _PAGE_OF_PAPER.match(text))

    def _leads_to_text(self, at: int) -> bool:
        return any(
            is_prose(self.texts[later]) for later in range(at + 1, min(at + 6, len(self.texts)))
        )
