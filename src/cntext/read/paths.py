"""Which files are meant: named ones always, found ones by rule, each once."""

from __future__ import annotations

import codecs
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cntext.errors import Both, UsageProblem, cause
from cntext.lazy import pattern
from cntext.model import Failure, Inputs
from cntext.read.formats import Head, TableHead, is_readable
from cntext.text.safe import masked

STDIN = "-"
LONG = 64 << 20  # bytes from which a file is read as several sources
_ADDRESS = pattern(r"[A-Za-z][A-Za-z0-9+.-]+:/")  # C:/ is a drive


class Once:
    """What reading a pipe or a device gave, its bytes or an error: a second look must find the same."""

    __slots__ = ("gave",)

    def __init__(self) -> None:
        self.gave: bytes | Exception | None = None


class Source(NamedTuple):
    """A file to read: its path, the short id that its document gets, and its bytes.

    ``size`` is -1 for what is no file and can be read once only: a pipe, a device; ``once``
    holds what that gave. Of a text that is read in pieces it is one: ``size`` bytes from
    ``start`` on, which is at ``line``; ``whole`` are the SHA-256 and the size of the file.
    ``head`` is what the first records of the file say of those in the piece. ``data`` are the
    bytes, where another has fetched them already.
    """

    path: str
    id: str
    size: int = -1
    start: int = 0
    line: int = 1
    whole: tuple[str, int] | None = None
    head: Head | TableHead | None = None
    data: bytes | None = None
    once: Once | None = None

    @property
    def here(self) -> bool:
        """Say whether the file can be opened by this process."""
        return not is_address(self.path)

    @property
    def name(self) -> str:
        """The path as it may be written: without a password."""
        return masked(self.path)


class Member(NamedTuple):
    """A file to read: itself or unpacked. ``name`` is what its suffix is taken from."""

    path: str
    id: str
    name: str
    data: bytes


def is_address(path: str) -> bool:
    """Say whether ``path`` is of another file system: hdfs://host/corpus, s3a://bucket/corpus."""
    return bool(_ADDRESS.match(path))


def listed(path: str) -> list[str]:
    """Return the paths that a file lists, one a line; "-" is standard input.

    Blank lines and those that begin with ``#`` are skipped, a byte order mark and the
    line ends of Windows are cut off. Paths separated by NUL (``find -print0``) are taken
    as they are, whatever they hold. `UsageProblem` if the list cannot be read.
    """
    try:
        if path == STDIN:
            data = sys.stdin.buffer.read() if sys.stdin is not None else b""
        else:
            with open(path, "rb") as stream:
                data = stream.read()
    except OSError as error:
        raise UsageProblem(
            f"--files-from {path}",
            unreadable(path, error).problem,
            Both("请检查路径", "check the path"),
        ) from None
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):  # what PowerShell writes
        data = data.decode("utf-16", "replace").encode("utf-8")
    data = data.removeprefix(codecs.BOM_UTF8)
    if b"\0" in data:
        return [_as_path(name) for name in data.split(b"\0") if name.strip()]
    lines = [line.rstrip(b"\r") for line in data.split(b"\n")]
    return [_as_path(line) for line in lines if line.strip() and not line.startswith(b"#")]


def _as_path(name: bytes) -> str:
    try:
        return os.fsdecode(name)
    except UnicodeDecodeError:  # on Windows, where names are text: a list made by an old tool
        return name.decode("gb18030", "replace")


def find_sources(paths: Iterable[str], inputs: Inputs) -> Iterator[Source]:
    """Yield every file that ``paths`` mean, in a fixed order; the rest goes to ``inputs``.

    A named file is always tried, whatever its suffix, hidden or a link; standard input too,
    and once, however often it is named. Inside folders:
    text and Markdown files only; hidden ones, links, pipes, other formats and README
    files, which speak about the texts beside them, are counted as skipped. A path that
    does not exist is a `UsageProblem`, found before anything is read; a pattern
    (``corpus/*.txt``) is expanded where no file has that very name.
    """
    seen: set[tuple[int, int]] = set()
    heard = False
    for path, named in [(found, found == given) for given in paths for found in _expand(given)]:
        if path == STDIN:
            if not heard:
                yield Source(STDIN, STDIN, once=Once())
            heard = True
            continue
        try:
            status = os.stat(path)
        except OSError as error:  # a pattern matches dangling links too
            inputs.failed.append(unreadable(path, error))
            continue
        if stat.S_ISDIR(status.st_mode):
            yield from _walk(path, inputs, seen)
        elif not (named or stat.S_ISREG(status.st_mode)):
            inputs.skip("not a regular file")
        elif _first_time(status, seen):
            if stat.S_ISREG(status.st_mode):
                yield Source(path, os.path.basename(path), status.st_size)
            else:
                yield Source(path, os.path.basename(path), once=Once())


def _expand(path: str) -> list[str]:
    if path == STDIN or os.path.exists(path):
        return [path]
    import glob  # of a pattern alone

    matches = sorted(glob.glob(path, recursive=True)) if glob.has_magic(path) else []
    if not matches:
        raise UsageProblem(
            path,
            Both("没有这个文件或文件夹", "no such file or folder"),
            Both("请检查路径", "check the path"),
        )
    return matches


def _first_time(status: os.stat_result, seen: set[tuple[int, int]]) -> bool:
    if not stat.S_ISREG(status.st_mode):
        return True
    key = (status.st_dev, status.st_ino)
    fresh = key not in seen
    seen.add(key)
    return fresh


def _walk(top: str, inputs: Inputs, seen: set[tuple[int, int]]) -> Iterator[Source]:
    """Walk with a stack of our own: os.walk recurses, and folders nest 1,200 deep."""
    stack = [(top, "")]
    while stack:
        folder, prefix = stack.pop()
        try:
            with os.scandir(folder) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            inputs.failed.append(unreadable(folder, error))
            continue
        folders = []
        for entry in found:
            if entry.name.startswith("."):
                inputs.skip("hidden")
            elif entry.is_symlink():
                inputs.skip("link")
            elif entry.is_dir():
                folders.append((entry.path, f"{prefix}{entry.name}/"))
            elif not entry.is_file():
                inputs.skip("not a regular file")
            elif entry.name.lower().startswith("readme"):
                inputs.skip("readme")
            elif not is_readable(entry.name):
                inputs.skip("unsupported")
            else:
                try:
                    status = entry.stat()
                except OSError as error:  # it was there a moment ago
                    inputs.failed.append(unreadable(entry.path, error))
                    continue
                if _first_time(status, seen):
                    yield Source(entry.path, prefix + entry.name, status.st_size)
        stack.extend(reversed(folders))


def unreadable(path: str, error: OSError) -> Failure:
    """Return the failure that an operating-system error means."""
    code = {PermissionError: "permission-denied", FileNotFoundError: "vanished"}.get(
        type(error), "unreadable"
    )
    why = cause(error)
    return Failure(path, code, Both(f"读不了（{why.zh}）", f"cannot be read ({why.en})"))
