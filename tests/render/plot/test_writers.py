"""The three files of a chart: the same bytes each time, hostile text only text, words findable."""

import hashlib
import io
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
import tables as t
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from cntext.errors import CheckFailed, UsageProblem
from cntext.render.plot import Look, drawn, for_page, picture
from cntext.render.plot.axis import scale
from cntext.render.plot.labels import Spot, named
from cntext.render.plot.style import DARK
from cntext.text.safe import safe

LOOK = Look(lang="zh")
SVG = "{http://www.w3.org/2000/svg}"


def hostile(kind):
    """The table of a kind with every text in it hostile."""
    full = t.BY_KIND[kind]()
    texts = iter(t.HOSTILE * 20)
    at = [i for i, c in enumerate(full.columns) if c.role.value == "term"]
    rows = [tuple(next(texts) if i in at else x for i, x in enumerate(row)) for row in full.rows]
    return t.table(full.name, full.columns, rows)


_MAKE = """
import sys, hashlib
sys.path.insert(0, sys.argv[1])
import tables as t
from cntext.render.plot import Look, picture
look, total = Look(lang="zh", title="图 1"), hashlib.sha256()
for kind, make in t.BY_KIND.items():
    for fmt in ("svg", "png", "pdf") if kind in ("line", "network") else ("svg",):
        total.update(picture(make(), fmt, look, kind))
print(total.hexdigest())
"""


def test_two_processes_draw_the_same_bytes():
    folder = str(Path(__file__).parent)
    sums = {
        subprocess.run(
            [sys.executable, "-c", _MAKE, folder],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(sums) == 1
    assert len(sums.pop().strip()) == len(hashlib.sha256().hexdigest())


@pytest.mark.parametrize("kind", t.BY_KIND)
@pytest.mark.parametrize("outlined", [True, False])
def test_hostile_text_is_only_text_in_svg(kind, outlined):
    table = hostile(kind)
    text = picture(table, "svg", LOOK, kind).decode() if outlined else for_page(table, kind)
    root = ET.fromstring(text)  # noqa: S314 (our own)
    names = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert names <= {"svg", "title", "desc", "rect", "path", "circle", "text"}
    assert not any(
        name.startswith("on") or "href" in name for e in root.iter() for name in e.attrib
    )
    assert not re.search("[\x00-\x08\x1b\u202e\ufffe]", text)
    labels = {e.get("aria-label") for e in root.iter()} | {e.text for e in root.iter()}
    assert labels & {safe(h).replace("\ufffe", r"\u{fffe}") for h in t.HOSTILE}


def test_hostile_text_is_only_text_in_pdf_and_png():
    for kind in ("bar", "panels", "network"):
        data = picture(hostile(kind), "pdf", LOOK, kind)
        assert b"/JavaScript" not in data
        assert b"/URI" not in data
        assert len(pypdfium2.PdfDocument(data)) == 1
        assert picture(hostile(kind), "png", LOOK, kind).startswith(b"\x89PNG")


def test_words_are_found_in_a_pdf_and_it_is_as_wide_as_asked():
    data = picture(t.periods(), "pdf", replace(LOOK, width=300.0, title="图 1 走势"), "panels")
    page = pypdfium2.PdfDocument(data)[0]
    found = page.get_textpage().get_text_bounded()
    assert page.get_width() == pytest.approx(300)
    for word in ("图 1 走势", "改革", "开放", "2018", "阴影为置信区间，竖虚线为变点"):
        assert word in found


def test_an_svg_for_a_page_has_selectable_text_and_nothing_from_outside():
    text = for_page(t.freq(), lang="en")
    root = ET.fromstring(text)  # noqa: S314 (our own)
    assert {"产教融合", "Freq", "14"} <= {e.text for e in root.iter(f"{SVG}text")}
    assert not re.search(r"\bid=|url\(|href|<style|<script", text)
    assert "14" in {(e.text or "").split()[-1] for e in root.iter(f"{SVG}title")}
    assert for_page(t.freq(), dark=True) != text


def test_a_png_has_300_dpi_and_the_ground_that_was_asked_for():
    light = Image.open(io.BytesIO(picture(t.freq(), "png", LOOK)))
    dark = Image.open(io.BytesIO(picture(t.freq(), "png", replace(LOOK, theme=DARK))))
    assert light.info["dpi"] == pytest.approx((300, 300), abs=0.1)
    assert light.width == round(LOOK.width * 300 / 72)
    assert light.getpixel((0, 0)) == (255, 255, 255)
    assert dark.getpixel((0, 0)) == tuple(int(DARK.ground[i : i + 2], 16) for i in (1, 3, 5))


def test_png_and_svg_show_the_same_ink():
    """Ink of a bar, in the raster, begins and ends where the shape says."""
    scene = drawn(t.freq(), LOOK)
    bar = next(s for s in scene.shapes if getattr(s, "tip", "") == "产教融合  14")
    image = Image.open(io.BytesIO(picture(t.freq(), "png", LOOK))).convert("RGB")
    colour = tuple(int(bar.fill[i : i + 2], 16) for i in (1, 3, 5))
    k = 300 / 72
    row = round((bar.points[0][1] + 4) * k)
    xs = [x for x in range(image.width) if image.getpixel((x, row)) == colour]
    assert min(xs) == pytest.approx(bar.points[0][0] * k, abs=2.5)
    assert max(xs) == pytest.approx(bar.points[1][0] * k, abs=2.5)


def test_a_character_that_the_font_lacks_is_named_and_nothing_is_drawn():
    with pytest.raises(CheckFailed, match=r"U\+13000"):
        picture(t.freq([("\U00013000", 1)]), "svg", LOOK)


def test_a_picture_too_large_for_png_is_refused():
    rows = [(f"词{i}", i) for i in range(400)]
    with pytest.raises(UsageProblem, match="too many"):
        picture(t.freq(rows), "png", Look(rows=0, width=1200.0))


NUMBERS = st.floats(-1e9, 1e9, allow_nan=False) | st.integers(-1000, 1000).map(float)


@given(st.lists(NUMBERS, min_size=1, max_size=20), st.booleans(), st.booleans())
def test_a_scale_holds_every_value_and_its_ticks_can_be_told_apart(values, zero, tight):
    made = scale(values, 0, 300, zero=zero, tight=tight)
    assert made.low <= min(values) + 1e-6 * abs(min(values))
    assert made.high >= max(values) - 1e-6 * abs(max(values))
    assert all(-1e-6 <= made(v) <= 300 + 1e-6 for v in values)
    labels = made.labels()
    assert len(set(labels)) == len(labels) <= 25
    if zero:
        assert made.low <= 0 <= made.high


@given(st.lists(st.tuples(st.floats(0, 300), st.floats(0, 200)), max_size=40))
def test_names_stand_inside_and_never_over_one_another(places):
    spots = [Spot(x, y, 2.0, f"词语{i}", 8.0, "#000000") for i, (x, y) in enumerate(places)]
    texts, left = named(spots, LOOK, (0, 0, 300, 200))
    assert len(texts) + len(left) == len(spots)
    boxes = []
    for text in texts:
        wide = LOOK.wide(text.text, text.size)
        start = text.x - wide * {"start": 0, "middle": 0.5, "end": 1}[text.anchor.value]
        boxes.append((start, text.y - 7, start + wide, text.y + 1))
    for i, a in enumerate(boxes):
        assert a[0] >= 0
        assert a[2] <= 300
        for b in boxes[:i]:
            assert not (a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3])
