"""From paths to the documents of a run: read, cleaned, and everything lost reported."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import replace

from cntext.clean.documents import documents_of
from cntext.cli.request import Request
from cntext.cli.speaking import Speaker
from cntext.errors import Both, CntextError, Reported, UsageProblem
from cntext.model import Document, Failure, Inputs, Page
from cntext.read.encoding import check_encoding
from cntext.read.formats import ReadOptions
from cntext.read.pages import read_pages
from cntext.read.paths import STDIN
from cntext.text.characters import HAN


def read_documents(request: Request, speaker: Speaker) -> tuple[Inputs, list[Document]]:
    """Return the documents that ``request`` means, and what became of every input.

    Raises `UsageProblem` where nothing is named, `Reported` where a failure is to stop
    the run, `CntextError` where a folder holds nothing to read.
    """
    inputs = Inputs()
    documents: list[Document] = []
    paths = _paths(request)
    options = ReadOptions(check_encoding(request.encoding) if request.encoding else None)
    for page in read_pages(paths, inputs, options):
        documents += documents_of(page, clean=not request.no_clean)
        _remark(page, speaker)
        if request.on_error == "stop" and inputs.failed:
            break
    speaker.many([_line(failure, speaker.lang) for failure in inputs.failed])
    if inputs.failed and request.on_error == "stop":
        raise Reported
    if not documents and not inputs.failed:
        raise CntextError(
            " ".join(paths),
            Both("没有可读的文件", "no readable file found"),
            Both("能读的格式见 cntext doctor", "`cntext doctor` lists the formats"),
        )
    _summarise(inputs, speaker)
    return inputs, _with_own_ids(documents)


def _paths(request: Request) -> tuple[str, ...]:
    if request.paths:
        return request.paths
    if sys.stdin is None or sys.stdin.isatty():
        raise UsageProblem(
            "",
            Both("没有说要读什么", "nothing to read"),
            Both("给出文件或文件夹，或用管道输入", "give a file or folder, or pipe text in"),
        )
    return (STDIN,)


def _remark(page: Page, speaker: Speaker) -> None:
    """Say what the reader of the numbers must know about one file."""
    remark = None
    if not page.text.strip():
        remark = Both("空文件，计为 0 词", "empty; counted as 0 words")
    elif page.replaced:
        remark = Both(
            f"{page.replaced} 处无法解码，已替换为 �；可用 --encoding 指定编码",
            f"{page.replaced} undecodable places replaced by �; --encoding overrules",
        )
    elif not HAN.search(page.text):
        remark = Both(
            f"没有汉字（按 {page.encoding} 读）；如果不对，用 --encoding 指定编码",
            f"no Chinese characters (read as {page.encoding}); --encoding overrules",
        )
    if remark:
        speaker.note(Both(f"{page.path}：{remark.zh}", f"{page.path}: {remark.en}"))


def _line(failure: Failure, lang: str) -> str:
    return CntextError(failure.path, failure.problem, failure.hint).say(lang)


def _summarise(inputs: Inputs, speaker: Speaker) -> None:
    if not (inputs.failed or inputs.skipped.get("unsupported")):
        return
    ok, bad = len({page.path for page in inputs.files}), len(inputs.failed)
    rest = sum(inputs.skipped.values())
    speaker.note(
        Both(
            f"共读 {ok:,} 个文件，失败 {bad:,} 个，按规则跳过 {rest:,} 个",
            f"summary: {ok:,} ok, {bad:,} failed, {rest:,} skipped",
        )
    )


def _with_own_ids(documents: list[Document]) -> list[Document]:
    """Give documents that share a file name their whole path as id."""
    count = Counter(document.id for document in documents)
    return [
        replace(document, id=document.path) if count[document.id] > 1 else document
        for document in documents
    ]
