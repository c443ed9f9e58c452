"""Sentences end where readers end them, and together they hold the whole text."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntext.text import sentences as module
from cntext.text.sentences import (
    LONGEST,
    paragraph_around,
    sentence_around,
    sentence_borders,
    sentence_spans,
    sides,
)


def sentences(text):
    return [text[start:end] for start, end in sentence_spans(text)]


def test_sentences_end_at_final_marks_and_line_ends():
    assert sentences("标题\n甲。乙！丙？\n\n　丁") == ["标题", "甲。", "乙！", "丙？", "丁"]


def test_closing_quotes_belong_to_the_sentence():
    assert sentences("他说：“好。”然后走了。（完。）再见") == [
        "他说：“好。”",
        "然后走了。",
        "（完。）",
        "再见",
    ]


def test_semicolons_commas_and_decimals_end_nothing():
    assert sentences("甲；乙，丙：丁3.5。") == ["甲；乙，丙：丁3.5。"]


def test_repeated_marks_end_one_sentence():
    assert sentences("真的？！好……行") == ["真的？！", "好……", "行"]


def test_empty_text_has_no_sentence():
    assert sentences("") == sentences(" \n\u3000\n") == []


@given(st.text("甲乙。！？…”）\n \u3000a.;；"))
def test_the_spans_hold_every_character_but_white_space_once(text):
    spans = sentence_spans(text)
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert "".join("".join(text[a:b] for a, b in spans).split()) == "".join(text.split())


def test_the_sentence_around_a_place_is_on_one_line():
    text = "第一句。第二句里有双高二字。第三句。\n下一段"
    at = text.index("双高")
    assert sentence_around(text, at, at + 2) == "第二句里有双高二字。"


@given(st.text("甲乙。！？”\n "), st.data())
def test_the_sentence_around_a_place_holds_it(text, data):
    solid = [i for i, c in enumerate(text) if not c.isspace()]
    if solid:
        at = data.draw(st.sampled_from(solid))
        found = sentence_around(text, at, at + 1)
        assert text[at] in found
        assert "\n" not in found


def test_of_a_very_long_sentence_an_excerpt_is_shown_with_the_place_whole():
    text = "短。" + "甲" * 300 + "双高" + "乙" * 300 + "。完。"
    at = text.index("双高")
    left, node, right = sides(text, (2, len(text) - 2), at, at + 2)
    assert (left, node, right) == ("…" + "甲" * 200, "双高", "乙" * 200 + "…")
    assert sentence_around(text, at, at + 2) == left + node + right
    near = sides(text, (2, len(text) - 2), 10, 12)
    assert near == ("甲" * 8, "甲甲", "甲" * 200 + "…")


@given(st.integers(0, 700), st.integers(1, 700), st.integers(0, 700))
def test_a_sentence_is_whole_up_to_its_longest_and_bounded_beyond(before, inside, after):
    text = "甲" * before + "乙" * inside + "丙" * after
    left, node, right = sides(text, (0, len(text)), before, before + inside)
    assert node == "乙" * inside
    if len(text) <= LONGEST:
        assert left + node + right == text
    else:
        assert left == ("甲" * before if before <= 200 else "…" + "甲" * 200)
        assert right == ("丙" * after if after <= 200 else "丙" * 200 + "…")


def slow_borders(text, start, end):
    """Look through the whole of the lines that hold the place."""
    first, last = paragraph_around(text, start, end)
    spans = [(first + a, first + b) for a, b in sentence_spans(text[first:last])]
    begin = max((a for a, _ in spans if a <= start), default=start)
    return begin, min((b for _, b in spans if b >= end), default=end)


def slow_around(text, start, end):
    first, last = paragraph_around(text, start, end)
    for a, b in sentence_spans(text[first:last]):
        if a <= start - first < b:
            return "".join(sides(text, (first + a, first + b), start, min(end, first + b)))
    return " ".join(text[start:end].split())


@given(st.text("甲乙。！？…”） \n\u3000", min_size=1, max_size=60), st.data())
def test_a_sentence_is_looked_for_near_its_place_and_is_that_of_the_whole_line(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    with pytest.MonkeyPatch.context() as patch:  # else no text is long enough
        patch.setattr(module, "LONGEST", 6)
        patch.setattr(module, "_AROUND", 3)
        slow = slow_borders(text, start, end)
        assert sides(text, sentence_borders(text, start, end), start, end) == (
            sides(text, slow, start, end)
        )
        assert sentence_around(text, start, end) == slow_around(text, start, end)


@pytest.mark.parametrize("piece", ["教育", "教育。", "教育，发展 "])
@pytest.mark.parametrize("find", [sentence_around, sentence_borders])
def test_places_in_a_text_without_line_ends_cost_as_much_as_in_one_with_them(piece, find):
    """Four times the text and its places cost about four times the work, not sixteen."""

    def cost(count):
        text = piece * count
        begun = time.process_time()
        for at in range(0, len(text), 20 * len(piece)):
            find(text, at, at + 2)
        return time.process_time() - begun

    assert cost(40_000) < 8 * cost(10_000) + 0.1
