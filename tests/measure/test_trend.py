"""Trend: series by hand, tests only where there is something to test, adoption by level."""

import pytest

from cntext.analysis import ANALYSES
from cntext.corpus import corpus_of
from cntext.errors import CntextError
from cntext.lexicon import Lexicon
from cntext.measure import load_analysis
from cntext.model import Document
from cntext.stopwords import StopWords

LISTS = {
    "stopwords": StopWords(),
    "lexicon": Lexicon([]),
    "background": None,
    "function_words": frozenset(),
    "padding": frozenset(),
}
YEARS = [str(year) for year in range(2001, 2013)]


def trend(corpus, **options):
    load_analysis("trend")
    return ANALYSES["trend"].run(corpus, **options)


def rising(make):
    """Return twelve years: 产教 from none to eleven in ten characters and more."""
    return make(*("甲乙丙丁戊" * 4 + "产教" * i for i in range(12)), dates=YEARS)


def reports(*facts):
    documents = [
        Document(id=f"d{i}", text=text, date=date, source=source, meta={"level": level})
        for i, (text, date, source, level) in enumerate(facts)
    ]
    return corpus_of(documents, [()] * len(documents))


def test_periods_have_their_own_base_and_exact_intervals(make):
    corpus = make("产教双双", "产教产教", "高", dates=("2019-03", "2019-05-01", "2020"))
    table = trend(corpus, terms=("产教",), view="periods", **LISTS)
    first, second = table.records()
    assert (first["period"], first["documents"], first["base"], first["freq"]) == ("2019", 2, 8, 3)
    assert first["per_million"] == pytest.approx(375_000)
    assert first["low"] == pytest.approx(1e6 * 0.6187 / 8, rel=1e-3)  # Garwood, three events
    assert first["high"] == pytest.approx(1e6 * 8.767 / 8, rel=1e-3)
    assert (second["freq"], second["low"], second["doc_share"]) == (0, 0, 0)
    assert (second["cum_range"], second["cum_share"]) == (2, pytest.approx(200 / 3))


def test_what_is_not_dated_finely_enough_is_left_out_and_said(make):
    corpus = make("产教", "产教", "产教", dates=("2019-03", "2019", ""))
    table = trend(corpus, terms=("产教",), period="month", view="periods", **LISTS)
    assert [row["period"] for row in table.records()] == ["2019-03"]
    assert "exact enough: 2" in table.warnings[0].message.en
    with pytest.raises(CntextError, match="exact enough"):
        trend(make("产教", "双"), terms=("产教",), **LISTS)


def test_a_rise_is_a_trend_and_a_steady_rate_is_none(make):
    up, flat = trend(rising(make), terms=("产教", "甲"), **LISTS).records()
    assert (up["direction"], up["first_period"], up["peak_period"]) == ("↑", "2002", "2012")
    assert up["s"] == 66
    assert up["series"][0] == "·"
    assert up["changes"].endswith("↑")
    # 甲 keeps its number while the text grows: its rate falls.
    assert flat["direction"] == "↓"


def test_too_few_periods_are_not_tested(make):
    corpus = make(*["产教"] * 5, dates=YEARS[:5])
    table = trend(corpus, terms=("产教",), **LISTS)
    (row,) = table.records()
    assert (row["p"], row["pettitt_p"], row["direction"], row["changes"]) == (None, None, None, "")
    assert [w.code for w in table.warnings] == ["too-few-periods"]
    assert trend(corpus, min_freq=1, min_range=1, **LISTS).rows == []


def test_few_events_make_no_change_point(make):
    corpus = make(*["甲" * 20] * 9, *["甲" * 20 + "产教"] * 3, dates=YEARS)
    table = trend(corpus, terms=("产教",), **LISTS)
    assert table.values("changes") == [""]
    assert [w.code for w in table.warnings] == ["few-events"]


def test_without_terms_the_words_that_move_are_listed(make):
    words = [" ".join(["甲"] * 5 + ["乙"] * i + ["丙"] * (12 - i)) for i in range(12)]
    table = trend(make(*words, dates=YEARS), min_freq=5, **LISTS)
    assert [(r["direction"], r["term"]) for r in table.records()] == [("↑", "乙"), ("↓", "丙")]
    assert table.group == ("direction",)
    # Three terms were tested, 甲 without a trend among them.
    rows = list(trend(make(*words, dates=YEARS), terms=("乙",), **LISTS).records())
    assert rows[0]["p_adj"] == rows[0]["p"]
    p = table.values("p")
    worst = max(p)
    assert max(table.values("p_adj")) == pytest.approx(worst * 3 / 2)


def test_segments_follow_the_change_points(make):
    texts = ["甲" * 50 + "产教" * (1 if i < 6 else 9) for i in range(12)]
    corpus = make(*texts, dates=YEARS)
    (change, by_rank) = trend(corpus, terms=("产教",), view="changes", **LISTS).records()
    assert (change["method"], change["period"]) == ("poisson", "2007")
    assert change["rate_before"] == pytest.approx(1e6 / 52)
    assert change["ratio"] == pytest.approx((9 / 68) / (1 / 52))
    assert (by_rank["method"], by_rank["period"]) == ("pettitt", "2007")
    rows = list(trend(corpus, terms=("产教",), view="periods", **LISTS).records())
    assert [row["segment"] for row in rows] == [1] * 6 + [2] * 6
    assert rows[0]["segment_rate"] == change["rate_before"]
    assert rows[-1]["segment_rate"] == change["rate_after"]


def test_adoption_goes_from_level_to_level():
    corpus = reports(
        ("双高", "2019", "教育部", "国家"),
        ("无", "2019-06", "江省", "省"),
        ("双高", "2020-01", "江省", "省"),
        ("双高双高", "2021-07-01", "江州学院", "校"),
        ("无", "2021-08", "河州学院", "校"),
        ("双高", "", "河州学院", "校"),
    )
    table = trend(corpus, terms=("双高",), view="adoption", level="level", **LISTS)
    rows = {row["level"]: row for row in table.records()}
    assert list(rows) == ["*", "国家", "省", "校"]
    assert [rows[x]["lag_years"] for x in ("国家", "省")] == [0, 1]
    assert rows["校"]["lag_years"] == pytest.approx(2 + 181 / 365)
    assert (rows["省"]["documents"], rows["省"]["adopted"], rows["省"]["sources_adopted"]) == (
        2,
        1,
        1,
    )
    assert (rows["*"]["first_document"], rows["*"]["adopted_share"]) == (
        "d0",
        pytest.approx(400 / 6),
    )
    assert (rows["国家"]["share_low"], rows["国家"]["share_high"]) == (pytest.approx(2.5), 100)
    # An undated document uses the phrase, but cannot be the first to.
    assert rows["校"]["first_date"] == "2021-07-01"
    shares = trend(corpus, terms=("双高",), view="periods", **LISTS).values("cum_sources")
    assert shares == [1, 2, 3]


def test_an_s_curve_of_issuers_is_fitted():
    facts = []
    starts = [2004, 2006, 2007, 2008, 2008, 2009, 2009, 2010, 2012, 2015]
    for year in range(2000, 2020):
        facts += [
            ("双高" if year >= start else "无", str(year), f"省{i}", "省")
            for i, start in enumerate(starts)
        ]
    (row,) = trend(reports(*facts), terms=("双高",), view="adoption", **LISTS).records()
    assert row["curve"] == "sources"
    assert row["midpoint"] == pytest.approx(2008, abs=0.5)
    assert row["r_squared"] > 0.98


def test_concepts_count_all_their_forms(make):
    from cntext.lexicon import Concept

    lexicon = Lexicon([Concept("双高计划", "x", ("双高计划", "双高"))])
    lists = {**LISTS, "lexicon": lexicon}
    corpus = make("双高和双高计划", dates=("2019",))
    assert trend(corpus, terms=("双高计划",), concepts=True, **lists).values("freq") == [2]
    assert trend(corpus, terms=("双高计划",), **lists).values("freq") == [1]
