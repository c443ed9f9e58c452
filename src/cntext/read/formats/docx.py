"""Word: paragraphs, headings, tables, text boxes, notes, headers and footers.

Read from the XML itself. docx2python gives headers and tables too, but writes links as
HTML and pictures as file names into the text, loses which paragraph is a heading where
the style is not called so, and takes 0.1 s to import.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cntext.lazy import pattern
from cntext.read import child
from cntext.read.archives import damaged
from cntext.read.formats import Part, ReadOptions
from cntext.read.numbering import Numbering
from cntext.read.ooxml import Package, check_container
from cntext.read.xml import Element

_HEADING = pattern(r"(?:heading|标题)\s*([1-9])\Z", re.IGNORECASE)
_TITLES = frozenset({"title", "标题"})
# Text that is not there for the reader: deleted or moved away, the sounds above ruby
# text, and what stands in for a drawing in programs that cannot show it.
_NOT_SHOWN = frozenset({"w.del", "w.moveFrom", "w.rt", "w.delText", "w.instrText", "w.pPr"})
_CHARACTERS = {"w.tab": "\t", "w.br": "\n", "w.cr": "\n", "w.noBreakHyphen": "-", "w.ptab": "\t"}
_ON = frozenset({None, "1", "true", "on"})


def read(data: bytes, options: ReadOptions) -> Iterable[Part]:
    """Return the one text of the file; parsed in a child process."""
    check_container(data, ".docx")
    return child.parse("docx", data, options)


def parse(data: bytes, options: ReadOptions) -> Iterator[Part]:
    """Yield the one text of the file."""
    package = Package(data, options, ".docx", "word/")
    yield Part(_Document(package).text(), package.properties())


class _Document:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._relations = package.relations(package.main)
        styles = self._first("styles")
        self._levels = _heading_levels(styles)
        self._numbering = Numbering(self._first("numbering"), styles)
        self._notes = {kind: self._notes_of(kind) for kind in ("footnote", "endnote")}
        self._cited: list[Element] = []

    def text(self) -> str:
        """Return headers, body, notes and footers, a paragraph a line."""
        root = self._package.tree(self._package.main)
        body = root.find("w.body") if root is not None else None
        if body is None:
            raise damaged(".docx")
        lines = list(self._blocks(body))
        for note in self._cited:
            lines += self._blocks(note)
        headers, footers = self._margins(body, "header"), self._margins(body, "footer")
        return "\n".join([*headers, *lines, *footers])

    def _first(self, kind: str) -> Element | None:
        for type_, target in self._relations.values():
            if type_ == kind:
                return self._package.tree(target)
        return None

    def _notes_of(self, kind: str) -> dict[str, Element]:
        root = self._first(f"{kind}s")
        # Those with a type are the lines that separate notes from text.
        return {
            note.get("w.id", ""): note
            for note in (root if root is not None else ())
            if note.tag == f"w.{kind}" and note.get("w.type", "normal") == "normal"
        }

    def _margins(self, body: Element, kind: str) -> list[str]:
        """Return the lines of all headers or footers, each once, page numbers left out."""
        lines: dict[str, None] = {}
        for reference in body.iter(f"w.{kind}Reference"):
            target = self._relations.get(reference.get("r.id", ""), ("", ""))[1]
            root = self._package.tree(target)
            for line in self._blocks(root) if root is not None else ():
                if any(c.isalpha() for c in re.sub("[第共页/]|page|of", "", line.lower())):
                    lines[line.strip()] = None
        return list(lines)

    def _blocks(self, parent: Element) -> Iterator[str]:
        """Yield the lines of the paragraphs and tables below ``parent``."""
        for element in parent:
            if element.tag == "w.p":
                yield from self._paragraph(element)
            elif element.tag == "w.tbl":
                yield from self._table(element)
            elif element.tag == "mc.AlternateContent":
                yield from self._blocks(_alternative(element))
            elif element.tag not in _NOT_SHOWN:  # w:sdt, w:ins and the like only wrap
                yield from self._blocks(element)

    def _paragraph(self, paragraph: Element) -> Iterator[str]:
        boxes: list[Element] = []
        text = "".join(self._runs(paragraph, boxes))
        properties = paragraph.find("w.pPr")
        text = self._numbering.label(properties) + text if text.strip() else text
        level = self._level(properties)
        if level and text.strip():
            yield "#" * min(level, 6) + " " + " ".join(text.split())
        else:
            yield from text.rstrip("\n").split("\n")
        for box in boxes:
            yield from self._blocks(box)

    def _level(self, properties: Element | None) -> int:
        """Return 1 for a title or chapter, 2 for what is below it …; 0 for text."""
        if properties is None:
            return 0
        outline = properties.find("w.outlineLvl")
        if outline is not None:
            return _outline_level(outline)
        style = properties.find("w.pStyle")
        return self._levels.get(style.get("w.val", ""), 0) if style is not None else 0

    def _runs(self, parent: Element, boxes: list[Element]) -> Iterator[str]:
        for element in parent:
            tag = element.tag
            if tag in {"w.t", "m.t"}:
                yield element.text or ""
            elif tag in _CHARACTERS:
                yield _CHARACTERS[tag]
            elif tag == "w.txbxContent":
                boxes.append(element)
            elif tag in {"w.footnoteReference", "w.endnoteReference"}:
                note = self._notes[tag[2:-9]].get(element.get("w.id", ""))
                if note is not None:
                    self._cited.append(note)
            elif tag == "mc.AlternateContent":
                yield from self._runs(_alternative(element), boxes)
            elif tag == "w.r" and _is_hidden(element):
                continue
            elif tag not in _NOT_SHOWN:
                yield from self._runs(element, boxes)

    def _table(self, table: Element) -> Iterator[str]:
        """Yield a line for each row; what stands in a single column is no table."""
        for row in _within(table, "w.tr"):
            cells = [list(self._blocks(cell)) for cell in _within(row, "w.tc")]
            if len(cells) == 1:
                yield from cells[0]
            else:
                yield "\t".join(" ".join(" ".join(cell).split()) for cell in cells)


def _within(parent: Element, tag: str) -> Iterator[Element]:
    """Yield the rows of a table or the cells of a row, also those that something wraps."""
    for element in parent:
        if element.tag == tag:
            yield element
        elif element.tag in {"w.sdt", "w.sdtContent", "w.ins", "w.customXml"}:
            yield from _within(element, tag)


def _alternative(element: Element) -> Element:
    choice = element.find("mc.Choice")
    if choice is not None and next(choice.iter("w.t"), None) is not None:
        return choice
    fallback = element.find("mc.Fallback")
    return fallback if fallback is not None else Element("nothing")


def _is_hidden(run: Element) -> bool:
    hidden = run.find("w.rPr/w.vanish")
    return hidden is not None and hidden.get("w.val") in _ON


def _outline_level(outline: Element) -> int:
    value = outline.get("w.val", "")
    return int(value) + 1 if value in set("012345678") else 0


def _heading_levels(styles: Element | None) -> dict[str, int]:
    """Return ``{style id: level}`` of the styles that make a paragraph a heading."""
    own: dict[str, int] = {}
    based: dict[str, str] = {}
    for style in styles.iter("w.style") if styles is not None else ():
        id_ = style.get("w.styleId", "")
        name = style.find("w.name")
        named = name.get("w.val", "") if name is not None else ""
        outline = style.find("w.pPr/w.outlineLvl")
        heading = _HEADING.match(named)
        if outline is not None:
            own[id_] = _outline_level(outline)
        elif heading:
            own[id_] = int(heading[1])
        elif named.lower() in _TITLES:
            own[id_] = 1
        base = style.find("w.basedOn")
        if base is not None:
            based[id_] = base.get("w.val", "")
    levels = {}
    for id_ in {*own, *based}:
        seen: set[str] = set()
        at = id_
        while at not in own and at in based and at not in seen:
            seen.add(at)
            at = based[at]
        levels[id_] = own.get(at, 0)
    return levels
