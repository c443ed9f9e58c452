"""What is measured: the commands, what each is compared with, and the target."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "corpus"
CNTEXT = str(Path(sys.executable).with_name("cntext"))

_EMPTY_CLICK = '''\
import click

@click.group()
def main(): """Do nothing."""

main()
'''
_BARE_JIEBA = (
    "import jieba; jieba.setLogLevel(60); jieba.lcut(open({page!r}, encoding='utf-8').read())"
)


@dataclass(frozen=True, slots=True)
class Goal:
    """One command against another: ``of`` ("seconds", "cpu" or "peak") of first / second.

    ``limit`` is the target: at most so much, or at least, where ``least``. ``free`` is taken
    from the first before that: what it may cost beside the ratio.
    """

    first: str
    second: str
    limit: float | None = None
    least: bool = False
    of: str = "seconds"
    free: float = 0.0


@dataclass(frozen=True, slots=True)
class Case:
    """Commands that are measured together, turn about, and what is asked of them.

    ``runs`` stands in for the number of runs that the command line asks for, where one run
    takes minutes.
    """

    name: str
    commands: dict[str, list[str]]
    goals: tuple[Goal, ...] = ()
    slow: bool = False  # half the runs will do
    runs: int | None = None


def page() -> Path:
    """Return the newspaper page, or the sample page where the shared folder is absent."""
    shared = SHARED / "newspaper_page.txt"
    return shared if shared.is_file() else ROOT / "corpus" / "page.txt"


def cases(folder: Path, env: Mapping[str, str]) -> Iterator[Case]:
    """Yield the cases that can run here; files that they need are written to ``folder``."""
    text = str(page())
    empty = folder / "empty.py"
    empty.write_text(_EMPTY_CLICK, encoding="utf-8")
    yield Case(
        "help",
        {
            "cntext --help": [CNTEXT, "--help"],
            "empty Click program": [sys.executable, str(empty), "--help"],
        },
        (Goal("cntext --help", "empty Click program", 1.5),),
    )
    yield Case(
        "freq",
        {
            "cntext freq PAGE": [CNTEXT, "freq", text, "-f", "json"],
            "import jieba; lcut(PAGE)": [sys.executable, "-c", _BARE_JIEBA.format(page=text)],
        },
        (Goal("cntext freq PAGE", "import jieba; lcut(PAGE)", 0.25),),
    )
    size = ["--size", "1920x1080", "--max-words", "200"]
    clouds = {
        f"cntext cloud PAGE -o {kind}": [
            CNTEXT,
            "cloud",
            text,
            *size,
            "-o",
            f"{folder}/cloud.{kind}",
        ]
        for kind in ("png", "svg", "pdf")
    }
    table = "cntext freq PAGE -n 200"
    yield Case(
        "cloud",
        {**clouds, table: [CNTEXT, "freq", text, "-n", "200", "-f", "json"]},
        tuple(Goal(cloud, table, 1.0, free=1.5) for cloud in clouds),
        slow=True,
    )
    if not _exists("phrases", env):
        return
    yield Case("phrases", {"cntext phrases PAGE": [CNTEXT, "phrases", text, "-f", "json"]})
    if (reports := SHARED / "govreport").is_dir():
        command = [CNTEXT, "phrases", str(reports), "-f", "json"]
        yield Case("phrases, folder", {"cntext phrases govreport": command}, slow=True)


def _exists(command: str, env: Mapping[str, str]) -> bool:
    asked = [CNTEXT, command, "--help"]
    return subprocess.run(asked, env=env, capture_output=True, check=False).returncode == 0


HEAVY = ("jieba", "numpy", "wordcloud", "PIL", "rich", "matplotlib")
_PROBE = """\
import contextlib, io, sys
from cntext.cli import main
try:
    with contextlib.redirect_stdout(io.StringIO()):
        main(["--help"])
except SystemExit as done:
    if done.code:
        raise
print(*sys.modules)
"""


def loaded_at_help(env: Mapping[str, str]) -> list[str] | None:
    """Return which heavy packages ``cntext --help`` imports, None if it fails."""
    asked = [sys.executable, "-c", _PROBE]
    run = subprocess.run(asked, env=env, capture_output=True, text=True, check=False)
    modules = run.stdout.split()
    return None if run.returncode else [name for name in HEAVY if name in modules]
