"""Documents with planted passages: where each is from, and where it went, is known.

Own text is drawn word by word from a vocabulary made up for the purpose, its frequencies
by Zipf's law, so that no two documents share a passage by themselves. Each document but
the first ones is given passages of earlier ones: verbatim, or edited by putting letters
in place of others, in between, or out, one by one or a few together.
"""

from __future__ import annotations

import random
from dataclasses import dataclass


@dataclass(frozen=True)
class Planted:
    """Letters ``begin`` to ``end`` of document ``second`` are from document ``first``."""

    first: int
    second: int
    begin: int
    end: int
    rate: float  # share of letters that were edited; 0 for a verbatim passage


@dataclass(frozen=True)
class Made:
    """Texts without punctuation, in order of date, and what was planted in them."""

    texts: list[str]
    planted: list[Planted]


def made(documents: int, *, seed: int, length: int = 800, each: int = 3) -> Made:
    """Return ``documents`` texts of about ``length`` own letters, with ``each`` passages."""
    rng = random.Random(seed)
    letters = [chr(c) for c in range(0x4E00, 0x4E00 + 2500)]
    words = ["".join(rng.choices(letters, k=rng.choice((1, 2, 2, 2, 3, 4)))) for _ in range(8000)]
    weights = [1 / (rank + 3) for rank in range(len(words))]

    def own(size: int) -> str:
        return "".join(rng.choices(words, weights, k=size // 2))[:size]

    own_texts = [own(length) for _ in range(documents)]
    # What was taken of a document, and where it was parted: a stretch of it that touches
    # neither stands in one piece there, and in one other document.
    spent: list[list[tuple[int, int]]] = [[] for _ in range(documents)]

    def free(first: int, n: int) -> int | None:
        for begin in (rng.randrange(length - n) for _ in range(30)):
            if all(begin + n <= b or e <= begin for b, e in spent[first]):
                spent[first].append((begin, begin + n))
                return begin
        return None

    texts: list[str] = []
    planted = []
    for second, text in enumerate(own_texts):
        sources = rng.sample(range(second), min(each, second, 5)) if second else []
        cuts = sorted(rng.sample(range(50, length - 50, 60), len(sources)))
        parts, at, size = [], 0, 0
        for first, cut in zip(sources, cuts, strict=True):
            n = rng.randint(30, 120)
            begin = free(first, n)
            if begin is None:
                continue
            rate = rng.choice((0.0, 0.0, 0.05, 0.1, 0.15))
            passage = edited(own_texts[first][begin : begin + n], rate, rng, letters)
            parts += [text[at:cut], passage]
            size += cut - at + len(passage)
            planted.append(Planted(first, second, size - len(passage), size, rate))
            spent[second].append((cut - 1, cut + 1))
            at = cut
        texts.append("".join([*parts, text[at:]]))
    return Made(texts, planted)


def edited(text: str, rate: float, rng: random.Random, letters: list[str]) -> str:
    """Return ``text`` with about ``rate`` of its letters changed, added to or left out."""
    if not rate:
        return text
    result = []
    at = 0
    while at < len(text):
        run = rng.choice((1, 1, 2, 3))
        if rng.random() < rate / 1.75:
            way = rng.choice(("change", "add", "drop"))
            if way != "drop":
                result += rng.choices(letters, k=run)
            if way == "add":
                result.append(text[at])
                at += 1
            else:
                at += run
            continue
        result.append(text[at])
        at += 1
    return "".join(result)


@dataclass(frozen=True)
class Score:
    """How much of what was planted is found, and how much of what is found was planted."""

    recall: float
    precision: float
    recall_letters: float
    precision_letters: float


def score(known: Made, found: list[tuple[int, int, int, int]]) -> Score:
    """Compare ``found``, each ``(first, second, begin, end)``, with what was planted.

    A planted passage is found where 80 % of its letters are, from its source; a found one
    is true where 80 % of its letters are planted ones from that source.
    """
    truth: dict[tuple[int, int], set[int]] = {}
    told: dict[tuple[int, int], set[int]] = {}
    for p in known.planted:
        truth.setdefault((p.first, p.second), set()).update(range(p.begin, p.end))
    for first, second, begin, end in found:
        told.setdefault((first, second), set()).update(range(begin, end))

    def share(span: range, of: set[int]) -> float:
        return len(of.intersection(span)) / max(len(span), 1)

    none: set[int] = set()
    hit = [
        share(range(p.begin, p.end), told.get((p.first, p.second), none)) >= 0.8
        for p in known.planted
    ]
    right = [share(range(b, e), truth.get((f, s), none)) >= 0.8 for f, s, b, e in found]
    both = sum(len(truth[key] & told.get(key, none)) for key in truth)
    return Score(
        sum(hit) / len(hit),
        sum(right) / max(len(right), 1),
        both / sum(map(len, truth.values())),
        both / max(sum(map(len, told.values())), 1),
    )
