"""Terms on characters: as they stand, with ? for one character and * for up to six.

A wildcard stands for letters, digits and Chinese characters, never for a mark or white
space. At the end of a term ``*`` is for Latin words alone (innovat*): in Chinese text a term is
found inside longer words as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick

from cntext.errors import Both
from cntext.text.safe import safe

LONGEST_TERM = 64
REACH = 6
_SIGNS = frozenset("\\[]{}|^$+()（）<>")
_LATIN = "A-Za-z0-9"
_ONE = r"[^\W_]"


def problem_of_term(term: str) -> tuple[Both, Both] | None:
    """Return what keeps ``term`` from being looked for, and what helps."""
    shown = safe(term[:20])
    if not term.strip("*?"):
        return (
            Both("有空的词", "has an empty term") if not term
            else Both(f"“{shown}”只有通配符", f"term {shown!r} is wildcards alone"),
            Both("请删去它", "take it out"),
        )  # fmt: skip
    if len(term) > LONGEST_TERM:
        return (
            Both(
                f"词至多 {LONGEST_TERM} 字，“{shown}…”有 {len(term):,} 字",
                f"a term has up to {LONGEST_TERM} characters, not {len(term):,} as {shown!r}...",
            ),
            Both("请改短或拆成规则", "shorten it, or make a rule of it"),
        )
    if term != term.strip() or not term.isprintable():
        return (
            Both(
                f"词“{shown}”的两端有空白，或含控制字符",
                f"term {shown!r} has white space at an end, or control characters",
            ),
            Both("请删去它们", "take them out"),
        )
    sign = next((c for c in term if c in _SIGNS), "")
    if sign:
        return (
            Both(
                f"词“{shown}”含“{sign}”；词按原字查找，不是正则表达式",
                f"term {shown!r} holds {sign!r}; it is no regular expression",
            ),
            Both(
                "通配符只有 ?（一字）和 *（至多六字）",
                "the wildcards are ? (one character) and * (up to six)",
            ),
        )
    latin_end = len(term) > 1 and re.fullmatch(f"[{_LATIN}]", term[-2]) and term[-1] == "*"
    if term[0] in "*?" or (term[-1] in "*?" and not latin_end):
        return (
            Both(
                f"词“{shown}”的两端不能是通配符", f"term {shown!r} begins or ends with a wildcard"
            ),
            Both(
                "请去掉它：词在更长的词里也找得到",
                "take it off: a term is found inside longer words",
            ),
        )
    return None


def head_of(term: str) -> str:
    """Return the characters of ``term`` before its first wildcard."""
    return re.split(r"[*?]", term, maxsplit=1)[0]


def _compiled(term: str) -> re.Pattern[str] | None:
    """Return what finds ``term`` at a place where its head stands; None where that is all of it."""
    latin = re.compile(f"[{_LATIN}]")
    before, after = latin.match(term[0]), latin.match(term[-1])
    if not (before or after or "*" in term or "?" in term):
        return None
    body = term[:-1] if term[-1] == "*" else term
    inner = "".join(
        _ONE if c == "?" else f"{_ONE}{{0,{REACH}}}?" if c == "*" else re.escape(c) for c in body
    )
    end = f"[{_LATIN}]*" if term[-1] == "*" else f"(?![{_LATIN}])" if after else ""
    return re.compile((f"(?<![{_LATIN}])" if before else "") + inner + end)


class Terms:
    """Finds many terms at once (Aho & Corasick 1975), each as if it were alone."""

    def __init__(self, terms: Iterable[str]) -> None:
        self.terms = tuple(dict.fromkeys(terms))
        self._heads: dict[str, list[int]] = {}
        for i, term in enumerate(self.terms):
            self._heads.setdefault(head_of(term), []).append(i)
        self._of = list(self._heads.values())
        self._whole = [_compiled(term) for term in self.terms]
        self._automaton = AhoCorasick(list(self._heads)) if self._heads else None

    def find(self, text: str) -> dict[str, list[tuple[int, int]]]:
        """Return the places of each term that there is, left to right, those of one not overlapping."""
        found: dict[str, list[tuple[int, int]]] = {}
        if self._automaton is None:
            return found
        for head, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            for i in self._of[head]:
                whole, stop = self._whole[i], end
                if whole is not None:
                    match = whole.match(text, start)
                    if match is None:
                        continue
                    stop = match.end()
                spans = found.setdefault(self.terms[i], [])
                if not spans or start >= spans[-1][1]:
                    spans.append((start, stop))
        return found
