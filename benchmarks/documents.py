"""Documents made by other programs, read back: how much of the text is the same.

``python -m benchmarks.documents [FOLDER]`` needs LibreOffice (soffice) and Chromium, and
pandoc for a few rows; what is missing is left out. FOLDER holds the sources, by default
the corpus of this checkout. White space and heading marks are not compared: joining lines
is the work of cleaning. This is part of neither the tests nor CI.
"""

from __future__ import annotations

import difflib
import html
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from cntext.model import Inputs
from cntext.read.formats import ReadOptions
from cntext.read.pages import read_pages
from cntext.text.characters import as_read

ROOT = Path(__file__).resolve().parents[1]
TARGET = 0.995
_MARKS = re.compile(r"^#{1,6} ", re.MULTILINE)
_STYLES = {
    "one column": "body{font:16px/1.7 serif}",
    "two columns": "body{columns:2;font:13px/1.6 serif;text-align:justify}"
    "p{text-indent:2em;margin:0}h2{column-span:all}",
    "three columns": "body{columns:3;column-rule:1px solid;font:11px/1.5 serif;text-align:justify}"
    "p{text-indent:2em;margin:0}",
}
_NAVIGATION = (
    "<nav><ul><li><a href=/>首页</a><li><a href=/news>要闻动态</a><li><a href=/pic>图片频道</a></ul></nav>"
    "<div class=crumb><a href=/>首页</a> &gt; <a href=/news>正文</a></div>"
)
_FOOTER = (
    "<div><h3>相关阅读</h3><ul><li><a href=/1>教育部公布工作要点</a><li><a href=/2>草案提请审议</a></ul></div>"
    "<footer><p>版权所有 京ICP备00000000号 地址：北京市某某路一号</p></footer>"
)


def main() -> None:
    """Make the documents, read them and print the table."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "corpus"
    sources = sorted(folder.rglob("*.txt"), key=lambda path: path.stat().st_size)
    print(f"{'document':<44}{'seconds':>8}{'characters':>12}{'similarity':>12}")
    worst = 1.0
    with tempfile.TemporaryDirectory() as temporary:
        for source in sources:
            text = source.read_text(encoding="utf-8")
            for name, path in made_from(text, Path(temporary)):
                seconds, found, size = read_back(path, text)
                worst = min(worst, found)
                flag = "" if found >= TARGET else "  below"
                print(
                    f"{source.stem[:12]:<14}{name:<30}{seconds:>8.2f}{size:>12}{found:>12.5f}{flag}"
                )
    print(f"worst {worst:.5f}, target {TARGET}")


def read_back(path: Path, text: str) -> tuple[float, float, int]:
    """Return the seconds it took, the similarity to ``text``, and the characters found."""
    inputs = Inputs()
    start = time.perf_counter()
    pages = list(read_pages([str(path)], inputs, ReadOptions()))
    seconds = time.perf_counter() - start
    for failure in inputs.failed:
        print(failure.path, failure.code, failure.problem.en)
    found = bare("\n".join(page.text for page in pages))
    matcher = difflib.SequenceMatcher(None, bare(as_read(text)), found, autojunk=False)
    return seconds, matcher.ratio(), len(found)


def bare(text: str) -> str:
    """Return ``text`` without white space and heading marks."""
    return "".join(_MARKS.sub("", text).split())


def made_from(text: str, folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield every document that the programs on this machine make of ``text``."""
    page = folder / "page.html"
    page.write_text(web_page(text, _STYLES["one column"]), encoding="utf-8")
    plain = folder / "plain.txt"
    plain.write_text(text, encoding="utf-8")
    if shutil.which("soffice"):
        yield from _libreoffice(page, plain, folder)
    if shutil.which("pandoc"):
        for kind in ("docx", "epub", "pptx", "html"):
            target = folder / f"pandoc.{kind}"
            _run("pandoc", "--standalone", "--metadata=lang:zh", page, "-o", target)
            yield f"pandoc {kind}", target
    if shutil.which("chromium"):
        for name, style in _STYLES.items():
            page.write_text(web_page(text, style), encoding="utf-8")
            target = folder / f"{name}.pdf"
            _run(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                f"--print-to-pdf={target}",
                page,
            )
            yield f"Chromium pdf, {name}", target
    framed = folder / "framed.html"
    framed.write_text(web_page(text, "", _NAVIGATION, _FOOTER), encoding="utf-8")
    yield "html, navigation and footer", framed
    framed = folder / "gbk.html"
    framed.write_bytes(web_page(text, "", _NAVIGATION, _FOOTER, "gbk").encode("gb18030"))
    yield "html, GBK", framed


def _libreoffice(page: Path, plain: Path, folder: Path) -> Iterator[tuple[str, Path]]:
    steps = (
        (page, "odt:writer8", "odt"),
        (folder / "page.odt", "docx:MS Word 2007 XML", "docx"),
        (folder / "page.odt", "pdf", "pdf"),
        (folder / "page.odt", "epub", "epub"),
        (folder / "page.odt", "html:HTML (StarWriter)", "html"),
        (plain, "docx:MS Word 2007 XML", "docx"),
        (plain, "pdf", "pdf"),
    )
    for source, kind, suffix in steps:
        target = folder / "out" / f"{source.stem}.{suffix}"
        filters = ("--infilter=Text (encoded):UTF8",) if source is plain else ()
        if suffix == "odt":
            filters = ("--infilter=HTML (StarWriter)",)
        _run(
            "soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", *filters,
            "--convert-to", kind, "--outdir", target.parent, source,
        )  # fmt: skip
        if suffix == "odt":
            target.replace(folder / "page.odt")
        elif target.exists():
            yield f"LibreOffice {suffix} from {source.suffix[1:]}", target


def web_page(
    text: str, style: str, before: str = "", after: str = "", charset: str = "utf-8"
) -> str:
    """Return ``text`` as a web page, headings and paragraphs marked as such."""
    lines = []
    for line in filter(str.strip, text.split("\n")):
        tag = "h2" if line.startswith("#") else "p"
        lines.append(f"<{tag}>{html.escape(line.lstrip('# '))}</{tag}>")
    return (
        f"<!doctype html><html lang=zh><head><meta charset={charset}><title>题目</title>"
        f"<style>{style}</style></head><body>{before}<div>{''.join(lines)}</div>{after}</body></html>"
    )


def _run(*command: str | Path) -> None:
    subprocess.run([str(part) for part in command], capture_output=True, check=False, timeout=120)


if __name__ == "__main__":
    main()
