"""A document with more known about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from cntext.model import Document
from cntext.text.dates import iso_date
from cntext.text.safe import safe

SHOWN = 3  # examples in a message


def with_fields(document: Document, values: Mapping[str, str], *, dates: bool = True) -> Document:
    """Return ``document`` with the fields ``values``; what has no place of its own is meta.

    ``date``, else ``month``, else ``year`` is its date, if it is one.
    """
    written = (values.get(name, "") for name in ("date", "month", "year"))
    date = next(filter(None, map(iso_date, written)), "") if dates else ""
    known = {"title", "author", "source"}
    reserved = known | {"date", "month", "year", "path", "id", "document", "text"}
    return document._replace(
        title=values.get("title") or document.title,
        author=values.get("author") or document.author,
        source=values.get("source") or document.source,
        date=date or document.date,
        meta={**document.meta, **{k: v for k, v in values.items() if k not in reserved and v}},
    )


def with_several_articles(documents: Iterable[Document]) -> frozenset[str]:
    """Return the paths of files that several of ``documents`` are of."""
    count = Counter(document.path for document in documents)
    return frozenset(path for path, articles in count.items() if articles > 1)


def examples(items: Sequence[str]) -> str:
    """Return the first few of ``items`` for a message."""
    shown = ", ".join(safe(item[:60]) for item in items[:SHOWN])
    return shown + (" …" if len(items) > SHOWN else "")
