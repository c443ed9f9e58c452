"""Books: their chapters in reading order."""

import io
import zipfile

import pytest

from cntext.read.formats import ReadOptions, epub
from cntext.read.refusal import Refused

OPF = "http://www.idpf.org/2007/opf"
DC = "http://purl.org/dc/elements/1.1/"
CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
)
PACKAGE = (
    f'<package xmlns="{OPF}" xmlns:dc="{DC}"><metadata><dc:title>职业教育</dc:title>'
    "<dc:creator>李四</dc:creator><dc:publisher>某社</dc:publisher><dc:date>2020-05-06</dc:date></metadata>"
    '<manifest><item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
    '<item id="b" href="%E4%BA%8C.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="a" href="../a.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="gone" href="gone.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="css" href="x.css" media-type="text/css"/></manifest>'
    '<spine><itemref idref="nav"/><itemref idref="a"/><itemref idref="css"/><itemref idref="gone"/>'
    '<itemref idref="b"/></spine></package>'
)


def make(**changed):
    files = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OEBPS/book.opf": PACKAGE,
        "OEBPS/nav.xhtml": "<html><body><p>目录</p></body></html>",
        "OEBPS/二.xhtml": "<html><body><p>乙</p></body></html>",
        "a.xhtml": "<!DOCTYPE html><html><head><title>t</title></head><body><h1>甲</h1></body></html>",
    }
    files |= {name.replace("__", "/"): content for name, content in changed.items()}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        for name, content in files.items():
            if content is not None:
                file.writestr(name, content)
    return stream.getvalue()


def refusal_of(data):
    with pytest.raises(Refused) as caught:
        list(epub.read(data, ReadOptions()))
    return caught.value.code


def test_chapters_in_the_order_of_the_spine_and_the_metadata():
    (part,) = epub.read(make(), ReadOptions())
    assert part.text == "# 甲\n\n乙"
    assert part.meta == {
        "title": "职业教育",
        "author": "李四",
        "source": "某社",
        "date": "2020-05-06",
    }


def test_encrypted_text_is_refused_and_disguised_fonts_are_not():
    encryption = (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" '
        'xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>'
        '<enc:EncryptionMethod Algorithm="{}"/></enc:EncryptedData></encryption>'
    )
    fonts = encryption.format("http://www.idpf.org/2008/embedding")
    assert list(epub.read(make(**{"META-INF__encryption.xml": fonts}), ReadOptions()))
    drm = encryption.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc")
    assert refusal_of(make(**{"META-INF__encryption.xml": drm})) == "encrypted"


def test_what_is_no_sound_book_is_refused():
    assert refusal_of(b"") == "damaged"
    assert refusal_of(make(**{"META-INF__container.xml": None})) == "damaged"
    assert refusal_of(make(**{"META-INF__container.xml": "<x/>"})) == "damaged"
    assert (
        refusal_of(make(OEBPS__book_opf=PACKAGE, **{"OEBPS__book.opf": "<package>"})) == "damaged"
    )
    assert refusal_of(make(**{"OEBPS__book.opf": "<!DOCTYPE a []><a/>"})) == "entities"
