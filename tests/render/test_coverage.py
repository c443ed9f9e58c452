"""The characters of a font are those that fontTools finds in it."""

import struct
from pathlib import Path

import pytest
import wordcloud
from fontTools.ttLib import TTFont

from cntext.render.coverage import Characters
from cntext.render.font import find_face


@pytest.mark.parametrize(
    "path", [None, Path(wordcloud.__file__).with_name("DroidSansMono.ttf")], ids=["12", "4"]
)
def test_they_are_those_of_fonttools(path):
    face = find_face(path)
    with TTFont(face.path, fontNumber=face.number, lazy=True) as font:
        slow = {code: font.getGlyphID(name) for code, name in font.getBestCmap().items()}
    assert dict(face.glyphs) == {code: glyph for code, glyph in slow.items() if glyph}
    assert len(face.glyphs) == len(slow)
    assert ord("A") in face.glyphs
    assert 0xE0FFF not in face.glyphs


@pytest.mark.parametrize(
    "data", [b"", b"\0\0", struct.pack(">HHHHL", 0, 1, 1, 0, 12) + bytes(20)], ids=len
)
def test_a_table_that_is_none_is_refused(data):
    with pytest.raises((ValueError, struct.error)):
        Characters(data)
