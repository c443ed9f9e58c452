"""Print the script that completes commands, options and values in bash, zsh or fish.
打印 bash、zsh 或 fish 的补全脚本：命令、选项、字段、词表名。
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable

import click
from click.shell_completion import CompletionItem, get_completion_class, shell_complete

from cntext.cli.flags import language as language_option
from cntext.cli.help import Localised
from cntext.cli.names import option_name
from cntext.cli.writing import write
from cntext.errors import Both

VARIABLE = "_CNTEXT_COMPLETE"
SHELLS = ("bash", "zsh", "fish")
_HELP = Both(
    """打印补全脚本；按 Tab 补全命令、选项、字段名、停用词表、词表类别和文件。

bash  在 ~/.bashrc 里写 eval "$(cntext completion bash)"
zsh   在 ~/.zshrc 里写 eval "$(cntext completion zsh)"
fish  存成 ~/.config/fish/completions/cntext.fish

cntext completion bash
cntext completion fish""",
    """Print the completion script: Tab then completes commands, options, field names,
stop-word lists, categories of the lexicon and files.

bash  write eval "$(cntext completion bash)" in ~/.bashrc
zsh   write eval "$(cntext completion zsh)" in ~/.zshrc
fish  save it as ~/.config/fish/completions/cntext.fish

cntext completion bash
cntext completion fish""",
)
_FIELDS = ("document", "year", "quarter", "month", "decade", "date", "title", "author", "source")


def command() -> click.Command:
    """Return the command."""
    return Localised(
        "completion",
        both=_HELP,
        callback=_run,
        params=[click.Argument(["shell"], type=click.Choice(SHELLS)), language_option()],
    )


def _run(shell: str) -> None:
    kind = get_completion_class(shell)
    if kind is None:
        raise LookupError(shell)  # Click has all three
    # Not Click's own source() of bash, which runs bash to ask for its version.
    made = kind(click.Command("cntext"), {}, "cntext", VARIABLE)
    script = made.source_template % made.source_vars()
    write(script.encode(), None, "text")


def complete(root: click.Group) -> int | None:
    """Answer a shell that asks for completions; None where none does."""
    instruction = os.environ.get(VARIABLE)
    if not instruction:
        return None
    return shell_complete(root, {}, "cntext", VARIABLE, instruction)


def among(
    names: Callable[[], Iterable[str]],
) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    """Return what completes an argument to one of ``names``, asked for when it is needed."""

    def completed(
        ctx: click.Context, parameter: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        del ctx, parameter  # Click's signature
        return [CompletionItem(name) for name in names() if name.startswith(incomplete)]

    return completed


def values_of(ctx: click.Context, option: click.Option, incomplete: str) -> list[CompletionItem]:
    """Return the values that an option may have where Click cannot know them."""
    return [CompletionItem(v) for v in _values(ctx, option) if v.startswith(incomplete)]


def _values(ctx: click.Context, option: click.Option) -> list[str]:
    metavar = option.metavar or ""
    if metavar == "FIELD":
        return [*_FIELDS, *_own_fields(ctx)]
    if option_name(option) == "stopwords":
        from cntext.stopwords import word_sets

        return ["none", *word_sets()]
    if metavar == "jieba|FILE":
        return ["jieba"]
    return []


def _own_fields(ctx: click.Context) -> list[str]:
    """Return the columns of the table that ``--meta`` names, if it can be read."""
    meta = ctx.params.get("meta")
    try:
        with open(meta or os.devnull, encoding="utf-8-sig") as lines:  # noqa: PTH123
            return [name for name in next(lines, "").strip().split(",") if name not in {"", "file"}]
    except (OSError, UnicodeDecodeError):
        return []
