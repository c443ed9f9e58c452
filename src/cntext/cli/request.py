"""What the options that commands share ask for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Request:
    """What the shared options ask for."""

    paths: tuple[str, ...] = ()
    encoding: str | None = None
    no_clean: bool = False
    on_error: str = "skip"
    userdict: tuple[str, ...] = ()
    plain: bool = False
    lexicons: tuple[str, ...] = ()
    no_lexicon: bool = False
    stopwords: tuple[str, ...] = ("function",)

    def record(self) -> dict[str, object]:
        """Return the options for the manifest; lists of words are recorded with their hashes."""
        return {
            "paths": list(self.paths),
            "encoding": self.encoding,
            "clean": not self.no_clean,
            "plain": self.plain,
        }
