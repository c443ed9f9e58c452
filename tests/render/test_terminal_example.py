"""On a screen, an example shows the term that it is an example of."""

import pytest

from cntext.errors import Both
from cntext.render.terminal import to_terminal
from cntext.table import Column, Role, Table, Type, Unit

COLUMNS = (
    Column("phrase", Both("短语", "Phrase"), Type.STRING, role=Role.TERM),
    Column("freq", Both("频次", "Freq"), Type.INTEGER, Unit.COUNT),
    Column("example", Both("例句", "Example"), Type.STRING, role=Role.EXAMPLE),
)
BEFORE = "统筹职业教育高等教育继续教育协同创新推进职普融通"


@pytest.mark.parametrize("width", [44, 60, 80, 120])
@pytest.mark.parametrize("term", ["双高", "产教融合", "现代化产业体系"])
@pytest.mark.parametrize("before", [BEFORE, BEFORE + "，", ""])
def test_the_term_is_seen_whole_in_its_example(width, term, before):
    table = Table("t", Both("表", "Table"), COLUMNS, [(term, 3, f"{before}{term}好{BEFORE}。")])
    drawn = to_terminal(table, lang="zh", width=width, colour=False).decode()
    (line,) = [line for line in drawn.splitlines() if term in line]
    assert line.count(term) == 2


DATED = (*COLUMNS[:2], Column("date", Both("日期", "Date"), Type.STRING, Unit.DATE, Role.CONTEXT))
ROWS = [("双高", 3, None, "双高。"), ("双创", 2, None, "双创。")]


@pytest.mark.parametrize("brief", [(), ("phrase", "freq", "date", "example")])
@pytest.mark.parametrize(("date", "seen"), [(None, False), ("2019", True)])
def test_a_column_with_nothing_in_it_is_left_out_and_counted(brief, date, seen):
    rows = [ROWS[0], (*ROWS[1][:2], date, ROWS[1][3])]
    table = Table("t", Both("表", "Table"), (*DATED, COLUMNS[2]), rows, brief=brief)
    drawn = to_terminal(table, lang="zh", width=120, colour=False).decode()
    assert ("日期" in drawn) == seen
    assert ("另有 1 栏" in drawn) != seen


@pytest.mark.parametrize("brief", [(), ("phrase", "date")])
def test_a_table_without_rows_says_so_under_all_its_heads(brief):
    table = Table("t", Both("表", "Table"), (*DATED, COLUMNS[2]), [], brief=brief)
    drawn = to_terminal(table, lang="en", width=120, colour=False).decode()
    assert "no rows" in drawn
    assert "Date" in drawn
