"""From paths to an index and back: what is stored, and with which options it may be used."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from cntext.analysis import Cut
from cntext.cli.pipeline import Session
from cntext.cli.request import Request
from cntext.cli.sealed import lists_of, options_of
from cntext.cli.speaking import Speaker
from cntext.corpus import field_of
from cntext.errors import Both, Exit, UsageProblem
from cntext.flow.making import described
from cntext.flow.record import Record, to_json
from cntext.lazy import np
from cntext.store.index import Index
from cntext.store.joining import take
from cntext.store.layers import Layer
from cntext.store.part import PartData


def build(target: Path, request: Request, speaker: Speaker) -> Exit:
    """Build an index of what ``request`` names at ``target``."""
    session = Session(request, speaker)
    session.read()
    cut = Cut.WORDS if request.plain else Cut.UNITS
    settings = {"options": options_of(request), "lists": lists_of(session.supply, cut)}
    _say(Index.create(target, _parts(session, cut, lambda _: True), settings), speaker)
    return session.exit_code()


def extend(target: Path, paths: tuple[str, ...], speaker: Speaker) -> Exit:
    """Add to the index at ``target`` the files at ``paths`` that it does not hold yet."""
    index = Index.open(target)
    session = Session(_request(index, paths), speaker)
    cut = Cut.WORDS if session.request.plain else Cut.UNITS
    if lists_of(session.supply, cut) != index.settings.get("lists"):
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
    for file in session.record.files:
        if held.get(file.path, file.sha256) != file.sha256:
            raise UsageProblem(
                file.path,
                Both("索引里是它从前的内容", "the index holds an earlier state of it"),
                Both("请重新建立索引", "build the index again"),
            )
    sums = set(held.values())
    known = {file.path for file in session.record.files if file.sha256 in sums}
    if known:
        text = f"{len(known):,}"
        speaker.note(
            Both(
                f"{text} 个文件已在索引里，跳过", f"{text} files are in the index already: skipped"
            )
        )
    if any(path not in known for path in field_of(session.documents, "path")):
        index = index.append(_parts(session, cut, lambda path: path not in known))
    _say(index, speaker)
    return session.exit_code()


def _parts(session: Session, cut: Cut, wanted: Callable[[str], bool]) -> Iterator[PartData]:
    """Yield what is stored of each part of the run: documents of the files that are ``wanted``."""
    for record, corpus in session.pieces(cut):
        mask = [wanted(path) for path in field_of(corpus.documents, "path")]
        chosen = take(corpus, np.array(mask, bool))
        if len(chosen) != record.documents or not session.takes_all:
            known = described(chosen.documents, record)
        else:
            known = record
        files = tuple(file for file in known.files if wanted(file.path))
        if files or len(chosen):
            yield PartData(chosen.documents, {cut.value: Layer.of(chosen)}, _record(known, files))


def _record(record: Record, files: tuple[Any, ...]) -> dict[str, object]:
    """Return the record of a part; what could not be read is no part of an index."""
    names = [{"path": file.path, "sha256": file.sha256} for file in files]
    kept = record._replace(files=files, failed=(), skipped={})
    return {**to_json(kept), "inputs": {"files": names}}


def _request(index: Index, paths: tuple[str, ...]) -> Request:
    given = index.settings.get("options")
    known = set(Request._fields)
    if not isinstance(given, dict) or not known.issuperset(given):
        raise UsageProblem(
            str(index.path),
            Both("不是这样建立的索引，不能追加", "was not built this way; nothing can be added"),
        )
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in given.items()
    }
    return Request(**values, paths=paths)


def _say(index: Index, speaker: Speaker) -> None:
    documents = sum(len(part.documents) for part in index.parts)
    speaker.note(
        Both(
            f"{index.path}：{documents:,} 篇，{index.size / 1e6:,.1f} MB",
            f"{index.path}: {documents:,} document{'s'[: documents != 1]}, {index.size / 1e6:,.1f} MB",
        )
    )
