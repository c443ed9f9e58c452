"""jieba's dictionary, kept ready in a cache of our own.

jieba would unpickle ``<temp folder>/jieba.cache``, whoever wrote it; a planted file there
changes how every text is cut. Ours is private, checksummed, holds plain text and
numbers, and is named after a hash of the dictionary that it was made from.
"""

from __future__ import annotations

import hashlib
import importlib.util
import sys
from array import array
from functools import cache
from pathlib import Path
from types import ModuleType

from cntext.storage import cache_folder, load_checked, sha256, store_checked

_FORMAT = 1


def quiet_jieba() -> ModuleType:
    """Import jieba and keep it from talking on stderr."""
    import logging
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # its source has invalid escapes; pkg_resources is deprecated
        import jieba
    module: ModuleType = jieba
    module.setLogLevel(logging.CRITICAL)
    return module


def dictionary_path() -> Path:
    """Return jieba's own ``dict.txt``, without importing jieba."""
    spec = importlib.util.find_spec("jieba")
    return Path(spec.origin if spec and spec.origin else "").with_name("dict.txt")


@cache
def jieba_version() -> str:
    """Return the version of jieba that is installed, as its own metadata has it.

    The folder of the metadata has it in its name; ``importlib.metadata`` takes longer to
    import than a small text to count.
    """
    folders = dictionary_path().parents[1].glob("jieba-*.dist-info")
    found = [folder.stem.partition("-")[2] for folder in folders]
    if len(found) == 1:
        return found[0]
    from importlib.metadata import version

    return version("jieba")


@cache
def dictionary_sha256() -> str:
    """Return the SHA-256 of jieba's dictionary.

    It is kept under path, size and time of the file, as what the core reads is: to hash 5 MB is
    a thirtieth of a second run.
    """
    path, folder = dictionary_path(), cache_folder()
    status = path.stat()
    name = f"{path}\0{status.st_size}\0{status.st_mtime_ns}".encode("utf-8", "surrogateescape")
    key = hashlib.blake2b(name, digest_size=12).hexdigest()
    entry = folder / f"dictionary-sha256-{key}" if folder else None
    if entry and (kept := load_checked(entry)):
        return kept.decode("ascii")
    made = sha256(path.read_bytes())
    if entry:
        store_checked(entry, made.encode("ascii"))
    return made


def prefix_dictionary(path: Path) -> tuple[dict[str, int], int]:
    """Return jieba's prefix dictionary and its total, as ``Tokenizer.gen_pfdict`` makes it.

    Every prefix of a word is a key; those that are no words have frequency 0.
    """
    data = path.read_bytes()
    key = hashlib.blake2b(data, digest_size=16).hexdigest()
    folder = cache_folder()
    entry = folder / f"dictionary-{_FORMAT}-{sys.byteorder}-{key}" if folder else None
    body = load_checked(entry) if entry else None
    if body is not None:
        return _unpack(body)
    made = _make(data)
    if entry:
        store_checked(entry, _pack(*made))
    return made


def _make(data: bytes) -> tuple[dict[str, int], int]:
    frequency: dict[str, int] = {}
    total = 0
    for line in data.decode("utf-8").splitlines():
        word, number = line.split(" ")[:2]
        frequency[word] = int(number)
        total += int(number)
        for end in range(1, len(word)):
            frequency.setdefault(word[:end], 0)
    return frequency, total


def _pack(frequency: dict[str, int], total: int) -> bytes:
    numbers = array("q", [total, len(frequency), *frequency.values()])
    return numbers.tobytes() + "\n".join(frequency).encode("utf-8")


def _unpack(body: bytes) -> tuple[dict[str, int], int]:
    head = array("q", body[:16])
    total, count = head
    numbers = array("q", body[16 : 16 + 8 * count])
    words = body[16 + 8 * count :].decode("utf-8").split("\n")
    return dict(zip(words, numbers, strict=True)), total
