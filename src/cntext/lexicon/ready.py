"""Lexicon files kept as they were read: to parse them takes longer than to count a small text.

What is kept is named by the bytes of the files and by the code that reads them, and never
believed for anything else.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cntext import __version__
from cntext.errors import Both
from cntext.lexicon.concepts import Concept
from cntext.lexicon.files import Entry, LexiconFile, read_lexicon_file
from cntext.storage import cache_folder, load_checked, store_checked

_NAME = "lexicon"  # one entry: the lexicon of this version takes the place of the last one's
_KEY = 32  # bytes at its beginning


def read_all(paths: Sequence[Path]) -> list[LexiconFile]:
    """Return what the files at ``paths`` hold, from the cache where they were read before."""
    folder = cache_folder()
    key = _key(paths) if folder else None
    if folder is None or key is None:
        return [read_lexicon_file(path) for path in paths]
    body = load_checked(folder / _NAME)
    if body is not None and body[:_KEY] == key:
        return [
            _file(path, *each) for path, each in zip(paths, json.loads(body[_KEY:]), strict=True)
        ]
    files = [read_lexicon_file(path) for path in paths]
    if not any(file.problems for file in files):
        text = json.dumps([_plain(file) for file in files], ensure_ascii=False)
        store_checked(folder / _NAME, key + text.encode("utf-8", "surrogatepass"))
    return files


def _key(paths: Sequence[Path]) -> bytes | None:
    """Return a name for what the files hold and for the code that reads them."""
    found = hashlib.blake2b(__version__.encode(), digest_size=_KEY)
    try:
        for path in [*paths, *sorted(Path(__file__).parent.glob("*.py"))]:
            data = path.read_bytes()
            found.update(f"{path.name}\0{len(data)}\0".encode("utf-8", "surrogateescape"))
            found.update(data)
    except OSError:  # reading it the usual way says what is wrong
        return None
    return found.digest()


def _plain(file: LexiconFile) -> list[object]:
    entries = [[tuple(e.concept), e.line, e.bare, e.replaces] for e in file.entries]
    return [file.sha256, list(file.category), entries]


def _file(path: Path, sha256: str, category: list[str], entries: list[Any]) -> LexiconFile:
    return LexiconFile(path, sha256, tuple(_entry(*e) for e in entries), (), Both(*category))


def _entry(concept: list[Any], line: int, bare: bool, replaces: bool) -> Entry:
    name, category, forms, gloss, since, guards, full = concept
    made = Concept(name, category, tuple(forms), gloss, since, tuple(guards), full)
    return Entry(made, line, bare, replaces)
