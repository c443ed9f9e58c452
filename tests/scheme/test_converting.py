"""Dictionaries of others become schemes that can be read again."""

import pytest

from cntext.errors import UsageProblem
from cntext.scheme.converting import Converted, from_dutir, from_list, from_liwc, to_toml
from cntext.scheme.files import parse_scheme

LIWC = """%
1\tfunct
20\tposemo (Positive)
\t21\tjoy
%
的\t1
高兴*\t20\t21
happi*\t20 21
(了)\t1
"""


def terms(converted):
    return {name: dict(found) for name, found in converted.terms.items()}


def read_again(converted, tmp_path):
    scheme, problems = parse_scheme(tmp_path / "x.toml", to_toml("x", converted))
    assert not problems
    return scheme


def test_liwc_keeps_nesting_and_latin_stars(tmp_path):
    found = from_liwc("w.dic", LIWC)
    assert terms(found) == {
        "funct": {"的": 1}, "posemo": {"高兴": 1, "happi*": 1}, "joy": {"高兴": 1, "happi*": 1}
    }  # fmt: skip
    assert found.parents == {"joy": "posemo"}
    assert found.skipped == ["(了)"]
    assert read_again(found, tmp_path).lines["joy"] == ("joy", "posemo")


@pytest.mark.parametrize(
    ("text", "where"),
    [("%\nx\ty\n%\n", "w.dic:2"), ("%\n1\ta\n%\n好\t2\n", "w.dic:4"), ("%\n1\ta\n", "w.dic:1")],
)
def test_a_bad_liwc_file_is_refused_with_its_line(text, where):
    with pytest.raises(UsageProblem) as problem:
        from_liwc("w.dic", text)
    assert problem.value.where == where


def test_dutir_is_21_classes_in_7_by_strength(tmp_path):
    rows = [
        ("欢喜", {"情感分类": "PA", "强度": "7"}, "d#1"),
        ("心安", {"情感分类": "PE", "强度": "3"}, "d#2"),
        ("可憎", {"情感分类": "ND ", "强度": ""}, "d#3"),
        ("", {"情感分类": "PA"}, "d#4"),
    ]
    found = from_dutir(rows)
    assert terms(found) == {"快乐": {"欢喜": 7}, "安心": {"心安": 3}, "憎恶": {"可憎": 1}}
    scheme = read_again(found, tmp_path)
    assert scheme.families["乐"] == ("乐", "快乐", "安心")
    assert scheme.by_name["快乐"].terms == {"欢喜": 7.0}
    with pytest.raises(UsageProblem, match="d#1"):
        from_dutir([("坏", {"情感分类": "XX"}, "d#1")])


def test_lists_take_sign_and_sections_from_names_and_heads():
    assert terms(from_list("ntusd-positive", "一帆风顺\n 好 \n好\n")) == {"积极": {"一帆风顺": 1, "好": 1}}  # fmt: skip
    hownet = from_list("负面评价词语（中文）", "中文负面评价词语\t3116 \n丑\n苦 \n")
    assert terms(hownet) == {"负面评价词语-中文": {"丑": -1, "苦": -1}}
    degree = from_list("程度级别词语", "中文程度级别词语\t219\n1. “极其|extreme / 最|most”\t69\n百分之百\n2. “很|very”\t42\n颇\n")  # fmt: skip
    assert terms(degree) == {"极其": {"百分之百": 1}, "很": {"颇": 1}}


def test_weights_that_differ_are_written_as_a_table_and_come_back(tmp_path):
    found = Converted()
    for term, weight in (("甲", 1.5), ("乙", -2.0), ("a*", 1.0)):
        found.add("类 别", term, weight)
    found.terms = {"类": found.terms["类 别"]}
    assert read_again(found, tmp_path).by_name["类"].terms == {"甲": 1.5, "乙": -2.0, "a*": 1.0}
