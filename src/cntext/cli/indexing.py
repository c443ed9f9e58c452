"""From paths to an index: read and segment, part by part, and write what comes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from cntext.analysis import Cut
from cntext.cli.manifest import inputs_record
from cntext.cli.pipeline import Session
from cntext.cli.request import Request
from cntext.cli.speaking import Speaker
from cntext.errors import Both, Exit, UsageProblem
from cntext.model import Document
from cntext.segment.build import build_corpus
from cntext.store.index import Index
from cntext.store.layers import Layer
from cntext.store.part import PartData

PART_SIZE = 5_000_000  # characters; a part is about 16 MB of text
# Those say what is read, or are for this run alone; the others shape what is stored.
_OF_A_RUN = frozenset({"paths", "files_from", "stopwords", "duplicates", "on_error"})


def build(target: Path, request: Request, speaker: Speaker) -> Exit:
    """Build an index of what ``request`` names at ``target``."""
    session = Session(request, speaker)
    session.read()
    settings = {"options": _options(request), "lists": _lists(session)}
    _say(Index.create(target, parts(session, session.documents), settings), speaker)
    return session.exit_code()


def extend(target: Path, paths: tuple[str, ...], speaker: Speaker) -> Exit:
    """Add to the index at ``target`` the files at ``paths`` that it does not hold yet."""
    index = Index.open(target)
    session = Session(_request(index, paths), speaker)
    if _lists(session) != index.settings.get("lists"):
        raise UsageProblem(
            str(target),
            Both(
                "词表、用户词典或切词程序与建立索引时不同",
                "lexicon, user dictionary or segmenter are not those it was built with",
            ),
            Both("请重新建立索引", "build the index again"),
        )
    session.read()
    held = {
        file["path"]: file["sha256"]
        for part in index.parts
        for file in part.record["inputs"]["files"]
    }
    for page in session.inputs.files:
        if held.get(page.path, page.sha256) != page.sha256:
            raise UsageProblem(
                page.path,
                Both("索引里是它从前的内容", "the index holds an earlier state of it"),
                Both("请重新建立索引", "build the index again"),
            )
    known = {page.path for page in session.inputs.files if page.sha256 in set(held.values())}
    if known:
        text = f"{len(known):,}"
        speaker.note(
            Both(
                f"{text} 个文件已在索引里，跳过", f"{text} files are in the index already: skipped"
            )
        )
    new = [document for document in session.documents if document.path not in known]
    if new:
        index = index.append(parts(session, new))
    _say(index, speaker)
    return session.exit_code()


def parts(session: Session, documents: Sequence[Document]) -> Iterator[PartData]:
    """Yield ``documents``, cut into tokens, in parts of about `PART_SIZE` characters."""
    plain = session.request.plain
    cut = Cut.WORDS if plain else Cut.UNITS
    lexicon = None if plain else session.lexicon
    size = sum(len(document.text) for document in documents)
    with session.speaker.progress(Both("分词", "segmenting"), size) as bar:
        for group in _groups(documents):
            corpus = build_corpus(group, session.segmenter(), lexicon=lexicon, progress=bar.advance)
            paths = {document.path for document in group}
            pages = [page for page in session.inputs.files if page.path in paths]
            inputs = replace(session.inputs, files=pages)
            record = {"inputs": inputs_record(inputs, list(group))}
            yield PartData(group, {cut.value: Layer.of(corpus)}, record)


def _groups(documents: Sequence[Document]) -> Iterator[Sequence[Document]]:
    first = size = 0
    for number, document in enumerate(documents):
        if size and size + len(document.text) > PART_SIZE:
            yield documents[first:number]
            first, size = number, 0
        size += len(document.text)
    yield documents[first:]


def _options(request: Request) -> dict[str, object]:
    """Return the options in ``request`` that are not the default and shape what is stored."""
    usual = Request()
    return {
        field.name: getattr(request, field.name)
        for field in fields(request)
        if field.name not in _OF_A_RUN
        and getattr(request, field.name) != getattr(usual, field.name)
    }


def _request(index: Index, paths: tuple[str, ...]) -> Request:
    given = index.settings.get("options")
    known = {field.name for field in fields(Request)} - _OF_A_RUN
    if not isinstance(given, dict) or not known.issuperset(given):
        raise UsageProblem(
            str(index.path),
            Both("不是这样建立的索引，不能追加", "was not built this way; nothing can be added"),
        )
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in given.items()
    }
    return Request(**values, paths=paths)


def _lists(session: Session) -> dict[str, object]:
    """Return the identity of what cuts the text: segmenter, user dictionaries, lexicon."""
    segmenter = session.segmenter()
    return {
        "segmenter": segmenter.name,
        "userdict": [each.sha256 for each in segmenter.userdicts],
        "lexicon": [] if session.request.plain else [sha for _, sha in session.lexicon.sources],
    }


def _say(index: Index, speaker: Speaker) -> None:
    documents = sum(len(part.documents) for part in index.parts)
    speaker.note(
        Both(
            f"{index.path}：{documents:,} 篇，{index.size / 1e6:,.1f} MB",
            f"{index.path}: {documents:,} documents, {index.size / 1e6:,.1f} MB",
        )
    )
