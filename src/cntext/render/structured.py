"""JSON: the envelope with everything, or one row a line; and its schema."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import islice
from typing import Any

from cntext.errors import Both, UsageProblem
from cntext.lazy import pattern
from cntext.table import EACH_TERM, Cell, Column, Manifest, Role, Table, Type, Unit

VERSION = 1
_NO_ROWS = '"rows": []'
_BETWEEN = "},\n   {"  # two rows, as the encoder writes them
_AT_ONCE = 1000  # rows
_LONE_SURROGATE = pattern("[\ud800-\udfff]")


def to_json(table: Table) -> bytes:
    """Return the envelope: columns, rows, notes, warnings, and where they come from."""
    manifest = table.manifest
    whole = {
        "schema": f"cntext.{table.name}/{VERSION}",
        "tool": manifest.tool,
        "params": manifest.params,
        "corpus": manifest.corpus,
        "inputs": manifest.inputs,
        "columns": [
            {
                "id": c.id,
                "type": c.type.value,
                "unit": c.unit.value,
                "role": c.role.value,
                "label_zh": c.label.zh,
                "label_en": c.label.en,
            }
            for c in table.columns
        ],
        "rows": [],
        "total_rows": len(table.rows) if table.total is None else table.total,
        "notes": [_message(note) for note in table.notes],
        "warnings": [{"code": w.code, **_message(w.message)} for w in table.warnings],
    }
    text = json.dumps(whole, ensure_ascii=False, indent=1, allow_nan=False)
    head, tail = text.rsplit(_NO_ROWS, 1)  # what follows the rows has no key of that name
    records = table.records()
    rows = ",\n".join(map(_rows, iter(lambda: list(islice(records, _AT_ONCE)), [])))
    return _bytes(f'{head}"rows": [\n{rows}\n ]{tail}\n' if rows else f"{text}\n")


def _rows(rows: list[dict[str, Cell]]) -> str:
    """Return some rows as ``indent=1`` sets them, by the encoder in C, which knows no indents.

    Cells hold no objects, and line ends in a text are escaped: what is replaced stands between
    two rows alone.
    """
    if not rows[0]:
        return ",\n".join("  {}" for _ in rows)
    cells = json.dumps(rows, ensure_ascii=False, allow_nan=False, separators=(",\n   ", ": "))
    return f"  {{\n   {cells[2:-2]}\n  }}".replace(_BETWEEN, "\n  },\n  {\n   ")


def to_jsonl(table: Table) -> bytes:
    """Return one JSON object a row."""
    rows = (json.dumps(row, ensure_ascii=False, allow_nan=False) for row in table.records())
    return _bytes("".join(f"{row}\n" for row in rows))


def _message(text: Both) -> dict[str, str]:
    return {"message": text.en, "message_zh": text.zh}


def _bytes(text: str) -> bytes:
    # File names may hold bytes that are no text; they become U+FFFD, never a crash.
    return _LONE_SURROGATE.sub("\ufffd", text).encode("utf-8")


def json_schema(name: str, columns: tuple[Column, ...]) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the envelope of table ``name``.

    Columns marked optional may be absent; every other column is in every row. A column of
    `EACH_TERM` allows any name for cells of its type.
    """
    free = next((c for c in columns if c.id == EACH_TERM), None)
    columns = tuple(c for c in columns if c is not free)
    message = _object({"code": _TEXT, "message": _TEXT, "message_zh": _TEXT}, _SAID)
    properties = {
        "schema": {"const": f"cntext.{name}/{VERSION}"},
        "tool": {"type": "object", "additionalProperties": _TEXT},
        "params": {"type": "object"},
        "corpus": {"type": "object"},
        "inputs": _inputs_schema(),
        "columns": _columns_schema(columns, free),
        "rows": _rows_schema(columns, free),
        "total_rows": _WHOLE,
        "notes": {"type": "array", "items": message},
        "warnings": {"type": "array", "items": {**message, "required": ["code", "message"]}},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"cntext.{name}/{VERSION}",
        "title": name,
        **_object(properties, list(properties)),
    }


_TEXT = {"type": "string"}
_WHOLE = {"type": "integer", "minimum": 0}
_SAID = ("message", "message_zh")


def _inputs_schema() -> dict[str, Any]:
    """Return the schema of what was read: files, failures, repairs."""
    properties = {
        "ok": _WHOLE,
        "files": _array({"path": _TEXT, "encoding": _TEXT, "sha256": _TEXT, "bytes": _WHOLE}),
        "failed": _array({"path": _TEXT, "code": _TEXT, "reason": _TEXT}),
        "skipped": {"type": "object", "additionalProperties": _WHOLE},
        "repaired": _array(
            {"path": _TEXT, "replaced": _WHOLE, "removed": _WHOLE, "joined": _WHOLE}
        ),
    }
    return _object(properties, ())


def _columns_schema(columns: Sequence[Column], free: Column | None) -> dict[str, Any]:
    """Return the schema of what is said of the columns."""
    return _array(
        {
            "id": _TEXT if free else {"enum": [c.id for c in columns]},
            "type": {"enum": [t.value for t in Type]},
            "unit": {"enum": [u.value for u in Unit]},
            "role": _TEXT,
            "label_zh": _TEXT,
            "label_en": _TEXT,
        }
    )


def _rows_schema(columns: Sequence[Column], free: Column | None) -> dict[str, Any]:
    """Return the schema of the rows: cells by their columns, any of which may be null."""
    cells = {c.id: {"type": [c.type.value, "null"]} for c in columns}
    row = _object(cells, [c.id for c in columns if not c.optional])
    others = {"type": [free.type.value, "null"]} if free else False
    return {"type": "array", "items": {**row, "additionalProperties": others}}


def _object(properties: dict[str, Any], required: Sequence[str]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def _array(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": _object(properties, required=list(properties))}


def table_from_json(data: bytes, where: str) -> Table:
    """Return the table in an envelope that `to_json` wrote; `UsageProblem` if it is none.

    Its first numeric measure is taken as the weight.
    """
    try:
        whole = json.loads(data)
        columns = tuple(
            Column(
                str(c["id"]),
                Both(str(c["label_zh"]), str(c["label_en"])),
                Type(c["type"]),
                Unit(c["unit"]),
                Role(c["role"]),
            )
            for c in whole["columns"]
        )
        name = str(whole["schema"]).removeprefix("cntext.").partition("/")[0]
        rows = [tuple(row[c.id] for c in columns) for row in whole["rows"]]
        notes = tuple(Both(str(n["message_zh"]), str(n["message"])) for n in whole["notes"])
        manifest = Manifest(*(dict(whole[f]) for f in ("tool", "params", "corpus", "inputs")))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UsageProblem(
            where,
            Both("不是本程序输出的 JSON 表", "is not a table that cntext wrote as JSON"),
            Both("用 -f json 生成", "make one with -f json"),
        ) from error
    numbers = (Type.INTEGER, Type.NUMBER)
    weight = next((c.id for c in columns if c.role is Role.MEASURE and c.type in numbers), None)
    return Table(name, Both(name, name), columns, rows, notes, weight=weight, manifest=manifest)
