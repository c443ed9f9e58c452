"""A report that was edited is obeyed; one that was not changes nothing."""

import csv
import json

import pytest

from cntext.clean.documents import documents_of
from cntext.clean.outputs import decision_rows
from cntext.clean.overrides import load
from cntext.errors import UsageProblem
from cntext.model import Page, RegionRole

BODY = "学校立足新发展阶段，贯彻新发展理念，深化产教融合。"
TEXT = f"# 甲篇题目\n{BODY}建校以来一直坚持走产教融\n合之路，成效显著。\n校园风貌一角\n（作者 张三）\n# 乙篇题目\n{BODY}"
PAGE = Page("a.txt", "a.txt", TEXT, "utf-8", "", 0)


def written(tmp_path, text: str, name: str = "o.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return load(path)


def obeyed(tmp_path, text: str, name: str = "o.csv"):
    return documents_of(PAGE, overrides=written(tmp_path, text, name))


def test_a_role_is_obeyed(tmp_path):
    first, _ = obeyed(tmp_path, "line_from,role\n4,caption\n")
    (region,) = [r for r in first.regions if r.rule == "override"]
    assert (region.role, first.line_of(region.start)) == (RegionRole.CAPTION, 4)


def test_a_join_is_undone_and_another_made(tmp_path):
    first, _ = obeyed(tmp_path, "line_from,line_to,joined\n2,3,no\n3,4,yes\n")
    assert "产教融\n合之路" in first.text
    assert "显著。校园风貌一角" in first.text
    assert [(d.rule, d.line) for d in first.decisions] == [("override", 4)]


def test_a_split_is_undone_and_another_made(tmp_path):
    assert len(obeyed(tmp_path, "line_from,article\n6,same\n")) == 1
    found = obeyed(tmp_path, "line_from,article\n4,new\n")
    assert [d.line_of(0) for d in found] == [1, 4, 6]
    assert [d.line_of(0) for d in obeyed(tmp_path, "line_from,article\n1,1\n4,2\n6,2\n")] == [1, 4]


def test_rows_of_other_documents_are_passed_over(tmp_path):
    text = "document,line_from,article\nb.txt#1,6,same\n"
    assert len(obeyed(tmp_path, text)) == 2
    assert len(obeyed(tmp_path, text.replace("b.txt", "a.txt"))) == 1


@pytest.mark.parametrize("form", ["csv", "jsonl", "json"])
def test_an_unedited_report_changes_nothing(tmp_path, form, shared):
    text = (shared / "newspaper_page.txt").read_text("utf-8")
    for page in (PAGE, PAGE._replace(text=text)):
        found = documents_of(page)
        rows = decision_rows(found)
        path = tmp_path / f"report.{form}"
        records = [row._asdict() for row in rows]
        if form == "csv":
            with path.open("w", encoding="utf-8-sig", newline="") as out:
                writer = csv.writer(out)
                writer.writerows([rows[0]._fields, *rows])
        elif form == "jsonl":
            path.write_text("\n".join(json.dumps(r) for r in records), encoding="utf-8")
        else:
            path.write_text(json.dumps({"rows": records}, indent=1), encoding="utf-8")
        assert documents_of(page, overrides=load(path)) == found


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("line_from,role\n4,titel\n", 2, "titel"),
        ("line_from,role\n4,body\nx,body\n", 3, "x"),
        ("line_from,line_to,joined\n1,2,maybe\n", 2, "maybe"),
        ("line_from,article\n1,other\n", 2, "other"),
        ("line_from,role\n,body\n", 2, "line_from"),
        ("a,b\n1,2\n", 1, "line_from"),
        ("", 1, "line_from"),
        ('{"line_from": 1}\n[1]\n', 2, "JSON"),
        ("line_from,role\n-1,body\n", 2, "-1"),
    ],
)
def test_a_bad_row_is_named_with_file_and_line(tmp_path, text, line, word):
    with pytest.raises(UsageProblem) as caught:
        written(tmp_path, text)
    assert caught.value.where.endswith(f"o.csv:{line}")
    assert word in caught.value.say("en")


def test_a_file_that_is_no_text_is_a_usage_problem(tmp_path):
    path = tmp_path / "o.csv"
    with pytest.raises(UsageProblem):
        load(path)
    path.write_bytes("角色".encode("gb18030"))
    with pytest.raises(UsageProblem):
        load(path)
