"""The same work by other means: scripts as a researcher would write them, and other packages.

Each package gets an environment of its own, made once below ``benchmarks/.peers`` from the
package index; one that cannot be installed is named with the reason and left out.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PEERS = Path(__file__).with_name(".peers")
_PATIENCE = 1200  # seconds for one installation

# What each environment holds besides jieba. jieba_fast still builds with pkg_resources.
PACKAGES = {
    "jieba": (),
    "rjieba": ("rjieba",),
    "jieba_fast": ("jieba_fast", "setuptools<81"),
    "conc": ("conc",),
    "kitconc": ("kitconc",),
    "cntext 2": ("cntext",),
}

_COUNT = """\
import sys
from collections import Counter
from pathlib import Path
{load}
count = Counter()
for path in sorted(Path(sys.argv[1]).glob("*.txt")):
    count.update({cut}(path.read_text(encoding="utf-8")))
words = ((w, n) for w, n in count.items() if any(c.isalnum() for c in w))
for word, number in sorted(words, key=lambda pair: (-pair[1], pair[0]))[:100]:
    print(word, number, sep="\\t")
"""
_LOADS = {
    "jieba": ("import jieba; jieba.setLogLevel(60)", "jieba.cut"),
    "jieba parallel": (
        "import jieba; jieba.setLogLevel(60); jieba.initialize(); jieba.enable_parallel(2)",
        "jieba.cut",
    ),
    "rjieba": ("import rjieba", "rjieba.cut"),
    "jieba_fast": ("import jieba_fast as jieba; jieba.setLogLevel(60)", "jieba.cut"),
}
_CNTEXT_2 = """\
import sys
from pathlib import Path
import cntext
text = "".join(p.read_text(encoding="utf-8") for p in sorted(Path(sys.argv[1]).glob("*.txt")))
for word, number in cntext.word_count(text, lang="chinese").most_common(100):
    print(word, number, sep="\\t")
"""


def python_of(peer: str) -> str | None:
    """Return the interpreter of the environment of ``peer``, None if it cannot be made."""
    folder = PEERS / peer.replace(" ", "_")
    python = folder / "bin" / "python"
    if (folder / "ready").exists():
        return str(python)
    if (folder / "failed").exists():
        return None
    print(f"installing {peer} …", file=sys.stderr, flush=True)
    try:
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        install = [str(python), "-m", "pip", "install", "--quiet", "jieba", *PACKAGES[peer]]
        subprocess.run(install, check=True, capture_output=True, timeout=_PATIENCE)
    except (subprocess.SubprocessError, OSError) as problem:
        said = getattr(problem, "stderr", b"") or b""
        reason = said.decode(errors="replace").strip().rpartition("\n")[2] or str(problem)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "failed").write_text(reason + "\n", encoding="utf-8")
        print(f"{peer} cannot be installed: {reason[:200]}", file=sys.stderr)
        return None
    (folder / "ready").touch()
    return str(python)


def counting(folder: Path) -> dict[str, list[str]]:
    """Return the scripts that count the words of the folder given last, by peer."""
    commands = {}
    for name, (load, cut) in _LOADS.items():
        python = python_of("jieba" if name == "jieba parallel" else name)
        if python:
            script = folder / f"count_{name.replace(' ', '_')}.py"
            script.write_text(_COUNT.format(load=load, cut=cut), encoding="utf-8")
            commands[name] = [python, str(script)]
    if python := python_of("cntext 2"):
        script = folder / "count_cntext_2.py"
        script.write_text(_CNTEXT_2, encoding="utf-8")
        commands["cntext 2"] = [python, str(script)]
    return commands
