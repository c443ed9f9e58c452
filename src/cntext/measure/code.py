"""Code texts by a scheme of categories and rules: shares, matrix, co-occurrence.
按编码方案归类：政策工具、力度、语气，或自己的方案。
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from cntext.analysis import BY, Cut, Opt, Takes, analysis
from cntext.corpus import Corpus
from cntext.errors import Both, UsageProblem
from cntext.measure.stats.coding_asked import Coding
from cntext.measure.stats.coding_columns import COLUMNS
from cntext.measure.stats.coding_counting import count_codes
from cntext.measure.stats.coding_counts import CodingCounts, Wanted
from cntext.measure.stats.coding_places import locate
from cntext.measure.stats.coding_tables import VALUES, coding_table
from cntext.places import parse_id
from cntext.scheme.model import Scheme, Unit
from cntext.table import Table

_VIEWS = ("codes", "matrix", "together", "units", "sheet")
_AS_THE_SCHEME_SAYS = "scheme"


def count(
    corpus: Corpus,
    *,
    scheme: Scheme,
    unit: str,
    by: str,
    view: str,
    code: str,
    sample: int,
    seed: int,
    explain: str,
) -> CodingCounts:
    """Count what the options ask for; single units are kept for the views that list them."""
    shown = _view(view, sample, explain)
    every = shown == "sheet"
    wanted = Wanted(shown in ("units", "sheet"), sample, seed, code, explain, every)
    return count_codes(corpus, scheme, _unit(unit, scheme), _by(by, view), wanted)


def _view(view: str, sample: int, explain: str) -> str:
    if explain:
        return "explain"
    return "sheet" if sample and view == "codes" else view


def _unit(unit: str, scheme: Scheme) -> Unit:
    return scheme.unit if unit == _AS_THE_SCHEME_SAYS else Unit(unit)


def _by(by: str, view: str) -> str:
    return by or ("document" if view == "matrix" else "")


def _check(chosen: Mapping[str, Any]) -> None:
    scheme: Scheme = chosen["scheme"]
    code, explain, view = chosen["code"], chosen["explain"], chosen["view"]
    if code and code not in scheme.by_name:
        raise UsageProblem(
            f"--code {code}",
            Both("方案里没有这个类别", "the scheme has no such category"),
            Both("有：" + "、".join(scheme.in_order), "there are: " + ", ".join(scheme.in_order)),
        )
    if explain and parse_id(explain) is None:
        raise UsageProblem(
            f"--explain {explain}",
            Both("不是位置编号", "is no id of a place"),
            Both("用 --view units 输出中的 id", "take an id from --view units"),
        )
    listing = _view(view, chosen["sample"], explain) in ("units", "sheet")
    if code and not listing:
        raise UsageProblem(
            "--code",
            Both("只用于列出单位", "only chooses units to list"),
            Both("加上 --view units 或 --sample N", "add --view units or --sample N"),
        )
    if chosen["by"] and (listing or explain):
        raise UsageProblem(
            "--by",
            Both("列出单位时不分组", "has no meaning where units are listed"),
            Both("去掉它，或用 --where 只取一组", "leave it out, or choose one group by --where"),
        )
    if chosen["sample"] and not listing:
        raise UsageProblem(
            "--sample",
            Both(f"不能与 --view {view} 同用", f"does not go with --view {view}"),
            Both("用 --view units 或 sheet", "take --view units or sheet"),
        )


def _locate(
    corpus: Corpus, table: Table, given: Mapping[str, Any]
) -> Iterable[tuple[int, int, int, int]]:
    scheme = given["scheme"]
    return locate(
        corpus, table, scheme, _unit(given["unit"], scheme), _by(given["by"], given["view"])
    )


@analysis(
    "code",
    zh="""按编码方案给每句（段、篇）归类并统计：政策工具、政策力度、语气，或自己的方案。

cntext code corpus/                                 政策工具：各类次数、占比、覆盖
cntext code corpus/ --scheme strength --by year --view matrix --value mean  政策力度，逐年
cntext code corpus/ --scheme mine.toml --view matrix  自己的方案，文档 × 类别
cntext code corpus/ --view together -o net.graphml  哪些类别同现
cntext code corpus/ --view units --code 人才培养    这一类的各句
cntext code corpus/ --sample 200 -o sheet.csv       抽 200 句给人编码，填好后用 cntext agree 比对
cntext code corpus/ --explain kx4dfish2r4i:184-186  一句为什么这样归类（位置见 --view units）
cntext code schemes                                 自带的方案
cntext code convert words.dic -o mine.toml          转换 LIWC、DUTIR、NTUSD、HowNet 词典
词按原字查找，规则有 AND OR NOT NEAR/n WITHIN，否定（不、未、没有、无）另计：见 cntext explain coding。""",
    columns=COLUMNS,
    cut=Cut.TEXT,
    counts=count,
    check=_check,
    locate=_locate,
    brief=(),
)
def code(
    counts: CodingCounts,
    *,
    scheme: Annotated[
        Scheme,
        Opt(
            Both(
                "编码方案：instruments（政策工具）、strength（力度）、tone（语气）或文件",
                "coding scheme: instruments, strength, tone, or a file",
            ),
            takes=Takes.SCHEME,
        ),
    ],
    unit: Annotated[
        str,
        Opt(
            Both("编码单位（scheme：由方案定）", "what is coded (scheme: as the scheme says)"),
            choices=(_AS_THE_SCHEME_SAYS, *(u.value for u in Unit)),
        ),
    ] = _AS_THE_SCHEME_SAYS,
    by: Annotated[str, BY] = "",
    view: Annotated[
        str,
        Opt(
            Both(
                "看什么：各类别、矩阵、同现、各单位、编码表",
                "what to show: codes, matrix, codes together, units, coding sheet",
            ),
            choices=_VIEWS,
        ),
    ] = "codes",
    value: Annotated[
        str,
        Opt(
            Both("矩阵各格：次数、单位数、占比、覆盖、权重和、平均权重", "cells of the matrix"),
            choices=tuple(VALUES),
        ),
    ] = "hits",
    code: Annotated[
        str, Opt(Both("只列有这一类的单位", "list only units with this code"), metavar="CODE")
    ] = "",
    sample: Annotated[
        int,
        Opt(
            Both("随机抽取多少个单位（编码表），0 不抽", "draw so many units for a sheet, 0: no"),
            min=0,
        ),
    ] = 0,
    seed: Annotated[int, Opt(Both("抽样的种子", "seed of the sample"))] = 0,
    explain: Annotated[
        str,
        Opt(Both("说明这个位置为什么这样归类", "say why this place is coded so"), metavar="PLACE"),
    ] = "",
) -> Table:
    """Code sentences (paragraphs, documents) by a scheme and count: instruments, strength, tone.

    cntext code corpus/                                 policy instruments: hits, shares, coverage
    cntext code corpus/ --scheme strength --by year --view matrix --value mean  strength by year
    cntext code corpus/ --scheme mine.toml --view matrix  a scheme of your own, documents × codes
    cntext code corpus/ --view together -o net.graphml  which codes stand together
    cntext code corpus/ --view units --code 人才培养    the sentences of a code
    cntext code corpus/ --sample 200 -o sheet.csv       200 units for people to code; then cntext agree
    cntext code corpus/ --explain kx4dfish2r4i:184-186  why a unit is coded as it is (places: --view units)
    cntext code schemes                                 the shipped schemes
    cntext code convert words.dic -o mine.toml          convert LIWC, DUTIR, NTUSD or HowNet lists
    Terms are found on characters; rules have AND OR NOT NEAR/n WITHIN; negation (不 未 没有
    无) is told apart: see cntext explain coding.
    """
    del seed, code  # what they choose was chosen while counting
    shown = _view(view, sample, explain)
    return coding_table(counts, Coding(scheme, _unit(unit, scheme), shown, _by(by, view), value))
