"""A PDF page of filled shapes and of text that can be searched, copied and scaled.

Only the characters shown are embedded: their outlines become a small CFF font, with a map
back to Unicode, so that no reader needs a Chinese font and ``pdftotext`` finds the words.
Nothing records a time, so the same page gives the same bytes. Points (1/72 inch), from the
top left, y downwards, as in SVG. (PDF 32000-1:2008: 9.7 composite fonts, 14.9.4 ActualText.)
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from cntext import __version__
from cntext.render.font import Face
from cntext.text.safe import safe

EM = 1000  # units of the embedded fonts; whole units, 0.1 pixel at 100 pixels
Point = tuple[float, float]


@dataclass(slots=True)
class Page:
    """One page of ``width`` × ``height`` points, filled in the order of the calls."""

    width: float
    height: float
    title: str = ""
    lang: str = "zh-CN"
    subject: str = ""
    _content: list[str] = field(default_factory=list)
    _fonts: dict[Face, dict[str, int]] = field(default_factory=dict)
    _veils: dict[float, str] = field(default_factory=dict)  # opacities, and what they are called

    def rectangle(self, x: float, y: float, width: float, height: float, fill: str) -> None:
        """Fill a rectangle whose upper left corner is at ``x, y``."""
        corner = f"{_n(x)} {_n(self.height - y - height)} {_n(width)} {_n(height)}"
        self._content.append(f"{_colour(fill)} rg {corner} re f")

    def polygon(self, points: Sequence[Point], fill: str, opacity: float = 1.0) -> None:
        """Fill the polygon through ``points`` (even-odd, closed); below 1 one sees through it."""
        shape = f"{_colour(fill)} rg {self._path(points)} h f*"
        if opacity < 1:
            name = self._veils.setdefault(opacity, f"V{len(self._veils)}")
            shape = f"q /{name} gs {shape} Q"
        self._content.append(shape)

    def disc(self, x: float, y: float, radius: float, fill: str) -> None:
        """Fill a disc around ``x, y``: four Bézier curves, off by 0.03 % of the radius."""
        at, r, k = self.height - y, radius, radius * 0.5523
        curves = (
            (r, k, k, r, 0, r), (-k, r, -r, k, -r, 0), (-r, -k, -k, -r, 0, -r), (k, -r, r, -k, r, 0),
        )  # fmt: skip
        steps = [
            " ".join(_n((x, at)[i % 2] + offset) for i, offset in enumerate(curve)) + " c"
            for curve in curves
        ]
        self._content.append(f"{_colour(fill)} rg {_n(x + r)} {_n(at)} m {' '.join(steps)} f")

    def polyline(
        self, points: Sequence[Point], stroke: str, width: float, dash: Sequence[float] = ()
    ) -> None:
        """Draw a line through ``points``, ``width`` points thick."""
        pattern = " ".join(map(_n, dash))
        self._content.append(
            f"q {_colour(stroke)} RG {_n(width)} w 1 j 1 J [{pattern}] 0 d {self._path(points)} S Q"
        )

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        face: Face,
        size: float,
        fill: str,
        turned: bool = False,
        halo: str = "",
        halo_width: float = 0,
    ) -> None:
        """Write ``text`` from the baseline at ``x, y``; ``turned``: upwards, by 90 degrees.

        A ``halo`` is a rim of ``halo_width`` points below the text. Every character must have a glyph in ``face``.
        """
        numbers = self._fonts.setdefault(face, {})
        codes = "".join(f"{numbers.setdefault(char, len(numbers) + 1):04X}" for char in text)
        name = f"F{list(self._fonts).index(face)}"
        turn = "0 1 -1 0" if turned else "1 0 0 1"
        shown = f"/{name} {_n(size)} Tf {turn} {_n(x)} {_n(self.height - y)} Tm <{codes}> Tj ET"
        if halo:  # the rim is no text to search for
            rim = f"{_colour(halo)} RG {_n(halo_width)} w 1 j 1 Tr"
            self._content.append(f"/Artifact BMC q BT {rim} {shown} Q EMC")
        self._content.append(f"BT {_colour(fill)} rg {shown}")

    def begin_word(self, word: str) -> None:
        """Say that what follows, up to `end_word`, is read as ``word``, however it is placed."""
        self._content.append(f"/Span <</ActualText {_string(word)}>> BDC")

    def end_word(self) -> None:
        """End the word that `begin_word` began."""
        self._content.append("EMC")

    def _path(self, points: Sequence[Point]) -> str:
        steps = [f"{_n(x)} {_n(self.height - y)}" for x, y in points]
        return " ".join([f"{steps[0]} m", *(f"{step} l" for step in steps[1:])])

    def finished(self) -> bytes:
        """Return the page as a file."""
        objects = _Objects()
        pages, page = objects.reserve(), objects.reserve()
        fonts = " ".join(
            f"/F{i} {_font(objects, i, face, numbers)} 0 R"
            for i, (face, numbers) in enumerate(self._fonts.items())
        )
        veils = " ".join(f"/{name} <</ca {_n(o)}>>" for o, name in self._veils.items())
        states = f" /ExtGState <<{veils}>>" if veils else ""
        content = objects.stream("\n".join(self._content).encode("ascii"))
        objects.fill(pages, f"<</Type /Pages /Kids [{page} 0 R] /Count 1>>")
        objects.fill(
            page,
            f"<</Type /Page /Parent {pages} 0 R /MediaBox [0 0 {_n(self.width)} {_n(self.height)}]"
            f" /Contents {content} 0 R /Resources <</Font <<{fonts}>>{states}>>>>",
        )
        root = objects.add(
            f"<</Type /Catalog /Pages {pages} 0 R /Lang {_string(self.lang)}"
            " /ViewerPreferences <</DisplayDocTitle true>>>>"
        )
        said = {"Title": self.title, "Subject": self.subject, "Producer": f"cntext {__version__}"}
        about = " ".join(f"/{name} {_string(value)}" for name, value in said.items() if value)
        return objects.file(root, objects.add(f"<<{about}>>"))


class _Objects:
    """The numbered objects of a file."""

    def __init__(self) -> None:
        self._made: list[bytes] = []

    def reserve(self) -> int:
        self._made.append(b"null")
        return len(self._made)

    def fill(self, number: int, body: str) -> None:
        self._made[number - 1] = body.encode("ascii")

    def add(self, body: str) -> int:
        self._made.append(body.encode("ascii"))
        return len(self._made)

    def stream(self, data: bytes, extra: str = "") -> int:
        packed = zlib.compress(data, 9)
        head = f"<<{extra}/Filter /FlateDecode /Length {len(packed)}>>\nstream\n".encode("ascii")
        self._made.append(head + packed + b"\nendstream")
        return len(self._made)

    def file(self, root: int, about: int) -> bytes:
        out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        places = []
        for number, body in enumerate(self._made, 1):
            places.append(len(out))
            out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
        out += b"".join(b"%010d 00000 n \n" % place for place in places)
        out += b"trailer\n<</Size %d /Root %d 0 R /Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
            len(places) + 1,
            root,
            about,
            start,
        )
        return bytes(out)


def _font(objects: _Objects, place: int, face: Face, numbers: dict[str, int]) -> int:
    """Add the characters of ``face`` that are used as a composite font; return its number."""
    data, widths, box = _compact(face, list(numbers))
    # Six letters before the name say that the font is a part of one (9.6.4).
    letters = "".join(chr(65 + (place // 26**i) % 26) for i in range(6))
    ascii_name = "".join(c for c in face.name if c.isascii() and c.isalnum()) or "Font"
    name = f"/{letters}+{ascii_name}"
    file = objects.stream(data, "/Subtype /CIDFontType0C ")
    descriptor = objects.add(
        f"<</Type /FontDescriptor /FontName {name} /Flags 4 /ItalicAngle 0 /StemV 80"
        f" /FontBBox [{' '.join(map(str, box))}] /Ascent {box[3]} /Descent {box[1]}"
        f" /CapHeight 733 /FontFile3 {file} 0 R>>"
    )
    wide = " ".join(map(str, widths))
    inner = objects.add(
        f"<</Type /Font /Subtype /CIDFontType0 /BaseFont {name} /FontDescriptor {descriptor} 0 R"
        " /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>>"
        f" /DW {EM} /W [0 [{wide}]]>>"
    )
    unicode_map = objects.stream(_to_unicode(numbers).encode("ascii"))
    return objects.add(
        f"<</Type /Font /Subtype /Type0 /BaseFont {name} /Encoding /Identity-H"
        f" /DescendantFonts [{inner} 0 R] /ToUnicode {unicode_map} 0 R>>"
    )


def _compact(face: Face, characters: list[str]) -> tuple[bytes, list[int], list[int]]:
    """Return a CFF font of ``characters``, its widths, and the box that holds every glyph."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.boundsPen import ControlBoundsPen
    from fontTools.pens.t2CharStringPen import T2CharStringPen
    from fontTools.pens.transformPen import TransformPen

    names = [".notdef", *(f"g{i}" for i in range(1, len(characters) + 1))]
    widths, strings = [EM], {}
    box: list[int] = [0, 0, EM, EM]
    empty = T2CharStringPen(EM, None)
    strings[".notdef"] = empty.getCharString()
    shape_of, scale = face.shapes()
    for name, char in zip(names[1:], characters, strict=True):
        shape = shape_of(char)
        width = round(face.width(char))
        pen = T2CharStringPen(width, None)
        shape.draw(TransformPen(pen, (scale, 0, 0, scale, 0, 0)))
        strings[name] = pen.getCharString()
        widths.append(width)
        bounds = ControlBoundsPen(None)
        shape.draw(TransformPen(bounds, (scale, 0, 0, scale, 0, 0)))
        if bounds.bounds:
            left, low, right, high = bounds.bounds
            box = [
                min(box[0], int(left) - 1),
                min(box[1], int(low) - 1),
                max(box[2], int(right) + 1),
                max(box[3], int(high) + 1),
            ]
    builder = FontBuilder(EM, isTTF=False)
    builder.setupGlyphOrder(names)
    builder.setupCFF("cntext", {"FullName": "cntext"}, strings, {})
    data: bytes = builder.font["CFF "].compile(builder.font)
    return data, widths, box


_BLOCK = 100  # entries of a map that one block may have


def _to_unicode(numbers: dict[str, int]) -> str:
    """Return the map from codes to characters that search and copying use."""
    pairs = [f"<{n:04X}> <{char.encode('utf-16-be').hex()}>" for char, n in numbers.items()]
    blocks = []
    for at in range(0, len(pairs), _BLOCK):
        part = pairs[at : at + _BLOCK]
        blocks.append(f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar")
    return "\n".join([
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
        *blocks,
        "endcmap CMapName currentdict /CMap defineresource pop end end",
    ])  # fmt: skip


def _string(text: str) -> str:
    """Return a text string, in hexadecimal: nothing in it can end it."""
    return f"<FEFF{safe(text).encode('utf-16-be', 'replace').hex().upper()}>"


def _colour(colour: str) -> str:
    return " ".join(_n(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))


def _n(value: float) -> str:
    """Return a number as PDF has them: no exponent, three decimals at most."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
