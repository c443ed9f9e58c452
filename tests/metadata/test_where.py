"""--where: what it chooses, what it refuses, and that nothing else can come of it."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cntext.errors import UsageProblem
from cntext.metadata.where import selected, where, where_note
from cntext.model import Document

A = Document(
    "a",
    "产教融合",
    title="开放",
    date="2019-03-26",
    source="人民日报",
    meta={"级别": "3", "非遗": "x"},
)
B = Document("b", "", title="b", date="2019", meta={"级别": "1,200"})
C = Document("c", "")
DOCUMENTS = (A, B, C)


def chosen(expression):
    return "".join(d.id for d in selected(DOCUMENTS, where(expression)))


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ('year>=2019 and source=="人民日报"', "a"),
        ("年份>=2019且来源==“人民日报”", "a"),
        ("（year ＞＝ 2019）或 级别＝3", "ab"),
        ("非(年份<2019)", "abc"),
        ("date>=2019-03", "a"),
        ("date<='2019-03'", "a"),  # at the precision asked for
        ("date>2019", ""),
        ("date==2019", "ab"),
        ("date<2019-04", "a"),  # 2019 alone is not known to be before April
        ('date==""', "c"),
        ('date!=""', "ab"),
        ("not date", "c"),
        ("month==3", "a"),
        ('month>="2019-02"', "a"),
        ("month(date) in (1, 3)", "a"),
        ("year(date)==2019", "ab"),
        ("year!=2018", "ab"),  # no year is not another year
        ("not year==2018", "abc"),
        ("2018<=year<2019", ""),
        ("2018 < year", "ab"),
        ("级别>2", "ab"),
        ("`级别`==1200", "b"),
        ('source!="光明日报"', "abc"),
        ('source in ("人民日报", "光明日报",)', "a"),
        ('source not in ("人民日报")', "bc"),
        ('标题包含"开"', "a"),
        ('标题不包含"开"', "bc"),
        ('text contains "产教融合"', "a"),
        ('title=~"^开.$"', "a"),
        ("has(author) or has(级别)", "ab"),
        ("has(不存在)", ""),
        ("级别", "ab"),
        ('非遗=="x"', "a"),
        ("not not year", "ab"),
        ('title=="b" || !title', "bc"),
    ],
)
def test_it_chooses(expression, expected):
    assert chosen(expression) == expected


@pytest.mark.parametrize(
    ("expression", "place", "message"),
    [
        ("", 1, "expected"),
        ("year>=", 7, "expected"),
        ("(year>1", 8, ") is expected"),
        ('source=="x', 9, "never closed"),
        ("year>2019 2", 11, "and or or"),
        ("1", 1, "compared with nothing"),
        ("foo(x)", 1, "no function"),
        ('date>="abc"', 7, "no date"),
        ('title=~"(a"', 9, "never closed"),
        ("title=~title", 8, "pattern"),
        (f'title=~"{"a" * 201}"', 8, "longer"),
        ("(year>1)>2", 1, "yes or no"),
        ("(" * 150, 102, "too deep"),
        ("not " * 150 + "year", 405, "too deep"),
        ("year in 2", 9, "( is expected"),
        ("@", 1, "no meaning"),
        ("yaer>2", 1, "did you mean year"),
        ("year>1 and 级刘>2", 12, "no document has"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(expression, place, message):
    with pytest.raises(UsageProblem) as caught:
        chosen(expression)
    said = caught.value.say("en")
    assert f"at character {place}:" in said
    assert message in said
    assert "⟨?⟩" in said


YEARS = st.integers(1990, 2030)
SIGNS = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])


@st.composite
def questions(draw, depth=3):
    """An expression of ours and the same one of Python's."""
    if depth == 0 or draw(st.booleans()):
        sign, year = draw(SIGNS), draw(YEARS)
        return f"year{sign}{year}", f"y{sign}{year}"
    kind = draw(st.sampled_from(["and", "or", "not"]))
    a = draw(questions(depth - 1))
    if kind == "not":
        return f"not ({a[0]})", f"not ({a[1]})"
    b = draw(questions(depth - 1))
    word = draw(st.sampled_from({"and": ["and", "且", "&&"], "or": ["or", "或", "||"]}[kind]))
    return f"({a[0]}) {word} {b[0]}", f"({a[1]}) {kind} {b[1]}"


@given(questions(), YEARS)
def test_it_means_what_python_means(question, year):
    ours, theirs = question
    expected = eval(theirs, {"y": year})  # noqa: S307 (made above)
    assert where(ours)(Document("d", "", date=str(year))) == expected


WORDS = ["year", "date", "month", "title", "(", ")", "and", "或", "非", "not", "in", "contains", "==", "=~", ">",
         '"a"', "“2019”", "2019", "2019-03", ",", "has", "级别", "`", "\\", "'", "[", "*", " "]  # fmt: skip


@settings(max_examples=500)
@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=15).map("".join)))
@example("date==year")
@example("month<date")
@example("has(has)")
def test_nothing_but_a_choice_or_a_usage_problem_comes_of_any_text(text):
    try:
        asked = where(text)
        selected(DOCUMENTS, asked)
    except UsageProblem as problem:
        assert "\n" not in problem.say("zh")  # noqa: PT017
    else:
        assert all(asked(d) in {True, False} for d in DOCUMENTS)


def test_the_note_tells_how_many():
    assert where_note(where("year>1"), 2, 3).en == "--where year>1: 2 of 3 documents"
