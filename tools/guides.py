"""Type what the guides show, each in an empty folder and as on a terminal, and write down what comes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "guide"
# A console block, or a file that the reader is told to save under the name in its title.
_BLOCK = re.compile(r"```console\n(?P<shown>.*?)```|```\w+ title=\"(?P<name>[\w.]+)\"\n(?P<file>.*?)```",
                    re.DOTALL)  # fmt: skip
_PROGRAMS = ("jq",)  # what no package of Python brings along


class Absent(Exception):
    """A program that a guide uses is not on this machine."""


def guides() -> list[Path]:
    """Return all pages, the Chinese ones and their twins."""
    return sorted(FOLDER.glob("*.md"))


def language(page: Path) -> str:
    """Return "en" for NAME.en.md, else "zh"."""
    return "en" if page.name.endswith(".en.md") else "zh"


def walked(page: Path) -> str:
    """Return the text of a page after its commands were typed, from the first to the last.

    Raises `Absent` where a program is wanted that is not here.
    """
    text = page.read_text(encoding="utf-8")
    for program in _PROGRAMS:
        if f"| {program} " in text and shutil.which(program) is None:
            raise Absent(f"{page.name}: not run, {program} is not on this machine")
    if "--cluster" in text and not (find_spec("pyspark") and shutil.which("java")):
        raise Absent(f"{page.name}: not run, PySpark or Java is not on this machine")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)

        def block(match: re.Match[str]) -> str:
            if match["name"]:
                (folder / match["name"]).write_text(match["file"], encoding="utf-8")
                return match[0]
            commands = [line[2:] for line in match["shown"].split("\n") if line.startswith("$ ")]
            parts = []
            for command in commands:
                output = typed(command, language(page), folder)
                parts.append(f"$ {command}\n" + (f"{output}\n" if output else ""))
            return "```console\n" + "\n".join(parts) + "```"

        return _BLOCK.sub(block, text)


def typed(command: str, lang: str, folder: Path) -> str:
    """Return what a terminal of 80 columns would show of ``command``: messages, then the result."""
    import pty
    import threading

    environment = {**os.environ, "CNTEXT_LANG": lang, "COLUMNS": "80", "LC_ALL": "C.UTF-8",
                   "NO_COLOR": "1", "TERM": "dumb"}  # fmt: skip
    environment["PATH"] = str(Path(sys.executable).parent) + os.pathsep + environment["PATH"]
    ours, theirs = pty.openpty()
    seen: list[bytes] = []

    def listen() -> None:
        while True:
            try:
                piece = os.read(ours, 65_536)
            except OSError:  # Linux says so when the other end is closed
                return
            if not piece:
                return
            seen.append(piece)

    listener = threading.Thread(target=listen)
    listener.start()
    try:
        done = subprocess.run(  # our own documents; pipes are part of what they show
            command, shell=True, cwd=folder, env=environment, stdin=subprocess.DEVNULL,
            stdout=theirs, stderr=subprocess.PIPE, check=False,
        )  # fmt: skip
    finally:
        os.close(theirs)
        listener.join()
        os.close(ours)
    said = done.stderr.decode("utf-8")
    if done.returncode:
        raise SystemExit(f"{command!r} ended with {done.returncode}: {said}")
    lines = (said + b"".join(seen).decode("utf-8").replace("\r\n", "\n")).split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def unlike() -> list[str]:
    """Return where a page and its twin do not show the same."""
    found = []
    for page in guides():
        if language(page) == "en":
            continue
        twin = page.with_name(f"{page.stem}.en.md")
        if not twin.exists():
            found.append(f"docs/guide/{page.name} has no English twin")
            continue
        zh, en = (each.read_text(encoding="utf-8") for each in (page, twin))
        for what, pattern in (("commands", r"^\$ (.*)$"), ("headings", r"^(#+) ")):
            if re.findall(pattern, zh, re.MULTILINE) != re.findall(pattern, en, re.MULTILINE):
                found.append(f"docs/guide/{page.name} and {twin.name} differ in {what}")
    return found
