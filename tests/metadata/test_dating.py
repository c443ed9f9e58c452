"""The date of a document: of its header, its name or its text, and which of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntext.metadata.dating import DateFrom, date_in_name, date_in_text, dating_note, settled
from cntext.metadata.enrich import informed
from cntext.metadata.patterns import name_pattern
from cntext.metadata.sidecar import parse_sidecar
from cntext.model import Document

LONG = "深化产教融合。" * 200


@pytest.mark.parametrize(
    ("text", "expected", "rule"),
    [
        (f"题\n发布时间：2019-03-26 10:22\n{LONG}", "2019-03-26", "text-label"),
        (f"题\n2019年3月26日 星期二\n{LONG}", "2019-03-26", "text-line"),
        (f"{LONG}\n教育部\n二〇一九年三月二十六日\n", "2019-03-26", "text-line"),
        (f"题\n（2019年3月）\n{LONG}", "2019-03", "text-line"),
        ("新华社北京2019年3月5日电（记者 林）今天", "2019-03-05", "text-dateline"),
        ("人民日报重庆2019年3月5日讯 今天", "2019-03-05", "text-dateline"),
        ("（2019年3月5日第十三届全国人大通过）", "2019-03-05", "text-enacted"),
        ("——2019年3月5日在第十三届全国人民代表大会第二次会议上", "2019-03-05", "text-enacted"),
        ("1996年5月15日 会议通过\n2022年4月20日 会议修订\n正文", "2022-04-20", "text-enacted"),
        ("新华社北京3月5日电 今天", "", "none"),  # of which year?
        ("1949年10月1日，新中国成立。", "", "none"),
        (f"{LONG}\n2019年3月26日\n{LONG}", "", "none"),  # in the middle
        ("", "", "none"),
    ],
)
def test_a_text_says_its_date(text, expected, rule):
    assert date_in_text(text) == (expected, rule)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("人民日报_20190326_02版.txt", "2019-03-26"),
        ("报告1978.txt", "1978"),
        ("2019-03_x.md", "2019-03"),
        ("第12345678号.txt", ""),
        ("二〇一九年三月.txt", "2019-03"),
        ("2018-2019学年.txt", "2018"),
        ("dir2017/a.txt", ""),
    ],
)
def test_a_name_says_its_date(name, expected):
    assert date_in_name(name) == expected


@pytest.mark.parametrize(
    ("choice", "header", "path", "expected"),
    [
        (DateFrom.AUTO, "2019", "2001.txt", ("2019", "header")),
        (DateFrom.AUTO, "2019", "2019-03.txt", ("2019-03", "name")),  # the same, said better
        (DateFrom.AUTO, "", "2001-01-01.txt", ("2001-01-01", "name")),
        (DateFrom.AUTO, "", "2020.txt", ("2020-05-06", "text-line")),
        (DateFrom.AUTO, "", "x.txt", ("2020-05-06", "text-line")),
        (DateFrom.META, "", "2001.txt", ("", "none")),
        (DateFrom.NAME, "2019", "x.txt", ("", "none")),
        (DateFrom.TEXT, "2019", "2001.txt", ("2020-05-06", "text-line")),
    ],
)
def test_the_user_chooses_whose_date_it_is(choice, header, path, expected):
    document = Document("d", "题\n2020年5月6日\n正文", path=path, date="1999")
    found, rule = settled(document, choice, header)
    assert (found.date, rule) == expected


def test_everything_known_is_put_together_in_order():
    document = Document("d", "", path="2001_某报_题.txt", source="旧")
    pattern = name_pattern("{date}_{source}_{title}")
    sidecar = parse_sidecar("file,date,author\n2001_某报_题,2002,林\n".encode(), "m.csv")
    for choice, date in (
        (DateFrom.AUTO, "2002"),
        (DateFrom.META, "2002"),
        (DateFrom.NAME, "2001"),
        (DateFrom.TEXT, ""),
    ):
        dated, _ = settled(document, choice, "")
        (found,) = informed((dated,), choice, pattern, sidecar).documents
        assert (found.source, found.title, found.author, found.date) == ("某报", "题", "林", date)


def test_the_note_tells_of_unusual_dates_only():
    assert dating_note({"header": 3, "name": 2}) is None
    note = dating_note({"header": 3, "none": 2})
    assert note is not None
    assert note.en.startswith("dates are from: the header or properties (3), no date (2)")


@given(st.text("2019年3月56日-/：发布时间 \n()通过二〇一九电", max_size=400))
def test_no_text_raises(text):
    assert len(date_in_text(text)[0]) in {0, 4, 7, 10}
    assert len(date_in_name(text)) in {0, 4, 7, 10}
