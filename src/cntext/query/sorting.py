"""What places are put in order by, and counted by: words beside them, or their documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cntext.corpus import Corpus
from cntext.errors import Both, UsageProblem, near
from cntext.lazy import pattern
from cntext.query.context import Touched, position
from cntext.query.hits import Hits
from cntext.text.safe import safe

_POSITION = pattern(r"([1-9])([lLrR])|([lLrR])([1-9])")
NODE = "node"
BUILT_IN = ("document", "title", "date", "year", "month", "author", "source", "path")


def parse_keys(written: str, option: str) -> tuple[str, ...]:
    """Return the keys of a list such as ``1R,2R,date``; `UsageProblem` for an empty one."""
    keys = tuple(key.strip() for key in written.split(",") if key.strip())
    if written and not keys:
        raise UsageProblem(f"{option} {safe(written)}", Both("没有写键", "no key is named"), _HINT)
    return keys


_HINT = Both(
    "例如 1R,2R、1L、node、date、document", "for example 1R,2R or 1L, node, date, document"
)


def place_of(key: str) -> int:
    """Return the position that ``key`` names, 0 if it names none: 1R is 1, 2L is -2."""
    found = _POSITION.fullmatch(key)
    if not found:
        return 0
    number, side = (found[1], found[2]) if found[1] else (found[4], found[3])
    return int(number) if side in "rR" else -int(number)


def column(corpus: Corpus, hits: Hits, at: Touched, key: str) -> list[str]:
    """Return the value of ``key`` for every hit: a word, or what its document says."""
    if place := place_of(key):
        return position(corpus, hits, at, place)
    if key == NODE:
        return [corpus.documents[d].text[start:end] for d, start, end in hits]
    values = fields(corpus, key)
    return [values[d] for d in hits.document.tolist()]


def fields(corpus: Corpus, name: str) -> list[str]:
    """Return what each document says for field ``name``, from a column where there is one."""
    values = getattr(corpus.documents, "values", None)
    if values is None:
        return [document.field(name) for document in corpus.documents]
    return list(values(name))


def check_field(pieces: Sequence[Corpus], key: str, option: str) -> None:
    """Refuse a key that is neither a position nor a field of any document."""
    if place_of(key) or key == NODE or key in BUILT_IN or not any(map(len, pieces)):
        return
    if not any(any(fields(corpus, key)) for corpus in pieces):
        raise _unknown(pieces, key, option)


def order(columns: Sequence[Sequence[Any]], length: int) -> Sequence[int]:
    """Return the numbers of the hits in order of the columns, the first one first.

    By code point; equal ones stay in the order of the corpus.
    """
    if not columns:
        return range(length)
    return sorted(range(length), key=lambda h: tuple(values[h] for values in columns))


def _unknown(pieces: Sequence[Corpus], key: str, option: str) -> UsageProblem:
    meta = {name for corpus in pieces for document in corpus.documents for name in document.meta}
    known = sorted({NODE, "1L", "1R", *BUILT_IN, *meta})
    return UsageProblem(
        f"{option} {safe(key)}",
        Both("没有一篇文档有这个字段", "no document has that field"),
        near(key, known) or Both("可用：" + "、".join(known), "there are: " + ", ".join(known)),
    )
