"""A web page → the blocks of text that a reader sees, in order, each with its nature."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cntext.lazy import pattern
from cntext.read.refusal import missing_extra

_NEVER = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "canvas",
        "iframe",
        "object",
        "embed",
        "audio",
        "video",
        "head",
        "title",
        "select",
        "option",
        "textarea",
        "button",
        "input",
        "datalist",
        "rt",
        "rp",
        "map",
        "meta",
        "link",
    ]
)
_AROUND = frozenset({"nav", "aside", "footer", "header"})
_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary"})
_CONTENT = frozenset({"article", "main"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
) | frozenset(_HEADINGS)
_TIGHT = frozenset({"li", "tr", "dt", "dd", "option"})  # no blank line between these
_HIDDEN = pattern(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# Between two Chinese characters the end of a source line is nothing; elsewhere a blank.
_CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uff65\u2018-\u201d\u2026\U00020000-\U0003ffff"
_JOINT = pattern(rf"(?<=[{_CJK}])[ \t\r\f]*\n[ \t\r\n\f]*(?=[{_CJK}])")
_SPACES = pattern(r"[ \t\r\n\f]+")
_LAYOUT_CELL = 300  # characters; a cell of a real table holds less
_LAYOUT_DEPTH = 8


# Nodes and trees of selectolax: naming its types here would load it.
Node = Any
Page = Any


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text that stands apart: a heading has a ``level`` from 1 to 6.

    ``linked`` counts its characters inside links.
    """

    text: str
    level: int = 0
    tight: bool = False
    linked: int = 0

    @property
    def is_links(self) -> bool:
        """Say whether most of it is there to be clicked."""
        return self.linked > 0.6 * len(bare(self.text))


@dataclass(frozen=True, slots=True)
class Outline:
    """The blocks of a page, and for each element the blocks inside: ``[start, end)``."""

    blocks: tuple[Block, ...]
    elements: tuple[tuple[int, int], ...]


def parsed(html: str) -> Page:
    """Return the tree of a page; any bytes make a tree, as in browsers."""
    try:
        from selectolax.lexbor import LexborHTMLParser
    except ImportError:
        raise missing_extra("web", "selectolax") from None
    return LexborHTMLParser(html)


def outline(page: Page, *, around: bool = False) -> Outline:
    """Return the blocks of a parsed page; with ``around`` also navigation and footers."""
    return _Walk(around).run(page.body)


def visible(page: Page) -> tuple[Block, ...]:
    """Return what a reader sees, navigation left out unless there is nothing else."""
    return outline(page).blocks or outline(page, around=True).blocks


def written(blocks: Sequence[Block]) -> str:
    """Return the text: headings marked with #, blank lines around paragraphs."""
    lines: list[str] = []
    previous: Block | None = None
    for block in blocks:
        if previous is not None and not (previous.tight and block.tight):
            lines.append("")
        lines.append("#" * block.level + " " + block.text if block.level else block.text)
        previous = block
    return "\n".join(lines)


def bare(text: str) -> str:
    """Return ``text`` without any white space."""
    return "".join(text.split())


class _Walk:
    """One pass over the tree with a stack of our own: pages nest 20,000 deep."""

    def __init__(self, around: bool) -> None:
        self._around = around
        self._blocks: list[Block] = []
        self._elements: list[tuple[int, int]] = []
        self._pieces: list[str] = []
        self._linked = 0
        self._links = self._pre = self._content = 0
        self._row: Any = None  # the row of a real table that we are in
        self._tables: list[bool] = []  # of those around us: is it there for layout?

    def run(self, body: Node) -> Outline:
        stack: list[tuple[Any, int]] = []
        node = body
        while node is not None:
            down = None
            if node.is_text_node:
                self._text(node.text_content or "")
            elif node.is_element_node and not self._is_out(node):
                self._enter(node)
                down = node.first_child
                if down is None:
                    self._leave(node, len(self._blocks))
                else:
                    stack.append((node, len(self._blocks)))
            if down is not None:
                node = down
                continue
            while node.next is None or node is body:
                if not stack:
                    self._flush("p")
                    return Outline(tuple(self._blocks), tuple(self._elements))
                node, start = stack.pop()
                self._leave(node, start)
                if not stack:
                    self._flush("p")
                    return Outline(tuple(self._blocks), tuple(self._elements))
            node = node.next
        return Outline((), ())

    def _is_out(self, node: Node) -> bool:
        tag = node.tag
        if tag in _NEVER:
            return True
        attributes = node.attributes
        if "hidden" in attributes or _HIDDEN.search(attributes.get("style") or ""):
            return True
        if self._around:
            return False
        if tag in {"header", "footer"} and self._content:
            return False
        return tag in _AROUND or attributes.get("role") in _ROLES

    def _enter(self, node: Node) -> None:
        tag = node.tag
        if tag == "br":
            self._pieces.append(" " if self._row is not None else "\n\0")
        elif tag in _BLOCKS:
            if self._row is None:
                self._flush("p")
            elif tag in {"td", "th"}:
                if self._pieces:
                    self._pieces.append("\t\0")
            else:
                self._pieces.append(" ")
        if tag == "a":
            self._links += 1
        elif tag == "pre":
            self._pre += 1
        elif tag in _CONTENT:
            self._content += 1
        elif tag == "table":
            self._tables.append(len(self._tables) >= _LAYOUT_DEPTH or _is_layout(node))
        elif tag == "tr" and self._row is None and self._tables and not self._tables[-1]:
            self._row = node.mem_id

    def _leave(self, node: Node, start: int) -> None:
        tag = node.tag
        if tag == "tr" and self._row == node.mem_id:
            self._row = None
        if tag in _BLOCKS and self._row is None:
            self._flush(tag)
        if tag == "a":
            self._links -= 1
        elif tag == "pre":
            self._pre -= 1
        elif tag in _CONTENT:
            self._content -= 1
        elif tag == "table":
            self._tables.pop()
        self._elements.append((start, len(self._blocks)))

    def _text(self, text: str) -> None:
        if self._pre and self._row is None:
            text = text.replace("\r\n", "\n").replace("\n", "\n\0")
        self._pieces.append(text)
        if self._links:
            self._linked += len(bare(text))

    def _flush(self, tag: str) -> None:
        """End the block that was gathered; ``tag`` is the element that ends here.

        NUL marks the line ends and tabs that are meant: HTML has none of its own.
        """
        raw = "".join(self._pieces)
        self._pieces = []
        linked, self._linked = self._linked, 0
        raw = raw.replace("\n\0", "\x01").replace("\t\0", "\x02")
        lines = [
            "\t".join(_collapsed(cell, self._pre > 0) for cell in line.split("\x02"))
            for line in raw.split("\x01")
        ]
        text = "\n".join(line.rstrip() for line in lines).strip("\n")
        if text.strip():
            level = _HEADINGS.get(tag, 0)
            text = " ".join(text.split()) if level else text
            self._blocks.append(Block(text, level, tag in _TIGHT, linked))


def _collapsed(text: str, pre: bool) -> str:
    text = text.replace("\xa0", " ").replace("\0", "").replace("\x01", "").replace("\x02", "")
    if pre:
        return text
    return _SPACES.sub(" ", _JOINT.sub("", text)).strip(" ")


def _is_layout(table: Node) -> bool:
    """Say whether a table only places things on the page, as pages before 2010 do."""
    if len(table.css("table")) > 1:
        return True
    return any(len(cell.text(strip=True)) > _LAYOUT_CELL for cell in table.css("td"))
