"""A file that the user names as a list: words, phrases, overrides; read whole or refused."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

from cntext import toml
from cntext.errors import Both, UsageProblem, cause
from cntext.lazy import pattern
from cntext.storage import sha256
from cntext.text.characters import as_read
from cntext.text.safe import safe

# What the first line of a TOML file may call it: "# 经济 · Economy".
HEADING = pattern(r"# *(?P<zh>[^·\n]+?) *· *(?P<en>[^\n]+)")


class ListFile(NamedTuple):
    """The text of a list file and its hash, for the manifest."""

    text: str
    sha256: str


class Problem(NamedTuple):
    """One fault of a file: a stable code, where it is, what it is and what helps.

    ``line`` is 0 where the file as a whole is meant; ``entry`` the concept or word concerned.
    """

    code: str
    line: int
    entry: str
    what: Both
    remedy: Both | None = None

    def raised(self, path: Path) -> UsageProblem:
        """Return it as the error that ends a run."""
        where = f"{path}:{self.line}" if self.line else str(path)
        if self.entry:
            where += f": {safe(self.entry[:40])}"
        return UsageProblem(where, self.what, self.remedy)


def read_list(path: Path, what: Both, hint: Both, encodings: tuple[str, ...] = ()) -> ListFile:
    """Return the text of ``path`` in UTF-8, or in one of ``encodings`` if it is not that.

    ``what`` names the list in messages. Any trouble is a `UsageProblem` with the file's
    name: a list decides what is counted, so nothing is counted without it.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        why = cause(error)
        raise UsageProblem(
            str(path),
            Both(f"{what.zh}读不了（{why.zh}）", f"{what.en} cannot be read ({why.en})"),
            hint,
        ) from error
    bad = line = 0
    for encoding in ("utf-8-sig", *encodings):
        try:
            return ListFile(as_read(data.decode(encoding)), sha256(data))
        except UnicodeDecodeError as error:
            bad = bad or error.start + 1
            line = line or data.count(b"\n", 0, error.start) + 1
    raise UsageProblem(
        f"{path}:{line}: byte {bad}",
        Both(f"{what.zh}不是 UTF-8 编码", f"{what.en} is not UTF-8"),
        Both("请另存为 UTF-8", "save it as UTF-8"),
    )


def tables_of(text: str, remedy: Both) -> tuple[dict[str, Any], Problem | None]:
    """Return what the TOML in ``text`` says, or nothing and why it is none."""
    try:
        return toml.loads(text), None
    except (ValueError, RecursionError) as error:  # ValueError: a number of 5,000 digits too
        said = str(error)
        place = re.search(r"line (\d+)", said)
        line = int(place[1]) if place else 0
        if "end of document" in said:
            line = len(text.splitlines())
        what = Both(f"不是合格的 TOML：{said}", f"is not valid TOML: {said}")
        return {}, Problem("toml", line, "", what, remedy)
