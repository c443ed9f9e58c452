"""What a report holds: each chapter a few command lines, and how to read what they give.

A new analysis comes into the report by one entry in `CHAPTERS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from cntext.corpus import field_of
from cntext.errors import Both
from cntext.model import Document
from cntext.render.report.findings import commonest, first_terms, trends, typical
from cntext.table import Role, Table

# Where the user names no terms, so many of the first phrases are followed, the commonest:
# what is rare has no trend to speak of.
_TERMS, _FIRST = 6, 30
_TREND = ("term", "freq", "per_million", "series", "direction", "p", "slope", "changes")
_CODES = ("code", "gloss", "parent", "hits", "share", "units", "percent", "range", "negated")
_FIGURES = ("subject", "text", "kind", "cue", "time", "date", "document", "line")
_NAMED = ("institution", "person", "document", "meeting")
_LISTED = 50  # documents up to which each gets keywords of its own


@dataclass(slots=True)
class Facts:
    """What chapters may ask of a run: its documents, what the user named, tables made so far."""

    documents: Sequence[Document]
    by: str
    named: tuple[str, ...]
    tables: dict[str, Table] = field(default_factory=dict)

    @property
    def terms(self) -> tuple[str, ...]:
        """The terms that are followed: those named, else of the first phrases (words) the commonest."""
        if self.named:
            return self.named
        for name in ("phrases", "words"):
            table = self.tables.get(name)
            term = table.by_role(Role.TERM) if table else None
            if table and term and table.rows:
                first = table.rows[:_FIRST]
                at, by = table.index(term.id), table.index("freq")
                common = sorted(first, key=lambda row: -int(row[by] or 0))  # stable: by rank
                return tuple(str(row[at]) for row in common[:_TERMS])
        return ()

    def values(self, name: str) -> set[str]:
        """Return the values of a field that documents have, but not the empty one."""
        return set(field_of(self.documents, name)) - {""}


@dataclass(frozen=True, slots=True)
class Part:
    """One table: an analysis, its ``options``, and the picture that is drawn of it.

    ``rows`` are shown, of each group where there are groups. ``follows``: it is asked for the
    terms of the report. ``drawn`` is "cloud" or a kind of chart, of the table that the options
    ``drawn_with`` give where there are any; ``shown`` are the columns that are seen first, where
    not those of a screen.
    """

    id: str
    analysis: str
    rows: int
    options: Callable[[Facts], Sequence[str]] = lambda _: ()
    follows: bool = False
    evidence: bool = True
    drawn: str = ""
    drawn_with: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    finding: Callable[[Table], Both | None] = lambda _: None


@dataclass(frozen=True, slots=True)
class Planned:
    """A chapter; ``lacking`` says what a corpus lacks for it, None where it has all."""

    id: str
    title: Both
    about: Both
    parts: tuple[Part, ...]
    lacking: Callable[[Facts], Both | None] = lambda _: None


def _no_terms(facts: Facts) -> Both | None:
    if facts.terms:
        return None
    return Both(
        "没有可跟踪的词。用 --term 指定。", "There is no term to follow. Name one with --term."
    )


def _no_dates(facts: Facts) -> Both | None:
    years = len(facts.values("year"))
    if years > 1:
        return _no_terms(facts)
    if years == 1:
        return Both("全部文档属于同一年，没有历时变化可看。", "All documents are of one year.")
    return Both(
        "文档没有日期。日期取自文首、文件名或正文，也可用 --name-pattern 或 --meta 给出。",
        "The documents have no dates. They are taken from headers, file names or texts; "
        "--name-pattern and --meta give them too.",
    )


def _no_groups(facts: Facts) -> Both | None:
    if not facts.by:
        return Both(
            "没有分组。加 --by year、--by source 等字段，就逐组与其余各组比较。",
            "There are no groups. With --by year, --by source or another field each group is "
            "compared with the others.",
        )
    if len(facts.values(facts.by)) > 1:
        return None
    return Both(f"“{facts.by}”只有一组，无从比较。", f"There is only one group of {facts.by!r}.")


def _one_document(facts: Facts) -> Both | None:
    if len(facts.documents) > 1:
        return _no_terms(facts)
    return Both("只有一篇文档，没有分布可看。", "There is only one document to be spread over.")


def _keywords(facts: Facts) -> Sequence[str]:
    if 1 < len(facts.documents) <= _LISTED:
        return ("--by=document",)
    return (f"--by={facts.by}",) if facts.by else ()


def _figures(facts: Facts) -> Sequence[str]:
    """Follow subjects through the years, where there are years; else the order of the texts."""
    through = ("--sort=subject", "--min-range=2")
    return through if len(facts.values("year")) > 1 else ()


CHAPTERS: tuple[Planned, ...] = (
    Planned(
        "phrases",
        Both("短语", "Phrases"),
        Both(
            "反复出现的短语，不靠词典发现，按得分排序。“频次”是在原文上逐字数的全部出现次数。",
            "Phrases that recur, found without a dictionary and ranked by score. Freq counts every "
            "occurrence on the text itself.",
        ),
        (Part("phrases", "phrases", 200, drawn="cloud", finding=first_terms),),
    ),
    Planned(
        "words",
        Both("词", "Words"),
        Both(
            "词频。虚词和纯数字不列；词表中的政策短语各算一个词。",
            "Frequencies of words. Function words and bare numbers are left out; phrases of the "
            "policy lexicon are one word each.",
        ),
        (Part("words", "freq", 300, drawn="bar", finding=first_terms),),
    ),
    Planned(
        "trend",
        Both("历时变化", "Change over time"),
        Both(
            "所跟踪的词逐期的频率。先看走势和区间，再看检验：p 小只说明有升降，斜率说明升降多快。",
            "Rates of the terms followed, period by period. Look at the series and its intervals "
            "first: a small p says that there is a trend, the slope how steep it is.",
        ),
        (
            Part("trend", "trend", 0, follows=True, shown=_TREND, finding=trends),
            Part(
                "trend-periods",
                "trend",
                0,
                options=lambda _: ("--view=periods",),
                follows=True,
                evidence=False,
                drawn="panels",
            ),
        ),
        lacking=_no_dates,
    ),
    Planned(
        "comparison",
        Both("分组比较", "Comparison of groups"),
        Both(
            "每组与其余各组相比用得更多的词。LL 说明有多可靠，Log Ratio 说明差多少（1 为两倍，2 为四倍）；"
            "“p 置换”以文档为单位，不受一篇文章反复用一个词的影响。",
            "Words that each group uses more than the others do. LL is how surely, Log Ratio how "
            "much (1: twice, 2: four times as often); p perm. is by documents, so that a single "
            "one that repeats a word does not decide.",
        ),
        (
            Part(
                "comparison",
                "compare",
                20,
                options=lambda facts: (f"--by={facts.by}",),
                drawn="bar",
                finding=typical,
            ),
        ),
        lacking=_no_groups,
    ),
    Planned(
        "dispersion",
        Both("分布", "Dispersion"),
        Both(
            "所跟踪的词在各篇之间是否均匀。DP 近 0 为均匀，近 1 为集中在少数几篇；条码从左到右是整个语料。",
            "How evenly the terms are spread over the documents. DP near 0 is even, near 1 "
            "concentrated in a few; the barcode is the corpus from beginning to end.",
        ),
        (
            Part(
                "dispersion",
                "dispersion",
                0,
                follows=True,
                drawn="barcode",
                drawn_with=("--view=positions",),
            ),
        ),
        lacking=_one_document,
    ),
    Planned(
        "keywords",
        Both("关键词", "Keywords"),
        Both(
            "每篇（或每组）讲什么：得分高的词在这里常见、在一般汉语或其余文档中少见、出现得早。",
            "What each document or group is about: a term scores high that is frequent here, rare "
            "elsewhere, and comes early.",
        ),
        (Part("keywords", "keywords", 8, options=_keywords),),
    ),
    Planned(
        "coding",
        Both("政策工具", "Policy instruments"),
        Both(
            "每句按自带方案归为供给型、环境型、需求型工具及其下各类，一句可以有几类。按词和规则归类，"
            "用作证据之前要抽样与人工编码比对（cntext agree）。",
            "Each sentence is coded by the shipped scheme: supply, environment and demand, and the "
            "kinds below them; a sentence may have several. Coded by words and rules: compare a "
            "sample with coding by hand (cntext agree) before it is evidence.",
        ),
        (Part("coding", "code", 0, shown=_CODES, finding=commonest),),
    ),
    Planned(
        "entities",
        Both("机构、人物、文件、会议", "Bodies, people, documents, meetings"),
        Both(
            "文中点名的机构、带职务的人、文件和会议，按名称合计；按规则识别，会有错漏。",
            "Bodies, people with a title, documents and meetings that the texts name, counted by "
            "name. Found by rules, which err.",
        ),
        (
            Part(
                "entities",
                "entities",
                120,
                options=lambda _: ("--view=names", *(f"--type={kind}" for kind in _NAMED)),
                shown=("type", "name", "detail", "freq", "range", "forms"),
            ),
        ),
    ),
    Planned(
        "commitments",
        Both("成绩与目标", "Achievements and targets"),
        Both(
            "有数字的成绩和目标，附判断的依据；文档跨几年的，列至少两篇都有的对象，各年排在一起。"
            "只按字面判断，会有错漏。",
            "Achievements and targets in figures, with the cue that tells them apart; where the "
            "documents are of several years, subjects that two of them have or more, year by year. "
            "By the wording alone, which errs.",
        ),
        (Part("commitments", "commitments", 150, options=_figures, shown=_FIGURES),),
    ),
    Planned(
        "concordance",
        Both("语境", "Concordance"),
        Both(
            "所跟踪的词逐处列出，对齐在词上，按右边的词排序；点一行看原句和原文。",
            "Places of the terms followed, aligned on the term and sorted by what follows; choose "
            "a row to see its sentence and article.",
        ),
        (
            Part(
                "concordance",
                "kwic",
                25,
                options=lambda _: ("--sort=1R,2R",),
                follows=True,
                shown=("query", "document", "date", "line", "left", "node", "right"),
            ),
        ),
        lacking=_no_terms,
    ),
)


def names() -> Mapping[str, Part]:
    """Return all parts by name."""
    return {part.id: part for chapter in CHAPTERS for part in chapter.parts}
