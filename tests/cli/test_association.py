"""Collocates and co-words from the command line: what is asked, refused, and exported."""

import xml.etree.ElementTree as ET

import pytest


def rows(result):
    return [line.split("\t") for line in result.text.splitlines()[1:]]


def test_collocates_of_several_nodes_stand_in_lists_of_their_own(cntext, article):
    result = cntext(
        "collocates", "产教融合", "职业", "--min-freq", "1", "-f", "json", "--", article
    )
    assert result.json["columns"][0]["id"] == "node"
    assert {row["node"] for row in result.json["rows"]} <= {"产教融合", "职业"}
    assert result.json["params"]["window"] == "5L5R"


def test_a_node_that_is_not_there_is_a_result(cntext, article):
    result = cntext("collocates", "不在这里", article)
    assert rows(result) == []
    assert result.err == "cntext: not found: 不在这里\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-w", "5X"), "--window 5X: is no window"),
        (("-w", "0"), "--window 0: is no window"),
        (("--measure", "best"), "best"),
        (("--by", "sorce"), "did you mean source?"),
    ],
)
def test_what_cannot_be_meant_is_refused(cntext, article, arguments, said):
    result = cntext("collocates", "职业", *arguments, "--", article, code=2)
    assert said in result.err
    assert result.out == b""


def test_a_bad_window_is_found_before_anything_is_read(cntext, tmp_path):
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04")
    result = cntext("collocates", "职业", "-w", "5X", "--", tmp_path, code=2)
    assert "broken" not in result.err


@pytest.mark.parametrize("suffix", ["graphml", "gexf"])
def test_a_network_is_exported_by_suffix(cntext, article, tmp_path, suffix):
    out = tmp_path / f"net.{suffix}"
    cntext("coword", article, "--top", "5", "-o", out)
    tags = [element.tag.rpartition("}")[2] for element in ET.parse(out).iter()]  # noqa: S314
    pairs = cntext("coword", article, "--top", "5", "-f", "json").json["rows"]
    assert tags.count("node") == 5
    assert tags.count("edge") == len(pairs) > 0


def test_the_links_of_groups_are_told_apart(cntext, tmp_path):
    for name in ("a", "b"):
        text = f"---\nsource: {name}\n---\n教育改革。教育发展。\n"
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    target = tmp_path / "net.graphml"
    cntext("coword", "教育", "改革", "--by", "source", "-o", target, "--", *tmp_path.glob("*.txt"))
    written = target.read_text(encoding="utf-8")
    assert 'attr.name="group"' in written
    assert (written.count("<node "), written.count("<edge ")) == (2, 2)


def test_other_tables_are_no_network(cntext, article, tmp_path):
    out = tmp_path / "net.gexf"
    for command in (("freq",), ("coword", "--view", "map")):
        assert "no network" in cntext(*command, article, "-o", out, code=2).err
    assert not out.exists()


def test_a_matrix_is_square_and_its_columns_are_its_rows(cntext, article):
    text = cntext("coword", article, "--view", "matrix", "--top", "4", "-f", "csv").text
    head, *body = [line.split(",") for line in text.splitlines()]
    assert head[1:] == [line[0] for line in body]
    assert [line[i] for i, line in enumerate(body, 1)] == sorted(
        (line[i] for i, line in enumerate(body, 1)), key=int, reverse=True
    )


def test_terms_that_are_not_there_are_named(cntext, article):
    result = cntext("coword", "产教融合", "不在这里", "--", article)
    assert "not found: 不在这里" in result.err
    assert rows(result) == []


def test_a_cloud_is_drawn_of_a_table_of_collocates_and_not_without_a_node(
    cntext, article, tmp_path
):
    table = tmp_path / "near.json"
    cntext("collocates", "产教融合", article, "--min-freq", "1", "-o", table)
    drawn = cntext("cloud", table, "-o", tmp_path / "c.png", "-f", "tsv").text.splitlines()
    assert len(drawn) > 1
    of = ("--of", "collocates 产教融合 --min-freq 1", "-o", tmp_path / "d.png", "-f", "tsv")
    assert cntext("cloud", article, *of).text.splitlines() == drawn
    err = cntext("cloud", "--of", "collocates", article, code=2).err
    assert "nothing to look for" in err
