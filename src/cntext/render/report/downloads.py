"""The files that the page offers of each table: the very ones that its command would write."""

from __future__ import annotations

from cntext.render.delimited import to_csv
from cntext.render.report.content import Report
from cntext.render.structured import to_json

_BEFORE, _AFTER = '\n "inputs": ', '\n "columns": '


def downloads(report: Report) -> dict[str, object]:
    """Return blocks of data: of each table its CSV and its JSON, and what the JSON all share.

    The list of input files is the same in every JSON and may be longer than all the rest, so
    it is kept once: a file is its first piece, ``inputs``, its second piece.
    """
    blocks: dict[str, object] = {}
    for chapter in report.chapters:
        for one in chapter.sheets:
            head, inputs, tail = _cut(to_json(one.table).decode("utf-8"))
            blocks.setdefault("inputs", inputs)
            csv = to_csv(one.table, bom=True).decode("utf-8")
            whole = [head, tail] if inputs == blocks["inputs"] else [head + inputs + tail]
            blocks[f"table-{one.id}"] = {"csv": csv, "json": whole}
    return blocks


def _cut(json: str) -> tuple[str, str, str]:
    start = json.index(_BEFORE)
    end = json.index(_AFTER, start)
    return json[:start], json[start:end], json[end:]
