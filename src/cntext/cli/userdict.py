"""Check a user dictionary, suggest frequencies, show what it changes in texts.
用户词典：检查、建议词频、显示它改变了哪些切分。
"""

from __future__ import annotations

import click

from cntext.cli import userdict_check, userdict_diff, userdict_suggest
from cntext.cli.groups import Family
from cntext.errors import Both

_HELP = Both(
    """用户词典（jieba 格式，每行“词 词频 词性”）：用之前看清它会改变什么。

cntext userdict check words.txt                    哪些行有误、不起作用、词频太低
cntext userdict suggest words.txt -f jieba -o new.txt  配上能保持整词的词频
cntext userdict diff corpus/ --userdict words.txt  改变了哪些切分，各多少次

用户词典只影响分词；政策短语请用 --lexicon，在正文上逐字统计。""",
    """User dictionaries (jieba's format, a line "word frequency tag"): what one would change.

cntext userdict check words.txt                    bad lines, idle words, low frequencies
cntext userdict suggest words.txt -f jieba -o new.txt  with frequencies that keep words whole
cntext userdict diff corpus/ --userdict words.txt  which cuts it changes, how often

A user dictionary changes segmentation alone; for policy phrases use --lexicon, which counts
them on the text.""",
)


def command() -> click.Command:
    """Return the command."""
    return Family(
        "userdict",
        _HELP,
        {
            "check": userdict_check.command,
            "suggest": userdict_suggest.command,
            "diff": userdict_diff.command,
        },
    )
