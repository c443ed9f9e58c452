"""What sizes, colours, panels and upright words of a cloud say is true."""

import math
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
import wordcloud
from PIL import Image, ImageDraw

from cntext.errors import Both, CheckFailed, UsageProblem
from cntext.render.arranging import Reason
from cntext.render.cloud import Picture, draw_pdf, draw_png, draw_svg, layout
from cntext.render.font import BOLD, REGULAR
from cntext.render.packing import Item, Scale, fit
from cntext.render.palette import PALETTES, contrast
from cntext.render.room import Canvas
from cntext.render.sides import sides_column
from cntext.render.typeset import PITCH, Box, can_stand, find_fonts
from cntext.table import Column, Role, Table, Type

WORDS = [
    "产教融合",
    "职业教育",
    "现代化产业体系",
    "党的二十大精神",
    "校企合作",
    "改革",
    "发展",
    "建设",
    "创新",
    "人才",
    "技术",
    "学校",
    "企业",
    "5G",
    "人工智能",
    "1+X证书",
    "乡村振兴",
    "立德树人",
    "高质量发展",
    "臺灣",
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
]
USUAL = [(word, 400 // (rank + 2)) for rank, word in enumerate(WORDS)]
SMALL = {"width": 640, "height": 360}
LATIN = Path(wordcloud.__file__).with_name("DroidSansMono.ttf")


def column(name, kind, role=Role.MEASURE):
    return Column(name, Both(name, name), kind, role=role)


def table(pairs):
    columns = (column("word", Type.STRING, Role.TERM), column("freq", Type.NUMBER))
    return Table("freq", Both("词频", "freq"), columns, tuple(pairs), weight="freq")


def sided(rows):
    columns = (
        column("word", Type.STRING, Role.TERM),
        column("ll", Type.NUMBER),
        column("direction", Type.STRING, Role.KEY),
    )
    return Table("compare", Both("", ""), columns, tuple(rows), weight="ll")


SIDES = sided((word, freq, "+−"[i % 2]) for i, (word, freq) in enumerate(USUAL))


def ink(cloud, placed):
    image = Image.new("L", (cloud.width, cloud.height))
    cloud.fonts.draw(ImageDraw.Draw(image), placed, 255)
    return image


# Sizes


@pytest.mark.parametrize(("scale", "power"), [(Scale.AREA, 0.5), (Scale.FREQUENCY, 1.0)])
def test_a_true_scale_is_true_for_every_word_drawn(scale, power):
    pairs = [(word, 1000 / (rank + 1) ** 2) for rank, word in enumerate(WORDS)]
    cloud = layout(table(pairs), Picture(scale=scale, width=900, height=500))
    first = cloud.words[0]
    for placed in cloud.words:
        want = first.size * (placed.weight / first.weight) ** power
        assert placed.size == pytest.approx(want, abs=0.011)
    small = {word.word for word, why in cloud.arranged.left_out if why is Reason.SMALL}
    assert small == set(cloud.left_out)
    assert small  # 30 : 1 and 900 : 1 in height are past reading, and nothing is made larger
    assert min(p.size for p in cloud.words) >= 6


def test_the_balanced_scale_keeps_the_order_and_equal_weights_equal():
    cloud = layout(table(USUAL), Picture(**SMALL))
    by_weight = sorted(cloud.words, key=lambda p: p.weight)
    assert [p.size for p in by_weight] == sorted(p.size for p in cloud.words)
    sizes = {}
    for placed in cloud.words:
        assert sizes.setdefault(placed.weight, placed.size) == placed.size


# Upright words


def test_upright_words_stand_and_touch_nothing():
    cloud = layout(table(USUAL), Picture(vertical=1.0, **SMALL))
    taken = Image.new("L", (640, 360))
    for placed in cloud.words:
        assert placed.upright is can_stand(placed.word)
        mine = ink(cloud, placed)
        left, top, right, bottom = mine.getbbox()
        if placed.upright:
            assert right - left <= 1.05 * placed.size + 1
            assert bottom - top > (len(placed.word) - 1) * placed.size
        overlap = np.minimum(np.asarray(taken), np.asarray(mine))
        assert overlap.max() < 128, placed.word
        taken = Image.fromarray(np.maximum(np.asarray(taken), np.asarray(mine)))


def test_words_with_latin_or_marks_lie():
    assert can_stand("产教融合")
    assert can_stand("𠮷野")
    assert not any(map(can_stand, ("5G", "1+X证书", "“双高”", "甲", "A股")))


def test_upright_characters_are_not_turned():
    fonts = find_fonts()
    lying, standing = (fonts.pieces("改革", upright) for upright in (False, True))
    assert [p.text for p in standing] == ["改", "革"]
    assert [p.y for p in standing] == [0, PITCH]
    assert lying[0].text == "改革"
    svg = draw_svg(layout(table(USUAL), Picture(vertical=1.0, **SMALL)))
    assert b"rotate" not in svg


# Fonts


def test_another_font_borrows_what_it_lacks():
    fonts = find_fonts(LATIN)
    assert fonts.borrowed(["5G", "A股"]) == ["股"]
    assert [(p.face.name, p.text) for p in fonts.pieces("A股B")] == [
        ("Droid Sans Mono", "A"),
        ("Noto Sans CJK SC", "股"),
        ("Droid Sans Mono", "B"),
    ]
    cloud = layout(table([("A股", 3), ("臺灣𨭎", 2)]), Picture(font=LATIN, **SMALL))
    assert draw_png(cloud)
    with pytest.raises(CheckFailed, match=r"U\+1F600"):
        layout(table([("A股", 3)]), Picture(font=LATIN, title="点赞😀", **SMALL))


def test_regular_is_lighter_than_bold():
    def black(weight):
        cloud = layout(table([("国家", 3)]), Picture(weight=weight, **SMALL))
        return np.asarray(ink(cloud, cloud.words[0])).mean()

    assert black(BOLD) > 1.3 * black(REGULAR)


# Colours and panels


def test_two_sides_stand_in_two_panels_in_two_colours():
    assert sides_column(SIDES) == "direction"
    assert sides_column(sided([("改革", 3, "+")])) == ""
    cloud = layout(SIDES, Picture(panels="direction", lang="en", **SMALL))
    for placed in cloud.words:
        left, _, right, _ = ink(cloud, placed).getbbox()
        assert (right < 320) if placed.group == "+" else (left > 320), placed.word
    by_side = {g: {p.colour for p in cloud.words if p.group == g} for g in "+−"}
    assert [len(colours) for colours in by_side.values()] == [1, 1]
    assert by_side["+"] != by_side["−"]
    said = [label.word for label in cloud.labels]
    assert said == ["more in the target", "more in the reference"]
    assert [{label.colour} for label in cloud.labels] == list(by_side.values())


def test_sizes_in_panels_can_be_compared():
    rows = [*((w, f, "甲") for w, f in USUAL[:9]), *((w, f, "乙") for w, f in USUAL[:9])]
    cloud = layout(sided(rows), Picture(panels="direction", **SMALL))
    for word, _ in USUAL[:9]:
        assert len({p.size for p in cloud.words if p.word == word}) == 1
        assert {p.panel for p in cloud.words if p.word == word} == {"甲", "乙"}


def test_colours_of_groups_have_a_legend():
    groups = {"产教融合": "voc", "改革": "eco", "开放": "eco"}
    labels = {"voc": Both("职业教育", "Vocational"), "eco": Both("经济", "Economy")}
    cloud = layout(table(USUAL), Picture(groups=groups, labels=labels, lang="zh", **SMALL))
    said = {label.word: label.colour for label in cloud.labels}
    assert list(said) == ["■ 职业教育", "■ 经济", "■ 其他"]
    for placed in cloud.words:
        name = labels[groups[placed.word]].zh if placed.word in groups else "其他"
        assert placed.colour == said[f"■ {name}"]
    assert len(set(said.values())) == 3


@pytest.mark.parametrize("ground", ["light", "dark", "#888888", "#fdf6e3"])
@pytest.mark.parametrize("palette", PALETTES)
def test_every_colour_can_be_read(palette, ground):
    picture = Picture(palette=palette, background=ground, title="标题", source="来源", **SMALL)
    for looks in (picture, Picture(shape="heart", palette=palette, background=ground, **SMALL)):
        cloud = layout(table(USUAL[:6]), looks)
        grounds = {fill for _, fill in cloud.polygons} or {cloud.ground}
        lines = [line.colour for _, line in cloud.lines()]
        assert any(all(contrast(colour, g) >= 4.5 for colour in lines) for g in grounds)


def test_colours_of_a_picture_are_those_beneath(tmp_path):
    halves = Image.new("RGB", (200, 100), "#7a0000")
    halves.paste("#00007a", (100, 0, 200, 100))
    halves.save(tmp_path / "halves.png")
    cloud = layout(table(USUAL), Picture(colours=tmp_path / "halves.png", **SMALL))
    for placed in cloud.words:
        left, _, right, _ = ink(cloud, placed).getbbox()
        if right < 310 or left > 330:
            assert placed.colour == ("#7a0000" if right < 310 else "#00007a")
    assert {p.colour for p in cloud.words} >= {"#7a0000", "#00007a"}


# Frame


def test_title_and_source_stand_clear_of_the_words():
    cloud = layout(table(USUAL), Picture(title="样例语料", source="来源：教育部", **SMALL))
    title, source = cloud.labels
    assert (title.word, source.word) == ("样例语料", "来源：教育部")
    words = [ink(cloud, placed).getbbox() for placed in cloud.words]
    above, below = (ink(cloud, label).getbbox() for label in (title, source))
    assert above[3] < min(top for _, top, _, _ in words)
    assert below[1] > max(bottom for *_, bottom in words)
    assert abs(above[0] + above[2] - 640) <= 6


def test_a_title_that_is_too_long_is_refused():
    with pytest.raises(UsageProblem, match="--title"):
        layout(table(USUAL), Picture(title="题" * 99, **SMALL))


def test_more_panels_than_can_be_seen_are_refused():
    rows = [(word, freq, f"{i}") for i, (word, freq) in enumerate(USUAL)]
    with pytest.raises(UsageProblem, match="at most 12"):
        layout(sided(rows), Picture(panels="direction", **SMALL))
    with pytest.raises(UsageProblem, match="direction"):
        layout(sided(rows), Picture(panels="nothing", **SMALL))


# PDF


def test_pdf_words_are_found_and_stand_where_png_has_them():
    pdfium = pytest.importorskip("pypdfium2", reason="the reader of PDF is an extra")
    cloud = layout(table(USUAL), Picture(title="样例语料", vertical=0.5, shape="book", **SMALL))
    page = pdfium.PdfDocument(draw_pdf(cloud))[0]
    assert page.get_size() == pytest.approx((640 * 72 / 300, 360 * 72 / 300), abs=0.01)
    text = page.get_textpage().get_text_range()
    for placed in cloud.words:
        assert placed.word in text or placed.upright
    assert "样例语料" in text
    shown = page.render(scale=300 / 72).to_pil().convert("L").resize((640, 360))
    drawn = Image.open(BytesIO(draw_png(cloud))).convert("L")
    apart = np.abs(np.asarray(shown, float) - np.asarray(drawn, float))
    assert apart.mean() < 6
    assert not math.isclose(np.asarray(drawn).std(), 0)


def test_words_are_set_smaller_before_any_is_left_out():
    items = [Item(f"{i}", 60 - i, Box(0, -0.8, 2, 0.2)) for i in range(60)]
    fixed, flexible = (fit(items, Canvas(600, 300, 60, floor, 0)) for floor in (60, 10))
    assert len(fixed) < 60
    assert len(flexible) == 60
    assert min(f.size for f in flexible) >= 10


def test_extreme_weights_have_sizes_on_every_scale():
    pairs = [("改革", 1e299), ("开放", 1e-320), ("发展", 1), ("创新", 2)]
    for scale in Scale:
        cloud = layout(table(pairs), Picture(scale=scale, **SMALL))
        assert cloud.words[0].word == "改革"
        assert len(cloud.words) + len(cloud.left_out) == 4
