"""JSON and JSON Lines: each record a text, its other fields the metadata."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import Any, NamedTuple

from cntext.errors import Both
from cntext.lazy import pattern
from cntext.read.formats import Head, Part, Problem, ReadOptions
from cntext.read.formats.plain import decode_or_refuse
from cntext.read.formats.records import SAMPLE, cell, is_usual, keys_of, part, text_column
from cntext.read.refusal import Refused

_DEEPEST = 100
_LARGEST = 16 << 20  # bytes of one record: a book has 2 MB
_LINE_END = pattern("\r\n|[\r\n]")  # U+2028 may stand inside a string
_SURROGATE = pattern("[\ud800-\udfff]")
_WHOLE = pattern(r"(-?\d+)\.0+\Z")
_CHECK = Both("请检查这一条", "look at that record")


class _Number(str):
    """A number as it is written: 2020, 1e999, NaN, five thousand digits."""

    __slots__ = ()


class _Record(NamedTuple):
    """A record by its number in the list or its line, flat: ``a.b`` for a field in a field."""

    name: str
    line: int
    fields: Mapping[str, Any]


def read(data: bytes, options: ReadOptions) -> Iterator[Part | Problem]:
    """Yield a part for each record, a problem for each that is none.

    A file is JSON Lines if its first line that is not blank is JSON by itself; otherwise
    it is one document: a list of objects, an object that holds one such list, or a
    single object. The suffix does not decide, for both kinds carry both.
    """
    decoded = decode_or_refuse(data, options)
    first: list[_Record | Problem] = []
    if isinstance(options.head, Head):
        records, head = _of_lines(decoded.text, options.head.line), options.head
    else:
        records = _records(decoded.text, options.text_field)
        first = list(islice(records, SAMPLE))
        found = _head(first, options)
        if found is None:
            return
        head = found
    wanted, names, _ = head
    keys = dict(zip(names, keys_of(names), strict=True))
    for record in chain(first, records):
        if isinstance(record, Problem):
            yield record
        else:
            yield _part(record, wanted, keys, decoded.encoding)


def head_of(data: bytes, options: ReadOptions) -> Head | None:
    """Return what the first lines of a file say of all its records; None if it is no JSON Lines."""
    try:
        text = decode_or_refuse(data, options).text
        lines = [line for line in _LINE_END.split(text) if line.strip()]
        if len(lines) < 2 or not _is_json(lines[0]):
            return None
        return _head(list(islice(_of_lines(text), SAMPLE)), options)
    except Refused:  # reading the file whole says why
        return None


def _head(first: list[_Record | Problem], options: ReadOptions) -> Head | None:
    """Choose the field of the text by the ``first`` records; None if they are empty."""
    good = [record for record in first if isinstance(record, _Record)]
    if first and not good:
        problem = next(problem for problem in first if isinstance(problem, Problem))
        raise Refused(problem.code, problem.problem, problem.hint)
    names = tuple(dict.fromkeys(name for record in good for name in record.fields))
    if not names:
        return None
    sample = ([_text(record.fields.get(name)) or "" for name in names] for record in good)
    wanted = names[text_column(names, sample, options.text_field, "--text-field")]
    return Head(wanted, names)


def _part(record: _Record, wanted: str, keys: dict[str, str], encoding: str) -> Part | Problem:
    if wanted not in record.fields:
        return Problem(
            record.name,
            "text-field",
            Both(f"没有 {wanted} 这一项", f'has no field "{wanted}"'),
            Both(
                "用 --text-field 指明哪一项是正文", "name the field of the text with --text-field"
            ),
        )
    text = _text(record.fields[wanted])
    if text is None:
        return Problem(
            record.name,
            "text-type",
            Both(f"{wanted} 不是文字", f'has a field "{wanted}" that is no text'),
            Both("正文要用引号括起来", "a text stands in quotation marks"),
        )
    if _is_too_large(text):
        return _large(record.name)
    for name in record.fields:
        if name not in keys:  # met after the first records
            keys[name] = keys_of([*keys, name])[-1]
    names = [wanted, *(name for name in record.fields if name != wanted)]
    row = [text, *(_meta(record.fields[name]) for name in names[1:])]
    lone = sum(len(_SURROGATE.findall(value)) for value in row)
    if lone:
        row = [_SURROGATE.sub("\ufffd", value) for value in row]
    found = [_SURROGATE.sub("\ufffd", keys[name]) for name in names]
    return part(found, row, 0, record.name, line=record.line, encoding=encoding, replaced=lone)


def _text(value: object) -> str | None:
    """Return a text: a string, nothing, or the paragraphs that a list of strings holds."""
    if value is None:
        return ""
    if isinstance(value, list) and all(type(item) is str for item in value):
        return "\n".join(value)
    return value if type(value) is str else None


def _meta(value: object) -> str:
    return _WHOLE.sub(r"\1", value) if isinstance(value, _Number) else cell(value)


# --- from text to records ---------------------------------------------------------------


def _records(text: str, asked: str | None) -> Iterator[_Record | Problem]:
    lines = _LINE_END.split(text)
    filled = [number for number, line in enumerate(lines) if line.strip()]
    if not filled:
        return
    first = lines[filled[0]]
    if len(filled) == 1 or not (_is_json(first) or _has_json_lines(lines, filled)):
        yield from _of_document(text, filled[0] + 1, asked)
        return
    for number in filled:
        yield _of_line(lines[number], number + 1)


def _of_lines(text: str, first: int = 1) -> Iterator[_Record | Problem]:
    for number, line in enumerate(_LINE_END.split(text), start=first):
        if line.strip():
            yield _of_line(line, number)


def _is_json(line: str) -> bool:
    try:
        _loads(line)
    except ValueError:
        return False
    except RecursionError:
        return True  # a line of brackets, and a problem of its own
    return True


def _has_json_lines(lines: list[str], filled: list[int]) -> bool:
    """Say whether the first line is only a broken record: others are objects by themselves.

    The lines of a document that was cut off may look so too; it begins with a bracket.
    """
    if lines[filled[0]].strip() in {"[", "{"}:
        return False
    near = (lines[number].strip() for number in filled[1:20])
    return any(line.startswith("{") and _is_json(line) for line in near)


def _of_line(line: str, number: int) -> _Record | Problem:
    if _is_too_large(line):
        return _large(str(number))
    try:
        value = _loads(line)
    except RecursionError:
        return _deep(str(number), number)
    except ValueError as error:
        return _broken(str(number), number, error)
    return _record(value, str(number), number)


def _of_document(text: str, line: int, asked: str | None) -> Iterator[_Record | Problem]:
    try:
        value = _loads(text)
    except RecursionError:
        yield _deep("", line)
        return
    except ValueError as error:
        at = getattr(error, "lineno", line)
        yield _broken("", at, error)
        return
    if isinstance(value, dict):
        value = _only_list(value, asked) or value
    if isinstance(value, list):
        for number, item in enumerate(value, start=1):
            yield _record(item, str(number), line)
    else:
        yield _record(value, "", line)


def _only_list(value: dict[str, Any], asked: str | None) -> list[Any] | None:
    """Return the one list of objects in an object that is itself no text: {"data": […]}."""
    lists = [item for item in value.values() if isinstance(item, list) and item]
    lists = [items for items in lists if isinstance(items[0], dict)]
    if asked is not None:
        is_text = asked.split(".")[0] in value
    else:
        is_text = any(type(item) is str and is_usual(key) for key, item in value.items())
    return lists[0] if len(lists) == 1 and not is_text else None


def _record(value: object, name: str, line: int) -> _Record | Problem:
    if _is_deep(value):
        return _deep(name, line)
    if not isinstance(value, dict):
        return Problem(
            name,
            "record",
            Both("不是 JSON 对象（{…}）", "is not a JSON object ({…})"),
            _CHECK,
        )
    return _Record(name, line, _flat(value))


def _loads(text: str) -> Any:  # noqa: ANN401 (JSON is anything)
    # Numbers stay as written: int() refuses 4,300 digits, and 1e999 is no float.
    return json.loads(
        text, strict=False, parse_int=_Number, parse_float=_Number, parse_constant=_Number
    )


def _flat(value: Mapping[str, Any]) -> dict[str, Any]:
    flat = {}
    for key, inner in value.items():
        if isinstance(inner, dict) and inner:
            flat.update({f"{key}.{below}": v for below, v in _flat(inner).items()})
        else:
            flat[key] = inner
    return flat


def _is_deep(value: object) -> bool:
    """Say whether lists and objects nest over 100 deep, without recursion."""
    level = [value]
    for _ in range(_DEEPEST + 1):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return False
    return True


def _inside(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _is_too_large(text: str) -> bool:
    return len(text) > _LARGEST // 4 and len(text.encode("utf-8", "replace")) > _LARGEST


# --- problems ---------------------------------------------------------------------------


def _large(name: str) -> Problem:
    return Problem(
        name,
        "record-too-large",
        Both(f"这一条超过 {_LARGEST >> 20} MB", f"is a record of more than {_LARGEST >> 20} MB"),
        Both("请拆开", "split it"),
    )


def _deep(name: str, line: int) -> Problem:
    return Problem(
        name,
        "too-deep",
        Both(
            f"第 {line} 行嵌套超过 {_DEEPEST} 层", f"line {line}: nested too deep (over {_DEEPEST})"
        ),
        _CHECK,
    )


def _broken(name: str, line: int, error: ValueError) -> Problem:
    reason = getattr(error, "msg", "") or str(error)
    at = getattr(error, "colno", 1)
    return Problem(
        name,
        "json",
        Both(
            f"第 {line} 行第 {at} 字处不是 JSON",
            f"line {line}: not JSON at character {at} ({reason})",
        ),
        _CHECK,
    )
