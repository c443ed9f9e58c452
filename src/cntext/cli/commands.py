"""The root command and the commands under it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path

import click

from cntext import __version__, measure
from cntext.cli.families import Family, of
from cntext.cli.flags import language, option
from cntext.cli.help import LocalisedGroup
from cntext.errors import Both
from cntext.measure import analysis_names

_HELP = Both(
    """中文文本分析：词频、政策短语、关键词、词云。

cntext demo --copy corpus    复制样例语料，供练习
cntext phrases corpus/       反复出现的政策短语（产教融合、双高 …）
cntext freq corpus/          词频表
cntext cloud corpus/         词云

结果写到标准输出，其余的话写到标准错误；-o 写文件，-f json 供程序读取。
各命令的用法和例子：cntext freq --help""",
    """Chinese text analysis: frequencies, policy phrases, keywords, word clouds.

cntext demo --copy corpus    copy the sample corpus, to practise on
cntext phrases corpus/       recurring policy phrases (产教融合, 双高 ...)
cntext freq corpus/          frequency table
cntext cloud corpus/         word cloud

Results go to stdout, everything else to stderr; -o writes a file, -f json is for programs.
Use and examples of a command: cntext freq --help.""",
)


class Commands(LocalisedGroup):
    """The commands, each imported when it is asked for and no sooner.

    Analyses are the files of ``cntext.measure``; the others are files of ``cntext.cli``.
    What the overview says of a command is the head of its file: the first line in
    English, the next one in Chinese. So ``--help`` costs no more with every analysis,
    and a broken one harms itself alone.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, in the order of the overview."""
        return [name for names in self.sections(ctx).values() for name in names]

    def sections(self, ctx: click.Context) -> Mapping[Both, Sequence[str]]:  # noqa: ARG002
        """Return the commands by what they are for; an analysis named nowhere comes last."""
        placed = {name for names in _SECTIONS.values() for name in names}
        others = [name for name in analysis_names() if name not in placed]
        return {**_SECTIONS, **({_MORE: others} if others else {})}

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002
        """Return the command called ``name``, or None."""
        if name in (*_OTHERS, *_HEADED):
            made: click.Command = import_module(f"cntext.cli.{name}").command()
            return made
        if name in analysis_names():
            from cntext.cli.analyses import command

            return command(name)
        return None

    def summary(self, name: str) -> Both:
        """Return the head of the command's file."""
        folder = Path(__file__).parent if name in _OTHERS else Path(measure.__path__[0])
        with (folder / f"{name}.py").open(encoding="utf-8") as lines:
            en, zh = (next(lines).strip().strip('"') for _ in range(2))
        return Both(zh.rstrip("。"), en.rstrip("."))


_HEADED = ("code",)  # analyses with commands of `cntext.cli` under them
_SECTIONS = {
    Both("词与短语", "Words and phrases"): (
        "freq", "phrases", "keywords", "ngrams", "dispersion", "diversity", "lexicon",
        "abbreviations",
    ),
    Both("语境与关系", "Context and relations"): (
        "kwic", "collocates", "coword", "topics",
    ),
    Both("比较与变化", "Comparison and change"): (
        "compare", "trend", "similar", "reuse",
    ),
    Both("内容分析", "Content analysis"): (
        "code", "agree", "entities", "commitments",
    ),
    Both("图与报告", "Pictures and reports"): (
        "cloud", "plot", "report",
    ),
    Both("出处与复核", "Evidence and verification"): (
        "show", "verify", "explain",
    ),
    Both("准备文本", "Preparing texts"): (
        "clean", "seg", "index", "userdict", "stopwords",
    ),
    Both("项目与程序", "The project and the program"): (
        "demo", "init", "run", "doctor", "cache", "cluster", "completion", "man", "schema", "mcp",
    ),
}  # fmt: skip
_MORE = Both("其他", "Others")
_OTHERS = (
    "agree", "lexicon", "userdict", "clean", "cloud", "plot", "report", "show", "verify", "index",
    "cache", "cluster", "stopwords", "init", "run", "explain", "completion", "man", "schema", "mcp",
    "doctor", "demo",
)  # fmt: skip


def root() -> click.Group:
    """Return the root command."""
    return Commands(
        "cntext",
        both=_HELP,
        params=[_version(), language()],
        context_settings={"help_option_names": ["-h", "--help"]},
        no_args_is_help=True,
    )


@of(Family.RUN)
def _version() -> click.Option:
    def show(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
        if asked and not ctx.resilient_parsing:
            click.echo(f"cntext {__version__}")
            ctx.exit()

    return option(
        "--version",
        is_flag=True,
        expose_value=False,
        is_eager=True,
        allow_from_autoenv=False,
        callback=show,
        zh="显示版本",
        en="show the version",
    )
