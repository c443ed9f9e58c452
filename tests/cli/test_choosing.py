"""Which documents and which parts are counted: metadata, conditions, scope, duplicates."""

import json

import pytest

from cntext.resources import shipped


@pytest.fixture
def texts(tmp_path):
    """Three short articles whose names tell date, source and title."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, text in {
        "2018-03-05_日报_一": "产教融合是职业教育的根本路径，要坚持产教融合。",
        "2020-06-01_晚报_二": "科教融汇是职业教育的新路径，要坚持科教融汇。",
        "2022-11-03_日报_三": "党的二十大精神指引职业教育，要坚持立德树人。",
    }.items():
        (folder / f"{name}.txt").write_text(text + "\n", encoding="utf-8")
    return folder


def documents(result):
    return result.json["corpus"]["documents"]


def counted(cntext, *arguments):
    rows = cntext("freq", *arguments, "-f", "json").json["rows"]
    return {row["word"]: row["freq"] for row in rows}


def test_dates_come_from_file_names_and_conditions_use_them(cntext, texts):
    assert documents(cntext("freq", texts, "--where", "year>=2020", "-f", "json")) == 2
    result = cntext("freq", texts, "--where", "year>=2020", "-f", "json")
    assert any("year>=2020" in note["message"] for note in result.json["notes"])


def test_name_patterns_give_fields_to_count_by(cntext, texts):
    pattern = ("--name-pattern", "{date}_{source}_{title}.txt")
    rows = cntext("freq", texts, *pattern, "--by", "source", "-f", "json").json["rows"]
    assert {row["group"] for row in rows} == {"日报", "晚报"}
    assert (
        documents(cntext("freq", texts, *pattern, "--where", 'source=="日报"', "-f", "json")) == 2
    )


def test_a_table_of_metadata_gives_fields(cntext, texts, tmp_path):
    meta = tmp_path / "meta.csv"
    names = sorted(path.name for path in texts.iterdir())
    lines = ["file,level", *(f"{n},{v}" for n, v in zip(names, "国省校", strict=True))]
    meta.write_text("\n".join(lines), encoding="utf-8")
    rows = cntext("freq", texts, "--meta", meta, "--by", "level", "-f", "json").json["rows"]
    assert {row["group"] for row in rows} == {"国", "省", "校"}
    params = cntext("freq", texts, "--meta", meta, "-f", "json").json["params"]
    assert list(params["lists"]["files"]) == ["meta.csv"]


def test_a_condition_that_nothing_fits_or_that_is_wrong_is_said(cntext, texts):
    assert "no document fits" in cntext("freq", texts, "--where", "year>2030", code=1).err
    for wrong in ("yeer>=2020", "year>=", "year >= 2020 and", "__import__('os')"):
        result = cntext("freq", texts, "--where", wrong, code=2)
        assert result.out == b""


def test_a_field_to_count_by_that_no_document_has_is_refused(cntext, texts):
    result = cntext("freq", texts, "--by", "yeer", code=2)
    assert result.out == b""
    assert "did you mean year?" in result.err
    assert cntext("keywords", texts, "--by", "year").text


def test_duplicates_are_told_and_dropped_when_asked(cntext, texts, tmp_path):
    original = texts / "2018-03-05_日报_一.txt"
    (texts / "2019-01-01_晚报_抄.txt").write_bytes(original.read_bytes())
    told = cntext("freq", texts, "-f", "json")
    assert documents(told) == 4
    assert any("duplicates" in note["message"] for note in told.json["notes"])
    table = tmp_path / "doubles.csv"
    once = cntext("freq", texts, "--dedup", "--duplicates", table, "-f", "json")
    assert documents(once) == 3
    assert "2019-01-01_晚报_抄.txt" in table.read_text(encoding="utf-8-sig")


def test_script_is_converted_on_request(cntext, tmp_path):
    path = tmp_path / "traditional.txt"
    path.write_text("職業教育與產教融合。", encoding="utf-8")
    assert "产教融合" in counted(cntext, path, "--script", "simplified")
    assert "职业教育" not in counted(cntext, path)


def test_spaced_digits_are_joined_unless_told_otherwise(cntext, tmp_path):
    path = tmp_path / "spaced.txt"
    path.write_text("１ ９ ９ ３ 年职业教育。", encoding="utf-8")
    assert "1993" in counted(cntext, path, "--stopwords", "none")
    assert "1993" not in counted(cntext, path, "--stopwords", "none", "--no-normalise")


def test_files_can_be_listed(cntext, texts, tmp_path):
    listing = tmp_path / "list.txt"
    listing.write_text("\n".join(str(p) for p in sorted(texts.iterdir())[:2]), encoding="utf-8")
    assert documents(cntext("freq", "--files-from", listing, "-f", "json")) == 2


def test_scope_counts_only_what_was_asked_for(cntext, shared):
    page = shared / "newspaper_page.txt"
    whole = cntext("freq", page, "--unit", "phrase", "-f", "json").json
    titles = cntext("freq", page, "--unit", "phrase", "--scope", "title", "-f", "json").json
    freq = {row["word"]: row["freq"] for row in titles["rows"]}
    assert freq["产教融合"] == 1
    assert titles["corpus"]["han_characters"] < whole["corpus"]["han_characters"] // 20
    assert "scope" in cntext("freq", page, "--scope", "nonsense", code=2).err


class TestClean:
    def test_gives_the_articles_of_the_page_one_a_line(self, cntext, shared):
        text = cntext("clean", shared / "newspaper_page.txt", "-f", "jsonl").text
        records = [json.loads(line) for line in text.splitlines()]
        assert [r["title"] for r in records] == [
            "砥砺奋进勇担使命 聚力谱写“双高”新篇",
            "深化产教融合 推动新时代职业教育高质量发展",
            "为重庆现代化产业体系建设夯实人才之基",
        ]
        assert [r["author"] for r in records][1:] == ["张进", "易俊"]
        roles = {region["role"] for region in records[0]["regions"]}
        assert {"headline", "section", "caption", "body", "credit", "masthead"} <= roles

    def test_writes_one_file_an_article_into_a_folder(self, cntext, shared, tmp_path):
        cntext("clean", shared / "newspaper_page.txt", "-o", tmp_path)
        assert sorted(p.name for p in tmp_path.iterdir()) == ["1.md", "2.md", "3.md"]
        again = cntext("clean", tmp_path / "2.md", "-f", "jsonl").text.splitlines()
        assert [json.loads(line)["title"] for line in again] == [
            "深化产教融合 推动新时代职业教育高质量发展"
        ]

    def test_its_report_can_be_edited_and_fed_back(self, cntext, shared, tmp_path):
        page, report = shared / "newspaper_page.txt", tmp_path / "report.csv"
        cntext("clean", page, "--report", report, "-o", tmp_path / "page.md")
        first = report.read_text(encoding="utf-8-sig")
        unchanged = cntext("clean", page, "--overrides", report, "-f", "md").out
        assert unchanged == cntext("clean", page, "-f", "md").out
        report.write_text(first.replace(",caption,", ",section,"), encoding="utf-8")
        changed = cntext("clean", page, "--overrides", report, "-f", "md").text
        assert "### 重庆工程职业技术学院校园风貌" in changed

    def test_leaves_clean_text_as_it_is(self, cntext, article):
        body = article.read_text(encoding="utf-8").split("---\n")[2]
        assert cntext("clean", article).text.strip() == body.strip()


def test_a_page_is_split_into_its_articles_unless_it_is_not_to_be(cntext):
    page = shipped("corpus") / "page.txt"
    parted, whole = (cntext("freq", page, *m, "-f", "json").json for m in ((), ("--no-split",)))
    assert (parted["corpus"]["documents"], whole["corpus"]["documents"]) == (3, 1)
    said = [
        any("split into" in note["message"] for note in one["notes"]) for one in (parted, whole)
    ]
    assert said == [True, False]
