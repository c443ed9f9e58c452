"""Files to pages: the one place that opens an input."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cntext.errors import Both
from cntext.model import Failure, Inputs, Page
from cntext.read.encoding import Mixed, NotText, decode
from cntext.read.front_matter import split_header
from cntext.read.paths import STDIN, Source, find_sources, unreadable
from cntext.storage import sha256
from cntext.text.characters import INVISIBLE, as_read

MAX_BYTES = 512 << 20
MAX_PIPED = 256 << 20  # a pipe does not say how much is to come
_CHUNK = 1 << 16
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_MAGIC = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "Office/ZIP"),
    (b"\xd0\xcf\x11\xe0", "Word/Excel 97"),
    (b"\x1f\x8b", "gzip"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
)


class _Refused(Exception):
    """An input that is not taken, with its failure."""

    def __init__(self, code: str, problem: Both, hint: Both | None = None) -> None:
        super().__init__(code)
        self.code, self.problem, self.hint = code, problem, hint


def read_pages(
    paths: Iterable[str], inputs: Inputs, encoding: str | None = None
) -> Iterator[tuple[Source, Page]]:
    """Yield every readable page; what cannot be read is listed in ``inputs.failed``."""
    for source in find_sources(paths, inputs):
        try:
            page = _page(source, _bytes(source), encoding)
        except OSError as error:
            inputs.failed.append(unreadable(source.path, error))
        except MemoryError:
            inputs.failed.append(
                Failure(source.path, "memory", Both("内存不够", "not enough memory"))
            )
        except _Refused as refused:
            inputs.failed.append(Failure(source.path, refused.code, refused.problem, refused.hint))
        else:
            inputs.files.append(page)
            yield source, page


def _bytes(source: Source) -> bytes:
    if source.path == STDIN:
        if sys.stdin is None:
            return b""
        return _bounded(sys.stdin.buffer)
    with open(source.path, "rb") as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            return _bounded(stream)
        if os.fstat(stream.fileno()).st_size > MAX_BYTES:
            raise _too_large(MAX_BYTES)
        return stream.read()


def _bounded(stream: BinaryIO) -> bytes:
    """Read a pipe or device: decided on a bounded prefix, and never for ever."""
    data = bytearray()
    while chunk := stream.read(_CHUNK):
        if not data and chunk.count(0) > len(chunk) // 2 > 1000:
            raise _binary()
        data += chunk
        if len(data) > MAX_PIPED:
            raise _too_large(MAX_PIPED)
    return bytes(data)


def _too_large(most: int) -> _Refused:
    size = f"{most >> 20} MB"
    return _Refused(
        "too-large",
        Both(f"超过 {size}", f"is larger than {size}"),
        Both("请拆成几个文件", "split it into several files"),
    )


def _binary() -> _Refused:
    return _Refused(
        "binary",
        Both("不是文本文件（含二进制数据）", "is not text (binary data)"),
        Both("请给出 .txt 或 .md 文件", "give a .txt or .md file"),
    )


def _page(source: Source, data: bytes, encoding: str | None) -> Page:
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise _Refused(
                "format",
                Both(f"是 {name} 文件，不是文本", f"is a {name} file, not text"),
                Both("请先另存为 .txt（UTF-8）", "save it as .txt (UTF-8) first"),
            )
    try:
        decoded = decode(data, encoding)
    except NotText as error:
        if encoding:
            raise _Refused(
                "undecodable",
                Both(f"不是 {encoding} 编码", f"is not in {encoding}"),
                Both("去掉 --encoding 让程序自己判断", "leave --encoding out to have it detected"),
            ) from None
        if b"\0" in data:
            raise _binary() from None
        if isinstance(error, Mixed):
            raise _Refused(
                "mixed-encoding",
                Both("有的行是 UTF-8，有的行不是", "has lines in UTF-8 and lines that are not"),
                Both("请统一转成 UTF-8", "convert all of it to UTF-8"),
            ) from None
        raise _Refused(
            "undecodable",
            Both(
                "编码认不出（不是 UTF-8、UTF-16、GB18030、Big5）",
                "is in no known encoding (UTF-8, UTF-16, GB18030, Big5)",
            ),
            Both("用 --encoding 指明", "name it with --encoding"),
        ) from None
    text = _LINE_END.sub("\n", decoded.text)
    removed = len(INVISIBLE.findall(text))
    text = as_read(text)
    meta, lines = split_header(text)
    if lines:
        text = text.split("\n", lines)[lines] if text.count("\n") >= lines else ""
    return Page(
        path=source.path,
        text=text,
        encoding=decoded.encoding,
        sha256=sha256(data),
        size=len(data),
        meta=meta,
        first_line=lines + 1,
        replaced=decoded.replaced,
        removed=removed,
    )
