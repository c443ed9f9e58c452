"""A document holds what the page holds, sentence by sentence, and can be traced to its lines."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cntext.clean.documents import documents_of
from cntext.model import Inputs, Page
from cntext.read.pages import read_pages
from cntext.resources import shipped
from cntext.text.characters import count_han


def page_of(text: str, path: str = "page.txt", **fields) -> Page:
    return Page(path=path, id=path, text=text, encoding="utf-8", sha256="", size=0, **fields)


def cleaned(text: str, path: str = "page.txt", **fields):
    return documents_of(page_of(text, path, **fields))[0]


def documents(path):
    """Return ``(page, document)`` for every file that ``path`` means."""
    return [(page, documents_of(page)[0]) for page in read_pages([str(path)], Inputs())]


# ---------------------------------------------------------------- the real page


@pytest.fixture(scope="module")
def newspaper(shared):
    (page,) = read_pages([str(shared / "newspaper_page.txt")], Inputs())
    return documents_of(page)


def joins(found):
    return [(d.rule, d.line, d.text) for document in found for d in document.decisions]


def test_the_six_breaks_of_the_newspaper_page_are_joined_and_nothing_else(newspaper):
    assert joins(newspaper) == [
        ("torn-word", 27, "前，统筹部署有力|度。党的二十大精"),
        ("torn-prose", 43, "化塑造、亲和化表|达和网红式运营，"),
        ("torn-number", 59, "5项，位居全国第|4、重庆第2；国"),
        ("torn-prose", 73, "求和新技术创新应|用的产教融合机制"),
        ("torn-prose", 77, "驱动发展战略的重|要契合点。201"),
        ("torn-prose", 81, "显的阶段。我校坚|持共建共享，多方"),
    ]


def test_phrases_of_the_newspaper_page_count_right_by_article(newspaper):
    for phrase, counts in {
        "产教融合": [4, 9, 1],
        "深化产教融合": [3, 3, 1],
        "科教融汇": [1, 7, 0],
        "双高": [5, 0, 1],
        "校企合作": [3, 4, 0],
        "党的二十大精神": [16, 1, 1],
        "现代化产业体系": [0, 0, 14],
    }.items():
        assert [document.text.count(phrase) for document in newspaper] == counts, phrase


def test_the_newspaper_page_is_three_articles(newspaper):
    assert [d.id for d in newspaper] == [f"newspaper_page.txt#{n}" for n in (1, 2, 3)]
    assert [count_han(d.text) for d in newspaper] == [1976, 1309, 1304]
    assert [(d.line_of(0), d.line_of(len(d.text) - 1)) for d in newspaper] == [
        (3, 63),
        (65, 85),
        (87, 125),
    ]
    assert [d.title for d in newspaper] == [
        "砥砺奋进勇担使命 聚力谱写“双高”新篇",
        "深化产教融合 推动新时代职业教育高质量发展",
        "为重庆现代化产业体系建设夯实人才之基",
    ]
    assert [d.author for d in newspaper] == ["李治鹏 冯焰勇", "张进", "易俊"]
    assert newspaper[2].meta["byline"] == "作者系重庆工程职业技术学院党委书记 易俊"


def test_a_newspaper_page_without_heading_marks_is_three_articles_too(shared):
    text = (shared / "newspaper_page.txt").read_text("utf-8")
    found = documents_of(page_of(re.sub(r"(?m)^#+ ", "", text)))
    assert [count_han(d.text) for d in found] == [1976, 1309, 1304]
    assert [d.title for d in found][1:] == [
        "深化产教融合 推动新时代职业教育高质量发展",
        "为重庆现代化产业体系建设夯实人才之基",
    ]


def test_words_torn_by_a_line_end_are_whole_again(newspaper):
    text = "".join(d.text for d in newspaper)
    for word in ("有力度", "亲和化表达", "位居全国第4", "新技术创新应用", "重要契合点", "我校坚持"):
        assert word in text


def test_headlines_captions_and_bylines_of_the_page_stand_alone(newspaper):
    lines = [line for d in newspaper for line in d.text.split("\n")]
    for line in (
        "重庆工程职业技术学院",
        "砥砺奋进勇担使命 聚力谱写“双高”新篇",
        "重庆工程职业技术学院校园风貌",
        "学懂弄通 筑牢信仰之基",
        "文/图 李治鹏 冯焰勇",
        "(作者系重庆工程职业技术学院院长 张进)",
        "聚焦>>>",
        "为重庆现代化产业体系建设夯实人才之基",
    ):
        assert line in lines


# ---------------------------------------------------------------- our own page and articles


def test_our_own_page_is_three_articles_with_seven_joins():
    (page,) = read_pages([str(shipped("corpus") / "page.txt")], Inputs())
    found = documents_of(page)
    assert [line for _, line, _ in joins(found)] == [25, 29, 39, 47, 61, 65, 83]
    assert [(d.title, d.author) for d in found] == [
        ("向新而行立潮头 扎根产业写华章", "林晓舟 顾清禾"),
        ("聚力产教融合 锻造现场工程师", "温如岳"),
        ("让古老农业插上智慧的翅膀", "黎见山"),
    ]
    text = "".join(d.text for d in found)
    for whole in (
        "专业布局。",
        "代表在理事会中占到一半以上",
        "同类院校第2、全市第1",
        "电商专业的师生手把手",
        "一道工序。",
        "同台授课，",
        "农业物联网平台，",
    ):
        assert whole in text


def without_heading_marks(text: str) -> str:
    return re.sub(r"^#{1,6} +", "", text, flags=re.MULTILINE).strip("\n")


def test_our_articles_are_left_as_they_are():
    found = [
        (page, d) for page, d in documents(shipped("corpus")) if not page.path.endswith("page.txt")
    ]
    assert len(found) >= 24
    for page, document in found:
        assert document.decisions == (), page.path
        assert document.text.strip("\n") == without_heading_marks(page.text), page.path


def test_laws_are_left_as_they_are(shared):
    for folder in ("laws_edu", "traditional"):
        for page, document in documents(shared / folder):
            assert document.decisions == (), page.path
            assert document.text == without_heading_marks(page.text), page.path


def test_government_reports_lose_no_phrase_at_a_broken_line(shared):
    """The links of these files were torn out of their sentences (《 | 公司法 | 》)."""
    phrases = (
        "条例》",
        "法》",
        "《纲要",
        "职业教育",
        "社会主义市场经济",
        "和平共处五项原则",
        "广义货币M2",
    )
    for page, document in documents(shared / "govreport"):
        for phrase in phrases:
            whole = re.sub(r"\s", "", page.text).count(phrase)
            assert document.text.count(phrase) == whole, (page.path, phrase)


def test_government_reports_get_no_wrong_join(shared):
    """Joins by likelihood were read one by one; these files are torn in a few places only."""
    likely = [
        (document.id, d.text)
        for _, document in documents(shared / "govreport")
        for d in document.decisions
        if d.rule == "broken-page"
    ]
    licence = re.compile("法律|不适用于该法|其他管辖区|公务演讲|中国大陆")
    assert [text for _, text in likely if not licence.search(text)] == [
        "涉。这是我们坚持|和平共处五项原则",
        "印度|、缅甸共同倡议和",
        "部行政法规。针对|收容遣送",
    ]


# ---------------------------------------------------------------- anchors

PIECES = [
    "产教融合",
    "是职业教育的基本模式，",
    "学校党委高度重视。",
    "位居全国第",
    "4、重庆第2；",
    "度。",
    "新应",
    "用的机制。全面实施",
    "、",
    "　　",
    "## ",
    "- ",
    " ",
    "“",
    "”",
    "logo",
    "AI",
]
LINES = st.lists(st.lists(st.sampled_from(PIECES), max_size=4).map("".join), max_size=25)


@given(LINES, st.integers(1, 9))
@example(["产教融合，", "", "", "好。"], 5)
@example(["", "  ", "甲"], 1)
@example(["# ", "甲，", "乙"], 1)
def test_every_character_is_traced_to_the_line_it_stood_on(lines, first):
    page = page_of("\n".join(lines), first_line=first)
    there = [
        (character, number)
        for number, line in enumerate(lines, start=first)
        for character in re.sub(r"^\s{0,3}#{1,6}\s+", "", line)
        if not character.isspace()
    ]
    document = documents_of(page)[0]
    here = [
        (character, document.line_of(offset))
        for offset, character in enumerate(document.text)
        if not character.isspace()
    ]
    assert here == there


@given(LINES, st.integers(1, 9))
def test_without_cleaning_the_text_is_the_pages_own(lines, first):
    page = page_of("\n".join(lines), first_line=first)
    document = documents_of(page, clean=False)[0]
    assert document.text == page.text
    assert document.decisions == ()
    offset = 0
    for number, line in enumerate(lines, start=first):
        assert document.line_of(offset) == number
        offset += len(line) + 1


def test_lines_of_the_real_page_are_found_again(shared, newspaper):
    lines = (shared / "newspaper_page.txt").read_text("utf-8").split("\n")
    for phrase in (
        "度。党的二十大精神召开以来",
        "4、重庆第2",
        "持共建共享",
        "文/图 李治鹏",
        "双高”新篇",
    ):
        (document,) = [d for d in newspaper if phrase in d.text]
        assert phrase in lines[document.line_of(document.text.index(phrase)) - 1]


# ---------------------------------------------------------------- Markdown and metadata


def test_markdown_marks_are_taken_off():
    document = cleaned(
        "# 标题\n\n**产教**融合，`双高`，*科教*，[链接](http://a.b/c)，![图](x.png)。", "a.md"
    )
    assert document.text == "标题\n\n产教融合，双高，科教，链接，图。"


def test_marks_in_plain_text_stay():
    text = "2*3*4，__init__，[甲](乙)，`代码`。"
    assert cleaned(text, "a.txt").text == text


def test_unpaired_marks_in_markdown_stay():
    text = "2 * 3 * 4，**未完，[甲]，](乙)"
    assert cleaned(text, "a.md").text == text


@pytest.mark.parametrize("piece", ["*a ", "`a ", "**a ", "[", "[](a", "![", "__a "])
def test_unclosed_marks_cost_no_more_than_their_length(piece, in_step):
    assert cleaned(piece * 30_000, "a.md").text
    # once the square of the length: minutes
    in_step(lambda times: cleaned(piece * times, "a.md"), 30_000)


def test_metadata_comes_from_the_header():
    meta = {"title": "甲", "date": "2018年4月", "author": "某", "source": "日报", "genre": "评论"}
    document = cleaned("正文。", meta=meta)
    assert (document.title, document.date, document.author, document.source) == (
        "甲",
        "2018-04",
        "某",
        "日报",
    )
    assert document.meta == {"genre": "评论"}
    assert document.field("genre") == "评论"


def test_the_date_comes_from_the_file_name_where_the_header_has_none():
    assert cleaned("正文。", "x/2018-04-12_news.txt").date == "2018-04-12"
    assert cleaned("正文。", "x/1978.txt", meta={"date": "不详"}).date == "1978"
    assert cleaned("正文。", "x/page.txt").date == ""


def test_the_title_is_the_header_s_or_the_first_heading_or_the_file_name():
    assert cleaned("正文\n## 二级标题 \n# 一级", "x/a.txt").title == "一级"
    assert cleaned("正文", "x/a.b.txt").title == "a.b"
    assert cleaned("# 标题", meta={"title": "甲"}).title == "甲"


@pytest.mark.parametrize("text", ["", "\n", " \n\u3000\n", "\n\n\n"])
def test_an_empty_page_is_an_empty_document(text):
    document = cleaned(text)
    assert document.text.strip() == ""
    assert document.line_of(0) >= 1
