"""A list of frequencies that someone counted elsewhere, as a reference to compare with."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cntext.errors import Both, UsageProblem
from cntext.listfile import read_list
from cntext.text.safe import safe

_WHAT = Both("频率表", "the frequency list")
_HINT = Both("请检查 --ref-list 的路径", "check the path after --ref-list")
_TERM = ("word", "term", "phrase", "concept", "词", "词语", "短语", "关键词")
_FREQ = ("freq", "frequency", "count", "频次", "频数", "词频")


@dataclass(frozen=True, slots=True)
class FrequencyList:
    """Frequencies by term; ``total`` is the size of what was counted, in words.

    ``name`` is what people call it, ``path`` how it was asked for.
    """

    name: str
    sha256: str
    freq: Mapping[str, int]
    total: int
    path: str = ""

    def __str__(self) -> str:
        """Return what the option was given: a recorded command line repeats it."""
        return self.path

    def record(self) -> dict[str, object]:
        """Return what the manifest says of it: enough to find and to check it."""
        return {
            "path": self.path,
            "sha256": self.sha256,
            "terms": len(self.freq),
            "total": self.total,
        }


def read_frequencies(path: Path) -> FrequencyList:
    """Read a list in UTF-8: CSV or TSV with a header, or ``term frequency`` a line.

    With a header, the columns of term and frequency are found by name, as `cntext freq`
    writes them; a term on several rows (of several groups) is added up. The total is the
    sum of the list, or what a line ``# total: N`` says. `UsageProblem` names file and line.
    """
    read = read_list(path, _WHAT, _HINT)
    lines = read.text.splitlines()
    total = next((_total(path, i, line) for i, line in _numbered(lines) if _is_total(line)), 0)
    kept = [(i, line) for i, line in _numbered(lines) if line.strip() and not line.startswith("#")]
    freq: dict[str, int] = {}
    if kept:
        delimiter = next((d for d in "\t," if d in kept[0][1]), " ")
        reader = csv.reader((line for _, line in kept), delimiter=delimiter)
        cells = [(kept[reader.line_num - 1][0], row) for row in reader]
        term, count, rows = _columns(path, cells)
        for i, row in rows:
            if max(term, count) >= len(row) or not row[count].strip().isdecimal():
                raise _wrong(
                    path, i, Both("应为一个词和一个整数", "needs a term and a whole number")
                )
            freq[row[term].strip()] = freq.get(row[term].strip(), 0) + int(row[count])
    listed = sum(freq.values())
    if not listed:
        raise _wrong(path, 1, Both("表是空的，没有可比的", "the list is empty: nothing to compare"))
    if total and total < listed:
        raise _wrong(path, 1, Both("总数小于各频次之和", "the total is below the sum of the list"))
    return FrequencyList(path.name, read.sha256, freq, total or listed, str(path))


def _numbered(lines: list[str]) -> list[tuple[int, str]]:
    return list(enumerate(lines, start=1))


def _is_total(line: str) -> bool:
    return line.startswith("#") and line.lstrip("# ").lower().startswith("total:")


def _total(path: Path, number: int, line: str) -> int:
    digits = line.partition(":")[2].strip().replace(",", "")
    if not digits.isdecimal():
        raise _wrong(path, number, Both("total 应为整数", "the total must be a whole number"))
    return int(digits)


def _columns(
    path: Path, cells: list[tuple[int, list[str]]]
) -> tuple[int, int, list[tuple[int, list[str]]]]:
    """Return the places of term and frequency, and the rows below the header, if there is one."""
    number, head = cells[0]
    if len(head) >= 2 and head[1].strip().isdecimal():
        return 0, 1, cells
    names = [cell.strip().lower() for cell in head]
    term = next((names.index(name) for name in _TERM if name in names), None)
    count = next((names.index(name) for name in _FREQ if name in names), None)
    if term is None or count is None:
        raise _wrong(
            path,
            number,
            Both("找不到词和频次两栏", "no columns of terms and frequencies"),
            Both("表头写 word 和 freq", "name them word and freq"),
        )
    return term, count, cells[1:]


def _wrong(path: Path, number: int, problem: Both, hint: Both | None = None) -> UsageProblem:
    return UsageProblem(f"{safe(str(path))}: {number}", problem, hint or _HINT_FORMAT)


_HINT_FORMAT = Both("每行写“词 TAB 频次”", "write term TAB frequency on each line")
