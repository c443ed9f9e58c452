"""Make the page on methods from the formulas that the report prints: one source for both."""

from __future__ import annotations

from pathlib import Path

from cntext.analysis import ANALYSES
from cntext.errors import Both
from cntext.measure import load_analyses
from cntext.render.report.methods import Formula, formulas

_DOCS = Path(__file__).resolve().parents[1] / "docs"
_HEAD = Both(
    """# 方法

由 `python tools/docs.py --write` 从 `src/cntext/render/report/formulas.toml` 生成，与 `cntext report` 的方法一章同源；请勿手改。
栏名是 JSON、CSV 里的名字。没有公式的栏就是计数。各命令的选项、前提和限度见[命令参考](reference.md)。

记号：f 频次，N 总数；a、b 是一个词在目标、对照中的频次，c、d 是目标、对照的词数；O、E 是观察、期望频次。
""",
    """# Methods

Made by `python tools/docs.py --write` from `src/cntext/render/report/formulas.toml`, which is also the source of the
methods chapter of `cntext report`; do not edit. Columns have the names of JSON and CSV. Those without a formula are
counts. Options, assumptions and limits of each command are in the [reference](reference.md).

f is a frequency, N a total; a and b are a word's frequencies in target and reference, c and d their sizes; O and E
are observed and expected frequencies.
""",
)
_LIMITS = Both(
    """
## 限度

- 词频的检验（LL、G²、χ²）把每个词当作独立事件，一篇里反复用的词会显得太显著：看以文档为单位的 `p_perm`、`boot_low`、`boot_high`，以及文档数。
- 一次看许多词，用校正后的 `p_adj`，不用 `p`。
- p 小不等于差别大：差别看 `log_ratio` 及其区间。
- 趋势检验要有足够的时期；少于四个时期几乎不可能显著。语料构成变了（某年只有通知），走势也会变。
- 频率的分母写在每张表的注里；换了停用词、词表、`--scope`，数就变了，要一并报告。
- 没有意义的值是空（JSON 的 `null`），原因在警告里，不会是 0。
""",
    """
## Limits

- Tests of frequencies (LL, G², χ²) take every word for an independent event, so a word repeated within one document
  looks too significant: see `p_perm`, `boot_low` and `boot_high`, which go by documents, and the range.
- Where many words are looked at, use `p_adj`, not `p`.
- A small p is no large difference: the difference is `log_ratio`, with its interval.
- Tests of trend need periods enough; below four hardly anything can be significant. Where the make-up of the corpus
  changes (one year has notices alone), the trend changes too.
- The base of a rate is in the notes of its table. Other stop words, another lexicon or `--scope` give other numbers:
  report them.
- A value that does not exist is empty (`null` in JSON), with the reason in the warnings; it is never 0.
""",
)
_ANY = Both("各命令共有", "In all commands")
_COLUMNS = Both("| 栏 | 含义 | 公式 | 出处 |", "| Column | Meaning | Formula | Source |")


def pages() -> dict[Path, str]:
    """Return the page in both languages."""
    load_analyses()
    return {
        _DOCS / "methods.md": _page("zh"),
        _DOCS / "methods.en.md": _page("en"),
    }


def _page(lang: str) -> str:
    parts = [_HEAD.say(lang)]
    for name, columns in formulas().items():
        title = f"`{name}`" if name in ANALYSES else _ANY.say(lang) if name == "any" else None
        if title is None:  # a table that only the report has
            continue
        parts += [f"## {title}", "", _COLUMNS.say(lang), "|---|---|---|---|"]
        parts += [_row(column, formula, lang) for column, formula in columns.items()]
        parts.append("")
    return "\n".join(parts).rstrip("\n") + "\n" + _LIMITS.say(lang)


def _row(column: str, formula: Formula, lang: str) -> str:
    # A bar within a cell would end it.
    written = formula.formula.replace("|", "\\|")
    return f"| `{column}` | {formula.meaning.say(lang)} | {written} | {formula.source} |"
