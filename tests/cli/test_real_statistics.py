"""Comparison, trend and dispersion on real text: what plain string counts say, they say too."""

import math
import re

import pytest

PHRASES = [
    "改革",
    "改革开放",
    "创新",
    "高质量发展",
    "社会主义市场经济",
    "四个现代化",
    "职业教育",
    "三农",
]
# field.md: independent counts on the newspaper page, parts in Chinese characters.
PAGE = {
    "产教融合": (14, 3, 0.3576, 0.4996, 0.4220),
    "深化产教融合": (7, 3, 0.1433, 0.2002, 0.7114),
    "持续深化产教融合": (3, 2, 0.3814, 0.5328, 0.3372),
    "科教融汇": (8, 2, 0.5898, 0.8239, 0.1265),
    "双高": (6, 2, 0.4027, 0.5626, 0.3184),
    "校企合作": (7, 2, 0.2862, 0.3998, 0.4214),
    "党的二十大精神": (18, 3, 0.4583, 0.6402, 0.2385),
    "现代化产业体系": (14, 1, 0.7158, 1.0000, 0.0000),
}


@pytest.fixture(scope="module")
def reports(shared):
    return {
        path.stem: re.sub(r"\s", "", path.read_text(encoding="utf-8"))
        for path in sorted((shared / "govreport").glob("*.txt"))
    }


def test_yearly_counts_are_those_of_plain_strings(cntext, shared, reports):
    table = cntext(
        "trend", "--view", "periods", "-f", "json", *PHRASES, "--", shared / "govreport"
    ).json
    found = {(row["term"], row["period"]): row for row in table["rows"]}
    assert len(found) == len(PHRASES) * len(reports)
    for year, text in reports.items():
        for phrase in PHRASES:
            row = found[phrase, year]
            assert row["freq"] == text.count(phrase), (phrase, year)
            assert row["low"] <= row["per_million"] <= row["high"]
    assert {w["code"] for w in table["warnings"]} == set()


def test_the_dispersion_table_of_the_newspaper_page(cntext, shared):
    page = shared / "newspaper_page.txt"
    table = cntext("dispersion", "-f", "json", *PAGE, "--", page).json
    assert [row["term"] for row in table["rows"]] == sorted(PAGE, key=lambda t: (-PAGE[t][0], t))
    for row in table["rows"]:
        freq, spread, dp, norm, d = PAGE[row["term"]]
        assert (row["freq"], row["range"]) == (freq, spread)
        assert row["dp"] == pytest.approx(dp, abs=5e-5)
        assert row["dp_norm"] == pytest.approx(norm, abs=5e-5)
        assert row["d"] == pytest.approx(d, abs=5e-5)
    assert [w["code"] for w in table["warnings"]] == ["few-parts", "few-events"]
    positions = cntext("dispersion", "--view", "positions", "-f", "json", *PAGE, "--", page).json
    lines = page.read_text(encoding="utf-8").splitlines()
    for row in positions["rows"]:
        # A phrase may run on into the next line of the page.
        here = "".join(lines[row["line"] - 1 : row["line"] + 2])
        assert row["term"] in re.sub(r"\s", "", here)
    assert len(positions["rows"]) == sum(freq for freq, *_ in PAGE.values())


def test_the_phrase_of_the_second_article_against_the_rest(cntext, shared):
    page = shared / "newspaper_page.txt"
    table = cntext("compare", page, "--by", "document", "--unit", "phrase", "-f", "json").json
    (row,) = [r for r in table["rows"] if r["term"] == "产教融合" and r["group"].endswith("#2")]
    assert (row["freq_t"], row["freq_r"]) == (9, 5)
    assert row["ll"] == pytest.approx(7.688, abs=5e-4)
    assert row["log_ratio"] == pytest.approx(2.1732, abs=5e-5)


def test_words_of_the_new_era_are_key_and_documents_agree(cntext, shared):
    folder = shared / "govreport"
    files = [folder / f"{year}.txt" for year in (1996, 2000, 2004, 2008, 2014, 2018, 2020, 2024)]
    line = ("compare", *files, "--target-where", "year>=2013", "-f", "json")
    table = cntext(*line, "--resample", "199").json
    top = [row["term"] for row in table["rows"][:10]]
    assert {"创新", "推动", "高质量发展"} & set(top)
    for row in table["rows"][:10]:
        assert row["p_perm"] <= 0.1  # 2 of 70 ways to deal eight documents are as far apart
        assert row["boot_low"] > 0
        assert row["lr_low"] < row["log_ratio"] < row["lr_high"]
        expected = (row["norm_t"] or 0) / row["norm_r"] if row["norm_r"] else None
        if expected:
            assert row["log_ratio"] == pytest.approx(math.log2(expected))
