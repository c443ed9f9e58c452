"""A row is a text; its other columns tell of it."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntext.read.formats import ReadOptions
from cntext.read.formats.delimited import read

LONG = "我爱北京天安门，天安门上太阳升。" * 3


def test_each_row_is_a_page_with_the_other_columns(read_texts):
    assert read_texts("a.csv", "id,text,年份\n1,北京,2020\n2,上海,2020.0\n") == [
        ("#1", "北京", {"id": "1", "year": "2020"}),
        ("#2", "上海", {"id": "2", "year": "2020"}),
    ]


def test_usual_headings_mean_the_usual_fields(read_texts):
    table = "标题,发布日期,来源,作者,发文机关,正文\n甲,2019-01-02,人民日报,某,教育部,北京\n"
    assert read_texts("a.csv", table) == [
        (
            "#1",
            "北京",
            {
                "title": "甲",
                "date": "2019-01-02",
                "source": "人民日报",
                "author": "某",
                "发文机关": "教育部",
            },
        )
    ]


@pytest.mark.parametrize("heading", ["text", "Text", "content", "BODY", "正文", "内容", "全文"])
def test_a_column_of_a_usual_name_is_the_text(read_texts, heading):
    assert read_texts("a.csv", f"摘要,{heading}\n{LONG},北京\n")[0][1] == "北京"


def test_the_only_long_column_is_the_text(read_texts):
    assert read_texts("a.csv", f"编号,说明\n1,{LONG}\n")[0][1] == LONG


def test_the_only_column_is_the_text_commas_and_all(read_texts):
    assert read_texts("a.csv", "微博\n北京, 天安门\n上海\n") == [
        ("#1", "北京, 天安门", {}),
        ("#2", "上海", {}),
    ]


def test_a_column_can_be_named_as_it_stands_or_by_what_it_means(read_texts):
    table = "标题,正文\n短,长\n"
    assert read_texts("a.csv", table, text_column="标题")[0] == ("#1", "短", {"正文": "长"})
    assert read_texts("a.csv", table, text_column="title")[0][1] == "短"


@pytest.mark.parametrize(
    ("table", "asked"),
    [("a,b\n1,北京\n", None), (f"a,b\n{LONG},{LONG}\n", None), ("a,text\n", "c")],
)
def test_without_a_clear_text_column_the_columns_are_listed(refusal, table, asked):
    failure = refusal("a.csv", table, text_column=asked)
    assert failure.code == "text-column"
    assert "a" in failure.problem.en
    assert "--text-column" in failure.hint.zh


def test_a_table_without_headings_is_refused(refusal):
    assert refusal("a.csv", f"1,{LONG * 2}\n2,{LONG}\n").code == "no-headings"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(read_texts, delimiter):
    table = f"id{delimiter}text\n1{delimiter}北京；天安门，上海\n"
    assert read_texts("a.csv", table) == [("#1", "北京；天安门，上海", {"id": "1"})]


def test_a_delimiter_that_is_inside_the_texts_is_not_taken(read_texts):
    table = 'id;text\n1;"a,b"\n2;c,d,e\n3;f\n'
    assert [text for _, text, _ in read_texts("a.csv", table)] == ["a,b", "c,d,e", "f"]


def test_tsv_is_tabs_and_its_quotes_may_be_text(read_texts):
    table = 'id,x\ttext\n1\t"北京"大学\n2\t"没有配对\n3\t"引号"\n'
    assert [text for _, text, _ in read_texts("a.tsv", table)] == [
        '"北京"大学',
        '"没有配对',
        "引号",
    ]


def test_quoted_tsv_may_hold_tabs_and_lines(read_texts):
    assert read_texts("a.tsv", 'id\ttext\n1\t"甲\t乙\n丙"\n')[0][1] == "甲\t乙\n丙"


def test_lines_lead_back_to_the_source(read_bytes):
    table = 'title,text\n\n甲,一\n"乙\n乙","二\n二"\n丙,"三\n三"\r\n丁,四\n'
    pages, _ = read_bytes("a.csv", table)
    lines = table.replace("\r", "").split("\n")
    assert [page.first_line for page in pages] == [3, 5, 7, 9]
    for page in pages:
        assert page.text[0] in lines[page.first_line - 1]


def test_doubled_and_empty_headings_are_told_apart(read_texts):
    assert read_texts("a.csv", "text,text,,x,\n北京,上海,1,2,3\n") == [
        ("#1", "北京", {"text_2": "上海", "column_3": "1", "x": "2", "_extra": "3"})
    ]


def test_two_headings_of_one_meaning_are_kept(read_texts):
    meta = read_texts("a.csv", "日期,发布日期,text\n2019,2020,北京\n")[0][2]
    assert meta == {"date": "2019", "发布日期": "2020"}


def test_ragged_rows_lose_nothing(read_texts):
    assert read_texts("a.csv", "a,text,c\n1,北京\n1,2,3,4,5\n\n,,\n2,上海,3\n") == [
        ("#1", "北京", {"a": "1"}),
        ("#2", "2", {"a": "1", "c": "3", "_extra": "4; 5"}),
        ("#4", "上海", {"a": "2", "c": "3"}),
    ]


def test_na_and_null_are_words(read_texts):
    assert [t for _, t, _ in read_texts("a.csv", "id,text\nNA,null\nnan,NA\n")] == ["null", "NA"]


@pytest.mark.parametrize(
    ("table", "line"),
    [
        ('id,text\n1,"没有结束 \n2,北京\n', 2),
        ('id,text\n1,"没有结束', 2),
        ('id,text\n1,"好\n好","没有结束\n2,北京\n', 3),
        ('id,text\n1,"没有结束\n2,"北京"\n', 2),  # closes where the next one opens
        ('id,text\n1,"他说"好"，\n然后走了"\n', 2),
    ],
)
def test_a_quote_that_is_never_closed_is_refused_with_its_line(refusal, table, line):
    failure = refusal("a.csv", table)
    assert failure.code == "quote"
    assert f"line {line} " in failure.problem.en


def test_a_stray_quote_inside_a_line_is_part_of_the_text(read_texts):
    table = 'id,text\n1,5" 屏\n2,"北京"大学\n3,"他说""好"""\n4,上海\n'
    assert [t for _, t, _ in read_texts("a.csv", table)] == [
        '5" 屏',
        "北京大学",
        '他说"好"',
        "上海",
    ]


def test_a_nul_in_a_cell_is_removed_and_counted(read_bytes):
    pages, failed = read_bytes("a.csv", "id,text\n1,北\0京\n2,上海\n")
    assert failed == []
    assert [(page.text, page.replaced) for page in pages] == [("北京", 1), ("上海", 0)]


def test_a_cell_has_no_largest_size(read_texts):
    assert len(read_texts("a.csv", "id,text\n1," + "北京" * 100_000 + "\n")[0][1]) == 200_000


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "big5", "utf-16", "utf-32"])
def test_encodings_are_those_of_texts(read_texts, encoding):
    table = "標題,正文\n" + "".join(f"第{n}篇,人民日報北京電，今日天氣晴朗\n" for n in range(20))
    pages = read_texts("a.csv", table.encode(encoding))
    assert pages[3][1:] == ("人民日報北京電，今日天氣晴朗", {"title": "第3篇"})


@pytest.mark.parametrize("table", ["", "\n\n", "id,text\n", "id,text"])
def test_no_rows_are_no_pages(read_texts, table):
    assert read_texts("a.csv", table) == []


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_ends_a_row(read_texts, end):
    assert [t for _, t, _ in read_texts("a.csv", f"id,text{end}1,甲{end}2,乙{end}")] == ["甲", "乙"]


def test_an_excel_file_called_csv_is_refused(refusal):
    assert refusal("a.csv", b"PK\x03\x04\x14\0").code == "format"


def test_many_columns_are_read(read_texts):
    names = ",".join(f"c{n}" for n in range(20_000))
    found = read_texts("a.csv", f"{names}\n{','.join(['北京'] * 20_000)}\n", text_column="c19999")
    assert (found[0][1], len(found[0][2])) == ("北京", 19_999)


# What `as_read` and line ends change is not the table's business; NUL cannot be written.
cells = st.text(st.characters(codec="utf-8", exclude_characters="\0\r\x1a\ufeff"), max_size=20)


@given(st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=8))
def test_what_was_written_is_read(rows):
    stream = io.StringIO(newline="")
    csv.writer(stream, quoting=csv.QUOTE_ALL).writerows([("a", "text", "c"), *rows])
    parts = list(read(stream.getvalue().encode(), ReadOptions()))
    kept = [row for row in rows if any(map(str.strip, row))]
    assert [part.text for part in parts] == [row[1] for row in kept]


def test_damaged_files_fail_in_words(survives):
    table = "id,title,text\n" + "".join(f'{n},"甲，""乙""",{LONG}\n' for n in range(20))
    survives("a.csv", table.encode())
    survives("a.tsv", table.replace(",", "\t").encode("gb18030"))


def test_the_real_table_and_its_twin_in_json_lines_hold_the_same(shared, read_bytes):
    table, _ = read_bytes("a.csv", (shared / "laws_edu.csv").read_bytes())
    lines, _ = read_bytes("a.jsonl", (shared / "laws_edu.jsonl").read_bytes())
    assert len(table) == 26
    assert [page.text for page in table] == [page.text for page in lines]
    assert table[0].meta.items() <= lines[0].meta.items()
    assert table[0].meta["title"] == "高等教育管理职责暂行规定"


def test_blank_lines_of_a_table_with_tabs_are_no_rows(read_texts):
    assert [text for _, text, _ in read_texts("a.tsv", "id\ttext\n\n1\t甲\n  \n2\t乙\n")] == [
        "甲",
        "乙",
    ]


def test_a_text_has_over_30_characters_and_a_heading_up_to_60(read_texts, refusal):
    def table(size):
        return f"甲,乙\n{'文' * size},{'数' * 30}\n"

    assert read_texts("a.csv", table(31))[0][1] == "文" * 31
    assert refusal("a.csv", table(30)).code == "text-column"
    assert read_texts("a.csv", f"{'题' * 60}\n北京\n")[0][1] == "北京"
    assert refusal("a.csv", f"{'题' * 61}\n北京\n").code == "no-headings"
