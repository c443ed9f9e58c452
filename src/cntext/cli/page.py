"""A page of the manual on the screen: Markdown laid out by cell width."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click

from cntext.cli.formatter import Formatter
from cntext.errors import Both, UsageProblem
from cntext.resources import shipped
from cntext.text.wrapping import cells, wrap

# Pages that help and messages refer to: an install has them too.
PAGES = {
    "coding": Both(
        "内容编码：怎样写方案，怎样数，一致性", "content coding: schemes, counting, agreement"
    ),
    "entities": Both(
        "实体、数量、成绩与目标：什么算一处，规则，准确率",
        "entities, quantities, achievements and targets: guidelines, rules, accuracy",
    ),
    "python": Both(
        "Python 库：读入、分析、数据框、出处、画图",
        "the Python library: reading, measuring, data frames, places, pictures",
    ),
    "contract": Both(
        "约定：退出码、输入、输出、条件、查询式、环境",
        "the contract: exit codes, input, output, conditions, queries, environment",
    ),
}
_ITEM = re.compile(r"(-|\d+\.) +")
_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[|: -]+")
_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
_ENDED = "。！？：."
_MARGIN = "    "


def markdown(name: str) -> str:
    """Return a page as it was written."""
    return (shipped("docs") / f"{name}.md").read_text(encoding="utf-8")


def page_format(given: str | None, suffix: str, *, terminal: bool) -> str:
    """Return "table" for a page that is laid out for a screen, else "md"."""
    asked = given or suffix or ("table" if terminal else "md")
    if asked not in ("table", "md", "markdown", "text", "txt"):
        raise UsageProblem(
            asked,
            Both("专题只能写成 Markdown", "a page is Markdown only"),
            Both("用 -f md 或 -o 文件.md", "use -f md or -o FILE.md"),
        )
    return "table" if asked == "table" else "md"


def laid_out(text: str, width: int, *, colour: bool = False) -> str:
    """Return Markdown as a screen ``width`` cells wide shows it."""
    out = Formatter(width=width)
    before = ""
    for kind, lines in _blocks(text):
        out.write("\n" if before and not before == kind == "item" else "")
        before = kind
        if kind == "heading":
            for words in wrap(_plain(lines[0].lstrip("# ")), width):
                out.write((click.style(words, bold=True) if colour else words) + "\n")
        elif kind == "code":
            out.write("".join(f"{_MARGIN}{line}\n" for line in lines))
        elif kind == "table":
            _table(out, [_cells(line) for line in lines if not _RULE.fullmatch(line)])
        else:
            hanging = _hanging(lines[0]) if kind == "item" else 0
            for i, part in enumerate(_joined(lines)):
                out.write_lines(" " * hanging * (i > 0) + part, hanging=hanging)
    return out.getvalue()


def _blocks(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield what the page is made of: heading, code, table, item, paragraph, and its lines."""
    kind, held, fenced = "", list[str](), False
    for line in [*text.splitlines(), ""]:
        if line.startswith("```"):
            if held:
                yield kind, held
            kind, held, fenced = "code", [], not fenced
            continue
        new = _kind(line, kind, fenced=fenced)
        if held and (new != kind or (new == "item" and _ITEM.match(line))):
            yield kind, held
            held = []
        kind = new
        if kind:
            held.append(line[4:] if kind == "code" and not fenced else line)


def _kind(line: str, before: str, *, fenced: bool) -> str:
    if fenced:
        return "code"
    if not line.strip():
        return ""
    if line.startswith("#"):
        return "heading"
    if line.startswith("|"):
        return "table"
    if _ITEM.match(line):
        return "item"
    if before in ("item", "paragraph"):
        return before
    return "code" if line.startswith(_MARGIN) else "paragraph"


def _joined(lines: list[str]) -> Iterator[str]:
    """Yield the lines of a paragraph put together; a new one begins after a full stop."""
    held = ""
    for line in map(_plain, map(str.strip, lines)):
        if held and held[-1] in _ENDED:
            yield held
            held = ""
        held += ("" if not held or cells(held[-1] + line[0]) == 4 else " ") + line
    if held:
        yield held


def _hanging(line: str) -> int:
    found = _ITEM.match(line)
    return len(found[0]) if found else 0


def _plain(text: str) -> str:
    """Return text without marks of emphasis, of code and of links."""
    parts = text.split("`")
    parts[::2] = [_LINK.sub(r"\1", part).replace("**", "") for part in parts[::2]]
    return "".join(parts)


def _cells(line: str) -> list[str]:
    return [_plain(cell.strip().replace("\\|", "|")) for cell in _BAR.split(line.strip())[1:-1]]


def _table(out: Formatter, rows: list[list[str]]) -> None:
    """Write a table: in columns where they fit, else what stands beside the first cell below it."""
    if len(rows[0]) == 2:
        out.write_dl([(row[0], row[1]) for row in rows if row[1]], col_max=16)
        return
    wide = [max(map(cells, column)) for column in zip(*rows, strict=True)]
    if sum(wide) + 2 * len(wide) <= out.width:
        for row in rows:
            line = "  ".join(
                cell + " " * (w - cells(cell)) for cell, w in zip(row, wide, strict=True)
            )
            out.write(line.rstrip() + "\n")
        return
    heads, *body = rows
    for first, *rest in body:
        said = [f"{head}: {cell}" for head, cell in zip(heads[1:], rest, strict=True) if cell]
        if len(rest) > 2:  # figures
            said = [" · ".join(said)]
        out.write_lines(first)
        for each in said:
            out.write("".join(f"  {line}\n" for line in wrap(each, out.width - 2)))
