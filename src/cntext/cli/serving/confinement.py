"""Which files a client may name: those under the folders that the server was started with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cntext.errors import Both, UsageProblem


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders that are served, as they were named at the start.

    A path is a folder's name, or that name and what lies under it; where there is one
    folder alone, also what lies under it. Nothing else is: no ``..``, no link on the way.
    """

    names: tuple[str, ...]

    @classmethod
    def of(cls, given: Sequence[str]) -> Folders:
        """Check the folders themselves; `UsageProblem` for one that is none."""
        for name in given:
            if not Path(name).is_dir():
                raise UsageProblem(
                    f"--folder {name}",
                    Both("没有这个文件夹", "no such folder"),
                    Both("请检查路径", "check the path"),
                )
        return cls(tuple(dict.fromkeys(str(Path(name)) for name in given)))

    def path(self, given: str) -> str:
        """Return the path to read for what a client names; `UsageProblem` where it may not."""
        if given in self.names:
            return given
        for name in sorted(self.names, key=len, reverse=True):
            if given.startswith(name.rstrip("/") + "/"):
                return self._under(name, given[len(name.rstrip("/")) + 1 :], given)
        if len(self.names) == 1 and not Path(given).is_absolute():
            return self._under(self.names[0], given, given)
        raise self._outside(given)

    def _under(self, folder: str, rest: str, given: str) -> str:
        parts = Path(rest).parts
        if "\0" in rest or ".." in parts or Path(rest).is_absolute():
            raise self._outside(given)
        at, linked, there = Path(folder), False, False
        try:
            for part in parts:
                at /= part
                linked = linked or at.is_symlink()
            there = at.exists()
        except OSError:  # too long a name
            pass
        if linked:
            raise self._outside(given)
        if not there:
            raise UsageProblem(given, Both("没有这个文件或文件夹", "no such file or folder"))
        return str(at)

    def _outside(self, given: str) -> UsageProblem:
        names = ", ".join(self.names)
        return UsageProblem(
            given,
            Both("不在允许读的文件夹里", "is not in a folder that may be read"),
            Both(f"可读：{names}（不含链接和 ..）", f"there are: {names} (no links, no ..)"),
        )
