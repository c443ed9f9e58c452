"""cntext lexicon and cntext userdict, as a user runs them."""

import pytest


@pytest.fixture
def mine(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text('["双高计划"]\nforms = ["双高项目"]\n["数字人文"]\n', encoding="utf-8")
    return path


def test_list_shows_categories_then_concepts(cntext, mine):
    assert "vocational\t职业教育\tVocational education\t" in cntext("lexicon", "list").text
    rows = cntext("lexicon", "list", "mine", "--lexicon", mine, "-f", "json").json["rows"]
    assert [row["concept"] for row in rows] == ["数字人文"]
    alone = cntext("lexicon", "list", "all", "--lexicon", mine, "--no-lexicon", "-f", "json").json
    assert len(alone["rows"]) == 2
    assert "there are:" in cntext("lexicon", "list", "nothing", code=2).err


def test_show_finds_a_concept_by_any_form(cntext, mine):
    rows = cntext("lexicon", "show", "双高项目", "--lexicon", mine, "-f", "json").json["rows"]
    assert {row["concept"] for row in rows} == {"双高计划"}
    values = {row["item"]: row["value"] for row in rows}
    assert values["full"] == "中国特色高水平高职学校和专业建设计划"
    assert "near to it: 产教融合" in cntext("lexicon", "show", "产教融", code=2).err


def test_count_says_the_same_in_every_format(cntext, article):
    rows = cntext("lexicon", "count", article, "-f", "json").json["rows"]
    found = {row["concept"]: (row["freq"], row["maximal"]) for row in rows}
    assert found["产教融合"] == (3, 3)
    assert found["党的二十大"] == (1, 0)
    assert cntext("lexicon", "count", article, "-f", "csv").text.count("\n") == len(rows) + 1


def test_a_user_form_nests_and_changes_no_total(cntext, article, tmp_path):
    path = tmp_path / "longer.txt"
    path.write_text("深化产教融合\n", encoding="utf-8")
    arguments = ("lexicon", "count", article, "--lexicon", path, "--unit", "form", "-f", "json")
    rows = {row["form"]: row for row in cntext(*arguments).json["rows"]}
    assert (rows["产教融合"]["freq"], rows["产教融合"]["maximal"]) == (3, 2)
    assert rows["产教融合"]["inside"] == "深化产教融合 1"


@pytest.mark.parametrize(
    ("data", "where"),
    [
        (b'["\xb2\xfa\xbd\xcc"]\n', "bad.toml:1: byte 3"),
        ('["甲乙"]\nforms = ["产教.*"]\n'.encode(), "bad.toml:2: 甲乙"),
        ('["甲乙"]\nx = \n'.encode(), "bad.toml:2"),
    ],
)
def test_a_bad_lexicon_is_refused_before_anything_is_counted(
    cntext, article, tmp_path, data, where
):
    path = tmp_path / "bad.toml"
    path.write_bytes(data)
    for command in (("freq", article), ("lexicon", "count", article), ("phrases", article)):
        result = cntext(*command, "--lexicon", path, code=2)
        assert result.out == b""
        assert where in result.err
        assert result.err.count("\n") == 1


def test_add_writes_a_file_that_other_commands_use(cntext, article, tmp_path):
    path = tmp_path / "new.toml"
    cntext("lexicon", "add", path, "根本路径", "路径", "--since", "2020", "--not", "路径依赖")
    before = path.read_bytes()
    assert "regular expression" in cntext("lexicon", "add", path, "甲乙", "丙.*", code=2).err
    assert "already a form" in cntext("lexicon", "add", path, "甲乙", "路径", code=2).err
    assert path.read_bytes() == before
    rows = cntext("lexicon", "count", article, "--lexicon", path, "-f", "json").json["rows"]
    assert {row["concept"]: row["freq"] for row in rows}["根本路径"] == 1
    assert ".toml" in cntext("lexicon", "add", tmp_path / "new.csv", "甲乙", code=2).err
    said = cntext("lexicon", "add", path, "我的概念", "职教").err
    assert "'职教' is a form of '职业教育'" in said


def test_lint_reports_every_fault_and_ends_with_3(cntext, article, mine, tmp_path):
    bad = tmp_path / "bad.txt"
    bad.write_text("甲\n产教融合\n产教融合\n", encoding="utf-8")
    rows = cntext("lexicon", "lint", bad, "-f", "json", code=3).json["rows"]
    assert [(row["line"], row["code"]) for row in rows if row["level"] == "error"] == [
        (1, "length"), (3, "duplicate"),
    ]  # fmt: skip
    against = ("lexicon", "lint", mine, "--corpus", article, "-f", "json")
    codes = {(row["concept"], row["code"]) for row in cntext(*against).json["rows"]}
    assert ("数字人文", "unmet") in codes


def test_the_shipped_lexicon_has_no_errors_and_no_warnings(cntext):
    assert cntext("lexicon", "lint", "--level", "warning", "-f", "json").json["rows"] == []


def test_phrases_are_saved_as_a_lexicon_and_as_a_dictionary(cntext, article, tmp_path):
    phrases = [row["phrase"] for row in cntext("phrases", article, "-f", "json").json["rows"]]
    assert phrases
    found = tmp_path / "found.lexicon"
    cntext("phrases", article, "-o", found)
    listed = ("lexicon", "list", "all", "--no-lexicon", "--lexicon", found, "-f", "json")
    assert [row["concept"] for row in cntext(*listed).json["rows"]] == phrases
    words = tmp_path / "words.txt"
    words.write_bytes(cntext("phrases", article, "--as", "jieba").out)
    assert words.read_text("utf-8") == "".join(f"{phrase} nz\n" for phrase in phrases)
    cntext("userdict", "check", words)


# ---------------------------------------------------------------- userdict


def test_check_names_lines_and_ends_with_3_on_errors(cntext, tmp_path):
    path = tmp_path / "words.txt"
    path.write_text(
        "产教融合 5 n\n北京\n科教融汇 五 n\n产教融合\n的人 3\n增强 0\n", encoding="utf-8"
    )
    rows = cntext("userdict", "check", path, "-f", "json", code=3).json["rows"]
    assert [(row["line"], row["level"], row["code"], row["word"]) for row in rows] == [
        (2, "remark", "whole", "北京"),
        (3, "error", "frequency", ""),
        (4, "warning", "double", "产教融合"),
        (5, "warning", "low", "的人"),
        (6, "remark", "split", "增强"),
    ]
    assert "1,662" in rows[3]["en"]


def test_suggest_gives_frequencies_that_keep_words_whole(cntext, tmp_path):
    path = tmp_path / "words.txt"
    path.write_text("的人 3 n\n产教融合\n增强 0\n", encoding="utf-8")
    assert cntext("userdict", "suggest", path, "-f", "jieba").text == (
        "的人 1662 n\n产教融合 1 nz\n增强 0 nz\n"
    )


def test_diff_shows_what_changes_and_needs_a_dictionary(cntext, article, tmp_path):
    path = tmp_path / "words.txt"
    path.write_text("产教融合\n", encoding="utf-8")
    rows = cntext("userdict", "diff", article, "--userdict", path, "-f", "json").json["rows"]
    assert [(row["before"], row["after"], row["freq"], row["range"]) for row in rows] == [
        ("产教|融合", "产教融合", 3, 1)
    ]
    assert "--userdict" in cntext("userdict", "diff", article, code=2).err
