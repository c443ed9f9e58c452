"""What can be wrong with a stored file: damaged, or of a later version."""

from __future__ import annotations

from pathlib import Path

from cntext.errors import Both, CntextError

FORMAT = 1  # of every file in this room; one number, for they are made to fit together


class Damaged(CntextError):
    """A stored file is torn, altered or not what it says."""

    def __init__(self, path: Path, problem: Both) -> None:
        super().__init__(str(path), problem, Both("请重新建立", "build it again"))


class Newer(CntextError):
    """A stored file was written by a later version."""

    def __init__(self, path: Path, found: int, version: str = "") -> None:
        who = (
            Both(*(f"cntext {version}",) * 2) if version else Both("新版 cntext", "a newer cntext")
        )
        super().__init__(
            str(path),
            Both(
                f"由 {who.zh} 写成（格式 {found}，本版读格式 {FORMAT}）",
                f"written by {who.en} (format {found}; this one reads format {FORMAT})",
            ),
            Both("请升级 cntext，或重新建立", "upgrade cntext, or build it again"),
        )


def damaged(path: Path, what: str) -> Damaged:
    """Return the error that says which piece of a file is damaged."""
    return Damaged(path, Both(f"文件损坏（{what}）", f"damaged ({what})"))
