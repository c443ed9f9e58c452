"""A manual page in roff, from a command: the same words as its --help."""

from __future__ import annotations

from collections.abc import Iterator

import click

from cntext import __version__
from cntext.cli.families import grouped
from cntext.cli.help import EXAMPLES, OPTIONS, Localised, LocalisedGroup, LocalisedOption, places
from cntext.cli.prose import Paragraph, prose
from cntext.errors import Both
from cntext.text.wrapping import CLOSING, cells, cut

_NAME = Both("名称", "NAME")
_SYNOPSIS = Both("概要", "SYNOPSIS")
_DESCRIPTION = Both("描述", "DESCRIPTION")
_EXIT = Both("退出码", "EXIT STATUS")
_SEE = Both("参见", "SEE ALSO")
_MANUAL = Both("cntext 手册", "cntext manual")
_CODES = Both(
    """0  全部输入都已处理
1  运行失败，或有输入读不了
2  用法不对，什么也没做
3  检查不通过：缺字形、自检失败、索引损坏、复核不同""",
    """0  all input was processed
1  failed at run time, or an input could not be read
2  called wrongly; nothing was done
3  a check said no: missing glyph, doctor, index check, verify""",
)


def page(ctx: click.Context, summary: Both, below: tuple[str, ...], lang: str) -> str:
    """Return the page of the command of ``ctx``; ``below`` are the pages to refer to."""
    return "\n".join(_lines(ctx, summary, below, lang)) + "\n"


def page_name(path: str) -> str:
    """Return the name of the page of the command "cntext lexicon count": cntext-lexicon-count."""
    return path.replace(" ", "-")


def _lines(ctx: click.Context, summary: Both, below: tuple[str, ...], lang: str) -> Iterator[str]:
    command = ctx.command
    if not isinstance(command, Localised):
        raise TypeError(f"{ctx.command_path} has no help in two languages")
    name = page_name(ctx.command_path)
    yield f'.TH "{text(name.upper())}" 1 "" "cntext {__version__}" "{text(_MANUAL.say(lang))}"'
    yield ".ad l"
    yield f".SH {text(_NAME.say(lang))}"
    yield f"{text(name)} \\- {text(summary.say(lang))}"
    yield f".SH {text(_SYNOPSIS.say(lang))}"
    yield f".B {text(ctx.command_path)}"
    yield text(places(ctx, lang))
    said = prose(command.both.say(lang))
    yield f".SH {text(_DESCRIPTION.say(lang))}"
    for i, block in enumerate(said.blocks):
        yield from [".PP"] if i else []
        for j, paragraph in enumerate(block):
            yield from [".br"] if j else []
            yield from _paragraph(paragraph)
    if said.examples:
        yield f".SH {text(EXAMPLES.say(lang))}"
        for example in said.examples:
            yield ".TP" if example.remark else ".PP"
            yield rf"\fB{text(example.command)}\fR"
            yield from [text(example.remark)] if example.remark else []
    if isinstance(command, LocalisedGroup):
        for heading, names in command.sections(ctx).items():
            yield f".SH {text(heading.say(lang))}"
            for each in names:
                yield from (".TP", rf"\fB{text(each)}\fR")
                yield text(command.summary(each).say(lang))
    yield f".SH {text(OPTIONS.say(lang))}"
    yield from _options(ctx, lang)
    if ctx.parent is None:
        yield f".SH {text(_EXIT.say(lang))}"
        for line in _CODES.say(lang).splitlines():
            yield from (".TP", *map(text, line.split("  ", 1)))
    if below:
        yield f".SH {text(_SEE.say(lang))}"
        yield ", ".join(rf"\fB{text(page_name(each))}\fR(1)" for each in below)


def _paragraph(paragraph: Paragraph) -> Iterator[str]:
    """Yield a paragraph; of a list, the term and beside it what it means."""
    if not paragraph.hanging:
        yield text(paragraph.text)
        return
    term, rest = cut(paragraph.text, paragraph.hanging)
    yield f".RS {0 if term.strip() else 4}"
    yield text(f"{term.strip()}  {rest}".strip())
    yield ".RE"


def _options(ctx: click.Context, lang: str) -> Iterator[str]:
    options = [p for p in ctx.command.get_params(ctx) if isinstance(p, click.Option)]
    families = grouped(options)
    for family, those in families.items():
        if len(families) > 1:
            yield f".SS {text(family.value.say(lang))}"
        for each in those:
            record = each.get_help_record(ctx)
            if record is None:
                continue
            yield ".TP"
            names = record[0]
            if isinstance(each, LocalisedOption) and not each.is_flag:
                bare = names.removesuffix(each.make_metavar(ctx))
                yield rf"\fB{text(bare.strip())}\fR \fI{text(each.make_metavar(ctx))}\fR"
            else:
                yield rf"\fB{text(names)}\fR"
            yield text(record[1])


def text(words: str) -> str:
    """Return ``words`` as roff shows them; Chinese may break after any character."""
    shown = []
    for i, character in enumerate(words):
        following = words[i + 1 : i + 2]
        shown.append(
            {"\\": r"\e", "-": r"\-", '"': r"\(dq", "'": r"\(aq"}.get(character, character)
        )
        if cells(character) == 2 and following and following not in CLOSING and following != " ":
            shown.append(r"\:")
    line = "".join(shown)
    return r"\&" + line if line.startswith(".") else line
