"""Look at the policy lexicon, count it in texts, check it, add to it.
政策词表：查看、统计、检查、补充。
"""

from __future__ import annotations

from functools import partial

import click

from cntext.cli import lexicon_add, lexicon_lint, lexicon_list, lexicon_show
from cntext.cli.analyses import command as analysis_command
from cntext.cli.groups import Family
from cntext.errors import Both

_HELP = Both(
    """政策词表：一个概念，多种写法，按类收录；用户词表与它合并。

cntext lexicon list             有哪些类、哪些概念
cntext lexicon show 双高        一个概念的写法、全称、护栏
cntext lexicon count corpus/    逐字统计概念或写法
cntext lexicon suggest corpus/  还没收录的短语
cntext lexicon add mine-terms.toml 双高计划 双高项目  补进自己的词表

其他命令用 --lexicon 我的.toml 加上自己的词表。""",
    """The policy lexicon: one concept, many forms, by category; your own files merge with it.

cntext lexicon list             its categories and concepts
cntext lexicon show 双高        the forms, full name and guards of a concept
cntext lexicon count corpus/    concepts or forms, counted on the text
cntext lexicon suggest corpus/  phrases that it does not list yet
cntext lexicon add mine-terms.toml 双高计划 双高项目  add to a file of your own

Other commands take a file of your own by --lexicon mine.toml.""",
)


def command() -> click.Command:
    """Return the command."""
    return Family(
        "lexicon",
        _HELP,
        {
            "list": lexicon_list.command,
            "show": lexicon_show.command,
            **{
                name: partial(analysis_command, f"lexicon-{name}")
                for name in ("count", "nested", "guards", "cuts", "suggest")
            },
            "lint": lexicon_lint.command,
            "add": lexicon_add.command,
        },
    )
