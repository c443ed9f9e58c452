"""The query language: what is read, and where it is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntext.errors import UsageProblem
from cntext.query.cql import MAX_LENGTH, parse
from cntext.query.tree import (
    All,
    Attribute,
    Either,
    Leaf,
    Not,
    One,
    Repeat,
    Some,
    Then,
    Within,
    longest,
    shortest,
    size,
)


def word(pattern, at):
    return Leaf(Attribute.WORD, pattern, at)


def test_a_query_is_read_as_a_tree():
    query = parse('[word="深化"] []{0,2} [pos="n.*"] within s')
    assert query.within is Within.SENTENCE
    assert query.pattern == Then(
        (
            One(word("深化", 7)),
            Repeat(One(All()), 0, 2),
            One(Leaf(Attribute.POS, "n.*", 26)),
        )
    )
    assert query.asks_for(Attribute.POS)
    assert not query.asks_for(Attribute.CONCEPT)


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ('"深化"', One(word("深化", 1))),
        ("“深化”", One(word("深化", 1))),
        ("'深化'", One(word("深化", 1))),
        ('[word!="a"]', One(Not(word("a", 8)))),
        ('[!word="a"]', One(Not(word("a", 8)))),
        ('[word="a" & pos="v"]', One(All((word("a", 7), Leaf(Attribute.POS, "v", 17))))),
        ('[tag="v"]', One(Leaf(Attribute.POS, "v", 6))),
        ('[word="a"|word="b"]', One(Some((word("a", 7), word("b", 16))))),
        ('"a" | "b"', Either((One(word("a", 1)), One(word("b", 7))))),
        ('("a" | "b")+', Repeat(Either((One(word("a", 2)), One(word("b", 8)))), 1, None)),
        ('"a"{2}', Repeat(One(word("a", 1)), 2, 2)),
        ('"a"{2,}', Repeat(One(word("a", 1)), 2, None)),
        ('"b" "a"{,2}', Then((One(word("b", 1)), Repeat(One(word("a", 5)), 0, 2)))),
        (r'"say \"a\" \d"', One(word(r'say "a" \d', 1))),
    ],
)
def test_what_can_be_written(text, pattern):
    assert parse(text).pattern == pattern


@pytest.mark.parametrize(
    ("text", "at", "says"),
    [
        ('[word="深化"', 1, "never closed"),
        ('[word="深化]', 7, "quote"),
        ('[wrod="a"]', 2, "expected word, pos or concept"),
        ('[word~"a"]', 6, "expected = or !="),
        ("[word=a]", 7, "quoted word"),
        ('"a" within x', 12, "within s"),
        ('"a" "b"{2,1}', 8, "count"),
        ('"a" )', 5, "no meaning"),
        ('("a"', 1, "never closed"),
        ("", 1, "expected"),
        ("[]*", 1, "no token"),
        ('"a"? []{0,3}', 1, "no token"),
        ('"a"{999}', 1, "too many"),
        ("(" * 99 + '"a"' + ")" * 99, 52, "too deep"),
        ('"' + "a" * MAX_LENGTH + '"', MAX_LENGTH + 1, "longer"),
    ],
)
def test_a_query_that_is_wrong_says_where(text, at, says):
    with pytest.raises(UsageProblem) as caught:
        parse(text)
    line = caught.value.say("en")
    assert f"at character {at}: " in line
    assert says in line
    assert "⟨?⟩" in line
    assert "\n" not in line


@given(st.text('[]()"“”=!&|{},0123*+?\\ wordpsinth深', max_size=40))
def test_any_text_is_a_query_or_one_clear_line(text):
    try:
        query = parse(text)
    except UsageProblem as problem:
        assert "\n" not in problem.say("en")  # noqa: PT017
    else:
        most = longest(query.pattern)
        assert 1 <= shortest(query.pattern) <= size(query.pattern)
        assert most is None or most >= shortest(query.pattern)
