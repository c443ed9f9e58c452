"""PDF: its text layer in reading order, without what every page repeats."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from cntext.errors import Both
from cntext.read import child
from cntext.read.archives import damaged
from cntext.read.formats import Part, ReadOptions
from cntext.read.layout import text_of
from cntext.read.page_rows import Piece, Sheet, least_blank
from cntext.read.properties import property_author, property_date, property_title
from cntext.read.refusal import Refused, missing_extra
from cntext.text.characters import HAN

_PDFium = Any  # its objects and functions have no types
_PAGES = 2_000
_CHARACTERS = 300_000  # on one page; a broadsheet holds 20,000
_UNMAPPED = 0.3
_BLANKS = frozenset({9, 10, 13, 32, 0xA0})
_HYPHEN = 2  # PDFium's mark for a hyphen at the end of a line


def read(data: bytes, options: ReadOptions) -> Iterable[Part]:
    """Return the one text of the file; parsed in a child process."""
    # Programs put the mark anywhere in the first kilobyte, and PDFium takes it there.
    if b"%PDF-" not in data[:1024]:
        raise damaged("PDF")
    # PDFium mends a file that was cut off and gives the pages that are left of it.
    if b"%%EOF" not in data.rstrip(b"\0\r\n\t ")[-4096:]:
        raise damaged("PDF")
    return child.parse("pdf", data, options)


def parse(data: bytes, options: ReadOptions) -> Iterator[Part]:
    """Yield the one text of the file."""
    try:
        import pypdfium2
    except ImportError:
        raise missing_extra("pdf", "pypdfium2") from None
    raw = pypdfium2.raw
    try:
        file = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}:
            raise _encrypted() from None
        raise damaged("PDF") from None
    if len(file) > _PAGES:
        raise Refused(
            "too-large",
            Both(f"超过 {_PAGES} 页", f"has more than {_PAGES} pages"),
            Both("请拆成几个文件", "split it into several files"),
        )
    sheets = []
    for number in range(len(file)):
        try:
            sheets.append(_sheet(file[number], raw))
        except pypdfium2.PdfiumError:
            raise damaged("PDF") from None
    if not any(piece.text.strip() for sheet in sheets for piece in sheet.pieces):
        raise Refused(
            "no-text-layer",
            Both("没有文字层（扫描件）", "has no text layer (a scan)"),
            Both("请先做文字识别（OCR）", "run OCR on it first"),
        )
    text = text_of(sheets)
    unmapped = text.count("\ufffd")
    if unmapped > _UNMAPPED * len(text):
        raise Refused(
            "no-unicode",
            Both("字体没有对应的文字编码", "has fonts that do not say which characters they show"),
            Both("请先做文字识别（OCR）", "run OCR on it first"),
        )
    if len(text) > options.max_unpacked:
        raise Refused("bomb", Both("文字太多", "holds too much text"))
    yield Part(text, _meta(file), replaced=unmapped)


def _meta(file: _PDFium) -> dict[str, str]:
    found = file.get_metadata_dict()
    meta = {
        "title": property_title(found.get("Title", "")),
        "author": property_author(found.get("Author", "")),
        "created": property_date(found.get("CreationDate", "").removeprefix("D:")[:8]),
    }
    return {key: value for key, value in meta.items() if value}


def _encrypted() -> Refused:
    return Refused(
        "encrypted",
        Both("已加密", "is encrypted"),
        Both("请先解除密码", "remove the password first"),
    )


# --- characters to pieces -----------------------------------------------------------------


def _sheet(page: _PDFium, raw: _PDFium) -> Sheet:
    text_page = page.get_textpage()
    try:
        count = raw.FPDFText_CountChars(text_page)
        if count > _CHARACTERS:
            raise Refused(
                "bomb",
                Both(f"一页超过 {_CHARACTERS} 字", f"has over {_CHARACTERS} characters on a page"),
            )
        rotation = page.get_rotation()
        left, bottom, right, top = page.get_bbox()
        _, bottom, _, top = _upright(left, bottom, right, top, rotation)
        return Sheet(bottom, top, tuple(_pieces(text_page, count, rotation, raw)))
    finally:
        text_page.close()
        page.close()


@dataclass(slots=True)
class _Run:
    """Characters that stand side by side on one baseline."""

    left: float
    base: float
    size: float
    first: int
    right: float = 0.0
    characters: list[str] = field(default_factory=list)
    gaps: list[float] = field(default_factory=list)  # before each character, in sizes
    blanks: list[bool] = field(default_factory=list)  # PDFium sees a blank before it

    def takes(self, left: float, base: float, size: float) -> bool:
        """Say whether a character at this place goes on with the run."""
        here = abs(base - self.base) < 0.3 * max(size, self.size)
        # A gap may be there for a quotation mark that another font draws later.
        return here and -0.6 * self.size < left - self.right < 0.4 * self.size

    def add(self, character: str, left: float, right: float, size: float, blank: bool) -> None:
        self.size = max(self.size, size)
        self.gaps.append((left - self.right) / self.size if self.characters else 0.0)
        self.blanks.append(blank and bool(self.characters))
        self.characters.append(character)
        self.right = right

    def text(self) -> str:
        """Return the characters with the blanks that stand out among the gaps.

        Lines are filled up by spreading their characters; PDFium then sees blanks
        between all of them. One that an author typed is wider than its neighbours.
        """
        if not any(self.blanks):
            return "".join(self.characters)
        usual = sorted(self.gaps[1:])[len(self.gaps[1:]) // 4]
        pieces = []
        for before, character, gap, blank in zip(
            ["", *self.characters], self.characters, self.gaps, self.blanks, strict=False
        ):
            if blank and before != " " and gap > least_blank(before, character) + max(usual, 0):
                pieces.append(" ")
            pieces.append(character)
        return "".join(pieces)


def _pieces(text_page: _PDFium, count: int, rotation: int, raw: _PDFium) -> Iterator[Piece]:
    """Yield runs of characters: one baseline, one direction, no wide gap."""
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    at, at_x, at_y = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
    run: _Run | None = None
    blank = False
    for index in range(count):
        code = raw.FPDFText_GetUnicode(text_page, index)
        if code in _BLANKS and raw.FPDFText_IsGenerated(text_page, index) == 1:
            blank = blank or code == 32
            continue
        raw.FPDFText_GetCharOrigin(text_page, index, at_x, at_y)
        if not raw.FPDFText_GetLooseCharBox(text_page, index, at):
            continue
        left, bottom, right, top = _upright(box.left, box.bottom, box.right, box.top, rotation)
        height = top - bottom
        if not (height > 0 and math.isfinite(left + bottom + right + top)):
            continue
        _, base, _, _ = _upright(x.value, y.value, x.value, y.value, rotation)
        character = _character(code)
        # The box is as high as the font says, up to 1.5 times the size; a Han character
        # is as wide as its size.
        size = right - left if HAN.match(character) and right > left else 0.8 * height
        if run is None or not run.takes(left, base, size):
            if run is not None:
                yield from _piece(run, text_page, raw)
            run = _Run(left, base, size, index)
        run.add(character, left, right, size, blank)
        blank = False
    if run is not None:
        yield from _piece(run, text_page, raw)


def _piece(run: _Run, text_page: _PDFium, raw: _PDFium) -> Iterator[Piece]:
    # A watermark across the page: each of its letters stands on a line of its own.
    if len(run.characters) <= 2:
        angle = math.degrees(raw.FPDFText_GetCharAngle(text_page, run.first)) % 90
        if 5 < angle < 85:
            return
    text = run.text()
    if text.strip(" "):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        yield Piece(text, run.left, run.right, run.base, run.size)


def _character(code: int) -> str:
    if code == _HYPHEN:
        return "-"
    if code in _BLANKS:
        return " "
    if code < 32 or code in {0xFFFE, 0xFFFF} or code > 0x10FFFF:
        return "\ufffd"
    return chr(code)


def _upright(
    left: float, bottom: float, right: float, top: float, rotation: int
) -> tuple[float, float, float, float]:
    """Return the box as it stands when the page is shown, turned by ``rotation`` degrees."""
    if rotation == 90:
        return bottom, -right, top, -left
    if rotation == 180:
        return -right, -top, -left, -bottom
    if rotation == 270:
        return -top, left, -bottom, right
    return left, bottom, right, top
