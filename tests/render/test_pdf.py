"""A PDF page holds its words as text, embeds what it shows, and is the same every time."""

import re
import zlib

import pytest

from cntext.render.font import REGULAR, find_face
from cntext.render.pdf import Page

pdfium = pytest.importorskip("pypdfium2", reason="the reader of PDF is an extra")


@pytest.fixture(scope="module")
def faces():
    return find_face(), find_face(None, REGULAR)


def page(faces, title="词云"):
    bold, regular = faces
    made = Page(400, 200, title)
    made.rectangle(0, 0, 400, 200, "#eef2fa")
    made.text(20, 60, "产教融合 5G", face=bold, size=40, fill="#12204a")
    made.text(20, 110, "𠮷“双高”", face=regular, size=20, fill="#12204a")
    made.begin_word("乡村振兴")
    for i, char in enumerate("乡村振兴"):
        made.text(340, 40 + 40 * i, char, face=bold, size=40, fill="#c8281a")
    made.end_word()
    made.polygon([(200, 120), (260, 120), (230, 180)], "#00aa00")
    made.polyline([(20, 150), (100, 190)], "#ff0000", 2, (4, 2))
    return made


def test_its_words_are_found(faces):
    text = pdfium.PdfDocument(page(faces).finished())[0].get_textpage().get_text_bounded()
    for word in ("产教融合 5G", "𠮷“双高”"):
        assert word in text
    assert all(char in text for char in "乡村振兴")


def test_it_shows_what_was_drawn(faces):
    image = pdfium.PdfDocument(page(faces).finished())[0].render(scale=1).to_pil().convert("RGB")
    assert image.size == (400, 200)
    assert image.getpixel((5, 5)) == (0xEE, 0xF2, 0xFA)
    assert image.getpixel((230, 140)) == (0x00, 0xAA, 0x00)
    # Dark ink where the first word stands, red ink in the upright one, none between them.
    assert min(image.crop((20, 25, 180, 65)).convert("L").getextrema()) < 60
    assert (0xC8, 0x28, 0x1A) in [c for _, c in image.crop((340, 0, 380, 200)).getcolors(8000)]
    assert image.crop((300, 0, 335, 200)).getcolors() == [(35 * 200, (0xEE, 0xF2, 0xFA))]


def test_only_what_is_shown_is_embedded_and_nothing_is_dated(faces):
    data = page(faces).finished()
    assert len(data) < 10_000
    assert data.count(b"/FontFile3") == 2
    assert b"Date" not in data
    assert data == page(faces).finished()


@pytest.mark.parametrize(
    "title", [") /AA <</S /JavaScript /JS (app.alert(1))>>", "\x00\x1b[31m", "\ud800", "", "<FEFF>"]
)
def test_a_hostile_title_stays_a_title(faces, title):
    data = page(faces, title).finished()
    assert b"JavaScript" not in data
    assert (b"/Title" in data) is bool(title)  # an empty one is none: readers differ about it
    found = pdfium.PdfDocument(data).get_metadata_dict()["Title"]
    assert title.isprintable() is False or found == title


def test_numbers_have_no_exponent():
    made = Page(1e5, 1e-7)
    made.rectangle(-0.0001, 1e-9, 12.5, 0.3333333, "#000000")
    data = made.finished()
    content = zlib.decompress(re.search(rb"stream\n(.*?)\nendstream", data, re.DOTALL)[1])
    assert content == b"0 0 0 rg 0 -0.333 12.5 0.333 re f"
