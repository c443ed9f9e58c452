"""Compile the native core into the package, where there is a C compiler.

Without one the package is built all the same, as a pure one, and cuts with jieba itself.
``CC`` names the compiler (default: cc).
"""

import os
import shlex
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# No contraction: a fused multiply-add rounds once where jieba rounds twice.
FLAGS = ["-std=c11", "-O2", "-shared", "-fPIC", "-ffp-contract=off", "-fvisibility=hidden"]
LIBRARY = "_core.so"


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


class NativeCore(BuildHookInterface):
    """hatchling's hook: called before a wheel, plain or editable, is put together."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the compiled core to the wheel and tag it for this platform."""
        root = Path(self.root)
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
