"""Write a cntext.toml, with comments, for the project of this folder.
在这个文件夹写一个带说明的项目文件 cntext.toml。
"""

from __future__ import annotations

from pathlib import Path

import click

from cntext.cli.flags import language as language_option
from cntext.cli.help import Localised, language
from cntext.cli.project import NAME
from cntext.cli.speaking import Speaker
from cntext.errors import Both, UsageProblem
from cntext.storage import write_whole

_HELP = Both(
    """在这个文件夹写一个带说明的项目文件 cntext.toml：语料、词表、各命令的默认选项、配方。

cntext init           写 cntext.toml；已经有了就不动它
cntext freq           以后不写路径就读项目的语料
cntext run            列出配方
优先次序：命令行、环境变量、cntext.toml、程序的默认值；cntext doctor 显示哪些在起作用。""",
    """Write a cntext.toml, with comments, in this folder: corpus, word lists, defaults, recipes.

cntext init           write cntext.toml; one that is there is left alone
cntext freq           from now on reads the project's corpus, if no path is given
cntext run            list the recipes
Precedence: command line, environment, cntext.toml, the program's own default; cntext doctor
shows which are in force.""",
)
# "#name = value" is an example that holds as it stands: tests take the marks off.
_TEMPLATE = Both(
    """\
# cntext 的项目文件。在这个文件夹里运行 cntext 时起作用；去掉行首的 # 即可启用。
# 优先次序：命令行、环境变量（CNTEXT_MIN_FREQ …）、这个文件、程序的默认值。
# 路径从这个文件夹算起。检查：cntext doctor

# 语料：没有写路径时读它（文件、文件夹、索引 .cnx）
{corpus}

# 界面语言：zh 或 en
#lang = "zh"

# 各命令共用的选项：名字同命令行，不写前面的 --
{meta}
#lexicon = ["lexicon.toml"]
#stopwords = ["function", "stopwords.txt"]
#userdict = ["userdict.txt"]
#where = "year>=2019"
#jobs = 2

# 只给一个命令的选项
#[defaults.freq]
#by = "year"
#min-freq = 2

#[defaults.lexicon.count]
#rows = 50

# 配方：有名字的命令行，用 cntext run 名字 运行；几步就写成列表
#[recipes]
#freq = "freq -o freq.csv"
#phrases = ["phrases -o phrases.csv", "cloud --of phrases -o phrases.png"]
""",
    """\
# The project file of cntext: it holds when cntext is run in this folder.
# Take away the # at the start of a line to put it into force.
# Precedence: command line, environment (CNTEXT_MIN_FREQ ...), this file, the program's default.
# Paths start from this folder. To check: cntext doctor

# The corpus: read where no path is given (files, folders, an index .cnx)
{corpus}

# Language of headings and messages: zh or en
#lang = "en"

# Options for all commands that have them, named as on the command line, without the --
{meta}
#lexicon = ["lexicon.toml"]
#stopwords = ["function", "stopwords.txt"]
#userdict = ["userdict.txt"]
#where = "year>=2019"
#jobs = 2

# Options for one command
#[defaults.freq]
#by = "year"
#min-freq = 2

#[defaults.lexicon.count]
#rows = 50

# Recipes: command lines with a name, run by cntext run NAME; several steps are a list
#[recipes]
#freq = "freq -o freq.csv"
#phrases = ["phrases -o phrases.csv", "cloud --of phrases -o phrases.png"]
""",
)
_CORPORA = ("corpus", "语料", "texts", "data")
_TABLES = ("meta.csv", "metadata.csv")


def command() -> click.Command:
    """Return the command."""
    return Localised("init", both=_HELP, callback=_run, params=[language_option()])


def template(lang: str, folder: Path) -> str:
    """Return a project file for ``folder``; a corpus or table of a usual name is taken up."""
    corpus = next((name for name in _CORPORA if (folder / name).is_dir()), None)
    meta = next((name for name in _TABLES if (folder / name).is_file()), None)
    return _TEMPLATE.say(lang).format(
        corpus=f'corpus = ["{corpus}"]' if corpus else '#corpus = ["corpus"]',
        meta=f'meta = "{meta}"' if meta else '#meta = "meta.csv"',
    )


def _run() -> None:
    lang = language(click.get_current_context())
    target = Path(NAME)
    if target.exists():
        raise UsageProblem(
            NAME,
            Both("已经有了，没有改动", "is there already and was left alone"),
            Both("用编辑器改它", "edit it"),
        )
    write_whole(target, template(lang, Path()).encode())
    Speaker(lang).note(
        Both(
            f"已写 {NAME}；改好后用 cntext doctor 检查",
            f"wrote {NAME}; edit it, then `cntext doctor` checks it",
        )
    )
