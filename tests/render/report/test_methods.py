"""Formulas: every number in a report is explained, and nothing that is not there."""

import pytest

from cntext.analysis import ANALYSES
from cntext.cli.chapters import names
from cntext.measure import load_analysis
from cntext.measure.stats import agreement_columns
from cntext.render.report.listing import COLUMNS
from cntext.render.report.methods import explained, formulas


@pytest.mark.parametrize("part", list(names().values()), ids=lambda part: part.id)
def test_every_measure_of_a_chapter_has_its_entry(part, cntext_tables, has_numbers):
    for column in cntext_tables(part):
        assert not has_numbers(column) or explained(part.analysis, column), column.id


@pytest.fixture
def cntext_tables():
    """Return the columns that a part may show: those of its view."""
    from cntext.measure.stats import coding_columns, comparison
    from cntext.measure.stats.trend_columns import columns_of

    def columns(part):
        load_analysis(part.analysis)
        if part.analysis == "compare":
            return comparison.COLUMNS
        if part.analysis == "trend":
            return columns_of("periods" if part.id == "trend-periods" else "summary")
        if part.analysis == "dispersion":
            positions = {"position", "position_pct"}
            return [c for c in ANALYSES["dispersion"].columns if c.id not in positions]
        if part.analysis == "phrases":
            extra = {"maximal", "ll", "log_ratio"}  # with --families, --by
            return [c for c in ANALYSES["phrases"].columns if c.id not in extra]
        if part.analysis == "code":
            return coding_columns.CODES
        if part.analysis == "entities":
            single = {"value", "value_max"}  # of mentions, not of names
            return [c for c in ANALYSES["entities"].columns if c.id not in single]
        return ANALYSES[part.analysis].columns

    return columns


def test_no_entry_explains_a_column_that_does_not_exist():
    for analysis, entries in formulas().items():
        if analysis in ("any", "documents", "agree"):
            continue
        load_analysis(analysis)
        known = {column.id for column in ANALYSES[analysis].columns}
        assert set(entries) <= known, analysis
    assert set(formulas()["agree"]) <= {column.id for column in agreement_columns.SUMMARY}
    assert set(formulas()["documents"]) <= {column.id for column in COLUMNS}


def test_entries_say_the_same_in_both_languages_and_name_their_source():
    for analysis, entries in formulas().items():
        for name, entry in entries.items():
            assert entry.meaning.zh.endswith("。"), (analysis, name)
            assert entry.meaning.en.endswith("."), (analysis, name)
    assert formulas()["compare"]["ll"].source == "Rayson & Garside 2000"
