"""Compile the native core into the package, where there is a C compiler; write its manual pages.

Without a compiler the package is built all the same, as a pure one, and cuts with jieba itself.
``CC`` names the compiler (default: cc). The pages are made of what --help says, hence Click
and ahocorasick-rs among the requirements of the build.
"""

import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# No contraction: a fused multiply-add rounds once where jieba rounds twice.
FLAGS = ["-std=c11", "-O2", "-shared", "-fPIC", "-ffp-contract=off", "-fvisibility=hidden"]
LIBRARY = "_core.so"
MANUAL = "_man"


def compile_core(root: Path, target: Path) -> bool:
    """Compile ``core/*.c`` to ``target``; say on stderr why if it cannot be done."""
    sources = sorted(str(path.relative_to(root)) for path in (root / "core").glob("*.c"))
    compiler = shlex.split(os.environ.get("CC") or "cc")
    made = target.with_suffix(".new")  # put in its place whole: others may be using the old one
    try:
        done = subprocess.run(
            [*compiler, *FLAGS, "-o", str(made), *sources],
            cwd=root,
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError as error:
        target.unlink(missing_ok=True)  # of another version, perhaps
        print(f"cntext: no C compiler ({error}); built without the native core", file=sys.stderr)
        return False
    if done.returncode:
        target.unlink(missing_ok=True)
        print(f"cntext: built without the native core\n{done.stderr}", file=sys.stderr)
        return False
    made.replace(target)
    return True


def write_manual(root: Path, folder: Path) -> bool:
    """Write the manual pages into ``folder``; say on stderr why if it cannot be done."""
    paths = [str(root / "src"), os.environ.get("PYTHONPATH", "")]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
        "PYTHONDONTWRITEBYTECODE": "1",  # nothing is left in the sources
        "PYTHONUTF8": "1",
    }
    done = subprocess.run(
        [sys.executable, "-m", "cntext", "man", "-o", str(folder)],
        cwd=root,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        print(f"cntext: built without manual pages\n{done.stderr}", file=sys.stderr)
    return not done.returncode


class CoreAndManual(BuildHookInterface):
    """hatchling's hook: called before a wheel, plain or editable, is put together."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the pages; add the compiled core and tag the wheel for this platform."""
        root = Path(self.root)
        manual = Path(self.directory) / MANUAL
        if version != "editable" and write_manual(root, manual):
            build_data["shared_data"][str(manual)] = "share/man"
        self._add_core(root, version, build_data)

    def _add_core(self, root: Path, version: str, build_data: dict[str, Any]) -> None:
        # An editable install runs from the source folder, a wheel from a copy of it.
        inside = root / "src" / "cntext" / LIBRARY
        target = inside if version == "editable" else Path(self.directory) / LIBRARY
        target.parent.mkdir(parents=True, exist_ok=True)
        if not compile_core(root, target):
            return
        platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{platform}"
        if version != "editable":
            build_data["force_include"][str(target)] = f"cntext/{LIBRARY}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Leave nothing beside the wheel."""
        if version != "editable":
            (Path(self.directory) / LIBRARY).unlink(missing_ok=True)
            shutil.rmtree(Path(self.directory) / MANUAL, ignore_errors=True)
