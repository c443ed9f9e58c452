"""Packed inputs: what is inside a .gz, .zst or .zip, within limits and only in memory."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePath

from cntext.errors import Both
from cntext.model import Failure, Inputs
from cntext.read.encoding import NotText, decode_double_byte
from cntext.read.formats import ReadOptions, is_readable
from cntext.read.paths import Member, Source
from cntext.read.refusal import Refused, missing_extra

_RATIO = 200  # Chinese text packs 3:1, the XML of office files 20:1
_RATIO_FROM = 1 << 20  # a small file may well be one character over and over
_ENTRIES = 2_000
_LAYERS = 2  # an archive, and an archive in it
_CHUNK = 1 << 16
_SIP = 1 << 10  # of zstd, where 4 bytes may unpack to 128 KB
_ENTRY = b"PK\x01\x02"
_LOCAL = struct.Struct("<4s22xHH")
_UTF8_NAME = 0x800
_ENCRYPTED = 0x41
_UNPACK_FIRST = Both("请先自行解开，再给出其中的文件", "unpack it yourself and give what was in it")


class Budget:
    """How many bytes one input may still unpack to, over all its members and layers."""

    def __init__(self, most: int) -> None:
        self.most = self.left = most

    def take(self, size: int) -> None:
        """Spend ``size`` bytes; `Refused` when that is more than is left."""
        self.left -= size
        if self.left < 0:
            raise _bomb(
                f"解开后超过 {self.most >> 20} MB", f"unpacks to more than {self.most >> 20} MB"
            )


class Zip:
    """A zip file in memory, read through a counter, for its headers may lie.

    Raises `Refused` with the code "damaged", "bomb" or "encrypted". Nothing is ever
    written to disk, so that names like ``../../etc/passwd`` lead nowhere.
    """

    def __init__(self, data: bytes, options: ReadOptions, budget: Budget | None = None) -> None:
        self._data = data
        self._budget = budget or Budget(options.max_unpacked)
        self._counted: set[str] = set()
        # Counted in the bytes first: zipfile makes an object for each of 10 million
        # entries. Archives stored inside have such marks too, hence the factor.
        if data.count(_ENTRY) > 20 * _ENTRIES:
            raise _too_many()
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as file:
                infos = file.infolist()
        except (zipfile.BadZipFile, ValueError, struct.error, OSError, NotImplementedError):
            raise damaged("ZIP") from None
        if len(infos) > _ENTRIES:
            raise _too_many()
        # Not is_dir(): up to Python 3.11 that fails on a member without a name.
        files = [info for info in infos if not info.filename.endswith("/")]
        self._infos = dict(zip(_names(files), files, strict=True))

    def names(self) -> list[str]:
        """Return the names of all files in it, in the order of the archive."""
        return list(self._infos)

    def read(self, name: str) -> bytes:
        """Return the bytes of one file; KeyError if there is none of that name."""
        info = self._infos[name]
        if info.flag_bits & _ENCRYPTED:
            raise Refused(
                "encrypted",
                Both("有密码保护", "is protected by a password"),
                Both("请先去掉密码", "remove the password first"),
            )
        budget = Budget(self._budget.most) if name in self._counted else self._budget
        self._counted.add(name)
        data = b"".join(self._chunks(info, budget))
        if len(data) != info.file_size or zlib.crc32(data) != info.CRC:
            raise damaged("ZIP")
        return data

    def _chunks(self, info: zipfile.ZipInfo, budget: Budget) -> Iterator[bytes]:
        try:
            mark, name, extra = _LOCAL.unpack_from(self._data, info.header_offset)
        except struct.error:
            raise damaged("ZIP") from None
        start = info.header_offset + _LOCAL.size + name + extra
        packed = memoryview(self._data)[start : start + info.compress_size]
        if mark != b"PK\x03\x04" or len(packed) != info.compress_size:
            raise damaged("ZIP")
        if info.compress_type == zipfile.ZIP_STORED:
            budget.take(len(packed))
            yield bytes(packed)
        elif info.compress_type == zipfile.ZIP_DEFLATED:
            yield from _inflated(packed, budget)
        else:  # bzip2 and lzma unpack a block of any size at once
            raise Refused(
                "compression",
                Both("用了少见的压缩方法", "uses an unusual compression method"),
                _UNPACK_FIRST,
            )


def unpack(source: Source, data: bytes, options: ReadOptions, inputs: Inputs) -> Iterator[Member]:
    """Yield what the input holds: itself, if it is not packed.

    Of a zip the same files are taken as of a folder (`is_readable`); the others are
    counted in ``inputs`` as skipped, those that cannot be unpacked as failed.
    """
    member = Member(source.name, source.id, source.id, data)
    yield from _unpacked(member, options, inputs, Budget(options.max_unpacked), _LAYERS)


def _unpacked(
    member: Member, options: ReadOptions, inputs: Inputs, budget: Budget, layers: int
) -> Iterator[Member]:
    suffix = PurePath(member.name).suffix.lower()
    if suffix not in {".gz", ".zst", ".zip"}:
        yield member
        return
    if not layers:
        raise _bomb("压缩包里套着压缩包，层数太多", "has archives in archives, too deep")
    if suffix != ".zip":
        unzip = _gunzip if suffix == ".gz" else _unzstd
        plain = unzip(member.data, budget)
        inner = Member(member.path, member.id, member.name[: -len(suffix)], plain)
        yield from _unpacked(inner, options, inputs, budget, layers - 1)
        return
    yield from _members(member, options, inputs, budget, layers - 1)


def _members(
    outer: Member, options: ReadOptions, inputs: Inputs, budget: Budget, layers: int
) -> Iterator[Member]:
    file = Zip(outer.data, options, budget)
    taken = False
    for name in file.names():
        steps = [step for step in name.replace("\\", "/").split("/") if step not in {"", ".", ".."}]
        reason = _reason_to_skip(steps)
        if reason:
            inputs.skip(reason)
            continue
        taken = True
        below = "/" + "/".join(steps)
        try:
            inner = Member(outer.path + below, outer.id + below, steps[-1], file.read(name))
            yield from _unpacked(inner, options, inputs, budget, layers)
        except Refused as refused:
            inputs.failed.append(
                Failure(outer.path + below, refused.code, refused.problem, refused.hint)
            )
            if budget.left < 0:
                return
    if not taken:
        raise Refused(
            "empty-archive",
            Both("压缩包里没有可读的文件", "is an archive without a file that can be read"),
            Both("请检查里面是什么", "look at what is in it"),
        )


def _reason_to_skip(steps: list[str]) -> str:
    if not steps or any(step.startswith(".") for step in steps) or "__MACOSX" in steps:
        return "hidden"
    if steps[-1].lower().startswith("readme"):
        return "readme"
    return "" if is_readable(steps[-1]) else "unsupported"


def _names(infos: list[zipfile.ZipInfo]) -> list[str]:
    """Return the names decoded: UTF-8 where said or valid, else GBK or Big5, else CP437.

    Chinese Windows writes them in GBK and says nothing; zipfile then takes them for
    CP437. One tool wrote all of them, so all undecided ones are judged together.
    """
    names = {}
    unknown = {}
    for info in infos:
        raw = b"" if info.flag_bits & _UTF8_NAME else info.filename.encode("cp437", "replace")
        try:
            names[id(info)] = raw.decode("utf-8") or info.filename
        except UnicodeDecodeError:
            unknown[id(info)] = raw
            names[id(info)] = info.filename
    try:
        decoded = decode_double_byte(b"\n".join(unknown.values())).text.split("\n")
    except NotText:
        decoded = []
    if len(decoded) == len(unknown):
        names.update(zip(unknown, decoded, strict=True))
    return list(names.values())


def _inflated(packed: memoryview, budget: Budget) -> Iterator[bytes]:
    """Yield the inflated bytes piece by piece, each counted before the next is made."""
    inflate = zlib.decompressobj(-15)
    rest: bytes | memoryview = packed
    size = 0
    while not inflate.eof:
        try:
            chunk = inflate.decompress(rest, _CHUNK)
        except zlib.error:
            raise damaged("ZIP") from None
        rest = inflate.unconsumed_tail
        if not chunk and not inflate.eof:
            raise damaged("ZIP")  # the packed bytes ended too early
        size += len(chunk)
        _check(size, len(packed), budget, len(chunk))
        yield chunk


def _check(size: int, packed: int, budget: Budget, fresh: int) -> None:
    budget.take(fresh)
    if size > _RATIO_FROM and size > _RATIO * packed:
        raise _bomb(f"压缩比超过 {_RATIO}:1", f"unpacks to over {_RATIO} times its size")


def _gunzip(data: bytes, budget: Budget) -> bytes:
    plain = bytearray()
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            while fresh := stream.read(_CHUNK):
                plain += fresh
                _check(len(plain), len(data), budget, len(fresh))
    except (OSError, EOFError, zlib.error, struct.error):
        raise damaged("gzip") from None
    if not data:
        raise damaged("gzip")
    return bytes(plain)


def _unzstd(data: bytes, budget: Budget) -> bytes:
    try:
        import zstandard
    except ImportError:
        raise missing_extra("zstd", "zstandard") from None
    # A frame may ask for a window of 2 GB; the tool itself takes 128 MB at most.
    tool = zstandard.ZstdDecompressor(max_window_size=1 << 27)
    plain = bytearray()
    place = 0
    try:
        while place < len(data):
            frame = tool.decompressobj()
            while not frame.eof:  # a stream reader takes a file that was cut off for whole
                if place >= len(data):
                    raise damaged("zstd")
                fresh = frame.decompress(data[place : place + _SIP])
                place += _SIP
                plain += fresh
                _check(len(plain), len(data), budget, len(fresh))
            place = min(place, len(data)) - len(frame.unused_data)
    except zstandard.ZstdError:
        raise damaged("zstd") from None
    if not data:
        raise damaged("zstd")
    return bytes(plain)


def damaged(kind: str) -> Refused:
    """Return the refusal of a file that is not what its suffix says, or not all of it."""
    return Refused(
        "damaged",
        Both(f"不是完好的 {kind} 文件", f"is no {kind} file, or a damaged one"),
        Both("请重新下载或另存一份", "get or save it again"),
    )


def _bomb(zh: str, en: str) -> Refused:
    return Refused("bomb", Both(zh, en), _UNPACK_FIRST)


def _too_many() -> Refused:
    return _bomb(f"里面的文件超过 {_ENTRIES} 个", f"holds more than {_ENTRIES} files")
