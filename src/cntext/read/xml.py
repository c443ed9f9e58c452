"""XML from strangers: no DTD, no entities, no endless nesting; known prefixes for names."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from cntext.errors import Both
from cntext.read.refusal import Refused

Element = ET.Element
# Word itself stops far below this; a tree walker may recurse so deep without harm.
DEEPEST = 200
# Both spellings of the standard: what programs write, and what ISO 29500 "strict" has.
_OFFICE = (
    "http://schemas.openxmlformats.org/officeDocument/2006/",
    "http://purl.oclc.org/ooxml/officeDocument/",
)
_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "http://schemas.openxmlformats.org/drawingml/2006/diagram": "dgm",
    "http://purl.oclc.org/ooxml/drawingml/diagram": "dgm",
    "http://schemas.openxmlformats.org/presentationml/2006/main": "p",
    "http://purl.oclc.org/ooxml/presentationml/main": "p",
    f"{_OFFICE[0]}relationships": "r",
    f"{_OFFICE[1]}relationships": "r",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://www.idpf.org/2007/opf": "opf",
    "urn:oasis:names:tc:opendocument:xmlns:container": "container",
    "http://www.w3.org/2001/04/xmlenc#": "enc",
}


def tree(data: bytes) -> Element:
    """Return the root of an XML document, its names written with the prefixes above.

    A dot joins them (w.p), for ElementTree takes colons in paths for its own prefixes.

    `Refused` as "entities" where it declares a document type, "too-deep" where it nests
    deeper than `DEEPEST`, and "damaged" where it is not well formed.
    """
    parser = ET.XMLParser(target=_Builder())  # noqa: S314 (see above)
    try:
        parser.feed(data)
        root: Element = parser.close()
    except (ET.ParseError, ValueError, LookupError):  # LookupError: an unknown encoding
        raise Refused(
            "damaged",
            Both("里面的 XML 不完好", "holds XML that is not well formed"),
            Both("请用原来的软件另存一份", "save it again with the program that made it"),
        ) from None
    return root


class _Builder(ET.TreeBuilder):
    def __init__(self) -> None:
        super().__init__()
        self._depth = 0

    def doctype(self, *_: object) -> None:
        """Refuse: a DTD declares entities, which grow without bound or read other files."""
        raise Refused(
            "entities",
            Both("含有 DTD（实体声明），不安全", "declares a DTD (entities), which is not safe"),
            Both("请用原来的软件另存一份", "save it again with the program that made it"),
        )

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self._depth += 1
        if self._depth > DEEPEST:
            raise too_deep()
        return super().start(_short(tag), {_short(name): value for name, value in attrs.items()})

    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(_short(tag))


def too_deep() -> Refused:
    """Return the refusal of a document nested deeper than any person writes."""
    return Refused(
        "too-deep",
        Both("嵌套层数太多", "is nested too deep"),
        Both("请用原来的软件另存一份", "save it again with the program that made it"),
    )


def _short(name: str) -> str:
    if not name.startswith("{"):
        return name
    space, _, local = name[1:].partition("}")
    return f"{_PREFIXES.get(space, '?')}.{local}"
