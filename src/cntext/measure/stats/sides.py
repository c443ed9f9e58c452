"""Which documents are compared with which: a target and its reference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from cntext.analysis import Condition
from cntext.corpus import Corpus
from cntext.errors import Both, CntextError, UsageProblem
from cntext.lazy import np


@dataclass(frozen=True, slots=True)
class Sides:
    """One comparison: a name for the target ("" where there is one alone), bool[D] each."""

    name: str
    target: np.ndarray
    reference: np.ndarray


def by_group(corpus: Corpus, by: str) -> list[Sides]:
    """Return one comparison a group: it against all the others."""
    groups, group_of = corpus.groups(by)
    if len(groups) < 2:
        raise CntextError(
            f"--by {by}",
            Both(
                "只有一组，没有可比的", "there is one group alone, and nothing to compare it with"
            ),
            Both("换一个字段", "choose another field"),
        )
    return [Sides(name, group_of == g, group_of != g) for g, name in enumerate(groups)]


def by_path(corpus: Corpus, paths: Sequence[str], ref: Sequence[str]) -> list[Sides]:
    """Return the documents read from ``ref`` as reference, all others as target.

    ``paths`` are all that were named. A document under two of them belongs to the longer:
    one file can be compared with the folder that holds it.
    """
    referred = {PurePath(path) for path in ref}
    named = {PurePath(path) for path in paths} | referred
    reference = np.zeros(len(corpus), bool)
    for d, document in enumerate(corpus.documents):
        place = PurePath(document.path)
        above = [path for path in (place, *place.parents) if path in named]
        reference[d] = bool(above) and above[0] in referred
    return _checked([Sides("", ~reference, reference)], "--ref")


def by_condition(
    corpus: Corpus, target: Condition | None, reference: Condition | None
) -> list[Sides]:
    """Return the documents that each condition chooses; where one is missing, all the others."""
    chosen, against = (
        None if asked is None else np.array(asked.select(corpus.documents), bool)
        for asked in (target, reference)
    )
    if chosen is None:
        chosen = ~against if against is not None else np.ones(len(corpus), bool)
    if against is None:
        against = ~chosen
    both = int((chosen & against).sum())
    if both:
        raise UsageProblem(
            "--target-where, --ref-where",
            Both(f"有 {both:,} 篇两边都是", f"{both:,} documents are on both sides"),
            Both("改成互不相交的条件", "make the conditions exclude one another"),
        )
    return _checked([Sides("", chosen, against)], "--target-where" if target else "--ref-where")


def _checked(sides: list[Sides], option: str) -> list[Sides]:
    """Refuse a comparison one side of which has no document."""
    for side in sides:
        if not side.reference.any():
            raise CntextError(
                option,
                Both("对照中没有文档", "no document is in the reference"),
                Both("检查条件或路径", "check the condition or the path"),
            )
        if not side.target.any():
            raise CntextError(
                option,
                Both("目标中没有文档", "no document is in the target"),
                Both("检查条件或路径", "check the condition or the path"),
            )
    return sides
