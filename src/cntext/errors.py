"""What can go wrong for a reason that the user can act on."""

import errno
import os
from collections.abc import Iterable, Mapping
from enum import IntEnum
from typing import NamedTuple

_CAUSES = {
    errno.ENOENT: "不存在",
    errno.EACCES: "没有权限",
    errno.EPERM: "不许这样做",
    errno.EISDIR: "是文件夹",
    errno.ENOTDIR: "不是文件夹",
    errno.EEXIST: "已经存在",
    errno.ENOSPC: "磁盘满了",
    errno.EROFS: "只能读",
    errno.ENAMETOOLONG: "名字太长",
}


class Both(NamedTuple):
    """A text for people, in Chinese and in English."""

    zh: str
    en: str

    def say(self, lang: str) -> str:
        """Return the text in ``lang`` ("zh" or "en")."""
        return self.zh if lang == "zh" else self.en


def language_of(environment: Mapping[str, str] = os.environ) -> str:
    """Return what the environment speaks, "zh" or "en": CNTEXT_LANG, the locale, else English."""
    for name in ("CNTEXT_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def near(name: str, known: Iterable[str], before: str = "") -> Both | None:
    """Return a hint at the name among ``known`` that ``name`` comes close to, None if none does.

    ``before`` is written before the name, and makes it no nearer: the dashes of an option.
    """
    from difflib import get_close_matches

    names = list(known)
    # A word cut short or gone on with (--reference for --ref) is nearer than one spelt alike.
    begun = [n for n in names if n.startswith(name) or (len(n) > 2 and name.startswith(n))]
    close = sorted(begun, key=lambda n: abs(len(n) - len(name))) or get_close_matches(name, names)
    if not close:
        return None
    meant = before + close[0]
    return Both(f"是不是 {meant}？", f"did you mean {meant}?")


def cause(error: OSError) -> Both:
    """Return why the system refused: what is common in both languages, else in its own words."""
    own = error.strerror or str(error)
    return Both(_CAUSES.get(error.errno or 0, own), own)


class Exit(IntEnum):
    """The exit codes of the command (``cntext explain contract``)."""

    OK = 0
    FAILED = 1  # failed at run time, or any input failed
    USAGE = 2  # called wrongly: nothing was done
    CHECK = 3  # a check said no: a glyph is missing, a schema does not hold
    HANGUP = 129
    INTERRUPTED = 130
    PIPE_CLOSED = 141
    TERMINATED = 143


class CntextError(Exception):
    """A problem and its remedy, in one line each.

    ``where`` is the file or option concerned; ``code`` the exit code it leads to.
    """

    code = Exit.FAILED

    def __init__(self, where: str, problem: Both, hint: Both | None = None) -> None:
        super().__init__(where, problem, hint)
        self.where = where
        self.problem = problem
        self.hint = hint

    def __str__(self) -> str:
        return self.say(language_of())

    def say(self, lang: str) -> str:
        """Return the one line that is printed: what is wrong; what to do."""
        line = self.problem.say(lang)
        if self.hint:
            line += ("；" if lang == "zh" else "; ") + self.hint.say(lang)
        return f"{self.where}: {line}" if self.where else line


def install_extra(extra: str) -> Both:
    """Return how to get an optional part: from the checkout, as no package index has cntext."""
    command = f'pip install ".[{extra}]"'  # double quotes: every shell takes them, cmd.exe too
    return Both(f"在 cntext 的目录里运行 {command}", f"run {command} in the folder of cntext")


class UsageProblem(CntextError):
    """The command was called wrongly; nothing was done."""

    code = Exit.USAGE


class Reported(Exception):
    """The run ends here, with exit code 1; what went wrong has been said already."""


class CheckFailed(CntextError):
    """A check that the user relies on did not hold; nothing was written."""

    code = Exit.CHECK
