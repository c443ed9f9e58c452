"""A command's help, taken apart: what it says, and the examples in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cntext.text.wrapping import cells

# "cntext freq corpus/    with a remark": two spaces part the two.
_EXAMPLE = re.compile(r"\s*(cntext\b.*?)(?:\s{2,}(.*))?$")
_TABULAR = re.compile(r"(\s*\S.*?\s{2,})\S|(\s+)\S")  # a term and what it means, or more of it
_ENDED = "。！？："


class Example(NamedTuple):
    """A command line that works as it stands, and a word on it ("" where none is needed)."""

    command: str
    remark: str


class Paragraph(NamedTuple):
    """Text to be wrapped; of a list, later lines begin ``hanging`` cells in."""

    text: str
    hanging: int = 0


class Prose(NamedTuple):
    """The help of a command in one language; paragraphs come in blocks, parted by blank lines."""

    blocks: tuple[tuple[Paragraph, ...], ...]
    examples: tuple[Example, ...]


def prose(text: str) -> Prose:
    """Return ``text`` taken apart.

    A line that begins with the program's name is an example. Lines of prose are put together
    again; so are lines in columns (a term, two spaces, what it means) with what goes on below.
    """
    examples, rest = [], []
    for line in text.splitlines():
        found = _EXAMPLE.match(line)
        if found:
            examples.append(Example(found[1].rstrip(), found[2] or ""))
        else:
            rest.append(line)
    blocks = re.split(r"\n\s*\n", "\n".join(rest).strip("\n"))
    return Prose(tuple(tuple(_paragraphs(block)) for block in blocks if block), tuple(examples))


def without_examples(text: str) -> str:
    """Return a help as its author broke it, without the command lines: for other readers."""
    kept = "\n".join(line for line in text.splitlines() if not _EXAMPLE.match(line))
    return re.sub(r"\n{3,}", "\n\n", kept).strip()


def _paragraphs(block: str) -> Iterator[Paragraph]:
    held, hanging = "", 0
    for line in block.split("\n"):
        tabular = _TABULAR.match(line)
        indented = cells(tabular[1] or tabular[2]) if tabular else 0
        more = indented == hanging and not (tabular and tabular[1])
        if held and not (more and (hanging or held[-1] not in _ENDED)):
            yield Paragraph(held, hanging)
            held = ""
        if held:
            rest = line.lstrip()
            held += ("" if cells(held[-1] + rest[0]) == 4 else " ") + rest  # 4: both Chinese
        else:
            held, hanging = line, indented
    if held:
        yield Paragraph(held, hanging)
