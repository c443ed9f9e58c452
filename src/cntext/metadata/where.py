"""A small, safe language for choosing documents: ``--where 'year>=2019 and …'``.

The grammar is in `cntext.metadata.where_parser`, how values compare in
`cntext.metadata.where_values`. Nothing is evaluated by Python; patterns are matched in
linear time (`cntext.text.linear_regex`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from cntext.errors import Both, UsageProblem, near
from cntext.metadata.where_parser import parse
from cntext.metadata.where_tokens import problem
from cntext.metadata.where_values import Predicate
from cntext.model import Document
from cntext.text.characters import as_read
from cntext.text.safe import safe

BUILT_IN = frozenset(
    {
        "title",
        "date",
        "year",
        "month",
        "quarter",
        "decade",
        "author",
        "source",
        "path",
        "document",
        "text",
    }
)


@dataclass(frozen=True, slots=True)
class Where:
    """A question that every document answers with yes or no.

    ``fields`` are those that it compares, each with the place where it stands first.
    """

    source: str
    test: Predicate
    fields: tuple[tuple[str, int], ...]

    def __call__(self, document: Document) -> bool:
        """Say whether ``document`` is meant."""
        return self.test(document)


def where(expression: str) -> Where:
    """Return what ``expression`` asks; `UsageProblem` with the place where it is wrong."""
    expression = as_read(expression)
    test, fields = parse(expression)
    return Where(expression, test, tuple(fields.items()))


def selected(documents: Sequence[Document], asked: Where) -> tuple[Document, ...]:
    """Return the documents that ``asked`` holds for, in their order.

    A field that no document has is a `UsageProblem` with the nearest name: a misspelt
    field would otherwise choose nothing in silence. has(field) may ask for any.
    """
    check_fields(documents, asked)
    return tuple(document for document in documents if asked(document))


def check_fields(documents: Sequence[Document], asked: Where) -> None:
    """Refuse a condition that compares a field which none of ``documents`` has."""
    if documents:
        check_known({name for document in documents for name in document.meta}, asked)


def check_known(fields: Set[str], asked: Where) -> None:
    """Refuse a condition that compares a field which is neither built in nor among ``fields``."""
    known = fields | BUILT_IN
    for name, at in asked.fields:
        if name not in known:
            raise _unknown(asked.source, name, at, known)


def where_note(asked: Where, kept: int, total: int) -> Both:
    """Return the line that says which documents were counted."""
    shown = safe(asked.source)
    return Both(
        f"--where {shown}：{total:,} 篇中取 {kept:,} 篇",
        f"--where {shown}: {kept:,} of {total:,} documents",
    )


def _unknown(source: str, name: str, at: int, known: Iterable[str]) -> UsageProblem:
    names = sorted(known)
    shown = ", ".join(safe(n[:40]) for n in names[:20]) + (" …" if len(names) > 20 else "")
    hint = near(name, map(safe, names)) or Both(f"有：{shown}", f"there are: {shown}")
    name = safe(name[:40])
    return problem(source, at, f"没有一篇有字段 {name}", f"no document has a field {name}", hint)
