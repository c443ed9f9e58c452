"""A table beside the texts (``--meta FILE.csv``): one row a document, one column a field."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cntext.errors import Both, UsageProblem, cause
from cntext.storage import sha256
from cntext.text.characters import as_read
from cntext.text.field_names import field_name
from cntext.text.safe import safe

# The column that says which document a row is about; the first of these that is there.
KEY_COLUMNS = ("file", "path", "文件", "文件名", "路径", "filename", "document", "id", "编号")
_ENCODINGS = ("utf-8-sig", "gb18030")


@dataclass(frozen=True, slots=True)
class Sidecar:
    """The rows of a sidecar: which document, and its fields by name.

    ``ragged`` counts rows of another width than the heading, ``keyless`` rows that name
    no document.
    """

    name: str
    rows: tuple[tuple[str, Mapping[str, str]], ...]
    sha256: str = ""
    ragged: int = 0
    keyless: int = 0


def read_sidecar(path: Path) -> Sidecar:
    """Read the file; `UsageProblem` where it cannot be read or understood."""
    try:
        data = path.read_bytes()
    except OSError as error:
        why = cause(error)
        raise UsageProblem(
            f"--meta {safe(str(path))}",
            Both(f"读不了（{why.zh}）", f"cannot be read ({why.en})"),
            Both("请检查路径", "check the path"),
        ) from error
    return parse_sidecar(data, path.name)


def parse_sidecar(data: bytes, name: str) -> Sidecar:
    """Return the table in ``data``: CSV with , or ; or TAB, in UTF-8, UTF-16 or GB18030."""
    where = f"--meta {safe(name)}"
    text = _decoded(data, where)
    head = text.split("\n", 1)[0]
    delimiter = max("\t;,", key=head.count)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise UsageProblem(
            where,
            Both(f"不是完好的 CSV（{error}）", f"is not well-formed CSV ({error})"),
            Both("检查引号是否成对", "check that every quote is closed"),
        ) from error
    if not lines:
        raise UsageProblem(
            where,
            Both("是空文件", "is empty"),
            Both("第一行应是列名", "its first line names columns"),
        )
    heading = [cell.strip() for cell in lines[0]]
    key = _key_column(heading, where)
    names = ["" if i == key else field_name(cell) for i, cell in enumerate(heading)]
    twice = sorted({n for n in names if n and names.count(n) > 1})
    if twice:
        raise UsageProblem(
            where,
            Both(f"有两列都是 {safe(twice[0])}", f"two columns mean {safe(twice[0])}"),
            Both("删去或改名其中一列", "rename or delete one of them"),
        )
    rows, ragged, keyless = [], 0, 0
    for line in lines[1:]:
        cells = [cell.strip() for cell in line]
        if not any(cells):
            continue
        ragged += len(cells) != len(heading)
        if len(cells) <= key or not cells[key]:
            keyless += 1
            continue
        values = {n: cell for n, cell in zip(names, cells, strict=False) if n and cell}
        rows.append((cells[key], values))
    return Sidecar(name, tuple(rows), sha256(data), ragged, keyless)


def _decoded(data: bytes, where: str) -> str:
    encodings = ("utf-16",) if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else _ENCODINGS
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return as_read(text)
    raise UsageProblem(
        where,
        Both("不是 UTF-8 或 GB18030 编码的文本", "is not text in UTF-8 or GB18030"),
        Both("请另存为 CSV（UTF-8）", "save it as CSV in UTF-8"),
    )


def _key_column(heading: Sequence[str], where: str) -> int:
    lower = [cell.lower() for cell in heading]
    for name in KEY_COLUMNS:
        if name in lower:
            return lower.index(name)
    shown = ", ".join(safe(cell) for cell in heading[:8] if cell)
    raise UsageProblem(
        where,
        Both(
            f"没有说明是哪个文件的列（有：{shown}）", f"no column names the file (found: {shown})"
        ),
        Both("加一列 file 或 文件名", "add a column called file"),
    )
