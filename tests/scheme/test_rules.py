"""Rules: what they say as trees, what is refused, and where they hold, against slow references."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntext.errors import Both
from cntext.scheme.coding import Coder, unit_spans
from cntext.scheme.model import Category, CodingRule, Scheme, Unit
from cntext.scheme.rules import RuleFault, parse_rule
from cntext.scheme.tree import And, Near, Not, Or, Ref, Term, near
from cntext.text.sentences import sentence_spans

A, B, C = Term("甲"), Term("乙"), Term("丙")


@pytest.mark.parametrize(
    ("source", "rule"),
    [
        ("甲", A),
        ("甲 OR 乙 AND 丙", Or((A, And((B, C))))),  # AND binds closer than OR
        ("(甲 OR 乙) AND 丙", And((Or((A, B)), C))),
        ("（甲 OR 乙） AND 丙", And((Or((A, B)), C))),
        ("甲 AND NOT 乙", And((A, Not(B)))),
        ("甲 AND NOT NOT 乙", And((A, B))),
        ("甲 NEAR/6 乙", Near(A, B, 6)),
        ("甲 BEFORE/6 乙 NEAR/2 丙", Near(Near(A, B, 6, ordered=True), C, 2)),
        ("NOT 甲 NEAR/6 乙 AND 丙", And((Not(Near(A, B, 6)), C))),
        ("@供给型 AND 甲", And((Ref("供给型"), A))),
        ('"AND" OR “甲 乙”', Or((Term("AND"), Term("甲 乙")))),
        ("甲*乙 OR 丙?丁", Or((Term("甲*乙"), Term("丙?丁")))),
    ],
)
def test_a_rule_is_read_as_it_is_written(source, rule):
    assert parse_rule(source) == (rule, Unit.SENTENCE)


def test_within_says_what_a_rule_must_hold_in():
    assert parse_rule("甲 AND 乙 WITHIN paragraph").within is Unit.PARAGRAPH
    assert parse_rule("甲", Unit.DOCUMENT).within is Unit.DOCUMENT


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("甲 XOR 乙", "unknown operator XOR"),
        ("甲 NEER/3 乙", "unknown operator NEER/3"),
        ("NEER/3 乙", "unknown operator NEER/3"),
        ("甲 NEAR 乙", "NEAR lacks its distance"),
        ("甲 NEAR/2000 乙", "has a distance of 2,000"),
        ("甲" + " NEAR/1 甲" * 2000, "more than 50 NEAR in a row"),
        ("甲 乙", "lacks an operator before '乙'"),
        ("甲 AND", "is not finished"),
        ("", "is not finished"),
        ("AND 甲", "lacks a term before AND"),
        ("(甲 OR 乙", "lacks a bracket"),
        ("甲) OR 乙", "a bracket ) too many"),
        ('"甲', "a quote that is not closed"),
        ("NOT 甲", "says only what must not be there"),
        ("NOT 甲 OR 乙", "says only what must not be there"),
        ("甲 NEAR/3 (NOT 乙)", "a NOT alone on one side of NEAR"),
        ("甲 WITHIN page", "'page' is no scope"),
        ("@ AND 甲", "lacks the name after @"),
        ("甲*", "begins or ends with a wildcard"),
        ("[甲]", "no regular expression"),
        ("(" * 60 + "甲" + ")" * 60, "brackets more than 50 deep"),
    ],
)
def test_what_is_no_rule_is_refused_with_a_remedy(source, what):
    with pytest.raises(RuleFault) as fault:
        parse_rule(source)
    assert what in fault.value.what.en
    assert fault.value.remedy.zh
    assert fault.value.remedy.en


def test_a_misspelt_operator_is_guessed():
    with pytest.raises(RuleFault) as fault:
        parse_rule("甲 NEER/3 乙")
    assert fault.value.remedy.en == "did you mean NEAR?"


# ---------------------------------------------------------------- NEAR, slowly

SPANS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 4)).map(lambda s: (s[0], s[0] + s[1])), max_size=8
).map(lambda spans: sorted(set(spans)))


def near_slowly(left, right, distance, *, ordered):
    found = set()
    for start, end in left:
        choices = []
        for s, e in right:
            if s >= end and s - end <= distance:
                choices.append((s - end, 0, e - s, (start, e)))
            elif e <= start and start - e <= distance and not ordered:
                choices.append((start - e, 1, e - s, (s, end)))
        if choices:
            found.add(min(choices)[3])
    return sorted(found)


@given(SPANS, SPANS, st.integers(0, 12), st.booleans())
def test_near_finds_what_a_search_of_all_pairs_finds(left, right, distance, ordered):
    assert near(left, right, distance, ordered=ordered) == near_slowly(
        left, right, distance, ordered=ordered
    )


# ---------------------------------------------------------------- whole rules, slowly

WORDS = ("甲", "乙", "甲乙", "丙")


def written(rule):
    """Return the source of a rule, every part in brackets."""
    match rule:
        case Near(left, right, distance, ordered):
            return (
                f"({written(left)} {'BEFORE' if ordered else 'NEAR'}/{distance} {written(right)})"
            )
        case And(parts):
            return "(" + " AND ".join(map(written, parts)) + ")"
        case Or(parts):
            return "(" + " OR ".join(map(written, parts)) + ")"
        case Not(part):
            return f"(NOT {written(part)})"
        case _:
            return rule.text


def holds_slowly(rule, text):
    """Return where a rule holds in a sentence, by looking everywhere; None where it does not."""
    match rule:
        case Near(left, right, distance, ordered):
            a, b = holds_slowly(left, text), holds_slowly(right, text)
            return (near_slowly(a, b, distance, ordered=ordered) or None) if a and b else None
        case And(parts):
            each = [holds_slowly(part, text) for part in parts]
            return None if None in each else sorted({s for one in each for s in one})
        case Or(parts):
            each = [one for part in parts if (one := holds_slowly(part, text)) is not None]
            return sorted({s for one in each for s in one}) if each else None
        case Not(part):
            return [] if holds_slowly(part, text) is None else None
        case _:
            found, free = [], 0
            for i in range(len(text)):
                if i >= free and text.startswith(rule.text, i):
                    free = i + len(rule.text)
                    found.append((i, free))
            return found or None


TERM = st.sampled_from(WORDS).map(Term)
POSITIVE = st.recursive(
    TERM,
    lambda inner: st.one_of(
        st.builds(Near, inner, inner, st.integers(0, 5), st.booleans()),
        st.tuples(inner, inner).map(Or),
        st.tuples(inner, inner).map(And),
        st.tuples(inner, inner).map(lambda parts: And((parts[0], Not(parts[1])))),
    ),
    max_leaves=6,
)


@given(POSITIVE, st.text("甲乙丙丁，。\n", max_size=40))
def test_a_rule_holds_in_the_sentences_in_which_a_slow_search_says_so(rule, text):
    parsed = parse_rule(written(rule))
    category = Category("类", rules=(CodingRule("规则", *parsed),))
    hits = Coder(Scheme("s", Both("", ""), (category,))).code(text).hits
    expected = []
    for begin, close in sentence_spans(text):
        here = holds_slowly(rule, text[begin:close])
        if here:
            expected.append((begin + min(s for s, _ in here), begin + max(e for _, e in here)))
    assert [(hit.start, hit.end) for hit in hits] == expected


@given(st.text("甲。 \n", max_size=30), st.sampled_from(list(Unit)))
def test_units_hold_every_character_that_is_not_white_space_once(text, unit):
    inside = [i for begin, close in unit_spans(text, unit) for i in range(begin, close)]
    assert len(inside) == len(set(inside))
    assert {i for i, c in enumerate(text) if not c.isspace()} <= set(inside)
