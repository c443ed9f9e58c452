"""Formats: one file each, ``read(data, options) → parts``, found by the suffix."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from pathlib import PurePath
from typing import NamedTuple

from cntext.errors import Both
from cntext.read.refusal import Refused


class Head(NamedTuple):
    """What the first records of a long file say of all: the field of the text, and all fields.

    ``line`` is that of the file on which the records that are read with it begin.
    """

    text: str
    fields: tuple[str, ...]
    line: int = 1


class TableHead(NamedTuple):
    """What a long table says of the rows that are read with it, which come from further on.

    ``text`` is the place of the text among the ``headings``; ``by_line``: no cell holds a
    line end. The rows begin on ``line`` of the file (1: with the headings) and behind ``row``
    others; ``width`` and ``stray`` are what `delimited.Rows` knows there.
    """

    headings: tuple[str, ...]
    text: int
    delimiter: str
    by_line: bool
    encoding: str
    line: int = 1
    row: int = 0
    width: int = 0
    stray: int = 0


class ReadOptions(NamedTuple):
    """What the user said about reading.

    ``encoding`` overrules detection; ``text_column`` and ``text_field`` name where the
    text is in tables and JSON (by default the one of a usual name, or the longest).
    ``max_unpacked`` bounds what an archive or office file may unpack to, in bytes. ``head``
    is what the first records have said, where those that are read come from further on.
    """

    encoding: str | None = None
    text_column: str | None = None
    text_field: str | None = None
    max_unpacked: int = 100 << 20
    head: Head | TableHead | None = None


class Part(NamedTuple):
    """One text that a file holds: the whole of it, or a row, a record, a member.

    ``name`` tells the parts of one file apart ("" where there is one). ``line`` is the
    line of the file on which the text begins, where it has lines; else 1. ``encoding``,
    ``replaced`` as in `Decoded`, "" and 0 where the format settles them. ``verbatim``: the
    text in UTF-8 is the bytes of the file, every one of them.
    """

    text: str
    meta: Mapping[str, str] = {}
    name: str = ""
    line: int = 1
    encoding: str = ""
    replaced: int = 0
    verbatim: bool = False


class Problem(NamedTuple):
    """A part of a file that is not read, while the others are: row or record ``name``.

    What keeps all of a file from being read is raised instead, as `Refused`.
    """

    name: str
    code: str
    problem: Both
    hint: Both | None = None


Reader = Callable[[bytes, ReadOptions], Iterable[Part | Problem]]

# Suffix → module here. Heavy libraries are imported by the module's read().
_MODULES = {
    ".txt": "plain",
    ".text": "plain",
    ".md": "plain",
    ".markdown": "plain",
    ".csv": "delimited",
    ".tsv": "tabbed",
    ".xlsx": "spreadsheet",
    ".xlsm": "spreadsheet",
    ".xls": "spreadsheet",
    ".ods": "spreadsheet",
    ".json": "jsonish",
    ".jsonl": "jsonish",
    ".ndjson": "jsonish",
    ".parquet": "parquet",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".shtml": "html",
    ".mhtml": "html",
    ".mht": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".docm": "docx",
    ".pptx": "pptx",
    ".pptm": "pptx",
    ".epub": "epub",
    ".doc": "legacy",
    ".wps": "legacy",
    ".ppt": "legacy",
    ".dps": "legacy",
    ".rtf": "legacy",
    ".odt": "legacy",
}
_PLAIN = "plain"
# Formats that are text: what begins like another one is refused.
_TEXT = frozenset({_PLAIN, "delimited", "tabbed", "jsonish"})
_PACKED = (".gz", ".zst")  # around a file whose own suffix stands before theirs
_MAGIC = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "Office/ZIP"),
    (b"\xd0\xcf\x11\xe0", "Word/Excel 97"),
    (b"\x1f\x8b", "gzip"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
)


def is_readable(name: str) -> bool:
    """Say whether a file of this name, met in a folder, is one to read."""
    last = name.lower().rstrip("/").rpartition("/")[2]
    suffix = _suffix(last)
    if suffix in _PACKED:
        suffix = _suffix(last[: -len(suffix)])
    return suffix == ".zip" or suffix in _MODULES


def _suffix(name: str) -> str:
    """Return `PurePath.suffix` without a path: a folder may hold a million names to ask."""
    at = name.rfind(".")
    return name[at:] if 0 < at < len(name) - 1 else ""


def is_packed(name: str) -> bool:
    """Say whether a file of this name is unpacked before it is read."""
    return PurePath(name.lower()).suffix in {*_PACKED, ".zip"}


def is_plain(name: str) -> bool:
    """Say whether a file of this name is read as plain text."""
    suffix = PurePath(name.lower()).suffix
    return not is_packed(name) and _MODULES.get(suffix, _PLAIN) == _PLAIN


def reader_of(name: str, data: bytes) -> Reader:
    """Return the reader for a file by its suffix; one without a known suffix is plain text.

    Plain text that begins like another format is refused: a PDF called .txt would be
    counted as thousands of strange words.
    """
    module = _MODULES.get(PurePath(name).suffix.lower(), _PLAIN)
    if module in _TEXT:
        for magic, kind in _MAGIC:
            if data.startswith(magic):
                raise Refused(
                    "format",
                    Both(f"是 {kind} 文件，不是文本", f"is a {kind} file, not text"),
                    Both("请用对后缀，或另存为 .txt", "give it its own suffix, or save it as .txt"),
                )
    reader: Reader = import_module(f"{__name__}.{module}").read
    return reader
