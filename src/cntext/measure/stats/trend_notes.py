"""What stands below the tables of `trend`: bases, marks, what was not tested and why."""

from __future__ import annotations

from collections.abc import Sequence

from cntext.errors import Both
from cntext.measure.stats.change import FEWEST_EVENTS, FEWEST_PERIODS
from cntext.measure.stats.series import Series
from cntext.table import Caveat


def notes(series: Series, terms: Sequence[str], view: str, level: str = "") -> tuple[Both, ...]:
    """Return the notes of one of the tables."""
    zh, en = ("词", "words") if series.of_words else ("汉字", "Chinese characters")
    periods = series.timeline.periods
    span = f"{periods[0]}–{periods[-1]}" if periods else "—"
    documents, base = int(series.documents.sum()), int(series.base.sum())
    of = Both(
        f"{span}，{len(periods):,} 个时期 {documents:,} 篇",
        f"{span}: {len(periods):,} periods, {documents:,} documents",
    )
    rates = Both(
        f"；每百万的分母是该时期的{zh}（合计 {base:,}）",
        f"; per million of the {en} of the period ({base:,} in all)",
    )
    said = [of if view == "adoption" else Both(of.zh + rates.zh, of.en + rates.en)]
    if view == "summary":
        said.append(
            Both(
                "走势：每格一个时期，满格为该词最高，· 为 0；↑ ↓ 为 p ≤ 0.05（Mann–Kendall）",
                "series: a bar a period, the full one is the term's highest, · is 0; ↑ ↓: "
                "p ≤ 0.05 (Mann-Kendall)",
            )
        )
    if view == "summary" and not terms:
        said.append(
            Both(
                "只列经 Benjamini–Hochberg 校正后 p ≤ 0.05 的词，斜率大的在前",
                "terms with p ≤ 0.05 after Benjamini-Hochberg, the steepest first",
            )
        )
    if view == "periods":
        said.append(
            Both(
                "区间 95%：频率 Garwood 1936，文档比例 Wilson 1927；没有文档的时期不列",
                "intervals of 95 %: rates Garwood 1936, shares Wilson 1927; periods without "
                "documents are not listed",
            )
        )
    if view == "adoption":
        said.append(
            Both(
                "采用比例的区间为 95%（Clopper & Pearson 1934）；时滞是首见日期之差",
                "intervals of shares: 95 %, Clopper & Pearson 1934; lag: between first dates",
            )
        )
    if view == "adoption" and level:
        said.append(
            Both(
                f"级别取自“{level}”字段，* 为各级合计；先采用的级别在前",
                f"levels are those of field {level!r}, * is all of them; the first to adopt stands "
                "first",
            )
        )
    return tuple(said)


def caveats(series: Series, terms: Sequence[str], view: str) -> tuple[Caveat, ...]:
    """Return what the reader must know: documents left out, tests not made, terms not found."""
    found = []
    undated = series.timeline.undated
    if undated:
        found.append(
            Caveat(
                "undated",
                Both(
                    f"{undated:,} 篇文档的日期缺失或不够细，没有计入",
                    f"documents left out, without a date that is exact enough: {undated:,}",
                ),
            )
        )
    periods = int((series.base > 0).sum())
    tested = view != "adoption"
    if tested and periods < FEWEST_PERIODS:
        found.append(
            Caveat(
                "too-few-periods",
                Both(
                    f"时期太少（{periods} 个，不到 {FEWEST_PERIODS} 个），不做趋势和变点检验",
                    f"too few periods ({periods}, fewer than {FEWEST_PERIODS}): no tests of "
                    "trend or change",
                ),
            )
        )
    totals = dict(zip(series.terms, series.freq.sum(axis=1).tolist(), strict=True))
    few = [term for term, n in totals.items() if 0 < n < FEWEST_EVENTS]
    if tested and terms and few:
        found.append(
            Caveat(
                "few-events",
                Both(
                    f"出现不到 {FEWEST_EVENTS} 次，不找变点：{'、'.join(few[:5])}",
                    f"fewer than {FEWEST_EVENTS} occurrences, too few for a change: "
                    f"{', '.join(few[:5])}",
                ),
            )
        )
    absent = [term for term, n in totals.items() if not n]
    if terms and absent:
        shown = absent[:5]
        more = " …" if len(absent) > len(shown) else ""
        found.append(
            Caveat(
                "not-found",
                Both(f"没有出现：{'、'.join(shown)}{more}", f"not found: {', '.join(shown)}{more}"),
            )
        )
    return tuple(found)
