"""Colours can be read on their ground and told apart."""

from itertools import combinations
from math import dist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntext.errors import UsageProblem
from cntext.render import palette
from cntext.render.palette import PALETTES, contrast, find_ground, find_palette, readable

colours = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}")

# Dichromatic sight, severity 1: Machado, Oliveira and Fernandes 2009, table 1.
SIGHT = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def seen(colour, matrix):
    linear = palette._linear(colour)
    shown = [sum(a * b for a, b in zip(row, linear, strict=True)) for row in matrix]

    def encode(v):
        v = min(max(v, 0), 1)
        return round(255 * (12.92 * v if v <= 0.0031308 else 1.055 * v ** (1 / 2.4) - 0.055))

    return palette._to_lab("#" + "".join(f"{encode(v):02x}" for v in shown))


def test_contrast_of_black_and_white_is_21():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_contrast_agrees_with_a_published_value():
    # #767676 is the lightest grey that passes on white (WebAIM contrast checker: 4.54).
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize("name", PALETTES)
@pytest.mark.parametrize("background", ["light", "dark", "#808080", "#ffe9a8", "#767676"])
def test_every_word_can_be_read(name, background):
    chosen = find_palette(name)
    ground = find_ground(background, chosen)
    for rank in range(101):
        assert contrast(chosen.colour(1 - rank / 100, rank, ground), ground) >= 4.5


@pytest.mark.parametrize("name", PALETTES)
def test_own_colours_need_no_correction(name):
    chosen = PALETTES[name]
    for ground, stops in (("#ffffff", chosen.light), (chosen.dark_ground, chosen.dark)):
        assert all(readable(stop, ground) == stop for stop in stops)


@pytest.mark.parametrize("name", [n for n, p in PALETTES.items() if not p.categorical])
@pytest.mark.parametrize("background", ["light", "dark"])
def test_heavier_words_stand_out_more(name, background):
    chosen = find_palette(name)
    ground = find_ground(background, chosen)
    values = [contrast(chosen.colour(share / 10, 0, ground), ground) for share in range(11)]
    assert values == sorted(values)


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("ground", ["light", "dark"])
def test_distinct_colours_stay_apart_for_colour_blind_readers(sight, ground):
    points = [seen(colour, SIGHT[sight]) for colour in getattr(PALETTES["distinct"], ground)]
    assert min(dist(a, b) for a, b in combinations(points, 2)) > 0.12


@given(colours, colours)
def test_any_colour_can_be_made_readable_on_any_ground(colour, ground):
    assert contrast(readable(colour, ground), ground) >= 4.5


@given(colours)
def test_a_colour_survives_the_way_to_oklab_and_back(colour):
    assert palette._from_lab(palette._to_lab(colour)) == colour


def test_an_unknown_palette_is_named_with_those_there_are():
    with pytest.raises(UsageProblem, match="sepia") as caught:
        find_palette("sepia")
    assert "indigo" in caught.value.say("en")


@pytest.mark.parametrize("name", ["pink", "#12", "#gggggg", "", "#１２３４５６"])
def test_a_ground_that_is_no_colour_is_refused(name):
    with pytest.raises(UsageProblem):
        find_ground(name, PALETTES["ink"])
