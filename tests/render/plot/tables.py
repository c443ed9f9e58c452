"""Tables of the shapes that analyses return, small enough to be checked by hand."""

from cntext.errors import Both
from cntext.table import Column, Role, Table, Type, Unit

HOSTILE = (
    "<script>alert(1)</script>", "a&b]]>", "\"'><svg onload=x>", "=HYPERLINK(1)",
    "x\x00\x1b]0;\ud800\ufffe", "\u202e反转", "javascript:alert(1)",
)  # fmt: skip
TERM = Column("term", Both("词", "Term"), Type.STRING, role=Role.TERM)
ONE = Column("a", Both("词 1", "Term 1"), Type.STRING, role=Role.TERM)
OTHER = Column("b", Both("词 2", "Term 2"), Type.STRING, role=Role.TERM)
RANK = Column("rank", Both("名次", "Rank"), Type.INTEGER, Unit.RANK, Role.KEY)
GROUP = Column("group", Both("分组", "Group"), Type.STRING, role=Role.KEY)
FREQ = Column("freq", Both("频次", "Freq"), Type.INTEGER, Unit.COUNT)
PERIOD = Column("period", Both("时期", "Period"), Type.STRING, Unit.DATE, Role.KEY)


def number(name, unit=Unit.SCORE):
    return Column(name, Both(name, name), Type.NUMBER, unit)


def table(name, columns, rows, **more):
    return Table(name, Both("表", name), tuple(columns), list(rows), **more)


def freq(rows=(("产教融合", 14), ("双高", 7), ("职业教育", 0))):
    return table("freq", (TERM, FREQ), rows, weight="freq")


def grouped():
    rate = number("per_million", Unit.PER_MILLION)
    rows = [(g, r, f"{g}{r}", 10 * r, 100.0 / r) for g in ("2019", "2020") for r in (1, 2, 3)]
    return table("freq", (GROUP, RANK, TERM, FREQ, rate), rows, group=("group",))


def periods(values=((5.0, 1.0, 9.0), (None, None, None), (20.0, 10.0, 40.0), (25.0, 12.0, 50.0))):
    columns = (TERM, PERIOD, number("per_million", Unit.PER_MILLION),
               number("low", Unit.PER_MILLION), number("high", Unit.PER_MILLION),
               Column("segment", Both("段", "Segment"), Type.INTEGER, Unit.RANK))  # fmt: skip
    rows = [("改革", str(2018 + i), *v, 1 + (i > 1)) for i, v in enumerate(values)]
    rows += [("开放", str(2018 + i), 3.0 * i, 0.0, 6.0 * i + 1, 1) for i in range(len(values))]
    return table("trend", columns, rows)


def positions():
    columns = (TERM, Column("position", Both("位", "p"), Type.INTEGER, Unit.OFFSET),
               number("position_pct", Unit.PERCENT))  # fmt: skip
    return table("dispersion", columns, [("改革", 0, 0.0), ("改革", 50, 50.0), ("开放", 99, 99.0)])


def keyness():
    sign = Column("direction", Both("方向", "±"), Type.STRING, role=Role.KEY)
    columns = (RANK, TERM, sign, number("ll"), number("p_adj"), number("log_ratio", Unit.BITS),
               number("lr_low", Unit.BITS), number("lr_high", Unit.BITS))  # fmt: skip
    rows = [
        (1, "创新", "+", 90.0, 0.0, 2.0, 1.5, 2.5),
        (2, "计划", "-", 60.0, 0.0, -3.0, -4.0, -2.0),
        (3, "我们", "+", 1.0, 0.8, 0.5, -0.5, 1.5),
    ]
    return table("compare", columns, rows)


def pairs():
    columns = (RANK, ONE, OTHER, Column("c_ij", Both("同现", "c"), Type.INTEGER, Unit.COUNT),
               number("ochiai"))  # fmt: skip
    rows = [(1, "产业", "教育", 4, 0.9), (2, "教育", "学校", 3, 0.5), (3, "学校", "企业", 1, 0.1)]
    return table("coword", columns, rows)


def clusters():
    columns = (Column("cluster", Both("类", "Cluster"), Type.INTEGER, Unit.RANK, Role.KEY), TERM,
               Column("terms", Both("词数", "Terms"), Type.INTEGER, Unit.COUNT),
               number("centrality"), number("density"),
               Column("quadrant", Both("象限", "Quadrant"), Type.STRING, role=Role.CONTEXT))  # fmt: skip
    rows = [(1, "产教融合", 9, 80.0, 40.0, "motor"), (2, "重庆", 4, 20.0, 10.0, "emerging"),
            (3, "孤", 1, 0.0, 0.0, None)]  # fmt: skip
    return table("coword", columns, rows)


def plane():
    says = (("group", Both("组", "group")), ("term", Both("词", "term")))
    kind = Column("kind", Both("类", "Kind"), Type.STRING, role=Role.KEY, says=says)
    columns = (kind, TERM, FREQ, number("dim1"), number("dim2"))
    rows = [
        ("group", "2010s", 900, 0.5, 0.1),
        ("term", "改革", 50, -0.5, 0.2),
        ("term", "创新", 40, 1.0, -0.3),
    ]
    return table("compare", columns, rows)


def matrix():
    names = ("产业", "教育", "学校")
    columns = (Column("_", Both("词", "Term"), Type.STRING, role=Role.TERM),
               *(Column(n, Both(n, n), Type.INTEGER, Unit.COUNT) for n in names))  # fmt: skip
    return table("coword", columns, [("产业", 9, 4, 1), ("教育", 4, 8, 3), ("学校", 1, 3, 7)])


BY_KIND = {
    "bar": freq, "line": periods, "panels": periods, "heatmap": periods, "barcode": positions,
    "keyness": keyness, "volcano": keyness, "network": pairs, "map": clusters,
}  # fmt: skip
