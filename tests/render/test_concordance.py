"""Concordances on the screen: aligned, never too wide, every character accounted for."""

import re

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from cntext.errors import Both
from cntext.lexicon import Lexicon
from cntext.measure.kwic import kwic
from cntext.places import PLACE_COLUMNS
from cntext.render.choose import Screen, render
from cntext.render.passages import to_passages
from cntext.render.terminal import to_terminal
from cntext.table import Table

ANSI = re.compile("\x1b\\[[0-9;]*m")
LEXICON = Lexicon([])


def lines_of(table, width, **options):
    text = to_terminal(table, width=width, lang="en", **options).decode()
    body = text.split("\n\n")[1]
    return body.split("\n")


def test_nodes_stand_in_one_column_whatever_surrounds_them(make):
    table = kwic([make("全面 深化 改革开放 事业", "开放", "ab 开放 cd")], LEXICON, ("开放",))
    lines = lines_of(table, 80, colour=False)
    assert len({cell_len(line[: line.index("开放")]) for line in lines}) == 1
    assert lines[0].split() == ["d0", "1", "全面", "深化", "|改革", "开放", "事业"]


@given(
    st.lists(st.text("开放a1。 \n", max_size=60), min_size=1, max_size=4),
    st.integers(20, 130),
    st.sampled_from(["", "source"]),
)
def test_no_line_is_wider_than_the_screen(make, texts, width, by):
    table = kwic([make(*texts, source=["甲"] * len(texts))], LEXICON, ("开放", "放"), by=by)
    if len(table.rows):
        for line in lines_of(table, width, colour=True):
            assert cell_len(ANSI.sub("", line)) <= width


def test_colour_marks_the_node_alone(make):
    table = kwic([make("甲 产教 融合 乙")], LEXICON, ("产教 融合",))
    (line,) = lines_of(table, 80, colour=True)
    assert "\x1b[1;36m产教| 融合\x1b[0m" in line


def test_running_text_is_the_same_lines_without_a_margin(make):
    table = kwic([make("甲 " * 50 + "乙 丙")], LEXICON, ("乙",), window=200)
    text = render(table, "text", rows=None, lang="en", screen=Screen(), to_file=False).decode()
    assert text.endswith(" 甲 乙  丙\n")
    assert text.count("甲") == 50


def test_places_to_read_are_folded_and_marked():
    row = (
        "aaaaaaaaaaaa:3-5",
        "d",
        "题",
        "2020",
        "body",
        7,
        3,
        5,
        "全" * 30,
        "开放",
        "，" * 3,
        "d.txt",
    )
    table = Table("show", Both("", ""), PLACE_COLUMNS, [row])
    for colour in (False, True):
        text = ANSI.sub("", to_passages(table, lang="en", width=40, colour=colour).decode())
        head, *body = text.rstrip("\n").split("\n")
        assert head == "aaaaaaaaaaaa:3-5 · d · 题 · 2020 · line 7 · body"
        node = "开放" if colour else "【开放】"
        assert "".join(line.strip() for line in body) == "全" * 30 + node + "，" * 3
        assert all(cell_len(line) <= 42 for line in body)  # a comma may hang over
        assert not any(line.strip().startswith("，") for line in body)
