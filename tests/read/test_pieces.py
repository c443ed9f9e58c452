"""Long texts in pieces: nothing is lost, and every piece begins where another ended."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cntext.model import Inputs
from cntext.read import pieces
from cntext.read.formats import ReadOptions
from cntext.read.pages import pages_of
from cntext.read.paths import Source


@pytest.fixture(scope="module", autouse=True)
def small():
    """Let pieces be of 40 bytes, and texts be long from 100 on."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pieces, "LONG", 100)
        patch.setattr(pieces, "PIECE", 40)
        yield


def cut(path, data, name="a.txt"):
    path.write_bytes(data)
    return pieces.in_pieces(Source(str(path), name, len(data)))


def read(long):
    inputs = Inputs()
    pages = [page for s in long.sources for page in pages_of(s, inputs, ReadOptions())]
    assert inputs.failed == []
    return pages


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("pieces") / "a.txt"


@settings(max_examples=50)
@given(text=st.text("甲乙丙。，！”a \n", min_size=60, max_size=400))
def test_the_pieces_are_the_text(path, text):
    long = cut(path, text.encode())
    if long is None:
        assert len(text.encode()) <= 100
        return
    pages = read(long)
    assert "".join(page.text for page in pages) == text
    assert [page.id for page in pages] == [f"a.txt#{n + 1}" for n in range(len(pages))]
    done = ""
    for page in pages:
        assert page.first_line == done.count("\n") + 1
        done += page.text
    assert len({page.sha256 for page in pages}) == 1
    assert {page.size for page in pages} == {len(text.encode())}


def test_a_piece_ends_with_a_paragraph_else_a_line_else_a_sentence(path):
    body = "甲" * 12 + "。"  # 39 bytes
    for mark in ("乙\n丙。丁\n\n", "乙。丙\n", "乙。”", "乙，"):
        long = cut(path, (body.replace("。", "丁") + mark + "戊" * 30).encode())
        assert read(long)[0].text.endswith(mark)


def test_nothing_to_cut_at_is_cut_between_characters(path):
    pages = read(cut(path, ("甲" * 60).encode()))
    assert "".join(page.text for page in pages) == "甲" * 60
    assert len(pages) == 3


def test_other_texts_are_left_whole(path):
    assert cut(path, b"a" * 100) is None
    assert cut(path, ("甲" * 60).encode("utf-16")) is None
    assert cut(path, ("甲乙" * 60).encode("gb18030")) is None
    assert cut(path, b"{}\n" * 60, "a.jsonl") is None
    assert cut(path, b"a,b\n" * 60, "a.csv.gz") is None


def test_lines_in_another_encoding_are_cut_at_their_ends(path):
    text = "产教融合科教融汇\n" * 20
    pages = read(cut(path, text.encode("gb18030")))
    assert "".join(page.text for page in pages) == text
    assert {page.encoding for page in pages} == {"gb18030"}


def test_it_is_said_that_pieces_are_counted(path):
    long = cut(path, b"abc\n" * 60)
    assert f"read as {len(long.sources)} pieces" in long.remark.en
