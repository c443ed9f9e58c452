"""Scheme files: what they may hold; every fault is told with file, line and remedy."""

import pytest

from cntext.errors import UsageProblem
from cntext.scheme.files import load_scheme, parse_scheme
from cntext.scheme.model import Unit

GOOD = """# 我的方案 · My scheme
[scheme]
unit = "paragraph"
reach = 3
negators = ["不"]

["甲"]
en = "a"
["乙"]
parent = "甲"
weight = 2
terms = ["好"]
["丙"]
parent = "甲"
negated = "@乙"
["丙".terms]
"强" = 3
"弱" = -0.5
"""


def test_a_file_is_read_as_it_stands(tmp_path):
    scheme, problems = parse_scheme(tmp_path / "mine.toml", GOOD)
    assert not problems
    assert scheme.title == ("我的方案", "My scheme")
    assert scheme.unit is Unit.PARAGRAPH
    assert scheme.negation.words == ("不",)
    assert scheme.negation.reach == 3
    assert scheme.by_name["乙"].terms == {"好": 2.0}
    assert scheme.by_name["丙"].terms == {"强": 3.0, "弱": -0.5}
    assert scheme.by_name["丙"].negated == "乙"
    assert scheme.families == {"甲": ("甲", "乙", "丙"), "乙": ("乙",), "丙": ("丙",)}
    assert scheme.lines["乙"] == ("乙", "甲")


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ('["a"]\nterms = [', 2, "is not valid TOML"),
        ('["a"]\nterms = 甲\n', 2, "is not valid TOML"),
        ("", 0, "has no category"),
        ("[scheme]\nunit = 'page'\n['a']\nterms=['甲']", 2, "cannot be 'page'"),
        ("[scheme]\nreach = 0\n['a']\nterms=['甲']", 2, "reach must be"),
        ("[scheme]\nnegater = []\n['a']\nterms=['甲']", 2, "unknown key negater"),
        ('["a"]\nterm = ["甲"]', 2, "unknown key term"),
        ('["a"]\nterms = "甲"', 2, "terms must be a list of strings"),
        ('["a"]\nterms = [1]', 2, "terms must be a list of strings"),
        ('["a"]\nrules = {}', 2, "rules must be a list"),
        ('["a"]\nweight = true\nterms = ["甲"]', 2, "weight must be a number"),
        ('["a"]\nweight = 0\nterms = ["甲"]', 2, "0 is no weight"),
        ('["a"]\nweight = nan\nterms = ["甲"]', 2, "nan is no weight"),
        ('["a"]\nterms = { "甲" = inf }', 2, "inf is no weight"),
        ('["a"]\nterms = ["甲", "甲"]', 2, "stands here twice"),
        ('["a"]\nterms = [\n"甲",\n"*乙",\n]', 4, "begins or ends with a wildcard"),
        ('["a"]\nterms = ["甲"]\nnot = ["甲"]', 2, "is a term and a guard"),
        ('["_a"]\nterms = ["甲"]', 1, "begins with no _"),
        ('["a b"]\nterms = ["甲"]', 1, "has no white space"),
        ('["a"]\nen = "x"', 1, "is empty"),
        ('["a"]\nterms = []', 1, "is empty"),
        ('["a"]\nparent = "b"\nterms = ["甲"]', 2, "there is no category 'b'"),
        ('["a"]\nnegated = "@b"\nterms = ["甲"]', 2, "there is no category 'b'"),
        ('["a"]\nrules = ["@b AND 甲"]', 2, "there is no category 'b'"),
        ('["a"]\nrules = [\n"甲",\n"甲 XOR 乙",\n]', 4, "unknown operator XOR"),
        ('["a"]\nparent = "b"\n["b"]\nparent = "a"', 1, "categories form a circle"),
        ('["a"]\nparent = "a"\nterms = ["甲"]', 1, "categories form a circle"),
        ('["a"]\nrules = ["@b"]\n["b"]\nrules = ["@a"]', 1, "rules refer to one another in a circle"),
        ('["p"]\n["a"]\nparent = "p"\nrules = ["@p"]', 2, "rules refer to one another in a circle"),
        ('a = 1', 1, "must be a table"),
    ],
)  # fmt: skip
def test_a_fault_is_refused_with_file_line_and_remedy(tmp_path, text, line, what):
    path = tmp_path / "bad.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageProblem) as problem:
        load_scheme(str(path))
    error = problem.value
    where = f"{path}:{line}" if line else str(path)
    assert error.where == where or error.where.startswith(f"{where}: ")
    assert what in error.problem.en
    assert any("\u4e00" <= c <= "\u9fff" for c in error.problem.zh)
    assert error.hint is not None


def test_all_faults_of_a_file_are_found(tmp_path):
    _, problems = parse_scheme(
        tmp_path / "b.toml", '["a"]\nterm = 1\n["b"]\nweight = 0\nterms=["*"]'
    )
    assert {problem.code for problem in problems} == {"key", "weight", "term"}


def test_an_unknown_name_lists_the_shipped_schemes():
    with pytest.raises(UsageProblem) as problem:
        load_scheme("instrument")
    assert "instruments, strength, tone" in problem.value.hint.en


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(UsageProblem, match="cannot be read"):
        load_scheme(str(tmp_path / "none.toml"))


def test_deep_trees_and_long_chains_are_read(tmp_path):
    chain = ['["c0"]\nterms = ["甲"]']
    chain += [f'["c{i}"]\nparent = "c{i - 1}"\nrules = ["乙{i}"]' for i in range(1, 1500)]
    scheme, problems = parse_scheme(tmp_path / "deep.toml", "\n".join(chain))
    assert not problems
    assert len(scheme.lines["c1499"]) == 1500


def test_glosses_are_shown_in_the_language_of_the_reader(tmp_path):
    path = tmp_path / "s.toml"
    text = (
        '["甲"]\nen = "first"\nzh = "第一"\nterms = ["一"]\n["乙"]\nen = "second"\nterms = ["二"]\n'
    )
    scheme, problems = parse_scheme(path, text)
    assert not problems
    assert [(value, said.zh, said.en) for value, said in scheme.glosses] == [
        ("first", "第一", "first"),
        ("second", "second", "second"),
    ]
