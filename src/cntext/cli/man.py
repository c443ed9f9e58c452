"""Write the manual pages of all commands, for man.
写出全部命令的手册页，供 man 查看。
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from cntext.cli.flags import language as language_option
from cntext.cli.flags import option
from cntext.cli.help import Context, Localised, LocalisedGroup, language
from cntext.cli.language import LANGUAGES
from cntext.cli.speaking import Speaker
from cntext.errors import Both, UsageProblem, cause
from cntext.storage import write_whole

_HELP = Both(
    """写出全部命令的手册页（中文、英文），内容与 --help 同源。
装好的 cntext 已带手册页：环境在 PATH 上时，man cntext-freq 即可。

cntext man -o ~/.local/share/man  此后可用 man cntext-freq
cntext man -o man/                写在别处；man -M man/ cntext-freq""",
    """Write the manual pages of all commands, in Chinese and English, made of what --help says.
An installed cntext has them: man cntext-freq shows one while its environment is on PATH.

cntext man -o ~/.local/share/man  then: man cntext-freq
cntext man -o man/                anywhere else: man -M man/ cntext-freq""",
)
_FOLDERS = {"zh": "zh_CN/man1", "en": "man1"}  # where man looks, by the locale


def command() -> click.Command:
    """Return the command."""
    return Localised(
        "man",
        both=_HELP,
        callback=_run,
        params=[
            option(
                "-o",
                "--output",
                required=True,
                metavar="DIR",
                type=click.Path(readable=False),
                zh="写入的文件夹，没有就新建",
                en="folder to write to, made if it is not there",
            ),
            language_option(),
        ],
    )


def pages() -> dict[str, str]:
    """Return the text of every page by its place: "man1/cntext-freq.1", "zh_CN/man1/…"."""
    from cntext.cli.commands import root
    from cntext.cli.roff import page, page_name

    made = {}
    for lang in LANGUAGES:
        top = Context(root(), info_name="cntext", obj=lang)
        every = list(_below(top, Both("中文文本分析", "Chinese text analysis")))
        names = [ctx.command_path for ctx, _ in every]
        for ctx, summary in every:
            path = ctx.command_path
            family = path.rpartition(" ")[0]
            near = [n for n in names if n.startswith(f"{path} ")] if ctx.parent else names[1:]
            see = (*([family] if family else []), *near)
            made[f"{_FOLDERS[lang]}/{page_name(path)}.1"] = page(ctx, summary, see, lang)
    return made


def _below(ctx: click.Context, summary: Both) -> Iterator[tuple[click.Context, Both]]:
    """Yield the context of a command and those of all below it, with a line on each."""
    yield ctx, summary
    command = ctx.command
    if isinstance(command, LocalisedGroup):
        for name in command.list_commands(ctx):
            below = command.get_command(ctx, name)
            if below is not None:
                yield from _below(_context(below, name, ctx), command.summary(name))
        return
    for name, make in getattr(command, "makers", {}).items():
        made = make()
        zh, en = (said.partition("\n")[0].rstrip("。.") for said in made.both)
        # As `Headed` does: a path of its parent is no part of its name.
        yield _context(made, f"{ctx.info_name} {name}", ctx.parent), Both(zh, en)


def _context(command: click.Command, name: str, parent: click.Context | None) -> click.Context:
    return Context(command, info_name=name, parent=parent)


def _run(output: str) -> None:
    folder = Path(output).expanduser()
    made = pages()
    for place, text in made.items():
        target = folder / place
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            why = cause(error)
            raise UsageProblem(
                output,
                Both(f"写不进去（{why.zh}）", f"cannot be written to ({why.en})"),
            ) from error
        write_whole(target, text.encode())
    number = len(made) // len(LANGUAGES)
    Speaker(language(click.get_current_context())).note(
        Both(
            f"{number} 页，中英文各一份；查看：man -M {output} cntext-freq",
            f"{number} pages in each language; to read: man -M {output} cntext-freq",
        )
    )
