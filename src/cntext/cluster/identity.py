"""What a worker must have in common with the machine that asks it: code, jieba, lists of words."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cntext
from cntext.errors import Both
from cntext.flow.supply import Supply
from cntext.segment.dictionary import dictionary_path, jieba_version

Identity = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A worker that would count otherwise: what differs, as it was asked for and as it is."""

    host: str
    differs: tuple[tuple[str, str, str], ...]


NAMES = {
    "cntext": Both("cntext 的版本", "version of cntext"),
    "code": Both("cntext 的代码", "code of cntext"),
    "python": Both("Python 的版本", "version of Python"),
    "jieba": Both("jieba 的版本", "version of jieba"),
    "dictionary": Both("jieba 的词典", "dictionary of jieba"),
    "lists": Both("词典、词表或停用词", "dictionaries, lexicons or stop words"),
}


def identity(supply: Supply | None = None) -> Identity:
    """Return what shapes a count in this process; with ``supply`` its lists as well."""
    found = dict(_machine())
    if supply is not None:
        fresh = supply.anew()  # what is looked at here was not yet asked for
        hashes = [*(words.sha256 for words in fresh.userdicts), ""]
        hashes += fresh.hashes(["lexicon", "stopwords"])
        found["lists"] = _short("\n".join(hashes).encode())
    return found


def differences(asked: Identity, own: Identity) -> list[tuple[str, str, str]]:
    """Return (what, as asked, as here) for all that is not the same."""
    return [(n, v, own.get(n, "")) for n, v in asked.items() if own.get(n, "") != v]


@cache
def _machine() -> tuple[tuple[str, str], ...]:
    return (
        ("cntext", cntext.__version__),
        ("code", _code()),
        ("python", ".".join(platform.python_version_tuple()[:2])),
        ("jieba", jieba_version()),
        ("dictionary", _short(dictionary_path().read_bytes())),
    )


def _code() -> str:
    """Return a hash of all modules; a version may be worked on, and times differ by machine."""
    top = Path(cntext.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(_modules(top), key=lambda path: path.relative_to(top).parts):
        name = path.relative_to(top).as_posix()
        digest.update(f"{name}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _modules(top: Path) -> Iterator[Path]:
    return (path for path in top.rglob("*.py") if "_data" not in path.parts)


def _short(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]
