"""The passages that were annotated by hand, found again in the documents that commands read.

The annotation is in characters of the file as it is on disk. A command reads that file as
documents: rows of a table apart, widths and spaced digits mended, lines that a layout broke
joined. White space, widths and marks of headings apart reading changes no character, so a
passage is looked up without them, and its mentions are compared so. A mention in another
column of a table (dates of laws) is in no text that a command reads, and left out.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

from cntext.extract.mentions import Mention
from cntext.flow.making import make
from cntext.flow.partitions import partitions
from cntext.flow.plan import Plan
from cntext.model import Document, Inputs
from cntext.read.paths import find_sources

GOLD = Path(__file__).parent / "gold" / "entities"
Span = tuple[str, int, int]  # type, start, end
# What a file has besides the texts: the other columns, quotation marks, escapes.
_FRAMES = {
    ".csv": (re.compile('^[0-9]{4}-[0-9-]*,[^"\\n]*,"|"', re.MULTILINE),),
    ".jsonl": (re.compile(r"\\[nt]|\\(?=[\"/\\])"),),
}


class Bare:
    """Texts without white space, widths and marks of headings, and where each character stood."""

    def __init__(self, texts: Sequence[str]) -> None:
        kept = [
            (c, number, i)
            for number, text in enumerate(texts)
            for i, written in enumerate(text)
            for c in unicodedata.normalize("NFKC", written)
            if not c.isspace() and c != "#"
        ]
        self.text = "".join(c for c, _, _ in kept)
        self.places = [(number, i) for _, number, i in kept]

    def at(self, place: int) -> int:
        """Return which of the characters kept is the first at or behind ``place``, of one text."""
        return bisect_left(self.places, (0, place))


@dataclass(frozen=True, slots=True)
class Passage:
    """The characters ``first:last`` of what is read of ``file``, and the mentions there."""

    file: Path
    bare: Bare
    first: int
    last: int
    mentions: frozenset[Span]

    def spans(self, number: int, found: Iterable[Mention]) -> Iterator[Span]:
        """Yield those of ``found`` in document ``number`` that lie in the passage."""
        places = self.bare.places
        for one in found:
            start = bisect_left(places, (number, one.start))
            end = bisect_left(places, (number, one.end))
            if self.first <= start and end <= self.last:
                yield one.kind.value, start, end

    def written(self, span: Span) -> str:
        """Return what stands at ``span``, with what stands around it."""
        _, start, end = span
        text = self.bare.text
        return f"{text[max(0, start - 12) : start]}[{text[start:end]}]{text[end : end + 12]}"


def passages(name: str, texts: Path) -> Iterator[Passage]:
    """Yield the passages of a set, each in the documents that a command reads by default."""
    for file in json.loads((GOLD / f"{name}.json").read_text("utf-8")):
        path = texts / file["file"]
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != file["sha256"]:
            raise SystemExit(f"{file['file']} is not the file that was annotated")
        raw = data.decode("utf-8-sig")
        for marks in _FRAMES.get(path.suffix, ()):
            raw = marks.sub(lambda match: " " * len(match[0]), raw)
        source, bare = Bare([raw]), Bare([document.text for document in documents_of(path)])
        for begin, end in file["passages"]:
            first, last = source.at(begin), source.at(end)
            shift = _same(source.text, bare.text, first, last) - first
            inside = {
                (kind, source.at(start) + shift, source.at(stop) + shift)
                for kind, start, stop in file["mentions"]
                if begin <= start and stop <= end and source.at(start) < source.at(stop)
            }
            yield Passage(path, bare, first + shift, last + shift, frozenset(inside))


@cache
def documents_of(path: Path) -> tuple[Document, ...]:
    """Return the documents of a file as a command reads it without an option."""
    made = [make(Plan(), part) for part in partitions(find_sources([str(path)], Inputs()))]
    return tuple(document for documents, _ in made for document in documents)


def _same(source: str, text: str, first: int, last: int) -> int:
    """Return where ``source[first:last]`` stands in ``text``.

    Words that come more than once (two laws of one wording) are the same one in both.
    """
    words = source[first:last]
    nth = sum(1 for _ in _places(source[: last - 1], words))
    found = next(islice(_places(text, words), nth, None), None)
    if found is None:
        raise SystemExit(f"no document holds this passage: {words[:40]}")
    return found


def _places(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)
