"""What stands below the tables of co-word analysis."""

from __future__ import annotations

from cntext.errors import Both
from cntext.lazy import np
from cntext.measure.stats.coword_counts import CowordCounts
from cntext.table import Caveat

_STRETCHES = {
    "sentence": Both("句", "sentences"),
    "paragraph": Both("段", "paragraphs"),
    "document": Both("篇", "documents"),
}
_UNITS = {
    "word": Both("词", "words"),
    "phrase": Both("短语", "phrases"),
    "concept": Both("概念", "concepts"),
}
_FEWEST = 4  # clusters of two terms or more: one for each quadrant


def notes(
    counts: CowordCounts, view: str, within: str, unit: str, norm: str, given: bool
) -> tuple[Both, ...]:
    """Return how many terms in how many stretches, and what was made of them."""
    of = _STRETCHES[within]
    kind = Both("所给的词", "terms given") if given else _UNITS[unit]
    number = len(counts.terms)
    chosen = kind if given else Both(f"出现最广的{kind.zh}", f"most widespread {kind.en}")
    said = [
        Both(
            f"{chosen.zh} {number:,} 个，同现以{of.zh}计，N = {counts.size:,} {of.zh}",
            f"{number:,} {chosen.en}, together in {of.en}; N = {counts.size:,} {of.en}",
        )
    ]
    if view in ("map", "clusters"):
        said.append(
            Both(
                f"类：类平均法，距离 1 − {norm}，在模块度最大处切开（--clusters 指定类数）",
                f"clusters: average linkage of 1 - {norm}, cut at the greatest modularity "
                "(--clusters sets their number)",
            )
        )
    return tuple(said)


def caveats(
    counts: CowordCounts,
    view: str,
    within: str,
    labels: np.ndarray,
    scaled: tuple[np.ndarray, float] | None,
) -> tuple[Caveat, ...]:
    """Return what was not found, and what is too little for a map or a diagram."""
    said = []
    one = counts.matrix.diagonal().tolist()
    absent = [t for t, n in zip(counts.terms, one, strict=True) if not n]
    if absent:
        said.append(
            Caveat(
                "not-found",
                Both(f"没有出现：{'、'.join(absent)}", f"not found: {', '.join(absent)}"),
            )
        )
    if not counts.terms:
        said.append(Caveat("no-terms", Both("没有可分析的词", "there are no terms to analyse")))
    elif counts.size < 2:
        of = _STRETCHES[within]
        hint = Both("；试试 --within sentence", "; try --within sentence")
        hint = Both("", "") if within == "sentence" else hint
        said.append(
            Caveat(
                "one-stretch",
                Both(
                    f"只有一{of.zh}，各词必然同现{hint.zh}",
                    f"{of.en}: only one, in which all terms are together{hint.en}",
                ),
            )
        )
    if view == "map" and counts.terms:
        said += _of_map(scaled)
    if view == "clusters" and counts.terms:
        real = int((np.bincount(labels) > 1).sum())
        if real < _FEWEST:
            said.append(
                Caveat(
                    "few-clusters",
                    Both(
                        f"两个词以上的类只有 {real} 个，象限说明不了什么",
                        f"clusters of two terms or more: {real}; the quadrants say little",
                    ),
                )
            )
    return tuple(said)


def _of_map(scaled: tuple[np.ndarray, float] | None) -> list[Caveat]:
    if scaled is None:
        return [
            Caveat(
                "no-map",
                Both(
                    "各词之间没有距离，画不出图", "no distances between terms, so there is no map"
                ),
            )
        ]
    share = 100 * scaled[1]
    return (
        [
            Caveat(
                "map-fit",
                Both(
                    f"这两维只反映距离的 {share:.0f}%，图上的远近要谨慎看",
                    f"the two dimensions show {share:.0f}% of the distances: read nearness with care",
                ),
            )
        ]
        if share < 50
        else []
    )
