"""Make the wheel and the sdist, check them, and install each into a clean environment of every Python.

python tools/dist.py            into dist/; Pythons from PATH, from pyenv, and from PYTHONS (paths, parted by ":")
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DIST = ROOT / "dist"
OLDEST, NEWEST = 10, 15
COMPILER = os.environ.get("CC") or "cc"
NO_COMPILER = "no-compiler-here"


def run(*command: str | Path, folder: Path = ROOT, **env: str) -> str:
    """Run a command and return what it printed; end with its complaint where it fails."""
    done = subprocess.run([str(part) for part in command], cwd=folder, capture_output=True,
                          env={**os.environ, **env},
                          encoding="utf-8", errors="replace", check=False)  # fmt: skip
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout


def pythons() -> list[Path]:
    """Return the Pythons on this machine that the package is meant for, the oldest first."""
    names = [f"python3.{minor}" for minor in range(OLDEST, NEWEST + 1)]
    kept = Path(os.environ.get("PYENV_ROOT") or "~/.pyenv").expanduser() / "versions"
    folders = [*map(Path, _path().split(os.pathsep)), *sorted(kept.glob("*/bin"))]
    found = [shutil.which(name, path=str(folder)) for folder in folders for name in names]
    found += [each for each in os.environ.get("PYTHONS", "").split(os.pathsep) if each]
    known = {_asked(path, "os.path.realpath(sys.executable)"): path for path in found if path}
    known.pop("", None)
    return sorted(map(Path, known.values()), key=version)


def version(python: Path) -> tuple[int, ...]:
    """Return its version: (3, 11, 7)."""
    return tuple(map(int, _asked(python, "sys.version.split()[0]").split(".")))


def _asked(python: str | Path, question: str) -> str:
    # A manager of versions puts names on PATH that lead to no Python: they answer nothing.
    code = f"import os, sys; print({question})"
    done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False)
    return "" if done.returncode else done.stdout.strip()


def _path() -> str:
    # The environment of the project comes first on PATH; it is not clean.
    own = str(Path(sys.executable).parent)
    return os.pathsep.join(p for p in os.environ["PATH"].split(os.pathsep) if p != own)


def tried(python: Path, package: Path, compiler: str) -> tuple[str, ...]:
    """Install a package into an environment of its own, use it, and return what it is.

    That is its version, what cuts words there, and how many manual pages it has.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run(python, "-m", "venv", folder / "env")
        bin_ = folder / "env" / ("Scripts" if os.name == "nt" else "bin")
        run(bin_ / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
            "--constraint", ROOT / "constraints.txt", package, CC=compiler)  # fmt: skip

        def cntext(*arguments: str) -> str:
            return run(bin_ / "cntext", *arguments, folder=folder,
                       CNTEXT_CACHE=str(folder / "cache"), CNTEXT_LANG="en")  # fmt: skip

        cntext("demo", "-o", "demo.png")
        cntext("demo", "--copy", "corpus")
        cntext("phrases", "corpus", "-n", "3", "-o", "phrases.json")
        cntext("verify", "phrases.json")
        cntext("trend", "产教融合", "--", "corpus", "-o", "trend.svg")
        cntext("kwic", "产教融合", "corpus", "-o", "lines.docx")
        cntext("report", "corpus", "-o", "report.html")
        checks = json.loads(cntext("doctor", "-f", "json"))["rows"]
        (engine,) = (row["detail"] for row in checks if row["check"] == "engine")
        return cntext("--version").split()[-1], engine, str(manual(folder / "env"))


def manual(environment: Path) -> int:
    """Return how many manual pages an environment has; man must show them in either language."""
    share = environment / "share" / "man"
    said = {share: "Count words", share / "zh_CN": "词频"}
    for folder, words in said.items() if shutil.which("man") else ():
        shown = run("man", "-M", folder, "-E", "UTF-8", "cntext-freq", LC_ALL="C.UTF-8")
        if words not in shown:
            raise SystemExit(f"man shows no page of cntext freq from {folder}\n{shown}")
    return len(list(share.rglob("cntext*.1")))


def main() -> None:
    """Build, check, try."""
    shutil.rmtree(DIST, ignore_errors=True)
    run(sys.executable, "-m", "build", "--outdir", DIST)
    packages = sorted(DIST.iterdir())
    run(sys.executable, "-m", "twine", "check", "--strict", *packages)
    found = pythons()
    if not found:
        raise SystemExit("no python3.10 or newer on PATH: nothing was tried")
    ways = [(package, COMPILER) for package in packages]
    ways += [(package, NO_COMPILER) for package in packages if package.name.endswith(".gz")]
    for package, compiler in ways:
        for python in found:
            is_ = tried(python, package, compiler)
            if compiler == NO_COMPILER and "not compiled" not in is_[1]:
                raise SystemExit(f"{package.name} without a compiler: {is_[1]}")
            line = (package.name, compiler, ".".join(map(str, version(python))), *is_)
            sys.stdout.write("\t".join(line) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
