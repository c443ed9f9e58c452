"""What a file's name says: ``--name-pattern '{date}_{source}_{title}.txt'``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import PurePosixPath

from cntext.errors import Both, UsageProblem
from cntext.lazy import pattern
from cntext.metadata.fields import examples, with_fields, with_several_articles
from cntext.model import Document
from cntext.table import Caveat
from cntext.text.characters import as_read
from cntext.text.dates import whole_date
from cntext.text.field_names import field_name
from cntext.text.safe import safe

_MAX_FIELDS = 12
_MAX_NAME = 300  # characters; file systems stop at 255 bytes a name
_PIECE = pattern(r"\{\{|\}\}|\{([^{}]*)\}|[{}]|[^{}]+")
_DIGITS = {"year": pattern("[0-9]{4}"), "month": pattern("[0-9]{1,2}"), "day": pattern("[0-9]{1,2}")}  # fmt: skip
_SUFFIX = pattern(r"\.[A-Za-z0-9]{1,8}\Z")
_RESERVED = frozenset({"text", "path", "id", "document"})


@dataclass(frozen=True, slots=True)
class NamePattern:
    """A pattern in pieces: ``("", literal)`` or ``(field, "")``; ``*`` is a field to ignore.

    ``depth`` is how many folders above the file the pattern speaks about.
    """

    source: str
    pieces: tuple[tuple[str, str], ...]
    depth: int

    def match(self, path: str) -> dict[str, str] | None:
        """Return the fields that the name of ``path`` gives, or None if it does not fit.

        The suffix is left out of account where the pattern does not name it. A field takes as little as it can, a date
        as much as it can; month and day join the year.
        """
        parts = PurePosixPath(as_read(path).replace("\\", "/")).parts
        name = "/".join(parts[-1 - self.depth :])
        for text in (_SUFFIX.sub("", name), name):
            if len(text) <= _MAX_NAME and len(parts) > self.depth:
                found = self._walk(text)
                if found is not None:
                    return _dated(found)
        return None

    def _walk(self, text: str) -> dict[str, str] | None:
        """Try every way to cut ``text``, none twice: at most pieces × length² steps."""
        dead: set[tuple[int, int]] = set()
        # A stack of our own: at each piece, the places where it could still end.
        ends: list[list[int]] = []
        at = [0]
        while True:
            piece = len(at) - 1
            if piece == len(self.pieces):
                if at[-1] == len(text):
                    break
                at.pop()
            elif len(ends) == piece:
                fresh = (piece, at[-1]) not in dead
                ends.append(self._ends(piece, text, at[-1])[::-1] if fresh else [])
                continue
            elif ends[-1]:
                at.append(ends[-1].pop())
                continue
            else:
                dead.add((piece, at.pop()))
                ends.pop()
            if not at:
                return None
        return {
            name: text[begin:end].strip()
            for (name, _), begin, end in zip(self.pieces, at, at[1:], strict=False)
            if name not in {"", "*"}
        }

    def _ends(self, piece: int, text: str, begin: int) -> list[int]:
        """Return where ``piece`` may end if it begins at ``begin``, the best first."""
        name, literal = self.pieces[piece]
        if literal:
            return [begin + len(literal)] if text.startswith(literal, begin) else []
        border = text.find("/", begin)
        last = len(text) if border < 0 else border
        if name == "*":
            return list(range(begin, last + 1))
        if name in _DIGITS:
            ends = range(last, begin, -1)
            return [e for e in ends if e - begin <= 4 and _DIGITS[name].fullmatch(text, begin, e)]
        if name == "date":
            longest = min(last, begin + 20)  # 二〇一九年十二月三十一日 has 12
            return [e for e in range(longest, begin, -1) if whole_date(text[begin:e])]
        return list(range(begin + 1, last + 1))


def name_pattern(source: str) -> NamePattern:
    """Return the pattern that the user wrote; `UsageProblem` if it is none.

    ``{field}`` stands for at least one character, ``{}`` or ``{*}`` for anything, ``{{``
    and ``}}`` for braces. ``{year}``, ``{month}`` and ``{day}`` are digits, ``{date}`` is
    a date as people write it.
    """
    pieces: list[tuple[str, str]] = []
    for match in _PIECE.finditer(as_read(source)):
        token, name = match.group(), match[1]
        if token in {"{", "}"}:
            raise _bad(source, match.start(), "括号没有配对", "a brace without its partner")
        if name is None:
            literal = token[0] if token in {"{{", "}}"} else token
            if pieces and not pieces[-1][0]:
                pieces[-1] = ("", pieces[-1][1] + literal)
            else:
                pieces.append(("", literal))
            continue
        name = field_name(name) or "*"
        if name in _RESERVED:
            raise _bad(
                source,
                match.start(),
                f"{name} 不能从文件名取得",
                f"{name} is not for a name to say",
            )
        if pieces and pieces[-1][0] and not ({name, pieces[-1][0]} & {"date", *_DIGITS}):
            raise _bad(
                source, match.start(), "两个字段之间没有分隔", "nothing stands between two fields"
            )
        if name != "*" and name in {piece for piece, _ in pieces}:
            raise _bad(
                source, match.start(), f"字段 {safe(name)} 出现两次", f"{safe(name)} stands twice"
            )
        pieces.append((name, ""))
    names = {name for name, _ in pieces} - {"", "*"}
    if not names:
        raise _bad(source, 0, "没有 {字段}", "it has no {field}")
    if "day" in names and not {"year", "month"} <= names:
        raise _bad(source, 0, "有 {day} 而没有 {year} 和 {month}", "{day} needs {year} and {month}")
    if "month" in names and "year" not in names:
        raise _bad(source, 0, "有 {month} 而没有 {year}", "{month} needs {year}")
    if len(pieces) > 2 * _MAX_FIELDS:
        raise _bad(source, 0, "字段太多", "too many fields")
    return NamePattern(source, tuple(pieces), sum(literal.count("/") for _, literal in pieces))


def with_names(
    documents: Sequence[Document], pattern: NamePattern, *, dates: bool = True
) -> tuple[tuple[Document, ...], tuple[Caveat, ...]]:
    """Return the documents with the fields that their files' names give.

    They take the place of what was known. A file with several articles keeps their
    titles. A file whose name does not fit is left as it was and counted.
    """
    found, strange = named(documents, pattern, with_several_articles(documents), dates=dates)
    return found, name_caveats(pattern, strange)


def named(
    documents: Sequence[Document],
    pattern: NamePattern,
    several: Set[str],
    *,
    dates: bool = True,
) -> tuple[tuple[Document, ...], tuple[str, ...]]:
    """Return the documents with the fields of their names, and the paths that do not fit.

    ``several`` are paths of files with several articles, known perhaps from more documents.
    """
    found = {path: pattern.match(path) for path in dict.fromkeys(d.path for d in documents)}
    result = []
    for document in documents:
        values = dict(found[document.path] or {})
        if document.path in several:
            values.pop("title", None)
        result.append(with_fields(document, values, dates=dates))
    return tuple(result), tuple(path for path, values in found.items() if values is None)


def name_caveats(pattern: NamePattern, strange: Sequence[str]) -> tuple[Caveat, ...]:
    """Return what there is to say of ``strange``, the paths that do not fit ``pattern``."""
    if not strange:
        return ()
    shown = examples([PurePosixPath(path).name for path in strange])
    return (
        Caveat(
            "name-pattern",
            Both(
                f"{len(strange):,} 个文件名与 {safe(pattern.source)} 不符（{shown}）",
                f"{len(strange):,} file names do not fit {safe(pattern.source)} ({shown})",
            ),
        ),
    )


def _dated(values: Mapping[str, str]) -> dict[str, str]:
    """Return the fields with year, month and day put together as the date."""
    result = {name: value for name, value in values.items() if name not in _DIGITS}
    parts = [values[name].zfill(2) for name in ("year", "month", "day") if name in values]
    if parts and "date" not in result:
        result["date"] = "-".join(parts)
    return result


def _bad(source: str, at: int, zh: str, en: str) -> UsageProblem:
    return UsageProblem(
        f"--name-pattern {safe(source[:200])}",
        Both(f"第 {at + 1} 个字符处：{zh}", f"at character {at + 1}: {en}"),
        Both("例如 '{date}_{source}_{title}.txt'", "for example '{date}_{source}_{title}.txt'"),
    )
