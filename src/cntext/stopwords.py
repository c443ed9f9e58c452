"""Stop words: our lists, composed by name, and the user's own."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import or_
from pathlib import Path
from typing import Any, NamedTuple

from cntext.errors import Both, near
from cntext.lazy import np
from cntext.listfile import ListFile, read_list
from cntext.resources import shipped
from cntext.text.characters import is_number
from cntext.text.codes import number_flags

DEFAULT = ("function",)
NONE = "none"
_NUMERALS = "numerals"


@dataclass(frozen=True, slots=True)
class StopWords:
    """Words that tables leave out.

    ``numbers``: tokens in digits alone are left out too; no list can hold them, and they
    belong to the numerals. ``names`` is how the user asked for them, ``sources`` the
    files behind that with their hashes.
    """

    words: frozenset[str] = frozenset()
    numbers: bool = False
    names: tuple[str, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()

    def flags(self, words: Sequence[str]) -> bytes:
        """Return a byte for each of ``words``: 1 if it is left out, else 0."""
        if not (self.words or self.numbers):
            return bytes(len(words))
        listed = bytes(map(self.words.__contains__, words))
        return bytes(map(or_, listed, number_flags(words))) if self.numbers else listed

    def among(self, words: Sequence[str]) -> np.ndarray:
        """Return bool[n]: whether each of ``words`` is left out."""
        return np.frombuffer(self.flags(words), bool)

    def __contains__(self, word: str) -> bool:
        return word in self.words or (self.numbers and is_number(word))


class WordSet(NamedTuple):
    """A named set as ``sets.json`` composes it from files."""

    name: str
    files: tuple[str, ...]
    label: Both


def word_sets() -> dict[str, WordSet]:
    """Return the shipped sets, then every single file as a set of its own."""
    folder = shipped("stopwords")
    tables = _composed()
    sets = {
        name: WordSet(name, tuple(table["files"]), Both(table["zh"], table["en"]))
        for name, table in tables.items()
    }
    for path in sorted(folder.glob("*.txt")):
        first = [line.lstrip("# ") for line in _read(path).text.splitlines()[:2]]
        sets.setdefault(path.stem, WordSet(path.stem, (path.stem,), Both(first[0], first[-1])))
    return sets


def _composed() -> dict[str, dict[str, Any]]:
    """Return what ``sets.json`` says of each set that it composes."""
    text = (shipped("stopwords") / "sets.json").read_text(encoding="utf-8")
    tables: dict[str, dict[str, Any]] = json.loads(text)  # TOML takes 4 ms of every run to read
    return tables


def _files() -> dict[str, tuple[str, ...]]:
    """Return the files of each set of `word_sets`, none of them read for it."""
    single = {path.stem: (path.stem,) for path in shipped("stopwords").glob("*.txt")}
    return single | {name: tuple(table["files"]) for name, table in _composed().items()}


def list_words(name: str) -> list[str]:
    """Return the words of one shipped list, in the order of its file."""
    return _words(_read(shipped("stopwords") / f"{name}.txt").text.splitlines())


def load_stopwords(names: Iterable[str] = DEFAULT) -> StopWords:
    """Return the union of the named sets and files; "none" alone means no stop words.

    A name that is neither a set nor a file is a `UsageProblem`. A file that is called
    like a set is meant by ``./function``.
    """
    asked = tuple(dict.fromkeys(names))
    sets = {} if set(asked) <= {NONE} else _files()
    words: set[str] = set()
    numbers = False
    sources: dict[str, str] = {}
    for name in asked:
        if name == NONE:
            continue
        if name in sets:  # before any file: what stands in the working folder decides nothing
            paths = [shipped("stopwords") / f"{file}.txt" for file in sets[name]]
            numbers = numbers or _NUMERALS in sets[name]
        else:
            paths = [Path(name)]
        for path in paths:
            read = _read(path, near(name, sets))
            sources[path.name] = read.sha256
            words.update(_words(read.text.splitlines()))
    return StopWords(frozenset(words), numbers, asked, tuple(sources.items()))


def _words(lines: Iterable[str]) -> list[str]:
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _read(path: Path, hint: Both | None = None) -> ListFile:
    return read_list(
        path,
        Both("停用词表", "the stop-word list"),
        hint
        or Both("cntext stopwords 列出自带的词表", "`cntext stopwords` shows the shipped lists"),
        encodings=("gb18030",),
    )
