"""Add a concept, or forms of one, to a lexicon file of one's own."""

from __future__ import annotations

from pathlib import Path

import click

from cntext.cli.flags import language as language_option
from cntext.cli.flags import option
from cntext.cli.help import Localised, language
from cntext.cli.speaking import Speaker
from cntext.errors import Both, UsageProblem
from cntext.lexicon import Concept, load_lexicon
from cntext.lexicon.files import read_lexicon_file
from cntext.lexicon.writing import with_concept
from cntext.listfile import read_list
from cntext.storage import write_whole

_SUFFIXES = (".toml", ".lexicon")
_HELP = Both(
    """把概念或写法补进自己的词表文件；没有该文件就新建；要么整个写成，要么不动。

cntext lexicon add terms.toml 双高计划 双高项目  自带概念的又一种写法
cntext lexicon add terms.toml 数字人文 DH --since 2004  新概念
cntext freq corpus/ --lexicon terms.toml         使用""",
    """Add a concept or forms of one to a lexicon file of your own, made if it is not there.

cntext lexicon add terms.toml 双高计划 双高项目  one more form of a shipped concept
cntext lexicon add terms.toml 数字人文 DH --since 2004  a new concept
cntext freq corpus/ --lexicon terms.toml         use it
The file is written whole, or left as it was.""",
)


def command() -> click.Command:
    """Return the command."""
    return Localised(
        "add",
        both=_HELP,
        callback=_run,
        params=[
            click.Argument(["file"], metavar="FILE"),
            click.Argument(["concept"], metavar="CONCEPT"),
            click.Argument(["forms"], nargs=-1, metavar="[FORM]..."),
            option("--full", default="", metavar="NAME", zh="全称", en="the full name"),
            option("--en", "gloss", default="", metavar="TEXT", zh="英文释义", en="English gloss"),
            option(
                "--since",
                type=click.IntRange(1900, 2100),
                metavar="YEAR",
                zh="进入政策文本的最早年份",
                en="first year in policy texts",
            ),
            option(
                "--not",
                "guards",
                multiple=True,
                metavar="STRING",
                zh="护栏：含有某种写法而意思不同的字串（可重复）",
                en="guard: a string that holds a form and means something else (repeatable)",
            ),
            language_option(),
        ],
    )


def _run(
    file: str,
    concept: str,
    forms: tuple[str, ...],
    full: str,
    gloss: str,
    since: int | None,
    guards: tuple[str, ...],
) -> None:
    path = Path(file)
    if path.suffix.lower() not in _SUFFIXES:
        raise UsageProblem(
            file,
            Both("词表文件的后缀应为 .toml", "the suffix of a lexicon file is .toml"),
            Both("例如 我的.toml", "for example mine.toml"),
        )
    text = ""
    if path.exists():
        for problem in read_lexicon_file(path).problems:
            raise problem.raised(path)
        hint = Both("请检查路径", "check the path")
        text = read_list(path, Both("词表", "the lexicon"), hint).text
    addition = Concept(
        name=concept,
        category=path.stem,
        forms=tuple(dict.fromkeys([concept, *forms, *([full] if full else [])])),
        gloss=gloss,
        since=since,
        guards=tuple(dict.fromkeys(guards)),
        full=full,
    )
    new = with_concept(path, text, addition)
    speaker = Speaker(language(click.get_current_context()))
    shipped = load_lexicon()
    for form in addition.forms:
        other = shipped.concept_of.get(form)
        if other and other.name != concept:
            speaker.note(
                Both(
                    f"“{form}”在自带词表中属于“{other.name}”，用这个文件时改属“{concept}”",
                    f"{form!r} is a form of {other.name!r} in the shipped lexicon; "
                    f"with this file it will be one of {concept!r}",
                )
            )
    write_whole(path, new.encode("utf-8"))
    number = len(addition.forms)
    speaker.note(
        Both(
            f"已写入 {file}：{concept}（{number} 种写法）",
            f"written to {file}: {concept} ({number} forms)",
        )
    )
