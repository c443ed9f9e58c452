"""Which documents are compared with which: a target and its reference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import PurePath

from cntext.analysis import Condition
from cntext.errors import Both, CntextError, UsageProblem
from cntext.lazy import np
from cntext.measure.stats.document_counts import DocumentCounts
from cntext.model import Document


@dataclass(frozen=True, slots=True)
class Sides:
    """One comparison: a name for the target ("" where there is one alone), bool[D] each."""

    name: str
    target: np.ndarray
    reference: np.ndarray


def check_ways(ways: Sequence[bool]) -> None:
    """Refuse a comparison for which no reference, or more than one, was named."""
    if sum(ways) == 1:
        return
    names = ("--ref", "--by", "--target-where", "--ref-list")
    if any(ways):
        raise UsageProblem(
            ", ".join(names),
            Both("只能选一种对照", "only one way to choose the reference"),
            Both("留一个", "keep one of them"),
        )
    raise UsageProblem(
        "compare",
        Both("没有说与什么比", "no reference to compare with"),
        Both(f"用 {'、'.join(names)} 之一", f"give one of {', '.join(names)}"),
    )


def by_group(counts: DocumentCounts, by: str) -> list[Sides]:
    """Return one comparison a group: it against all the others."""
    groups, group_of = counts.groups(by)
    if len(groups) < 2:
        raise CntextError(
            f"--by {by}",
            Both(
                "只有一组，没有可比的", "there is one group alone, and nothing to compare it with"
            ),
            Both("换一个字段", "choose another field"),
        )
    return [Sides(name, group_of == g, group_of != g) for g, name in enumerate(groups)]


def by_path(counts: DocumentCounts, paths: Sequence[str], ref: Sequence[str]) -> list[Sides]:
    """Return the documents read from ``ref`` as reference, all others as target.

    ``paths`` are all that were named, files, folders or patterns. A document under two of them belongs to the longer:
    one file can be compared with the folder that holds it.
    """
    referred = {PurePath(path) for path in ref}
    named = {PurePath(path) for path in paths} | referred
    reference = np.zeros(len(counts), bool)
    for d, path in enumerate(counts.facts["path"]):
        place = PurePath(path)
        above = [one for one in (place, *place.parents) if one in named]
        above = above or [one for one in named if fnmatchcase(path, str(one))]
        reference[d] = bool(above) and above[0] in referred
    return _checked([Sides("", ~reference, reference)], "--ref")


def answers(documents: Sequence[Document], asked: Condition | None) -> tuple[str, ...]:
    """Return a fact of the documents: "1" for those that a condition chooses, else ""."""
    return tuple("1" if yes else "" for yes in asked.select(documents)) if asked else ()


def by_condition(target: Sequence[str], reference: Sequence[str]) -> list[Sides]:
    """Return what two conditions chose (`answers`); for one that was not put, all the others."""
    chosen, against = (
        np.array([answer == "1" for answer in asked], bool) for asked in (target, reference)
    )
    if not target:
        chosen = ~against
    if not reference:
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
