"""EPUB: the chapters of the book in reading order, and what its package says about it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from cntext.errors import Both
from cntext.read import child, xml
from cntext.read.archives import Zip, damaged
from cntext.read.formats import Part, ReadOptions
from cntext.read.formats.html import decode_page
from cntext.read.properties import property_author, property_date, property_title
from cntext.read.refusal import Refused
from cntext.read.webpage import parsed, visible, written

_PAGES = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml"})
_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")


def read(data: bytes, options: ReadOptions) -> Iterable[Part]:
    """Return the one text of the book; parsed in a child process."""
    if not data.startswith(b"PK"):
        raise damaged("EPUB")
    return child.parse("epub", data, options)


def parse(data: bytes, options: ReadOptions) -> Iterator[Part]:
    """Yield the one text of the book: a blank line stands between chapters."""
    book = Zip(data, options)
    names = set(book.names())
    if "META-INF/encryption.xml" in names:
        _check_encryption(xml.tree(book.read("META-INF/encryption.xml")))
    package = _package(book, names)
    if package not in names:
        raise damaged("EPUB")
    root = xml.tree(book.read(package))
    folder = posixpath.dirname(package)
    chapters = []
    for name in _spine(root, folder):
        if name in names:
            decoded = decode_page(book.read(name), options)
            chapters.append(written(visible(parsed(decoded.text))))
    yield Part("\n\n".join(filter(None, chapters)), _meta(root))


def _check_encryption(root: xml.Element) -> None:
    """Refuse a book whose text is encrypted; disguised fonts do not matter."""
    for method in root.iter("enc.EncryptionMethod"):
        if method.get("Algorithm") not in _FONTS:
            raise Refused(
                "encrypted",
                Both("有版权保护（DRM）", "is protected (DRM)"),
                Both("请换用没有保护的版本", "use a copy without protection"),
            )


def _package(book: Zip, names: set[str]) -> str:
    if "META-INF/container.xml" not in names:
        raise damaged("EPUB")
    container = xml.tree(book.read("META-INF/container.xml"))
    rootfile = next(container.iter("container.rootfile"), None)
    return rootfile.get("full-path", "") if rootfile is not None else ""


def _spine(root: xml.Element, folder: str) -> Iterator[str]:
    """Yield the names of the chapters in order; the table of contents is none."""
    pages = {}
    for item in root.iter("opf.item"):
        contents = "nav" in item.get("properties", "").split()
        if item.get("media-type") in _PAGES and not contents:
            path = posixpath.join("/", folder, unquote(item.get("href", "")))
            pages[item.get("id")] = posixpath.normpath(path).lstrip("/")
    for reference in root.iter("opf.itemref"):
        if reference.get("idref") in pages:
            yield pages[reference.get("idref")]


def _meta(root: xml.Element) -> dict[str, str]:
    def said(name: str) -> str:
        element = next(root.iter(f"dc.{name}"), None)
        return (element.text or "") if element is not None else ""

    meta = {
        "title": property_title(said("title")),
        "author": property_author(said("creator")),
        "source": " ".join(said("publisher").split()),
        "date": property_date(said("date")),
    }
    return {key: value for key, value in meta.items() if value}
