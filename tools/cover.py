"""Branch coverage by room: all of what meets other people's files, nine tenths of the rest.

python tools/cover.py                    run every test, then the table; exit 1 where a target is missed
python tools/cover.py tests/read -k docx run these tests; only the rooms that they are about count
python tools/cover.py --again            the table of the last run, with the lines that are missed
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "cntext"
FOLDER = ROOT / "build" / "coverage"
# Readers, store, sanitiser, and the ways in which a run ends.
WHOLE = ("read", "store", "text/safe.py", "errors.py", "storage.py", "cli/main.py", "cli/speaking.py")  # fmt: skip
REST = 90.0
# Processes that are killed cannot say what they ran, and under coverage it is not ours that starts.
IGNORED = ("tests/store/test_durability.py", "tests/reliability/test_interrupted.py")


def run(tests: list[str]) -> int:
    """Run tests under coverage, child processes included; pytest's exit code."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    line = [sys.executable, "-m", "coverage", "run", "-m", "pytest", "-q", "-p", "which_tests",
            "-n", "auto", "--dist", "worksteal", *(f"--ignore={test}" for test in IGNORED), *tests]  # fmt: skip
    hook = str(ROOT / "tools" / "mutation" / "hook")
    path = os.pathsep.join(filter(None, [hook, os.environ.get("PYTHONPATH")]))
    env = {**os.environ, "PYTHONPATH": path, "COVERED": str(SOURCE)}
    code = subprocess.run(line, cwd=ROOT, env=env, check=False).returncode
    combine = [sys.executable, "-m", "coverage", "combine", "-q"]
    # It says of each killed process that it left half a file.
    subprocess.run(combine, cwd=ROOT, check=False, stderr=subprocess.DEVNULL)
    return code


def measured() -> Iterator[tuple[str, int, int, str]]:
    """Yield each file: its name, what could run (lines and branches), what did, what is missed."""
    report = FOLDER / "report.json"
    subprocess.run(
        [sys.executable, "-m", "coverage", "json", "-q", "-o", report], cwd=ROOT, check=True
    )
    for name, file in json.loads(report.read_text(encoding="utf-8"))["files"].items():
        whole = file["summary"]
        could = whole["num_statements"] + whole["num_branches"]
        ran = whole["covered_lines"] + whole["covered_branches"]
        missed = [*map(str, file["missing_lines"])]
        missed += [f"{a}→{b if b > 0 else 'end'}" for a, b in file["missing_branches"]]
        yield (ROOT / name).relative_to(SOURCE).as_posix(), could, ran, ", ".join(missed)


def table() -> bool:
    """Write the table and the two figures; say whether their targets are met."""
    rooms: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    gaps = []
    for name, could, ran, missed in measured():
        whole = next((w for w in WHOLE if name == w or name.startswith(f"{w}/")), "")
        room = whole or (name.partition("/")[0] if "/" in name else "(top)")
        rooms[room][0] += could
        rooms[room][1] += ran
        if missed and (whole or "--again" in sys.argv):
            gaps.append(f"  {name}: {missed}")
    for room, (could, ran) in sorted(rooms.items()):
        _line(room, could, ran, 100.0 if room in WHOLE else REST)
    sys.stdout.write("\n".join(gaps) + "\n" if gaps else "")
    outside = [sums for room, sums in rooms.items() if room in WHOLE]
    inside = [sums for room, sums in rooms.items() if room not in WHOLE]
    met = _line("meets strangers", *map(sum, zip(*outside, strict=True)), 100.0)
    return _line("the rest", *map(sum, zip(*inside, strict=True)), REST) and met


def _line(name: str, could: int, ran: int, target: float) -> bool:
    """Write what share of the lines and branches ran; say whether it is enough."""
    share = 100 * ran / could if could else 100.0
    short = "" if share >= target else f"   target {target:.0f}"
    sys.stdout.write(f"{name:<18}{ran:>7,} of {could:>7,} {share:>7.2f} %{short}\n")
    return share >= target


def main() -> int:
    """Run and report; 1 if a test fails or one of the two figures is too low."""
    tests = [word for word in sys.argv[1:] if word != "--again"]
    code = 0 if "--again" in sys.argv else run(tests)
    return int(not table()) or code


if __name__ == "__main__":
    sys.exit(main())
