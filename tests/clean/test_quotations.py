"""Quotations are the outermost ones, and none runs past its paragraph."""

import pytest

from cntext.clean.quotations import quotations_of


def quoted(text: str) -> list[str]:
    return [text[r.start : r.end] for r in quotations_of(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("他说：“好。”然后走了。", ["好。"]),
        ("“甲‘乙’丙”", ["甲‘乙’丙"]),
        ("《职业教育法》和「技職」『教育』", ["职业教育法", "技職", "教育"]),
        ("“甲”乙”丙“丁”", ["甲", "丁"]),
        ("“甲“乙”丙", ["乙"]),
        ("“甲\n乙”丙\n“丁”", ["甲", "丁"]),
        ("”甲", []),
        ("“”", []),
        ("甲“乙", ["乙"]),
    ],
)
def test_quotations(text, found):
    assert quoted(text) == found


def test_the_stray_mark_of_the_newspaper_page_swallows_nothing(shared):
    text = (shared / "newspaper_page.txt").read_text("utf-8")
    assert max(map(len, quoted(text))) < 120
