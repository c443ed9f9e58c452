"""A corpus that was read once and can be measured again and again."""

from __future__ import annotations

import os
import warnings
from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

from cntext.api.result import Result
from cntext.cli.calling import Listener, call
from cntext.cli.calling import read as read_session
from cntext.cli.pipeline import Session
from cntext.errors import language_of
from cntext.model import Document

Path: TypeAlias = "str | os.PathLike[str]"
Several: TypeAlias = "Path | Sequence[Path]"
_SHOWN = 5  # complaints about inputs that a warning shows


class CntextWarning(UserWarning):
    """Something about the inputs that the reader of the numbers must know."""


class Corpus:
    """Documents that were read, cleaned and chosen; `read` makes one.

    Texts are cut into words when an analysis first asks for it, and then kept. A corpus
    never changes: what was measured before has no effect on what is measured next.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def __len__(self) -> int:
        return len(self.documents)

    def __repr__(self) -> str:
        paths = ", ".join(self._session.request.paths)
        return f"<cntext.Corpus of {len(self):,} documents from {paths}>"

    @property
    def documents(self) -> Sequence[Document]:
        """The documents, in the order of reading: ``id``, ``text``, ``title``, ``date``, ``meta``.

        Read from disk one at a time where the corpus is big: iterate once, or index.
        """
        return self._session.documents

    @property
    def failed(self) -> dict[str, str]:
        """Inputs that could not be read, and why."""
        lang = language_of()
        return {f.path: f.problem.say(lang) for _, f in self._session.record.failed}

    @property
    def skipped(self) -> dict[str, int]:
        """How many files of the folders were passed over, by the reason."""
        return dict(self._session.record.skipped)

    def run(
        self, name: str, values: Mapping[str, object], terms: str | Sequence[str] = ()
    ) -> Result:
        """Run the analysis called ``name``; the functions of this library say what each takes."""
        several = [terms] if isinstance(terms, str) else list(terms)
        return Result(call(self._session, name, values, several))


def read(
    *paths: Path,
    files_from: Path | None = None,
    encoding: str | None = None,
    text_column: str | None = None,
    text_field: str | None = None,
    no_clean: bool = False,
    no_split: bool = False,
    overrides: Path | None = None,
    no_normalise: bool = False,
    script: Literal["keep", "simplified", "traditional"] = "keep",
    on_error: Literal["skip", "stop"] = "skip",
    meta: Path | None = None,
    name_pattern: str | None = None,
    date_from: Literal["auto", "meta", "name", "text"] = "auto",
    where: str | None = None,
    scope: str = "all",
    dedup: bool = False,
    userdict: Several = (),
    plain: bool = False,
    engine: Literal["auto", "native", "jieba"] = "auto",
    lexicon: Several = (),
    no_lexicon: bool = False,
    stopwords: Several = ("function",),
    jobs: int = 1,
    memory: str = "",
    no_cache: bool = False,
) -> Corpus:
    """Read files and folders; the options are those of every command.

    What could not be read is told by one `CntextWarning` and stands in ``Corpus.failed``; with
    ``on_error="stop"`` it is a `CntextError`, as is whatever is asked for wrongly.

    ``jobs`` is 1, not one for each core as on the command line: a script that lets other
    processes work has to guard itself with ``if __name__ == "__main__":``.

    Args:
        paths: files, folders, patterns or indexes (``.cnx``), in this order.
        files_from: a list of more of them, one a line.
        encoding: of the files; detected if not given.
        text_column: column of a table that holds the text; detected if not given.
        text_field: JSON key that holds the text, ``a.b`` allowed; detected if not given.
        no_clean: take the text as it stands: no lines joined, no articles split.
        no_split: keep a page with several articles as one document.
        overrides: edited decisions, as written by ``cntext clean --report``.
        no_normalise: leave full-width letters and spaced-out digits as they are.
        script: convert to simplified or traditional characters first.
        on_error: on an unreadable file, go on or stop.
        meta: a CSV about the documents: a column ``file``, others ``date``, ``source`` …
        name_pattern: what file names tell, as ``"{date}_{source}_{title}.txt"``.
        date_from: where dates are from: the header (``meta``), the file's name or the text.
        where: only documents that fit, as ``'year>=2019 and source=="人民日报"'``.
        scope: count these parts only: ``"body,title"``, ``"caption"`` …
        dedup: drop documents that double another, exactly or nearly.
        userdict: dictionaries in jieba's format.
        plain: jieba's own words; merge no policy phrases.
        engine: what cuts; the words are the same.
        lexicon: lexicons beside the shipped one: TOML, or one phrase a line.
        no_lexicon: leave out the shipped policy lexicon.
        stopwords: lists by name, files, or ``"none"``.
        jobs: processes at work, 0 for one on each core; the numbers are the same.
        memory: what partial counts may take before they go to disk, as ``"2G"``; half of the
            machine's if not given.
        no_cache: neither use nor keep a cache.
    """
    values = {
        "files_from": _text(files_from),
        "encoding": encoding,
        "text_column": text_column,
        "text_field": text_field,
        "no_clean": no_clean,
        "no_split": no_split,
        "overrides": _text(overrides),
        "no_normalise": no_normalise,
        "script": script,
        "on_error": on_error,
        "meta": _text(meta),
        "name_pattern": name_pattern,
        "date_from": date_from,
        "where": where,
        "scope": scope,
        "dedup": dedup,
        "userdict": _texts(userdict),
        "plain": plain,
        "engine": engine,
        "lexicons": _texts(lexicon),
        "no_lexicon": no_lexicon,
        "stopwords": _texts(stopwords),
        "jobs": jobs,
        "memory": memory,
        "no_cache": no_cache,
    }
    session = read_session([os.fspath(path) for path in paths], values, language_of())
    listener = session.speaker
    if isinstance(listener, Listener) and listener.lines:
        said, more = listener.lines[:_SHOWN], len(listener.lines) - _SHOWN
        warnings.warn(
            "\n".join([*said, *([f"… {more:,}"] if more > 0 else [])]), CntextWarning, stacklevel=2
        )
    return Corpus(session)


def _text(path: Path | None) -> str | None:
    return None if path is None else os.fspath(path)


def _texts(paths: Several) -> list[str]:
    several = [paths] if isinstance(paths, str | os.PathLike) else paths
    return [os.fspath(path) for path in several]
