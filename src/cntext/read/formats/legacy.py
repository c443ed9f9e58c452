"""Formats that are not read, but can be saved as one that is: old Office, WPS, RTF."""

from __future__ import annotations

from collections.abc import Iterator

from cntext.errors import Both
from cntext.read.formats import Part, ReadOptions
from cntext.read.refusal import Refused


def read(data: bytes, options: ReadOptions) -> Iterator[Part]:  # noqa: ARG001 (a reader)
    """Refuse the file with the way out."""
    raise Refused(
        "old-format",
        Both("这种格式读不了", "is in a format that is not read"),
        Both(
            "请用 Word 或 WPS 另存为 .docx（演示文稿存为 .pptx）",
            "save it as .docx (slides as .pptx) with Word, WPS or LibreOffice",
        ),
    )
