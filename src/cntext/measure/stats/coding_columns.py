"""The columns of tables of coded texts."""

from __future__ import annotations

from collections.abc import Sequence

from cntext.errors import Both
from cntext.measure.stats.coding_counts import ALL
from cntext.scheme.model import Scheme
from cntext.table import EACH_TERM, Column, Role, Type
from cntext.table import Unit as Measured

CODE = Column(
    "code",
    Both("类别", "Code"),
    Type.STRING,
    role=Role.TERM,
    optional=True,
    says=((ALL, Both("全部类别", "all codes")),),
)
GROUP = Column("group", Both("分组", "Group"), Type.STRING, role=Role.KEY, optional=True)


def _number(name: str, zh: str, en: str, unit: Measured = Measured.COUNT) -> Column:
    kind = Type.INTEGER if unit is Measured.COUNT else Type.NUMBER
    return Column(name, Both(zh, en), kind, unit, optional=True)


def _word(name: str, zh: str, en: str, role: Role = Role.CONTEXT) -> Column:
    return Column(name, Both(zh, en), Type.STRING, role=role, optional=True)


def with_glosses(columns: Sequence[Column], scheme: Scheme) -> tuple[Column, ...]:
    """Return ``columns``, the glosses said in the language of the reader."""
    said = (*scheme.glosses, ("all codes", Both("全部类别", "all codes")))
    return tuple(c._replace(says=said) if c.id == "gloss" else c for c in columns)


CODES = (
    GROUP,
    CODE,
    _word("gloss", "释义", "Gloss"),
    _word("parent", "上级", "Parent"),
    _number("hits", "次数", "Hits"),
    _number("share", "占比%", "Share %", Measured.PERCENT),
    _number("units", "单位数", "Units"),
    _number("percent", "覆盖%", "% of units", Measured.PERCENT),
    _number("range", "文档数", "Range"),
    _number("score", "权重和", "Score", Measured.SCORE),
    _number("mean", "平均权重", "Mean", Measured.SCORE),
    _number("negated", "被否定", "Negated"),
    _number("look_alikes", "误认", "Look-alikes"),
)
TOGETHER = (
    GROUP,
    _word("a", "类别甲", "A", Role.TERM),
    _word("b", "类别乙", "B", Role.TERM),
    _number("both", "同现", "Both"),
    _number("units_a", "甲", "Units A"),
    _number("units_b", "乙", "Units B"),
    _number("jaccard", "Jaccard", "Jaccard", Measured.SCORE),
    _number("expected", "期望", "Expected", Measured.SCORE),
    _number("lift", "倍数", "Lift", Measured.SCORE),
)
PLACE = (
    _word("id", "位置", "Place", Role.KEY),
    _word("document", "文档", "Document", Role.KEY),
    _word("date", "日期", "Date"),
    _number("line", "原文行", "Line")._replace(unit=Measured.LINE, role=Role.CONTEXT),
)
SPAN = tuple(
    _number(name, zh, en)._replace(unit=Measured.OFFSET, role=Role.CONTEXT)
    for name, zh, en in (("start", "起", "Start"), ("end", "止", "End"))
)
TEXT = _word("text", "正文", "Text", Role.EXAMPLE)
UNITS = (
    *PLACE,
    *SPAN,
    _word("codes", "类别", "Codes"),
    _number("score", "权重和", "Score", Measured.SCORE),
    TEXT,
)
SHEET = (
    *PLACE,
    TEXT,
    _word("code", "类别", "Code", Role.TERM),
    _word("note", "备注", "Note"),
)
EXPLAINED = (
    CODE,
    _word("by", "词或规则", "By"),
    _word("outcome", "结果", "Outcome"),
    _word("node", "原文", "Text"),
    _word("detail", "依据", "Because"),
    *SPAN,
)
# The heads of a matrix are no names that a category may have.
ROW = Column("_", Both("分组", "Group"), Type.STRING, role=Role.KEY, optional=True)
SIZE = _number("_units", "单位数", "Units")
EVERY = Column("_all", Both("全部", "All"), Type.NUMBER, optional=True)
CELL = Column(EACH_TERM, Both("类别", "Code"), Type.NUMBER, optional=True)
COLUMNS = tuple(
    {
        c.id: c
        for c in (*CODES, *TOGETHER, *UNITS, *SHEET, *EXPLAINED, ROW, SIZE, EVERY, CELL, CODE)
    }.values()
)
