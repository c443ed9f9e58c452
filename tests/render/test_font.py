"""The font is found, is bold, and what it lacks is named."""

from pathlib import Path

import pytest
import wordcloud
from PIL import Image, ImageDraw

from cntext.errors import CheckFailed, CntextError, UsageProblem
from cntext.render import font
from cntext.render.font import check_glyphs, find_face

LATIN = Path(wordcloud.__file__).with_name("DroidSansMono.ttf")


@pytest.fixture(scope="module")
def face():
    return find_face()


def test_the_bundled_face_is_simplified_chinese_bold(face):
    assert face.name == "Noto Sans CJK SC"
    assert face.axes == (("wght", 700.0),)


def test_the_bundled_face_covers_the_national_standards(face):
    def hanzi(encoding, first, second):
        pairs = (bytes((a, b)) for a in first for b in second)
        return "".join(pair.decode(encoding, errors="ignore") for pair in pairs)

    gb2312 = hanzi("gb2312", range(0xB0, 0xF8), range(0xA1, 0xFF))
    big5 = hanzi("big5", range(0xA4, 0xFA), (*range(0x40, 0x7F), *range(0xA1, 0xFF)))
    assert len(gb2312) == 6763
    assert len(big5) >= 13051
    assert face.missing(gb2312) == []
    assert face.missing(big5) == []
    assert face.missing("𠮷𨭎㐀《》“”——……·①％℃ABCxyz0123456789") == []


def test_the_weight_reaches_the_pixels(face):
    def ink(axes):
        shown = font.Face(face.path, face.number, face.name, face.glyphs, axes)
        return sum(shown.sized(100).getmask("国"))

    assert ink(face.axes) > 1.3 * ink((("wght", 400.0),))


def test_outlines_lie_where_pil_draws(face):
    (path,) = face.outlines(["国"]).values()
    numbers = [int(n) for n in "".join(c if c in "-0123456789" else " " for c in path).split()]
    image = Image.new("L", (1000, 1200))
    ImageDraw.Draw(image).text((0, 1000), "国", font=face.sized(1000), fill=255, anchor="ls")
    _, top, right, _ = image.getbbox()
    assert min(numbers) == pytest.approx(top - 1000, abs=3)
    assert max(numbers) == pytest.approx(right, abs=3)


def test_every_word_gets_its_own_outline(face):
    paths = face.outlines(["产教融合", "产教", "5G", "产教融合"])
    assert set(paths) == {"产教融合", "产教", "5G"}
    assert paths["产教融合"].startswith(paths["产教"])


def test_missing_characters_are_named_with_their_words(face):
    with pytest.raises(CheckFailed) as caught:
        check_glyphs(["改革", "点赞😀", "😀🚀"], face, "freq")
    for lang in ("zh", "en"):
        line = caught.value.say(lang)
        assert line.startswith("freq: ")
        for part in ("U+1F600", "U+1F680", "点赞😀", "--font"):
            assert part in line
        assert "改革" not in line
    assert caught.value.code == 3


def test_a_long_list_of_missing_characters_is_cut_short_but_counted():
    words = [chr(0x4E00 + i) for i in range(500)]
    with pytest.raises(CheckFailed) as caught:
        check_glyphs(words, find_face(LATIN), "freq")
    assert "characters: 500" in caught.value.say("en")
    assert len(caught.value.say("en")) < 400


def test_a_font_of_the_user_is_taken():
    own = find_face(LATIN)
    assert own.name == "Droid Sans Mono"
    assert own.missing("abc") == []
    assert own.missing("改") == ["改"]
    assert own.outlines(["abc"])["abc"]


def test_in_a_collection_the_simplified_face_is_chosen(face):
    assert find_face(face.path) == face


@pytest.mark.parametrize("content", [b"", b"no font", b"ttcf" + bytes(20), b"\0\1\0\0" + bytes(99)])
def test_a_file_that_is_no_font_is_named(tmp_path, content):
    path = tmp_path / "broken.ttf"
    path.write_bytes(content)
    with pytest.raises(UsageProblem, match=r"broken\.ttf"):
        find_face(path)


def test_a_damaged_font_is_named(tmp_path):
    path = tmp_path / "half.ttf"
    path.write_bytes(LATIN.read_bytes()[:20000])
    with pytest.raises(UsageProblem, match=r"half\.ttf"):
        find_face(path)


def test_a_folder_or_a_missing_file_is_named(tmp_path):
    for path in (tmp_path, tmp_path / "none.otf"):
        with pytest.raises(UsageProblem):
            find_face(path)


def test_a_missing_font_package_has_a_way_out(monkeypatch):
    monkeypatch.setattr(font, "PACKAGE", "no_such_font_package")
    with pytest.raises(CntextError) as caught:
        find_face()
    assert "--font" in caught.value.say("en")
