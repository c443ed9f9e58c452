"""The policy lexicon: concepts, their written forms, and finding them in text."""

from __future__ import annotations

import difflib
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

from cntext import toml
from cntext.errors import Both, UsageProblem
from cntext.listfile import read_list
from cntext.resources import shipped
from cntext.text.safe import safe

LONGEST_FORM = 64
_WHAT = Both("词表", "the lexicon")
_HINT = Both("请检查 --lexicon 的路径", "check the path after --lexicon")
_KEYS = frozenset({"en", "forms", "since", "not"})


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that policy texts name, in all the ways in which they write it.

    ``forms`` begins with the concept's own name. ``guards`` are longer strings in which
    a form means something else (双高 in 双高人群): a form of this concept that lies wholly
    inside one is no hit. A guard may be a form of another concept, and is a hit of that.
    """

    name: str
    category: str
    forms: tuple[str, ...]
    gloss: str = ""
    since: int | None = None
    guards: tuple[str, ...] = ()


class Lexicon:
    """Concepts, and the search for their forms on the characters of a text."""

    def __init__(
        self, concepts: Iterable[Concept], sources: Sequence[tuple[str, str]] = ()
    ) -> None:
        self.concepts = tuple(concepts)
        self.sources = tuple(sources)
        self.concept_of = {form: c for c in self.concepts for form in c.forms}
        self.forms = tuple(self.concept_of)
        self._guarded: dict[str, set[str]] = {}  # guard → names of the concepts it guards
        for concept in self.concepts:
            for guard in concept.guards:
                self._guarded.setdefault(guard, set()).add(concept.name)
        self._longest_guard = max(map(len, self._guarded), default=0)
        self._patterns = list(dict.fromkeys([*self.forms, *self._guarded]))
        self._automaton: AhoCorasick | None = None

    def __len__(self) -> int:
        return len(self.concepts)

    def __contains__(self, phrase: str) -> bool:
        return phrase in self.concept_of

    def find(self, text: str) -> list[tuple[int, int]]:
        """Return ``(start, end)`` of the forms in ``text``, leftmost-longest, no overlap."""
        if not self._patterns:
            return []
        if self._automaton is None:
            self._automaton = AhoCorasick(self._patterns, matchkind=MatchKind.Standard)
        # Every occurrence, overlaps too: a guard that took part in the leftmost-longest
        # match would swallow the beginning of another phrase (双高人群 that of 群众路线).
        matches = self._automaton.find_matches_as_indexes(text, overlapping=True)
        found = [(start, end, self._patterns[which]) for which, start, end in matches]
        guards = sorted(match for match in found if match[2] in self._guarded)
        chosen: list[tuple[int, int]] = []
        free = 0
        for start, end, form in sorted(found, key=lambda match: (match[0], -match[1])):
            if start < free or form not in self.concept_of:
                continue
            if not (guards and self._is_guarded(start, end, form, guards)):
                chosen.append((start, end))
                free = end
        return chosen

    def _is_guarded(
        self, start: int, end: int, form: str, guards: list[tuple[int, int, str]]
    ) -> bool:
        """Say whether the form at ``start`` lies inside a guard of its concept, and is not it."""
        name = self.concept_of[form].name
        nearest = bisect_left(guards, (end - self._longest_guard,))
        for _, guard_end, guard in guards[nearest : bisect_left(guards, (start + 1,))]:
            if guard_end >= end and guard != form and name in self._guarded[guard]:
                return True
        return False


def load_lexicon(extra: Iterable[str] = (), *, default: bool = True) -> Lexicon:
    """Return the shipped lexicon with the user's files added to it.

    A file is TOML as in ``lexicon/``, or plain text with one phrase a line. A user's
    concept replaces the shipped one of the same name, and its forms win. Anything wrong
    is a `UsageProblem` that names file, place and remedy, before anything is counted.
    """
    concepts: dict[str, Concept] = {}
    sources = []
    shipped_files = sorted(shipped("lexicon").glob("*.toml")) if default else []
    for path in [*shipped_files, *map(Path, extra)]:
        read = read_list(path, _WHAT, _HINT)
        sources.append((path.name, read.sha256))
        parse = _toml if path.suffix.lower() == ".toml" else _plain
        new = parse(path, read.text)
        taken = {form for concept in new for form in concept.forms}
        concepts = {
            name: _without(concept, taken)
            for name, concept in concepts.items()
            if name not in taken
        }
        concepts.update((concept.name, concept) for concept in new)
    return Lexicon(concepts.values(), sources)


def _without(concept: Concept, taken: set[str]) -> Concept:
    if taken.isdisjoint(concept.forms):
        return concept
    forms = tuple(f for f in concept.forms if f not in taken)
    return Concept(
        concept.name, concept.category, forms, concept.gloss, concept.since, concept.guards
    )


def _toml(path: Path, text: str) -> list[Concept]:
    try:
        tables = toml.loads(text)
    except (ValueError, RecursionError) as error:  # ValueError: a number of 5,000 digits too
        raise UsageProblem(
            str(path),
            Both(f"不是合格的 TOML：{error}", f"is not valid TOML: {error}"),
            Both("格式见 lexicon/README.md", "lexicon/README.md shows the format"),
        ) from error
    concepts = []
    seen: dict[str, str] = {}
    for name, fields in tables.items():
        concept = _concept(path, name, fields)
        for form in concept.forms:
            if form in seen:
                raise _wrong(
                    path,
                    name,
                    Both(
                        f"“{form}”已是“{seen[form]}”的写法",
                        f"{form!r} is already a form of {seen[form]!r}",
                    ),
                )
            seen[form] = name
        concepts.append(concept)
    return concepts


def _concept(path: Path, name: str, fields: Any) -> Concept:  # noqa: ANN401 (a stranger's TOML)
    if not isinstance(fields, dict):
        raise _wrong(path, name, Both("应为一个表", "must be a table"))
    for key in fields:
        if key not in _KEYS:
            near = difflib.get_close_matches(key, _KEYS, 1)
            raise _wrong(
                path,
                name,
                Both(f"不认识的键 {key}", f"unknown key {key}"),
                Both(f"是不是 {near[0]}？", f"did you mean {near[0]}?") if near else None,
            )
    forms = fields.get("forms", [])
    guards = fields.get("not", [])
    since = fields.get("since")
    for key, value in (("forms", forms), ("not", guards)):
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise _wrong(
                path, name, Both(f"{key} 应为字符串列表", f"{key} must be a list of strings")
            )
    if since is not None and type(since) is not int:
        raise _wrong(path, name, Both("since 应为年份", "since must be a year"))
    for form in (name, *forms, *guards):
        _check_form(path, name, form)
    return Concept(
        name=name,
        category=path.stem,
        forms=(name, *dict.fromkeys(f for f in forms if f != name)),
        gloss=str(fields.get("en", "")),
        since=since,
        guards=tuple(guards),
    )


def _check_form(path: Path, where: str, form: str) -> None:
    if not 2 <= len(form) <= LONGEST_FORM or any(c.isspace() for c in form):
        raise _wrong(
            path,
            where,
            Both(
                f"写法应为 2–{LONGEST_FORM} 个字且不含空白，现为“{safe(form[:20])}”（{len(form)} 字）",
                f"a form has 2-{LONGEST_FORM} characters and no white space, "
                f"not {safe(form[:20])!r} ({len(form)})",
            ),
        )


def _wrong(path: Path, where: str, problem: Both, hint: Both | None = None) -> UsageProblem:
    return UsageProblem(f"{path}: {safe(where[:40])}", problem, hint)


def _plain(path: Path, text: str) -> list[Concept]:
    phrases: dict[str, None] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        phrase = line.strip()
        if not phrase or phrase.startswith("#"):
            continue
        _check_form(path, str(number), phrase)
        phrases[phrase] = None
    return [Concept(phrase, path.stem, (phrase,)) for phrase in phrases]
