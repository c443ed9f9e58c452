"""Ceilings of memory and time: python -m benchmarks.reliability [--large]

Each line is one run of the command in a process of its own, its peak memory (children
included) and processor time beside the ceiling that docs/contract.md promises. --large adds 1 GB in one line, 1 GB in a thousand files,
and 100,000 files. Exit code 1 where a ceiling is passed.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

CNTEXT = [sys.executable, "-m", "cntext"]
SENTENCE = "深化产教融合，推进科教融汇。职业教育的根本路径是产教融合，学生学习技术。"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@dataclass(frozen=True)
class Case:
    """A run and its ceilings; ``code`` is the exit code that is right."""

    name: str
    make: Callable[[Path], object]
    seconds: float
    megabytes: int
    code: int = 0
    arguments: tuple[str, ...] = ()
    is_cold: bool = False  # the dictionary has to be prepared first, once for a user


def text(unit: str, times: int = 1) -> Callable[[Path], object]:
    return lambda folder: (folder / "a.txt").write_text(unit * times, encoding="utf-8")


def many(count: int, size: int) -> Callable[[Path], object]:
    """Make ``count`` files of about ``size`` bytes each, in folders of a thousand."""

    def make(folder: Path) -> None:
        body = SENTENCE * max(1, size // len(SENTENCE.encode()))
        for number in range(count):
            below = folder / str(number // 1000)
            below.mkdir(exist_ok=True)
            (below / f"{number}.txt").write_text(f"第{number}号。{body}", encoding="utf-8")

    return make


def one_line(size: int) -> Callable[[Path], object]:
    def make(folder: Path) -> None:
        piece = (SENTENCE * 10_000).encode()
        with (folder / "line.txt").open("wb") as stream:
            for _ in range(size // len(piece) + 1):
                stream.write(piece)

    return make


def docx(document: bytes) -> bytes:
    packed = io.BytesIO()
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r" Type="{kinds}" Target="word/document.xml"/></Relationships>',
        )
        archive.writestr("word/document.xml", document)
    return packed.getvalue()


def docx_bomb(folder: Path) -> None:
    head = f'<w:document xmlns:w="{_W}"><w:body><w:p><w:r><w:t>'.encode()
    (folder / "bomb.docx").write_bytes(docx(head + b"A" * 200_000_000))


def laughs(folder: Path) -> None:
    entities = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))
    head = f'<!DOCTYPE w:document [<!ENTITY a0 "哈哈哈">{entities}]>'
    body = f'<w:document xmlns:w="{_W}"><w:body><w:p><w:r><w:t>&a9;</w:t></w:r></w:p></w:body></w:document>'
    (folder / "laughs.docx").write_bytes(docx((head + body).encode()))


def pdf_bomb(folder: Path) -> None:
    packer = zlib.compressobj(9)
    content = b"".join(packer.compress(b"\0" * 1_000_000) for _ in range(120)) + packer.flush()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(content), content),
    ]
    data, places = bytearray(b"%PDF-1.4\n"), []
    for number, each in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    start = len(data)
    data += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % p for p in places)
    data += b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start
    (folder / "bomb.pdf").write_bytes(data)


def random_han(folder: Path) -> None:
    chance = random.Random(1)
    text("".join(chr(chance.randrange(0x4E00, 0x9FD6)) for _ in range(340_000)))(folder)


def awkward() -> Iterator[Case]:
    """Yield texts of one megabyte that are slow for one reason or another."""
    texts = {
        "one character": text("人", 340_000),
        "one Latin word": text("a", 1_000_000),
        "one number": text("7", 1_000_000),
        "random characters": random_han,
        "brackets": text("（", 340_000),
        "empty lines": text("\n", 1_000_000),
        "a1.%": text("a1.%", 250_000),
        "quotation marks": text("“甲”", 110_000),
        "enumerations": text("甲、乙、", 80_000),
        "headings": text("第一条\n", 100_000),
        "dates": text("2019年3月5日", 60_000),
    }
    for name, make in texts.items():
        for command in ("freq", "phrases"):
            yield Case(f"1 MB, {name}: {command}", make, 20, 600, arguments=(command,))


CASES = [
    Case("first run of all: a sentence", text(SENTENCE), 10, 200, is_cold=True),
    Case("", text(SENTENCE), 10, 200),  # prepares the dictionary for those below
    Case("start: a sentence", text(SENTENCE), 3, 120),
    Case("10 MB in one line", one_line(10_000_000), 30, 600),
    Case("docx that unpacks to 200 MB", docx_bomb, 5, 300, 1),
    Case("docx with a billion laughs", laughs, 5, 300, 1),
    Case("pdf with a stream of 120 MB", pdf_bomb, 5, 300, -1),  # a page without text: 0 or 1
]
LARGE = [
    Case("1 GB in one line", one_line(1_000_000_000), 600, 600),
    Case("1 GB in a thousand files", many(1_000, 1_000_000), 600, 600),
    Case("100,000 files", many(100_000, 100), 600, 800),
]


def measured(case: Case, top: Path) -> tuple[int, float, float]:
    """Return exit code, processor seconds and peak megabytes of one run, the dictionary prepared."""
    with tempfile.TemporaryDirectory(dir=top) as name:
        folder, cache = Path(name, "in"), Path(name if case.is_cold else top, "cache")
        folder.mkdir()
        cache.mkdir(mode=0o700, exist_ok=True)
        # Made elsewhere: what this process has held would count as the child's peak.
        maker = os.fork()
        if maker == 0:
            case.make(folder)
            os._exit(0)
        os.waitpid(maker, 0)
        process = subprocess.Popen(
            [*CNTEXT, *(case.arguments or ("freq",)), str(folder), "-f", "json", "--no-progress"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "CNTEXT_CACHE": str(cache)},
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        return process.returncode, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("--large", action="store_true")
    options.add_argument("--only", default="", help="cases whose name holds this")
    given = options.parse_args()
    passed = True
    print(f"{'case':<38} {'seconds':>8} {'of':>5} {'MB':>6} {'of':>5}  code")
    with tempfile.TemporaryDirectory(prefix="cntext-ceilings-") as top:
        for case in [*CASES, *awkward(), *(LARGE if given.large else [])]:
            if given.only not in case.name and case.name:
                continue
            code, seconds, megabytes = measured(case, Path(top))
            right = code == case.code or (case.code == -1 and code in {0, 1})
            met = right and seconds <= case.seconds and megabytes <= case.megabytes
            if not case.name:
                continue
            passed &= met
            print(
                f"{case.name:<38} {seconds:>8.1f} {case.seconds:>5.0f} {megabytes:>6.0f} "
                f"{case.megabytes:>5}  {code}{'' if met else '  PASSED THE CEILING' if right else '  WRONG CODE'}",
                flush=True,
            )
    return int(not passed)


if __name__ == "__main__":
    sys.exit(main())
