"""The shelf of columns that tables share, and short ways to declare the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cntext.errors import Both
from cntext.table import Column, Role, Type, Unit


def key(name: str, zh: str, en: str) -> Column:
    """Return a column that tells rows apart."""
    return Column(name, Both(zh, en), Type.STRING, role=Role.KEY)


def term(name: str, zh: str, en: str) -> Column:
    """Return a column of the words that rows are about."""
    return Column(name, Both(zh, en), Type.STRING, role=Role.TERM)


def context(name: str, zh: str, en: str) -> Column:
    """Return a column of words about the term."""
    return Column(name, Both(zh, en), Type.STRING, role=Role.CONTEXT)


def coded(column: Column, **words: Both) -> Column:
    """Return ``column`` with the words that people are shown in the place of its codes."""
    return column._replace(says=tuple(words.items()))


def with_words(
    columns: Iterable[Column], name: str, words: Mapping[str, Both]
) -> tuple[Column, ...]:
    """Return ``columns``, that called ``name`` with the words for its codes, known in a run alone."""
    said = tuple(words.items())
    return tuple(c._replace(says=said) if c.id == name else c for c in columns)


def date(name: str, zh: str, en: str) -> Column:
    """Return a column of dates or periods about the term."""
    return Column(name, Both(zh, en), Type.STRING, Unit.DATE, Role.CONTEXT)


def count(name: str, zh: str, en: str) -> Column:
    """Return a column of numbers of things."""
    return Column(name, Both(zh, en), Type.INTEGER, Unit.COUNT)


def offset(name: str, zh: str, en: str) -> Column:
    """Return a column of places in a text, in characters."""
    return Column(name, Both(zh, en), Type.INTEGER, Unit.OFFSET, Role.CONTEXT)


def score(name: str, label: str | Both, unit: Unit = Unit.SCORE) -> Column:
    """Return a column of a statistic; one label where both languages write it alike."""
    both = label if isinstance(label, Both) else Both(label, label)
    return Column(name, both, Type.NUMBER, unit)


def percent(name: str, zh: str, en: str) -> Column:
    """Return a column of percentages."""
    return score(name, Both(zh, en), Unit.PERCENT)


def rate(name: str, zh: str, en: str) -> Column:
    """Return a column of frequencies per million."""
    return score(name, Both(zh, en), Unit.PER_MILLION)


def optional(*columns: Column) -> tuple[Column, ...]:
    """Return ``columns`` as such that some options alone bring."""
    return tuple(column._replace(optional=True) for column in columns)


GROUP = key("group", "分组", "Group")
RANK = Column("rank", Both("名次", "Rank"), Type.INTEGER, Unit.RANK, Role.KEY)
TERM = term("term", "词", "Term")
FREQ = count("freq", "频次", "Freq")
RANGE = count("range", "文档数", "Range")
PER_MILLION = rate("per_million", "每百万", "Per million")
DOCUMENT = context("document", "文档", "Document")
DATE = date("date", "日期", "Date")
LINE = Column("line", Both("原文行", "Line"), Type.INTEGER, Unit.LINE, Role.CONTEXT)
START = offset("start", "起", "Start")
END = offset("end", "止", "End")
P = score("p", "p")
P_ADJ = score("p_adj", "p BH")
G2 = score("g2", "G²")

# Of a number its unit, of a place its level.
MENTION_UNIT = coded(
    context("unit", "单位", "Unit"),
    country=Both("国家", "country"),
    region=Both("区域", "region"),
    province=Both("省级", "province"),
    city=Both("地级", "city"),
    county=Both("县级", "county"),
    foreign=Both("外国", "foreign"),
)
BOUND = coded(
    context("bound", "界限", "Bound"),
    exact=Both("正好", "exact"),
    over=Both("多于", "over"),
    at_least=Both("至少", "at least"),
    nearly=Both("接近", "nearly"),
    under=Both("不到", "under"),
    at_most=Both("至多", "at most"),
    about=Both("大约", "about"),
    several=Both("几倍于", "several times"),
    range=Both("从……到", "from … to"),
)
