"""PowerPoint: slides in order, their text in reading order, tables, diagrams, notes.

Read from the XML itself, as Word files are; python-pptx does not read diagrams, and takes
0.3 s to import.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from cntext.read import child
from cntext.read.archives import damaged
from cntext.read.formats import Part, ReadOptions
from cntext.read.ooxml import Package, check_container
from cntext.read.xml import Element

_TITLES = frozenset({"title", "ctrTitle"})
_MARGINS = frozenset({"sldNum", "ftr", "dt", "hdr"})  # the same on every slide
_SHAPES = frozenset({"p.sp", "p.grpSp", "p.graphicFrame", "p.cxnSp"})
# Two boxes side by side are rarely placed at the very same height: 0.3 inch.
_LEVEL = 274_320

_Place = tuple[int, int]


def read(data: bytes, options: ReadOptions) -> Iterable[Part]:
    """Return the one text of the file; parsed in a child process."""
    check_container(data, ".pptx")
    return child.parse("pptx", data, options)


def parse(data: bytes, options: ReadOptions) -> Iterator[Part]:
    """Yield the one text of the file: a blank line stands between slides."""
    package = Package(data, options, ".pptx", "ppt/")
    root = package.tree(package.main)
    relations = package.relations(package.main)
    slides: list[str] = []
    for slide in root.iter("p.sldId") if root is not None else ():
        _, part = relations.get(slide.get("r.id", ""), ("", ""))
        lines = list(_slide(package, part, first=not slides))
        if lines:
            slides.append("\n".join(lines))
    yield Part("\n\n".join(slides), package.properties())


def _slide(package: Package, part: str, *, first: bool) -> Iterator[str]:
    root = package.tree(part)
    shapes = root.find("p.cSld/p.spTree") if root is not None else None
    if shapes is None:
        raise damaged(".pptx")
    yield from _shapes(
        package, part, shapes, _layout_places(package, part), "# " if first else "## "
    )
    for notes in package.related(part, "notesSlide"):
        page = package.tree(notes)
        for shape in page.iter("p.sp") if page is not None else ():
            if _placeholder(shape)[0] == "body":
                yield from _paragraphs(shape.find("p.txBody"))


def _shapes(
    package: Package, part: str, parent: Element, places: Mapping[str, _Place], mark: str
) -> Iterator[str]:
    for shape in _in_reading_order(parent, places):
        kind, _ = _placeholder(shape)
        if shape.tag == "p.grpSp":
            yield from _shapes(package, part, shape, places, mark)
        elif shape.tag == "p.graphicFrame":
            yield from _graphic(package, part, shape)
        elif kind not in _MARGINS:
            lines = list(_paragraphs(shape.find("p.txBody")))
            if kind in _TITLES and lines:
                yield mark + " ".join(lines)
            else:
                yield from lines


def _graphic(package: Package, part: str, frame: Element) -> Iterator[str]:
    for row in frame.iter("a.tr"):
        cells = (" ".join(_paragraphs(cell.find("a.txBody"))) for cell in row.findall("a.tc"))
        yield "\t".join(cells)
    for diagram in frame.iter("dgm.relIds"):
        _, data = package.relations(part).get(diagram.get("r.dm", ""), ("", ""))
        root = package.tree(data)
        for point in root.iter("dgm.t") if root is not None else ():
            yield from _paragraphs(point)


def _paragraphs(body: Element | None) -> Iterator[str]:
    for paragraph in body.findall("a.p") if body is not None else ():
        pieces = []
        for element in paragraph:
            if element.tag == "a.br":
                pieces.append("\n")
            elif element.tag == "a.r" or (
                element.tag == "a.fld" and element.get("type") != "slidenum"
            ):
                pieces.append(element.findtext("a.t") or "")
        yield from (line for line in "".join(pieces).split("\n") if line.strip())


# --- reading order ------------------------------------------------------------------------


def _in_reading_order(parent: Element, places: Mapping[str, _Place]) -> list[Element]:
    """Return the shapes from top to bottom and left to right, titles first.

    Where the place of one is not known, all stay in the order of the file.
    """
    shapes: list[Element] = []
    for element in parent:
        if element.tag == "mc.AlternateContent":
            choice = element.find("mc.Choice")
            shapes += [e for e in (choice if choice is not None else ()) if e.tag in _SHAPES]
        elif element.tag in _SHAPES:
            shapes.append(element)
    known = {id(shape): _place(shape, places) for shape in shapes}
    titles = [shape for shape in shapes if _placeholder(shape)[0] in _TITLES]
    rest = [shape for shape in shapes if _placeholder(shape)[0] not in _TITLES]
    found = [(place, shape) for shape in rest if (place := known[id(shape)]) is not None]
    if len(found) < len(rest):
        return titles + rest
    found.sort(key=lambda item: (item[0][1], item[0][0]))
    ordered: list[Element] = []
    row: list[tuple[_Place, Element]] = []
    for place, shape in found:
        if row and place[1] - row[0][0][1] > _LEVEL:
            ordered += [s for _, s in sorted(row, key=lambda item: item[0][0])]
            row = []
        row.append((place, shape))
    ordered += [s for _, s in sorted(row, key=lambda item: item[0][0])]
    return titles + ordered


def _placeholder(shape: Element) -> tuple[str, str]:
    """Return the kind of a placeholder and its number; ("", "") for other shapes."""
    mark = shape.find("p.nvSpPr/p.nvPr/p.ph")
    return ("", "") if mark is None else (mark.get("type", "obj"), mark.get("idx", "0"))


def _place(shape: Element, places: Mapping[str, _Place]) -> _Place | None:
    """Return left and top of a shape, from the layout where the slide is silent."""
    for path in ("p.spPr/a.xfrm/a.off", "p.grpSpPr/a.xfrm/a.off", "p.xfrm/a.off"):
        offset = shape.find(path)
        if offset is not None:
            try:
                return int(offset.get("x", "")), int(offset.get("y", ""))
            except ValueError:
                return None
    kind, number = _placeholder(shape)
    return (places.get(f"#{number}") or places.get(kind)) if kind else None


def _layout_places(package: Package, part: str) -> dict[str, _Place]:
    """Return where the layout of a slide, and the master behind it, put the placeholders."""
    places: dict[str, _Place] = {}
    for layout in package.related(part, "slideLayout"):
        for source in (*package.related(layout, "slideMaster"), layout):
            root = package.tree(source)
            for shape in root.iter("p.sp") if root is not None else ():
                kind, number = _placeholder(shape)
                place = _place(shape, {})
                if kind and place:
                    places[kind] = place
                    if source == layout:
                        places[f"#{number}"] = place
    return places
