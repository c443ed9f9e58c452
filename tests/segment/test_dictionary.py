"""The cache gives what the dictionary gives, and nobody else's file is believed."""

import hashlib
import marshal
import os
import stat
import tempfile
from importlib.metadata import version

import jieba
import pytest

from cntext.segment import dictionary
from cntext.segment.dictionary import (
    dictionary_path,
    dictionary_sha256,
    jieba_version,
    prefix_dictionary,
)
from cntext.segment.engine import DictionaryBackground, JiebaSegmenter


@pytest.fixture
def small(tmp_path):
    """Return a dictionary small enough to write down what it must become."""
    path = tmp_path / "dict.txt"
    path.write_text("北京 30 ns\n北京大学 5 nt\n天安门 7 ns\n", "utf-8")
    return path


EXPECTED = (
    {"北": 0, "北京": 30, "北京大": 0, "北京大学": 5, "天": 0, "天安": 0, "天安门": 7},
    42,
)


def entry(folder):
    (found,) = folder.iterdir()
    return found


def test_every_prefix_of_a_word_is_a_key(small, cache):
    assert prefix_dictionary(small) == EXPECTED


def test_the_dictionary_is_jieba_s(cache):
    with dictionary_path().open("rb") as stream:
        assert prefix_dictionary(dictionary_path()) == jieba.Tokenizer.gen_pfdict(stream)


def test_the_second_load_comes_from_the_cache_and_is_equal(small, cache, monkeypatch):
    first = prefix_dictionary(small)
    monkeypatch.setattr("cntext.segment.dictionary._make", None)  # may not be called again
    again = prefix_dictionary(small)
    assert again == first
    assert list(again[0]) == list(first[0])


def test_the_cache_is_private(small, cache):
    prefix_dictionary(small)
    assert stat.S_IMODE(cache.stat().st_mode) == 0o700
    assert stat.S_IMODE(entry(cache).stat().st_mode) == 0o600


def test_another_dictionary_has_another_entry(small, cache):
    prefix_dictionary(small)
    small.write_text("北京 1 ns\n", "utf-8")
    assert prefix_dictionary(small) == ({"北": 0, "北京": 1}, 1)
    assert len(list(cache.iterdir())) == 2


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[: len(data) // 2],
        lambda data: b"",
        lambda data: data[:40] + bytes([data[40] ^ 1]) + data[41:],
        lambda data: data + b"x",
        lambda data: data[:-1] + b"x",
        lambda data: b"PK" + data[2:],
    ],
    ids=["cut", "empty", "bit", "longer", "last", "head"],
)
def test_a_damaged_entry_is_made_again(small, cache, damage):
    prefix_dictionary(small)
    path = entry(cache)
    whole = path.read_bytes()
    path.write_bytes(damage(whole))
    assert prefix_dictionary(small) == EXPECTED
    assert path.read_bytes() == whole


def test_without_a_cache_everything_works(small, monkeypatch):
    monkeypatch.setenv("CNTEXT_CACHE", "/dev/null/no")
    assert prefix_dictionary(small) == EXPECTED


def test_a_planted_jieba_cache_is_not_read_and_nothing_is_written(tmp_path, cache, monkeypatch):
    temp = tmp_path / "temp"
    temp.mkdir()
    monkeypatch.setenv("TMPDIR", str(temp))
    monkeypatch.setattr(tempfile, "tempdir", None)
    planted = temp / "jieba.cache"
    planted.write_bytes(marshal.dumps(({"我来到": 10**9, "我": 0, "我来": 0}, 10**9)))
    before = planted.read_bytes()
    segmenter = JiebaSegmenter()
    assert segmenter.cut("我来到北京清华大学") == ["我", "来到", "北京", "清华大学"]
    assert segmenter.tag("我来到北京")[0] == ("我", "r")
    assert list(temp.iterdir()) == [planted]
    assert planted.read_bytes() == before


def test_the_version_is_that_of_the_metadata():
    jieba_version.cache_clear()
    assert jieba_version() == version("jieba")


def test_where_the_name_of_the_metadata_does_not_tell_it_is_asked(tmp_path, monkeypatch):
    (tmp_path / "jieba").mkdir()
    for name in ("jieba-1.0.dist-info", "jieba-2.0.dist-info"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(
        "cntext.segment.dictionary.dictionary_path", lambda: tmp_path / "jieba" / "dict.txt"
    )
    jieba_version.cache_clear()
    assert jieba_version() == version("jieba")
    jieba_version.cache_clear()


def test_the_hash_of_the_dictionary_is_kept_until_the_file_changes(small, cache, monkeypatch):
    def ours():
        dictionary_sha256.cache_clear()
        return dictionary_sha256()

    monkeypatch.setattr(dictionary, "dictionary_path", lambda: small)
    first = hashlib.sha256(small.read_bytes()).hexdigest()
    assert ours() == first
    monkeypatch.setattr(dictionary, "sha256", lambda data: pytest.fail("hashed again"))
    assert ours() == first
    (kept,) = cache.glob("dictionary-sha256-*")
    monkeypatch.undo()
    monkeypatch.setenv("CNTEXT_CACHE", str(cache))
    monkeypatch.setattr(dictionary, "dictionary_path", lambda: small)
    kept.write_bytes(kept.read_bytes()[:-1] + b"x")  # damaged: made again
    assert ours() == first
    small.write_text("北京 31 ns\n", "utf-8")
    assert ours() == hashlib.sha256(small.read_bytes()).hexdigest() != first
    status = small.stat()
    small.write_text("北京 32 ns\n", "utf-8")
    os.utime(small, ns=(status.st_atime_ns, status.st_mtime_ns + 1))
    assert ours() == hashlib.sha256(small.read_bytes()).hexdigest()
    monkeypatch.setattr(dictionary, "cache_folder", lambda: None)
    assert ours() == hashlib.sha256(small.read_bytes()).hexdigest()
    dictionary_sha256.cache_clear()


def test_what_is_known_of_every_word_is_what_its_line_says():
    lines = [line.split(" ") for line in dictionary_path().read_text("utf-8").splitlines()]
    background, said = DictionaryBackground(), {w: (int(count), tag) for w, count, tag in lines}
    assert background.total == sum(int(count) for _, count, _ in lines)
    assert {word: (background.freq(word), background.tag(word)) for word in said} == said
    assert (background.freq("没有的词啊"), background.tag("没有的词啊")) == (0, "")
