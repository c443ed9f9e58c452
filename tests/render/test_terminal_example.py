"""On a screen: an example shows its term, notes fill their lines, groups share the rows."""

import pytest

from cntext.errors import Both
from cntext.render.choose import first_rows
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


def test_notes_break_after_chinese_characters_too_and_lines_end_with_text():
    notes = (Both("窗口 100 词，界限 0.72，样本 42 词；分句以，。；：！？和换行为界", ""),)
    table = Table("t", Both("表", "Table"), DATED, [("双高", 3, "2019")], notes=notes)
    drawn = to_terminal(table, lang="zh", width=48, colour=False).decode()
    assert drawn.splitlines()[-2:] == [
        "窗口 100 词，界限 0.72，样本 42 词；分句",
        "以，。；：！？和换行为界",
    ]
    assert all(line == line.rstrip() for line in drawn.splitlines())


GROUPED = (Column("group", Both("组", "Group"), Type.STRING, role=Role.KEY), *COLUMNS[:2])


def grouped(groups, each):
    rows = [(f"{g}" if g else "", f"词{i}", i) for g in range(groups) for i in range(each)]
    return Table("t", Both("表", "Table"), GROUPED, rows, group=("group",))


@pytest.mark.parametrize(("groups", "each"), [(2, 15), (3, 10), (13, 5)])
def test_groups_share_the_rows_of_a_screen_and_have_five_at_least(groups, each):
    shown = first_rows(grouped(groups, 40), None, "table")
    assert [row[0] for row in shown.rows].count("1") == each
    assert (len(shown.rows), shown.total) == (groups * each, groups * 40)
    assert first_rows(shown, None, "table").total == groups * 40
    assert len(first_rows(grouped(groups, 40), 20, "table").rows) == groups * 20
    assert len(first_rows(grouped(groups, 40), None, "csv").rows) == groups * 40


def test_documents_without_the_field_are_a_group_that_one_sees():
    drawn = to_terminal(grouped(1, 2), lang="zh", width=60, colour=False).decode()
    assert [line.split()[0] for line in drawn.splitlines() if "词" in line] == ["—", "—"]
