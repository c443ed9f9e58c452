"""Run a torture kit (awkward inputs, signals, full disks, hostile text) over every command.

python tools/torture.py KIT                     every case; KIT holds make_torture.py, run_torture.py
python tools/torture.py KIT --only 'E|F1' --kills 200 --json out.json

The kit makes the cases and judges them; this file says only how cntext is called. What a
case asks for that this version does not have is left out, and the kit counts it as not run.
"""

from __future__ import annotations

import argparse
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

# {path} and the others are put in by the kit, each as one argument.
TEMPLATES = {
    "CLI": "freq {path} -f json",
    "DICT": "freq {path} --userdict {dict} -f json",
    "STOP": "freq {path} --stopwords {stop} -f json",
    "CSV": "freq {path} --userdict {dict} -f csv",
    "TERM": "freq {path}",
    "OUT": "freq {path} -f json -o {target}",
    "HTML": "report {path} -o {target}",
    "CLOUD": "cloud {path} -o {target}",
    "INDEX": "index build {path} -o {index}.cnx",
    "REOPEN": "index info {index}.cnx -f json",
    "CHECK": "index check {index}.cnx -f json",
}
CNTEXT = Path(sys.executable).with_name("cntext")


def understood(template: str) -> bool:
    """Say whether this version has the command of a template."""
    line = [CNTEXT, template.split(maxsplit=1)[0], "--help"]
    return subprocess.run(line, capture_output=True, check=False).returncode == 0


def as_project(file: str, path: str) -> int:
    """Run the command in a folder whose cntext.toml is ``file``; say its own name of what is said."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(file, Path(folder, "cntext.toml"))
        line = [CNTEXT, "freq", Path(path).absolute(), "-f", "json"]
        done = subprocess.run(line, cwd=folder, stderr=subprocess.PIPE, check=False)
    sys.stderr.write(done.stderr.decode("utf-8").replace("cntext.toml", Path(file).name))
    return done.returncode


def main() -> int:
    """Make the cases, run them; the kit's exit code."""
    if sys.argv[1:2] == ["--as-project"]:  # what the kit calls: no option that names a file
        return as_project(*sys.argv[2:])
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("kit", type=Path)
    options.add_argument("--only", default=".", help="a pattern: cases by id and group")
    options.add_argument("--kills", default="20")
    options.add_argument("--json", default="")
    given = options.parse_args()
    # What nohup or a shell's & has ignored, the cases would ignore too; of a handler they know nothing.
    for number in (signal.SIGINT, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, lambda *_: None)
    folder = tempfile.mkdtemp(prefix="cntext-torture-")
    try:
        return run(given, folder)
    finally:
        # One of its folders is 1,200 deep, which is too deep for shutil; some cannot be listed.
        subprocess.run(["chmod", "-R", "u+rwX", folder], check=False, stderr=subprocess.DEVNULL)
        subprocess.run(["rm", "-rf", folder], check=False)


def run(given: argparse.Namespace, folder: str) -> int:
    """Make the cases in ``folder`` and run them; the kit's exit code."""
    subprocess.run([sys.executable, given.kit / "make_torture.py", folder], check=True)
    here = shlex.join([sys.executable, str(Path(__file__).resolve()), "--as-project"])
    slots = [f"CONFIG={here} {{config}} {{path}}"]
    slots += [
        f"{slot}={shlex.quote(str(CNTEXT))} {template}"
        for slot, template in TEMPLATES.items()
        if understood(template)
    ]
    more = ["--only", given.only, "--kills", given.kills]
    more += ["--json", str(Path(given.json).absolute())] if given.json else []
    runner = [sys.executable, given.kit / "run_torture.py", folder, *slots, *more]
    return subprocess.run(runner, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
