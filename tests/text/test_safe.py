"""Nothing that moves the cursor, reorders text or starts a formula gets out."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntext.text.safe import is_masked, json_safe, masked, safe, spreadsheet_safe, veiled


def test_controls_are_shown_as_escapes():
    assert safe("红\x1b[31m字\x07\x9b") == "红\\x1b[31m字\\x07\\x9b"
    assert safe("甲\u202e乙\u2028") == "甲\\u{202e}乙\\u{2028}"


@pytest.mark.parametrize("code", [*range(0x20), *range(0x7F, 0xA0)])
def test_each_of_the_65_controls_is_shown(code):
    assert safe(chr(code)) == f"\\x{code:02x}"


def test_ordinary_text_stays_as_it_is():
    assert safe("产教融合 “双高” Ａ😀𠮷") == "产教融合 “双高” Ａ😀𠮷"


@given(st.text(st.characters()))
def test_what_is_shown_can_be_encoded_and_is_one_line(text):
    shown = safe(text)
    shown.encode("utf-8")
    assert len(shown.splitlines()) <= 1
    assert safe(shown) == shown


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM", "\t=1", "\r=1", "＝1", "＠a"])
def test_a_cell_is_never_a_formula(text):
    assert spreadsheet_safe(text) == "'" + text


def test_other_cells_stay_as_they_are():
    assert spreadsheet_safe("产教融合") == "产教融合"
    assert spreadsheet_safe("") == ""


@given(st.text(st.characters()))
def test_what_is_veiled_keeps_its_length_and_all_that_is_safe(text):
    shown = veiled(text)
    assert len(shown) == len(text)
    assert safe(shown) == shown
    for before, after in zip(text, shown, strict=True):
        assert after == (before if safe(before) == before else "\ufffd")


@given(st.text(st.characters()))
def test_json_says_the_same_and_shows_every_control_as_an_escape(text):
    data = json.dumps([text], ensure_ascii=False)
    shown = json_safe(data)
    assert json.loads(shown) == [text]
    assert safe(shown) == shown


def test_json_escapes_are_those_of_json():
    assert json_safe('["\u202e\x9b"]') == '["\\u202e\\u009b"]'
    assert veiled("甲\u202e乙") == "甲\ufffd乙"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ftp://user:secret@host/a", "ftp://user:***@host/a"),
        ("s3a://KEY:se%2Fcr:et@bucket/a b", "s3a://KEY:***@bucket/a b"),
        ("读 ftp://u:p@ss@h/a 和 sftp://v:q@h", "读 ftp://u:***@h/a 和 sftp://v:***@h"),
        ("--ref=ftp://:secret@host/a", "--ref=ftp://:***@host/a"),
        ("ftp://user@host/a", "ftp://user@host/a"),
        ("hdfs://host:8020/a@b", "hdfs://host:8020/a@b"),
        ("a@b: 校企://合作", "a@b: 校企://合作"),
    ],
)
def test_passwords_are_not_shown(text, shown):
    assert masked(text) == shown
    assert masked(shown) == shown
    assert is_masked(shown) is ("***" in shown)
    assert not is_masked(text)
