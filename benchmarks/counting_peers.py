"""The same work by other means: scripts as a researcher would write them, and other packages."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.environments import NotInstalled, python_with

# What each environment holds. jieba_fast still builds with pkg_resources; cntext 2 imports
# IPython and does not say so.
PACKAGES = {
    "jieba": ("jieba",),
    "rjieba": ("rjieba",),
    "jieba_fast": ("jieba_fast", "setuptools<81"),
    "cntext 2": ("cntext", "jieba", "ipython"),
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
    """Return the interpreter that has ``peer``, None, with a word on stderr, if there is none."""
    try:
        return python_with(PACKAGES[peer])
    except NotInstalled as reason:
        print(f"{peer} is not installed: {reason}", file=sys.stderr)
        return None


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
