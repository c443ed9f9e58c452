"""Run a result again: the same bytes, or what differs.
复核：按结果里的记录重算，逐字节相同，或指出哪里不同。
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from cntext.analysis import ANALYSES
from cntext.cli import agree, options
from cntext.cli.analyses import command as analysis_command
from cntext.cli.analyses import measured, ran
from cntext.cli.comparing import KINDS, Difference, differences
from cntext.cli.complaints import explain
from cntext.cli.flags import language as language_option
from cntext.cli.flags import option
from cntext.cli.help import Localised, language
from cntext.cli.rerun import unknown_option
from cntext.cli.showing import show
from cntext.cli.speaking import Speaker
from cntext.errors import Both, CntextError, Exit, UsageProblem, cause
from cntext.measure import analysis_names
from cntext.read.paths import STDIN
from cntext.render.choose import Screen, render
from cntext.table import Column, Role, Table, Type
from cntext.text.safe import is_masked, safe

COLUMNS = (
    Column("kind", Both("方面", "Kind"), Type.STRING, role=Role.KEY, says=KINDS),
    Column("what", Both("项目", "What"), Type.STRING, role=Role.CONTEXT),
    Column("recorded", Both("当时", "Recorded"), Type.STRING, role=Role.CONTEXT),
    Column("now", Both("现在", "Now"), Type.STRING, role=Role.CONTEXT),
    Column("same", Both("相同", "Same"), Type.BOOLEAN),
)
_HELP = Both(
    """复核：按 JSON 结果里的记录重算一遍。

cntext freq corpus/ -o run.json  先得到一个结果
cntext verify run.json           相同则退出码 0，不同则 3 并指出哪里
cntext verify run.json --root .  从别的文件夹算起，路径相对于它
只运行 cntext 自己的分析和 agree，不写文件；比较输入文件、版本、词表、选项和各行。""",
    """Run a result again, as its JSON records, and compare.

cntext freq corpus/ -o run.json  first a result
cntext verify run.json           code 0: the same; 3: what differs
cntext verify run.json --root .  paths are relative to another folder
Only analyses of cntext and agree are run and no file is written. Compared are input
files, versions, lists of words, options and rows.""",
)
_AGREE = "agree"  # the one command that is measured on tables of ratings, not on a corpus
_REMEDY = Both("用 -f json 或 -o 文件.json 生成", "make one with -f json or -o FILE.json")


class _NotRecorded(UsageProblem):
    """The file does not say how to run anything."""


def command() -> click.Command:
    """Return the command."""
    return Localised(
        "verify",
        both=_HELP,
        callback=_run,
        params=[
            click.Argument(["run"], metavar="RUN.json", type=click.Path(readable=False)),
            option(
                "--root",
                metavar="DIR",
                type=click.Path(readable=False),
                zh="记录中的相对路径从这个文件夹算起",
                en="folder that the recorded paths are relative to",
            ),
            *options.output(),
            *options.talking()[:-1],
            language_option(),
        ],
    )


def _run(run: str, root: str | None, **chosen: Any) -> None:  # noqa: ANN401 (Click's values)
    lang = language(click.get_current_context())
    speaker = Speaker(lang, quiet=chosen.pop("quiet"), progress=not chosen.pop("no_progress"))
    recorded = _bytes(run)
    then = _envelope(run, recorded)
    arguments = _arguments(run, then)
    found: list[Difference]
    with _inside(root):
        _require_inputs(then)
        try:
            again = _again(run, arguments, then["params"], speaker)
        except _NotRecorded:
            raise
        except CntextError as error:
            found = [Difference("run", " ".join(arguments), "", error.say(lang), same=False)]
        else:
            found = differences(then, json.loads(again), same=again == recorded)
    same = all(one.same for one in found)
    table = Table(
        "verify",
        Both("复核：相同", "Verified: the same")
        if same
        else Both("复核：不同", "Verified: different"),
        COLUMNS,
        [tuple(one) for one in found],
        notes=(_verdict(len(recorded), found),),
    )
    show(table, chosen)
    if not same:
        speaker.error(_verdict(len(recorded), found).say(lang))
    sys.exit(Exit.OK if same else Exit.CHECK)


def _verdict(size: int, found: list[Difference]) -> Both:
    wrong = [one for one in found if not one.same]
    if not wrong:
        return Both(f"逐字节相同（{size:,} 字节）", f"the same, byte for byte ({size:,} bytes)")
    names = dict(KINDS)
    kinds = [names.get(kind, Both(kind, kind)) for kind in dict.fromkeys(one.kind for one in wrong)]
    zh, en = "、".join(kind.zh for kind in kinds), ", ".join(kind.en for kind in kinds)
    return Both(f"与当时不同：{zh}", f"differs from then: {en}")


def _bytes(run: str) -> bytes:
    try:
        return Path(run).read_bytes()
    except OSError as error:
        why = cause(error)
        raise UsageProblem(
            run, Both(f"读不了（{why.zh}）", f"cannot be read ({why.en})")
        ) from error


def _envelope(run: str, data: bytes) -> dict[str, Any]:
    try:
        whole = json.loads(data)
    except (ValueError, RecursionError):
        whole = None
    if not isinstance(whole, dict) or not str(whole.get("schema", "")).startswith("cntext."):
        raise UsageProblem(
            run, Both("不是 cntext 的 JSON 结果", "is no JSON result of cntext"), _REMEDY
        )
    return whole


def _arguments(run: str, whole: dict[str, Any]) -> list[str]:
    """Return the recorded arguments, of a command that may be run: an analysis, `agree`, no other."""
    params = whole.get("params")
    arguments = params.get("arguments") if isinstance(params, dict) else None
    if not isinstance(arguments, list) or not all(isinstance(a, str) for a in arguments):
        raise UsageProblem(
            run,
            Both("没有记下怎么运行", "does not record how it was run"),
            Both("用分析命令的 JSON 输出", "take the JSON of an analysis"),
        )
    if not arguments or arguments[0] not in (*analysis_names(), _AGREE):
        raise UsageProblem(
            run,
            Both(
                "记录的不是分析命令，不能重算", "records no analysis, and nothing else is run again"
            ),
            _REMEDY,
        )
    if hidden := [one for one in arguments if is_masked(one)]:
        raise UsageProblem(
            hidden[0],
            Both("密码没有记下", "its password was not recorded"),
            Both("把原来的命令连同密码重新运行", "run the command again, with the password"),
        )
    return arguments


def _require_inputs(then: dict[str, Any]) -> None:
    """Refuse to run where none of the recorded files is: "." may mean a whole disk there."""
    inputs = then.get("inputs")
    files = inputs.get("files") if isinstance(inputs, dict) else None
    paths = [str(f.get("path")) for f in files or [] if isinstance(f, dict)]
    if paths and STDIN not in paths and not any(map(_is_there, paths)):
        raise UsageProblem(
            paths[0],
            Both("记录的输入文件都不在这里", "none of the recorded input files is here"),
            Both("用 --root 指明它们所在的文件夹", "--root names the folder that they are in"),
        )


def _is_there(path: str) -> bool:
    """Say whether a file is there, or the archive that holds it."""
    return any(each.is_file() for each in (Path(path), *Path(path).parents))


def _again(run: str, arguments: list[str], recorded: Mapping[str, Any], speaker: Speaker) -> bytes:
    """Return the JSON that the recorded arguments give now; nothing is written anywhere.

    What was ``recorded`` of where the arguments came from, and of the cluster that did the work,
    is taken over: it cannot be seen now, and makes no number.
    """
    settings, cluster = recorded.get("settings"), recorded.get("cluster")
    name, lang = arguments[0], speaker.lang
    command = agree.command() if name == _AGREE else analysis_command(name)
    if wrong := unknown_option(command, arguments[1:]):
        raise _not_understood(run, Both(wrong, wrong))
    try:
        context = command.make_context(name, arguments[1:], obj=lang)
    except click.UsageError as error:
        raise _not_understood(run, explain(error)) from error
    with context:
        chosen = dict(context.params)
        rows = chosen.get("rows")
        if name == _AGREE:
            table = agree.agreement(context, settings)
        else:
            _, table = measured(ANALYSES[name], chosen, context, speaker, settings)
            table = ran(table, cluster if isinstance(cluster, dict) else {})
    return render(table, "json", rows=rows, lang=lang, screen=Screen(), to_file=True)


def _not_understood(run: str, what: Both) -> UsageProblem:
    return _NotRecorded(
        run,
        Both(
            f"记录的选项不认识（{safe(what.zh)}）",
            f"a recorded option is not understood ({safe(what.en)})",
        ),
        Both("也许出自别的版本", "it may be of another version"),
    )


@contextlib.contextmanager
def _inside(root: str | None) -> Iterator[None]:
    """Work in folder ``root``, where one is named."""
    if root is None:
        yield
        return
    try:
        here = Path.cwd()
        os.chdir(root)
    except OSError as error:
        why = cause(error)
        raise UsageProblem(
            f"--root {root}", Both(f"进不去（{why.zh}）", f"cannot be entered ({why.en})")
        ) from error
    try:
        yield
    finally:
        os.chdir(here)
