"""Stop words: our lists, composed by name, and the user's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cntext import toml
from cntext.errors import Both, UsageProblem
from cntext.resources import shipped
from cntext.storage import sha256
from cntext.text.characters import as_read, is_number

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

    def __contains__(self, word: str) -> bool:
        return word in self.words or (self.numbers and is_number(word))


@dataclass(frozen=True, slots=True)
class WordSet:
    """A named set as ``sets.toml`` composes it from files."""

    name: str
    files: tuple[str, ...]
    label: Both


def word_sets() -> dict[str, WordSet]:
    """Return the shipped sets, then every single file as a set of its own."""
    folder = shipped("stopwords")
    tables = toml.loads((folder / "sets.toml").read_text(encoding="utf-8"))
    sets = {
        name: WordSet(name, tuple(table["files"]), Both(table["zh"], table["en"]))
        for name, table in tables.items()
    }
    for path in sorted(folder.glob("*.txt")):
        first = [line.lstrip("# ") for line in _lines(path)[:2]]
        sets.setdefault(path.stem, WordSet(path.stem, (path.stem,), Both(first[0], first[-1])))
    return sets


def list_words(name: str) -> list[str]:
    """Return the words of one shipped list, in the order of its file."""
    return _words(_lines(shipped("stopwords") / f"{name}.txt"))


def load_stopwords(names: Iterable[str] = DEFAULT) -> StopWords:
    """Return the union of the named sets and files; "none" alone means no stop words.

    A name that is neither a set nor a file is a `UsageProblem`. A file that is called
    like a set is meant by ``./function``.
    """
    asked = tuple(dict.fromkeys(names))
    sets = word_sets()
    words: set[str] = set()
    numbers = False
    sources: dict[str, str] = {}
    for name in asked:
        if name == NONE:
            continue
        if name in sets:  # before any file: what stands in the working folder decides nothing
            paths = [shipped("stopwords") / f"{file}.txt" for file in sets[name].files]
            numbers = numbers or _NUMERALS in sets[name].files
        else:
            paths = [Path(name)]
        for path in paths:
            lines = _lines(path)
            sources[path.name] = sha256("\n".join(lines).encode())
            words.update(_words(lines))
    return StopWords(frozenset(words), numbers, asked, tuple(sources.items()))


def _words(lines: Iterable[str]) -> list[str]:
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _lines(path: Path) -> list[str]:
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageProblem(
            f"--stopwords {path}",
            Both(
                f"既不是词表名，也读不了（{reason}）", f"no list of that name, no file ({reason})"
            ),
            Both("cntext stopwords 列出词表", "`cntext stopwords` shows the lists"),
        ) from error
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return as_read(data.decode(encoding)).splitlines()
        except UnicodeDecodeError:
            continue
    raise UsageProblem(
        f"--stopwords {path}",
        Both("不是 UTF-8 编码的文本", "is not text in UTF-8"),
        Both("请另存为 UTF-8", "save it as UTF-8"),
    )
