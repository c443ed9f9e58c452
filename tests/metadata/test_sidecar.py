"""A sidecar gives each document its row, and tells what did not fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntext.errors import UsageProblem
from cntext.metadata.matching import with_sidecar
from cntext.metadata.sidecar import parse_sidecar, read_sidecar
from cntext.model import Document


def sidecar(text, encoding="utf-8"):
    return parse_sidecar(text.encode(encoding), "meta.csv")


def document(path, **known):
    return Document(path.rpartition("/")[2], "", path=path, **known)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("comma", [",", ";", "\t"])
def test_chinese_headings_become_fields(encoding, comma):
    text = "文件名,标题,日期,来源,作者,级别\na.txt,开放,2019年3月5日,人民日报,林,国家\n"
    known = sidecar(text.replace(",", comma), encoding)
    (found,), caveats = with_sidecar([document("x/a.txt", title="旧")], known)
    assert (found.title, found.date, found.source, found.author) == (
        "开放",
        "2019-03-05",
        "人民日报",
        "林",
    )
    assert found.meta == {"级别": "国家"}
    assert caveats == ()


@pytest.mark.parametrize(
    "key", ["a.txt", "x/a.txt", "./x/a.txt", "x\\a.txt", "a", "x/a", "/data/x/a.txt"]
)
def test_a_row_may_name_a_document_in_many_ways(key):
    (found,), caveats = with_sidecar([document("/data/x/a.txt")], sidecar(f"file,k\n{key},v\n"))
    assert found.meta == {"k": "v"}
    assert caveats == ()


def test_what_does_not_fit_is_counted():
    known = sidecar("file,date,k\na,soon,1\na,2019,2\nb,2019,3\nnobody,,4\n,2019,5\nc.txt,2019\n")
    documents = [
        document(p, date="2001") for p in ("x/a.txt", "x/b.txt", "y/b.txt", "x/c.txt", "d.txt")
    ]
    found, caveats = with_sidecar(documents, known)
    assert [d.meta.get("k", "") for d in found] == ["1", "", "", "", ""]
    assert [d.date for d in found] == ["2001", "2001", "2001", "2019", "2001"]
    assert {c.code: c.message.en.split()[1] for c in caveats} == {
        "meta-unmatched": "1",
        "meta-missing": "3",
        "meta-ambiguous": "1",
        "meta-doubled": "1",
        "meta-date": "1",
        "meta-ragged": "1",
        "meta-keyless": "1",
    }


def test_articles_of_one_page_share_its_row_but_not_its_title():
    articles = [Document(f"p.txt#{i}", "", title=f"t{i}", path="p.txt") for i in (1, 2)]
    found, caveats = with_sidecar(articles, sidecar("file,title,source\np.txt,版面,人民日报\n"))
    assert [(d.title, d.source) for d in found] == [("t1", "人民日报"), ("t2", "人民日报")]
    assert caveats == ()
    found, _ = with_sidecar(articles, sidecar("id,title\np.txt#2,新\n"))
    assert [d.title for d in found] == ["t1", "新"]


def test_empty_cells_and_a_year_column():
    known = sidecar("file,title,年份\na.txt,,2018\n")
    (found,), _ = with_sidecar([document("a.txt", title="旧")], known)
    assert (found.title, found.date, dict(found.meta)) == ("旧", "2018", {})
    (found,), _ = with_sidecar([document("a.txt", date="1999")], known, dates=False)
    assert found.date == "1999"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"title,date\nx,2019\n", "no column names the file"),
        ("file,标题,title\n".encode(), "two columns"),
        (b'file,k\n"a,1\n', "well-formed"),
        (b"\xff\xff\xff\xff", "UTF-8"),
        (b"file\0,k\n", "UTF-8"),
    ],
)
def test_what_is_no_sidecar_is_refused(data, said):
    with pytest.raises(UsageProblem, match=said):
        parse_sidecar(data, "meta.csv")


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(UsageProblem, match="cannot be read"):
        read_sidecar(tmp_path / "none.csv")


@given(st.binary(max_size=200))
def test_no_bytes_give_anything_but_a_sidecar_or_a_usage_problem(data):
    try:
        known = parse_sidecar(b"file,k\n" + data, "m.csv")
    except UsageProblem:
        return
    with_sidecar([document("a.txt"), document("b/a.txt")], known)
