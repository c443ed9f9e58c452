"""From lines to paragraphs: each knows the source lines that its text came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath

from cntext.clean.joining import glue, join_rule, layout_of
from cntext.clean.lines import (
    PAGE_NUMBER,
    RECENT,
    Growing,
    Line,
    ends_closed,
    lines_of,
    running_heads,
)
from cntext.lazy import pattern
from cntext.model import Decision, Page

# Bounded, so that a line of 100,000 unclosed marks costs no more than its length.
_EMPHASIS = pattern(r"(\*\*|__|\*|`)(?=\S)(.{1,200}?)(?<=\S)\1")
_LINK = pattern(r"!?\[([^\[\]\n]{0,500})\]\([^()\s]{0,2000}\)")
_MARKDOWN = frozenset({".md", ".markdown"})
_PASSES = 20  # two do for every page seen; the bound is for pages made to be slow


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text between two real line ends: ``pieces`` are (offset in text, source line).

    ``noise`` is "page-number" or "running-head" for what a page layout put between.
    """

    text: str
    pieces: tuple[tuple[int, int], ...]
    level: int = 0
    noise: str = ""
    joins: tuple[Decision, ...] = ()

    @property
    def first(self) -> int:
        """The source line on which it begins."""
        return self.pieces[0][1]

    @property
    def last(self) -> int:
        """The source line on which it ends."""
        return self.pieces[-1][1]


def paragraphs_of(page: Page, joins: Mapping[int, bool] | None = None) -> list[Paragraph]:
    """Return the paragraphs of ``page``, broken ones joined, Markdown marks taken off.

    ``joins`` says for a source line whether it continues the one before, whatever the
    rules say. A sentence that runs on across a page number is joined; the number then
    stands after it. Joining is repeated until nothing is left to join, so that what was
    cleaned once is clean.
    """
    lines = lines_of(page.text, page.first_line)
    if PurePath(page.path).suffix.lower() in _MARKDOWN:
        lines = [replace(line, text=_plain(line.text)) for line in lines]
    heads = running_heads(lines)
    flow: list[tuple[Line, Paragraph]] = []
    noise: list[Paragraph] = []
    for line in lines:
        kind = "" if line.heading else _noise(line.text.strip(), heads)
        paragraph = Paragraph(line.text, ((0, line.number),), line.level, kind)
        if kind:
            noise.append(paragraph)
        else:
            flow.append((line, paragraph))
    for _ in range(_PASSES):
        joined = _joined(flow, joins or {})
        if len(joined) == len(flow):
            break
        flow = joined
    return sorted([*(p for _, p in flow), *noise], key=lambda p: p.first)


def _noise(text: str, heads: frozenset[str]) -> str:
    if PAGE_NUMBER.match(text):
        return "page-number"
    return "running-head" if text in heads else ""


def _joined(
    flow: list[tuple[Line, Paragraph]], joins: Mapping[int, bool]
) -> list[tuple[Line, Paragraph]]:
    """Return ``flow`` after one walk over it, each line joined to what stands before."""
    layout = layout_of([line for line, _ in flow])
    done: list[tuple[Line, Paragraph]] = []
    parts: list[Paragraph] = []
    rules: list[tuple[str, float]] = []
    growing: Growing | None = None
    final = layout.respects_stops and not joins

    def finish() -> None:
        if growing and rules:
            whole = _merged(parts, rules)
            done.append((replace(growing.line, text=whole.text), whole))
        elif growing:
            done.append((growing.line, parts[0]))

    for line, paragraph in flow:
        rule = None
        if growing:
            wanted = joins.get(line.number)
            if wanted is not False:
                rule = join_rule(growing, line, layout, first=not done)
            if wanted and not rule:
                rule = ("override", 1.0)
        if growing and rule:
            parts.append(paragraph)
            rules.append(rule)
            growing.add(line.text.strip())
        else:
            finish()
            if final and ends_closed(
                line.text.strip()[-RECENT:]
            ):  # nothing continues it: nearly all lines
                done.append((line, paragraph))
                growing = None
            else:
                parts, rules, growing = [paragraph], [], Growing(line)
    finish()
    return done


def _merged(parts: list[Paragraph], rules: list[tuple[str, float]]) -> Paragraph:
    """Return the paragraph that ``parts`` make up, each joined by its rule."""
    first = parts[0]
    texts, pieces, joins = [first.text], list(first.pieces), list(first.joins)
    length = len(first.text)
    for part, (rule, confidence) in zip(parts[1:], rules, strict=True):
        body = part.text.lstrip()
        above = (texts[-2] if len(texts) > 1 and len(texts[-1]) < 20 else "") + texts[-1]
        between = glue(above, body)
        cut = len(part.text) - len(body)
        length += len(between)
        pieces += [(length + max(at - cut, 0), line) for at, line in part.pieces]
        shown = f"{above[-8:]}|{body[:8]}"
        joins += [Decision(rule, part.first, confidence, shown), *part.joins]
        texts += [between + body]
        length += len(body)
    return Paragraph("".join(texts), tuple(pieces), first.level, "", tuple(joins))


def _plain(text: str) -> str:
    return _LINK.sub(r"\1", _EMPHASIS.sub(r"\2", text))
