"""The lexicon holds what it promises, finds it on the characters, and refuses bad files."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntext.errors import UsageProblem
from cntext.lexicon import Concept, Lexicon, load_lexicon
from cntext.lexicon.files import _heads, _line_of_entry, read_lexicon_file
from cntext.resources import shipped

# ---------------------------------------------------------------- the shipped files


@pytest.fixture(scope="module")
def lexicon():
    return load_lexicon()


def test_there_are_at_least_400_concepts_and_120_vocational_in_several_categories(lexicon):
    assert len(lexicon) >= 400
    assert sum(concept.category == "vocational" for concept in lexicon.concepts) >= 120
    files = {path.stem for path in shipped("lexicon").glob("*.toml")}
    assert {concept.category for concept in lexicon.concepts} == files
    assert {name for name, _ in lexicon.sources} == {f"{name}.toml" for name in files}


@pytest.mark.parametrize(
    "phrase", ["产教融合", "科教融汇", "双高", "校企合作", "党的二十大精神", "现代化产业体系"]
)
def test_the_phrases_of_the_main_job_are_listed(lexicon, phrase):
    assert phrase in lexicon
    assert lexicon.concept_of[phrase].forms


def test_no_form_belongs_to_two_concepts(lexicon):
    # Counted before loading: a later file would win over an earlier one in silence.
    seen: dict[str, str] = {}
    for concept in (
        concept
        for path in sorted(shipped("lexicon").glob("*.toml"))
        for concept in load_lexicon([str(path)], default=False).concepts
    ):
        for form in concept.forms:
            assert form not in seen, f"{form}: {seen.get(form)} and {concept.name}"
            seen[form] = concept.name
    assert len(seen) == len(lexicon.forms)


def test_forms_are_written_as_the_readme_says(lexicon):
    for form in lexicon.forms:
        assert re.fullmatch(r"[\u4e00-\u9fff〇A-Za-z0-9+·、，]{2,64}", form), form


def test_every_concept_has_a_gloss_and_a_sensible_year(lexicon):
    for concept in lexicon.concepts:
        assert concept.gloss, concept.name
        assert concept.gloss.isascii() or not re.search("[\u4e00-\u9fff]", concept.gloss), (
            concept.name
        )
        assert concept.since is None or 1949 <= concept.since <= 2026, concept.name


def test_every_guard_holds_a_form_of_its_concept_and_is_longer(lexicon):
    for concept in lexicon.concepts:
        for guard in concept.guards:
            assert any(form in guard and form != guard for form in concept.forms), (
                concept.name,
                guard,
            )
            assert guard not in concept.forms, (concept.name, guard)


def test_the_lexicon_finds_the_phrases_of_the_real_page(shared, lexicon):
    text = (shared / "newspaper_page.txt").read_text("utf-8")
    found = [text[start:end] for start, end in lexicon.find(text)]
    assert found.count("科教融汇") == 8
    assert found.count("党的二十大精神") == 18
    assert sum("产教融合" in unit for unit in found) == 14


# ---------------------------------------------------------------- finding


def lexicon_of(**concepts):
    """Return a lexicon of ``name=(forms, guards)``; a name alone is its only form."""
    return Lexicon(
        Concept(name, "test", (name, *forms), guards=tuple(guards))
        for name, (forms, guards) in concepts.items()
    )


def found(text, lexicon):
    return [text[start:end] for start, end in lexicon.find(text)]


def test_a_phrase_is_found_wherever_it_stands():
    lexicon = lexicon_of(产教融合=((), ()), 双高=(("双高计划",), ()))
    assert lexicon.find("双高，深化产教融合；双高计划") == [(0, 2), (5, 9), (10, 14)]


def test_places_count_characters_not_bytes_or_utf16_units():
    assert lexicon_of(双高=((), ())).find("𠮷😀é双高") == [(3, 5)]


def test_the_longest_of_those_that_begin_first_is_taken():
    lexicon = lexicon_of(党的二十大=((), ()), 党的二十大精神=((), ()), 精神文明=((), ()))
    assert found("党的二十大精神文明", lexicon) == ["党的二十大精神"]


def test_a_form_inside_a_guard_is_not_counted_and_one_beside_it_is():
    lexicon = lexicon_of(双高=((), ["双高人群", "是双高人"]))
    assert found("双高人群体检", lexicon) == []
    assert found("双高，双高人群", lexicon) == ["双高"]
    assert lexicon.find("双高双高人群") == [(0, 2)]


def test_a_guard_does_not_swallow_the_beginning_of_another_phrase():
    lexicon = lexicon_of(双高=((), ["双高人群"]), 群众路线=((), ()))
    assert found("双高人群众路线", lexicon) == ["群众路线"]


def test_a_guard_does_not_swallow_the_end_of_another_phrase():
    lexicon = lexicon_of(双高=((), ["双高人群"]), 落实双高=((), ()))
    assert found("落实双高人群", lexicon) == ["落实双高"]


def test_a_guard_works_where_another_phrase_overlaps_its_beginning():
    lexicon = lexicon_of(职教=((), ["高职教育"]), 提高=((), ()))
    assert found("提高职教育", lexicon) == ["提高"]


def test_a_form_that_sticks_out_of_the_guard_is_counted():
    lexicon = lexicon_of(双高=(("双高人群体",), ["双高人群"]))
    assert found("双高人群体", lexicon) == ["双高人群体"]


def test_a_guard_that_is_a_form_of_another_concept_is_counted_as_that():
    lexicon = lexicon_of(职业教育=(["职教"], ["高职教育"]), 高等职业教育=(["高职教育"], ()))
    assert found("高职教育和职教", lexicon) == ["高职教育", "职教"]


def test_a_guard_of_one_concept_does_not_hide_another_concept():
    lexicon = lexicon_of(东西协作=((), ["职业教育东西协作"]), 职业教育=((), ()))
    assert found("职业教育东西协作", lexicon) == ["职业教育"]


def test_a_guarded_form_leaves_room_for_one_that_overlaps_it():
    # 甲乙 is guarded in 甲乙丙; 乙丙, which it would have blocked, is counted.
    assert found("甲乙丙", lexicon_of(甲乙=((), ["甲乙丙"]), 乙丙=((), ()))) == ["乙丙"]


def obvious(text, forms, guards):
    """Return what `find` must, tried place by place; ``guards`` maps a form to its guards."""
    places, at = [], 0
    while at < len(text):
        fitting = [
            form
            for form in forms
            if text.startswith(form, at)
            and not any(
                text.startswith(guard, i)
                for guard in guards.get(form, ())
                for i in range(max(at + len(form) - len(guard), 0), at + 1)
                if guard != form
            )
        ]
        length = max(map(len, fitting), default=0)
        if length:
            places.append((at, at + length))
        at += length or 1
    return places


STRINGS = st.text("甲乙丙", min_size=2, max_size=5)


@given(
    st.text("甲乙丙", max_size=40),
    st.dictionaries(STRINGS, st.sets(STRINGS, max_size=2), max_size=5),
)
def test_finding_says_the_same_as_the_obvious_way(text, guards):
    lexicon = Lexicon(Concept(f, "t", (f,), guards=tuple(g)) for f, g in guards.items())
    assert lexicon.find(text) == obvious(text, guards, guards)


@given(st.text("甲乙丙", max_size=40), st.sets(STRINGS, max_size=5))
def test_no_two_found_phrases_overlap(text, forms):
    places = Lexicon(Concept(f, "t", (f,)) for f in forms).find(text)
    assert all(before[1] <= after[0] for before, after in pairwise(places))


def test_an_empty_lexicon_finds_nothing():
    assert Lexicon([]).find("产教融合") == []


# ---------------------------------------------------------------- the user's files


@pytest.fixture
def write(tmp_path):
    def write_file(data: str | bytes, name: str = "mine.toml") -> str:
        path = tmp_path / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return str(path)

    return write_file


def test_a_toml_file_gives_concepts(write):
    path = write(
        '["双高计划"]\nen = "Double High"\nforms = ["双高"]\nsince = 2019\nnot = ["双高人群"]\n'
    )
    (concept,) = load_lexicon([path], default=False).concepts
    assert concept == Concept(
        "双高计划", "mine", ("双高计划", "双高"), "Double High", 2019, ("双高人群",)
    )


def test_a_text_file_gives_one_phrase_a_line(write):
    path = write(
        "\ufeff# 我的短语\r\n产教融合\r\n\r\n 数字\u200b人文 \r\n",
        "mine.txt",
    )
    assert load_lexicon([path], default=False).forms == ("产教融合", "数字人文")


def test_a_user_concept_merges_with_its_namesake_and_its_forms_win(write, lexicon):
    path = write(
        '["双高计划"]\nforms = ["双高项目"]\nnot = ["双高血压"]\n["我的概念"]\nforms = ["职教"]\n'
    )
    mine = load_lexicon([path])
    double = mine.concept_of["双高项目"]
    assert double is mine.concept_of["双高计划"] is mine.concept_of["双高"]
    assert double.category == "vocational"
    assert {"双高人群", "双高血压"} <= set(double.guards)
    assert mine.concept_of["职教"].name == "我的概念"
    assert mine.concept_of["职业教育"].forms[0] == "职业教育"
    assert "职教" not in mine.concept_of["职业教育"].forms
    assert mine.sources[-1][0] == "mine.toml"


def test_a_concept_that_replaces_leaves_nothing_of_its_namesake(write):
    mine = load_lexicon([write('["双高计划"]\nforms = ["双高"]\nreplace = true\n')])
    assert mine.concept_of["双高"] == Concept("双高计划", "mine", ("双高计划", "双高"))
    assert "双高建设" not in mine


def test_a_bare_phrase_that_is_listed_already_changes_nothing(write, lexicon):
    for path in (write("职教\n数字人文\n", "mine.txt"), write('["职教"]\n["数字人文"]\n')):
        mine = load_lexicon([path])
        assert mine.concept_of["职教"].name == "职业教育"
        assert mine.concept_of["数字人文"].category == "mine"
        assert len(mine) == len(lexicon) + 1


def test_a_full_name_is_a_form(write):
    path = write('["双高"]\nfull = "中国特色高水平高职学校和专业建设计划"\n')
    (concept,) = load_lexicon([path], default=False).concepts
    assert concept.full == "中国特色高水平高职学校和专业建设计划"
    assert concept.forms == ("双高", concept.full)


def test_files_can_stand_alone_or_be_left_out(write):
    assert len(load_lexicon([], default=False)) == 0
    assert len(load_lexicon([write("产教融合\n", "a.txt")], default=False)) == 1


@pytest.mark.parametrize(
    ("data", "entry", "message"),
    [
        ("[甲乙\nx=", "", "TOML"),
        ("x = " + "9" * 5000, "", "TOML"),
        ("a = " + "[" * 100_000, "", "TOML"),
        ('["甲乙"]\nformz = []\n', "甲乙", "did you mean forms"),
        ('["甲乙"]\nforms = "丙丁"\n', "甲乙", "list of strings"),
        ('["甲乙"]\nforms = [1]\n', "甲乙", "list of strings"),
        ('["甲乙"]\nnot = "丙丁"\n', "甲乙", "list of strings"),
        ('["甲乙"]\nsince = "2019"\n', "甲乙", "year"),
        ('["甲乙"]\nsince = true\n', "甲乙", "year"),
        ('["甲"]\n', "甲", "2-64 characters"),
        ('["甲乙"]\nforms = ["' + "长" * 65 + '"]\n', "甲乙", "2-64 characters"),
        ('["甲乙"]\nforms = ["丙 丁"]\n', "甲乙", "white space"),
        ('["甲乙"]\nforms = ["\\u001b[31m 红"]\n', "甲乙", "\\x1b"),
        ('["甲乙"]\nforms = ["丙丁"]\n["戊己"]\nforms = ["丙丁"]\n', "戊己", "already a form"),
        ('["甲乙"]\nforms = [""]\n', "mine.toml:2: 甲乙", "empty form"),
        ('["甲乙"]\nforms = [\n"丙丁",\n"' + "长" * 10_000 + '"]\n', "mine.toml:4", "10,000"),
        ('["甲乙"]\nen = "x"\nforms = ["产教.{0,3}融合"]\n', "mine.toml:3", "regular expression"),
        ('["甲乙"]\nnot = ["[甲乙]丙"]\n', "mine.toml:2", "regular expression"),
        ('["甲乙"]\nfull = 3\n', "mine.toml:1", "full must be a string"),
        ('["甲乙"]\nreplace = "yes"\n', "mine.toml:1", "true or false"),
        ("甲乙 = 1\n".replace("甲乙", '"甲乙"'), "甲乙", "table"),
        ('["甲乙"]\n["甲乙"]\n', "", "TOML"),
        (b'["\xff\xfe"]\n', "byte 3", "UTF-8"),
        ('["甲乙"]\n'.encode("gbk"), "byte", "UTF-8"),
    ],
)
def test_a_bad_file_is_a_usage_problem_with_file_and_entry(write, data, entry, message):
    with pytest.raises(UsageProblem) as problem:
        load_lexicon([write(data)], default=False)
    said = problem.value.say("en")
    assert "mine.toml" in problem.value.where
    assert entry in problem.value.where
    assert message in said
    assert said.replace("\n", " ").isprintable()


@pytest.mark.parametrize("line", ["甲", "长" * 65, "两个 词", "产教融合", "产教.*融合", "红\x1b字"])
def test_a_bad_line_of_a_text_file_is_named_by_its_number(write, line):
    with pytest.raises(UsageProblem) as problem:
        load_lexicon([write(f"产教融合\n{line}\n", "mine.txt")])
    assert problem.value.where.endswith("mine.txt:2")


@pytest.mark.parametrize("name", ["none.toml", "."])
def test_a_file_that_cannot_be_read_is_a_usage_problem(tmp_path, name):
    with pytest.raises(UsageProblem) as problem:
        load_lexicon([str(tmp_path / name)])
    assert problem.value.where == str(tmp_path / name)


# ---------------------------------------------------------------- where an entry begins

_NAMES = st.text("ab\"'= x", min_size=1, max_size=4).filter(lambda name: " =" not in name)
_LINES = st.lists(st.text("ab\"'=[] x", max_size=8), max_size=6)


@given(_NAMES, _LINES, st.sampled_from(["[{}]", '["{}"]', "['{}']", "{} = 1", '"{}" = {{}}']))
def test_one_pass_finds_the_lines_that_a_search_for_each_name_finds(name, lines, head):
    lines = [*lines, "  " + head.format(name), *lines]
    assert _heads(lines).get(name, 0) == _line_of_entry(lines, name)


@pytest.mark.parametrize("path", sorted(shipped("lexicon").glob("*.toml")), ids=lambda p: p.stem)
def test_the_lines_of_the_shipped_concepts_are_those_of_the_slow_search(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    entries = read_lexicon_file(path).entries
    assert entries
    assert all(e.line == _line_of_entry(lines, e.concept.name) > 0 for e in entries)
