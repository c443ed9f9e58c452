"""What stands below a table of dispersion: parts and sizes, and where they are too few."""

from __future__ import annotations

from collections.abc import Sequence

from cntext.errors import Both
from cntext.lazy import np
from cntext.measure.stats.caveats import no_field
from cntext.measure.stats.places import Places
from cntext.measure.stats.runs import Runs
from cntext.table import Caveat

# Fewer parts or occurrences than this say little about a spread.
FEWEST = 5


def notes(
    places: Places, by: str, groups: int, group_of: np.ndarray, terms: Sequence[str]
) -> tuple[Both, ...]:
    """Return what the numbers rest on."""
    zh, en = ("个汉字", "Chinese characters") if terms else ("词", "words")
    sizes = np.zeros(groups, np.int64)
    np.add.at(sizes, group_of, places.sizes)
    empty = int((sizes == 0).sum())
    parts = groups - empty
    of = Both(f"“{by}”的 {parts:,} 组", f"{parts:,} groups of {by}")
    if not by or by == "document":
        of = Both(f" {parts:,} 篇文档", f"{parts:,} documents")
    said = [
        Both(
            f"分布数、D、D2、S、DP 按{of.zh}；全部 {places.size:,} {zh}，也是每百万的分母",
            f"range, D, D2, S, DP: over {of.en}; {places.size:,} {en} in all, also the base "
            "of per million",
        )
    ]
    if empty:
        said.append(Both(f"空的 {empty:,} 部分不计", f"empty parts left out: {empty:,}"))
    return tuple(said)


def caveats(runs: Runs[Places], groups: int, terms: Sequence[str], by: str) -> tuple[Caveat, ...]:
    """Return what is too little to be measured, missing, or not found."""
    found = []
    if groups < FEWEST:
        found.append(
            Caveat(
                "few-parts",
                Both(
                    f"只有 {groups} 个部分，不到 {FEWEST} 个，D、D2、S、DP 说明不了什么",
                    f"parts: {groups}; with fewer than {FEWEST}, D, D2, S and DP say little",
                ),
            )
        )
    freq: dict[str, int] = {}
    for run in runs:
        freq.update(zip(run.terms, run.freq.tolist(), strict=True))
    rare = [term for term in freq if 0 < freq[term] < FEWEST]
    if rare:
        found.append(
            Caveat(
                "few-events",
                Both(
                    f"出现不到 {FEWEST} 次，分布说明不了什么：{_some(rare, '、')}",
                    f"fewer than {FEWEST} occurrences, too few to be spread: {_some(rare, ', ')}",
                ),
            )
        )
    absent = [term for term in terms if not freq[term]]
    if absent:
        found.append(
            Caveat(
                "not-found",
                Both(f"没有出现：{_some(absent, '、')}", f"not found: {_some(absent, ', ')}"),
            )
        )
    if by:
        found += no_field(by, runs.documents.values.count(""))
    return tuple(found)


def _some(terms: Sequence[str], comma: str, most: int = 5) -> str:
    return comma.join(terms[:most]) + (" …" if len(terms) > most else "")
