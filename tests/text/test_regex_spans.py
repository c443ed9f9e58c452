"""Every place of a pattern, against Python's re tried at every start and every end."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntext.text import regex_spans
from cntext.text.regex_spans import RegexSpans
from cntext.text.regex_syntax import BadPattern

ATOMS = st.sampled_from(["a", "b", "中", ".", "[ab]", "[^a]", r"\d", "^", "$"])


def grown(inner):
    return st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map(lambda two: f"(?:{two[0]}|{two[1]})"),
        st.tuples(inner, st.sampled_from(["*", "+", "?", "{2}", "{0,2}"])).map(
            lambda two: f"(?:{two[0]}){two[1]}"
        ),
    )


def exact(pattern, line, at, end):
    """Say whether the pattern fits line[at:end], with ^ and $ at the ends of the line only."""
    body = pattern.replace("^", r"\A" if at == 0 else "(?!)")
    body = body.replace("$", r"\Z" if end == len(line) else "(?!)")
    body = body.replace(r"[\A", "[^").replace("[(?!)", "[^")
    return re.fullmatch(body, line[at:end]) is not None


@given(st.recursive(ATOMS, grown, max_leaves=6), st.text("abc1中\n", max_size=12))
@pytest.mark.parametrize("patience", [0, 2])
def test_it_finds_what_python_finds(patience, pattern, text):
    try:
        spans = RegexSpans(pattern)
    except BadPattern as bad:
        assert "empty" in bad.en  # noqa: PT017
        return
    before, regex_spans._PATIENCE = regex_spans._PATIENCE, patience
    try:
        assert spans.find(text) == reference(pattern, text)
    finally:
        regex_spans._PATIENCE = before


def reference(pattern, text):
    found, offset = [], 0
    for line in text.split("\n"):
        at = 0
        while at < len(line):
            fits = [end for end in range(len(line), at, -1) if exact(pattern, line, at, end)]
            if fits:
                found.append((offset + at, offset + fits[0]))
            at = fits[0] if fits else at + 1
        offset += len(line) + 1
    return found


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("第.{1,3}条", "第一条和第二十条。", ["第一条", "第二十条"]),
        ("产教.{0,3}融合", "产教融合，产教深度融合\n产教\n融合", ["产教融合", "产教深度融合"]),
        ("^第", "第一\n第二第", ["第", "第"]),
        ("条$", "一条\n条二条", ["条", "条"]),
        (".{0,2}改革", "深化改革开放改革", ["深化改革", "开放改革"]),
    ],
)
def test_worked_examples(pattern, text, found):
    assert [text[a:b] for a, b in RegexSpans(pattern).find(text)] == found


@pytest.mark.parametrize("pattern", ["a*", "", "a?b*", "^", "$", "^$", "(a|b*)", "(a*)+"])
def test_a_pattern_that_fits_nothing_at_all_is_refused(pattern):
    with pytest.raises(BadPattern, match="empty"):
        RegexSpans(pattern)


@pytest.mark.parametrize("pattern", ["[^x]*y", ".*.*.*b", "(a+)+b", "a.*b|a.*c"])
def test_beginnings_that_lead_nowhere_take_no_time(pattern, in_step):
    spans = RegexSpans(pattern)
    assert spans.find("a" * 20_000) == []
    assert spans.find(("a" * 200 + "\n") * 100 + "b") in ([], [(20_100, 20_101)])
    in_step(lambda length: spans.find("a" * length), 20_000)
    in_step(lambda lines: spans.find(("a" * 200 + "\n") * lines + "b"), 100)


def test_a_match_has_no_more_characters_than_it_may(monkeypatch):
    monkeypatch.setattr(regex_spans, "MOST_CHARACTERS", 5)
    assert RegexSpans("a+").find("a" * 12) == [(0, 5), (5, 10), (10, 12)]
