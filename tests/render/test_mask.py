"""Words stay inside shapes and masks, and a mask without room is refused by name."""

import math
from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageDraw

from cntext.errors import Both, UsageProblem
from cntext.render.cloud import Picture, draw_png, draw_svg, layout
from cntext.render.mask import fitted_mask, picture_mask, shape_mask
from cntext.render.palette import contrast
from cntext.render.shapes import SHAPES, find_shape
from cntext.render.tracing import outlines
from cntext.table import Column, Role, Table, Type

WORDS = (
    "产教融合 职业教育 现代化产业体系 党的二十大精神 校企合作 改革 发展 建设 创新 人才 技术 学校 企业 5G"
    " 人工智能 1+X证书 乡村振兴 立德树人 高质量发展 臺灣 工匠 课程 标准 实训 基地 师资 质量 治理 开放 国际"
)
USUAL = [(word, 400 // (rank + 2)) for rank, word in enumerate(WORDS.split())]


def column(name, kind, role=Role.MEASURE):
    return Column(name, Both(name, name), kind, role=role)


def table(pairs):
    columns = (column("word", Type.STRING, Role.TERM), column("freq", Type.NUMBER))
    return Table("freq", Both("词频", "freq"), columns, tuple(pairs), weight="freq")


def ink(cloud, placed):
    image = Image.new("L", (cloud.width, cloud.height))
    cloud.fonts.draw(ImageDraw.Draw(image), placed, 255)
    return image


def star(size, ground, figure, mode="RGB"):
    image = Image.new(mode, (size, size), ground)
    points = [
        (
            size / 2 + size * (0.45, 0.25)[i % 2] * math.sin(i * math.pi / 5),
            size / 2 - size * (0.45, 0.25)[i % 2] * math.cos(i * math.pi / 5),
        )
        for i in range(10)
    ]
    ImageDraw.Draw(image).polygon(points, fill=figure)
    return image


def saved(image, path, **how):
    image.save(path, **how)
    return path


@pytest.mark.parametrize("name", SHAPES[1:])
def test_words_of_a_shape_lie_in_it_and_can_be_read_on_its_tint(name):
    cloud = layout(table(USUAL), Picture(width=600, height=600, shape=name))
    assert len(cloud.words) > 20
    inside = np.asarray(shape_mask((cloud.arranged.outline(),), 600, 600)) > 0
    for placed in cloud.words:
        assert not (np.asarray(ink(cloud, placed)) > 127)[~inside].any(), placed.word
    tints = {fill for _, fill in cloud.polygons}
    light = [t for t in tints if all(contrast(w.colour, t) >= 4.5 for w in cloud.words)]
    assert light
    assert cloud.ground not in tints


@pytest.mark.parametrize("name", SHAPES[1:])
def test_a_shape_is_as_large_as_its_box_and_inside_it(name):
    shape = find_shape(name).placed(10, 20, 300, 200)
    points = [p for polygon in (*shape.rooms, *shape.decor) for p in polygon]
    left, top = min(x for x, _ in points), min(y for _, y in points)
    right, bottom = max(x for x, _ in points), max(y for _, y in points)
    assert left >= 10 - 1e-9
    assert top >= 20 - 1e-9
    assert right - left == pytest.approx(300) or bottom - top == pytest.approx(200)
    assert left + right == pytest.approx(320)
    assert top + bottom == pytest.approx(240)


def test_alpha_luminance_off_white_dark_ground_and_noise_give_the_same_shape(tmp_path):
    plain = picture_mask(saved(star(300, "white", "black"), tmp_path / "a.png"))
    noisy = np.asarray(star(300, (247, 243, 233), (170, 30, 30))).astype(int)
    noisy = (noisy + np.random.RandomState(0).randint(-12, 13, noisy.shape)).clip(0, 255)
    others = [
        saved(star(300, (0, 0, 0, 0), (255, 255, 255, 255), "RGBA"), tmp_path / "b.png"),
        saved(star(300, "black", "white"), tmp_path / "c.png"),
        saved(star(300, 255, 0, "L"), tmp_path / "d.png"),
        saved(Image.fromarray(noisy.astype(np.uint8)), tmp_path / "e.jpg", quality=70),
        saved(star(300, "white", "red").convert("P"), tmp_path / "f.gif"),
    ]
    want = np.asarray(plain) > 127
    for path in others:
        got = np.asarray(picture_mask(path).resize(plain.size)) > 127
        assert (got != want).mean() < 0.02, path.name


def test_words_of_a_mask_lie_in_it_in_every_format(tmp_path):
    path = saved(star(500, "white", "black"), tmp_path / "star.png")
    picture = Picture(width=600, height=600, mask=path, palette="vermilion")
    cloud = layout(table(USUAL), picture)
    inside = np.asarray(fitted_mask(picture_mask(path), 600, 600, 0.02)) > 127
    for placed in cloud.words:
        drawn = np.asarray(ink(cloud, placed)) > 127
        assert drawn[~inside].sum() <= 0.01 * drawn.sum(), placed.word
    assert len(cloud.polygons) == 1
    tint = cloud.polygons[0][1]
    assert f'fill="{tint}"'.encode() in draw_svg(cloud)
    png = Image.open(BytesIO(draw_png(cloud)))
    assert tint == "#{:02x}{:02x}{:02x}".format(*png.getpixel((300, 60)))


def test_a_hole_is_traced_as_one():
    mask = Image.new("L", (200, 100))
    draw = ImageDraw.Draw(mask)
    draw.rectangle((20, 10, 179, 89), fill=255)
    draw.ellipse((80, 30, 119, 69), fill=0)
    draw.point((5, 5), fill=255)
    outer, inner = outlines(mask)
    assert (outer.hole, inner.hole) == (False, True)
    drawn = Image.new("L", (200, 100))
    for line in (outer, inner):
        ImageDraw.Draw(drawn).polygon(list(line.points), fill=0 if line.hole else 255)
    assert (np.asarray(drawn) != np.asarray(mask)).mean() < 0.02  # PIL draws borders too


@pytest.mark.parametrize(
    ("image", "say"),
    [
        (Image.new("RGB", (300, 300), "white"), "no room"),
        (Image.new("RGBA", (300, 300), (0, 0, 0, 0)), "no room"),
        (Image.new("RGBA", (300, 300), (9, 9, 9, 255)), "no room"),
    ],
)
def test_a_mask_without_a_shape_is_named_with_the_way_out(tmp_path, image, say):
    path = saved(image, tmp_path / "flat.png")
    with pytest.raises(UsageProblem, match=say) as caught:
        layout(table(USUAL), Picture(mask=path))
    for lang in ("zh", "en"):
        assert "flat.png" in caught.value.say(lang)
        assert "--preview" in caught.value.say(lang)


@pytest.mark.parametrize("content", [b"", b"no picture", b"\x89PNG\r\n\x1a\n" + bytes(40)])
def test_a_file_that_is_no_picture_is_named(tmp_path, content):
    path = tmp_path / "x.png"
    path.write_bytes(content)
    with pytest.raises(UsageProblem, match=r"x\.png.*cannot be read as a picture"):
        picture_mask(path)


def test_a_picture_of_too_many_pixels_is_refused_by_its_header(tmp_path):
    path = saved(Image.new("1", (8000, 7000)), tmp_path / "bomb.png")
    assert path.stat().st_size < 100_000
    with pytest.raises(UsageProblem, match="50 megapixels"):
        picture_mask(path)
