"""Named files are always tried, found ones by rule, each once, in a fixed order."""

import errno
import os
import sys
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntext.errors import UsageProblem
from cntext.model import Inputs
from cntext.read.formats import is_readable
from cntext.read.paths import Source, find_sources, unreadable


@pytest.fixture
def folder(tmp_path):
    top = tmp_path / "top"
    top.mkdir()
    for name in ("b.txt", "a.txt", "c.md"):
        (top / name).write_text(name, "utf-8")
    return top


def ids(*paths, inputs=None):
    return [source.id for source in find_sources(map(str, paths), inputs or Inputs())]


@given(
    st.lists(
        st.sampled_from(["a", ".", "/", "x", ".gz", ".TXT", ".zip", ".txt", ".ZST"]), max_size=6
    ).map("".join)
)
def test_a_name_is_readable_by_its_suffix(name):
    path = PurePosixPath(name.lower())
    if path.suffix in (".gz", ".zst"):
        path = path.with_suffix("")
    assert is_readable(name) == (path.suffix in {".txt", ".zip"})


def test_files_in_folders_are_called_by_their_way_from_the_top(tmp_path, monkeypatch):
    (tmp_path / "top" / "a" / "b").mkdir(parents=True)
    for name in ("1.txt", "a/2.txt", "a/b/3.txt"):
        (tmp_path / "top" / name).write_text("字", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for top in ("top", "top/", "./top", "top/../top", str(tmp_path / "top")):
        found = list(find_sources([top], Inputs()))
        assert [s.id for s in found] == ["1.txt", "a/2.txt", "a/b/3.txt"]
        assert [s.id for s in found] == [os.path.relpath(s.path, top) for s in found]


@pytest.mark.skipif(sys.platform == "win32", reason="a folder in use cannot be removed there")
def test_a_current_folder_that_was_removed_holds_nothing(tmp_path, monkeypatch):
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    inputs = Inputs()
    assert list(find_sources([os.curdir], inputs)) == inputs.failed == []


def test_a_folder_is_walked_in_the_order_of_names(folder):
    (folder / "sub").mkdir()
    (folder / "sub" / "d.txt").write_text("d", "utf-8")
    (folder / "UPPER.TXT").write_text("u", "utf-8")
    assert ids(folder) == ["UPPER.TXT", "a.txt", "b.txt", "c.md", "sub/d.txt"]


def test_found_files_are_filtered_and_counted(folder):
    for name in (".hidden.txt", "picture.png", "README.md", "readme_zh.txt"):
        (folder / name).write_text("x", "utf-8")
    (folder / "link.txt").symlink_to("a.txt")
    (folder / "up").symlink_to("..")
    (folder / "trap.txt").unlink(missing_ok=True)
    os.mkfifo(folder / "trap.txt")  # opening it would wait for ever
    inputs = Inputs()
    assert ids(folder, inputs=inputs) == ["a.txt", "b.txt", "c.md"]
    assert inputs.skipped == {
        "hidden": 1,
        "link": 2,
        "not a regular file": 1,
        "readme": 2,
        "unsupported": 1,
    }
    assert inputs.failed == []


@pytest.mark.parametrize(
    "name", [".hidden", "noext", "README.md", "x.png", "trail .txt ", "e\u0301.txt"]
)
def test_a_named_file_is_taken_whatever_it_is_called(tmp_path, name):
    (tmp_path / name).write_text("x", "utf-8")
    assert ids(tmp_path / name) == [name]


def test_a_named_link_is_followed(folder):
    (folder / "link.txt").symlink_to("a.txt")
    assert ids(folder / "link.txt") == ["link.txt"]


def test_a_named_pipe_is_taken(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert ids(tmp_path / "pipe") == ["pipe"]


def test_the_same_file_is_read_once(folder):
    (folder / "hard.txt").hardlink_to(folder / "a.txt")
    assert ids(folder / "a.txt", folder / "a.txt", folder, folder) == ["a.txt", "b.txt", "c.md"]


def test_a_folder_with_a_file_suffix_is_a_folder(tmp_path):
    (tmp_path / "dir.txt").mkdir()
    (tmp_path / "dir.txt" / "a.txt").write_text("x", "utf-8")
    assert ids(tmp_path) == ["dir.txt/a.txt"]


def test_patterns_are_expanded_where_the_shell_did_not(folder):
    assert ids(folder / "*.txt") == ["a.txt", "b.txt"]
    assert ids(folder.parent / "**" / "*.md") == ["c.md"]


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(folder):
    (folder / "[a-b].txt").write_text("x", "utf-8")
    assert ids(folder / "[a-b].txt") == ["[a-b].txt"]


def test_a_pattern_does_not_open_pipes_and_survives_dangling_links(folder):
    os.mkfifo(folder / "pipe.txt")
    (folder / "gone.txt").symlink_to("nowhere")
    inputs = Inputs()
    assert ids(folder / "*.txt", inputs=inputs) == ["a.txt", "b.txt"]
    assert inputs.skipped == {"not a regular file": 1}
    assert [failure.code for failure in inputs.failed] == ["vanished"]


@pytest.mark.parametrize("name", ["missing.txt", "*.csv", "\udcff.txt"])
def test_what_is_not_there_is_found_before_anything_is_read(folder, name):
    with pytest.raises(UsageProblem) as problem:
        next(find_sources([str(folder / "a.txt"), str(folder / name)], Inputs()))
    assert problem.value.where.endswith(name)


def test_dangling_and_circular_links_are_usage_problems(tmp_path):
    (tmp_path / "dangling").symlink_to("gone")
    (tmp_path / "one").symlink_to("two")
    (tmp_path / "two").symlink_to("one")
    for name in ("dangling", "one"):
        with pytest.raises(UsageProblem):
            ids(tmp_path / name)


def test_1200_nested_folders_are_walked(tmp_path):
    before = os.open(".", os.O_RDONLY)
    try:
        os.chdir(tmp_path)
        os.makedirs("deep")
        os.chdir("deep")
        for _ in range(1200):  # step by step: the whole path may be longer than the system allows
            os.mkdir("d")
            os.chdir("d")
        with open("a.txt", "w", encoding="utf-8") as stream:
            stream.write("x")
        os.chdir(tmp_path)
        inputs = Inputs()
        assert len(ids("deep", inputs=inputs)) == 1
        assert inputs.failed == []
        remove_nested("deep")
    finally:
        os.fchdir(before)
        os.close(before)


def remove_nested(top):
    """Remove the chain of folders ``d/d/…`` without recursion (pytest's own would fail)."""
    depth = 0
    os.chdir(top)
    while os.path.isdir("d"):
        os.chdir("d")
        depth += 1
    os.unlink("a.txt")
    for _ in range(depth):
        os.chdir("..")
        os.rmdir("d")
    os.chdir("..")


def test_a_folder_whose_listing_fails_costs_that_folder(folder, monkeypatch):
    (folder / "sub").mkdir()
    whole = os.scandir

    def scandir(path):
        if str(path).endswith("sub"):
            raise OSError(errno.EIO, "Input/output error", path)
        return whole(path)

    monkeypatch.setattr(os, "scandir", scandir)
    inputs = Inputs()
    assert ids(folder, inputs=inputs) == ["a.txt", "b.txt", "c.md"]
    assert [failure.path for failure in inputs.failed] == [str(folder / "sub")]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may list every folder")
def test_a_folder_that_cannot_be_listed_is_a_failure(folder):
    (folder / "sub").mkdir(mode=0)
    inputs = Inputs()
    assert ids(folder, inputs=inputs) == ["a.txt", "b.txt", "c.md"]
    assert [failure.code for failure in inputs.failed] == ["permission-denied"]


def test_standard_input_is_a_source_of_its_own():
    for named in (["-"], ["-", "-"]):
        [source] = find_sources(named, Inputs())
        assert source._replace(once=None) == Source("-", "-")
        assert source.once is not None
        assert source.once.gave is None


def test_what_the_system_says_is_handed_on_without_its_number():
    denied = unreadable("x", PermissionError(errno.EACCES, "Permission denied"))
    assert (denied.code, denied.problem.en) == (
        "permission-denied",
        "cannot be read (Permission denied)",
    )
    assert unreadable("x", OSError("odd")).problem.zh == "读不了（odd）"
