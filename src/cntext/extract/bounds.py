"""What limits a number: 近, 超过, 不少于 before it; 多, 以上, 左右 behind it."""

from __future__ import annotations

from cntext.extract.mentions import Bound
from cntext.extract.units import MEASURES, UnitOf
from cntext.extract.wording import Borders

_BEFORE = {
    Bound.AT_LEAST: "年满 已满 满 不得少于 不得低于 不少于 不低于 不小于 至少 最少 起码",
    Bound.AT_MOST: "不得超过 不能超过 不得多于 不得高于 未超过 不超过 不多于 不高于 不大于 至多 最多",
    Bound.UNDER: "不满 未满 低于 少于 小于 不足 不到 未达",
    Bound.OVER: "超过 超 逾 突破 高于 多于 大于 上",
    Bound.NEARLY: "将近 接近 近",
    Bound.ABOUT: "大约为 大约 大概 约为 约",
}
_BOUND_OF = {word: bound for bound, words in _BEFORE.items() for word in words.split()}
_PREFIXES = sorted(_BOUND_OF, key=lambda word: (-len(word), word))
_AFTER = {
    "以上": Bound.AT_LEAST, "以下": Bound.AT_MOST, "以内": Bound.AT_MOST, "之内": Bound.AT_MOST,
    "左右": Bound.ABOUT, "上下": Bound.ABOUT, "有余": Bound.OVER, "多": Bound.OVER, "余": Bound.OVER,
}  # fmt: skip
_FILLED = frozenset(("岁", "周岁", "年", "个月", "周年", "学年"))  # 年满十六周岁, 不满一年
_BEHIND_MORE = ("来", "", "的", "，", "。", "；", "、", "前", "后", "间", "）", "\n")


def bound_before(
    text: str, start: int, unit: UnitOf | None, borders: Borders
) -> tuple[int, Bound | None]:
    """Return where a number begins with the word that limits it, and how that limits it."""
    at = start - (text[start - 1 : start] in (" ", "了"))
    for word in _PREFIXES:
        begin = at - len(word)
        if begin < 0 or not text.startswith(word, begin):
            continue
        if word.endswith("满") and (unit is None or unit.name not in _FILLED):
            continue
        if word in ("近", "上", "约", "满") and not borders.begins(begin):
            continue
        if word == "上" and text[start : start + 1] not in ("百", "千", "万", "亿"):
            continue
        if word == "近" and text[begin - 1 : begin] in ("最", "附", "靠"):
            continue
        if word == "超" and text[begin - 1 : begin] in ("赶", "反", "高"):
            continue
        return begin, _BOUND_OF[word]
    return start, None


def bound_behind(text: str, end: int, unit: UnitOf | None) -> tuple[int, Bound | None]:
    """Return where a number ends with the word that limits it, and how that limits it."""
    if unit and not unit.half:
        inside = text[unit.end - len(unit.name) - 1 : unit.end - len(unit.name)]
        if "多" in text[max(0, unit.end - len(unit.name)) : unit.end]:
            inside = "多"  # 八个多月
        if inside in ("余", "多", "几"):
            after = _AFTER.get(text[end : end + 2])
            return (end + 2, after) if after else (end, Bound.OVER)
        if inside == "来":
            return end, Bound.ABOUT
    for word, bound in _AFTER.items():
        if not text.startswith(word, end):
            continue
        if (
            len(word) == 1
            and unit
            and not (
                MEASURES.get(unit.name) in ("duration", "multiple", "share")
                and text[end + 1 : end + 2] in _BEHIND_MORE
            )
        ):
            continue
        return end + len(word), bound
    return end, None
