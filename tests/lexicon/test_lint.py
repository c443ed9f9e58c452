"""Remarks on a lexicon file name what is wrong, idle or ambiguous, and the line."""

from pathlib import Path

from cntext.lexicon.files import parse_lexicon
from cntext.lexicon.lint import lint_file, lint_in_texts

TEXT = """["双高计划"]
forms = ["双高"]
not = ["双高人群", "没有关系"]

["高等职业教育"]
["职业教育"]
["职教"]
["金课"]
forms = ["双创"]
"""


def file(text=TEXT, name="mine.toml"):
    return parse_lexicon(Path(name), text)


def coded(remarks):
    return [(remark.level, remark.code, remark.line, remark.concept) for remark in remarks]


def test_a_good_file_gets_remarks_by_concept():
    others = {"职教": "职业教育", "职业教育": "职业教育", "双创": "大众创业"}
    found = lint_file(file(), others, lambda word: word == "双高")
    assert coded(found) == [
        ("warning", "idle-guard", 1, "双高计划"),
        ("remark", "listed", 7, "职教"),
        ("warning", "taken", 8, "金课"),
        ("remark", "inside", 6, "职业教育"),
        ("remark", "word", 1, "双高计划"),
    ]
    assert found[3].text.en == "'职业教育' lies in 高等职业教育"


def test_every_fault_of_a_bad_file_is_reported():
    bad = '["甲乙"]\nforms = ["丙", "[丁戊]"]\n["己庚"]\nforms = ["甲乙"]\nsince = "x"\n["辛壬"]\n'
    found = lint_file(file(bad), {}, lambda _: 0)
    assert coded(found) == [
        ("error", "length", 2, "甲乙"),
        ("error", "pattern", 2, "甲乙"),
        ("error", "type", 3, "己庚"),
    ]
    doubles = lint_file(file("甲乙\n丙丁\n甲乙\n", "mine.txt"), {}, lambda _: 0)
    assert coded(doubles) == [("error", "duplicate", 3, "")]


def test_texts_show_what_is_idle_and_what_may_mean_something_else():
    met = {"双高": 3, "职业教育": 2, "高等职业教育": 0}
    cuts = {("双高", "［双|高］级"): 2, ("职业教育", "［职业|教育］法"): 9}
    found = lint_in_texts(file(), met, {("双高", "双高人群"): 1}, cuts)
    assert coded(found) == [
        ("remark", "unmet-form", 1, "双高计划"),
        ("remark", "unused-guard", 1, "双高计划"),
        ("warning", "look-alike", 1, "双高计划"),
        ("remark", "unmet", 5, "高等职业教育"),
        ("remark", "unmet", 7, "职教"),
        ("remark", "unmet", 8, "金课"),
    ]
    assert "没有关系" in found[1].text.en
    assert "双高人群" not in found[1].text.en
    assert "［双|高］级 2" in found[2].text.en
