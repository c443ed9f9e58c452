"""Files to pages: the one place that opens an input."""

from __future__ import annotations

import os
import stat
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import BinaryIO

from cntext.errors import Both
from cntext.model import Failure, Inputs, Page
from cntext.read.formats import Part, Problem, ReadOptions, is_packed, reader_of
from cntext.read.lines import unify_lines
from cntext.read.paths import STDIN, Member, Source, find_sources, unreadable
from cntext.read.refusal import Refused, binary, too_large
from cntext.storage import sha256
from cntext.text.characters import INVISIBLE, as_read
from cntext.text.codes import is_as_read

MAX_BYTES = 512 << 20
MAX_PIPED = 256 << 20  # a pipe does not say how much is to come
_CHUNK = 1 << 16


def read_pages(
    paths: Iterable[str], inputs: Inputs, options: ReadOptions | None = None
) -> Iterator[Page]:
    """Yield every readable page; what cannot be read is listed in ``inputs.failed``.

    What was read of a file before it turned out to be damaged is kept.
    """
    for source in find_sources(paths, inputs):
        yield from pages_of(source, inputs, options or ReadOptions())


def pages_of(source: Source, inputs: Inputs, options: ReadOptions) -> Iterator[Page]:
    """Yield the pages of one source, in the same way."""
    with _listing(source.name, inputs):
        for member in _members(source, inputs, options):
            with _listing(member.path, inputs):
                yield from _pages(member, source, inputs, options)


def _members(source: Source, inputs: Inputs, options: ReadOptions) -> Iterable[Member]:
    """Return what a source holds: itself, or what is packed in it."""
    if not is_packed(source.id):
        return (Member(source.name, source.id, source.id, _bytes(source)),)
    from cntext.read.archives import unpack

    return unpack(source, _bytes(source), options, inputs)


@contextmanager
def _listing(path: str, inputs: Inputs) -> Iterator[None]:
    """Turn what goes wrong with one input into a failure, and go on with the next."""
    try:
        yield
    except OSError as error:
        inputs.failed.append(unreadable(path, error))
    except MemoryError:
        inputs.failed.append(Failure(path, "memory", Both("内存不够", "not enough memory")))
    except Refused as refused:
        inputs.failed.append(Failure(path, refused.code, refused.problem, refused.hint))


def _pages(member: Member, source: Source, inputs: Inputs, options: ReadOptions) -> Iterator[Page]:
    # Once, not for each of a million rows.
    file = source.whole or (sha256(member.data), len(member.data))
    line = source.line
    if source.head:  # its records know their lines
        options, line = options._replace(head=source.head), 1
    for part in reader_of(member.name, member.data)(member.data, options):
        if isinstance(part, Problem):
            path = f"{member.path}#{part.name}" if part.name else member.path
            inputs.failed.append(Failure(path, part.code, part.problem, part.hint))
        else:
            whole = part.verbatim and not source.whole
            page = _page(member, file, line, part, whole=whole)
            inputs.files.append(page)
            yield page


def _bytes(source: Source) -> bytes:
    """Return the bytes of a source: of what can be read once only, those that it gave."""
    once = source.once
    if once is None:
        return _read(source)
    if once.gave is None:
        try:
            once.gave = _read(source)
        except (OSError, MemoryError, Refused) as error:
            once.gave = error
    if isinstance(once.gave, Exception):
        raise once.gave
    return once.gave


def _read(source: Source) -> bytes:
    if source.data is not None:
        return source.data
    if source.path == STDIN:
        if sys.stdin is None:
            return b""
        return _bounded(sys.stdin.buffer)
    with open(source.path, "rb") as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            return _bounded(stream)
        if source.whole:
            stream.seek(source.start)
            return stream.read(source.size)
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


def _page(member: Member, file: tuple[str, int], line: int, part: Part, *, whole: bool) -> Page:
    """Return the page of one part; ``whole``: its text is all bytes of the file, as they stand."""
    text = unify_lines(part.text)
    removed = 0
    if is_as_read(text):  # characters apart from one another; together they may still be composed
        text = unicodedata.normalize("NFC", text)
    else:
        removed = len(INVISIBLE.findall(text))
        text = as_read(text)
    return Page(
        path=member.path,
        id=f"{member.id}#{part.name}" if part.name else member.id,
        text=text,
        encoding=part.encoding,
        sha256=file[0],
        size=file[1],
        meta={key: as_read(value) for key, value in part.meta.items()},
        first_line=part.line + line - 1,
        replaced=part.replaced,
        removed=removed,
        text_sha256=file[0] if whole and text is part.text else "",
    )
