"""The shipped lexicon is the same from the cache; what is kept is for these files alone."""

import pytest

from cntext.lexicon import ready
from cntext.lexicon.files import read_lexicon_file, shipped_files


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("CNTEXT_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_what_is_kept_is_what_was_read(folder, monkeypatch):
    paths = shipped_files()
    plain = [read_lexicon_file(path) for path in paths]
    assert ready.read_all(paths) == plain
    assert (folder / "lexicon").is_file()
    monkeypatch.setattr(ready, "read_lexicon_file", None)  # not asked again
    assert ready.read_all(paths) == plain


def test_another_file_and_a_damaged_cache_are_read_anew(tmp_path, folder):
    path = tmp_path / "a.toml"
    path.write_text("# 甲 · A\n['产教融合']\n", "utf-8")
    ready.read_all([path])
    path.write_text("# 甲 · A\n['双高计划']\nforms = ['双高']\n", "utf-8")
    (found,) = ready.read_all([path])
    assert found == read_lexicon_file(path)
    assert found.entries[0].concept.name == "双高计划"
    kept = (folder / "lexicon").read_bytes()
    (folder / "lexicon").write_bytes(kept[:-2] + b"??")
    assert ready.read_all([path]) == [found]


def test_a_file_with_a_fault_is_not_kept(tmp_path, folder):
    path = tmp_path / "a.toml"
    path.write_text("['产教融合']\nunknown = 1\n", "utf-8")
    (found,) = ready.read_all([path])
    assert found.problems
    assert not (folder / "lexicon").exists()
