"""The root command and the commands under it."""

from __future__ import annotations

import click

from cntext import __version__
from cntext.cli import analyses, cloud, demo, doctor, options, schema, stopwords
from cntext.cli.help import LocalisedGroup
from cntext.errors import Both

_HELP = Both(
    """中文文本分析：词频、政策短语、关键词、词云。

  cntext phrases 文件或文件夹     反复出现的政策短语（产教融合、双高 …）
  cntext freq 文件或文件夹        词频表
  cntext cloud 文章.txt           词云

结果写到标准输出，其余的话写到标准错误；-o 写文件，-f json 供程序读取。""",
    """Chinese text analysis: frequencies, policy phrases, keywords, word clouds.

  cntext phrases PATH    recurring policy phrases (产教融合, 双高 ...)
  cntext freq PATH       frequency table
  cntext cloud FILE      word cloud

Results go to stdout, everything else to stderr; -o writes a file, -f json is for programs.""",
)


def root() -> click.Group:
    """Return the root command with every command under it."""
    group = LocalisedGroup(
        "cntext",
        both=_HELP,
        params=[_version(), options.language()],
        context_settings={"help_option_names": ["-h", "--help"]},
        no_args_is_help=True,
    )
    for command in analyses.commands():
        group.add_command(command)
    for module in (cloud, stopwords, schema, doctor, demo):
        group.add_command(module.command())
    return group


def _version() -> click.Option:
    def show(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
        if asked and not ctx.resilient_parsing:
            click.echo(f"cntext {__version__}")
            ctx.exit()

    return options.option(
        "--version",
        is_flag=True,
        expose_value=False,
        is_eager=True,
        callback=show,
        zh="显示版本",
        en="show the version",
    )
