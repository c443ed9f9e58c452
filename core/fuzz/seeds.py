"""Make what the fuzzer starts from: two data files, and inputs out of texts.

python core/fuzz/seeds.py FOLDER [TEXTS ...]   texts: files, or folders of files
"""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

from cntext.compiled import library
from cntext.segment.native_data import make_data, model, packed

LENGTH = 1500  # characters of a seed; short inputs fuzz faster
SMALL = {
    "中": 9,
    "中国": 20,
    "中国人": 5,
    "人": 30,
    "人民": 12,
    "国": 7,
    "a": 3,
    "b超": 4,
    "B超机": 2,
}
TORTURE = [
    "北京\u200b天安门\r\n\r\r\n\x0b\x85\u2028",
    "-1.5 3.14% AT&T C++ iPhone15 www.a-b.com 5%%.5",
    "𠮷野家👨\u200d👩\U0010ffff\ud83d一\udc00",
    "人" * 700,
    "a1.%" * 300,
    "中国人民大学" * 100,
    "鿕龥龦㐀" * 20,
]


def main(folder: Path, given: list[Path]) -> None:
    """Write ``data``, ``small`` and the folder ``seeds``."""
    core = library()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "data").write_bytes(make_data(core, core.cn_format()))
    (folder / "small").write_bytes(
        packed(core, core.cn_format(), SMALL, sum(SMALL.values()), model())
    )
    seeds = folder / "seeds"
    seeds.mkdir(exist_ok=True)
    texts = [*TORTURE, *map(_text, _files(given))]
    chosen = random.Random(0)
    for number, text in enumerate(text for text in texts if text):
        how = chosen.randrange(128)
        code = ("utf-16-le", "utf-32-le")[how >> 5 & 1]
        words = b"".join(_word(text, chosen) for _ in range(number % 4))
        changes = [b"\0", b"\3" + chosen.randbytes(8)][number % 3 == 2]
        body = changes[1:] + words + text.encode(code, "surrogatepass")
        (seeds / f"{number:05}").write_bytes(bytes([how, number % 4]) + changes[:1] + body)


def _files(given: list[Path]) -> list[Path]:
    """Return the files under ``given``; what cannot be walked or read is no seed."""
    found = []
    for path in given:
        found += [path] if path.is_file() else []
        for folder, below, names in os.walk(path):
            found += [Path(folder, name) for name in sorted(names)]
            if len(folder) > 1000:  # one of the awkward things is a folder 1,200 deep
                below.clear()
    return [
        p for p in found if os.path.isfile(p) and not os.path.islink(p) and os.access(p, os.R_OK)
    ]


def _text(path: Path) -> str:
    with path.open("rb") as stream:
        return stream.read(4 * LENGTH).decode("utf-8", "replace")[:LENGTH]


def _word(text: str, chosen: random.Random) -> bytes:
    start = chosen.randrange(len(text))
    word = [c for c in text[start : start + 4] if c < "\U00010000"]
    return (
        bytes([len(word)])
        + "".join(word).encode("utf-16-le", "surrogatepass")
        + chosen.randbytes(1)
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(path) for path in sys.argv[2:]])
