"""A page is what the file says: decoded, its header off, its invisible characters out."""

import errno
import io
import os
import sys
from pathlib import Path

import pytest

from cntext.model import Inputs
from cntext.read import pages
from cntext.read.formats import ReadOptions
from cntext.read.pages import read_pages
from cntext.read.paths import Source, find_sources
from cntext.storage import sha256


def read(path, encoding=None):
    """Return the one page of ``path``, or the one failure."""
    inputs = Inputs()
    found = list(read_pages([str(path)], inputs, ReadOptions(encoding)))
    assert found == inputs.files
    assert len(found) + len(inputs.failed) == 1
    return found[0] if found else inputs.failed[0]


@pytest.fixture
def page(tmp_path):
    def read_bytes(data: bytes, name: str = "page.txt", encoding: str | None = None):
        (tmp_path / name).write_bytes(data)
        return read(tmp_path / name, encoding)

    return read_bytes


def test_a_page_says_where_it_comes_from(page):
    data = "我爱北京。".encode("gbk")
    taken = page(data)
    assert (taken.text, taken.encoding, taken.size) == ("我爱北京。", "gb18030", 10)
    assert taken.sha256 == sha256(data)
    assert Path(taken.path).name == "page.txt"


def test_header_and_first_line_number(page):
    taken = page("---\ntitle: 甲\n---\n\n正文。\n".encode())
    assert (taken.meta, taken.text, taken.first_line) == ({"title": "甲"}, "\n正文。\n", 4)


def test_a_header_without_text_leaves_an_empty_page(page):
    assert page("---\ntitle: 甲\n---".encode()).text == ""


def test_a_bom_does_not_hide_the_header(page):
    assert page("---\ntitle: 甲\n---\n正文".encode("utf-8-sig")).meta == {"title": "甲"}


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_every_line_end_becomes_one(page, end):
    assert page(f"甲{end}乙{end}{end}丙".encode()).text == "甲\n乙\n\n丙"


def test_invisible_characters_are_removed_and_counted(page):
    taken = page("北\u200b京\u2060天\ufeff安\u00ad门\ufe0f，\ufeff".encode())
    assert (taken.text, taken.removed) == ("北京天安门，", 6)


def test_two_byte_order_marks_leave_none(page):
    assert page(("\ufeff\ufeff北京").encode()).text == "北京"


def test_look_alike_ideographs_are_folded_one_for_one(page):
    # U+F9B5 and U+2F92 look like 例 and 見 and match neither; ，stays full-width.
    assert page("\uf9b5子，⾒到Ａ".encode()).text == "例子，見到Ａ"


def test_decomposed_letters_are_composed(page):
    assert page("cafe\u0301".encode()).text == "caf\u00e9"


def test_undecodable_bytes_are_counted(page):
    taken = page("我爱北京天安门。".encode() * 30 + b"\xff")
    assert (taken.replaced, taken.text[-1]) == (1, "\ufffd")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF-1.7 ...", "format"),
        (b"PK\x03\x04....", "format"),
        (b"\xd0\xcf\x11\xe0....", "format"),
        (b"\x1f\x8b....", "format"),
        (b"\x89PNG....", "format"),
        (b"\xff\xd8\xff....", "format"),
        (b"abc\0def", "binary"),
        (bytes(range(1, 256)) * 40, "undecodable"),
        ("我爱北京天安门。\n".encode() + "我爱北京天安门。\n".encode("gbk"), "mixed-encoding"),
    ],
)
def test_what_is_no_text_is_a_failure_with_a_code_and_a_way_out(page, data, code):
    failure = page(data)
    assert failure.code == code
    assert failure.hint is not None
    assert Path(failure.path).name == "page.txt"


def test_the_wrong_encoding_on_the_command_line_is_a_failure(page):
    assert page("我爱北京".encode(), encoding="ascii").code == "undecodable"


def test_one_bad_file_does_not_cost_the_others(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"\0\0\0\0")
    (tmp_path / "b.txt").write_text("好。", "utf-8")
    inputs = Inputs()
    assert [page.id for page in read_pages([str(tmp_path)], inputs)] == ["b.txt"]
    assert [Path(failure.path).name for failure in inputs.failed] == ["a.txt"]


def test_an_empty_file_is_an_empty_page(page):
    assert page(b"").text == ""


def test_a_file_that_goes_away_before_it_is_read_is_a_failure(tmp_path):
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text("甲", "utf-8")
    inputs = Inputs()
    pages_ = read_pages([str(tmp_path)], inputs)
    next(pages_)
    (tmp_path / "b.txt").unlink()
    assert list(pages_) == []
    assert [failure.code for failure in inputs.failed] == ["vanished"]


@pytest.mark.parametrize("name", ["a.doc", "a.wps", "a.rtf"])
def test_an_old_format_is_refused_with_the_way_out(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    failure = read(path)
    assert failure.code == "old-format"
    assert ".docx" in failure.hint.en


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (PermissionError(errno.EACCES, "no"), "permission-denied"),
        (OSError(errno.EIO, "no"), "unreadable"),
        (MemoryError(), "memory"),
    ],
)
def test_what_goes_wrong_with_one_file_costs_that_file(tmp_path, monkeypatch, error, code):
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text("甲", "utf-8")
    whole = pages._pages

    def fail(member, source, inputs, options):
        if member.path.endswith("a.txt"):
            raise error
        return whole(member, source, inputs, options)

    monkeypatch.setattr(pages, "_pages", fail)
    inputs = Inputs()
    assert [page.id for page in read_pages([str(tmp_path)], inputs)] == ["b.txt"]
    assert [failure.code for failure in inputs.failed] == [code]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_is_a_failure(tmp_path):
    path = tmp_path / "locked.txt"
    path.write_text("甲", "utf-8")
    path.chmod(0)
    assert read(path).code == "permission-denied"


def test_a_file_over_the_limit_is_a_failure(page, monkeypatch):
    monkeypatch.setattr(pages, "MAX_BYTES", 10)
    assert page(b"a" * 11).code == "too-large"
    assert page(b"a" * 10).text == "a" * 10


class TestStandardInput:
    @pytest.fixture
    def stdin(self, monkeypatch):
        def give(data: bytes):
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
            return read("-")

        return give

    def test_is_read_as_bytes_and_decoded_like_a_file(self, stdin):
        assert stdin("我爱北京天安门。".encode("gbk")).text == "我爱北京天安门。"

    def test_is_a_failure_when_it_is_over_the_limit(self, stdin, monkeypatch):
        monkeypatch.setattr(pages, "MAX_PIPED", 100_000)
        assert stdin(b"a" * 100_001).code == "too-large"

    def test_is_decided_on_a_bounded_prefix_when_it_is_binary(self, monkeypatch):
        class Endless(io.RawIOBase):
            read_bytes = 0

            def read(self, size=-1):
                assert size >= 0
                Endless.read_bytes += size
                assert Endless.read_bytes <= 65_536
                return b"\0" * size

        monkeypatch.setattr(sys, "stdin", type("Stdin", (), {"buffer": Endless()}))
        assert read("-").code == "binary"

    def test_is_empty_when_it_is_closed(self, monkeypatch):
        monkeypatch.setattr(sys, "stdin", None)
        assert read("-").text == ""


def test_a_device_without_end_is_refused():
    assert read("/dev/zero").code == "binary"
    assert read(os.devnull).text == ""


def test_the_real_page_is_read_without_repairs(shared):
    taken = read(shared / "newspaper_page.txt")
    assert (taken.encoding, taken.replaced, taken.removed, taken.first_line) == ("utf-8", 0, 0, 1)
    assert taken.text == (shared / "newspaper_page.txt").read_text("utf-8")


def test_the_package_may_be_called_as_the_function(tmp_path):
    import cntext.read

    (tmp_path / "a.txt").write_text("北京。", encoding="utf-8")
    assert cntext.read(tmp_path / "a.txt").documents[0].text == "北京。"


def test_what_was_read_already_is_not_opened():
    inputs = Inputs()
    source = Source("s3a://bucket/a.txt", "a.txt", 9, data="北京。".encode())
    assert not source.here
    (found,) = pages.pages_of(source, inputs, ReadOptions())
    assert (found.text, inputs.failed) == ("北京。", [])


@pytest.mark.parametrize(
    ("data", "is_whole"),
    [
        ("北京。\n上海。".encode(), True),
        ("北京。\r\n上海。".encode(), False),
        ("\ufeff北京。".encode(), False),
        ("北京。".encode("gbk"), False),
        ("北\u200b京。".encode(), False),
        (b"---\ntitle: x\n---\n" + "北京。".encode(), False),
    ],
)
def test_the_hash_of_a_text_is_that_of_its_file_where_they_are_the_same(page, data, is_whole):
    assert page(data).text_sha256 == (sha256(data) if is_whole else "")


def test_the_hash_of_a_piece_is_not_that_of_its_file(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("北京。\n上海。", encoding="utf-8")
    whole = sha256(path.read_bytes()), 20
    source = Source(str(path), "a.txt", 10, 0, whole=whole)
    (found,) = pages.pages_of(source, Inputs(), ReadOptions())
    assert (found.text, found.sha256, found.text_sha256) == ("北京。\n", whole[0], "")


def test_what_can_be_read_once_only_is_the_same_when_it_is_read_again(monkeypatch):
    monkeypatch.setattr(pages, "MAX_PIPED", 30)
    for data, said in (("产教融合。".encode(), "产教融合。"), (b"a" * 70_000 + b" b", "too-large")):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        (source,) = find_sources(["-"], Inputs())
        for _ in range(2):
            inputs = Inputs()
            found = [page.text for page in pages.pages_of(source, inputs, ReadOptions())]
            assert found + [failure.code for failure in inputs.failed] == [said]
