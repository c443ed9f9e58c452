"""What tables of agreement say of their method and of what is undefined."""

from __future__ import annotations

from dataclasses import dataclass

from cntext.errors import Both
from cntext.measure.stats.agreement import Level
from cntext.measure.stats.ratings import Ratings
from cntext.table import Caveat


@dataclass(frozen=True, slots=True)
class Agreeing:
    """What is to be made of ratings."""

    level: Level = Level.NOMINAL
    view: str = "codes"
    rounds: int = 1000
    seed: int = 0


def base_note(ratings: Ratings) -> Both:
    """Return who rated how many units."""
    every = len(ratings.units)
    paired = sum(sum(v is not None for v in u.values) >= 2 for u in ratings.units)
    zh, en = "、".join(ratings.coders), ", ".join(ratings.coders)
    return Both(
        f"{len(ratings.coders)} 位编码员（{zh}），{every:,} 个单位，两人以上判断的 {paired:,}",
        f"{len(ratings.coders)} coders ({en}), {every:,} units, {paired:,} rated by two or more",
    )


def method_notes(ratings: Ratings, asked: Agreeing, lost: int) -> tuple[Both, ...]:
    """Return how the coefficients were computed; ``lost`` resamples had no α."""
    level = {
        Level.NOMINAL: Both("定类", "nominal"),
        Level.ORDINAL: Both("定序", "ordinal"),
        Level.INTERVAL: Both("定距", "interval"),
        Level.RATIO: Both("定比", "ratio"),
    }[asked.level]
    notes = [
        Both(
            f"α：Krippendorff，{level.zh}；区间 95%，对单位自助抽样 {asked.rounds:,} 次（种子 {asked.seed}）",
            f"α: Krippendorff, {level.en}; 95% interval, bootstrap over units, {asked.rounds:,} rounds "
            f"(seed {asked.seed})",
        )
    ]  # fmt: skip
    if lost:
        notes.append(
            Both(
                f"其中 {lost:,} 次各值全同，无 α，不计",
                f"{lost:,} of them had equal values only: no α, left out",
            )
        )
    weighted = {
        Level.NOMINAL: Both("", ""),
        Level.ORDINAL: Both("，按位次差线性加权", ", weighted by the difference in rank"),
        Level.INTERVAL: Both("，按差的平方加权", ", weighted by the squared distance"),
        Level.RATIO: Both("，按比率差的平方加权", ", weighted by the squared ratio distance"),
    }[asked.level]
    pairs = (
        Both("，各对的平均（Light）", ", mean over pairs (Light)")
        if len(ratings.coders) > 2
        else Both("", "")
    )
    fleiss = (
        Both("；Fleiss κ 只用人人都判的单位", "; Fleiss κ: units that all rated")
        if asked.level is Level.NOMINAL
        else Both("", "")
    )
    notes.append(
        Both(
            f"Cohen κ{weighted.zh}{pairs.zh}{fleiss.zh}",
            f"Cohen κ{weighted.en}{pairs.en}{fleiss.en}",
        )
    )
    if asked.level is Level.NOMINAL:
        one = (
            Both("，一组类别算一个值", ", a set of codes is one value")
            if ratings.several()
            else Both("", "")
        )
        notes.append(
            Both(
                f"* 是全部类别合看{one.zh}；其余各行只分有无此类",
                f"*: all codes at once{one.en}; other rows: with the code or without",
            )
        )
    return tuple(notes)


def undefined(of: list[str]) -> tuple[Caveat, ...]:
    """Return the warning that what is named has no α."""
    if not of:
        return ()
    names = "、".join(of[:6]) + ("…" if len(of) > 6 else "")
    return (
        Caveat(
            "no-alpha",
            Both(
                f"{names}：成对的判断全部相同，α 无从算起",
                f"{names}: all paired ratings are the same, so that there is no α",
            ),
        ),
    )
