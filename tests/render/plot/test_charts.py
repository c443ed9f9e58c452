"""What stands in a chart is what stands in its table, at the place that its value asks for."""

import random
from dataclasses import replace

import pytest
import tables as t

from cntext.errors import Both, UsageProblem
from cntext.render.palette import contrast, luminance
from cntext.render.plot import KINDS, Look, drawn, kind_of
from cntext.render.plot.axis import shorts
from cntext.render.plot.network import LINKS
from cntext.render.plot.scene import Dot, Line, Polygon
from cntext.render.plot.style import DARK, LIGHT
from cntext.table import Column, Role, Type, Unit

LOOK = Look(lang="zh")


def texts(scene):
    return [text.text for text in scene.texts()]


def tipped(scene):
    return {s.tip: s for s in scene.shapes if isinstance(s, (Polygon, Dot)) and s.tip}


def width(polygon):
    xs = [x for x, _ in polygon.points]
    return max(xs) - min(xs)


def test_every_kind_has_a_table_here():
    assert set(t.BY_KIND) == set(KINDS)


@pytest.mark.parametrize(
    ("table", "kind"),
    [
        (t.freq(), "bar"), (t.grouped(), "bar"), (t.periods(), "line"), (t.positions(), "barcode"),
        (t.keyness(), "keyness"), (t.pairs(), "network"), (t.clusters(), "map"),
        (t.plane(), "map"), (t.matrix(), "heatmap"),
    ],
)  # fmt: skip
def test_the_table_decides_which_kind(table, kind):
    assert kind_of(table).name == kind


def test_forms_of_a_concept_are_no_network():
    concept = t.TERM._replace(id="concept")
    table = t.table("lexicon-count", (t.TERM, concept, t.FREQ), [("双高", "双高计划", 3)])
    assert kind_of(table).name == "bar"


def test_codes_are_drawn_as_the_words_for_them():
    says = (("date", Both("会期", "day")), ("money", Both("款额", "sum")))
    kind = t.TERM._replace(says=says)
    table = t.table("freq", (kind, t.FREQ), [("money", 3), ("date", 1)])
    assert {"会期", "款额"} <= set(texts(drawn(table, replace(LOOK, lang="zh"))))
    assert {"day", "sum"} <= set(texts(drawn(table, replace(LOOK, lang="en"))))


def test_a_heat_map_has_the_words_for_codes():
    kind = t.TERM._replace(says=(("*", Both("全部类别", "all codes")),))
    table = t.table("code", (t.GROUP, kind, t.FREQ), [("2014", "*", 3), ("2015", "*", 2)])
    assert "全部类别" in texts(drawn(table, replace(LOOK, lang="zh"), "heatmap"))
    assert "all codes" in texts(drawn(table, replace(LOOK, lang="en"), "heatmap"))


def test_bars_of_one_term_are_told_apart_by_what_does():
    kind = Column("kind", Both("类", "Kind"), Type.STRING, role=Role.CONTEXT)
    within = Column("longer", Both("更长", "Longer"), Type.STRING, role=Role.CONTEXT)
    rows = [("双高", 3, "名", "双高计划"), ("双高", 2, "名", "双高建设"), ("改革", 1, "名", "")]
    told = texts(drawn(t.table("nested", (t.TERM, t.FREQ, kind, within), rows), LOOK))
    assert {"双高 · 双高计划", "双高 · 双高建设"} <= set(told)
    alike = [(*row[:3], "同") for row in rows]  # nothing tells them apart
    same = texts(drawn(t.table("nested", (t.TERM, t.FREQ, kind, within), alike), LOOK))
    assert same.count("双高") == 2


def test_numbers_in_several_units_are_not_set_side_by_side():
    unit = Column("unit", Both("单位", "Unit"), Type.STRING, role=Role.CONTEXT)
    value = t.number("value", Unit.NONE)
    rows = [("粮食", 3.0, "斤"), ("钢", 2.0, "吨"), ("没有数", None, "")]
    with pytest.raises(UsageProblem) as found:
        drawn(t.table("commitments", (t.TERM, value, unit), rows), LOOK)
    assert "单位不同（斤、吨等）" in found.value.say("zh")
    assert "value is in several units (斤, 吨 ...)" in found.value.say("en")
    same = t.table("commitments", (t.TERM, value, unit), [("粮食", 3.0, "吨"), rows[1], rows[2]])
    assert width(tipped(drawn(same, LOOK))["粮食  3.00"]) > 0


@pytest.mark.parametrize(
    ("values", "unit", "shown"),
    [
        ((804.0, 89.5, 0.2), Unit.SCORE, ["804", "90", "<1"]),
        ((11.38, 5.75, -0.75, -0.001), Unit.SCORE, ["11.4", "5.8", "−0.8", ">−0.1"]),
        ((0.0917, 0.0075, 0.0), Unit.SCORE, ["0.0917", "0.0075", "0.0000"]),
        ((2.3e-58, 1e-20), Unit.SCORE, ["2.3e−58", "1e−20"]),
        ((12.345, 0.2), Unit.PERCENT, ["12.3", "0.2"]),
        ((3, 1200), Unit.COUNT, ["3", "1,200"]),
        ((3e9, 2.0), Unit.SCORE, ["3e+09", "2"]),
    ],
)
def test_the_labels_of_a_picture_have_one_number_of_decimals(values, unit, shown):
    assert list(map(shorts(values, unit), values)) == shown


def test_bars_are_as_long_as_their_values():
    bars = tipped(drawn(t.freq(), LOOK))
    wide = {tip.split()[0]: width(bar) for tip, bar in bars.items()}
    assert wide["双高"] / wide["产教融合"] == pytest.approx(7 / 14)
    assert wide["职业教育"] == 0


def test_groups_have_a_panel_each_with_bars_by_rate_on_one_scale():
    scene = drawn(t.grouped(), LOOK)
    assert {"2019", "2020", "per_million"} <= set(texts(scene))
    bars = tipped(scene)
    assert width(bars["20191  100"]) == pytest.approx(width(bars["20201  100"]))
    assert width(bars["20192  50"]) == pytest.approx(width(bars["20201  100"]) / 2)


def test_an_undefined_value_breaks_the_line_and_is_no_zero():
    scene = drawn(t.periods(), Look(lang="zh", rows=1))
    dots = [s for s in scene.shapes if isinstance(s, Dot) and s.tip]
    assert [d.tip.split()[1] for d in dots] == ["2018", "2020", "2021"]
    lines = [s for s in scene.shapes if isinstance(s, Line) and s.stroke == LIGHT.series[0]]
    assert [len(line.points) for line in lines] == [2]  # 2020 to 2021; 2018 stands alone


def test_points_stand_where_their_time_and_value_are():
    rows = ((1.0, None, None), (2.0, None, None), (4.0, None, None))
    dots = [s for s in drawn(t.periods(rows), Look(rows=1)).shapes if isinstance(s, Dot) and s.tip]
    xs, ys = [d.x for d in dots], [d.y for d in dots]
    assert xs[1] - xs[0] == pytest.approx(xs[2] - xs[1])
    assert (ys[1] - ys[2]) == pytest.approx(2 * (ys[0] - ys[1]))


def test_one_series_has_its_interval_and_its_change_point():
    scene = drawn(t.periods(), Look(lang="zh", rows=1))
    assert any(isinstance(s, Polygon) and s.opacity < 1 for s in scene.shapes)
    assert any(isinstance(s, Line) and s.dash and s.stroke == LIGHT.other for s in scene.shapes)
    assert "阴影为置信区间，竖虚线为变点" in texts(scene)


def test_several_series_are_told_apart_by_colour_and_dash_and_named_at_their_ends():
    scene = drawn(t.periods(), LOOK)
    lines = {s.stroke: s.dash for s in scene.shapes if isinstance(s, Line) and s.width == 1.25}
    assert len(set(lines)) == len(set(lines.values())) == 2
    assert {"改革", "开放"} <= set(texts(scene))


def test_effects_stand_on_their_side_of_zero_with_their_intervals():
    scene = drawn(t.keyness(), LOOK)
    bars = tipped(scene)
    over, under = bars["创新  2.00"], bars["计划  −3.00"]
    assert min(x for x, _ in over.points) == pytest.approx(max(x for x, _ in under.points))
    assert width(under) / width(over) == pytest.approx(1.5)
    assert over.fill != under.fill
    assert [x for x in texts(scene) if x in ("创新", "我们", "计划")] == ["创新", "我们", "计划"]


def test_what_is_not_significant_is_grey_in_the_volcano():
    scene = drawn(t.keyness(), LOOK, "volcano")
    assert any("p ≥ 0.05（1 项）" in text for text in texts(scene))
    colours = {s.tip.split()[0]: s.fill for s in scene.shapes if isinstance(s, Dot)}
    assert len(set(colours.values())) == 3


def test_strokes_of_a_barcode_are_at_their_share_of_the_corpus():
    scene = drawn(t.positions(), LOOK)
    strokes = [s.points[0][0] for s in scene.shapes if isinstance(s, Line) and s.width == 0.4]
    start, middle, end = strokes
    assert (middle - start) / (end - start) == pytest.approx(50 / 99, abs=0.01)


def test_a_heat_map_is_darker_where_the_value_is_higher_and_empty_where_there_is_none():
    cells = tipped(drawn(t.periods(), LOOK, "heatmap"))
    assert luminance(cells["改革 2021  25.0"].fill) < luminance(cells["改革 2018  5.0"].fill)
    assert not any(tip.startswith("改革 2019") for tip in cells)


def test_the_diagonal_of_a_matrix_is_left_out():
    tips = set(tipped(drawn(t.matrix(), LOOK)))
    assert tips == {"产业 教育  4", "产业 学校  1", "教育 产业  4", "教育 学校  3",
                    "学校 产业  1", "学校 教育  3"}  # fmt: skip


def test_a_unit_is_as_long_across_as_up_in_a_map_of_distances():
    dots = {s.tip.split()[0]: s for s in drawn(t.plane(), LOOK).shapes if isinstance(s, Dot)}
    a, b = dots["改革"], dots["创新"]
    assert abs(a.y - b.y) / abs(a.x - b.x) == pytest.approx(0.5 / 1.5, rel=1e-6)


def test_groups_and_terms_of_a_map_have_two_colours():
    dots = {s.tip.split()[0]: s for s in drawn(t.plane(), LOOK).shapes if isinstance(s, Dot)}
    assert dots["改革"].fill == dots["创新"].fill
    assert dots["2010s"].fill != dots["改革"].fill


def test_a_strategic_diagram_names_its_corners_and_parts_at_the_medians():
    scene = drawn(t.clusters(), LOOK)
    assert {"核心且成熟", "成熟而孤立", "新兴或衰退", "核心未成熟"} <= set(texts(scene))
    dots = {s.tip.split()[0]: s for s in scene.shapes if isinstance(s, Dot)}
    parting = [s for s in scene.shapes if isinstance(s, Line) and s.dash]
    middle = (dots["产教融合"].x + dots["重庆"].x) / 2
    assert parting[0].points[0][0] == pytest.approx(middle)


def test_a_network_draws_the_strongest_links_of_each_term():
    import itertools

    names = "甲乙丙丁戊己庚"
    links = [
        (i + 1, a, b, 1, 1.0 / (i + 1)) for i, (a, b) in enumerate(itertools.combinations(names, 2))
    ]
    scene = drawn(t.table("coword", t.pairs().columns, links), LOOK)
    lines = [s for s in scene.shapes if isinstance(s, Line)]
    assert LINKS <= len(lines) < len(links)
    assert len([s for s in scene.shapes if isinstance(s, Dot)]) == len(names)
    discs = [(s.x, s.y, s.radius) for s in scene.shapes if isinstance(s, Dot)]
    for (x1, y1, r1), (x2, y2, r2) in itertools.combinations(discs, 2):
        assert (x1 - x2) ** 2 + (y1 - y2) ** 2 > ((r1 + r2) / 2) ** 2


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_table_is_a_clear_line(kind):
    full = t.BY_KIND[kind]()
    with pytest.raises(UsageProblem, match="it is empty"):
        drawn(t.table(full.name, full.columns, []), LOOK, kind)


@pytest.mark.parametrize("kind", KINDS)
def test_one_row_is_drawn(kind):
    full = t.BY_KIND[kind]()
    scene = drawn(t.table(full.name, full.columns, full.rows[:1]), LOOK, kind)
    assert scene.height > 20
    for shape in scene.shapes:
        for x, y in getattr(shape, "points", ()):
            assert -1 < x < scene.width + 1, shape
            assert -1 < y < scene.height + 1, shape


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_defined_is_a_clear_line_or_an_empty_strip(kind):
    full = t.BY_KIND[kind]()
    numbers = [c.type.value in ("number", "integer") for c in full.columns]
    rows = [tuple(None if n else c for c, n in zip(row, numbers, strict=True)) for row in full.rows]
    table = t.table(full.name, full.columns, rows)
    if kind == "barcode":
        assert drawn(table, LOOK, kind).height > 20
        return
    with pytest.raises(UsageProblem, match="cannot be drawn"):
        drawn(table, LOOK, kind)


def test_five_hundred_rows_are_cut_with_a_note_or_refused():
    many = t.freq([(f"词{i}", 500 - i) for i in range(500)])
    scene = drawn(many, LOOK)
    assert "画出前 30 项，共 500（-n 可改）" in texts(scene)
    assert len(tipped(drawn(many, Look(rows=100)))) == 100
    with pytest.raises(UsageProblem, match="500 bars; 400 are the most"):
        drawn(many, Look(rows=0))


def test_a_kind_that_a_table_has_not_is_refused_with_those_that_it_has():
    with pytest.raises(UsageProblem, match="needs terms and two coordinates") as error:
        drawn(t.freq(), LOOK, "map")
    assert error.value.hint.en == "it can be: bar"


def test_two_rows_of_a_term_at_one_time_are_no_course():
    full = t.periods()
    table = t.table("trend", full.columns, [*full.rows, full.rows[0]])
    assert kind_of(table).name == "bar"
    with pytest.raises(UsageProblem, match="line needs"):
        drawn(table, LOOK, "line")


def test_the_interval_of_a_measure_is_that_of_its_own_unit_behind_it():
    from cntext.render.plot import roles

    percent = [t.number(name, t.Unit.PERCENT) for name in ("share", "share_low", "share_high")]
    rate = [t.number(name, t.Unit.PER_MILLION) for name in ("rate", "low", "high")]
    table = t.table("x", [t.TERM, *rate, *percent, t.number("score"), t.number("other")], [])
    found = {
        name: roles.interval(table, roles.named(table, name))
        for name in ("rate", "share", "score", "other")
    }
    assert [f.column.id for f in found["rate"]] == ["low", "high"]
    assert [f.column.id for f in found["share"]] == ["share_low", "share_high"]
    assert found["score"] is None
    assert found["other"] is None


def test_a_measure_is_named_or_refused():
    scene = drawn(t.keyness(), Look(measure="ll"), "bar")
    assert "ll" in texts(scene)
    with pytest.raises(UsageProblem, match="no measure of that name"):
        drawn(t.freq(), Look(measure="nope"))


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_colours_can_be_told_from_the_ground_and_text_can_be_read(theme):
    assert all(contrast(colour, theme.ground) >= 3 for colour in theme.series)
    assert contrast(theme.main, theme.ground) >= 3
    assert contrast(theme.other, theme.ground) >= 3
    assert contrast(theme.ink, theme.ground) >= 7
    assert contrast(theme.muted, theme.ground) >= 4.5
    assert abs(luminance(theme.main) - luminance(theme.other)) > 0.1  # in greyscale
    steps = [luminance(colour) for colour in theme.ramp]
    assert steps == sorted(steps) or steps == sorted(steps, reverse=True)


NUMBERS = (None, 0, 1, -1, 1e299, -1e299, 1e-320, 7.5, 100.0, float("nan"), float("inf"), 10**400)
TEXTS = ("", "甲", "2019", "2020-13", "2019-Q3", "1990s", "长" * 60, " ", "\n", None)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_whatever_the_table_holds_it_is_drawn_on_the_paper_or_refused(kind):
    full, draw = t.BY_KIND[kind](), random.Random(kind)  # noqa: S311 (odd tables, the same each time)
    odd = [NUMBERS if c.type.value in ("number", "integer") else TEXTS for c in full.columns]
    for _ in range(60):
        rows = [
            tuple(
                draw.choice(odd[i]) if draw.random() < 0.5 else draw.choice(full.rows)[i]
                for i in range(len(odd))
            )
            for _ in range(draw.randint(0, 8))
        ]
        table = t.table(full.name, full.columns, rows, weight=full.weight)
        try:
            scene = drawn(table, Look(width=draw.choice([170.0, 453.5, 1700.0])), kind)
        except UsageProblem:
            continue
        for shape in scene.shapes:
            for x, y in getattr(shape, "points", None) or [(shape.x, shape.y)]:
                assert -2 <= x <= scene.width + 2, shape
                assert -2 <= y <= scene.height + 2, shape
