"""A concept is put into a file whole, beside everything that stood there, or not at all."""

from pathlib import Path

import pytest

from cntext.errors import CntextError, UsageProblem
from cntext.lexicon import Concept, load_lexicon
from cntext.lexicon.files import parse_lexicon
from cntext.lexicon.writing import as_toml, with_concept

PATH = Path("mine.toml")
FILE = """# 我的 · Mine

["双高计划"]
# 第二期
forms = [
  "双高",
  "双高建设",
]
since = 2019

# 下一条
["数字人文"]
en = "digital \\"humanities\\""
"""


def parsed(text):
    file = parse_lexicon(PATH, text)
    assert file.problems == ()
    return {entry.concept.name: entry.concept for entry in file.entries}


def test_a_concept_written_and_read_is_the_same():
    concept = Concept(
        "双高计划",
        "mine",
        ("双高计划", "双高", "全称甲乙"),
        'a "gloss" \\ 中',
        2019,
        ("双高人群",),
        "全称甲乙",
    )
    assert parsed(as_toml(concept, "一句\n注释"))["双高计划"] == concept
    assert "# 一句 注释\n" in as_toml(concept, "一句\n注释")


def test_a_new_concept_is_appended():
    new = with_concept(PATH, FILE, Concept("智慧治理", "mine", ("智慧治理", "智治")))
    assert new.startswith(FILE)
    assert parsed(new)["智慧治理"].forms == ("智慧治理", "智治")
    assert with_concept(PATH, "", Concept("智慧治理", "mine", ("智慧治理",))) == '["智慧治理"]\n'


def test_forms_join_a_concept_and_all_else_stays():
    new = with_concept(
        PATH, FILE, Concept("双高计划", "mine", ("双高计划", "双高项目"), guards=("双高人群",))
    )
    assert parsed(new)["双高计划"].forms == ("双高计划", "双高", "双高建设", "双高项目")
    assert parsed(new)["双高计划"].guards == ("双高人群",)
    assert parsed(new)["双高计划"].since == 2019
    assert parsed(new)["数字人文"] == parsed(FILE)["数字人文"]
    for kept in ("# 我的 · Mine", "# 第二期", '\n# 下一条\n["数字人文"]'):
        assert kept in new


def test_a_concept_that_replaces_still_does():
    text = '["双高计划"]\nforms = ["双高"]\nreplace = true\n'
    assert "replace = true" in with_concept(
        PATH, text, Concept("双高计划", "m", ("双高计划", "甲乙"))
    )


@pytest.mark.parametrize("form", ["双高", "产教.*", "长" * 65, "两 个", ""])
def test_what_a_file_may_not_hold_is_refused(form):
    with pytest.raises(UsageProblem, match=r"mine\.toml"):
        with_concept(PATH, FILE, Concept("智慧治理", "mine", ("智慧治理", form)))


def test_what_cannot_be_edited_safely_is_left_alone():
    odd = '"双高计划".forms = ["双高"]\n'  # legal TOML, without a head to find
    with pytest.raises(CntextError, match="by hand"):
        with_concept(PATH, odd, Concept("双高计划", "mine", ("双高计划", "双高项目")))


def test_the_shipped_files_say_what_they_are(tmp_path):
    lexicon = load_lexicon()
    assert lexicon.category("vocational").zh == "职业教育"
    assert all(label.zh != name for name, label in lexicon.categories.items())
    assert lexicon.category("none").en == "none"
