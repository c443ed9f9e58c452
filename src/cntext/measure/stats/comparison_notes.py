"""What stands below a table of keyness: sizes, tests, what was left out, what to beware of."""

from __future__ import annotations

from collections.abc import Sequence

from cntext.errors import Both
from cntext.frequencies import FrequencyList
from cntext.measure.stats.document_counts import DocumentCounts
from cntext.measure.stats.sides import Sides
from cntext.table import Caveat

# A permutation of fewer documents than this has too few outcomes to be significant.
FEWEST_DOCUMENTS = 8


def warnings_of(sides: list[Sides]) -> list[Caveat]:
    """Return what the reader of the comparison must know."""
    found = []
    lone = [s.name for s in sides if s.target.sum() == 1]
    if lone or any(s.reference.sum() == 1 for s in sides):
        every = len(lone) == len(sides)  # as with --by document, where that is meant
        names = "" if every else "、".join(name for name in lone if name)
        found.append(
            Caveat(
                "one-document",
                Both(
                    f"{names or '有一方'}只有一篇文档：差别可能只是那一篇的特点",
                    f"{names or 'one side'} has one document alone: what is found may be "
                    "that document's own",
                ),
            )
        )
    if any((s.target | s.reference).sum() < FEWEST_DOCUMENTS for s in sides):
        found.append(
            Caveat(
                "few-documents",
                Both(
                    f"文档不到 {FEWEST_DOCUMENTS} 篇，以文档为单位的检验说明不了什么",
                    f"fewer than {FEWEST_DOCUMENTS} documents: tests by documents say little",
                ),
            )
        )
    return found


def empty_groups(names: Sequence[str]) -> list[Caveat]:
    """Return the warning that groups without a word were left out."""
    if not names:
        return []
    some = [name or "“”" for name in names[:5]]
    more = " …" if len(names) > len(some) else ""
    return [
        Caveat(
            "empty-group",
            Both(
                f"没有文字的组不参加比较：{'、'.join(some)}{more}",
                f"groups without a word are left out: {', '.join(some)}{more}",
            ),
        )
    ]


def too_much_to_resample(documents: int, terms: int) -> Caveat:
    """Return the warning that the check by documents was left out."""
    return Caveat(
        "not-resampled",
        Both(
            f"{documents:,} 篇 × {terms:,} 词，重抽太费时，没有做；可用 --min-freq、--min-range 缩小，"
            "或减少 --resample",
            f"{documents:,} documents × {terms:,} terms are too many to resample; narrow it with "
            "--min-freq or --min-range, or lower --resample",
        ),
    )


def notes(
    counts: DocumentCounts,
    sides: list[Sides] | FrequencyList,
    unit: str,
    *,
    resample: int,
    seed: int,
    direction: str,
    dropped: int,
) -> tuple[Both, ...]:
    """Return what stands below the table: sizes, tests, what was left out."""
    zh, en = ("词", "words") if unit == "word" else ("汉字", "Chinese characters")
    said = []
    if isinstance(sides, FrequencyList):
        total = int(counts.base.sum())
        said.append(
            Both(
                f"每百万的分母：目标 {total:,} 词，对照 {sides.name} {sides.total:,} 词；"
                "表中没有的词按 0 计",
                f"per million of: target {total:,} words, reference {sides.name} "
                f"{sides.total:,} words; what the list lacks counts as 0",
            )
        )
        if sides.name == "jieba":
            said.append(
                Both(
                    "jieba 词典的频率出自未说明的混合语料，只供参考，不宜发表",
                    "the counts in jieba's dictionary are of an undocumented mixed corpus: "
                    "a hint, not for publication",
                )
            )
    elif len(sides) == 1:
        (side,) = sides
        sizes = [int(counts.base[mask].sum()) for mask in (side.target, side.reference)]
        docs = [int(mask.sum()) for mask in (side.target, side.reference)]
        said.append(
            Both(
                f"每百万的分母：目标 {docs[0]:,} 篇 {sizes[0]:,} {zh}，"
                f"对照 {docs[1]:,} 篇 {sizes[1]:,} {zh}",
                f"per million of: target {sizes[0]:,} {en} (documents: {docs[0]:,}), "
                f"reference {sizes[1]:,} ({docs[1]:,})",
            )
        )
    else:
        said.append(
            Both(
                f"每组与其余各组比；每百万的分母是该方的{zh}（合计 {int(counts.base.sum()):,}）",
                f"each group against all the others; per million of the {en} of that side "
                f"({int(counts.base.sum()):,} in all)",
            )
        )
    if resample and not isinstance(sides, FrequencyList):
        said.append(
            Both(
                f"“p 置换”和自助区间以文档为单位，{resample:,} 次，种子 {seed}",
                f"p perm. and bootstrap are by documents, {resample:,} rounds, seed {seed}",
            )
        )
    elif not isinstance(sides, FrequencyList):
        said.append(
            Both(
                "p 和区间把每次出现当作独立事件（--resample 999 以文档为单位检验）",
                "p and intervals take occurrences for independent (--resample 999 checks by "
                "documents)",
            )
        )
    if dropped:
        more = Both("用得更少或相同", "less or equally frequent")
        if direction == "under":
            more = Both("用得更多或相同", "more or equally frequent")
        said.append(
            Both(
                f"另有 {dropped:,} 行{more.zh}（--direction both 都列）",
                f"{dropped:,} rows left out, {more.en} (--direction both)",
            )
        )
    return tuple(said)
