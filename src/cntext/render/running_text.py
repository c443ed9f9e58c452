"""Segmented text: one line a sentence, words parted by spaces."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby, islice

from cntext.errors import Both, UsageProblem
from cntext.render.concordance import is_concordance, to_concordance
from cntext.table import Table
from cntext.text.safe import safe


def to_text(table: Table, *, most: int = 0) -> bytes:
    """Return the tokens of a token table as running text, ``word`` or ``word/tag``.

    A concordance is written as aligned lines. ``most`` is the number of lines to write, 0
    for all.
    """
    if is_concordance(table):
        first = replace(table, rows=table.rows[: most or None])
        lines = to_concordance(first, width=None, colour=False)
        return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")
    ids = [column.id for column in table.columns]
    if "sentence" not in ids or "token" not in ids:
        raise UsageProblem(
            "-f text",
            Both(
                "只有 seg、kwic 和 reuse 能输出文本",
                "only seg, kwic and reuse can be written as text",
            ),
            Both("改用 -f tsv", "use -f tsv"),
        )
    token = table.index("token")
    place = [table.index("document"), table.index("sentence")]
    tag = table.index("pos") if "pos" in ids else None
    lines = [
        " ".join(
            safe(str(row[token])) + (f"/{row[tag]}" if tag is not None else "") for row in rows
        )
        for _, rows in islice(
            groupby(table.rows, key=lambda row: [row[i] for i in place]), most or None
        )
    ]
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")
