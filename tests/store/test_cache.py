"""The cache gives back what was put in, or nothing: never something else, never an error."""

import os
import stat

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cntext.store.cache import Cache, default_cache
from cntext.store.faults import Damaged
from cntext.store.naming import key

from .conftest import cut, data_of, same


@pytest.fixture
def cache(tmp_path):
    return Cache(tmp_path / "cache")


def size(cache):
    return sum(entry.size for entry in cache.entries())


def test_what_was_put_in_comes_out(cache):
    assert cache.get("a") is None
    put = cache.put("a", data_of("产教融合", made="x"))
    got = cache.get("a", "words")
    for part in (put, got):
        assert same(part.corpus("words"), cut(["产教融合"]))
        assert part.record == {"made": "x"}
    assert cache.get("a", "other") is None
    assert cache.get("b") is None


def test_folder_and_files_are_private(cache):
    cache.put("a", data_of("中国"))
    assert stat.S_IMODE(cache.folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(f.stat().st_mode) for f in cache.folder.iterdir()} == {0o600}


def test_without_a_folder_it_holds_nothing():
    cache = Cache(None)
    assert cache.put("a", data_of("中国")) is None
    assert cache.get("a") is None
    assert cache.save("a", {}, {}) is False
    assert cache.load("a") is None
    cache.drop("a")
    cache.tidy()
    assert (cache.entries(), cache.clear()) == ([], 0)


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path):
    (tmp_path / "file").write_text("")
    cache = Cache(tmp_path / "file" / "cache")
    assert cache.put("a", data_of("中国")) is None
    assert cache.save("a", {"x": b"1"}, {}) is False
    assert cache.get("a") is None
    assert cache.entries() == []


@pytest.mark.parametrize("suffix", [".part", ".words.layer"])
@pytest.mark.parametrize("harm", ["flip", "cut", "empty", "remove"])
def test_what_is_damaged_is_not_there_and_can_be_put_again(cache, suffix, harm):
    cache.put("a", data_of("产教融合"))
    file = cache.folder / f"a{suffix}"
    data = bytearray(file.read_bytes())
    file.unlink()
    if harm == "flip":
        data[-64] ^= 16  # in the last column
        file.write_bytes(data)
    elif harm != "remove":
        file.write_bytes(data[: len(data) // 2] if harm == "cut" else b"")
    assert cache.get("a", "words") is None
    cache.put("a", data_of("产教融合"))
    assert same(cache.get("a", "words").corpus("words"), cut(["产教融合"]))


def test_a_layer_asked_for_later_is_checked_then(cache):
    cache.put("a", data_of("产教融合"))
    file = cache.folder / "a.words.layer"
    data = bytearray(file.read_bytes())
    data[-64] ^= 16
    file.unlink()
    file.write_bytes(data)
    part = cache.get("a")
    with pytest.raises(Damaged):
        part.layer("words")


def test_a_part_in_use_outlives_its_file(cache):
    part = cache.put("a", data_of("产教融合"))
    layer = part.layer("words")
    cache.clear()
    assert cache.get("a") is None
    assert [d.text for d in part.documents] == ["产教融合"]
    assert layer.freq.tolist() == [1, 1]


def test_the_least_recently_used_goes_first(cache):
    for number, name in enumerate("abcd"):
        cache.put(name, data_of("产教融合"))
        for file in cache.folder.glob(f"{name}.*"):
            os.utime(file, (number, number))
    one = size(cache) // 4
    cache.get("a", "words")
    cache.limit = 3 * one
    cache.put("e", data_of("产教融合"))
    assert {entry.key for entry in cache.entries()} == {"a", "d", "e"}
    assert size(cache) <= cache.limit
    assert not list(cache.folder.glob("b.*"))


def test_what_was_just_put_in_stays_even_beyond_the_limit(cache):
    cache.limit = 1
    assert cache.put("a", data_of("中国")) is not None
    assert cache.put("b", data_of("中国")) is not None
    assert [entry.key for entry in cache.entries()] == ["b"]


def test_one_entry_can_be_dropped_and_all_of_them(cache):
    for name in ("a", "b"):
        cache.put(name, data_of("中国"))
    cache.save("a", {"x": b"1"}, {})
    cache.drop("a")
    assert [entry.key for entry in cache.entries()] == ["b"]
    before = size(cache)
    assert cache.clear() == before > 0
    assert list(cache.folder.iterdir()) == []


def test_columns_can_be_kept_too(cache):
    counts = np.array([3, 2, 1])
    assert cache.save("a", {"n": counts}, {"of": "freq"})
    found = cache.load("a")
    assert found.array("n", "<i8").tolist() == [3, 2, 1]
    assert found.about == {"of": "freq"}
    file = cache.folder / "a.columns"
    data = bytearray(file.read_bytes())
    data[-64] ^= 1
    file.unlink()
    file.write_bytes(data)
    assert cache.load("a") is None


def test_what_a_dead_writer_left_is_removed_and_a_living_ones_is_not(cache):
    fcntl = pytest.importorskip("fcntl")
    cache.put("a", data_of("中国"))
    dead, living, young = (cache.folder / f".tmp-{n}" for n in ("dead", "living", "young"))
    for file in (dead, living, young):
        file.write_bytes(b"half")
    for file in (dead, living):
        os.utime(file, (0, 0))
    with living.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        cache.put("b", data_of("中国"))
        assert (dead.exists(), living.exists(), young.exists()) == (False, True, True)


def test_the_default_cache_lies_in_the_users_cache_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("CNTEXT_CACHE", str(tmp_path / "own"))
    assert default_cache().folder == tmp_path / "own" / "corpus"
    (tmp_path / "blocked").write_text("")
    monkeypatch.setenv("CNTEXT_CACHE", str(tmp_path / "blocked"))
    assert default_cache().folder is None


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(st.lists(plain, max_size=2), st.lists(plain, max_size=2))
@settings(max_examples=50)
def test_keys_are_equal_for_equal_things_alone(one, other):
    # 1 == True in Python; in JSON they differ, and so do their keys.
    assert (key(*one) == key(*other)) == (repr(_ordered(one)) == repr(_ordered(other)))


def _ordered(thing):
    if isinstance(thing, dict):
        return sorted((k, _ordered(v)) for k, v in thing.items())
    return [_ordered(v) for v in thing] if isinstance(thing, list) else thing


def test_keys_do_not_depend_on_the_order_of_names_and_take_tuples_as_lists():
    assert key({"a": 1, "b": (2, 3)}) == key({"b": [2, 3], "a": 1})
    assert key("a", "b") != key("ab")
    assert key({}) != key([])
    assert key("1") != key(1)


def test_to_forget_everything_removes_what_a_dead_writer_left_too(cache):
    cache.put("a", data_of("产教融合"))
    left = cache.folder / ".tmp-dead"
    left.write_bytes(b"half")
    os.utime(left, (0, 0))
    cache.clear()
    assert list(cache.folder.iterdir()) == []
