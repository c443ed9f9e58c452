"""A file of columns gives back what was put in, or refuses."""

import json
import os
import pickle
import stat
import struct
import zlib
from array import array

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntext.store import columns
from cntext.store.columns import ColumnFile, pack, seal
from cntext.store.faults import Damaged, Newer
from cntext.store.sealing import native


def write(path, data, about=None):
    return pack("test", data, about or {}).write(path, sync=False)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "f"
    write(path, {"a": np.arange(5, dtype=np.int32), "b": b"text", "none": b""}, {"x": [1, "二"]})
    return path


def test_columns_come_back_as_they_were(file):
    opened = ColumnFile(file, "test")
    assert opened.array("a", "<i4").tolist() == [0, 1, 2, 3, 4]
    assert opened.text("b") == "text"
    assert opened.data("none").nbytes == 0
    assert opened.about == {"x": [1, "二"]}
    assert opened.names == ("a", "b", "none")
    assert "a" in opened
    assert "z" not in opened


def test_a_column_cannot_be_written_to(file):
    with pytest.raises(ValueError, match="read-only"):
        ColumnFile(file, "test").array("a", "<i4")[0] = 9


def test_files_are_private(file):
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_id_depends_on_every_column_and_on_what_the_file_is():
    one = pack("test", {"a": b"1"}, {}).id
    assert one == pack("test", {"a": b"1"}, {}).id
    others = [pack("test", {"a": b"2"}, {}), pack("test", {"b": b"1"}, {}),
              pack("test", {"a": b"1"}, {"x": 1}), pack("else", {"a": b"1"}, {})]  # fmt: skip
    assert len({one, *(other.id for other in others)}) == 5


def long_columns(path):
    """Write a file with a column of three blocks, of which the last is 100 bytes short."""
    numbers = np.random.default_rng(0).integers(0, 1 << 30, 3 * columns.BLOCK // 4 - 25, np.int32)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns, "_LONG", 1 << 17)
        pack("test", {"long": numbers, "short": b"x"}, {}, blocks=True).write(path, sync=False)
    return numbers


@given(st.data())
def test_a_span_is_that_piece_of_the_column(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("span") / "f"
    numbers = long_columns(path)
    opened = ColumnFile(path, "test")
    assert opened.names == ("long", "short", "long-seals")
    assert opened.length("long") == len(numbers)
    for _ in range(3):
        first, last = sorted(data.draw(st.integers(0, len(numbers))) for _ in range(2))
        assert opened.span("long", "<i4", first, last).tolist() == numbers[first:last].tolist()
    assert opened.span("short", "|u1", 0, 1).tobytes() == b"x"
    assert opened.array("long", "<i4").tolist() == numbers.tolist()
    opened.check()


def test_a_span_is_refused_where_its_own_blocks_are_damaged(tmp_path):
    path = tmp_path / "f"
    numbers = long_columns(path)
    data = bytearray(path.read_bytes())
    data[data.index(numbers.tobytes()) + columns.BLOCK + 5] ^= 1
    path.write_bytes(data)
    opened, item = ColumnFile(path, "test"), columns.BLOCK // 4
    for first, last in ((0, item), (2 * item, len(numbers)), (item, item)):
        assert opened.span("long", "<i4", first, last).tolist() == numbers[first:last].tolist()
    for first, last in ((item, item + 1), (item - 1, item + 1), (0, len(numbers))):
        with pytest.raises(Damaged, match="long"):
            opened.span("long", "<i4", first, last)
    with pytest.raises(Damaged, match="long"):
        opened.view("long", "<i4")


def test_a_column_that_is_not_there_has_no_length(tmp_path):
    long_columns(tmp_path / "f")
    with pytest.raises(Damaged, match="no"):
        ColumnFile(tmp_path / "f", "test").length("no")


def test_what_was_packed_is_sent_to_another_process_as_bytes(tmp_path):
    packed = pack("test", {"a": memoryview(b"xyz"), "b": np.arange(3)}, {"n": 1})
    sent = pickle.loads(pickle.dumps(packed))  # noqa: S301 (our own)
    assert sent.id == packed.id
    assert all(isinstance(piece, bytes) for piece in sent.pieces)
    packed.write(tmp_path / "one", sync=False)
    sent.write(tmp_path / "other", sync=False)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


@pytest.mark.parametrize(
    ("name", "kind", "first", "last"),
    [
        ("long", "<i8", 0, 1),
        ("long", "<i4", 2, 1),
        ("long", "<i4", 0, 1 << 20),
        ("no", "<i4", 0, 0),
    ],
)
def test_a_span_that_no_column_has_is_refused(tmp_path, name, kind, first, last):
    long_columns(tmp_path / "f")
    with pytest.raises(Damaged, match=name):
        ColumnFile(tmp_path / "f", "test").span(name, kind, first, last)


def test_seals_of_blocks_that_are_not_those_of_the_column_are_found_by_a_check(tmp_path):
    long_columns(tmp_path / "f")
    ColumnFile(tmp_path / "f", "test").check()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns, "block_seals", lambda data: np.zeros(6, np.int64))
        long_columns(tmp_path / "g")
    with pytest.raises(Damaged, match="long-seals"):
        ColumnFile(tmp_path / "g", "test").check()


@given(st.binary(max_size=200))
def test_a_seal_is_the_crc_and_the_sum_of_the_words(data):
    padded = data + bytes(-len(data) % 8)
    total = sum(struct.unpack(f"<{len(padded) // 8}Q", padded)) % 2**64
    assert seal(data) == (zlib.crc32(data), total)
    assert seal(np.frombuffer(data, np.uint8)) == (zlib.crc32(data), total)


@pytest.mark.parametrize("array", [np.zeros(3), np.zeros((2, 2), np.int32), np.array(["a"])])
def test_other_arrays_are_refused(array):
    with pytest.raises(ValueError, match="no column"):
        pack("test", {"a": array}, {})


def test_numbers_are_stored_little_endian(tmp_path):
    write(tmp_path / "f", {"a": np.array([1, 2], np.int32)})
    assert bytes(ColumnFile(tmp_path / "f", "test").view("a", "<i4")) == b"\1\0\0\0\2\0\0\0"
    with pytest.raises(ValueError, match="no column"):
        pack("test", {"a": np.array([1, 2], ">i4")}, {})


def test_a_machine_that_counts_the_other_way_reads_and_writes_the_same(monkeypatch):
    numbers = memoryview(array("i", [1, -2]))
    monkeypatch.setattr("sys.byteorder", "big")
    turned = native(numbers.cast("B"), "i")
    assert turned.tobytes() == b"".join(n.to_bytes(4, "big", signed=True) for n in (1, -2))
    assert native(turned.cast("B"), "i") == numbers


def test_opening_reads_no_column_and_asking_checks_it(file):
    data = bytearray(file.read_bytes())
    place = data.rindex(b"text")
    data[place] ^= 1
    file.write_bytes(data)
    opened = ColumnFile(file, "test")
    assert opened.array("a", "<i4").sum() == 10
    for ask in (lambda: opened.text("b"), opened.check):
        with pytest.raises(Damaged) as error:
            ask()
        assert error.value.say("en") == f"{file}: damaged (b); build it again"


def multiple_of_the_crc_polynomial():
    """Return five bytes that change no CRC-32 when they are flipped in (bits lowest first)."""
    polynomial = 0x104C11DB7
    bits = sum(1 << i for i in range(33) if polynomial >> (32 - i) & 1)
    return bits.to_bytes(5, "little")


@pytest.mark.parametrize("blind", ["crc", "sum"])
def test_what_one_half_of_a_seal_does_not_see_the_other_does(tmp_path, blind):
    data = bytes(range(64))
    if blind == "crc":
        pattern = multiple_of_the_crc_polynomial()
        changed = bytes(a ^ b for a, b in zip(data, pattern, strict=False)) + data[5:]
    else:
        changed = data[8:16] + data[:8] + data[16:]
    same = [a == b for a, b in zip(seal(data), seal(changed), strict=True)]
    assert same == ([True, False] if blind == "crc" else [False, True])
    write(tmp_path / "f", {"a": data})
    whole = (tmp_path / "f").read_bytes()
    (tmp_path / "f").unlink()
    (tmp_path / "f").write_bytes(whole[:-64] + changed)
    with pytest.raises(Damaged):
        ColumnFile(tmp_path / "f", "test").data("a")


def test_every_bit_flipped_and_every_cut_is_refused_or_changes_nothing(file):
    """Exhaustive, for a small file: the bits that may flip unseen are padding."""
    whole = file.read_bytes()
    unseen = 0

    def answer():
        opened = ColumnFile(file, "test")
        return opened.id, opened.about, [opened.array(n, k).tolist() for n, k in
                                         (("a", "<i4"), ("b", "|u1"), ("none", "|u1"))]  # fmt: skip

    right = answer()
    for bit in range(8 * len(whole)):
        file.unlink()
        flipped = bytes([whole[bit // 8] ^ 1 << bit % 8])
        file.write_bytes(whole[: bit // 8] + flipped + whole[bit // 8 + 1 :])
        try:
            assert answer() == right
            unseen += 1
        except (Damaged, Newer):
            pass
    header = struct.unpack_from("<Q", whole, 12)[0]
    front = 36 + header
    assert unseen == 8 * (len(whole) - front - 20 - 4)  # 20 bytes of a, 4 of b
    for size in range(len(whole)):
        file.unlink()
        file.write_bytes(whole[:size])
        with pytest.raises(Damaged):
            answer()


def test_a_longer_file_is_refused(file):
    with file.open("ab") as stream:
        stream.write(bytes(64))
    with pytest.raises(Damaged, match="length"):
        ColumnFile(file, "test")


def test_another_kind_of_file_is_refused(file):
    with pytest.raises(Damaged, match="header"):
        ColumnFile(file, "other")


def test_a_newer_format_is_refused_by_name(file, monkeypatch):
    monkeypatch.setattr(columns, "FORMAT", 7)
    write(file, {"a": b"1"})
    monkeypatch.undo()
    with pytest.raises(Newer) as error:
        ColumnFile(file, "test")
    assert "a newer cntext (format 7; this one reads format 1)" in error.value.say("en")
    assert "格式 7" in error.value.say("zh")


def test_an_older_format_is_damaged_not_guessed(file, monkeypatch):
    monkeypatch.setattr(columns, "FORMAT", 0)
    write(file, {"a": b"1"})
    monkeypatch.undo()
    with pytest.raises(Damaged):
        ColumnFile(file, "test")


def crafted(path, header):
    """Write a file whose sums are right and whose header says what it should not."""
    header = header if isinstance(header, bytes) else json.dumps(header).encode()
    start = columns._PREFIX.pack(columns._MAGIC, columns.FORMAT, len(header))
    front = start + columns._sum(start, header) + header
    path.write_bytes(front + bytes(-len(front) % 64) + bytes(64))


GOOD = ["|u1", 64, 0, *seal(bytes(64))]


def test_a_crafted_header_is_believed_where_it_is_true(tmp_path):
    crafted(tmp_path / "f", {"kind": "test", "about": {}, "columns": {"a": GOOD}})
    assert ColumnFile(tmp_path / "f", "test").data("a") == bytes(64)


@pytest.mark.parametrize(
    "header",
    [
        b"not json",
        b"[" * 100_000,
        [],
        {},
        {"kind": "test", "about": 1, "columns": {}},
        {"kind": "test", "about": {}, "columns": {"a": 1}},
        {"kind": "test", "about": {}, "columns": {"a": GOOD[:4]}},
        {"kind": "test", "about": {}, "columns": {"a": ["|O8", *GOOD[1:]]}},
        {"kind": "test", "about": {}, "columns": {"a": ["|u1", 65, *GOOD[2:]]}},
        {"kind": "test", "about": {}, "columns": {"a": ["|u1", 10**30, *GOOD[2:]]}},
        {"kind": "test", "about": {}, "columns": {"a": ["|u1", -1, *GOOD[2:]]}},
        {"kind": "test", "about": {}, "columns": {"a": ["|u1", 64, -64, *GOOD[3:]]}},
        {"kind": "test", "about": {}, "columns": {"a": ["|u1", 64, 1, *GOOD[3:]]}},
        {"kind": "test", "about": {}, "columns": {"a": ["|u1", 64, 0.0, *GOOD[3:]]}},
        {"kind": "test", "about": {}, "columns": {"a": [["|u1"], *GOOD[1:]]}},
    ],
)
def test_a_crafted_header_is_refused_where_it_is_not(tmp_path, header):
    crafted(tmp_path / "f", header)
    with pytest.raises(Damaged):
        ColumnFile(tmp_path / "f", "test")


def test_text_and_json_that_are_none_are_refused(tmp_path):
    write(tmp_path / "f", {"bytes": b"\xff\xfe", "deep": b"[" * 100_000, "no": b"{"})
    opened = ColumnFile(tmp_path / "f", "test")
    for ask in (
        lambda: opened.text("bytes"),
        lambda: opened.json("bytes"),
        lambda: opened.json("deep"),
        lambda: opened.json("no"),
        lambda: opened.text("absent"),
        lambda: opened.array("no", "<i4"),
        lambda: opened.array("no", "|u1", 2),
    ):
        with pytest.raises(Damaged):
            ask()


@pytest.mark.parametrize(
    "bounds", [[0, 2, 1, 3], [1, 2, 3, 3], [0, 1, 2, 4], [0, 1, 3], [0, -1, 1, 3]]
)
def test_bounds_that_do_not_rise_from_nothing_to_the_end_are_refused(tmp_path, bounds):
    write(tmp_path / "f", {"b": np.array(bounds), "good": np.array([0, 1, 1, 3])})
    opened = ColumnFile(tmp_path / "f", "test")
    assert opened.bounds("good", 3, 3).tolist() == [0, 1, 1, 3]
    with pytest.raises(Damaged):
        opened.bounds("b", 3, 3)


def test_a_header_is_for_small_things():
    with pytest.raises(ValueError, match="small"):
        pack("test", {}, {"x": "a" * (1 << 20)})


def test_more_files_than_the_system_first_allows_can_be_open(tmp_path):
    resource = pytest.importorskip("resource")
    write(tmp_path / "f", {"a": b"1"})
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    used = len(os.listdir("/dev/fd")) if os.path.isdir("/dev/fd") else 64
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (used + 8, hard))
        held = [ColumnFile(tmp_path / "f", "test") for _ in range(40)]
        assert all(each.text("a") == "1" for each in held)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
