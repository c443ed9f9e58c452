"""What the tools do: call an analysis on served files and return a page of its table."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from cntext.analysis import ANALYSES, Analysis
from cntext.cli.analyses import command
from cntext.cli.calling import Call, Listener, call, read, reader
from cntext.cli.prose import without_examples
from cntext.cli.serving.confinement import Folders
from cntext.cli.serving.schemas import FILES, LISTS, PLAIN, USUAL, arguments, page_schema, result
from cntext.cli.values import JIEBA
from cntext.errors import Both, UsageProblem
from cntext.measure import load_analyses
from cntext.query.evidence import COLUMNS as EVIDENCE
from cntext.render.structured import json_schema
from cntext.scheme.files import shipped_schemes
from cntext.stopwords import NONE, word_sets
from cntext.table import Table

KEPT = 4  # tables that are kept for their next pages
SENTENCES = "sentences"
_CALLED = {plain: name for name, plain in PLAIN.items()}


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool as a client sees it."""

    name: str
    description: str
    arguments: dict[str, Any]
    result: dict[str, Any]


@dataclass
class Toolbox:
    """The analyses over the served folders. Not for several threads at a time."""

    folders: Folders
    lang: str
    _kept: OrderedDict[str, Call] = field(default_factory=OrderedDict)

    @cached_property
    def tools(self) -> dict[str, Tool]:
        """The tools by name: one for each analysis, and `SENTENCES`."""
        load_analyses()
        made = [self._tool(ANALYSES[name]) for name in sorted(ANALYSES)]
        return {tool.name: tool for tool in [*made, self._sentences_tool([t.name for t in made])]}

    def call(self, name: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return a page; `CntextError` says what is wrong with the arguments or the files."""
        if name not in self.tools:
            raise UsageProblem(name, Both("没有这个工具", "no such tool"))
        _check(given, self.tools[name].arguments)
        if name == SENTENCES:
            return self._sentences(given)
        made = self._made(name, given, again=bool(given.get("offset")))
        return self._page(made, made.table, given)

    def _made(self, name: str, given: Mapping[str, Any], *, again: bool) -> Call:
        """Return what was measured; for a later page (``again``), what the first one is of."""
        asked = {k: v for k, v in given.items() if k not in {"limit", "offset"}}
        key = json.dumps([name, asked], sort_keys=True, ensure_ascii=False)
        if not (again and key in self._kept):
            self._kept.pop(key, None)
            self._kept[key] = self._measure(name, asked)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return self._kept[key]

    def _measure(self, name: str, asked: dict[str, Any]) -> Call:
        values = {_CALLED.get(k, k): self._confined(k, v) for k, v in asked.items()}
        paths = values.pop("paths", None) or list(self.folders.names)
        terms = values.pop("terms", ())
        shared = {p.name for p in reader().params}
        session = read(paths, {k: v for k, v in values.items() if k in shared}, self.lang)
        own = {k: v for k, v in values.items() if k not in shared}
        return call(session, name.replace("_", "-"), own, terms)

    def _confined(self, name: str, value: Any) -> Any:  # noqa: ANN401 (JSON)
        """Return an argument with every path in it checked."""
        if name not in {"paths", *FILES, *LISTS}:
            return value
        if isinstance(value, str):
            return value if value in _known(name) else self.folders.path(value)
        return [self._confined(name, each) for each in value]

    def _sentences(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return the places of one row of what a tool gave."""
        name, row, own = given["tool"], given["row"], given.get("arguments", {})
        _check(own, self.tools[name].arguments)
        made = self._made(name, own, again=True)
        if row > len(made.table.rows):
            size = len(made.table.rows)
            raise UsageProblem(
                f"row {row}", Both(f"表只有 {size:,} 行", f"the table has {size:,} rows")
            )
        found = made.evidence(replace(made.table, rows=[made.table.rows[row - 1]]), 0)
        places = replace(found, rows=[(row, *cells) for _, *cells in found.rows])
        return self._page(made, places, given)

    def _page(self, made: Call, table: Table, given: Mapping[str, Any]) -> dict[str, Any]:
        first, most = given.get("offset", 0), given.get("limit", USUAL)
        size = len(table.rows)
        names = [column.id for column in table.columns]
        listener = made.session.speaker
        return {
            "title": table.title.say(self.lang),
            "units": {column.id: column.unit.value for column in table.columns},
            "rows": [
                dict(zip(names, row, strict=True)) for row in table.rows[first : first + most]
            ],
            "total_rows": size,
            "offset": first,
            "next_offset": first + most if first + most < size else None,
            "notes": [note.say(self.lang) for note in table.notes],
            "warnings": [caveat.message.say(self.lang) for caveat in table.warnings],
            "messages": listener.lines if isinstance(listener, Listener) else [],
            "corpus": dict(made.table.manifest.corpus),
            "command": made.table.manifest.params["arguments"],
        }

    def _tool(self, analysis: Analysis) -> Tool:
        name = analysis.name.replace("-", "_")
        schema = arguments(analysis, command(analysis.name), self.lang)
        return Tool(name, without_examples(analysis.help.say(self.lang)), schema, result(analysis))

    def _sentences_tool(self, names: list[str]) -> Tool:
        about = Both(
            "一行结果的出处：文档、原文行、句子、字符起止。",
            "Where a row of a result stands in the texts: document, source line, sentence, span.",
        )
        page = {
            "limit": {"type": "integer", "minimum": 1, "maximum": 1000, "default": USUAL},
            "offset": {"type": "integer", "minimum": 0, "default": 0},
        }
        properties = {
            "tool": {"enum": names, "description": "the tool that gave the row"},
            "arguments": {"type": "object", "description": "the arguments that it was given"},
            "row": {
                "type": "integer",
                "minimum": 1,
                "description": "counted from 1 over all pages",
            },
            **page,
        }
        schema = {
            "type": "object",
            "properties": properties,
            "required": ["tool", "row"],
            "additionalProperties": False,
        }
        rows = json_schema("evidence", EVIDENCE)["properties"]["rows"]
        return Tool(SENTENCES, about.say(self.lang), schema, page_schema(rows))


def _known(option: str) -> set[str]:
    """Return the values of an option that are names of what cntext has, and no paths."""
    match option:
        case "stopwords":
            return {NONE, *word_sets()}
        case "ref_list":
            return {JIEBA}
        case "scheme":
            return set(shipped_schemes())
        case _:
            return set()


def _check(given: object, schema: dict[str, Any]) -> None:
    """Refuse arguments that do not fit the schema, and say which."""
    from jsonschema import Draft202012Validator

    error = next(iter(Draft202012Validator(schema).iter_errors(given)), None)
    if error is None:
        return
    where = ".".join(map(str, error.absolute_path))
    said = error.message if len(error.message) <= 300 else error.message[:300] + "…"
    raise UsageProblem(where, Both(f"参数不对：{said}", said))
