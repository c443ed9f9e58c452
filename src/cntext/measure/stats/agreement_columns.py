"""The columns of tables of agreement."""

from __future__ import annotations

from cntext.errors import Both
from cntext.table import EACH_TERM, Column, Role, Type, Unit

ALL = "*"  # all codes at once


def _number(name: str, zh: str, en: str, unit: Unit = Unit.SCORE) -> Column:
    kind = Type.INTEGER if unit is Unit.COUNT else Type.NUMBER
    return Column(name, Both(zh, en), kind, unit, optional=True)


def _word(name: str, zh: str, en: str, role: Role = Role.CONTEXT) -> Column:
    return Column(name, Both(zh, en), Type.STRING, role=role, optional=True)


SUMMARY = (
    _word("code", "类别", "Code", Role.TERM),
    _number("units", "单位数", "Units", Unit.COUNT),
    _number("ratings", "判断数", "Ratings", Unit.COUNT),
    _number("given", "判为此类", "Given", Unit.COUNT),
    _number("percent", "一致%", "Agree %", Unit.PERCENT),
    _number("alpha", "α", "α"),
    _number("alpha_low", "α 下限", "α low"),
    _number("alpha_high", "α 上限", "α high"),
    _number("kappa", "Cohen κ", "Cohen κ"),
    _number("fleiss_kappa", "Fleiss κ", "Fleiss κ"),
)
PAIRS = (
    _word("a", "编码员甲", "Coder A", Role.TERM),
    _word("b", "编码员乙", "Coder B", Role.TERM),
    *(column for column in SUMMARY if column.id in ("units", "percent", "alpha", "kappa")),
)
PAIR = _word("_pair", "两人", "Coders", Role.KEY)
ROW = _word("_", "甲 ╲ 乙", "A \\ B", Role.KEY)
CELL = Column(EACH_TERM, Both("单位数", "Units"), Type.INTEGER, Unit.COUNT, optional=True)
UNIT = _word("_id", "单位", "Unit", Role.KEY)
DOCUMENT = _word("_document", "文档", "Document", Role.KEY)
SAID = Column(EACH_TERM, Both("编码员", "Coder"), Type.STRING, role=Role.TERM, optional=True)
TEXT = _word("_text", "正文", "Text", Role.EXAMPLE)
# The columns of each view, by the name of its table.
COLUMNS = {
    "agree": SUMMARY,
    "agree-pairs": PAIRS,
    "agree-confusion": (PAIR, ROW, CELL),
    "agree-disagreements": (UNIT, DOCUMENT, SAID, TEXT),
}
