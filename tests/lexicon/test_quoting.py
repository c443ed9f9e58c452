"""Quotation marks inside a form do not hide it, and do not make one of two things."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntext.lexicon import Concept, Lexicon

PAIRS = {"“": "”", "‘": "’"}


def lexicon(*forms, **guards):
    return Lexicon(
        Concept(form, "t", (form,), guards=tuple(guards.get(form, ()))) for form in forms
    )


def written(text, *forms):
    return [hit.written for hit in lexicon(*forms).scan(text)[0]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("双高计划", ["双高计划"]),
        ("“双高”计划", ["“双高”计划"]),
        ("“双高计划”", ["双高计划"]),
        ("新“双‘高’”计划", ["“双‘高’”计划"]),
        ("双“高计划”", ["双“高计划”"]),
        ("「双高」计划", ["「双高」计划"]),
        ("“双”“高计划”", []),
        ("双高”计划", []),
        ("双“高计划", []),
        ("“双高’计划", []),
    ],
)
def test_a_form_with_marks_in_it_is_met_as_it_is_written(text, found):
    assert written(text, "双高计划") == found


def test_a_form_listed_with_marks_meets_the_bare_one_too():
    assert written("“双高”计划，双高计划", "“双高”计划") == ["“双高”计划", "双高计划"]
    assert [hit.form for hit in lexicon("“双高”计划", "双高计划").scan("“双高”计划")[0]] == [
        "双高计划"
    ]


def test_a_guard_holds_where_it_is_written_with_marks():
    hits, dropped = lexicon("双高", 双高=["双高人群"]).scan("“双高”人群体检，双高")
    assert [(hit.start, hit.written) for hit in hits] == [(9, "双高")]
    assert [(drop.start, drop.form, drop.guard) for drop in dropped] == [(1, "双高", "双高人群")]


def test_units_hold_no_marks_and_lists_of_forms_are_no_units():
    both = lexicon("双高", "双高计划", "新工科", "新医科", "新工科、新医科")
    text = "“双高”计划和新工科、新医科"
    assert [text[a:b] for a, b in both.find(text)] == ["双高", "新工科", "新医科"]
    assert "新工科、新医科" in [hit.form for hit in both.scan(text)[0]]


def balanced(string):
    opened = []
    for i, mark in enumerate(string):
        if mark in PAIRS:
            if i and string[i - 1] in PAIRS.values():
                return False
            opened.append(PAIRS[mark])
        elif mark in PAIRS.values() and (not opened or opened.pop() != mark):
            return False
    return not opened


def obvious(text, form):
    """Return the spans of ``form``, marks and all, tried one by one; of each place the shortest."""
    best = {}
    for a in range(len(text)):
        for b in range(a + 1, len(text) + 1):
            letters = [i for i in range(a, b) if text[i] not in "“”‘’"]
            if "".join(text[i] for i in letters) == form and balanced(text[a:b]):
                key = (letters[0], letters[-1])
                if key not in best or b - a < best[key][1] - best[key][0]:
                    best[key] = (a, b)
    return sorted(best.values())


@given(st.text("甲乙“”‘’", max_size=14), st.text("甲乙", min_size=2, max_size=4))
def test_finding_through_marks_says_the_same_as_the_obvious_way(text, form):
    assert [(hit.start, hit.end) for hit in lexicon(form).scan(text)[0]] == obvious(text, form)
