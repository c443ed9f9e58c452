"""Convert dictionaries that the user has (DUTIR, NTUSD, HowNet, LIWC) to a coding scheme."""

from __future__ import annotations

from pathlib import Path

import click

from cntext.cli.flags import language as language_option
from cntext.cli.flags import option
from cntext.cli.help import Localised, language
from cntext.cli.speaking import Speaker
from cntext.cli.writing import check_target, write
from cntext.errors import Both, UsageProblem
from cntext.model import Inputs, Page
from cntext.read.encoding import check_encoding
from cntext.read.formats import ReadOptions
from cntext.read.pages import read_pages
from cntext.scheme.converting import (
    Converted,
    from_dutir,
    from_list,
    from_liwc,
    is_liwc,
    to_toml,
)
from cntext.scheme.files import parse_scheme
from cntext.text.safe import safe

_HELP = Both(
    """把手头的词典转换成编码方案：LIWC、DUTIR、NTUSD、HowNet，或每行一词的词表。

cntext code convert words.dic -o mine.toml       LIWC
cntext code convert ontology.xlsx -o dutir.toml  DUTIR：21 小类、7 大类，强度为权重
cntext code convert ntusd-positive.txt ntusd-negative.txt -o ntusd.toml  NTUSD、HowNet
词表每个文件一类，文件名含 positive、正面等的权重为 1，negative、负面等为 -1。
本工具不附带这些词典，请遵守其使用条款。""",
    """Convert dictionaries that you have to a coding scheme: LIWC, DUTIR, NTUSD, HowNet, lists.

cntext code convert words.dic -o mine.toml       LIWC
cntext code convert ontology.xlsx -o dutir.toml  DUTIR: 21 classes in 7, by strength
cntext code convert ntusd-positive.txt ntusd-negative.txt -o ntusd.toml  NTUSD, HowNet
Each list is a category; one whose name says positive or 正面 weighs 1, negative or 负面 -1.
None of these is shipped: mind their terms of use.""",
)
_DUTIR = Both("DUTIR 应有“词语”“情感分类”“强度”栏", "DUTIR has columns 词语, 情感分类, 强度")
_TABLES = frozenset({".xlsx", ".xls", ".csv", ".tsv", ".ods"})


def command() -> click.Command:
    """Return the command."""
    return Localised(
        "convert",
        both=_HELP,
        callback=_run,
        params=[
            click.Argument(["files"], nargs=-1, required=True, metavar="FILE..."),
            option(
                "-o",
                "--output",
                required=True,
                metavar="FILE.toml",
                type=click.Path(readable=False),
                zh="写入的方案文件",
                en="scheme file to write",
            ),
            option(
                "--encoding",
                metavar="NAME",
                zh="文件编码（默认自动判断）",
                en="encoding of the files (default: detected)",
            ),
            language_option(),
        ],
    )


def _run(files: tuple[str, ...], output: str, encoding: str | None) -> None:
    target = check_target(output, files)
    codec = check_encoding(encoding) if encoding else None
    speaker = Speaker(language(click.get_current_context()))
    converted = Converted()
    for file in files:
        converted.update(_converted(file, codec))
    if not converted.terms:
        raise UsageProblem(
            files[0],
            Both("没有找到词", "holds no words"),
            Both("核对格式：cntext code convert --help", "see cntext code convert --help"),
        )
    title = (target or Path("scheme")).stem
    text = to_toml(title, converted)
    _, problems = parse_scheme(Path(output), text)
    if problems:
        raise problems[0].raised(Path(output))
    write(text.encode(), target, "toml")
    number = sum(map(len, converted.terms.values()))
    speaker.note(
        Both(
            f"{len(converted.terms):,} 类，{number:,} 个词",
            f"{len(converted.terms):,} categories, {number:,} terms",
        )
    )
    if converted.skipped:
        shown = "、".join(safe(term[:20]) for term in converted.skipped[:5])
        speaker.note(
            Both(
                f"{len(converted.skipped):,} 个不能作词，略去：{shown}",
                f"{len(converted.skipped):,} cannot be terms and are left out: {shown}",
            )
        )


def _converted(file: str, encoding: str | None) -> Converted:
    path = Path(file)
    if path.suffix.lower() in _TABLES:
        pages = _pages(file, ReadOptions(encoding, text_column="词语"))
        return from_dutir(
            (page.text, page.meta, f"{page.path}#{page.id.rpartition('#')[2]}") for page in pages
        )
    text = "\n".join(page.text for page in _pages(file, ReadOptions(encoding)))
    return from_liwc(file, text) if is_liwc(text) else from_list(path.stem, text)


def _pages(file: str, options: ReadOptions) -> list[Page]:
    """Return what a file holds, its encoding found out; `UsageProblem` if it cannot be read."""
    inputs = Inputs()
    pages = list(read_pages([file], inputs, options))
    for failure in inputs.failed:
        hint = _DUTIR if failure.code == "text-column" else failure.hint
        raise UsageProblem(file, failure.problem, hint)
    return pages
