"""PDF files, written here by hand: ASCII text, for Chinese needs a font in the file."""

import sys
import zlib

import pytest

from cntext.read.formats import ReadOptions, pdf
from cntext.read.refusal import Refused

CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def written(objects, trailer=b""):
    data, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1) + table
    data += b"trailer<</Size %d/Root 1 0 R" % (len(places) + 1) + trailer + b">>\n"
    return bytes(data + b"startxref\n%d\n%%%%EOF\n" % start)


def stream(content, filters=b""):
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (filters, len(content), content)


def make(*pages, trailer=b"", extra=(), page=b"", filters=b""):
    """Return a PDF; each page is a list of (x, y, text), or the content itself."""
    objects = [CATALOG, b"", FONT]
    kids = []
    for content in pages:
        drawn = content
        if not isinstance(content, bytes):
            drawn = b"".join(
                b"BT /F1 12 Tf %d %d Td (%s) Tj ET\n" % (x, y, text.encode())
                for x, y, text in content
            )
        objects.append(stream(drawn, filters))
        kids.append(len(objects) + 1)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents %d 0 R"
            b"/Resources<</Font<</F1 3 0 R>>>>%s>>" % (len(objects), page)
        )
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (
        b" ".join(b"%d 0 R" % kid for kid in kids),
        len(kids),
    )
    return written([*objects, *extra], trailer)


def text_of(*pages, **others):
    (part,) = pdf.parse(make(*pages, **others), ReadOptions())
    return part.text


def refusal_of(data):
    with pytest.raises(Refused) as caught:
        list(pdf.read(data, ReadOptions()))
    return caught.value.code


def test_read_in_the_child_lines_from_the_top():
    (part,) = pdf.read(make([(50, 400, "below"), (50, 415, "Hello world")]), ReadOptions())
    assert part.text == "Hello world\nbelow"
    assert part.replaced == 0


def test_pages_follow_one_another_without_headers_and_numbers():
    pages = [
        [(50, 780, "Journal"), (50, 400, f"text {word}"), (300, 20, str(number))]
        for number, word in enumerate(("one", "two", "three"), 1)
    ]
    assert text_of(*pages) == "text one\ntext two\ntext three"


def test_properties_become_metadata_and_rubbish_does_not():
    # The information is the sixth object: catalog, pages, font, content, page, then it.
    info = b"<</Title(%s)/Author(Li)/CreationDate(D:20240305101500+08'00')>>"
    page = [(50, 400, "x")]

    def meta(title):
        data = make(page, trailer=b"/Info 6 0 R", extra=[info % title])
        return next(pdf.parse(data, ReadOptions())).meta

    assert meta(b"Report") == {"title": "Report", "author": "Li", "created": "2024-03-05"}
    assert "title" not in meta(b"Microsoft Word - 1.doc")


@pytest.mark.parametrize(
    ("rotation", "matrix", "first", "second"),
    [
        (90, b"0 1 -1 0", (400, 50), (415, 50)),
        (180, b"-1 0 0 -1", (500, 50), (500, 65)),
        (270, b"0 -1 1 0", (400, 700), (385, 700)),
    ],
)
def test_a_page_that_lies_on_its_side_is_read_upright(rotation, matrix, first, second):
    turned = b" ".join(
        b"BT /F1 12 Tf %s %d %d Tm (%s) Tj ET" % (matrix, *at, text)
        for at, text in ((first, b"first"), (second, b"second"))
    )
    assert text_of(turned, page=b"/Rotate %d" % rotation) == "first\nsecond"


def test_a_watermark_across_the_page_is_left_out():
    mark = b"BT /F1 40 Tf .7 .7 -.7 .7 100 100 Tm (DRAFT) Tj ET BT /F1 12 Tf 50 400 Td (text) Tj ET"
    assert text_of(mark) == "text"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "damaged"),
        ("文字".encode(), "damaged"),
        (make([(50, 400, "x")])[:-200], "damaged"),
        (b"%PDF-1.4\n%%EOF", "damaged"),
        (make(b"q Q"), "no-text-layer"),
        (make(*[b"q Q"] * 2001), "too-large"),
    ],
)
def test_what_has_no_text_to_give_is_refused(data, code):
    assert refusal_of(data) == code


def test_an_encrypted_file_is_refused():
    encryption = b"/Encrypt<</Filter/Standard/V 1/R 2/O(%s)/U(%s)/P -4>>/ID[(%s)(%s)]"
    filled = encryption % (b"x" * 32, b"x" * 32, b"a" * 16, b"a" * 16)
    assert refusal_of(make([(50, 400, "x")], trailer=filled)) == "encrypted"


def test_a_page_of_endless_text_is_refused():
    content = zlib.compress(b"BT /F1 1 Tf " + (b"(" + b"a" * 20_000 + b") Tj ") * 20 + b"ET")
    assert refusal_of(make(content, filters=b"/Filter/FlateDecode")) == "bomb"


def test_without_the_library_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(Refused, match="missing-extra") as caught:
        list(pdf.parse(make([(50, 400, "x")]), ReadOptions()))
    assert "[pdf]" in caught.value.hint.en
