"""Documents that are there twice: exactly, or with a few words changed.

Two documents are the same if their letters, digits and Chinese characters are; they are
near-duplicates if the sets of their 5-character shingles overlap by a Jaccard index of
0.8 and more (Broder 1997). Candidates come from MinHash and banding, so that 10,000
documents need no 50 million comparisons; every pair that is reported was compared exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from cntext.errors import Both, UsageProblem
from cntext.lazy import np
from cntext.metadata.minhash import bands_of, signatures
from cntext.model import Document
from cntext.table import Column, Role, Row, Table, Type, Unit
from cntext.text.shingles import shingles, stripped

THRESHOLD = 0.8
# Signatures agree in a share of places that is the Jaccard index ± 0.036 (0.8, 125 places).
# Pairs that agree in 0.2 less are not worth an exact comparison: 5 and a half deviations.
_SLACK = 0.2
# Thousands of forms that are alike by 0.7 share their buckets. From a crowded one the first
# 64 are looked at, and of all those the 50 likeliest compared: twins share other buckets.
_CROWD = 64
_COMPARED = 50

Progress = Callable[[int], None]


class Kind(str, Enum):
    """How much of a document is there twice."""

    EXACT = "exact"
    NEAR = "near"


class Reason(str, Enum):
    """Why one document of a pair is kept and the other not."""

    EARLIER = "earlier"  # its date is earlier, or the other has none
    LONGER = "longer"
    FIRST = "first"  # it was read first


_REASONS = {
    Reason.EARLIER: Both("日期较早", "earlier date"),
    Reason.LONGER: Both("较长", "longer"),
    Reason.FIRST: Both("先读到", "read first"),
}


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A document that is there twice (``dropped``) and the one it doubles (``kept``).

    Both are places in the sequence that was looked through.
    """

    kept: int
    dropped: int
    kind: Kind
    jaccard: float
    reason: Reason


def duplicates(
    documents: Sequence[Document],
    threshold: float = THRESHOLD,
    progress: Progress | None = None,
) -> tuple[Duplicate, ...]:
    """Return every document that doubles another, with the one that is to be kept.

    Kept is the earlier one (no date is last, and of two dates where one holds the other
    the more exact one is first), of equals the longer, of equals the one read first. Each
    document is compared with kept ones only: none is dropped for being like a dropped
    one, so a chain of small changes is not followed. Documents without a letter are
    nobody's duplicates. In order of the dropped document.
    """
    if not 0.3 <= threshold <= 1:
        raise UsageProblem(
            "--dedup",
            Both(f"{threshold} 不在 0.3 到 1 之间", f"{threshold} is not between 0.3 and 1"),
            Both("通常用 0.8", "0.8 is usual"),
        )
    texts = [stripped(document.text) for document in documents]
    order = sorted(
        (i for i, text in enumerate(texts) if text),
        key=lambda i: (*_age(documents[i]), -len(texts[i]), i),
    )
    first: dict[str, int] = {}
    found: list[Duplicate] = []
    for i in order:
        kept = first.setdefault(texts[i], i)
        if kept != i:
            found.append(_pair(documents, texts, kept, i, Kind.EXACT, 1.0))
    unique = list(first.values())  # still in order of preference
    found += (
        _pair(documents, texts, kept, dropped, Kind.NEAR, jaccard)
        for kept, dropped, jaccard in _near([texts[i] for i in unique], unique, threshold, progress)
    )
    return tuple(sorted(found, key=lambda pair: pair.dropped))


def deduplicated(
    documents: Sequence[Document],
    threshold: float = THRESHOLD,
    progress: Progress | None = None,
) -> tuple[tuple[Document, ...], tuple[Duplicate, ...]]:
    """Return the documents without duplicates, in their order, and what was dropped."""
    found = duplicates(documents, threshold, progress)
    dropped = {pair.dropped for pair in found}
    return tuple(d for i, d in enumerate(documents) if i not in dropped), found


def duplicates_note(found: Sequence[Duplicate], threshold: float, *, dropped: bool) -> Both | None:
    """Return the line that tells of duplicates, or None if there are none."""
    if not found:
        return None
    exact = sum(pair.kind is Kind.EXACT for pair in found)
    near = Both("", "")
    if threshold < 1:  # else none were looked for
        n = len(found) - exact
        near = Both(
            f"，近似（Jaccard ≥ {threshold:g}）{n:,} 篇", f", {n:,} near (Jaccard ≥ {threshold:g})"
        )
    return Both(
        f"重复文档：完全相同 {exact:,} 篇{near.zh}，"
        + ("已去除" if dropped else "仍计入（--dedup 去除）"),
        f"duplicates: {exact:,} exact{near.en}, "
        + ("dropped" if dropped else "counted all the same (--dedup drops them)"),
    )


def exact_note(count: int) -> Both | None:
    """Return the line that tells of ``count`` documents that are there twice, still counted."""
    if not count:
        return None
    return Both(
        f"重复文档：完全相同 {count:,} 篇，仍计入（--dedup 去除）",
        f"duplicates: {count:,} exact, counted all the same (--dedup drops them)",
    )


COLUMNS = (
    Column("kept", Both("保留", "kept"), Type.STRING, role=Role.KEY),
    Column("dropped", Both("重复", "duplicate"), Type.STRING, role=Role.KEY),
    Column("kind", Both("类型", "kind"), Type.STRING, role=Role.CONTEXT),
    Column("jaccard", Both("相似度", "Jaccard"), Type.NUMBER, Unit.SCORE),
    Column(
        "reason",
        Both("保留理由", "reason"),
        Type.STRING,
        role=Role.CONTEXT,
        says=tuple((reason.value, said) for reason, said in _REASONS.items()),
    ),
)


def duplicates_table(documents: Sequence[Document], found: Sequence[Duplicate]) -> Table:
    """Return the pairs as a table, in order of the dropped document."""
    rows: list[Row] = [
        (documents[p.kept].id, documents[p.dropped].id, p.kind.value, p.jaccard, p.reason.value)
        for p in found
    ]
    return Table("duplicates", Both("重复文档", "Duplicate documents"), COLUMNS, rows)


def _age(document: Document) -> tuple[str]:
    """Return what sorts by date: 2019 behind every day of 2019, no date behind all."""
    return ((document.date or "").ljust(10, "~"),)


def _pair(
    documents: Sequence[Document],
    texts: Sequence[str],
    kept: int,
    dropped: int,
    kind: Kind,
    jaccard: float,
) -> Duplicate:
    reason = Reason.FIRST
    if _age(documents[kept]) != _age(documents[dropped]):
        reason = Reason.EARLIER
    elif len(texts[kept]) != len(texts[dropped]):
        reason = Reason.LONGER
    return Duplicate(kept, dropped, kind, jaccard, reason)


def _near(
    texts: Sequence[str], places: Sequence[int], threshold: float, progress: Progress | None
) -> Iterator[tuple[int, int, float]]:
    """Yield ``(kept, dropped, jaccard)`` for texts in order of preference."""
    if len(texts) < 2 or threshold >= 1:
        return
    signed = signatures(texts, progress)
    candidates = bands_of(signed, threshold)
    sets: dict[int, np.ndarray] = {}

    def shingled(i: int) -> np.ndarray:
        if i not in sets:
            sets[i] = np.unique(shingles(texts[i]))
        return sets[i]

    kept_in: dict[int, list[int]] = {}  # bucket → the kept texts in it
    for i in range(len(texts)):
        best = (0.0, -1)
        for j in _likely(i, candidates, kept_in, signed, threshold):
            jaccard = _jaccard(shingled(i), shingled(j))
            if jaccard >= threshold and (jaccard, -j) > (best[0], -best[1]):
                best = (jaccard, j)
        if best[1] >= 0:
            yield places[best[1]], places[i], best[0]
            sets.pop(i, None)
            continue
        for bucket in candidates[i]:
            kept = kept_in.setdefault(bucket, [])
            if len(kept) < _CROWD:
                kept.append(i)


def _likely(
    i: int,
    candidates: Sequence[Sequence[int]],
    kept_in: dict[int, list[int]],
    signed: np.ndarray,
    threshold: float,
) -> list[int]:
    """Return the kept texts that text ``i`` is worth comparing with, the likeliest first."""
    others = sorted({j for bucket in candidates[i] for j in kept_in.get(bucket, ())})
    if not others:
        return []
    agree = (signed[others] == signed[i]).mean(axis=1)
    likely = np.argsort(-agree, kind="stable")[:_COMPARED]
    return [others[k] for k in likely.tolist() if agree[k] >= threshold - _SLACK]


def _jaccard(a: np.ndarray, b: np.ndarray) -> float:
    common = len(np.intersect1d(a, b, assume_unique=True))
    return common / (len(a) + len(b) - common)
