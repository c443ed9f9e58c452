"""From what is found (phrases, abbreviations) to lists, and from lists to counts."""

import pytest


def test_clipped_names_are_sure_by_company_and_kept_by_the_dictionary(cntext, tmp_path):
    article = tmp_path / "职教.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    found = cntext("abbreviations", article, "--kind", "clipped", "-f", "json").json["rows"]
    names = ("short", "full", "confidence", "short_freq", "full_freq")
    assert [tuple(row[name] for name in names) for row in found] == [
        ("高职", "高等职业", "medium", 2, 2),
        ("职教", "职业教育", "low", 1, 1),
    ]


def test_what_is_accepted_is_merged_in_the_counts_and_what_only_looks_alike_is_not(
    cntext, tmp_path
):
    article, accepted = tmp_path / "职教.txt", tmp_path / "简称.toml"
    article.write_text(ARTICLE, encoding="utf-8")
    before = cntext("freq", article, "--no-lexicon", "-n", "0", "-f", "json").json["rows"]
    assert {row["word"]: row["freq"] for row in before}["高职"] == 2
    cntext("abbreviations", article, "--min-confidence", "medium", "-f", "lexicon", "-o", accepted)
    lists = ("--no-lexicon", "--lexicon", accepted, "-f", "json")
    (row,) = cntext("lexicon", "count", article, *lists).json["rows"]
    # By hand: 高等职业 twice, 高职 twice as a word; 提高职业 holds the third 高职.
    assert (row["concept"], row["freq"], row["look_alikes"]) == ("高职", 4, 1)
    forms = cntext("lexicon", "count", article, "--unit", "form", *lists).json["rows"]
    assert {row["form"]: row["freq"] for row in forms} == {"高职": 2, "高等职业": 2}


def test_a_name_that_two_articles_give_to_two_schools_is_never_merged(cntext, tmp_path):
    (tmp_path / "a.txt").write_text("江州学院（以下简称“江院”）成立。江院很大。", encoding="utf-8")
    (tmp_path / "b.txt").write_text(
        "江北学院（以下简称“江院”）很好。江院、江院。", encoding="utf-8"
    )
    rows = cntext("abbreviations", tmp_path, "-f", "json").json["rows"]
    assert {(row["full"], row["short_freq"], row["general"]) for row in rows} == {
        ("江州学院", 1, False),
        ("江北学院", 2, False),
    }
    written = cntext("abbreviations", tmp_path, "-f", "lexicon").text
    assert "江院" not in written
    assert "left out: 2" in written


ARTICLE = (
    "发展高等职业教育，办好高等职业院校。高职教育要服务地方，高职院校要面向市场，提高职业素质。"
    "职业教育集团很多，职教集团很好。"
)


# ---------------------------------------------------------------- a list gives the units
# By hand: every occurrence (Total), and those inside no longer phrase of the list (Maximal).
TOTAL = {"产教融合": 5, "深化产教融合": 3, "持续深化产教融合": 1}
MAXIMAL = {"产教融合": 2, "深化产教融合": 2, "持续深化产教融合": 1}


@pytest.fixture
def years(tmp_path):
    folder = tmp_path / "years"
    folder.mkdir()
    (folder / "2021.txt").write_text(
        "深化产教融合。持续深化产教融合。推进产教融合。学校很好。", encoding="utf-8"
    )
    (folder / "2022.txt").write_text(
        "产教融合很好。深化产教融合。学校很好，学校很大。", encoding="utf-8"
    )
    (tmp_path / "phrases.txt").write_text("\n".join(TOTAL), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (("freq",), MAXIMAL),
        (("freq", "--unit", "phrase"), TOTAL),
        (("freq", "--unit", "concept"), TOTAL),
        (("cloud",), MAXIMAL),
        (("cloud", "--of", "freq --unit concept"), TOTAL),
        (("compare", "--by", "year"), MAXIMAL),
        (("compare", "--by", "year", "--unit", "phrase"), TOTAL),
        (("compare", "--by", "year", "--unit", "concept"), TOTAL),
        (("trend", *TOTAL, "--"), TOTAL),
    ],
    ids=" ".join,
)
def test_phrases_of_a_list_are_units_by_default_and_totals_on_request(
    cntext, years, tmp_path, command, expected
):
    lists = ("--no-lexicon", "--lexicon", tmp_path / "phrases.txt")
    name, *rest = command
    asked = (name, *lists, *rest, years, "-f", "json")
    if name == "cloud":
        asked = (*asked, "-o", tmp_path / "cloud.svg", "--min-length", "2")
    elif name != "trend":
        asked = (*asked, "-n", "0", "--min-freq", "1")
    found = {}
    for row in cntext(*asked).json["rows"]:
        term = row.get("word") or row.get("term")
        freq = row.get("freq", row.get("freq_t", row.get("weight")))
        if name == "compare":  # every group against the rest
            freq = row["freq_t"] + row["freq_r"]
        found[term] = freq
    assert {term: found[term] for term in expected if term in found} == expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ((), {"产教融合": 78, "深化产教融合": 78}),
        (("--unit", "phrase"), {"产教融合": 156, "深化产教融合": 78}),
        (("产教融合", "深化产教融合", "--"), {"产教融合": 156, "深化产教融合": 78}),
    ],
    ids=["units", "phrases", "terms"],
)
def test_a_trend_is_of_units_by_default_and_of_totals_on_request(cntext, tmp_path, asked, expected):
    (tmp_path / "phrases.txt").write_text("产教融合\n深化产教融合\n", encoding="utf-8")
    for year in range(1, 13):  # 1 + 2 + … + 12 = 78
        text = "产教融合。深化产教融合。" * year + "学校很好，学生很多。" * 20
        (tmp_path / f"{2000 + year}.txt").write_text(text, encoding="utf-8")
    lists = ("--no-lexicon", "--lexicon", tmp_path / "phrases.txt")
    files = [tmp_path / f"{2000 + year}.txt" for year in range(1, 13)]
    rows = cntext("trend", *lists, *asked, *files, "-n", "0", "-f", "json").json["rows"]
    assert {r["term"]: r["freq"] for r in rows if r["term"] in expected} == expected


# ---------------------------------------------------------------- user dictionaries, end to end
def test_what_suggest_writes_passes_check_and_diff_accounts_for_every_occurrence(
    cntext, tmp_path, shared
):
    page, given, better = (
        shared / "newspaper_page.txt",
        tmp_path / "given.txt",
        tmp_path / "new.txt",
    )
    given.write_text("重庆工程职院 20 nt\n产教融合\n科教融汇 1 nz\n的人 3\n", encoding="utf-8")
    rows = cntext("userdict", "check", given, "-f", "json").json["rows"]
    assert [(row["line"], row["level"], row["code"]) for row in rows] == [(4, "warning", "low")]
    cntext("userdict", "suggest", given, "-f", "jieba", "-o", better)
    assert cntext("userdict", "check", better, "-f", "json").json["rows"] == []
    rows = cntext("userdict", "diff", page, "--userdict", better, "-f", "json").json["rows"]
    gained = {
        word: sum(row["freq"] for row in rows if word in row["after"].split("|"))
        for word in ("产教融合", "科教融汇", "重庆工程职院", "的人")
    }
    # As `grep -o` counts them in the page with its broken lines joined.
    assert gained == {"产教融合": 14, "科教融汇": 8, "重庆工程职院": 8, "的人": 1}
    assert all(row["before"].replace("|", "") == row["after"].replace("|", "") for row in rows)


def test_accepted_names_of_the_real_page_add_up(cntext, tmp_path, shared):
    page, accepted = shared / "newspaper_page.txt", tmp_path / "accepted.toml"
    cntext("abbreviations", page, "--min-confidence", "high", "-f", "lexicon", "-o", accepted)
    assert '["学校"]' not in accepted.read_text("utf-8")  # any school, in another article
    lists = ("--no-lexicon", "--lexicon", accepted, "-f", "json")
    (row,) = cntext("lexicon", "count", page, *lists).json["rows"]
    # By `grep -o`: 重庆工程职院 8 times, 重庆工程职业技术学院 7 times.
    assert (row["concept"], row["freq"], row["forms"]) == (
        "重庆工程职院", 15, "重庆工程职院 8、重庆工程职业技术学院 7",
    )  # fmt: skip
    units = cntext("freq", page, *lists, "-n", "0").json["rows"]
    assert {row["word"]: row["freq"] for row in units}["重庆工程职院"] == 8
