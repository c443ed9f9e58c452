"""The fields that documents have: a name that none of them has is a mistake, and is refused."""

from __future__ import annotations

from collections.abc import Sequence, Set

from cntext.corpus import field_of
from cntext.errors import Both, UsageProblem, near
from cntext.flow.record import Record
from cntext.model import Document

_BUILT_IN = (
    "document", "year", "quarter", "month", "decade", "date", "title", "author", "source", "path",
)  # fmt: skip


def known_of(record: Record) -> Set[str] | None:
    """Return the fields of all that was read, by its record; None where nothing was."""
    return {"document", *record.fields} if record.documents else None


def fields_of(documents: Sequence[Document]) -> Set[str] | None:
    """Return the fields that any of ``documents`` has; None where there are none."""
    if not documents:
        return None
    own = {key for document in documents for key in document.meta}
    return {name for name in (*_BUILT_IN, *own) if any(field_of(documents, name))}


def check_field(where: str, name: str, fields: Set[str] | None) -> None:
    """Refuse ``name``, given at ``where``, if it is none of ``fields``: say which comes close."""
    if fields is None or name in fields:
        return

    names = sorted({"document", *fields})
    raise UsageProblem(
        where,
        Both("没有一篇文档有这个字段", "no document has that field"),
        near(name, names) or Both("可用：" + "、".join(names), "there are: " + ", ".join(names)),
    )
