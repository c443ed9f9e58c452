"""Clouds show the table's words, all of them legible, the same every time."""

import hashlib
import math
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import wordcloud
from PIL import Image, ImageChops, ImageDraw

from cntext.errors import Both, CheckFailed, CntextError, UsageProblem
from cntext.render.cloud import (
    Picture,
    cloud_pdf,
    cloud_png,
    cloud_svg,
    draw_png,
    draw_svg,
    layout,
    weights,
)
from cntext.render.palette import contrast
from cntext.table import Column, Role, Table, Type, Unit

SVG = "{http://www.w3.org/2000/svg}"
SMALL = {"width": 640, "height": 360}
# Words with the long forms and mixed scripts that policy text has.
WORDS = [
    "产教融合",
    "职业教育",
    "现代化产业体系",
    "党的二十大精神",
    "校企合作",
    "科教融汇",
    "改革",
    "发展",
    "建设",
    "创新",
    "人才",
    "技术",
    "学校",
    "企业",
    "重庆",
    "服务",
    "育人",
    "5G",
    "人工智能",
    "AI",
    "1+X证书",
    "“双高”计划",
    "乡村振兴",
    "立德树人",
    "高质量发展",
    "臺灣",
    "協同",
    "工匠",
    "课程",
    "标准",
    "实训",
    "基地",
    "师资",
    "质量",
    "治理",
    "开放",
    "国际",
    "合作",
    "交流",
    "平台",
]
USUAL = [(word, 400 // (rank + 2)) for rank, word in enumerate(WORDS)]


def column(name, kind, role=Role.MEASURE):
    return Column(name, Both(name, name), kind, Unit.NONE, role)


def table(pairs, weight="freq"):
    columns = (column("word", Type.STRING, Role.TERM), column("freq", Type.NUMBER))
    return Table("freq", Both("词频", "freq"), columns, tuple(pairs), weight=weight)


@pytest.fixture(scope="module")
def usual():
    return layout(table(USUAL), Picture())


def ink(cloud, placed):
    image = Image.new("L", (cloud.width, cloud.height))
    cloud.fonts.draw(ImageDraw.Draw(image), placed, 255)
    return image


# Words and weights


def test_words_come_heaviest_first_and_ties_by_code_point():
    assert weights(table([("乙", 2), ("丙", 3), ("丁", 2)])) == [("丙", 3), ("丁", 2), ("乙", 2)]


def test_a_term_of_several_groups_is_one_word():
    columns = (
        column("year", Type.STRING, Role.KEY),
        column("word", Type.STRING, Role.TERM),
        column("freq", Type.INTEGER),
    )
    rows = (("2020", "改革", 3), ("2020", "开放", 1), ("2021", "改革", 4))
    grouped = Table("freq", Both("", ""), columns, rows, weight="freq", group=("year",))
    assert weights(grouped) == [("改革", 7), ("开放", 1)]


@pytest.mark.parametrize("value", [0, -1, None, math.nan, math.inf, 10**400, -math.inf])
def test_a_weight_that_has_no_size_is_skipped(value):
    assert weights(table([("改革", value), ("开放", 1)])) == [("开放", 1)]


@pytest.mark.parametrize("pairs", [[], [("改革", 0)], [("", 3)], [("  ", 3)], [(None, 3)]])
def test_without_words_there_is_no_picture(pairs):
    with pytest.raises(CntextError, match="no words to draw") as caught:
        cloud_png(table(pairs), Picture())
    assert caught.value.code == 1
    assert caught.value.where == "freq"


def test_another_measure_can_be_drawn():
    columns = (
        column("word", Type.STRING, Role.TERM),
        column("freq", Type.INTEGER),
        column("tfidf", Type.NUMBER),
    )
    both = Table("k", Both("", ""), columns, (("改革", 9, 0.1), ("开放", 1, 0.5)), weight="freq")
    assert weights(both, "tfidf")[0] == ("开放", 0.5)


def test_a_measure_that_is_not_there_is_named_with_those_that_are():
    for wrong in ("word", "nothing"):
        with pytest.raises(UsageProblem, match=wrong) as caught:
            weights(table(USUAL), wrong)
        assert "freq" in caught.value.say("en")
    # Without a main measure the usual one is taken, and without any there is nothing to draw.
    assert weights(table(USUAL, weight=None)) == weights(table(USUAL))
    words = Table("w", Both("", ""), (column("word", Type.STRING, Role.TERM),), (("改革",),))
    with pytest.raises(UsageProblem, match="no words with a measure"):
        weights(words)


# Layout


def test_all_words_are_drawn_and_none_twice(usual):
    assert sorted(p.word for p in usual.words) == sorted(WORDS)
    assert usual.left_out == ()
    assert usual.beyond == 0


def test_more_weight_never_means_a_smaller_size(usual):
    by_weight = sorted(usual.words, key=lambda p: p.weight)
    assert [p.size for p in by_weight] == sorted(p.size for p in usual.words)
    size = {}
    for placed in usual.words:
        assert size.setdefault(placed.weight, placed.size) == placed.size


def test_no_words_touch_and_none_is_cut_off(usual):
    taken = Image.new("L", (1920, 1080))
    for placed in usual.words:
        mine = ink(usual, placed)
        assert ImageChops.multiply(taken, mine).getbbox() is None, placed.word
        left, top, right, bottom = mine.getbbox()
        assert left > 10
        assert top > 10
        assert right < 1910
        assert bottom < 1070
        taken = ImageChops.lighter(taken, mine)


def test_the_cloud_fills_the_canvas_and_stands_in_its_middle(usual):
    image = Image.open(BytesIO(draw_png(usual)))
    ground = Image.new("RGB", image.size, usual.ground)
    left, top, right, bottom = ImageChops.difference(image, ground).getbbox()
    assert right - left > 0.85 * 1920
    assert bottom - top > 0.8 * 1080
    assert abs(left - (1920 - right)) <= 4
    assert abs(top - (1080 - bottom)) <= 4


def test_the_smallest_words_can_be_read(usual):
    assert min(p.size for p in usual.words) >= 19
    for placed in usual.words:
        assert contrast(placed.colour, usual.ground) >= 4.5


@pytest.mark.parametrize("count", [1, 2, 3])
def test_few_words_do_not_shout(count):
    cloud = layout(table(USUAL[:count]), Picture(**SMALL))
    assert len(cloud.words) == count
    assert max(p.size for p in cloud.words) <= 0.285 * 360


def test_one_long_word_fits_the_width():
    cloud = layout(table([("中华人民共和国国民经济和社会发展规划", 3)]), Picture(**SMALL))
    left, _, right, _ = ink(cloud, cloud.words[0]).getbbox()
    assert 0.8 * 640 < right - left < 640


def test_a_long_rare_word_does_not_shrink_the_others():
    with_it = layout(table([*USUAL[:12], ("中华人民共和国职业教育法" * 20, 1)]), Picture(**SMALL))
    assert with_it.left_out == ("中华人民共和国职业教育法" * 20,)
    assert with_it.words == layout(table(USUAL[:12]), Picture(**SMALL)).words


def test_words_past_the_limit_are_counted():
    cloud = layout(table(USUAL), Picture(max_words=5, **SMALL))
    assert [p.word for p in cloud.words] == WORDS[:5]
    assert cloud.beyond == len(WORDS) - 5


def test_words_that_find_no_room_are_named():
    cloud = layout(table(USUAL), Picture(width=100, height=100))
    drawn = {p.word for p in cloud.words}
    assert drawn
    assert set(cloud.left_out) == set(WORDS) - drawn


def test_a_canvas_too_small_for_any_word_is_an_error():
    with pytest.raises(CntextError, match="too small"):
        layout(table([("长" * 99, 1)]), Picture(width=64, height=64))


def test_the_same_shape_has_the_same_layout_at_every_size():
    one = layout(table(USUAL[:10]), Picture(width=960, height=540))
    two = layout(table(USUAL[:10]), Picture(width=1920, height=1080))
    for a, b in zip(one.words, two.words, strict=True):
        assert (b.x, b.y, b.size) == pytest.approx((2 * a.x, 2 * a.y, 2 * a.size), abs=2)


def test_equal_weights_and_extreme_weights_are_drawn():
    assert len({p.size for p in layout(table([(w, 1) for w in WORDS]), Picture()).words}) == 1
    extreme = layout(table([("改革", 1e299), ("开放", 1e-300), ("发展", 1)]), Picture(**SMALL))
    assert [p.word for p in extreme.words] == ["改革", "发展", "开放"]


def test_a_missing_glyph_stops_the_picture():
    with pytest.raises(CheckFailed, match=r"U\+1F600"):
        cloud_png(table([("改革", 3), ("点赞😀", 2)]), Picture())
    latin = Path(wordcloud.__file__).with_name("DroidSansMono.ttf")
    with pytest.raises(CheckFailed, match=r"Droid Sans Mono \+ Noto .* U\+1F600"):
        cloud_svg(table([("改革😀", 3)]), Picture(font=latin))
    assert cloud_png(table([("reform", 3)]), Picture(font=latin, **SMALL))


def test_a_missing_glyph_beyond_the_limit_does_not_matter():
    assert cloud_png(table([("改革", 3), ("😀", 2)]), Picture(max_words=1, **SMALL))


@pytest.mark.parametrize(
    "options",
    [
        {"width": 8000, "height": 5001},
        {"width": 63},
        {"height": 0},
        {"max_words": 0},
    ],
)
def test_an_impossible_picture_is_refused(options):
    with pytest.raises(UsageProblem):
        Picture(**options)


# Files


def test_the_same_input_gives_the_same_bytes_in_another_process():
    script = (
        "import hashlib, test_cloud as t\n"
        "from cntext.render.cloud import *\n"
        "p = Picture(width=640, height=360, title='词云', vertical=0.3, shape='book')\n"
        "for f in (cloud_png, cloud_svg, cloud_pdf):\n"
        "    print(hashlib.sha256(f(t.table(t.USUAL), p)).hexdigest())\n"
    )
    outputs = set()
    for seed in ("1", "2"):
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parent)}
        run = subprocess.run(
            [sys.executable, "-c", script], env=env, capture_output=True, text=True, check=True
        )
        outputs.add(run.stdout)
    picture = Picture(title="词云", vertical=0.3, shape="book", **SMALL)
    here = [
        hashlib.sha256(draw(table(USUAL), picture)).hexdigest()
        for draw in (cloud_png, cloud_svg, cloud_pdf)
    ]
    assert outputs == {"\n".join(here) + "\n"}


def test_another_seed_gives_another_picture():
    one, two = (cloud_png(table(USUAL), Picture(seed=seed, **SMALL)) for seed in (0, 1))
    assert one != two


def test_png_has_size_resolution_and_title_but_no_time(usual):
    cloud = layout(table(USUAL[:3]), Picture(title="政府工作报告", **SMALL))
    image = Image.open(BytesIO(draw_png(cloud)))
    assert image.size == (640, 360)
    assert image.info["dpi"] == pytest.approx((300, 300), abs=1)
    assert image.info["Title"] == "政府工作报告"
    assert image.info["Software"].startswith("cntext ")
    assert b"tIME" not in draw_png(cloud)


def test_ground_and_palette_reach_the_picture():
    cloud = layout(table(USUAL[:3]), Picture(palette="jade", background="dark", **SMALL))
    image = Image.open(BytesIO(draw_png(cloud)))
    assert image.getpixel((0, 0)) == (0x0A, 0x19, 0x17)
    assert b"#0a1917" in draw_svg(cloud)


def test_svg_says_every_word_and_scales(usual):
    root = ET.fromstring(draw_svg(usual))  # noqa: S314 (our own output)
    assert root.get("viewBox") == "0 0 1920 1080"
    assert root.find(f"{SVG}title").text.startswith("产教融合")
    groups = root.findall(f"{SVG}g")
    assert [g.get("aria-label") for g in groups] == [p.word for p in usual.words]
    for group, placed in zip(groups, usual.words, strict=True):
        assert group.get("transform").startswith(f"translate({placed.x:g} {placed.y:g})")
        assert group.get("fill") == placed.colour
        assert group.find(f"{SVG}title").text == f"{placed.word} {placed.weight:g}"
        assert group.find(f"{SVG}path").get("d").startswith("M")


HOSTILE = [
    "</svg><script>alert(1)</script>",
    "]]>&amp;<!--",
    '" onload="x',
    "\x1b[31m红",
    "空\x00字",
    "\u202e反",
    "\ud800",
    "a\tb\nc",
]


def test_svg_of_hostile_words_is_plain_xml_without_script():
    title = "".join(HOSTILE)
    svg = cloud_svg(table([(word, 9) for word in HOSTILE]), Picture(title=title))
    root = ET.fromstring(svg)  # noqa: S314 (our own output)
    allowed = {f"{SVG}{name}" for name in ("svg", "title", "desc", "rect", "g", "path")}
    assert {element.tag for element in root.iter()} <= allowed
    assert not any(name.startswith("on") for e in root.iter() for name in e.attrib)
    *labels, shown = [g.get("aria-label") for g in root.findall(f"{SVG}g")]
    assert sorted(labels) == sorted(p for p, _ in weights(table([(w, 9) for w in HOSTILE])))
    assert shown.startswith("</svg><script>alert(1)</script>]]>&amp;<!--")
    assert "\\x1b[31m红" in labels
    assert not any(ord(char) < 32 and char != "\n" for char in svg.decode())


def test_png_of_hostile_words_is_drawn():
    title = "".join(HOSTILE)
    assert cloud_png(table([(word, 9) for word in HOSTILE]), Picture(title=title, **SMALL))
