"""Make the wheel and the sdist, check them, and install each into a clean environment of every Python.

python tools/dist.py            into dist/; Pythons from PATH, and from PYTHONS (paths, parted by ":")
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DIST = ROOT / "dist"
OLDEST, NEWEST = 10, 15


def run(*command: str | Path, folder: Path = ROOT) -> str:
    """Run a command and return what it printed; end with its complaint where it fails."""
    done = subprocess.run([str(part) for part in command], cwd=folder, capture_output=True,
                          encoding="utf-8", errors="replace", check=False)  # fmt: skip
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout


def pythons() -> list[Path]:
    """Return the Pythons on this machine that the package is meant for."""
    names = [f"python3.{minor}" for minor in range(OLDEST, NEWEST + 1)]
    found = [shutil.which(name, path=_path()) for name in names]
    given = [each for each in os.environ.get("PYTHONS", "").split(os.pathsep) if each]
    return [Path(path) for path in [*found, *given] if path and _starts(path)]


def _starts(python: str) -> bool:
    # A manager of versions puts names on PATH that lead to no Python.
    return not subprocess.run([python, "--version"], capture_output=True, check=False).returncode


def _path() -> str:
    # The environment of the project comes first on PATH; it is not clean.
    own = str(Path(sys.executable).parent)
    return os.pathsep.join(p for p in os.environ["PATH"].split(os.pathsep) if p != own)


def tried(python: Path, package: Path) -> str:
    """Install a package into an environment of its own and use it; return its version."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run(python, "-m", "venv", folder / "env")
        bin_ = folder / "env" / ("Scripts" if os.name == "nt" else "bin")
        run(bin_ / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
            "--constraint", ROOT / "constraints.txt", package)  # fmt: skip
        run(bin_ / "cntext", "demo", "--copy", "corpus", folder=folder)
        run(bin_ / "cntext", "phrases", "corpus", "-n", "3", "-o", "phrases.json", folder=folder)
        run(bin_ / "cntext", "verify", "phrases.json", folder=folder)
        run(bin_ / "cntext", "cloud", "corpus", "-o", "cloud.png", folder=folder)
        return run(bin_ / "cntext", "--version", folder=folder).strip()


def main() -> None:
    """Build, check, try."""
    shutil.rmtree(DIST, ignore_errors=True)
    run(sys.executable, "-m", "build", "--outdir", DIST)
    packages = sorted(DIST.iterdir())
    run(sys.executable, "-m", "twine", "check", "--strict", *packages)
    found = pythons()
    if not found:
        raise SystemExit("no python3.10 or newer on PATH: nothing was tried")
    for package in packages:
        for python in found:
            sys.stdout.write(f"{package.name}\t{python}\t{tried(python, package)}\n")


if __name__ == "__main__":
    main()
