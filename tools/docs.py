"""Keep the documents true: run what they show, generate the reference, compare both languages.

python tools/docs.py            say what is out of date; exit 1 if anything is
python tools/docs.py --write    bring it up to date
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import guides
import methods

ROOT = Path(__file__).resolve().parents[1]
READMES = {"zh": ROOT / "README.md", "en": ROOT / "README.en.md"}
REFERENCE = ROOT / "docs" / "reference.md"
# A console block: each "$ command" followed by what it prints. make demo is cntext demo.
_BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
_ALIAS = {"make demo": "cntext demo"}
_NOT_RUN = ("make test", "make bench", "git clone", "cd ", "make check", "pip install")


def run(command: str, lang: str, folder: Path) -> str:
    """Return what ``command`` prints on stdout, run where ``corpus`` is, in ``folder``."""
    command = _ALIAS.get(command, command)
    environment = {**os.environ, "CNTEXT_LANG": lang, "COLUMNS": "80", "LC_ALL": "C.UTF-8"}
    environment["PATH"] = str(Path(sys.executable).parent) + os.pathsep + environment["PATH"]
    done = subprocess.run(  # our own documents; pipes are part of what they show
        command, shell=True, cwd=folder, env=environment, capture_output=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{command!r} ended with {done.returncode}: {done.stderr.decode()}")
    lines = done.stdout.decode("utf-8").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def refreshed(text: str, lang: str, folder: Path) -> str:
    """Return ``text`` with the output in its console blocks made anew."""

    def block(match: re.Match[str]) -> str:
        commands = [line[2:] for line in match[1].split("\n") if line.startswith("$ ")]
        if any(command.startswith(_NOT_RUN) for command in commands):
            return match[0]
        parts = []
        for command in commands:
            output = run(command, lang, folder)
            parts.append(f"$ {command}\n" + (f"{output}\n" if output else ""))
        return "```console\n" + "\n".join(parts) + "```"

    return _BLOCK.sub(block, text)


# Prints the help of each command of its arguments, one process for all.
_HELP = """
import contextlib, sys
from cntext.cli import main
for command in sys.argv[1:]:
    with contextlib.suppress(SystemExit):
        main([*command.split(), "--help"])
    print("\\0", end="", flush=True)
"""


def reference() -> str:
    """Return the reference: the help of every command, Chinese then English."""
    names = commands(below=True)
    line = shlex.join([sys.executable, "-c", _HELP, *names])
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(2) as threads:
        texts = threads.map(lambda lang: run(line, lang, Path(name)).split("\0"), ("zh", "en"))
        zh, en = ([text.strip("\n") for text in each] for each in texts)
    parts = ["# 命令参考 · Reference", "", "由 `python tools/docs.py --write` 生成，请勿手改。"
             " Generated; do not edit.", ""]  # fmt: skip
    for command, *texts in zip(names, zh[:-1], en[:-1], strict=True):
        parts += [f"## {command}", ""]
        for text in texts:
            parts += ["```text", text, "```", ""]
    return "\n".join(parts)


def commands(*, below: bool = False) -> list[str]:
    """Return the names of all commands, in the order of ``cntext --help``.

    ``below``: those under a command too, as "lexicon count".
    """
    import click

    from cntext.cli.commands import root

    group = root()
    names = []
    for name in group.list_commands(click.Context(group)):
        names.append(name)
        command = group.get_command(click.Context(group), name)
        if below and isinstance(command, click.Group):
            names += [
                f"{name} {member}" for member in command.list_commands(click.Context(command))
            ]
        elif below:  # a command that works by itself and has others under it
            names += [f"{name} {member}" for member in getattr(command, "makers", ())]
    return names


def twins() -> list[str]:
    """Return where the two READMEs do not carry the same facts."""
    texts = {lang: path.read_text(encoding="utf-8") for lang, path in READMES.items()}
    found = []
    counts = {
        "headings": r"^#+ ",
        "console blocks": r"^```console",
        "table rows": r"^\|",
        "links": r"\]\(",
    }
    for what, pattern in counts.items():
        zh, en = (len(re.findall(pattern, text, re.MULTILINE)) for text in texts.values())
        if zh != en:
            found.append(f"the READMEs differ in {what}: {zh} in Chinese, {en} in English")
    shown = [re.findall(r"^\$ (.*)$", text, re.MULTILINE) for text in texts.values()]
    if shown[0] != shown[1]:
        found.append("the READMEs show different commands")
    found += [
        f"{path.name} does not name the command {command}"
        for path in READMES.values()
        for command in commands()
        if f"`{command}`" not in path.read_text(encoding="utf-8")
    ]
    return found


def shown(page: Path) -> str:
    """Return a README or guide as it should read; a guide that cannot be run here stays as it is."""
    if page not in READMES.values():
        try:
            return guides.walked(page)
        except guides.Absent as absent:
            sys.stderr.write(f"{absent}\n")
            return page.read_text(encoding="utf-8")
    lang = "zh" if page == READMES["zh"] else "en"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "corpus").symlink_to(ROOT / "corpus")
        return refreshed(page.read_text(encoding="utf-8"), lang, folder)


def _shows(page: Path) -> int:
    """Return how many commands a page shows: the longest first, and no core waits for it."""
    return page.read_text(encoding="utf-8").count("\n$ ")


def main(write: bool) -> int:
    """Check, or write; return the exit code."""
    pages = sorted([*READMES.values(), *guides.guides()], key=_shows, reverse=True)
    with ThreadPoolExecutor(2) as threads:  # most of it is the run of our own commands
        found = threads.submit(reference)
        wanted = dict(zip(pages, threads.map(shown, pages), strict=True))
    wanted |= {REFERENCE: found.result()} | methods.pages()
    complaints = [] if write else [*twins(), *guides.unlike()]
    for path, text in wanted.items():
        if write:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            complaints.append(
                f"{path.relative_to(ROOT)} is out of date: python tools/docs.py --write"
            )
    for complaint in [*complaints, *([*twins(), *guides.unlike()] if write else [])]:
        sys.stderr.write(complaint + "\n")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main("--write" in sys.argv[1:]))
