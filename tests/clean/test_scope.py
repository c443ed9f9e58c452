"""A document cut down to roles keeps order, anchors and what it can be asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntext.clean.documents import documents_of
from cntext.clean.scope import scoped
from cntext.model import Page, RegionRole

TEXT = """# 产教融合走深走实

学校立足新阶段，深化“产教融

合”工作。全面落实《职业教育法》，久久为功。

## 第一节

他说：“好，很好。”

（作者 张三）"""


@pytest.fixture(scope="module")
def document():
    return documents_of(Page("a.txt", "a.txt", TEXT, "utf-8", "", 0))[0]


def text_of(document, *roles):
    return scoped(document, frozenset(map(RegionRole, roles))).text


def test_scopes(document):
    assert text_of(document, "headline", "section") == "产教融合走深走实\n第一节"
    assert text_of(document, "byline") == "（作者 张三）"
    assert text_of(document, "quotation") == "产教融合\n职业教育法\n好，很好。"
    assert text_of(document, "headline", "quotation").split("\n")[0] == "产教融合走深走实"
    assert text_of(document, "caption") == ""
    assert text_of(document, "body").startswith("学校立足新阶段，深化“产教融合”工作。")


def test_all_roles_leave_the_document_as_it_is(document):
    assert scoped(document, frozenset(RegionRole)) is document


@given(st.sets(st.sampled_from(list(RegionRole))))
def test_every_character_is_traced_to_the_same_line(roles):
    (document,) = documents_of(Page("a.txt", "a.txt", TEXT, "utf-8", "", 0))
    lines = TEXT.split("\n")
    cut = scoped(document, frozenset(roles))
    for offset, character in enumerate(cut.text):
        if not character.isspace():
            assert character in lines[cut.line_of(offset) - 1]
    for region in cut.regions:
        assert 0 <= region.start < region.end <= len(cut.text)
