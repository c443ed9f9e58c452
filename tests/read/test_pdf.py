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


def test_a_page_that_cannot_be_loaded_is_damage():
    data = make([(50, 400, "x")], [(50, 400, "y")]).replace(b"5 0 R 7 0 R", b"5 0 R 9 0 R")
    with pytest.raises(Refused, match="damaged"):
        list(pdf.parse(data, ReadOptions()))


def test_characters_that_mean_nothing_are_refused_if_they_are_many():
    control = [(50, 400, "text \\001 here")]
    (part,) = pdf.parse(make(control), ReadOptions())
    assert part.replaced == part.text.count("\ufffd") == 1
    with pytest.raises(Refused, match="no-unicode"):
        list(pdf.parse(make([(50, 400, "\\001\\002\\003 a")]), ReadOptions()))


def test_more_text_than_is_allowed_is_refused():
    with pytest.raises(Refused, match="bomb"):
        list(pdf.parse(make([(50, 400, "ten letters")]), ReadOptions(max_unpacked=5)))


@pytest.mark.parametrize(
    ("code", "character"),
    [(2, "-"), (9, " "), (10, " "), (13, " "), (32, " "), (0xA0, " "), (7, "\ufffd"), (0xFFFE, "\ufffd"), (0x110000, "\ufffd"),
     (0x4E2D, "中"), (0x1F600, "😀")],
)  # fmt: skip
def test_codes_are_characters_or_say_that_they_are_none(code, character):
    assert pdf._character(code) == character


def run_of(*characters):
    """Return the text of a run: (character, gap before it in sizes, does PDFium see a blank)."""
    run, at = pdf._Run(0.0, 0.0, 10.0, 0), 0.0
    for character, gap, blank in characters:
        at += gap * 10
        run.add(character, at, at + 10, 10.0, blank)
        at += 10
    return run.text()


def test_a_typed_blank_is_wider_than_the_others_of_its_line():
    spread = [(c, 0.3, True) for c in "职业教育法"]
    assert run_of(*spread) == "职业教育法"
    assert run_of(*spread, ("第", 0.9, True), ("一", 0.3, True)) == "职业教育法 第一"
    assert run_of(("a", 0, False), (" ", 0, False), ("b", 0.5, True)) == "a b"  # one is there


def test_nothing_but_blanks_is_no_piece():
    assert text_of([(50, 500, "text"), (50, 400, "   ")]) == "text"


def test_a_character_without_a_box_is_left_out():
    class Raw:
        """PDFium, as it answers about four characters: no box, a flat one, an endless one, a good one."""

        class FS_RECTF:  # noqa: N801 (its name there)
            left = bottom = right = top = 0.0

        BOXES = (None, (0, 5, 10, 5), (0, 0, float("inf"), 10), (50, 0, 60, 12))

        @staticmethod
        def FPDFText_GetUnicode(_, index):  # noqa: N802
            return ord("甲乙丙丁"[index])

        @staticmethod
        def FPDFText_GetCharOrigin(_, index, x, y):  # noqa: N802
            pass

        @classmethod
        def FPDFText_GetLooseCharBox(cls, _, index, box):  # noqa: N802
            if (found := cls.BOXES[index]) is None:
                return 0
            box.left, box.bottom, box.right, box.top = found
            return 1

        @staticmethod
        def FPDFText_GetCharAngle(_, index):  # noqa: N802
            return 0.0

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf.ctypes, "byref", lambda value: value)
        (piece,) = pdf._pieces(None, 4, 0, Raw)
    assert (piece.text, piece.left, piece.right) == ("丁", 50, 60)


def test_a_run_goes_on_where_the_next_character_stands_beside_it():
    run = pdf._Run(0.0, 100.0, 10.0, 0)
    run.add("甲", 50.0, 60.0, 10.0, False)
    assert run.takes(60.0, 100.0, 10.0)
    assert run.takes(63.9, 102.9, 10.0)  # a gap, a little higher
    assert run.takes(54.1, 100.0, 10.0)  # set closely
    assert not run.takes(64.1, 100.0, 10.0)
    assert not run.takes(53.9, 100.0, 10.0)
    assert not run.takes(60.0, 103.1, 10.0)


def test_a_blank_that_was_typed_stays_however_narrow():
    assert text_of(b"BT /F1 12 Tf -3 Tw 50 400 Td (ab cd) Tj ET") == "ab cd"
