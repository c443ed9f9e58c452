"""Normalisation changes what it names, keeps every line, and leaves good text alone."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntext.text.normalise import (
    _HAN,
    _LIGATURE,
    _PERCENT,
    _POINT,
    _SPACED,
    _SPACED_YEAR,
    NOTHING,
    Normalisation,
    Script,
    _ligatures,
    normalisation_note,
    normalise,
)

TEXTS = st.text(
    st.one_of(st.sampled_from("1９2 0　．％年月中，ＡﬁA-\nab臺湾"), st.characters()), max_size=60
)
OPTIONS = st.builds(
    Normalisation,
    *[st.booleans()] * 5,
    script=st.sampled_from(Script),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("从1 9 9 3 年3 月就职", "从1993年3 月就职"),
        ("２ ０ ２ ４ 年", "2024年"),
        ("1 9 9 7 年增长1 5 ．3 ％，达到7 4 7 7 2 亿元", "1997年增长15.3%，达到74772亿元"),
        ("１９９５年增长１７．８％（ＧＤＰ）", "1995年增长17.8%（GDP）"),
        ("１．１９９５年的工作", "1．1995年的工作"),
        ("eﬃcient", "efficient"),
    ],
)
def test_what_is_meant_is_put_right(text, expected):
    assert normalise(text)[0] == expected


@pytest.mark.parametrize(
    "text",
    [
        "人数 1 2 3 合计",  # a row of a table
        "小学1 2 3 年级",  # no page set with spaced digits
        "达到 1 亿吨，增长 5 %",
        "甲 乙 丙",
        "，。！？：；（）“”《》－／＋",
        "well-\nknown fact",
        "共 12 项",
        "１，２，３".translate({0xFF10 + i: ord("0") + i for i in range(10)}),
    ],
)
def test_good_text_is_left_alone(text):
    assert normalise(text) == (text, {})


def test_what_is_asked_for_is_done():
    asked = Normalisation(spaced_han=True, hyphens=True)
    assert normalise("第 一 章 總則\n职 业 教 育", asked)[0] == "第一章 總則\n职业教育"
    assert normalise("voca-\ntional schools", asked)[0] == "vocational\nschools"
    simplified = Normalisation(script=Script.SIMPLIFIED)
    assert normalise("臺灣的職業教育", simplified) == ("台湾的职业教育", {"script": 4})
    assert normalise("职业教育", Normalisation(script=Script.TRADITIONAL))[0] == "職業教育"


@given(TEXTS, OPTIONS)
def test_no_line_is_added_or_lost(text, options):
    assert normalise(text, options)[0].count("\n") == text.count("\n")


@given(TEXTS)
def test_twice_is_once(text):
    once = normalise(text)[0]
    assert normalise(once) == (once, {})


@given(TEXTS)
def test_nothing_is_done_when_nothing_is_asked(text):
    assert normalise(text, NOTHING) == (text, {})


def test_the_note_tells_what_was_done():
    assert normalisation_note({}) is None
    note = normalisation_note({"fullwidth": 1200, "spaced_digits": 2})
    assert note is not None
    assert "1,200" in note.zh
    assert "digits split by spaces joined (2)" in note.en


def test_the_report_of_1998_has_its_numbers_back(shared):
    text, counts = normalise((shared / "govreport/1998.txt").read_text(encoding="utf-8"))
    assert counts == {"spaced_digits": 69}
    assert "1997年国内生产总值达到74772亿元" in text


_D, _G = "[0-9０-９]", "[ \u3000\u00a0]"
# The rules as one would write them: what stands before, then what is looked for.
_OBVIOUS = (
    (_POINT, r"(?<=[0-9])．(?=[0-9])(?!(?:1[89]|20)[0-9]{2} ?年)"),
    (_PERCENT, "(?<=[0-9])％"),
    (
        _SPACED_YEAR,
        rf"(?<!{_D})(?<!{_D}{_G})(?:[1１]{_G}[89８９]|[2２]{_G}[0０]){_G}{_D}{_G}{_D}"
        rf"(?:{_G}(?=年)|(?=年))",
    ),
    (
        _SPACED,
        rf"(?<=[{_HAN}，。、；：（“《]){_D}(?:{_G}{_D})*(?:{_G}?[．.]{_G}?{_D}(?:{_G}{_D})*)?"
        rf"(?!{_G}?[0-9０-９a-zA-Z．.])(?:{_G}?[％‰]|{_G}(?=[{_HAN}])|(?=[{_HAN}，。、；）”]))",
    ),
)


def _spans(rule, text):
    return [match.span() for match in re.finditer(rule, text)]


@given(st.text("12890１２８９０   \u3000年月．.％，长“Ａa\n", max_size=30))
def test_patterns_that_are_quick_to_find_match_what_the_obvious_ones_do(text):
    for quick, obvious in _OBVIOUS:
        found = [match.span() for match in quick.finditer(text)]
        assert found == _spans(obvious, text)


def test_they_do_so_in_real_reports(shared):
    texts = [p.read_text("utf-8") for p in sorted((shared / "govreport").rglob("*.txt"))]
    assert any(_spans(obvious, text) for text in texts for _, obvious in _OBVIOUS)
    for text in texts:
        for quick, obvious in _OBVIOUS:
            assert [match.span() for match in quick.finditer(text)] == _spans(obvious, text)


@given(st.text("ﬀﬁa，长", max_size=10))
def test_the_quick_look_misses_no_ligature(text):
    assert _ligatures(text)[1] == len(_LIGATURE.findall(text))
