"""How fast the native core cuts, beside jieba, in CPU seconds of one process.

python -m benchmarks.segmenting [ROUNDS]

On every text of ../shared/corpus, or of corpus/ where that is absent. Each round times all
ways one after the other, so that what else the machine does strikes them alike; medians of
the rounds' ratios are what to quote. The columns are compared with jieba's: no speed counts
that is not exact.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable

from benchmarks.cases import ROOT, SHARED
from cntext.lexicon import load_lexicon
from cntext.segment.columns import Columns, cut_by_words
from cntext.segment.engine import JiebaSegmenter
from cntext.segment.native import NativeSegmenter
from cntext.segment.native_library import HMM, Cutter
from cntext.segment.units import with_units


def texts() -> list[str]:
    """Return the texts that are UTF-8."""
    found = []
    for path in sorted((SHARED if SHARED.is_dir() else ROOT / "corpus").rglob("*")):
        try:
            found.append(path.read_text("utf-8") if path.is_file() else "")
        except UnicodeDecodeError:
            continue
    return [text for text in found if text]


def main(rounds: int) -> None:
    """Time every way ``rounds`` times and print megabytes a CPU second and ratios to jieba."""
    given = texts()
    size = sum(len(text.encode()) for text in given)
    jieba, native, lexicon = JiebaSegmenter(), NativeSegmenter(), load_lexicon()
    columns: dict[str, Columns] = {}

    def keep(name: str, work: Callable[[], Columns]) -> None:
        columns[name] = work()

    ways: dict[str, Callable[[], object]] = {
        "jieba.lcut": lambda: [jieba.cut(text) for text in given],
        "core, lists of words": lambda: [native.cut(text) for text in given],
        "core, places alone": lambda: Cutter(native._words, HMM).cut(given),
        "core, columns": lambda: keep("core", lambda: native.columns(given, _silent, 1)),
        "core, columns, 2 threads": lambda: native.columns(given, _silent, 2),
        "merging units": lambda: with_units(columns["core"], given, lexicon),
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds + 1):  # the first is not counted
        for name, work in ways.items():
            began = time.process_time()
            work()
            if number:
                times[name].append(time.process_time() - began)
    expected = cut_by_words(jieba.cut, given, _silent)
    same = columns["core"].vocabulary == expected.vocabulary and all(
        getattr(columns["core"], name) == getattr(expected, name)
        for name in ("tokens", "starts", "bounds")
    )
    print(
        f"{size / 1e6:.2f} MB, {len(given)} texts, {len(expected.tokens):,} tokens, {rounds} rounds"
    )
    print(f"columns equal to jieba's: {same}")
    for name, seconds in times.items():
        ratios = [a / b for a, b in zip(times["jieba.lcut"], seconds, strict=True)]
        print(
            f"{name:26} {size / 1e6 / statistics.median(seconds):8.2f} MB/s"
            f"  {statistics.median(ratios):7.1f} x jieba ({min(ratios):.1f}-{max(ratios):.1f})"
        )


def _silent(_: int) -> None:
    """Take the progress."""


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
