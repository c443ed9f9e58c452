"""Broken lines are joined on evidence from both sides; a wrong join is worse than none."""

import pytest

from cntext.clean.documents import documents_of
from cntext.clean.joining import glue, join_rule, layout_of
from cntext.clean.lines import Growing, lines_of
from cntext.clean.paragraphs import paragraphs_of
from cntext.model import Page


def rule(left: str, right: str, *, blank: bool = True) -> str | None:
    """Return the rule that joins two lines, parted by a blank line as on a pasted page."""
    first, second = lines_of(left + ("\n\n" if blank else "\n") + right, 1)
    found = join_rule(Growing(first), second, layout_of([first, second]))
    return found[0] if found else None


def joined(text: str) -> list[str]:
    """Return the lines of ``text`` after joining."""
    page = Page("page.txt", "page.txt", text, "utf-8", "", 0)
    return [paragraph.text for paragraph in paragraphs_of(page)]


LONG = (
    "重庆工程职业技术学院因国家工业振兴而生、随能源行业发展而兴，建校以来一直坚持走产教融合之路。"
)


@pytest.mark.parametrize(
    ("left", "right", "name"),
    [
        ("学校先后获奖，位居前列", "，影响日增。", "closed-later"),
        ("学校落实《意见，", "》精神。", "closed-later"),
        ("一要深化改革，", "二要扩大开放。", "open-comma"),
        ("推进职普融通、", "产教融合。", "open-comma"),
        ("获奖15项，位居全国第", "4、重庆第2；", "torn-number"),
        (LONG + "广义货币M", "2", "torn-number"),
        (LONG + "多方联动，我校坚", "持共建共享，聚力。", "torn-prose"),
        (LONG + "记者从市教委获", "悉，学校获奖。", "torn-prose"),
        (LONG + "学校落实《意见》", "精神，加快发展。", "torn-prose"),
        ("全面落实走在前，统筹部署有力", "度。学校第一时间部署。", "torn-word"),
        ("他带领团队，培育新", "人，服务乡村振兴，成长成才。", "torn-word"),
    ],
)
def test_broken_sentences_are_joined(left, right, name):
    assert rule(left, right) == name


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("学校成立于1951年。", "近年来，学校加快发展。"),
        ("他说：“好。”", "然后，他走了。"),
        ("（本报记者）", "今天，学校开学。"),
        ("# " + LONG + "学校坚", "持共建共享，聚力。"),
        (LONG + "多方联动", "## 持共建，共享。"),
        ("深化产教融合 推动高质量发展", "产教融合是基本模式，是路径。"),
        ("坚定方向守初心，为体系建设蓄能", "培养什么人，是教育的根本问题。"),
        (LONG + "我们要做到", "一、提高认识，统一思想。"),
        (LONG + "我们要做到", "（二）提高认识，统一思想。"),
        (LONG + "我们要做到", "- 提高认识，统一思想。"),
        (LONG + "我们要做到", "1. 提高认识，统一思想。"),
        (LONG + "我们要做到", "第三章 总则，以及附则。"),
        (LONG + "我们要做到", "　　提高认识，统一思想。"),
        (LONG + "开展实践", "文/图 李治鹏 冯焰勇"),
        (LONG + "开展实践", "(作者系学院院长，教授 张进)"),
        (LONG + "开展实践", "——记某学院，某系"),
        (LONG + "开展实践", "本报讯 昨日，学校开学。"),
        (LONG + "开展实践", "新华社北京4月12日电 昨日，学校开学。"),
        (LONG + "开展实践", "图为学生实训，教师指导。"),
        (LONG + "（记者 张三）", "昨日，学校开学。"),
        (LONG + "(通讯员 张三 李四)", "昨日，学校开学。"),
        (LONG + "本报记者 张三 李四", "昨日，学校开学。"),
        (LONG + "来源：教育日报", "昨日，学校开学。"),
        ("图为" + LONG + "李治鹏 摄", "昨日，学校开学。"),
        ("图为" + LONG + "学校供图", "昨日，学校开学。"),
        ("加油！中国职教", "5月9日，活动周启动。"),
        ("什么是双高？怎么建", "双高，是一项计划。"),
        ("学校校园风貌", "正值春末夏初，太阳照耀着大地。"),
        ("一年来，学校稳步发展", "现在，新的征程开始了。"),
        ("一年来，学校稳步发展", "三年来，学校获奖无数。"),
        ("文/图 李治鹏 冯焰勇", "深化产教融合 推动发展"),
        ("第一条 为了发展职业教育，制定本法。", "第二条 本法适用于学校，以及培训。"),
    ],
)
def test_real_line_ends_stay(left, right):
    assert rule(left, right) is None


def test_a_count_after_di_is_no_list_number_but_a_list_number_is():
    assert rule("获奖15项，位居全国第", "4、重庆第2。") == "torn-number"
    assert rule("获奖15项，位居前列", "4、重庆第2。") is None


def test_text_wrapped_at_one_width_is_joined_within_its_paragraphs():
    paragraph = "各位老师、同学，现在通知下周召开职业教育工作会议的有关事项，请各单位认真组织，准时参加，会议地点在学校"
    wrapped = "\n".join(paragraph[i : i + 15] for i in range(0, len(paragraph), 15))
    assert joined(wrapped + "\n\n" + wrapped) == [paragraph, paragraph]


def test_wrapped_english_gets_its_spaces_back():
    text = "Vocational education in China has\nchanged a great deal, over the last\nten years, and will change further"
    assert joined(text) == [" ".join(text.split("\n"))]


def test_a_list_of_short_lines_is_not_wrapped_text():
    assert joined("学校简介\n专业设置\n师资队伍\n招生就业") == [
        "学校简介",
        "专业设置",
        "师资队伍",
        "招生就业",
    ]


def test_names_of_one_width_are_not_wrapped_text():
    names = [
        "重庆工程职业技术学院",
        "四川工程职业技术学院",
        "江苏工程职业技术学院",
        "重庆电子工程职业学院",
    ]
    assert joined("\n".join(names)) == names


def test_lines_of_one_paragraph_each_are_not_wrapped_text():
    long = "学校坚持产教融合的办学方向" * 12 + "。"
    assert joined("\n".join([long] * 4)) == [long] * 4


def test_headings_indents_and_blank_lines_are_noted():
    heading, first, second = lines_of("## 标题 \n　　首段。\n\n第二段。  ", 7)
    assert (heading.number, heading.text, heading.heading) == (7, "标题", True)
    assert (first.number, first.text, first.indented, first.after_blank) == (
        8,
        "　　首段。",
        True,
        False,
    )
    assert (second.number, second.text, second.after_blank) == (10, "第二段。", True)


@pytest.mark.parametrize(
    ("left", "right", "between"),
    [("logo", "AI", " "), ("新", "应", ""), ("a", "新", ""), ("", "a", "")],
)
def test_a_space_stands_between_latin_words_only(left, right, between):
    assert glue(left, right) == between


def test_the_head_of_a_chapter_is_no_wrapped_line_however_wide():
    """Found by hypothesis: four lines of nearly one width, two of them heads."""
    text = (
        "学校立足新发展阶段，学校立足新发展阶段。\n第三章 深化产教融合 推动高质量发展\n"
        "第三章 深化产教融合 推动高质量发展\n学校立足新发展阶段。"
    )
    page = Page(path="a.txt", id="a.txt", text=text, encoding="utf-8", sha256="", size=0)
    (document,) = documents_of(page)
    assert document.text == text


TEXT = "学校深化产教融合，推进职业教育改革。各地加强"
NUMBERED_LINES = ["（一）加快发展", "我们坚持改革。", "（二）加快改革", "我们坚持发展。"]


@pytest.mark.parametrize(
    ("lines", "broken"),
    [
        (["学校深化产教融合。", "各地加强统筹。"], ""),
        ([TEXT, "统筹。", *["学校加快发展。各地推进改革。"] * 20], "few"),
        ([TEXT, "统筹。", TEXT, "统筹。", *["学校加快发展。各地推进改革。"] * 10], "some"),
        ([TEXT, "统筹。"] * 4, "most"),
        # No full stop above the break, but 教 | 育 is no place where clauses meet.
        (["大力发展职业教", "育，推进改革。", *["学校加快发展。各地推进改革。"] * 20], "few"),
    ],
)
def test_how_much_of_a_page_is_broken(lines, broken):
    assert layout_of(lines_of("\n".join(lines), 1)).habits.broken == broken


def test_numbers_stand_before_heads_where_clauses_begin_below():
    found = layout_of(lines_of("\n".join([*NUMBERED_LINES, TEXT, "统筹。"]), 1))
    assert found.habits.heads == {"（"}
    cut = ["（一）大力发展职业教", "育。", "（二）大力发展职业教", "育。", TEXT, "统筹。"]
    assert layout_of(lines_of("\n".join(cut), 1)).habits.heads == frozenset()


def test_a_law_is_known_by_its_articles():
    lines = [f"第{number}条 学校深化产教融合。" for number in "一二三四五"]
    assert layout_of(lines_of("\n".join([*lines, TEXT, "统筹。"]), 1)).habits.law
    assert not layout_of(lines_of("\n".join([*lines[1:], TEXT, "统筹。"]), 1)).habits.law
