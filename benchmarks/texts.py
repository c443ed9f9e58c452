"""Folders of any size, made of real paragraphs in an order drawn by chance, always the same."""

from __future__ import annotations

import random
from pathlib import Path

from benchmarks.cases import ROOT, SHARED

FILE = 200_000  # bytes, about a long report
MEGABYTE = 1_000_000  # less, where the benchmarks are only tried


def folder_of(megabytes: int, folder: Path) -> Path:
    """Return ``folder/N_mb``, made on the first call: UTF-8 files of about ``FILE`` bytes.

    Paragraphs are those of the shared reports and laws, or of the sample corpus where the
    shared folder is absent. They repeat, which leaves the cost of cutting and counting as
    it is: every occurrence is cut anew.
    """
    made = folder / f"{megabytes}_mb"
    if made.is_dir():
        return made
    made.mkdir(parents=True)
    paragraphs = real_paragraphs()
    draw = random.Random(megabytes)
    left, number = megabytes * MEGABYTE, 0
    while left > 0:
        lines: list[str] = []
        size = 0
        while size < min(FILE, left):
            line = draw.choice(paragraphs)
            lines.append(line)
            size += len(line.encode()) + 1
        (made / f"{number:05}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
        left -= size
        number += 1
    return made


def real_paragraphs() -> list[str]:
    """Return every paragraph of some length, in order of file and line."""
    sources = sorted((SHARED / "govreport").glob("*.txt"))
    sources += [p for p in sorted((SHARED / "laws_edu").glob("*.txt")) if p.name.count(".") == 1]
    sources = sources or sorted(
        p for p in (ROOT / "corpus").iterdir() if p.suffix in {".txt", ".md"}
    )
    texts = (path.read_text(encoding="utf-8") for path in sources)
    return [line for text in texts for line in text.splitlines() if len(line) > 20]
