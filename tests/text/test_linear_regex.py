"""The linear matcher says what Python's re says, and cannot be kept busy."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntext.text.linear_regex import BadPattern, compile_linear

ATOMS = st.sampled_from(["a", "b", "中", ".", "[ab]", "[^a]", r"\d", r"\W", "[a-c]", "^", "$", ""])


def grown(inner):
    return st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map(lambda two: f"(?:{two[0]}|{two[1]})"),
        st.tuples(inner, st.sampled_from(["*", "+", "?", "{2}", "{0,2}", "{1,}", "*?"])).map(
            lambda two: f"(?:{two[0]}){two[1]}"
        ),
    )


@given(st.recursive(ATOMS, grown, max_leaves=8), st.text("abc1中\n", max_size=8))
def test_it_finds_what_python_finds(pattern, text):
    assert compile_linear(pattern).search(text) == bool(
        re.search(pattern.replace("$", r"\Z"), text)
    )


@pytest.mark.parametrize("pattern", ["(a+)+$", "^(a|aa)*$", "a*a*a*a*b", "(?:a?){50}a{50}b"])
def test_what_keeps_python_busy_for_ever_takes_no_time(pattern, in_step):
    compiled = compile_linear(pattern)
    assert not compiled.search("a" * 20_000 + "c")
    in_step(lambda length: compiled.search("a" * length + "c"), 20_000)


@pytest.mark.parametrize(
    "pattern", ["(", ")", "[a", "*a", "a**", "a{2", "a{3,2}", "(?=a)", r"\1", "\\", "[b-a]", "^*", "((?:){999}){999}"]
)  # fmt: skip
def test_what_is_not_understood_is_refused(pattern):
    with pytest.raises(BadPattern):
        compile_linear(pattern)


@given(st.text("ab()[]{}|*+?^$\\.-,1中dwx", max_size=40), st.text(max_size=20))
def test_every_pattern_is_a_matcher_or_refused(pattern, text):
    try:
        compile_linear(pattern).search(text)
    except BadPattern as bad:
        assert 0 <= bad.at <= len(pattern)  # noqa: PT017
