"""The newspaper page: every number with a unit is a record, people and short names as they stand.

The numbers were listed by hand, line by line; the text itself is not here.
"""

import pytest

# line, value, unit, bound; lines are those of the file, 第4 stands on two of them.
NUMBERS = [
    (23, 3, "个", "exact"), (29, 5, "个", "exact"), (37, 3, "届", "exact"), (37, 3, "届", "exact"),
    (47, 3, "条", "exact"), (57, 12, "个", "exact"), (57, 10, None, "at_most"), (57, 2, "个", "exact"),
    (57, 2, None, "exact"), (57, 15, "项", "exact"), (57, 4, None, "exact"), (59, 2, None, "exact"),
    (69, 70, "年", "over"), (73, 1, "个", "exact"), (73, 4, "个", "exact"), (73, 5, "年", "exact"),
    (73, 1, "个", "exact"), (73, 3, "个", "exact"), (73, 1, "个", "exact"), (77, 20, "个", "exact"),
    (77, 300, "项", "nearly"), (81, 17, "个", "exact"), (81, 6000, "人", "over"), (81, 2000, "人次", "nearly"),
    (93, 3, "个", "exact"), (101, 2, "年", "exact"), (109, 7, "个", "exact"), (111, 400, "家", "over"),
    (111, 45, "家", "exact"), (111, 3, "个", "exact"), (111, 1, "个", "exact"), (111, 3, "个", "exact"),
    (119, 3, "年", "exact"), (119, 2, "项", "exact"), (119, 1, "项", "exact"), (119, 2, "项", "exact"),
    (119, 1, "项", "exact"), (119, 3, "项", "exact"), (119, 14, "项", "exact"), (119, 12, "项", "exact"),
    (119, 11, "项", "exact"), (119, 14, "项", "exact"), (119, 3, None, "exact"), (119, 98, "%", "at_least"),
]  # fmt: skip
COLLEGE = "重庆工程职业技术学院"


@pytest.fixture
def rows(cntext, shared):
    def run(*arguments):
        return cntext("entities", shared / "newspaper_page.txt", "-f", "json", *arguments).json[
            "rows"
        ]

    return run


def test_every_number_with_a_unit_is_a_quantity_with_its_bound(rows):
    found = rows("--type", "quantity", "--type", "money")
    assert [(r["line"], r["value"], r["unit"], r["bound"]) for r in found] == NUMBERS


def test_one_person_has_both_titles_and_the_article_of_each(rows):
    found = {(r["document"][-2:], r["name"], r["detail"]) for r in rows("--type", "person")}
    assert {("#1", "张进", "校长"), ("#2", "张进", "院长"), ("#1", "易俊", "党委书记")} <= found


def test_the_short_names_of_the_college_hold_in_their_own_articles(rows):
    short = {
        (r["document"][-2:], r["text"])
        for r in rows("--type", "institution")
        if r["name"] == COLLEGE and r["text"] != COLLEGE
    }
    assert short == {("#1", "重庆工程职院"), ("#3", "学校")}


def test_periods_are_reckoned_from_the_date_that_is_given(cntext, shared, tmp_path):
    page = tmp_path / "2023-05-10_page.txt"
    page.write_bytes((shared / "newspaper_page.txt").read_bytes())
    result = cntext("entities", page, "--type", "date", "-f", "json", "--date-from", "name").json
    intervals = {r["text"]: (r["first"], r["last"]) for r in result["rows"]}
    assert intervals["去年12月"] == ("2022-12-01", "2022-12-31")
    assert intervals["近3年"] == ("2020-05-10", "2023-05-10")
    assert intervals["“十四五”时期"] == ("2021-01-01", "2025-12-31")


def test_evidence_leads_to_the_places_behind_a_name(cntext, shared, tmp_path):
    proof = tmp_path / "places.jsonl"
    page = shared / "newspaper_page.txt"
    table = cntext(
        "entities", page, "--view", "names", "-n", "1", "-f", "json", "--evidence", proof
    )
    (row,) = table.json["rows"]
    assert row["name"] == COLLEGE
    assert len(proof.read_text("utf-8").splitlines()) == row["freq"]


def test_targets_and_achievements_are_told_apart_through_the_years(cntext, shared):
    arguments = ("--sort", "subject", "--min-range", "8", "-f", "json")
    found = cntext("commitments", shared / "govreport", *arguments).json["rows"]
    growth = {
        (r["date"][:4], r["kind"], r["value"], r["bound"])
        for r in found
        if r["subject"] == "国内生产总值"
    }
    assert {
        ("2014", "achievement", 7.7, "exact"), ("2014", "target", 7.5, "about"),
        ("2018", "achievement", 6.9, "exact"), ("2018", "target", 6.5, "about"),
        ("2022", "achievement", 8.1, "exact"), ("2022", "target", 5.5, "about"),
    } <= growth  # fmt: skip
