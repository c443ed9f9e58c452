"""A layout comes back as it was, in any size, and a broken one is refused."""

import json
from dataclasses import replace

import pytest

from cntext.errors import Both, UsageProblem
from cntext.render.arranging import Reason
from cntext.render.cloud import Picture, compose, draw_png, draw_svg, layout, words_of
from cntext.render.layout_file import from_layout, same_words, to_layout
from cntext.table import Column, Role, Table, Type

WORDS = (
    "产教融合 职业教育 现代化产业体系 党的二十大精神 校企合作 改革 发展 建设 创新 人才 技术 学校 企业 5G"
    " 人工智能 1+X证书 乡村振兴 立德树人 高质量发展 臺灣 工匠 课程 标准 实训 基地 师资 质量 治理 开放 国际"
)
USUAL = [(word, 400 // (rank + 2)) for rank, word in enumerate(WORDS.split())]
SMALL = {"width": 640, "height": 360}


def column(name, kind, role=Role.MEASURE):
    return Column(name, Both(name, name), kind, role=role)


def table(pairs):
    columns = (column("word", Type.STRING, Role.TERM), column("freq", Type.NUMBER))
    return Table("freq", Both("词频", "freq"), columns, tuple(pairs), weight="freq")


PICTURE = Picture(**SMALL, vertical=0.5, title="标题", source="来源")


def test_a_layout_comes_back_and_draws_the_same_bytes():
    cloud = layout(table(USUAL), PICTURE)
    data = to_layout(cloud.arranged)
    back = from_layout(data, "l.json")
    few = [(w, r) for w, r in cloud.arranged.left_out if r is not Reason.BEYOND]
    assert back == replace(cloud.arranged, left_out=tuple(few))
    assert to_layout(back) == data
    assert draw_png(compose(back, PICTURE)) == draw_png(cloud)


def test_a_layout_keeps_its_places_under_other_colours_and_another_size():
    first = layout(table(USUAL), Picture(**SMALL))
    back = from_layout(to_layout(first.arranged), "l.json")
    other = compose(back, Picture(width=1280, height=720, palette="jade", background="dark"))
    for a, b in zip(first.words, other.words, strict=True):
        assert (b.word, b.x, b.y, b.size) == (a.word, 2 * a.x, 2 * a.y, 2 * a.size)
        assert b.colour != a.colour


def test_panels_and_shapes_are_kept():
    columns = (
        column("half", Type.STRING, Role.KEY),
        column("word", Type.STRING, Role.TERM),
        column("freq", Type.INTEGER),
    )
    rows = [(("甲", "乙")[i % 2], word, freq) for i, (word, freq) in enumerate(USUAL)]
    parted = Table("t", Both("", ""), columns, rows, weight="freq")
    picture = Picture(**SMALL, panels="half")
    cloud = layout(parted, picture)
    back = from_layout(to_layout(cloud.arranged), "l.json")
    assert back.names == ("甲", "乙")
    assert same_words(back, words_of(parted, picture))
    third = Table("t", Both("", ""), columns, [*rows, ("丙", "新词", 1)], weight="freq")
    assert not same_words(back, words_of(third, picture))
    assert draw_svg(compose(back, picture)) == draw_svg(cloud)
    heart = layout(table(USUAL), Picture(width=400, height=400, shape="heart"))
    assert from_layout(to_layout(heart.arranged), "h.json").shape == "heart"


def test_it_is_for_the_words_that_it_was_made_of():
    cloud = layout(table(USUAL), Picture(**SMALL))
    assert same_words(cloud.arranged, words_of(table(USUAL), Picture()))
    changed = [(word, freq + 1) for word, freq in USUAL]
    assert not same_words(cloud.arranged, words_of(table(changed), Picture()))
    assert not same_words(cloud.arranged, words_of(table(USUAL[1:]), Picture()))
    for weight in (500, 150, 1):  # a word that the layout does not know of
        more = sorted([*USUAL, ("新词", weight)], key=lambda pair: -pair[1])
        assert same_words(cloud.arranged, words_of(table(more), Picture())) == (weight == 1)


def test_words_that_found_no_place_are_known_to_a_layout_and_those_beyond_are_not():
    words = [("中华人民共和国职业教育法" * 9, 900), *USUAL]
    picture = Picture(width=64, height=64, max_words=20)
    first = layout(table(words), picture).arranged
    assert {reason for _, reason in first.left_out} > {Reason.BEYOND}
    back = from_layout(to_layout(first), "l.json")
    assert {reason for _, reason in back.left_out} == {r for _, r in first.left_out} - {
        Reason.BEYOND
    }
    assert same_words(back, words_of(table(words), picture))
    assert not same_words(back, words_of(table(words[1:]), picture))


def broken():
    good = json.loads(to_layout(layout(table(USUAL[:2]), Picture(**SMALL)).arranged))
    for key, value in {
        "word": "",
        "weight": "9",
        "size": -1,
        "x": float("inf"),
        "y": None,
        "upright": 1,
        "group": 3,
    }.items():
        yield {**good, "words": [{**good["words"][0], key: value}]}
    yield {**good, "left_out": [{**good["words"][0], "reason": "no reason"}]}
    yield {**good, "left_out": [good["words"][0]]}
    yield {**good, "left_out": 3}
    yield {**good, "schema": "cntext.layout/2"}
    yield {**good, "shape": "../../etc"}
    yield {**good, "words": []}
    yield {**good, "width": 0}
    yield {**good, "panels": [{"name": "a", "box": [0, 1]}]}
    yield []


@pytest.mark.parametrize("whole", list(broken()), ids=lambda _: "")
def test_a_broken_layout_is_named(whole):
    with pytest.raises(UsageProblem, match=r"l\.json.*not the layout of a cloud"):
        from_layout(json.dumps(whole).encode(), "l.json")
    with pytest.raises(UsageProblem):
        from_layout(b"{", "l.json")
