"""Units that follow a number, the measure that each belongs to, and when one is none."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from cntext.extract.numerals import Number
from cntext.extract.wording import Borders
from cntext.lazy import pattern

_COUNT = (
    "个 项 家 名 人 位 户 所 座 条 件 种 类 次 人次 届 场 期 批 套 台 辆 艘 架 只 头 匹 株 棵 本 册 部 篇 份 张 幅 支 "
    "队 组 对 块 片 段 层 级 处 门 款 轮 例 宗 枚 幢 栋 间 床 岁 周岁 站 桩 起 笔 师 村 镇 县 市 省 校 国 县市 "
    "人口 户次 班次 课时 学时 学分 词 字 页 票 席 面 道 口 节 版 集 首 句 点 颗 粒 根 列 团 车 趟 环 大类 "
    "载 集装箱 标准箱 家次 台套 台次 套次 场次 批次 项次 分 盏 扇 栏"
)
_DURATION = "年 个月 月 周 个星期 星期 天 日 小时 个小时 分钟 秒 秒钟 年度 学年 学期 个学期 个学年 周年 个世纪 昼夜 个季度 个工作日 工作日 代"
_SIZE = (
    "公里 千米 米 分米 厘米 毫米 微米 纳米 里 华里 海里 英里 尺 寸 丈 光年 平方公里 平方千米 平方米 平方英里 亩 公顷 顷 "
    "立方米 立方公里 升 毫升 吨 公斤 千克 克 毫克 斤 担 磅 桶 吨标准煤 千瓦 千瓦时 千瓦小时 兆瓦 瓦 度 摄氏度 ℃ 吉瓦 千卡 卡 焦耳 伏 "
    "公里/小时 km km2 kg GB MB TB MW kW kWh mm cm m ml mg 标箱 载重吨 马力"
)
_SHARE = "% ％ ‰ 个百分点 百分点 个基点 成"
_MULTIPLE = "倍 番"
_MONEY = "元 美元 人民币 欧元 日元 日圆 港元 港币 英镑 卢布 法郎 马克 韩元 新台币 澳元 加元 瑞士法郎 元人民币 块 角 块钱 元钱 元/吨 元/人 美元/桶"
MEASURES = {
    **dict.fromkeys(_COUNT.split(), "count"),
    **dict.fromkeys(_SIZE.split(), "size"),
    **dict.fromkeys(_DURATION.split(), "duration"),
    **dict.fromkeys(_SHARE.split(), "share"),
    **dict.fromkeys(_MULTIPLE.split(), "multiple"),
    **dict.fromkeys(_MONEY.split(), "money"),
}
# After these a second unit may follow a stroke: 127.2人/平方公里, 3.5元/吨.
_ORDINAL = "届 次 位 名 个 批 期 轮 代 大 年 天 号 站 家 座 艘 例 场 任 强"
ORDINAL = frozenset(_ORDINAL.split())
# Parts of a law or a text are told by numbers, they are not counted by them.
PARTS = frozenset("条款章节编项页版回课集卷讲篇")
CLEAR = ("share", "money", "duration")  # a unit like this needs no border behind it
_LONG = pattern("个多(?:月|星期|小时|世纪|季度|学期)")
_TERM = pattern("[内起]|[以之][内上下]|期限")
_SESSION = pattern("[一二三四五六七八九十]{1,3}[中次]|全国|人大|政协")
_PLAN_NUMBER = pattern("第[一二三四五六七八九十0-9]{1,3}个$")
# An hour of the day is no count: 8时30分至下午5点.
_CLOCK = pattern("(?:[上下中]午|凌晨|早[上晨]|晚[上间]?|当[日晚]|[日时分]至?|[0-9]日)$")


_BEHIND = ("后", "前", "内", "中")  # 洗涤10次后, whatever was cut
_HALVED = pattern("个半(?P<unit>月|小时|星期|世纪|学期|季度)|(?P<name>年|倍|番|天|小时)半")
# 半数, 半价 and 半工半读 begin with a half that is none of the number before them.
_HALF_WORDS = frozenset("数价边径岛球壁截成程途路日工封信载径")


class UnitOf(NamedTuple):
    """A unit behind a number: where it ends; ``half``: one half more (两年半)."""

    name: str
    end: int
    half: bool = False


@cache
def _lengths() -> dict[str, tuple[int, ...]]:
    """Return the lengths of the units by their first character, longest first."""
    lengths: dict[str, set[int]] = {}
    for unit in MEASURES:
        lengths.setdefault(unit[0], set()).add(len(unit))
    return {first: tuple(sorted(all_of, reverse=True)) for first, all_of in lengths.items()}


def units_at(text: str, at: int) -> list[str]:
    """Return the units that stand at ``text[at:]``, the longest first."""
    lengths = _lengths().get(text[at : at + 1], ())
    return [text[at : at + n] for n in lengths if text[at : at + n] in MEASURES]


def unit_of(text: str, number: Number, borders: Borders) -> UnitOf | None:
    """Return the unit behind ``number``, the longest that ends where a word may; None: none."""
    if number.percent or number.part:
        return UnitOf("%", number.end)
    at = number.end
    at += text[at : at + 1] in ("余", "多", "来", " ", "几") and bool(units_at(text, at + 1))
    if text.startswith("个多", at) and (long := _LONG.match(text, at)):
        return UnitOf(long[0].replace("多", ""), long.end())
    halved = _HALVED.match(text, at)
    if halved and text[halved.end() : halved.end() + 1] not in _HALF_WORDS:
        name = halved["name"] or f"个{halved['unit']}"
        return UnitOf(name, halved.end(), half=True)
    for name in units_at(text, at):
        end = at + len(name)
        free = name == "个" and text[end : end + 1] not in ("人", "体", "别", "性")
        clear = MEASURES[name] in CLEAR or (not number.chinese and text[end : end + 1] in _BEHIND)
        if not free and not clear and not borders.ends(end):
            continue
        if name in ("级", "届") and 1900 <= number.value < 2100:
            return None  # 2008级: of which year
        if name in ("年", "月", "日", "天", "学年", "年度") and not _lasting(
            text, number, at, name
        ):
            continue
        if name == "点" and _CLOCK.search(text[max(0, number.start - 8) : number.start]):
            return None  # 下午5点
        if name == "届" and _SESSION.match(text, end):
            return None
        if text[end : end + 1] == "/":
            below = next(iter(units_at(text, end + 1)), None)
            if below:
                return UnitOf(f"{name}/{below}", end + 1 + len(below))
        return UnitOf(name, end)
    return None


def lasts(text: str, unit: UnitOf) -> bool:
    """Say whether a term is meant, whatever the cutting: 十五个工作日内."""
    return MEASURES[unit.name.split("/")[0]] == "duration" and bool(_TERM.match(text, unit.end))


def _lasting(text: str, number: Number, at: int, unit: str) -> bool:
    """Say whether 年, 月 or 日 lasts: a year has four digits, and 12月 is a month."""
    if unit == "月":
        return False
    if unit in ("学年", "年度"):
        return not 1000 <= number.value < 2200  # 2021学年
    if unit == "日":  # 十五日内, 三十日以上 last; 5月15日 is a day
        return text[number.start - 1] != "月" and _TERM.match(text, at + 1) is not None
    if unit == "年":
        numbered = _PLAN_NUMBER.search(text[max(0, number.start - 5) : number.start])
        if numbered and text.startswith(("计划", "规划"), at + 1):
            return False
        digits = at - number.start
        return not (1000 <= number.value < 2200 and digits == 4) and text[at + 1 : at + 2] != "代"
    return True
