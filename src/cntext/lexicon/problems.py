"""What a form may be: a string that is looked for as it stands."""

from __future__ import annotations

from cntext.errors import Both
from cntext.listfile import Problem
from cntext.text.safe import safe

LONGEST_FORM = 64
# What only a pattern has; a form stands for itself. "+" and "." do not count: 1+X, 工业4.0.
_PATTERN = frozenset("\\*?[]{}|^$()")


def problem_of_form(form: str, line: int, entry: str) -> Problem | None:
    """Return what keeps ``form`` from being looked for in texts, if anything does."""
    shown = safe(form[:20])
    if not form:
        return Problem(
            "empty",
            line,
            entry,
            Both("有空的写法", "has an empty form"),
            Both("请删去它", "take it out"),
        )
    if not 2 <= len(form) <= LONGEST_FORM:
        return Problem(
            "length",
            line,
            entry,
            Both(
                f"写法应为 2–{LONGEST_FORM} 个字，“{shown}”有 {len(form):,} 字",
                f"a form has 2-{LONGEST_FORM} characters, not {len(form):,} as {shown!r}",
            ),
            Both("请改短或删去", "shorten it or take it out"),
        )
    if any(c.isspace() for c in form) or not form.isprintable():
        return Problem(
            "space",
            line,
            entry,
            Both(
                f"写法“{shown}”含空白或控制字符",
                f"form {shown!r} holds white space or control characters",
            ),
            Both("每个写法单独列出", "list each form by itself"),
        )
    if not _PATTERN.isdisjoint(form):
        mark = next(c for c in form if c in _PATTERN)
        return Problem(
            "pattern",
            line,
            entry,
            Both(
                f"写法“{shown}”含“{mark}”；写法按原字查找，不是正则表达式",
                f"form {shown!r} holds {mark!r}; a form is looked for as it stands, "
                "not as a regular expression",
            ),
            Both("请把各种写法逐一列出", "list the ways of writing one by one"),
        )
    return None
