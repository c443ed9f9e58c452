"""Numeral abbreviations are paired with the lists that they sum up, and with nothing else."""

import pytest

from cntext.measure.stats.numeral_names import Confidence, pairs_in

HIGH, MEDIUM, LOW = Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW


def found(text, known=()):
    return [(p.short, p.full, p.confidence) for p in pairs_in(text, frozenset(known))]


@pytest.mark.parametrize(
    ("text", "short", "full", "confidence"),
    [
        ("推进“三全育人”（全员育人、全程育人、全方位育人）。", "三全育人", "全员育人、全程育人、全方位育人", HIGH),
        ("实施全员、全过程、全方位育人的“三全育人”改革", "三全育人", "全员、全过程、全方位育人", HIGH),
        ("牢固树立政治意识、大局意识、核心意识、看齐意识，增强“四个意识”", "四个意识", "政治意识、大局意识、核心意识、看齐意识", HIGH),
        ("做好“六稳”工作，稳就业、稳金融、稳外贸、稳外资、稳投资、稳预期的任务很重", "六稳", "稳就业、稳金融、稳外贸、稳外资、稳投资、稳预期", HIGH),
        ("实现碳达峰、碳中和“双碳”目标", "双碳", "碳达峰、碳中和", HIGH),
        ("“双创”热潮涌动。深入推进大众创业、万众创新蓬勃开展。", "双创", "大众创业、万众创新", MEDIUM),
        ("德育、智育、体育、美育、劳动教育。办学很难。学校很多。坚持“五育”并举。", "五育", "德育、智育、体育、美育、劳动教育", LOW),
    ],
)  # fmt: skip
def test_a_list_that_fits_is_found_with_its_borders(text, short, full, confidence):
    assert found(text) == [(short, full, confidence)]


@pytest.mark.parametrize(
    "text",
    [
        "两个方面都重要。经济方面、政治方面都好。",
        "“三全育人”。全员育人、全程育人。",
        "“四个意识”。政治意识、大局意识、核心意识。",
        "三年来，工业、农业、商业都好。",
        "“双高”计划。教师、学生都来。",
        "",
    ],
)
def test_what_does_not_fit_in_number_or_characters_is_no_pair(text):
    assert found(text) == []


def test_a_known_abbreviation_needs_no_quotation_marks():
    text = "解决三农问题很重要，要重视农业、农村和农民。"
    assert found(text) == []
    assert found(text, {"三农"}) == [("三农", "农业、农村和农民", MEDIUM)]


def test_the_surest_pair_of_an_abbreviation_is_kept():
    text = "“三教”改革（教师、教材、教法）。" + "无关的话。" * 3 + "教学、教研、教务都好。"
    assert found(text) == [("三教", "教师、教材、教法", HIGH)]
