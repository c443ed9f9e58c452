"""Scheme files: TOML as in ``schemes/``; read whole or refused with file, line and remedy."""

from __future__ import annotations

from pathlib import Path

from cntext import toml
from cntext.errors import Both, UsageProblem
from cntext.listfile import HEADING, Problem, read_list, tables_of
from cntext.resources import shipped
from cntext.scheme.categories import FORMAT, Reading
from cntext.scheme.lines import Lines
from cntext.scheme.model import Negation, Scheme, Unit
from cntext.text.safe import safe

_WHAT = Both("编码方案", "the coding scheme")
_HINT = Both("请检查 --scheme 的路径", "check the path after --scheme")
_NEGATION = "negation.toml"  # not a scheme: what negates, for all of them


def shipped_schemes() -> dict[str, Path]:
    """Return the files of the shipped schemes by name."""
    files = sorted(shipped("schemes").glob("*.toml"))
    return {file.stem: file for file in files if file.name != _NEGATION}


def load_scheme(asked: str) -> Scheme:
    """Return the shipped scheme of that name, else the one in the file ``asked``.

    Anything wrong is a `UsageProblem` that names file, line and remedy.
    """
    known = shipped_schemes()
    path = Path(asked)
    if asked in known and not path.is_file():
        return read_scheme(known[asked], asked)
    if not path.exists() and path.suffix == "":
        raise UsageProblem(
            f"--scheme {safe(asked[:40])}",
            Both("没有这个编码方案", "no such coding scheme"),
            Both("自带：" + "、".join(known) + "；或给 .toml 文件", "there are: " + ", ".join(known) + ", or name a .toml file"),
        )  # fmt: skip
    return read_scheme(path, asked)


def read_scheme(path: Path, asked: str = "") -> Scheme:
    """Return the scheme in ``path``; `UsageProblem` where it has a fault."""
    read = read_list(path, _WHAT, _HINT)
    scheme, problems = parse_scheme(path, read.text, read.sha256, asked or str(path))
    if problems or scheme is None:
        raise problems[0].raised(path)
    return scheme


def parse_scheme(
    path: Path, text: str, sha256: str = "", asked: str = ""
) -> tuple[Scheme | None, list[Problem]]:
    """Return the scheme that ``text`` holds and every fault it has; with faults, no scheme."""
    tables, fault = tables_of(text, FORMAT)
    if fault:
        return None, [fault]
    reading = Reading(tables, Lines(text))
    categories = reading.categories()
    if reading.problems:
        return None, reading.problems
    heading = HEADING.match(text)
    head = reading.head
    zh, en = str(head.get("about", "")), str(head.get("about_en", ""))
    common = default_negation()
    scheme = Scheme(
        name=path.stem,
        title=Both(heading["zh"], heading["en"]) if heading else Both(path.stem, path.stem),
        categories=categories,
        unit=Unit(head.get("unit", Unit.SENTENCE.value)),
        about=Both(zh or en, en or zh),
        negation=Negation(
            tuple(head.get("negators", common.words)),
            tuple(head.get("not_negators", common.guards)),
            head.get("reach", common.reach),
        ),
        sha256=sha256,
        asked=asked,
    )
    return scheme, []


def default_negation() -> Negation:
    """Return what negates where a scheme does not say so itself."""
    tables = toml.loads((shipped("schemes") / _NEGATION).read_text(encoding="utf-8"))
    return Negation(tuple(tables["negators"]), tuple(tables["not_negators"]), tables["reach"])
