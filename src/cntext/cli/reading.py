"""From paths to the documents of a run: read, cleaned, chosen, and everything lost reported."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from cntext.clean.documents import documents_of
from cntext.clean.overrides import Overrides
from cntext.clean.overrides import load as load_overrides
from cntext.clean.scope import scoped
from cntext.cli.request import Request
from cntext.cli.speaking import Speaker
from cntext.errors import Both, CntextError, Reported, UsageProblem
from cntext.metadata.dating import DateFrom
from cntext.metadata.duplicates import (
    THRESHOLD,
    Duplicate,
    deduplicated,
    duplicates,
    duplicates_note,
    duplicates_table,
)
from cntext.metadata.enrich import enriched
from cntext.metadata.patterns import name_pattern
from cntext.metadata.sidecar import read_sidecar
from cntext.metadata.where import selected, where, where_note
from cntext.model import Document, Failure, Inputs, Page, RegionRole
from cntext.read.encoding import check_encoding
from cntext.read.formats import ReadOptions
from cntext.read.pages import read_pages
from cntext.read.paths import STDIN, listed
from cntext.storage import sha256
from cntext.table import Caveat, Table
from cntext.text.characters import HAN
from cntext.text.normalise import NOTHING, Normalisation, Script, normalisation_note, normalise

# Words of the field for what a page is made of; every role can be named by itself too.
_SCOPES = {
    "title": (RegionRole.HEADLINE, RegionRole.SUBHEAD),
    "body": (RegionRole.LEAD, RegionRole.BODY),
    "quote": (RegionRole.QUOTATION,),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """The documents of a run, what became of every input, and what to tell about it.

    ``lists`` are the files, with their hashes, that said something about the documents.
    """

    documents: list[Document]
    inputs: Inputs
    notes: tuple[Both, ...] = ()
    caveats: tuple[Caveat, ...] = ()
    duplicates: Table | None = None
    lists: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class _Plan:
    """The options, checked: whatever is wrong with them is found before anything is read."""

    request: Request
    options: ReadOptions = field(init=False)
    overrides: Overrides | None = None
    normalisation: Normalisation = field(init=False)
    roles: frozenset[RegionRole] = field(init=False)

    def __post_init__(self) -> None:
        request = self.request
        self.options = ReadOptions(
            encoding=check_encoding(request.encoding) if request.encoding else None,
            text_column=request.text_column,
            text_field=request.text_field,
        )
        if request.overrides:
            self.overrides = load_overrides(Path(request.overrides))
        rules = NOTHING if request.no_normalise else Normalisation()
        self.normalisation = replace(rules, script=Script(request.script))
        self.roles = _roles(request.scope)


def read_documents(request: Request, speaker: Speaker) -> Reading:
    """Return the documents that ``request`` means, and what became of every input.

    Raises `UsageProblem` for a wrong option or where nothing is named, `Reported` where
    a failure is to stop the run, `CntextError` where there is nothing to read or nothing
    is left.
    """
    plan = _Plan(request)
    asked = where(request.where) if request.where else None
    pattern = name_pattern(request.name_pattern) if request.name_pattern else None
    sidecar = read_sidecar(Path(request.meta)) if request.meta else None
    paths = _paths(request)
    inputs, found, changed = _read(paths, plan, speaker)
    rich = enriched(found, DateFrom(request.date_from), pattern, sidecar)
    documents: Sequence[Document] = _with_own_ids(rich.documents)
    notes = [normalisation_note(changed), *rich.notes]
    if asked:
        chosen = selected(documents, asked)
        notes.append(where_note(asked, len(chosen), len(documents)))
        if documents and not chosen:
            raise CntextError(
                f"--where {request.where}",
                Both("没有符合条件的文档", "no document fits"),
                Both("放宽条件", "ask for less"),
            )
        documents = chosen
    every = documents
    documents, doubles, note = _without_doubles(documents, request)
    notes.append(note)
    return Reading(
        documents=[scoped(document, plan.roles) for document in documents],
        inputs=inputs,
        notes=tuple(note for note in notes if note),
        caveats=rich.caveats,
        duplicates=duplicates_table(every, doubles),
        lists=tuple(
            (Path(path).name, sha256(Path(path).read_bytes()))
            for path in (request.meta, request.overrides)
            if path
        ),
    )


def _read(
    paths: tuple[str, ...], plan: _Plan, speaker: Speaker
) -> tuple[Inputs, list[tuple[Document, str]], Counter[str]]:
    """Return the inputs, the documents with the dates of their headers, and what was normalised."""
    request, inputs = plan.request, Inputs()
    found: list[tuple[Document, str]] = []
    changed: Counter[str] = Counter()
    remarks = []
    for page in read_pages(paths, inputs, plan.options):
        remarks.append(_remark(page))
        text, counts = normalise(page.text, plan.normalisation)
        changed.update(counts)
        meta = {key: normalise(value, plan.normalisation)[0] for key, value in page.meta.items()}
        documents = documents_of(
            replace(page, text=text, meta=meta),
            clean=not request.no_clean,
            split=not request.no_split,
            overrides=plan.overrides,
        )
        found += ((document, page.meta.get("date", "")) for document in documents)
        if request.on_error == "stop" and inputs.failed:
            break
    told = [] if speaker.quiet else [r.say(speaker.lang) for r in remarks if r]
    speaker.many([*(_line(failure, speaker.lang) for failure in inputs.failed), *told])
    if inputs.failed and (request.on_error == "stop" or paths == (STDIN,)):
        raise Reported
    if not found and not inputs.failed and not inputs.files:
        raise CntextError(
            " ".join(paths),
            Both("没有可读的文件", "no readable file found"),
            Both("能读的格式见 docs/contract.md", "docs/contract.md lists the formats"),
        )
    _summarise(inputs, speaker)
    return inputs, found, changed


def _paths(request: Request) -> tuple[str, ...]:
    paths = request.paths
    if request.files_from:
        paths += tuple(listed(request.files_from))
    if paths:
        return paths
    if sys.stdin is None or sys.stdin.isatty() or request.files_from:
        raise UsageProblem(
            "",
            Both("没有说要读什么", "nothing to read"),
            Both("给出文件或文件夹，或用管道输入", "give a file or folder, or pipe text in"),
        )
    return (STDIN,)


def _roles(scope: str) -> frozenset[RegionRole]:
    names = [name.strip() for name in scope.split(",") if name.strip()]
    if "all" in names:
        return frozenset(RegionRole)
    known = {role.value: (role,) for role in RegionRole} | _SCOPES
    unknown = [name for name in names if name not in known]
    if unknown or not names:
        raise UsageProblem(
            f"--scope {scope}",
            Both("不认识的范围", "no such scope"),
            Both("可用：all、" + "、".join(known), "there are: all, " + ", ".join(known)),
        )
    return frozenset(role for name in names for role in known[name])


def _without_doubles(
    documents: Sequence[Document], request: Request
) -> tuple[Sequence[Document], tuple[Duplicate, ...], Both | None]:
    """Drop duplicates if that is asked for; else only say that there are exact ones."""
    if request.dedup:
        kept, doubles = deduplicated(documents)
        return kept, doubles, duplicates_note(doubles, THRESHOLD, dropped=True)
    threshold = THRESHOLD if request.duplicates else 1.0
    doubles = duplicates(documents, threshold)
    return documents, doubles, duplicates_note(doubles, threshold, dropped=False)


def _remark(page: Page) -> Both | None:
    """Return what the reader of the numbers must know about one text, if anything."""
    remark = None
    if not page.text.strip():
        remark = Both("空文件，计为 0 词", "empty; counted as 0 words")
    elif page.replaced:
        remark = Both(
            f"{page.replaced} 处无法解码，已替换为 �；可用 --encoding 指定编码",
            f"{page.replaced} undecodable places replaced by �; --encoding overrules",
        )
    elif not HAN.search(page.text):
        how_zh = (
            f"（按 {page.encoding} 读）；如果不对，用 --encoding 指定编码" if page.encoding else ""
        )
        how_en = f" (read as {page.encoding}); --encoding overrules" if page.encoding else ""
        remark = Both(f"没有汉字{how_zh}", f"no Chinese characters{how_en}")
    if remark is None:
        return None
    name = page.path + _suffix(page.id)
    return Both(f"{name}：{remark.zh}", f"{name}: {remark.en}")


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


def _with_own_ids(documents: Sequence[Document]) -> list[Document]:
    """Give documents that share an id the whole path in place of the file's name."""
    count = Counter(document.id for document in documents)
    return [
        replace(document, id=document.path + _suffix(document.id))
        if count[document.id] > 1
        else document
        for document in documents
    ]


def _suffix(name: str) -> str:
    """Return what tells the parts of one file apart: "#3" of ``laws.csv#3``."""
    return "".join(name.partition("#")[1:])
