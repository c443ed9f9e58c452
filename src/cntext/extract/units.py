"""Units that follow a number, longest first; the measure that each belongs to."""

from __future__ import annotations

from functools import cache

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
