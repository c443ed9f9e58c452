"""The columns of the tables of `dispersion`: statistics of terms, and every position."""

from __future__ import annotations

from cntext.errors import Both
from cntext.measure.stats.columns import (
    DOCUMENT,
    END,
    FREQ,
    LINE,
    PER_MILLION,
    RANK,
    START,
    TERM,
    count,
    key,
    optional,
    percent,
    score,
)
from cntext.table import Column, Role, Type, Unit

COLUMNS = (
    *optional(RANK),
    TERM,
    *optional(
        FREQ,
        count("range", "分布数", "Range"),
        percent("range_pct", "分布 %", "Range %"),
        PER_MILLION,
        score("d", "D"),
        score("d2", "D2"),
        score("s", "S"),
        score("d3", "D3"),
        score("dp", "DP"),
        score("dp_norm", "DPnorm"),
        score("arf", "ARF"),
        score("awt", "AWT"),
        score("ald", "ALD"),
        score("f_ald", "fALD"),
        Column("barcode", Both("位置", "Along the corpus"), Type.STRING, Unit.NONE, Role.MEASURE),
        key("part", "部分", "Part"),
        DOCUMENT,
        LINE,
        START,
        END,
        Column("position", Both("位次", "Position"), Type.INTEGER, Unit.OFFSET, Role.MEASURE),
        percent("position_pct", "位置 %", "Position %"),
    ),
)
STATISTICS = COLUMNS[:17]
_POSITIONS = ("term", "part", "document", "line", "start", "end", "position", "position_pct")
# In order of importance: a screen shows as many as fit.
BRIEF = (
    *("term", "freq", "range", "d", "dp", "barcode", "dp_norm", "arf"),
    *("per_million", "d2", "s", "d3", "awt", "ald", "range_pct", "f_ald", "rank"),
)


def positions_of(*, parts: bool) -> tuple[Column, ...]:
    """Return the columns of positions, with those of ``parts`` where there are such."""
    known = {column.id: column for column in COLUMNS}
    return tuple(known[name] for name in _POSITIONS if parts or name != "part")
