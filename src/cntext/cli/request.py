"""What the options that commands share ask for."""

from __future__ import annotations

from typing import NamedTuple

from cntext.text.safe import masked

_LISTS_OF_WORDS = frozenset({"userdict", "lexicons", "stopwords"})
# How the work is done; the result is the same.
_HOW = frozenset({"jobs", "memory", "no_cache", "cluster"})


class Request(NamedTuple):
    """What the shared options ask for; each field is an option of the same name."""

    paths: tuple[str, ...] = ()
    files_from: str | None = None
    encoding: str | None = None
    text_column: str | None = None
    text_field: str | None = None
    on_error: str = "skip"
    no_clean: bool = False
    no_split: bool = False
    overrides: str | None = None
    no_normalise: bool = False
    script: str = "keep"
    scope: str = "all"
    meta: str | None = None
    name_pattern: str | None = None
    date_from: str = "auto"
    where: str | None = None
    dedup: bool = False
    duplicates: str | None = None
    userdict: tuple[str, ...] = ()
    plain: bool = False
    engine: str = "auto"
    lexicons: tuple[str, ...] = ()
    no_lexicon: bool = False
    stopwords: tuple[str, ...] = ("function",)
    jobs: int = 1
    memory: str = ""
    no_cache: bool = False
    cluster: str | None = None

    def record(self) -> dict[str, object]:
        """Return the options for the manifest; lists of words are recorded with their hashes."""
        found = {
            name: value
            for name, value in self._asdict().items()
            if name not in _LISTS_OF_WORDS | _HOW
        }
        return {**found, "paths": list(map(masked, self.paths))}
