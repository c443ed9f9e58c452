"""Which files are to be read, and how; what could not be read, said."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import NamedTuple

from cntext.cli.request import Request
from cntext.cli.speaking import Speaker
from cntext.errors import Both, CntextError, Reported, UsageProblem
from cntext.flow.partitions import with_own_ids
from cntext.flow.plan import Plan
from cntext.flow.record import Record
from cntext.metadata.dating import DateFrom
from cntext.model import Failure, Inputs
from cntext.read.encoding import check_encoding
from cntext.read.formats import ReadOptions
from cntext.read.long import parted
from cntext.read.paths import STDIN, Source, find_sources, listed, unreadable
from cntext.storage import sha256
from cntext.text.normalise import NOTHING, Normalisation, Script


def named_paths(request: Request) -> tuple[str, ...]:
    """Return the paths that are named; `UsageProblem` where there is nothing to read."""
    paths = request.paths
    if request.files_from:
        paths += tuple(listed(request.files_from))
    if paths:
        return paths
    if sys.stdin is None or sys.stdin.isatty() or request.files_from:
        raise UsageProblem(
            "",
            Both("没有说要读什么", "nothing to read"),
            Both(
                "给出文件或文件夹，或用管道输入；没有文本时可先 cntext demo --copy corpus",
                "give a file or folder, or pipe text in; to practise: cntext demo --copy corpus",
            ),
        )
    return (STDIN,)


def plan_of(request: Request) -> Plan:
    """Return how files become documents; `UsageProblem` where an option is wrong."""
    rules = NOTHING if request.no_normalise else Normalisation()
    overrides = Path(request.overrides) if request.overrides else None
    if overrides:
        from cntext.clean.overrides import load as load_overrides
    return Plan(
        options=ReadOptions(
            encoding=check_encoding(request.encoding) if request.encoding else None,
            text_column=request.text_column,
            text_field=request.text_field,
        ),
        normalisation=rules._replace(script=Script(request.script)),
        clean=not request.no_clean,
        split=not request.no_split,
        overrides=load_overrides(overrides) if overrides else None,
        decided=sha256(overrides.read_bytes()) if overrides else "",
        dates=DateFrom(request.date_from),
        stop=request.on_error == "stop",
    )


class Listing(NamedTuple):
    """The inputs in the order of reading, and what came of looking for them."""

    paths: tuple[str, ...]
    sources: tuple[Source, ...]
    record: Record

    def with_made(self, made: Record) -> Record:
        """Return the record of the whole run, failures in the order of reading."""
        whole = self.record.merged([made])
        return whole._replace(failed=tuple(sorted(whole.failed, key=lambda failed: failed[0])))


Find = Callable[[Iterable[str], Inputs], Iterable[Source]]


def list_inputs(
    paths: tuple[str, ...],
    sealed: Collection[str],
    options: ReadOptions,
    find: Find = find_sources,
) -> Listing:
    """Find the files that are meant, ``sealed`` aside; `UsageProblem` where a path is wrong."""
    inputs = Inputs()
    sources: list[Source] = []
    failed: list[tuple[int, Failure]] = []
    remarks: list[Both] = []
    for source in find([path for path in paths if path not in sealed], inputs):
        failed += ((len(sources), failure) for failure in inputs.failed)
        inputs.failed.clear()
        try:
            parts, remark = parted(source, options) if source.here else ((source,), None)
        except OSError as error:
            failed.append((len(sources), unreadable(source.path, error)))
            continue
        sources += parts
        if remark:
            remarks.append(remark)
    failed += ((len(sources), failure) for failure in inputs.failed)
    record = Record(failed=tuple(failed), skipped=inputs.skipped, remarks=tuple(remarks))
    return Listing(paths, tuple(with_own_ids(sources)), record)


def report(record: Record, paths: tuple[str, ...], plan: Plan, speaker: Speaker) -> None:
    """Say what could not be read and what must be known of the rest.

    Raises `Reported` where a failure is to stop the run, `CntextError` where there was
    nothing to read.
    """
    told = [] if speaker.quiet else [remark.say(speaker.lang) for remark in record.remarks]
    speaker.many([*(_line(failure, speaker.lang) for _, failure in record.failed), *told])
    if record.failed and (plan.stop or paths == (STDIN,)):
        raise Reported
    if not (record.documents or record.failed or record.files):
        raise CntextError(
            " ".join(paths),
            Both("没有可读的文件", "no readable file found"),
            Both(
                "能读 txt、md、docx、pdf、html、csv、json、xlsx 等",
                "txt, md, docx, pdf, html, csv, json, xlsx and others can be read",
            ),
        )
    if record.failed or record.skipped.get("unsupported"):
        speaker.note(summary(record))


def summary(record: Record) -> Both:
    """Return what became of the files in one line: read, failed, skipped, repaired."""
    ok, bad, rest = len(record.files), len(record.failed), sum(record.skipped.values())
    mended = sum(bool(file.replaced or file.removed) for file in record.files)
    return Both(
        f"共读 {ok:,} 个文件，失败 {bad:,} 个，按规则跳过 {rest:,} 个"
        + (f"，修补坏字节或隐藏字符 {mended:,} 个" if mended else ""),
        f"summary: {ok:,} ok, {bad:,} failed, {rest:,} skipped"
        + (f", {mended:,} repaired (bad bytes, invisible characters)" if mended else ""),
    )


def _line(failure: Failure, lang: str) -> str:
    return CntextError(failure.path, failure.problem, failure.hint).say(lang)
