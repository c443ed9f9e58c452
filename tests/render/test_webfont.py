"""The font of a page has the page's characters, and nothing else."""

from io import BytesIO

from fontTools.ttLib import TTFont

from cntext.render.font import find_face
from cntext.render.webfont import web_font


def test_it_has_the_characters_that_are_there_and_no_others():
    made = web_font("“双高”计划𨭎 A\n\U0001f600")
    font = TTFont(BytesIO(made))
    # No emoji and no line end are in the face.
    assert set(font.getBestCmap()) == set(map(ord, "“双高”计划𨭎 A"))
    assert font.flavor == "woff"
    assert [axis.axisTag for axis in font["fvar"].axes] == ["wght"]


def test_glyphs_are_those_of_the_bundled_face_at_every_weight():
    subset, whole = TTFont(BytesIO(web_font("融汇"))), find_face()
    with TTFont(whole.path, fontNumber=whole.number) as full:
        for weight in (400, 700):
            for char in "融汇":
                drawn = [outline(font, char, weight) for font in (subset, full)]
                assert drawn[0] == drawn[1]


def outline(font, char, weight):
    from fontTools.pens.recordingPen import RecordingPen

    pen = RecordingPen()
    font.getGlyphSet(location={"wght": weight})[font.getBestCmap()[ord(char)]].draw(pen)
    return pen.value


def test_the_same_characters_give_the_same_bytes():
    assert web_font("产教融合") == web_font("合融教产产")
