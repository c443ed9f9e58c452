"""Cells for a person: one number of decimals a column, and nothing is called nothing that is not."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntext.errors import Both
from cntext.render.cells import MISSING, POWERS, decimals_of, shows
from cntext.table import Column, Table, Type, Unit


def table(values, unit=Unit.SCORE):
    column = Column("x", Both("值", "X"), Type.NUMBER, unit)
    return Table("t", Both("表", "T"), (column,), [(value,) for value in values])


def written(*values, unit=Unit.SCORE):
    found = table(values, unit)
    return [shows(found)[0](value) for value in values]


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ((0.0, 0.00101), ["0.00000", "0.00101"]),  # weights of topics
        ((0.0917, 0.0041), ["0.0917", "0.0041"]),
        ((3.2, 0.61, 0.077), ["3.200", "0.610", "0.077"]),  # three figures of the middle one
        ((1551.4, 12.3, 0.0041), ["1,551.40", "12.30", "<0.01"]),
        ((-1551.4, -0.0041), ["-1,551.40", ">-0.01"]),
        ((1.0, 1.0, 0.122), ["1.000", "1.000", "0.122"]),  # none above 1: three decimals
        ((1.41e-9, 0.000565, 0.0161), ["<0.0001", "0.0006", "0.0161"]),  # p
        ((0.568, 0.333, 3.88e-8), ["0.568", "0.333", "<0.001"]),
        ((2.3e-58, 1e-20, 0.0), ["2.30e-58", "1.00e-20", "0"]),  # all beyond decimals
        ((None, 2.5, 7, True), [MISSING, "2.50", "7", "✓"]),
        ((0.0,), ["0.00"]),
        ((1e12, 0.5), ["1,000,000,000,000.00", "0.50"]),
    ],
)
def test_a_column_has_one_number_of_decimals(values, shown):
    assert written(*values) == shown


def test_units_have_decimals_of_their_own():
    assert written(1234.56, 0.04, unit=Unit.PER_MILLION) == ["1,234.6", "0.0"]
    assert written(2014.31, unit=Unit.YEAR) == ["2014.3"]
    assert written(0.123, unit=Unit.BITS) == ["0.12"]


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1))
def test_whatever_the_scores_they_are_written_alike_and_none_as_nothing(values):
    found = table(values)
    (decimals,) = decimals_of(found)
    for value in values:
        text = shows(found)[0](value)
        assert text not in ("", "-")
        if value:
            assert re.search("[1-9]", text)
        if decimals != POWERS:
            assert len(text.partition(".")[2]) == decimals
            if text[0] not in "<>":
                close = pytest.approx(value, abs=0.51 / 10**decimals, rel=1e-12)
                assert float(text.replace(",", "")) == close
