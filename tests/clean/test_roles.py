"""What a paragraph is follows from its look and its place."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntext.clean.documents import documents_of
from cntext.clean.shapes import _BEFORE_A_STOP, _RULES
from cntext.model import Page, RegionRole


def page_of(text: str, path: str = "page.txt", **fields) -> Page:
    return Page(path=path, id=path, text=text, encoding="utf-8", sha256="", size=0, **fields)


def roles(text: str, **fields) -> list[str]:
    return [
        region.role.value
        for document in documents_of(page_of(text, **fields), split=False)
        for region in document.regions
        if region.role is not RegionRole.QUOTATION
    ]


BODY = "学校立足新发展阶段，贯彻新发展理念，深化产教融合。"


def test_the_roles_of_the_newspaper_page(shared):
    text = (shared / "newspaper_page.txt").read_text("utf-8")
    found = {
        document.line_of(region.start): region.role.value
        for document in documents_of(page_of(text))
        for region in document.regions
        if region.role not in {RegionRole.QUOTATION, RegionRole.BODY}
    }
    assert found == {
        3: "masthead",
        5: "headline",
        7: "kicker",
        9: "lead",
        15: "caption",
        **dict.fromkeys((17, 33, 51), "section"),
        63: "credit",
        65: "headline",
        85: "byline",
        87: "label",
        **dict.fromkeys((95, 105, 115), "section"),
        123: "byline",
        125: "headline",
    }


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("— 3 —", "page-number"),
        ("- 12 -", "page-number"),
        ("第3页", "page-number"),
        ("第 3 页 共 10 页", "page-number"),
        ("3/10", "page-number"),
        ("责任编辑：张三", "footer"),
        ("编辑/张三 校对/李四", "footer"),
        ("版权所有 江州日报社", "footer"),
        ("文/图 李治鹏 冯焰勇", "credit"),
        ("图/张三", "credit"),
        ("来源：江州日报", "credit"),
        ("张三 摄", "credit"),
        ("(作者系学院院长 张进)", "byline"),
        ("（本报记者 张三）", "byline"),
        ("本报记者 张三 通讯员 李四", "byline"),
        ("作者：张三", "byline"),
        ("聚焦>>>", "label"),
        ("视点》》", "label"),
        ("【聚焦】", "label"),
        ("核心提示", "kicker"),
        ("编者按：", "kicker"),
        ("编者按：" + BODY, "lead"),
        ("图为学生在实训基地操作设备。", "caption"),
        ("▲学生在实训基地操作设备", "caption"),
        ("一、总体要求", "section"),
        ("（二）基本原则", "section"),
        ("第一章 总则", "section"),
        ("3", "body"),
        ("本报记者了解到，学校深化产教融合。", "body"),
        ("（一）坚持立德树人。学校深化产教融合。", "body"),
        ("来源不明的资金，学校一律不收。", "body"),
        ("作者认为，这是一条路。", "body"),
    ],
)
def test_lines_that_say_themselves_what_they_are(line, role):
    assert roles(f"{BODY}\n\n{line}\n\n{BODY}") == [
        "body",
        role,
        "lead" if role == "kicker" else "body",
    ]


def test_a_notice_ends_in_its_signature():
    text = f"各高等职业院校：\n\n{BODY}\n\n一、总体要求\n\n{BODY}\n\n东川省教育厅\n\n2014年10月16日"
    assert roles(text) == ["body", "body", "section", "body", "byline", "byline"]


def test_a_report_has_a_headline_its_occasion_and_a_speaker():
    text = f"政府工作报告\n——在第十三届全国人民代表大会上\n国务院总理  李克强\n各位代表：\n{BODY}"
    assert roles(text) == ["headline", "subhead", "byline", "body", "body"]


def test_plain_heads_are_sections_where_no_head_is_marked():
    text = f"产教融合走深走实\n\n{BODY}\n\n筑牢信仰之基\n\n{BODY}"
    assert roles(text) == ["headline", "body", "section", "body"]


def test_a_list_of_short_lines_is_no_row_of_sections():
    assert roles(f"{BODY}\n\n学校简介\n专业设置\n师资队伍\n\n{BODY}") == ["body"] * 5


def test_the_title_of_the_header_is_the_headline_of_the_text():
    text = f"产教融合，走深走实\n\n{BODY}"
    assert roles(text, meta={"title": "产教融合，走深走实"}) == ["headline", "body"]


def test_heads_of_markdown():
    text = f"# 题目\n## ——副题\n{BODY}\n## 第二节\n{BODY}\n### 小节\n{BODY}"
    assert roles(text) == ["headline", "subhead", "body", "section", "body", "section", "body"]


def test_running_heads_are_footers_where_page_numbers_stand_beside_them():
    pages = "\n".join(f"{BODY}\n江州澜江职业技术学院年报\n— {n} —" for n in range(1, 5))
    assert roles(pages).count("footer") == 4
    assert roles(pages).count("page-number") == 4
    assert roles(pages).count("body") == 4


def test_a_sentence_is_joined_across_a_page_number():
    text = "学校立足新发展阶段，贯彻新发展理念。重庆工程职业技术学院因国家工业振兴而生，一直坚\n— 3 —\n持产教融合，校企合作。"
    (document,) = documents_of(page_of(text))
    assert "一直坚持产教融合" in document.text
    assert document.text.endswith("\n— 3 —")
    assert document.line_of(document.text.index("持产教")) == 3
    assert document.line_of(document.text.index("— 3")) == 2


PIECES = [
    "产教融合",
    BODY,
    "# ",
    "### ",
    "聚焦>>>",
    "核心提示",
    "(作者 张三)",
    "文/图 李四",
    "“",
    "》",
    "— 3 —",
    " ",
    "，",
    "一、",
]
PAGES = st.lists(st.lists(st.sampled_from(PIECES), max_size=3).map("".join), max_size=20)


@given(PAGES)
def test_regions_hold_every_character_once_and_in_order(lines):
    for document in documents_of(page_of("\n".join(lines))):
        covered, last = set(), 0
        for region in document.regions:
            assert 0 <= region.start < region.end <= len(document.text)
            assert 0 < region.confidence <= 1
            assert region.rule
            if region.role is RegionRole.QUOTATION:
                continue
            assert region.start >= last
            last = region.end
            covered.update(range(region.start, region.end))
        assert covered >= {m.start() for m in re.finditer(r"\S", document.text)}


@given(
    st.lists(st.sampled_from([*"图记者文/编辑：>摄（）□张三 供来源。，版"]), max_size=12).map(
        "".join
    )
)
def test_no_rule_that_is_passed_over_knows_a_line_with_a_full_stop(text):
    passed = [rule for rule in _RULES if rule not in _BEFORE_A_STOP]
    assert len(passed) + 3 == len(_RULES)
    assert [name for _, name, _, pattern in passed if pattern.match(text + "。")] == []


def test_every_rule_passed_over_knows_some_line_without_one():
    lines = [
        "责编：张三",
        "新闻>>>",
        "核心提示：",
        "【聚焦】",
        "文/图 张三",
        "来源：日报",
        "张三 摄",
    ]
    lines += ["（作者：张三）", "本报记者 张三", "作者：张三", "□ 张三"]
    passed = [rule for rule in _RULES if rule not in _BEFORE_A_STOP]
    for _, name, _, pattern in passed:
        assert any(pattern.match(line) for line in lines), name
