"""Line repair on clean articles that were broken again: ``python -m benchmarks.rebreaking``.

Every article is cut in seven ways, at widths of 10 to 60 characters, its headings left as
they are. The cuts within a sentence should be joined (recall, `RECALL` or more); the ends
of paragraphs and headings should not (false joins, `FALSE` at most). A cut that falls
just behind 。！？ is neither: no one can tell it from the end of a paragraph.

    wrapped         one width, lines of a paragraph below each other, blank lines as they were
    wrapped tight   one width, no blank line anywhere
    ragged          every line of its own width, blank lines as they were
    torn            every line of its own width, a blank line after each
    torn, one width one width, a blank line after each
    torn page       one or two cuts in every third paragraph, a blank line after each
    few tears       the same in every fifteenth paragraph

The articles are those of corpus/ and, where present, the laws and government reports of
../shared/corpus. The rules and weights have seen them; ``python -m tools.fit_joins
--check`` prints the same table for articles that they have not seen.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cntext.clean.documents import documents_of
from cntext.model import Inputs, Page
from cntext.read.pages import read_pages

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "corpus"
RECALL, FALSE = 99.0, 0.5  # per cent
_SENTENCE_END = re.compile(r"[。！？!?…][”’」』）)》]*\Z")
_HEAD = re.compile(
    r"#|[一二三四五六七八九十]{1,3}、[^。；]{1,40}\Z|（[一二三四五六七八九十]{1,3}）[^。；]{1,40}\Z|第\s?[一二三四五六七八九十]+\s?[章节]"
)


@dataclass(frozen=True, slots=True)
class Broken:
    """A page that was broken, and for every border between its lines what it is.

    ``borders`` has "cut" or "end" for the number of the line below; cuts that cannot be
    told from an end are left out.
    """

    page: Page
    borders: dict[int, str]


def is_head(line: str) -> bool:
    """Say whether a line of a clean article is a heading, which is left whole."""
    return bool(_HEAD.match(line)) or not re.search(r"[。！？：；…”）](?:\Z)", line)


def sources() -> dict[str, list[Page]]:
    """Return the clean articles by kind."""
    shipped = [p for p in read_pages([str(ROOT / "corpus")], Inputs()) if p.id != "page.txt"]
    found = {"corpus": shipped}
    if (SHARED / "laws_edu.csv").is_file():
        laws = read_pages([str(SHARED / "laws_edu.csv")], Inputs())
        found["laws"] = [cut for p in laws if (cut := _clean_part(p)) is not None]
        reports = read_pages([str(SHARED / "govreport")], Inputs())
        found["reports"] = [cut for p in reports if (cut := _clean_part(p)) is not None]
    return found


def _clean_part(page: Page) -> Page | None:
    """Return a text without licence and comments; None if the file itself is broken."""
    text = re.sub(r"(?m)^<!--.*-->\n?", "", page.text)
    text = text.split("本作品是中华人民共和国的")[0].split("\n本作品")[0].strip("\n")
    lines = [line for line in text.split("\n") if line.strip()]
    if any(re.search(r"[，、《（]\Z|\A[》，、）]|\A.{1,3}是\Z", line.strip()) for line in lines):
        return None
    return _page(page.id, text)


def _page(name: str, text: str) -> Page:
    return Page(name, name, text, "utf-8", "", len(text.encode()))


def _uniform(rng: random.Random) -> Callable[[int], list[int]]:
    width = rng.randint(10, 60)
    return lambda length: list(range(width, length, width))


def _ragged(rng: random.Random) -> Callable[[int], list[int]]:
    def cuts(length: int) -> list[int]:
        found, at = [], rng.randint(10, 60)
        while at < length:
            found.append(at)
            at += rng.randint(10, 60)
        return found

    return cuts


def _torn(share: float) -> Callable[[random.Random], Callable[[int], list[int]]]:
    def cutter(rng: random.Random) -> Callable[[int], list[int]]:
        def cuts(length: int) -> list[int]:
            if length < 40 or rng.random() > share:
                return []
            return sorted({rng.randint(10, length - 1) for _ in range(rng.choice((1, 1, 2)))})

        return cuts

    return cutter


KINDS: dict[str, tuple[Callable[[random.Random], Callable[[int], list[int]]], str]] = {
    "wrapped": (_uniform, "kept"),
    "wrapped tight": (_uniform, "none"),
    "ragged": (_ragged, "kept"),
    "torn": (_ragged, "every"),
    "torn, one width": (_uniform, "every"),
    "torn page": (_torn(1 / 3), "every"),
    "few tears": (_torn(1 / 15), "every"),
}


def broken(page: Page, kind: str, rng: random.Random) -> Broken:
    """Return ``page`` broken in the way of ``kind``, its title above it half of the time."""
    cutter, blanks = KINDS[kind]
    cuts = cutter(rng)
    source = page.text.strip("\n").split("\n")
    if page.meta.get("title") and rng.random() < 0.5:
        source = [page.meta["title"], "", *source]
    out: list[str] = []
    borders: dict[int, str] = {}
    pending = ""
    for number, line in enumerate(source):
        if not line.strip():
            if blanks == "kept":
                out.append("")
            continue
        head = is_head(line.strip()) or (number == 0 and line == page.meta.get("title"))
        places = [] if head else [c for c in cuts(len(line)) if line[c:].strip()]
        start = 0
        for place in [*places, len(line)]:
            piece = line[start:place]
            if blanks == "every" and out:
                out.append("")
            out.append(piece)
            if pending:
                borders[len(out)] = pending
            undecidable = _SENTENCE_END.search(piece.strip())
            pending = "end" if place == len(line) else "" if undecidable else "cut"
            start = place
    text = "\n".join(out)
    return Broken(_page(page.id, text), borders)


def score(sample: Broken) -> tuple[Counter[str], list[str]]:
    """Return how many cuts and ends there were and were joined, and what went wrong."""
    joined = {d.line for doc in documents_of(sample.page) for d in doc.decisions}
    count: Counter[str] = Counter()
    wrong = []
    lines = sample.page.text.split("\n")
    for number, kind in sample.borders.items():
        count[kind] += 1
        count[kind, number in joined] += 1
        if (kind == "cut") != (number in joined):
            above = next(line for line in reversed(lines[: number - 1]) if line.strip())
            wrong.append(f"{kind}: {above[-28:]}|{lines[number - 1][:28]}")
    return count, wrong


def samples(pages: list[Page], kind: str, times: int, seed: int) -> Iterator[Broken]:
    """Yield ``times`` broken versions, the articles taken in turn."""
    rng = random.Random(f"{seed} {kind}")
    for turn in range(times):
        yield broken(pages[turn % len(pages)], kind, rng)


def table(counts: Mapping[tuple[str, str], Counter[str]]) -> str:
    """Return the table of recall and false joins by source and kind, sums below."""
    rows = [f"{'source':9}{'kind':17}{'cuts':>9}{'recall %':>10}{'ends':>9}{'false %':>9}"]
    total: Counter[str] = Counter()
    for source in dict.fromkeys(source for source, _ in counts):
        whole: Counter[str] = Counter()
        for kind in KINDS:
            rows.append(_row(source, kind, counts[source, kind]))
            whole += counts[source, kind]
        rows.append(_row(source, "all", whole))
        total += whole
    return "\n".join([*rows, _row("all", "", total)])


def _row(source: str, kind: str, count: Counter[str]) -> str:
    recall = 100 * count["cut", True] / max(count["cut"], 1)
    false = 100 * count["end", True] / max(count["end"], 1)
    missed = "".join(
        f"  {name}" for name, bad in (("recall", recall < RECALL), ("false", false > FALSE)) if bad
    )
    return (
        f"{source:9}{kind:17}{count['cut']:9,}{recall:10.2f}{count['end']:9,}{false:9.3f}"
        f"  {'FAIL' + missed if missed else 'pass'}"
    )


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--times", type=int, default=200, help="broken versions of each kind")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--wrong", action="store_true", help="print what went wrong")
    chosen = parser.parse_args()
    counts: dict[tuple[str, str], Counter[str]] = {}
    for source, pages in sources().items():
        for kind in KINDS:
            count = counts[source, kind] = Counter()
            for sample in samples(pages, kind, chosen.times, chosen.seed):
                counted, wrong = score(sample)
                count += counted
                if chosen.wrong:
                    print(*(f"{source}, {kind}: {line}" for line in wrong), sep="\n")
    print(table(counts))


if __name__ == "__main__":
    main()
