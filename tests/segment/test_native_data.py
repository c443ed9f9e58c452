"""The core's data file is made once, checked whole, and never believed when damaged."""

import ctypes
import os
import random
import stat
import struct

import pytest

from cntext.compiled import library
from cntext.segment import native_data
from cntext.segment.native_data import data_file, make_data, open_data

WORDS = "我来到北京清华大学"


@pytest.fixture(scope="module")
def made(native):
    core = library()
    return make_data(core, core.cn_format())


@pytest.fixture
def path(cache, made, monkeypatch):
    """Return the data file, as it is kept; making it anew takes a second, so it is not."""
    monkeypatch.setattr(native_data, "make_data", lambda *_: made)
    core = library()
    open_data(core, core.cn_format())
    (found,) = cache.iterdir()
    return found


def opened(data, *, full=True):
    """Say whether the core accepts ``data``."""
    core = library()
    memory = (ctypes.c_char * max(len(data), 1)).from_buffer_copy(data or b"\0")
    return bool(core.cn_open(ctypes.addressof(memory), len(data), int(full)))


def sealed(data):
    """Return ``data`` with the checksum that it should have."""
    found = library().cn_checksum(bytes(data[16:]), len(data) - 16)
    return bytes(data[:8]) + struct.pack("=Q", found) + bytes(data[16:])


def test_the_file_is_private_and_is_used_again(path, made, cache, monkeypatch):
    assert stat.S_IMODE(cache.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_bytes() == made
    core = library()
    assert data_file(core.cn_format()) == path
    monkeypatch.setattr(native_data, "make_data", None)  # may not be called again
    open_data(core, core.cn_format())


def test_making_it_twice_gives_the_same_bytes(made):
    core = library()
    assert make_data(core, core.cn_format()) == made


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:100],
        lambda data: data[:-1],
        lambda data: data[: len(data) // 2],
        lambda data: data + b"\0",
        lambda data: data[:-1] + bytes([data[-1] ^ 1]),
        lambda data: data[:9999] + bytes([data[9999] ^ 0x80]) + data[10000:],
        lambda data: data[:8] + bytes(8) + data[16:],
        lambda data: b"PK" + data[2:],
    ],
    ids=["empty", "head", "last byte", "half", "longer", "last bit", "a bit", "checksum", "magic"],
)
def test_a_damaged_file_is_made_again(path, made, damage):
    assert not opened(damage(made))
    path.write_bytes(damage(made))
    core = library()
    open_data(core, core.cn_format())
    assert path.read_bytes() == made


def test_no_single_bit_of_the_body_can_change_unseen(made):
    chosen = random.Random(1)  # noqa: S311 (bits to damage)
    for _ in range(60):
        data = bytearray(made)
        data[chosen.randrange(16, len(made))] ^= 1 << chosen.randrange(8)
        assert not opened(data)


@pytest.mark.parametrize("field", range(2, 15))
def test_a_head_that_leads_nowhere_is_refused_though_its_checksum_holds(made, field):
    assert opened(sealed(made))
    for value in (-1, 0, 7, 1 << 40, (1 << 63) - 1, -(1 << 63)):
        data = bytearray(made)
        before = data[8 * field : 8 * field + 8]
        data[8 * field : 8 * field + 8] = struct.pack("=q", value)
        if data[8 * field : 8 * field + 8] == before:
            continue
        # A smaller count of weights or codes, or another total, can still be sound; the rest not.
        if not (field in (5, 6, 7) and value in (7, 1 << 40, (1 << 63) - 1)):
            assert not opened(sealed(data)), (field, value)


def test_a_step_out_of_the_table_is_refused_though_its_checksum_holds(made):
    head = struct.unpack_from("=QQ6q7q", made)
    cells, weights, codes, first = head[4], head[5], head[6], head[14]
    for change in ((cells - codes, 1, 0), (-1, 1, 0), (0, 1, weights)):
        data = bytearray(made)
        struct.pack_into("=iHH", data, first + 8 * (cells // 2), *change)
        assert not opened(sealed(data)), change
    data = bytearray(made)
    struct.pack_into("=iHH", data, first + 8 * (cells // 2), cells - codes - 1, 1, weights - 1)
    assert opened(sealed(data))  # strange, but it leads nowhere outside


def test_without_a_cache_folder_the_data_is_made_in_memory(monkeypatch, made):
    monkeypatch.setattr(native_data, "make_data", lambda *_: made)
    monkeypatch.setenv("CNTEXT_CACHE", "/dev/null/no")
    core = library()
    address, memory = open_data(core, core.cn_format())
    assert address
    assert len(memory) > 1_000_000


def test_another_jieba_has_another_file(path, monkeypatch, tmp_path):
    sources = native_data.sources()
    copy = tmp_path / "dict.txt"
    copy.write_bytes(sources[0].read_bytes())
    os.utime(copy, (0, 0))
    monkeypatch.setattr(native_data, "sources", lambda: [copy, *sources[1:]])
    assert data_file(library().cn_format()) != path


def test_somebody_else_s_file_is_not_mapped(path, monkeypatch):
    if not hasattr(os, "getuid"):
        pytest.skip("this system has no owners of files")
    assert native_data._mapped(path) is not None
    owner = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: owner + 1)
    assert native_data._mapped(path) is None
