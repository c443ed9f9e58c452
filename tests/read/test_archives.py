"""What is packed is read as if it lay there, and nothing unpacks without end."""

import gzip
import io
import struct
import zipfile
import zlib

import pytest

from cntext.model import Inputs
from cntext.read.archives import Zip
from cntext.read.formats import ReadOptions, is_readable
from cntext.read.pages import read_pages
from cntext.read.refusal import Refused

BEIJING = "我爱北京。".encode()


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes], method=zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as file:
        for name, data in members:
            file.writestr(name, data)
    return stream.getvalue()


def unmarked_zip(*names: bytes) -> bytes:
    """Return a zip as old tools write it: names as bytes, their encoding not told."""
    files = directory = b""
    for name in names:
        sizes = struct.pack("<LLLHH", zlib.crc32(BEIJING), len(BEIJING), len(BEIJING), len(name), 0)
        common = b"\x14\0" + bytes(8) + sizes
        directory += b"PK\x01\x02\x14\0" + common + bytes(10) + struct.pack("<L", len(files)) + name
        files += b"PK\x03\x04" + common + name + BEIJING
    count, size = len(names), len(directory)
    end = struct.pack("<4s4xHHLLH", b"PK\x05\x06", count, count, size, len(files), 0)
    return files + directory + end


def zstd(data: bytes) -> bytes:
    zstandard = pytest.importorskip("zstandard")
    return zstandard.ZstdCompressor().compress(data)


class TestGzipAndZstandard:
    @pytest.mark.parametrize(("suffix", "pack"), [("gz", gzip.compress), ("zst", zstd)])
    def test_the_inner_suffix_decides_the_format(self, read_texts, suffix, pack):
        table = "id,text\n1,北京\n".encode()
        assert read_texts(f"a.csv.{suffix}", pack(table)) == [("#1", "北京", {"id": "1"})]
        assert read_texts(f"a.txt.{suffix}", pack(BEIJING))[0][1] == "我爱北京。"
        assert read_texts(f"a.{suffix}", pack(BEIJING))[0][1] == "我爱北京。"

    @pytest.mark.parametrize(("suffix", "pack"), [("gz", gzip.compress), ("zst", zstd)])
    def test_one_after_another_are_one_file(self, read_texts, suffix, pack):
        assert read_texts(f"a.txt.{suffix}", pack(BEIJING) * 2)[0][1] == "我爱北京。" * 2

    @pytest.mark.parametrize("name", ["a.txt.gz", "a.txt.zst"])
    @pytest.mark.parametrize("data", [b"no archive", BEIJING])
    def test_what_is_no_archive_is_damaged(self, refusal, name, data):
        assert refusal(name, data).code == "damaged"

    @pytest.mark.parametrize(("suffix", "pack"), [("gz", gzip.compress), ("zst", zstd)])
    def test_a_cut_archive_is_damaged(self, refusal, suffix, pack):
        assert refusal(f"a.txt.{suffix}", pack(BEIJING * 1000)[:-8]).code == "damaged"

    @pytest.mark.parametrize(("suffix", "pack"), [("gz", gzip.compress), ("zst", zstd)])
    def test_nothing_packed_is_still_a_file_and_nothing_at_all_is_none(
        self, read_texts, refusal, suffix, pack
    ):
        assert read_texts(f"a.txt.{suffix}", pack(b"")) == [("", "", {})]
        assert refusal(f"a.txt.{suffix}", b"").code == "damaged"

    @pytest.mark.parametrize(("suffix", "pack"), [("gz", gzip.compress), ("zst", zstd)])
    def test_a_bomb_is_refused_before_it_unfolds(self, refusal, suffix, pack):
        bomb = pack(b"a" * (20 << 20))
        failure = refusal(f"a.txt.{suffix}", bomb)
        assert failure.code == "bomb"
        assert "200" in failure.problem.en

    def test_the_limit_is_an_option(self, refusal):
        failure = refusal("a.txt.gz", gzip.compress(b"a\n" * (1 << 20)), max_unpacked=1 << 20)
        assert failure.code == "bomb"
        assert failure.problem == ("解开后超过 1 MB", "unpacks to more than 1 MB")

    def test_without_the_library_the_extra_is_named(self, refusal, monkeypatch):
        monkeypatch.setitem(__import__("sys").modules, "zstandard", None)
        failure = refusal("a.txt.zst", b"")
        assert (failure.code, "zstd" in failure.hint.en) == ("missing-extra", True)


class TestZip:
    def test_members_are_read_by_the_rules_of_a_folder(self, tmp_path):
        names = ["b/甲.txt", "a.csv", ".hidden.txt", "__MACOSX/a.txt", "README.md", "x.png", "b/"]
        members = [(name, b"id,text\n1,x\n" if name == "a.csv" else BEIJING) for name in names]
        path = tmp_path / "a.zip"
        path.write_bytes(zipped(*members))
        inputs = Inputs()
        pages = list(read_pages([str(tmp_path)], inputs))
        assert [page.id for page in pages] == ["a.zip/b/甲.txt", "a.zip/a.csv#1"]
        assert pages[0].path == f"{path}/b/甲.txt"
        assert inputs.skipped == {"hidden": 2, "readme": 1, "unsupported": 1}
        assert inputs.failed == []

    def test_a_bad_member_does_not_cost_the_others(self, read_bytes):
        data = zipped(
            ("a.txt", BEIJING), ("b.csv", b"a,b\n1,2\n"), ("c.txt", b"\0" * 9), ("d.txt", BEIJING)
        )
        pages, failed = read_bytes("a.zip", data)
        assert [page.id for page in pages] == ["a.zip/a.txt", "a.zip/d.txt"]
        assert [failure.code for failure in failed] == ["text-column", "binary"]

    def test_a_flipped_byte_costs_its_member_only(self, read_bytes):
        data = bytearray(
            zipped(("a.txt", BEIJING), ("b.txt", b"upside"), method=zipfile.ZIP_STORED)
        )
        data[data.index(b"upside")] ^= 1
        pages, failed = read_bytes("a.zip", bytes(data))
        assert ([page.id for page in pages], failed[0].code) == (["a.zip/a.txt"], "damaged")
        assert failed[0].path.endswith("a.zip/b.txt")

    @pytest.mark.parametrize(
        "name", ["../../etc/x.txt", "/etc/x.txt", "..\\..\\x.txt", "C:\\x.txt"]
    )
    def test_names_that_climb_lead_nowhere(self, read_bytes, tmp_path, name):
        pages, failed = read_bytes("a.zip", zipped((name, BEIJING)))
        assert failed == []
        assert pages[0].id.startswith("a.zip/")
        assert ".." not in pages[0].id
        assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]

    @pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-8", "cp437"])
    def test_names_are_read_in_the_encoding_they_were_written_in(self, encoding):
        names = ["Möbel/Café.txt"] if encoding == "cp437" else ["新聞/北京.txt", "plain.txt"]
        file = Zip(unmarked_zip(*(name.encode(encoding) for name in names)), ReadOptions())
        assert file.names() == names
        assert file.read(names[0]) == BEIJING

    def test_a_member_without_a_name_is_a_file_of_no_format(self):
        # found by fuzzing: zipfile.is_dir() failed on it up to Python 3.11
        file = Zip(unmarked_zip(b"", b"a.txt"), ReadOptions())
        assert file.names() == ["", "a.txt"]
        assert file.read("a.txt") == BEIJING

    def test_one_archive_inside_another_is_read(self, read_texts):
        inner = zipped(("a.txt", BEIJING))
        assert read_texts("a.zip", zipped(("b.zip", inner)))[0][0] == "/b.zip/a.txt"
        assert (
            read_texts("a.zip", zipped(("b.txt.gz", gzip.compress(BEIJING))))[0][0] == "/b.txt.gz"
        )
        assert read_texts("a.zip.gz", gzip.compress(inner))[0][0] == "/a.txt"

    def test_archives_in_archives_in_archives_are_refused(self, refusal):
        inner = zipped(("c.zip", zipped(("a.txt", BEIJING))))
        assert refusal("a.zip", zipped(("b.zip", inner))).code == "bomb"

    def test_a_bomb_is_refused(self, refusal):
        assert refusal("a.zip", zipped(("a.txt", b"a" * (20 << 20)))).code == "bomb"

    def test_all_members_share_one_limit(self, read_bytes):
        chunk = bytes(range(32, 127)) * 4000
        data = zipped(*((f"{n}.txt", chunk) for n in range(9)), method=zipfile.ZIP_STORED)
        pages, failed = read_bytes("a.zip", data, max_unpacked=1 << 20)
        assert len(pages) == 2
        assert [failure.code for failure in failed] == ["bomb"]

    def test_too_many_files_are_refused(self, refusal):
        assert refusal("a.zip", zipped(*((f"{n}.txt", b"") for n in range(2001)))).code == "bomb"
        assert refusal("a.zip", b"PK\x01\x02" * 40_001).code == "bomb"

    def test_headers_that_lie_about_the_size_are_found_out(self):
        data = b"a" * 3000
        packed = zipped(("a.txt", data))
        # The directory says 10 bytes, with the checksum of those 10: zipfile believes it.
        place = packed.index(b"PK\x01\x02")
        lie = struct.pack("<I", zlib.crc32(data[:10]))
        packed = packed[: place + 16] + lie + packed[place + 20 :]
        packed = packed[: place + 24] + struct.pack("<I", 10) + packed[place + 28 :]
        with pytest.raises(Refused, match="damaged"):
            Zip(packed, ReadOptions()).read("a.txt")

    def test_passwords_are_named(self, refusal):
        data = bytearray(zipped(("a.txt", BEIJING)))
        data[data.index(b"PK\x01\x02") + 8] |= 1
        assert refusal("a.zip", bytes(data)).code == "encrypted"

    @pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
    def test_methods_without_a_bound_are_refused(self, refusal, method):
        assert refusal("a.zip", zipped(("a.txt", BEIJING), method=method)).code == "compression"

    @pytest.mark.parametrize(
        "data",
        [b"", b"PK\x03\x04", b"no archive", zipped(("a.txt", b"x"))[:-30]],
        ids=["empty", "begun", "other", "cut"],  # the last holds the time
    )
    def test_what_is_no_zip_is_damaged(self, refusal, data):
        assert refusal("a.zip", data).code == "damaged"

    @pytest.mark.parametrize("members", [(), (("a.png", b""),)])
    def test_an_archive_without_a_readable_file_is_a_failure(self, refusal, members):
        assert refusal("a.zip", zipped(*members)).code == "empty-archive"

    def test_the_same_member_can_be_read_again(self):
        file = Zip(zipped(("a.txt", b"a" * 600)), ReadOptions(max_unpacked=1000))
        assert file.read("a.txt") == file.read("a.txt")


@pytest.mark.parametrize(
    "name", ["x.txt.gz", "x.csv.zst", "x.ZIP", "x.TSV", "x.jsonl.GZ", "x.xlsx"]
)
def test_packed_files_are_found_in_folders(name):
    assert is_readable(name)


@pytest.mark.parametrize("name", ["x.gz", "x.tar.gz", "x.png.zst", "gz", ".gz"])
def test_packed_files_of_no_known_kind_are_not(name):
    assert not is_readable(name)


def test_damaged_files_fail_in_words(survives):
    text = "".join(f"第{n}条 我爱北京天安门。\n" for n in range(50)).encode()
    assert survives("a.txt.gz", gzip.compress(text)) > 250
    assert survives("a.txt.zst", zstd(text)) > 200
    assert survives("a.zip", zipped(("甲.txt", text), ("b.csv", b"text\n" + text))) > 250
