"""What rows lead to: their sentences, and the articles that these stand in, as data of the page.

A report is to open at once on any machine, so both have a budget. Sentences first give up
places of rows that have many; then articles that few rows lead to stay out, and a sentence
of theirs is all that the report has. Both are said.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cntext.errors import Both
from cntext.model import Document
from cntext.places import text_key
from cntext.render.report.content import Report, Sheet
from cntext.render.report.html import Markup
from cntext.table import Cell
from cntext.text.safe import json_safe, safe, veiled

# In bytes of the file: of the whole page, and of sentences in it.
MOST, SENTENCES = 14_500_000, 4_000_000
_FEWEST = 3  # places of a row that are kept, however many rows there are
_PLACE = 30  # bytes that a place takes beside its sentence


@dataclass(frozen=True, slots=True)
class Sources:
    """``blocks`` are named pieces of data for the page, ``notes`` what was left out of them."""

    blocks: dict[str, object]
    notes: tuple[Both, ...]


def sources(report: Report, room: int) -> Sources:
    """Gather sentences and articles; all of it takes about ``room`` bytes at most."""
    sheets = [s for chapter in report.chapters for s in chapter.sheets if s.places is not None]
    number = {document.id: d for d, document in enumerate(report.documents)}
    most = _most(sheets)
    sentences: dict[tuple[int, str], int] = {}
    cited: Counter[int] = Counter()
    blocks: dict[str, object] = {}
    for one in sheets:
        totals = [0] * len(one.table.rows)
        found: list[list[list[object]]] = [[] for _ in totals]
        for place in _records(one, most):
            document = number[str(place["document"])]
            cited[document] += 1
            left, node = str(place["left"]), str(place["node"])
            whole = left + node + str(place["right"])
            sentence = sentences.setdefault((document, whole), len(sentences))
            entry = [sentence, len(left), len(node), place["line"], place["start"], place["end"]]
            row = int(str(place["row"])) - 1
            totals[row] = int(str(place["places"]))
            found[row].append(entry)
        counts = _frequencies(one) or totals
        blocks[f"places-{one.id}"] = [
            [total, places] if total == count else [total, places, count]
            for total, places, count in zip(totals, found, counts, strict=True)
        ]
    blocks["sentences"] = [[document, veiled(text)] for document, text in sentences]
    every = range(len(report.documents))
    blocks["documents"] = [_facts(report.documents[d], False) for d in every]
    room -= sum(len(data_block(name, block).encode()) for name, block in blocks.items())
    kept, left_out = _articles(report.documents, cited, room)
    blocks["documents"] = [_facts(report.documents[d], d in kept) for d in every]
    for d in sorted(kept):
        blocks[f"article-{d}"] = _article(report.documents[d])
    return Sources(blocks, tuple(_notes(sheets, most, left_out)))


def data_block(name: str, value: object) -> Markup:
    """Return ``value`` as JSON in the page; a script can read it, nothing runs it."""
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    # No text can end the element, begin a comment in it, or look like an element of its own.
    data = json_safe(data.replace("<", "\\u003c").replace(">", "\\u003e"))
    return Markup(f'<script type="application/json" id="data-{name}">{data}</script>\n')


def _frequencies(one: Sheet) -> list[Cell]:
    """Return the frequencies of the rows: a table may count otherwise than by places."""
    there = any(column.id == "freq" for column in one.table.columns)
    return one.table.values("freq") if there else []


def _records(one: Sheet, most: int) -> Iterator[dict[str, object]]:
    if one.places is not None:
        for record in one.places.records():
            if int(str(record["place"])) <= most:
                yield dict(record)


def _most(sheets: Sequence[Sheet]) -> int:
    """Return how many places of a row fit into the budget."""
    weight: Counter[int] = Counter()  # bytes that the places of each number take
    seen: set[str] = set()
    for one in sheets:
        for place in _records(one, 1 << 30):
            sentence = f"{place['document']}\n{place['left']}{place['node']}{place['right']}"
            size = _PLACE
            if sentence not in seen:
                seen.add(sentence)
                size += len(sentence.encode("utf-8", "replace"))
            weight[int(str(place["place"]))] += size
    total = 0
    for nth in sorted(weight):
        total += weight[nth]
        if total > SENTENCES and nth > _FEWEST:
            return nth - 1
    return max(weight, default=0)


def _articles(
    documents: Sequence[Document], cited: Counter[int], room: int
) -> tuple[set[int], int]:
    """Return the documents whose text is in the report, the most cited first, and how many are not."""
    order = sorted(range(len(documents)), key=lambda d: (-cited[d], d))
    kept: set[int] = set()
    for d in order:
        room -= len(data_block(f"article-{d}", _article(documents[d])).encode())
        if room < 0:
            break
        kept.add(d)
    return kept, len(documents) - len(kept)


def _facts(document: Document, whole: bool) -> list[object]:
    facts = (document.id, document.title, document.date, document.author, document.source)
    return [*map(safe, facts), safe(document.path), text_key(document.text), int(whole)]


def _article(document: Document) -> list[list[object]]:
    """Return the lines of an article: source line, offset, text."""
    lines: list[list[object]] = []
    at = 0
    for line in document.text.split("\n"):
        lines.append([document.line_of(at), at, veiled(line)])
        at += len(line) + 1
    return lines


def _notes(sheets: Sequence[Sheet], most: int, left_out: int) -> Iterator[Both]:
    cut = sum(
        int(str(record["places"])) > most
        for one in sheets
        for record in _records(one, 1)
        if record["place"] == 1
    )
    if cut:
        yield Both(
            f"例句：{cut:,} 行各只收前 {most:,} 处；全部出处用各表下的命令加 --evidence 写出。",
            f"Sentences: {cut:,} rows have their first {most:,} places; the commands below the "
            "tables write all of them with --evidence.",
        )
    if left_out:
        yield Both(
            f"全文：篇幅所限，{left_out:,} 篇只有例句和原文行号。",
            f"Articles: for their size, {left_out:,} are present with sentences and line "
            "numbers only.",
        )
