"""Lexicon files: TOML as in ``lexicon/``, or one phrase a line; read whole or refused."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from cntext.errors import Both, near
from cntext.lexicon.concepts import Concept, Lexicon
from cntext.lexicon.problems import problem_of_form
from cntext.listfile import HEADING, Problem, read_list, tables_of
from cntext.resources import shipped
from cntext.text.safe import safe

_WHAT = Both("词表", "the lexicon")
_HINT = Both("请检查词表文件的路径", "check the path of the lexicon")
_FORMAT = Both("格式见 lexicon/README.md", "lexicon/README.md shows the format")
_KEYS = frozenset({"en", "forms", "full", "since", "not", "replace"})


class Entry(NamedTuple):
    """A concept as one file has it, and the line of its head.

    ``bare``: its name is all that is said of it. ``replaces``: its namesake gives way to it.
    """

    concept: Concept
    line: int
    bare: bool = True
    replaces: bool = False


class LexiconFile(NamedTuple):
    """What one file holds, its faults included, and its hash."""

    path: Path
    sha256: str
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    category: Both


def load_lexicon(extra: Iterable[str] = (), *, default: bool = True) -> Lexicon:
    """Return the shipped lexicon with the user's files added to it, in order.

    A concept that is there already gets the forms and guards of its namesake (with
    ``replace = true`` it gives way to it); a form that another concept has moves to the
    user's. A name of which nothing more is said, as in a list of phrases, changes nothing
    where it is listed already. Anything wrong is a `UsageProblem` that names file, line and
    remedy, before anything is counted.
    """
    from cntext.lexicon.ready import read_all

    files = [
        *(read_all(shipped_files()) if default else []),
        *map(read_lexicon_file, map(Path, extra)),
    ]
    concepts: dict[str, Concept] = {}
    for file in files:
        if file.problems:
            raise file.problems[0].raised(file.path)
        _add(concepts, file)
    return Lexicon(
        concepts.values(),
        [(file.path.name, file.sha256) for file in files],
        {file.path.stem: file.category for file in files},
    )


def shipped_files() -> list[Path]:
    """Return the files of the shipped lexicon."""
    return sorted(shipped("lexicon").glob("*.toml"))


def _add(concepts: dict[str, Concept], file: LexiconFile) -> None:
    owner = {form: name for name, concept in concepts.items() for form in concept.forms}
    for entry in file.entries:
        new = entry.concept
        if entry.bare and new.name in owner:
            continue
        for form in new.forms:
            other = owner.get(form)
            if other is not None and other != new.name and other in concepts:
                _take(concepts, other, form)
        old = concepts.get(new.name)
        concepts[new.name] = new if old is None or entry.replaces else _together(old, new)


def _take(concepts: dict[str, Concept], name: str, form: str) -> None:
    """Take ``form`` from concept ``name``; without its own name it is no concept."""
    old = concepts[name]
    if form == name:
        del concepts[name]
        return
    concepts[name] = old._replace(
        forms=tuple(f for f in old.forms if f != form),
        full="" if old.full == form else old.full,
    )


def _together(old: Concept, new: Concept) -> Concept:
    forms = tuple(dict.fromkeys([*old.forms, *new.forms]))
    return Concept(
        name=old.name,
        category=old.category,
        forms=forms,
        gloss=new.gloss or old.gloss,
        since=new.since or old.since,
        guards=tuple(dict.fromkeys(g for g in (*old.guards, *new.guards) if g not in forms)),
        full=new.full or old.full,
    )


def read_lexicon_file(path: Path) -> LexiconFile:
    """Return what ``path`` holds and every fault that it has.

    `UsageProblem` only where the file as a whole cannot be read as text.
    """
    read = read_list(path, _WHAT, _HINT)
    return parse_lexicon(path, read.text, read.sha256)


def parse_lexicon(path: Path, text: str, sha256: str = "") -> LexiconFile:
    """Return what ``text`` holds, read as the file ``path`` would be."""
    is_toml = path.suffix.lower() in (".toml", ".lexicon")
    entries, problems = _toml(path, text) if is_toml else _plain(path, text)
    heading = HEADING.match(text)
    label = Both(heading["zh"], heading["en"]) if heading else Both(path.stem, path.stem)
    return LexiconFile(path, sha256, tuple(entries), tuple(problems), label)


def _plain(path: Path, text: str) -> tuple[list[Entry], list[Problem]]:
    entries: list[Entry] = []
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        phrase = line.strip()
        if not phrase or phrase.startswith("#"):
            continue
        problem = problem_of_form(phrase, number, "")
        if phrase in seen:
            problem = Problem(
                "duplicate",
                number,
                "",
                Both(
                    f"“{safe(phrase[:20])}”与第 {seen[phrase]} 行重复",
                    f"{safe(phrase[:20])!r} stands on line {seen[phrase]} already",
                ),
                Both("请删去一行", "take one of them out"),
            )
        if problem:
            problems.append(problem)
            continue
        seen[phrase] = number
        entries.append(Entry(Concept(phrase, path.stem, (phrase,)), number))
    return entries, problems


def _toml(path: Path, text: str) -> tuple[list[Entry], list[Problem]]:
    tables, fault = tables_of(text, _FORMAT)
    if fault:
        return [], [fault]
    lines = text.splitlines()
    entries: list[Entry] = []
    problems: list[Problem] = []
    heads = _heads(lines)
    owner: dict[str, str] = {}
    for name, fields in tables.items():
        odd = "[" in name or "]" in name or " =" in name
        head = _line_of_entry(lines, name) if odd else heads.get(name, 0)
        faults = list(_faults(name, fields, head, lines))
        if not faults:
            concept = _concept(path, name, fields)
            faults = [_taken(name, f, owner[f], head, lines) for f in concept.forms if f in owner]
            owner.update(dict.fromkeys(concept.forms, name))
            if not faults:
                entries.append(Entry(concept, head, not fields, fields.get("replace", False)))
        problems += faults
    return entries, problems


def _concept(path: Path, name: str, fields: dict[str, Any]) -> Concept:
    full = fields.get("full", "")
    forms = [name, *fields.get("forms", []), *([full] if full else [])]
    return Concept(
        name=name,
        category=path.stem,
        forms=tuple(dict.fromkeys(forms)),
        gloss=fields.get("en", ""),
        since=fields.get("since"),
        guards=tuple(fields.get("not", [])),
        full=full,
    )


def _heads(lines: list[str]) -> dict[str, int]:
    """Return the lines that `_line_of_entry` gives, in one pass over the file.

    Not those of names with a bracket or an equals sign in them.
    """
    found: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        bare = line.strip()
        if bare.startswith("["):
            (name, closed, _), quotes = bare[1:].partition("]"), "\"'"
        else:
            (name, closed, _), quotes = bare.partition(" ="), '"'
        if closed:
            found.setdefault(name, number)
            if len(name) > 1 and name[0] == name[-1] and name[0] in quotes:
                found.setdefault(name[1:-1], number)
    return found


def _line_of_entry(lines: list[str], name: str) -> int:
    """Return the line (1-based) on which the table of ``name`` begins, 0 if it is not found."""
    heads = (f"[{name}]", f'["{name}"]', f"['{name}']")
    for number, line in enumerate(lines, start=1):
        bare = line.strip()
        if bare.startswith(heads) or bare.startswith((f"{name} =", f'"{name}" =')):
            return number
    return 0


def _line_of_form(lines: list[str], head: int, form: str) -> int:
    for number in range(max(head, 1), len(lines) + 1):
        if number > head and lines[number - 1].lstrip().startswith("["):
            break
        if f'"{form}"' in lines[number - 1] or f"'{form}'" in lines[number - 1]:
            return number
    return head


def _faults(name: str, fields: Any, head: int, lines: list[str]) -> Iterable[Problem]:  # noqa: ANN401 (a stranger's TOML)
    if not isinstance(fields, dict):
        yield Problem("table", head, name, Both("应为一个表", "must be a table"), _FORMAT)
        return
    for key in fields:
        if key not in _KEYS:
            hint = near(key, _KEYS) or _FORMAT
            what = Both(f"不认识的键 {safe(key[:20])}", f"unknown key {safe(key[:20])}")
            yield Problem("key", head, name, what, hint)
    lists = {key: fields.get(key, []) for key in ("forms", "not")}
    for key, value in lists.items():
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            what = Both(f"{key} 应为字符串列表", f"{key} must be a list of strings")
            yield Problem("type", head, name, what, _FORMAT)
            return
    for key in ("en", "full"):
        if not isinstance(fields.get(key, ""), str):
            yield Problem(
                "type", head, name, Both(f"{key} 应为字符串", f"{key} must be a string"), _FORMAT
            )
            return
    since = fields.get("since")
    if since is not None and (isinstance(since, bool) or not isinstance(since, int)):
        what = Both("since 应为年份（整数）", "since must be a year")
        yield Problem("type", head, name, what, Both("写作 since = 2019", "write since = 2019"))
    if not isinstance(fields.get("replace", False), bool):
        what = Both("replace 应为 true 或 false", "replace must be true or false")
        yield Problem("type", head, name, what, _FORMAT)
    full = [fields["full"]] if fields.get("full") else []
    for form in (name, *lists["forms"], *full, *lists["not"]):
        if problem_of_form(form, head, name) is None:
            continue
        problem = problem_of_form(form, _line_of_form(lines, head, form), name)
        if problem:
            yield problem


def _taken(name: str, form: str, other: str, head: int, lines: list[str]) -> Problem:
    return Problem(
        "duplicate",
        _line_of_form(lines, head, form),
        name,
        Both(
            f"“{safe(form)}”已是“{safe(other)}”的写法",
            f"{safe(form)!r} is already a form of {safe(other)!r}",
        ),
        Both(
            "一个写法只能属于一个概念，请留下一处", "a form has one concept only; keep one of them"
        ),
    )
