"""What is clean stays as it is, cleaning twice is cleaning once, and it costs little."""

import random
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntext.clean.documents import documents_of
from cntext.model import Inputs, Page
from cntext.read.pages import read_pages
from cntext.resources import shipped


def page_of(text: str, path: str = "page.txt", **fields) -> Page:
    return Page(path=path, id=path, text=text, encoding="utf-8", sha256="", size=0, **fields)


def whole(text: str, **fields) -> str:
    return documents_of(page_of(text, **fields), split=False)[0].text


CLAUSES = [
    "学校立足新发展阶段",
    "深化产教融合",
    "位居全国第2",
    "党的二十大精神",
    "“三全育人”综合改革",
    "近年来",
    "logo设计",
    "（以下简称“学校”）",
    "以群建院",
    "他说",
]
SENTENCE = st.builds(
    lambda clauses, mark, end: mark.join(clauses) + end,
    st.lists(st.sampled_from(CLAUSES), min_size=1, max_size=9),
    st.sampled_from(["，", "、", "；"]),
    st.sampled_from(["。", "！", "？", "。”", "……"]),
)
PARAGRAPH = st.lists(SENTENCE, min_size=1, max_size=6).map("".join)
HEADLINE = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["", "一、", "（二）", "第三章 "]),
        st.sampled_from(
            [
                "深化产教融合 推动高质量发展",
                "总体要求",
                "职业本科，不能只是换块牌子",
                "加油！中国职教",
                "学校校园风貌",
                "什么是“双高”？怎么建",
            ]
        ),
    ),
)
ARTICLE = st.lists(st.one_of(PARAGRAPH, PARAGRAPH, HEADLINE), min_size=1, max_size=15)


@given(ARTICLE, st.sampled_from(["\n", "\n\n", "\n　　"]), st.sampled_from(["", "\n"]))
def test_clean_articles_are_left_as_they_are(paragraphs, between, end):
    text = between.join(paragraphs)
    assert whole(text + end) == text


@given(
    ARTICLE, st.randoms(use_true_random=False), st.sampled_from(["\n", "\n\n"]), st.integers(10, 60)
)
def test_cleaning_twice_is_cleaning_once(paragraphs, rng, between, width):
    lines = []
    for paragraph in paragraphs:
        at = 0
        while at < len(paragraph):
            step = rng.choice([width, rng.randint(5, 60)])
            lines.append(paragraph[at : at + step])
            at += step
    once = whole(between.join(lines))
    assert whole(once) == once


def test_cleaning_twice_is_cleaning_once_on_real_texts(shared):
    paths = [shipped("corpus"), shared / "govreport", shared / "newspaper_page.txt"]
    for page in read_pages([str(path) for path in paths], Inputs()):
        for document in documents_of(page):
            again = documents_of(page_of(document.text))
            assert [d.text for d in again] == [document.text], document.id


@given(ARTICLE, st.integers(10, 60))
def test_nothing_but_line_ends_is_lost(paragraphs, width):
    text = "\n".join(p[i : i + width] for p in paragraphs for i in range(0, len(p), width))
    assert re.sub(r"\s", "", whole(text)) == re.sub(r"\s", "", text)


def test_a_page_broken_at_one_width_is_whole_again():
    page = next(
        read_pages(
            [str(shipped("corpus") / "2018-04-12_commentary_integration-in-depth.txt")], Inputs()
        )
    )
    text = page.text.strip("\n")
    for width in (17, 30, 44):
        lines = [
            paragraph[at : at + width]
            for paragraph in text.split("\n\n")
            for at in range(0, len(paragraph), width)
        ]
        joined = whole("\n\n".join(lines))
        # A cut behind a full stop cannot be told from the end of a paragraph.
        ends = sum(line.endswith(("。", "？", "！", "”")) for line in lines)
        assert joined.count("\n\n") + 1 <= ends
        assert joined.replace("\n\n", "") == text.replace("\n\n", "")


def test_paragraphs_parted_by_blank_lines_are_whole_again_behind_full_stops_too():
    sentence = "学校深化产教融合工作。"  # eleven characters, and lines of 22
    text = "\n\n".join(
        [sentence * 8, "他们深化校企合作，" + sentence * 7, sentence * 4 + "好，很好。"] * 3
    )
    lines = ["\n".join(p[at : at + 22] for at in range(0, len(p), 22)) for p in text.split("\n\n")]
    assert whole("\n\n".join(lines)).count("\n\n") == text.count("\n\n")


def test_cleaning_costs_little_beside_cutting(segmenter):
    """The target is 0.15 s a megabyte, of which jieba cuts a few hundred kilobytes a second."""
    rng = random.Random(0)  # noqa: S311 (any text will do)
    paragraph = "".join(rng.choice(CLAUSES) + rng.choice("，，，。；") for _ in range(30)) + "。"
    text = "\n".join([paragraph] * 1500)
    assert len(text.encode()) > 0.9e6
    fifth = "\n".join([paragraph] * 300)
    list(segmenter.cut(paragraph))
    begun = time.process_time()
    documents_of(page_of(text))
    cleaned = time.process_time()
    list(segmenter.cut(fifth))
    assert cleaned - begun < time.process_time() - cleaned


@pytest.mark.parametrize(
    "piece",
    [
        "学",
        "学校，",
        "（",
        "“",
        "一、",
        "《》",
        "学\n",
        "。\n",
        "，\n",
        "学校深化。产教融\n",
        "1\n\n",
        "— 3 —\n",
        "文/",
        "　\n",
        "# 甲\n",
        ">>>\n",
        "（以下简称",
    ],
)
def test_pages_made_to_be_slow_are_not(piece, in_step):
    """Four times the text costs about four times the work, where its square would be sixteen."""

    in_step(lambda length: documents_of(page_of(piece * (length // len(piece)))), 160_000)
