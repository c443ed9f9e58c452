"""A list of paths is one path a line, whoever wrote it."""

import codecs
import io
import os
import sys

import pytest

from cntext.errors import UsageProblem
from cntext.read.paths import listed


@pytest.fixture
def paths(tmp_path):
    def write(data: bytes):
        (tmp_path / "list").write_bytes(data)
        return listed(str(tmp_path / "list"))

    return write


def test_one_path_a_line_without_comments_and_blank_lines(paths):
    assert paths("# 语料\na.txt\n\n  \n北京/甲 乙.txt\n".encode()) == ["a.txt", "北京/甲 乙.txt"]


def test_blanks_at_the_ends_belong_to_the_name(paths):
    assert paths(b" a.txt \nb#.txt") == [" a.txt ", "b#.txt"]


def test_lists_made_on_windows_are_read(paths):
    assert paths(codecs.BOM_UTF8 + "甲.txt\r\n乙.txt\r\n".encode()) == ["甲.txt", "乙.txt"]
    assert paths("甲.txt\r\n乙.txt\r\n".encode("utf-16")) == ["甲.txt", "乙.txt"]


def test_names_apart_by_nul_may_hold_anything(paths):
    assert paths(b"#a.txt\0b\nc.txt\0") == ["#a.txt", "b\nc.txt"]


def test_names_that_are_no_text_still_open(paths, tmp_path):
    assert paths(b"\xff.txt\n") == ["\udcff.txt"]


def test_standard_input_can_be_the_list(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"a.txt\n")))
    assert listed("-") == ["a.txt"]
    monkeypatch.setattr(sys, "stdin", None)
    assert listed("-") == []


def test_an_empty_list_is_empty(paths):
    assert paths(b"") == []


@pytest.mark.parametrize("name", ["gone", ""])
def test_a_list_that_cannot_be_read_is_a_usage_problem(tmp_path, name):
    with pytest.raises(UsageProblem):
        listed(str(tmp_path / name))


def test_where_names_are_text_an_old_list_is_in_gb18030(paths, monkeypatch):
    def strict(name):
        return name.decode("utf-8")  # as on Windows

    monkeypatch.setattr(os, "fsdecode", strict)
    assert paths("语料.txt\n".encode("gb18030")) == ["语料.txt"]
