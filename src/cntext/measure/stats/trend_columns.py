"""The columns of the tables of `trend`: which table has which, and what a screen shows first."""

from __future__ import annotations

from cntext.errors import Both
from cntext.table import Column, Role, Type, Unit

COLUMNS = (
    Column("direction", Both("趋势", "Trend"), Type.STRING, role=Role.KEY, optional=True),
    Column("term", Both("词", "Term"), Type.STRING, role=Role.TERM),
    Column("level", Both("级别", "Level"), Type.STRING, role=Role.KEY, optional=True),
    Column("period", Both("时期", "Period"), Type.STRING, Unit.DATE, Role.KEY, optional=True),
    Column("method", Both("方法", "Method"), Type.STRING, role=Role.KEY, optional=True),
    Column("documents", Both("篇数", "Docs"), Type.INTEGER, Unit.COUNT, optional=True),
    Column("base", Both("篇幅", "Size"), Type.INTEGER, Unit.COUNT, optional=True),
    Column("freq", Both("频次", "Freq"), Type.INTEGER, Unit.COUNT, optional=True),
    Column("range", Both("文档数", "Range"), Type.INTEGER, Unit.COUNT, optional=True),
    Column(
        "per_million", Both("每百万", "Per million"), Type.NUMBER, Unit.PER_MILLION, optional=True
    ),
    Column("low", Both("下限", "Low"), Type.NUMBER, Unit.PER_MILLION, optional=True),
    Column("high", Both("上限", "High"), Type.NUMBER, Unit.PER_MILLION, optional=True),
    Column("doc_share", Both("文档 %", "Docs %"), Type.NUMBER, Unit.PERCENT, optional=True),
    Column("share_low", Both("% 下限", "% low"), Type.NUMBER, Unit.PERCENT, optional=True),
    Column("share_high", Both("% 上限", "% high"), Type.NUMBER, Unit.PERCENT, optional=True),
    Column("cum_range", Both("累计文档", "Cum. docs"), Type.INTEGER, Unit.COUNT, optional=True),
    Column(
        "cum_share", Both("累计文档 %", "Cum. docs %"), Type.NUMBER, Unit.PERCENT, optional=True
    ),
    Column(
        "cum_sources", Both("累计单位", "Cum. sources"), Type.INTEGER, Unit.COUNT, optional=True
    ),
    Column(
        "cum_source_share",
        Both("累计单位 %", "Cum. sources %"),
        Type.NUMBER,
        Unit.PERCENT,
        optional=True,
    ),
    Column("segment", Both("段", "Segment"), Type.INTEGER, Unit.RANK, optional=True),
    Column(
        "segment_rate", Both("段频率", "Segment rate"), Type.NUMBER, Unit.PER_MILLION, optional=True
    ),
    Column("series", Both("走势", "Series"), Type.STRING, optional=True),
    Column(
        "first_period", Both("首见", "First"), Type.STRING, Unit.DATE, Role.CONTEXT, optional=True
    ),
    Column(
        "last_period", Both("末见", "Last"), Type.STRING, Unit.DATE, Role.CONTEXT, optional=True
    ),
    Column(
        "peak_period", Both("最高", "Peak"), Type.STRING, Unit.DATE, Role.CONTEXT, optional=True
    ),
    Column("s", Both("S", "S"), Type.INTEGER, Unit.COUNT, optional=True),
    Column("z", Both("z", "z"), Type.NUMBER, Unit.SCORE, optional=True),
    Column("p", Both("p", "p"), Type.NUMBER, Unit.SCORE, optional=True),
    Column("p_adj", Both("p BH", "p BH"), Type.NUMBER, Unit.SCORE, optional=True),
    Column("tau", Both("τ", "τ"), Type.NUMBER, Unit.SCORE, optional=True),
    Column("slope", Both("斜率/年", "Slope/year"), Type.NUMBER, Unit.SCORE, optional=True),
    Column(
        "pettitt_period",
        Both("Pettitt", "Pettitt"),
        Type.STRING,
        Unit.DATE,
        Role.CONTEXT,
        optional=True,
    ),
    Column("pettitt_k", Both("K", "K"), Type.INTEGER, Unit.COUNT, optional=True),
    Column("pettitt_p", Both("Pettitt p", "Pettitt p"), Type.NUMBER, Unit.SCORE, optional=True),
    Column("changes", Both("变点", "Changes"), Type.STRING, optional=True),
    Column("statistic", Both("统计量", "Statistic"), Type.NUMBER, Unit.SCORE, optional=True),
    Column("rate_before", Both("之前", "Before"), Type.NUMBER, Unit.PER_MILLION, optional=True),
    Column("rate_after", Both("之后", "After"), Type.NUMBER, Unit.PER_MILLION, optional=True),
    Column("ratio", Both("倍数", "Ratio"), Type.NUMBER, Unit.SCORE, optional=True),
    Column("adopted", Both("采用篇数", "Adopted"), Type.INTEGER, Unit.COUNT, optional=True),
    Column("adopted_share", Both("采用 %", "Adopted %"), Type.NUMBER, Unit.PERCENT, optional=True),
    Column("sources", Both("单位", "Sources"), Type.INTEGER, Unit.COUNT, optional=True),
    Column(
        "sources_adopted", Both("采用单位", "Sources ad."), Type.INTEGER, Unit.COUNT, optional=True
    ),
    Column("source_share", Both("单位 %", "Sources %"), Type.NUMBER, Unit.PERCENT, optional=True),
    Column(
        "first_date",
        Both("首见日期", "First date"),
        Type.STRING,
        Unit.DATE,
        Role.CONTEXT,
        optional=True,
    ),
    Column(
        "first_document",
        Both("首见文档", "First document"),
        Type.STRING,
        role=Role.CONTEXT,
        optional=True,
    ),
    Column("lag_years", Both("时滞/年", "Lag, years"), Type.NUMBER, Unit.SCORE, optional=True),
    Column("curve", Both("曲线", "Curve"), Type.STRING, role=Role.KEY, optional=True),
    Column("ceiling", Both("上界 %", "Ceiling %"), Type.NUMBER, Unit.PERCENT, optional=True),
    Column("growth", Both("增长率", "Growth"), Type.NUMBER, Unit.SCORE, optional=True),
    Column("midpoint", Both("中点", "Midpoint"), Type.NUMBER, Unit.YEAR, optional=True),
    Column("r_squared", Both("R²", "R²"), Type.NUMBER, Unit.SCORE, optional=True),
)
_VIEWS = {
    "summary": (
        *("term", "freq", "range", "per_million", "series", "direction", "first_period"),
        *("last_period", "peak_period", "s", "z", "p", "p_adj", "tau", "slope"),
        *("pettitt_period", "pettitt_k", "pettitt_p", "changes"),
    ),
    "periods": (
        *("term", "period", "documents", "base", "freq", "per_million", "low", "high", "range"),
        *("doc_share", "share_low", "share_high", "cum_range", "cum_share", "cum_sources"),
        *("cum_source_share", "segment", "segment_rate"),
    ),
    "changes": (
        *("term", "period", "method", "statistic", "p", "rate_before", "rate_after", "ratio"),
    ),
    "adoption": (
        *("term", "level", "documents", "adopted", "adopted_share", "share_low", "share_high"),
        "sources",
        *("sources_adopted", "source_share", "first_date", "first_document", "lag_years"),
        *("curve", "ceiling", "growth", "midpoint", "r_squared"),
    ),
}
# In order of importance: a screen shows as many as fit.
_BRIEFS = {
    "summary": (
        *("term", "freq", "series", "direction", "p", "changes", "slope", "first_period"),
        *("per_million", "range", "pettitt_period", "pettitt_p", "peak_period", "tau", "z"),
    ),
    "periods": (
        *("term", "period", "freq", "per_million", "low", "high", "base", "documents", "range"),
        *("doc_share", "cum_share", "segment", "cum_sources", "segment_rate", "share_low"),
        *("share_high", "cum_range"),
    ),
    "changes": (),
    "adoption": (
        *("term", "level", "documents", "adopted", "adopted_share", "first_date", "lag_years"),
        *("first_document", "sources", "sources_adopted", "midpoint", "r_squared", "ceiling"),
        *("share_low", "share_high"),
        *("growth", "curve"),
    ),
}
TITLES = {
    "summary": Both("历时趋势", "Trends"),
    "periods": Both("各时期频率", "Rates by period"),
    "changes": Both("变点", "Change points"),
    "adoption": Both("采用与扩散", "Adoption"),
}


def columns_of(view: str) -> tuple[Column, ...]:
    """Return the columns of one of the tables, in their order."""
    known = {column.id: column for column in COLUMNS}
    return tuple(known[name] for name in _VIEWS[view])


def brief_of(view: str, *, terms: bool, level: bool) -> tuple[str, ...]:
    """Return what a screen shows first, without the columns that then say nothing."""
    idle = set() if terms else {"changes"}
    idle |= set() if level else {"level", "lag_years"}
    return tuple(name for name in _BRIEFS[view] if name not in idle)
