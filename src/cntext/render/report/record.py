"""The chapter on provenance: how the numbers were made, from what, and how to make them again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cntext.errors import Both
from cntext.render.report.content import Report
from cntext.render.report.html import Markup, both, join, tag
from cntext.table import Manifest

_FILES = 500  # as many are listed; the JSON of every table has them all
_TOOL = {
    "version": Both("版本", "Version"),
    "segmenter": Both("分词", "Segmenter"),
    "engine": Both("核心", "Engine"),
    "python": Both("Python", "Python"),
    "numpy": Both("NumPy", "NumPy"),
}


def record(report: Report) -> Markup:
    """Return the command, versions, lists and input files of the run."""
    manifest = report.manifest
    return join(
        tag("p", both(_AGAIN)),
        tag("p", tag("code", report.command), class_="command"),
        tag("h3", both(Both("程序与词表", "Program and lists"))),
        tag("dl", *_program(manifest), class_="facts"),
        tag("h3", both(Both("输入文件", "Input files"))),
        _files(manifest),
    )


_AGAIN = Both(
    "同样的输入、选项和版本得到逐字节相同的报告。每张表可下载 JSON，用 cntext verify 文件.json 复核。",
    "The same input, options and versions give the same report, byte for byte. Each table's JSON "
    "can be downloaded and checked with cntext verify FILE.json.",
)


def _program(manifest: Manifest) -> Iterator[Markup]:
    for name, label in _TOOL.items():
        if value := manifest.tool.get(name):
            yield _fact(label, value)
    if digest := manifest.corpus.get("sha256"):
        yield _fact(Both("正文 SHA-256", "SHA-256 of the texts"), str(digest))
    for name, label in _LISTS.items():
        listed = manifest.params.get(name)
        files = listed.get("files") if isinstance(listed, Mapping) else None
        for path, digest in sorted(files.items()) if isinstance(files, Mapping) else ():
            yield _fact(label, str(path), str(digest))


_LISTS = {
    "lexicon": Both("词表", "Lexicon"),
    "stopwords": Both("停用词", "Stop words"),
    "userdict": Both("用户词典", "User dictionary"),
    "lists": Both("其他", "Other"),
}


def _fact(label: Both, *values: str) -> Markup:
    return tag("div", tag("dt", both(label)), *(tag("dd", value) for value in values))


def _files(manifest: Manifest) -> Markup:
    files = _records(manifest.inputs.get("files"))
    failed = _records(manifest.inputs.get("failed"))
    rows = [
        tag(
            "tr",
            tag("th", str(one["path"]), scope="row"),
            tag("td", str(one["encoding"])),
            tag("td", f"{one['bytes']:,}", class_="number"),
            tag("td", tag("code", str(one["sha256"])[:16], title=str(one["sha256"]))),
        )
        for one in files[:_FILES]
    ]
    heads = (
        Both("文件", "File"),
        Both("编码", "Encoding"),
        Both("字节", "Bytes"),
        Both("SHA-256（前 16 位）", "SHA-256 (first 16)"),
    )
    table = tag(
        "table",
        tag("caption", both(Both("读入的文件", "Files that were read")), id="files-title"),
        tag("thead", tag("tr", *(tag("th", both(head), scope="col") for head in heads))),
        tag("tbody", *rows),
    )
    more = len(files) - len(rows)
    said = Both(f"另有 {more:,} 个文件。", f"And {more:,} more files.")
    return join(
        tag(
            "div",
            table,
            class_="scroller",
            tabindex=0,
            role="region",
            aria_labelledby="files-title",
        ),
        tag("p", both(said)) if more else "",
        _failures(failed),
    )


def _failures(failed: Sequence[Mapping[str, object]]) -> Markup:
    if not failed:
        return join()
    items = (tag("li", f"{one['path']}: {one['reason']}") for one in failed)
    return join(
        tag("h3", both(Both("没有读成的文件", "Files that could not be read"))),
        tag("ul", *items, class_="notes"),
    )


def _records(value: object) -> list[Mapping[str, object]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []
