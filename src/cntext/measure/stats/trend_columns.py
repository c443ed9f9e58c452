"""The columns of the tables of `trend`: which table has which, and what a screen shows first."""

from __future__ import annotations

from cntext.errors import Both
from cntext.measure.stats.columns import (
    FREQ,
    P_ADJ,
    PER_MILLION,
    RANGE,
    TERM,
    P,
    coded,
    context,
    count,
    date,
    key,
    optional,
    percent,
    rate,
    score,
)
from cntext.table import Column, Role, Type, Unit

COLUMNS = (
    *optional(key("direction", "趋势", "Trend")),
    TERM,
    *optional(
        key("level", "级别", "Level"),
        Column("period", Both("时期", "Period"), Type.STRING, Unit.DATE, Role.KEY),
        coded(
            key("method", "方法", "Method"),
            pettitt=Both("Pettitt", "Pettitt"),
            poisson=Both("泊松", "Poisson"),
        ),
        count("documents", "篇数", "Docs"),
        count("base", "篇幅", "Size"),
        FREQ,
        RANGE,
        PER_MILLION,
        rate("low", "下限", "Low"),
        rate("high", "上限", "High"),
        percent("doc_share", "文档 %", "Docs %"),
        percent("share_low", "% 下限", "% low"),
        percent("share_high", "% 上限", "% high"),
        count("cum_range", "累计文档", "Cum. docs"),
        percent("cum_share", "累计文档 %", "Cum. docs %"),
        count("cum_sources", "累计单位", "Cum. sources"),
        percent("cum_source_share", "累计单位 %", "Cum. sources %"),
        Column("segment", Both("段", "Segment"), Type.INTEGER, Unit.RANK, Role.MEASURE),
        rate("segment_rate", "段频率", "Segment rate"),
        Column("series", Both("走势", "Series"), Type.STRING, Unit.NONE, Role.MEASURE),
        date("first_period", "首见", "First"),
        date("last_period", "末见", "Last"),
        date("peak_period", "最高", "Peak"),
        count("s", "S", "S"),
        score("z", "z"),
        P,
        P_ADJ,
        score("tau", "τ"),
        score("slope", Both("斜率/年", "Slope/year")),
        date("pettitt_period", "Pettitt", "Pettitt"),
        count("pettitt_k", "K", "K"),
        score("pettitt_p", "Pettitt p"),
        Column("changes", Both("变点", "Changes"), Type.STRING, Unit.NONE, Role.MEASURE),
        score("statistic", Both("统计量", "Statistic")),
        rate("rate_before", "之前", "Before"),
        rate("rate_after", "之后", "After"),
        score("ratio", Both("倍数", "Ratio")),
        count("adopted", "采用篇数", "Adopted"),
        percent("adopted_share", "采用 %", "Adopted %"),
        count("sources", "单位", "Sources"),
        count("sources_adopted", "采用单位", "Sources ad."),
        percent("source_share", "单位 %", "Sources %"),
        date("first_date", "首见日期", "First date"),
        context("first_document", "首见文档", "First document"),
        score("lag_years", Both("时滞/年", "Lag, years")),
        key("curve", "曲线", "Curve"),
        percent("ceiling", "上界 %", "Ceiling %"),
        score("growth", Both("增长率", "Growth")),
        Column("midpoint", Both("中点", "Midpoint"), Type.NUMBER, Unit.YEAR, Role.MEASURE),
        score("r_squared", "R²"),
    ),
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
