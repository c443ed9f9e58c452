"""Coding on the command line: schemes, sheets, the round trip to agree, and what is refused."""

import csv
import io
import json

import jsonschema
import pytest

TEXT = "中央财政安排专项资金。企业免征增值税。今天天气好。不支持学校试点。\n"


@pytest.fixture
def text(tmp_path):
    path = tmp_path / "t.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def sheets(cntext, text, tmp_path):
    """Return two filled-in sheets of the four sentences."""
    made = []
    for name, codes in (("甲", ("资金投入", "税费优惠", "无", "")), ("乙", ("资金投入", "法规管制、税费优惠", "无", "无"))):  # fmt: skip
        path = tmp_path / f"{name}.csv"
        cntext("code", text, "--sample", "9", "-o", path)
        rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
        for row, code in zip(rows, codes, strict=True):
            row["code"] = code
        with path.open("w", encoding="utf-8-sig", newline="") as out:
            writer = csv.DictWriter(out, rows[0])
            writer.writeheader()
            writer.writerows(rows)
        made.append(path)
    return made


def test_code_counts_by_the_default_scheme(cntext, text):
    rows = {row["code"]: row for row in cntext("code", text, "-f", "json").json["rows"]}
    assert rows["资金投入"]["hits"] == rows["税费优惠"]["hits"] == 1
    assert rows["供给型"]["share"] == 50
    assert rows["示范与市场培育"]["negated"] == 1


def test_a_scheme_of_ones_own_is_used_and_recorded(cntext, text, tmp_path):
    scheme = tmp_path / "mine.toml"
    scheme.write_text('["天"]\nterms = ["天气"]\n', encoding="utf-8")
    found = cntext("code", text, "--scheme", scheme, "-f", "json").json
    assert [(row["code"], row["hits"]) for row in found["rows"]] == [("天", 1), ("*", 1)]
    assert found["params"]["scheme"]["scheme"] == str(scheme)
    assert len(found["params"]["scheme"]["sha256"]) == 64
    run = tmp_path / "run.json"
    cntext("code", text, "--scheme", scheme, "-o", run)
    assert cntext("verify", run).code == 0
    scheme.write_text('["天"]\nterms = ["企业"]\n', encoding="utf-8")
    assert cntext("verify", run, code=3).code == 3


def test_a_bad_scheme_is_refused_before_anything_is_read(cntext, text, tmp_path):
    scheme = tmp_path / "bad.toml"
    scheme.write_text('["a"]\nrules = ["甲 XOR 乙"]\n', encoding="utf-8")
    result = cntext("code", text, "--scheme", scheme, code=2)
    assert result.out == b""
    assert f"{scheme}:2: a: " in result.err
    assert "unknown operator XOR" in result.err


def test_explain_takes_the_id_of_a_unit(cntext, text):
    rows = cntext("code", text, "--view", "units", "-f", "json").json["rows"]
    found = cntext("code", text, "--explain", rows[0]["id"], "-f", "json").json["rows"]
    assert {row["outcome"] for row in found} >= {"counted"}
    assert "专项资金" in {row["node"] for row in found}


def test_evidence_has_a_place_for_every_hit(cntext, text, tmp_path):
    proof = tmp_path / "e.json"
    cntext("code", text, "--evidence", proof)
    rows = json.loads(proof.read_bytes())["rows"]
    assert {row["term"] for row in rows} == {"供给型", "资金投入", "环境型", "税费优惠", "*"}


def test_codes_together_are_a_network(cntext, text, tmp_path):
    path = tmp_path / "n.graphml"
    asked = ("code", text, "--view", "together", "--unit", "document")
    found = cntext(*asked, "-f", "json").json
    assert len(found["rows"]) == 4
    jsonschema.validate(found, cntext("schema", "code").json)
    cntext(*asked, "-o", path)
    assert path.read_text("utf-8").count("<edge ") == 4  # 上下级之间不连


def test_help_of_the_commands_below_names_them(cntext):
    assert "cntext code schemes [OPTIONS]" in cntext("code", "schemes", "--help").text
    assert "cntext code convert" in cntext("code", "convert", "--help").text


def test_schemes_are_listed_shown_and_checked(cntext, tmp_path):
    names = [row["scheme"] for row in cntext("code", "schemes", "-f", "json").json["rows"]]
    assert names == ["instruments", "strength", "tone"]
    shown = cntext("code", "schemes", "tone", "-f", "json").json["rows"]
    assert {row["kind"] for row in shown} == {"term", "rule", "guard"}
    bad = tmp_path / "bad.toml"
    bad.write_text('["a"]\nparent = "a"\nterms = ["甲"]\n', encoding="utf-8")
    assert "circle" in cntext("code", "schemes", bad, code=2).err


def test_a_list_is_converted_and_used(cntext, text, tmp_path):
    words = tmp_path / "ntusd-positive.txt"
    words.write_bytes("好\n(坏)\n".encode("utf-16"))
    target = tmp_path / "mine.toml"
    result = cntext("code", "convert", words, "-o", target)
    assert "1 categories, 1 terms" in result.err
    assert "(坏)" in result.err
    rows = cntext("code", text, "--scheme", target, "-f", "json").json["rows"]
    assert [(row["code"], row["hits"]) for row in rows] == [("积极", 1), ("*", 1)]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16", "utf-8-sig"])
def test_lists_are_read_in_the_encodings_that_they_come_in(cntext, tmp_path, encoding):
    words = tmp_path / "负面情感词语.txt"
    listed = "中文负面情感词语\t3\n哀愁\n悲愤填膺\n不满意 \n"
    words.write_bytes(listed.encode(encoding))
    target = tmp_path / "s.toml"
    cntext("code", "convert", words, "-o", target)
    shown = cntext("code", "schemes", target, "-f", "json").json["rows"]
    assert [(row["weight"], row["text"]) for row in shown] == [(-1, "哀愁、悲愤填膺、不满意")]


def test_dutir_is_converted_from_a_table(cntext, tmp_path):
    table = tmp_path / "d.csv"
    table.write_text(
        "词语,词性种类,情感分类,强度,极性,辅助情感分类,强度,极性\n"
        "欢喜,verb,PA,7,1,,,\n可憎,adj,ND,5,2,NE,3,2\n",
        encoding="utf-8",
    )
    cntext("code", "convert", table, "-o", tmp_path / "d.toml")
    shown = cntext("code", "schemes", tmp_path / "d.toml", "-f", "json").json["rows"]
    assert [(r["code"], r["parent"], r["weight"], r["text"]) for r in shown if r["text"]] == [
        ("快乐", "乐", 7, "欢喜"), ("憎恶", "恶", 5, "可憎")
    ]  # fmt: skip


# ---------------------------------------------------------------- agree


def test_the_round_trip_gives_the_numbers_that_a_hand_gives(cntext, sheets):
    found = cntext("agree", *sheets, "-f", "json").json
    rows = {row["code"]: row for row in found["rows"]}
    assert rows["*"]["units"] == 3  # one cell of 甲 is empty: not rated
    assert rows["*"]["percent"] == pytest.approx(200 / 3)
    assert rows["资金投入"]["alpha"] == rows["资金投入"]["kappa"] == 1
    # Two values of six: one unit of three in disagreement; De = 2·1·5/(6·5), Do = 2/6.
    assert rows["法规管制"]["alpha"] == pytest.approx(1 - (2 / 6) / (2 * 5 / 30))
    assert rows["税费优惠"]["given"] == 2
    assert found["inputs"]["files"][0]["sha256"]


def test_ratings_may_stand_in_a_column_of_another_name(cntext, sheets):
    usual = cntext("agree", *sheets, "-f", "json").json["rows"]
    for sheet in sheets:
        head, rest = sheet.read_text("utf-8-sig").split("\n", 1)
        assert head.count("code") == 1
        sheet.write_text(head.replace("code", "评定") + "\n" + rest, "utf-8")
    cntext("agree", *sheets, code=2)
    assert cntext("agree", *sheets, "--column", "评定", "-f", "json").json["rows"] == usual


@pytest.mark.parametrize("more", [(), ("--view", "pairs", "--rounds", "50", "--seed", "7")])
def test_agreement_can_be_run_again(cntext, sheets, tmp_path, more):
    run = tmp_path / "agree.json"
    cntext("agree", *sheets, "--scheme", "instruments", *more, "-o", run)
    rows = cntext("verify", run, "-f", "json").json["rows"]
    assert all(row["same"] for row in rows)
    sheet = sheets[0]
    sheet.write_text(sheet.read_text("utf-8-sig").replace("法规管制", "资金投入"), "utf-8")
    rows = cntext("verify", run, "-f", "json", code=3).json["rows"]
    assert {row["kind"] for row in rows if not row["same"]} >= {"inputs"}


def test_the_dictionary_is_a_coder_too(cntext, sheets):
    rows = cntext("agree", sheets[0], "--scheme", "instruments", "-f", "json").json["rows"]
    assert {row["code"]: row["alpha"] for row in rows} == {"*": 1, "资金投入": 1, "税费优惠": 1}
    top = cntext("agree", *sheets, "--scheme", "instruments", "--top", "-f", "json").json["rows"]
    assert [row["code"] for row in top] == ["*", "供给型", "环境型"]


def test_confusion_and_disagreements_show_the_sentence(cntext, sheets):
    found = cntext("agree", *sheets, "--view", "disagreements", "-f", "json").json["rows"]
    assert [(row["甲"], row["乙"], row["_text"]) for row in found] == [
        ("税费优惠", "法规管制、税费优惠", "企业免征增值税。")
    ]
    rows = cntext("agree", *sheets, "--view", "confusion", "-f", "json").json["rows"]
    assert sum(v for row in rows for k, v in row.items() if k != "_") == 3
    pairs = cntext("agree", *sheets, "--scheme", "instruments", "--view", "pairs", "-f", "json")
    assert len(pairs.json["rows"]) == 3


def table(tmp_path, text, name="t.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_several_coders_in_one_table_on_an_ordinal_scale(cntext, tmp_path):
    path = table(tmp_path, "unit,张,李\n1,低,低\n2,中,高\n3,高,高\n4,低,中\n")
    rows = cntext(
        "agree", path, "--coders", "张,李", "--level", "ordinal", "--scale", "低,中,高", "-f", "json"
    ).json["rows"]  # fmt: skip
    assert len(rows) == 1
    assert rows[0]["fleiss_kappa"] is None
    # 低 3, 中 2, 高 3: δ²(低,中) = (3/2 + 2/2)² = 6.25 = δ²(中,高), δ²(低,高) = (3/2 + 2 + 3/2)² = 25.
    observed, expected = 2 * (6.25 + 6.25), 2 * (6 * 6.25 + 6 * 6.25 + 9 * 25)
    assert rows[0]["alpha"] == pytest.approx(1 - 7 * observed / expected)


def test_numbers_are_the_same_however_they_are_written(cntext, tmp_path):
    path = table(tmp_path, "id,a,b\n1,1,1.0\n2,02,2\n3,3,5\n")
    found = cntext("agree", path, "--coders", "a,b", "--level", "interval", "-f", "json").json
    assert found["rows"][0]["percent"] == pytest.approx(200 / 3)


@pytest.mark.parametrize(
    ("tables", "options", "said"),
    [
        (["id,code\n1,甲\n"], [], "t0.csv: has one coder alone"),
        (["id,code\n1,甲\n", "id,code\n2,甲\n"], [], "no unit was rated by two coders"),
        (["id,code\n1,甲\n", "id,code\n1,\n2,乙\n"], [], "no unit was rated by two coders"),
        (["id,code\n1,甲\n1,乙\n", "id,code\n1,甲\n"], [], "t0.csv:3: unit '1' stands at"),
        (["id,code\n1,甲\n", "id,code\n1,丁\n"], ["--scale", "甲,乙"], "t1.csv:2: '丁' is not among"),
        (["id,code\n1,供给\n", "id,code\n1,无\n"], ["--scheme", "instruments"], "did you mean 供给型?"),
        (["id,code\n1,高\n", "id,code\n1,2\n"], ["--level", "interval"], "t0.csv:2: '高' is not a number"),
        (["id,code\n1,-1\n", "id,code\n1,2\n"], ["--level", "ratio"], "is not a number of 0 or more"),
        (["id,code\n1,1、2\n", "id,code\n1,2\n"], ["--level", "ordinal"], "several values in one cell"),
        (["id,code\n1,无、甲\n", "id,code\n1,甲\n"], [], "says both none and a code"),
        (["", "id,code\n1,甲\n"], [], "is no table of named columns"),
        (["id,mark\n1,甲\n", "id,code\n1,甲\n"], [], "has no column 'code' with anything in it"),
        (["id,code\n1,甲\n", "id,code\n1,甲\n"], ["--top"], "needs to know what lies in what"),
        (["id,code\n1,甲\n", "id,code\n1,甲\n"], ["--scheme", "tone", "--level", "ordinal"], "have no order"),
        (["id,code\n1,甲\n", "id,code\n1,甲\n"], ["--level", "ratio", "--scale", "a"], "--scale: 'a'"),
    ],
)  # fmt: skip
def test_ratings_that_cannot_be_compared_are_refused(cntext, tmp_path, tables, options, said):
    paths = [table(tmp_path, text, f"t{i}.csv") for i, text in enumerate(tables)]
    result = cntext("agree", *paths, *options, code=2)
    assert result.out == b""
    assert said in result.err


def test_an_unknown_encoding_is_refused_and_a_known_one_taken(cntext, tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes("id,甲,乙\n1,好,好\n2,坏,好\n".encode("gbk"))
    asked = ("agree", path, "--coders", "甲,乙", "-f", "json", "--encoding")
    assert cntext(*asked, "gbk").json["rows"][0]["percent"] == 50
    assert "no such text encoding" in cntext(*asked, "gkb", code=2).err
    convert = ("code", "convert", path, "-o", tmp_path / "x.toml", "--encoding", "gkb")
    assert "no such text encoding" in cntext(*convert, code=2).err


def test_the_output_does_not_overwrite_a_table(cntext, sheets):
    before = sheets[0].read_bytes()
    cntext("agree", *sheets, "-o", sheets[0], code=2)
    assert sheets[0].read_bytes() == before


def test_a_sheet_in_a_workbook_is_read(cntext, tmp_path):
    pytest.importorskip("python_calamine", reason="the extra [office] is not installed")
    xlsxwriter = pytest.importorskip("xlsxwriter", reason="nothing here writes workbooks")
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for i, row in enumerate([("id", "text", "a", "b"), ("1", "句一", 1, 1), ("2", "句二", 2, 1), ("3", "句三", 2, 9)]):  # fmt: skip
            sheet.write_row(i, 0, row)
    options = ("--coders", "a,b", "--level", "interval", "-f", "json")
    assert cntext("agree", path, *options).json["rows"][0]["units"] == 3
    refused = cntext("agree", path, *options, "--scale", "1,2", code=2)
    assert "t.xlsx#3: '9' is not among" in refused.err
