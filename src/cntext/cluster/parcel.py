"""What travels with a job: plan, options, choice, lists of words, files by the hash of their content."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cntext.flow.choosing import Selection
from cntext.flow.jobs import Counting
from cntext.flow.part import Tokens
from cntext.flow.plan import Plan
from cntext.flow.supply import Supply
from cntext.flow.workshop import Workshop
from cntext.stopwords import NONE, word_sets
from cntext.storage import cache_folder, publish_private, sha256

_FOLDER = "lists"  # of the cache of a worker


@dataclass(frozen=True, slots=True)
class Parcel:
    """All that the jobs of a run share. ``files`` are (hash, name, content), ``asked`` the
    options of the `Supply`, in which a file is named by its hash.
    """

    plan: Plan
    asked: Mapping[str, Any]
    files: tuple[tuple[str, str, bytes], ...]
    tokens: Tokens | None
    counting: Counting | None
    selection: Selection | None

    @classmethod
    def of(cls, workshop: Workshop, tokens: Tokens | None, counting: Counting | None) -> Parcel:
        """Pack what ``workshop`` counts with."""
        files: dict[str, tuple[str, str, bytes]] = {}

        def packed(name: str) -> str:
            data = Path(name).read_bytes()
            files[name] = (sha256(data), Path(name).name, data)
            return _mark(files[name][0])

        asked = dict(workshop.supply.asked)
        asked["userdict"] = tuple(map(packed, asked["userdict"]))
        asked["lexicons"] = tuple(map(packed, asked["lexicons"]))
        shipped = {NONE, *word_sets()}
        asked["stopwords"] = tuple(n if n in shipped else packed(n) for n in asked["stopwords"])
        lists = tuple(files.values())
        return cls(workshop.plan, asked, lists, tokens, counting, workshop.selection)

    def unpacked(self) -> Workshop:
        """Return the workshop in this process; the lists are written where it can read them."""
        places = {_mark(sha): _placed(sha, name, data) for sha, name, data in self.files}
        asked: dict[str, Any] = {
            key: tuple(places.get(name, name) for name in value)
            if isinstance(value, tuple)
            else value
            for key, value in self.asked.items()
        }
        return Workshop(self.plan, Supply(**asked), threads=1, selection=self.selection)

    def sealed(self) -> bytes:
        """Return this as bytes."""
        return pickle.dumps(self, protocol=pickle.HIGHEST_PROTOCOL)


def _mark(sha: str) -> str:
    return f"sha256:{sha}"


def _placed(sha: str, name: str, data: bytes) -> str:
    """Write a list under its hash, once for all jobs on this machine; return its path."""
    folder = cache_folder()
    if folder is None:
        import tempfile

        folder = Path(tempfile.mkdtemp(prefix="cntext-"))
    path = folder / _FOLDER / sha / name
    if not (path.exists() and sha256(path.read_bytes()) == sha):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        publish_private(path, data)
    return str(path)
