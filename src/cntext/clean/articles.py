"""Where on a page one article ends and the next begins.

A wrong cut tears a report apart, so a new article needs evidence. The rules:

``after-byline``     an end mark (作者…, 文/图 …, 责任编辑 …) after body text, and next a
                     line that is marked as a heading or label, or looks like a headline
                     and has running text below.
``label``            a column label (聚焦>>>) after body text.
``second-headline``  another heading of the first rank with a byline or kicker below it.
``dateline``         an end mark, and next a paragraph that begins with 本报讯, 新华社…电.

A headline-like line after an end mark that has no text below it is no new article: it is
the displaced title of the one above it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cntext.clean.lines import ITEM, NUMBERED, headline_like, is_prose
from cntext.clean.paragraphs import Paragraph
from cntext.clean.shapes import Judged
from cntext.lazy import pattern
from cntext.model import Decision, RegionRole

_ENDS = frozenset({"byline-in-brackets", "text-and-photo", "editors", "author-colon"})
_WEAK_ENDS = frozenset({"credit-word", "photographer", "reporter", "square-and-name"})
_PASSING = frozenset(
    {RegionRole.PAGE_NUMBER, RegionRole.FOOTER, RegionRole.CREDIT, RegionRole.BYLINE}
)
_BESIDE_TITLE = frozenset({RegionRole.KICKER, RegionRole.BYLINE, RegionRole.CREDIT})
_DATELINE = pattern(r"(?:本[报刊网台]\S{0,12}讯|新华社\S{0,20}电)")
_LOOK_AHEAD = 4  # paragraphs: headline, second line of it, kicker, byline, then text


def starts_of(
    paragraphs: Sequence[Paragraph],
    shapes: Sequence[Judged | None],
    wanted: Mapping[int, bool] | None = None,
) -> list[tuple[int, Decision | None]]:
    """Return ``(index of its first paragraph, why)`` for each article, the first at 0.

    ``wanted`` says for a source line whether an article begins there, whatever the
    rules say.
    """
    starts: list[tuple[int, Decision | None]] = [(0, None)]
    state = _State()
    for index, paragraph in enumerate(paragraphs):
        asked = (wanted or {}).get(paragraph.first)
        rule = state.rule(paragraphs, shapes, index) or (("override", 1.0) if asked else None)
        if rule and index and asked is not False:
            decision = Decision(rule[0], paragraph.first, rule[1], paragraph.text.strip()[:40])
            starts.append((index, decision))
            state = _State()
            # The article that a person begins may be cut off without text of its own.
            state.prose = int(rule[0] == "override")
        state.pass_by(paragraph, shapes[index])
    return starts


class _State:
    """What has been seen of the article so far."""

    __slots__ = ("end", "headed", "prose", "top", "weak")

    def __init__(self) -> None:
        self.prose = 0
        self.end = ""  # the rule of the end mark that was passed, until text follows
        self.weak = False
        self.top = 0  # the level of the highest marked heading
        self.headed = False

    def pass_by(self, paragraph: Paragraph, shape: Judged | None) -> None:
        """Take note of one paragraph."""
        rule = shape.rule if shape else ""
        if rule in _ENDS | _WEAK_ENDS and self.prose:
            self.weak = rule in _WEAK_ENDS and (self.weak or not self.end)
            self.end = rule
        elif shape is None or shape.role not in _PASSING:
            self.end = ""
        if paragraph.level:
            self.top = min(self.top or 9, paragraph.level)
        if shape is None and not self.prose and _title_like(paragraph):
            self.headed = True
        self.prose += shape is None and is_prose(paragraph.text.strip())

    def rule(
        self, paragraphs: Sequence[Paragraph], shapes: Sequence[Judged | None], index: int
    ) -> tuple[str, float] | None:
        """Return the rule by which an article begins at ``index``, or None."""
        paragraph, shape = paragraphs[index], shapes[index]
        text = paragraph.text.strip()
        if not self.prose:
            return None
        if shape and shape.role is RegionRole.LABEL:
            return ("after-byline", 0.97) if self.end else ("label", 0.7)
        if shape and not (shape.role is RegionRole.KICKER and self.end):
            return None
        if NUMBERED.match(text):
            return None
        if self.end and not self.weak and _DATELINE.match(text):
            return "dateline", 0.8
        title = _title_like(paragraph) and _has_text(paragraphs, shapes, index)
        if self.end and title and not self._displaced(paragraphs, shapes, index):
            if paragraph.level and (not self.weak or paragraph.level <= self.top):
                return "after-byline", 0.95
            if not paragraph.level and not self.weak:
                return "after-byline", 0.8
        if paragraph.level == 1 == self.top and title:
            below = shapes[index + 1] if index + 1 < len(shapes) else None
            if below and below.role in _BESIDE_TITLE:
                return "second-headline", 0.75
        return None

    def _displaced(
        self, paragraphs: Sequence[Paragraph], shapes: Sequence[Judged | None], index: int
    ) -> bool:
        """Say whether the title at ``index`` is that of the article above it."""
        if self.headed or index + 1 == len(paragraphs):
            return not self.headed
        after, shape = paragraphs[index + 1], shapes[index + 1]
        if shape:
            return shape.role is RegionRole.LABEL
        # Two titles one after the other: the first belongs above unless both are marked,
        # as the name of a school and the headline are.
        return not paragraphs[index].level and _title_like(after)


def _title_like(paragraph: Paragraph) -> bool:
    text = paragraph.text.strip()
    return headline_like(text) and (paragraph.level > 0 or not ITEM.match(text))


def _has_text(paragraphs: Sequence[Paragraph], shapes: Sequence[Judged | None], index: int) -> bool:
    """Say whether running text follows within a few paragraphs of a title."""
    for at in range(index + 1, min(index + 1 + _LOOK_AHEAD, len(paragraphs))):
        if shapes[at] is None and is_prose(paragraphs[at].text.strip()):
            return True
    return False
