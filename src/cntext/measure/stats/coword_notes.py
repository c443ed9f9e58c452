"""What stands below the tables of co-word analysis."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from cntext.errors import Both
from cntext.lazy import np
from cntext.measure.stats.coword_counts import Together
from cntext.table import Caveat

_STRETCHES = {
    "sentence": Both("句", "sentences"),
    "paragraph": Both("段", "paragraphs"),
    "document": Both("篇", "documents"),
}
_INDICES = {
    "ochiai": Both("Ochiai 系数", "Ochiai"),
    "jaccard": Both("Jaccard 系数", "Jaccard"),
    "equivalence": Both("等价系数", "equivalence"),
    "strength": Both("关联强度", "strength"),
}
_UNITS = {
    "word": Both("词", "words"),
    "phrase": Both("短语", "phrases"),
    "concept": Both("概念", "concepts"),
}
_FEWEST = 4  # clusters of two terms or more: one for each quadrant


def notes(
    counts: Together, groups: int, view: str, within: str, unit: str, norm: str, given: bool
) -> tuple[Both, ...]:
    """Return how many terms in how many stretches, and what was made of them."""
    of = _STRETCHES[within]
    kind = Both("所给的词", "terms given") if given else _UNITS[unit]
    number = len(counts.terms)
    chosen = kind if given else Both(f"出现最广的{kind.zh}", f"most widespread {kind.en}")
    each = Both("", "")
    if groups:
        each = Both(
            f"（{groups:,} 组合计，各组分别计算）", f" in all {groups:,} groups, each by itself"
        )
    said = [
        Both(
            f"{chosen.zh} {number:,} 个，同现以{of.zh}计，N = {counts.size:,} {of.zh}{each.zh}",
            f"{number:,} {chosen.en}, together in {of.en}; N = {counts.size:,} {of.en}{each.en}",
        )
    ]
    if view in ("map", "clusters"):
        index = _INDICES[norm]
        said.append(
            Both(
                f"类：类平均法，距离 1 − {index.zh}，在模块度最大处切开（--clusters 指定类数）",
                f"clusters: average linkage of 1 - {index.en}, cut at the greatest modularity "
                "(--clusters sets their number)",
            )
        )
    return tuple(said)


def absent(counts: Together) -> tuple[Caveat, ...]:
    """Return which terms do not occur."""
    one = counts.matrix.diagonal().tolist()
    missing = [t for t, n in zip(counts.terms, one, strict=True) if not n]
    if not missing:
        return ()
    message = Both(f"没有出现：{'、'.join(missing)}", f"not found: {', '.join(missing)}")
    return (Caveat("not-found", message),)


def in_groups(warned: Mapping[str, Sequence[Caveat]]) -> tuple[Caveat, ...]:
    """Return each kind of caveat once, with the first group that it is of, and how many more.

    That a term is not in a group is what its numbers say.
    """
    first: dict[str, tuple[str, Caveat]] = {}
    number: Counter[str] = Counter()
    for group, said in warned.items():
        for caveat in said:
            first.setdefault(caveat.code, (group, caveat))
            number[caveat.code] += 1
    return tuple(
        Caveat(code, _of_group(group, caveat.message, number[code] - 1))
        for code, (group, caveat) in first.items()
        if code != "not-found"
    )


def _of_group(group: str, message: Both, more: int) -> Both:
    zh, en = (f"，另有 {more:,} 组也是", f" and {more:,} more") if more else ("", "")
    return Both(f"“{group}”组{zh}：{message.zh}", f"group {group or '“”'}{en}: {message.en}")


def caveats(
    counts: Together,
    view: str,
    within: str,
    labels: np.ndarray | None,
    scaled: tuple[np.ndarray, float] | None,
) -> tuple[Caveat, ...]:
    """Return what was not found, and what is too little for a map or a diagram."""
    said = [*absent(counts)]
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
    if view == "clusters" and counts.terms and labels is not None:
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
