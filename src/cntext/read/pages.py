"""Files to pages: the one place that opens an input."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cntext.errors import Both
from cntext.model import Failure, Inputs, Page
from cntext.read.archives import unpack
from cntext.read.formats import Part, ReadOptions, reader_of
from cntext.read.lines import unify_lines
from cntext.read.paths import STDIN, Source, find_sources, unreadable
from cntext.read.refusal import Refused, binary, too_large
from cntext.storage import sha256
from cntext.text.characters import INVISIBLE, as_read

MAX_BYTES = 512 << 20
MAX_PIPED = 256 << 20  # a pipe does not say how much is to come
_CHUNK = 1 << 16


def read_pages(
    paths: Iterable[str], inputs: Inputs, options: ReadOptions | None = None
) -> Iterator[Page]:
    """Yield every readable page; what cannot be read is listed in ``inputs.failed``."""
    options = options or ReadOptions()
    for source in find_sources(paths, inputs):
        name, path = source.id, source.path
        try:
            for name, data in unpack(source.id, _bytes(source), options):
                path = source.path + name.removeprefix(source.id)
                for part in reader_of(name, data)(data, options):
                    page = _page(path, name, data, part)
                    inputs.files.append(page)
                    yield page
        except OSError as error:
            inputs.failed.append(unreadable(path, error))
        except MemoryError:
            inputs.failed.append(Failure(path, "memory", Both("内存不够", "not enough memory")))
        except Refused as refused:
            inputs.failed.append(Failure(path, refused.code, refused.problem, refused.hint))


def _bytes(source: Source) -> bytes:
    if source.path == STDIN:
        if sys.stdin is None:
            return b""
        return _bounded(sys.stdin.buffer)
    with open(source.path, "rb") as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            return _bounded(stream)
        if os.fstat(stream.fileno()).st_size > MAX_BYTES:
            raise too_large(MAX_BYTES)
        return stream.read()


def _bounded(stream: BinaryIO) -> bytes:
    """Read a pipe or device: decided on a bounded prefix, and never for ever."""
    data = bytearray()
    while chunk := stream.read(_CHUNK):
        if not data and chunk.count(0) > len(chunk) // 2 > 1000:
            raise binary()
        data += chunk
        if len(data) > MAX_PIPED:
            raise too_large(MAX_PIPED)
    return bytes(data)


def _page(path: str, name: str, data: bytes, part: Part) -> Page:
    text = unify_lines(part.text)
    removed = len(INVISIBLE.findall(text))
    return Page(
        path=path,
        id=f"{name}#{part.name}" if part.name else name,
        text=as_read(text),
        encoding=part.encoding,
        sha256=sha256(data),
        size=len(data),
        meta={key: as_read(value) for key, value in part.meta.items()},
        first_line=part.line,
        replaced=part.replaced,
        removed=removed,
    )
