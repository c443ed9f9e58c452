"""The concordance of another package beside ours, over the same tokens and with as many lines.

kitconc knows no Chinese, so it is given texts that are cut already, in its own form for
tagged texts; building its index is not measured. conc was tried as well: see `page`.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from benchmarks.cases import CNTEXT, Case, Goal
from benchmarks.environments import NotInstalled, python_with
from benchmarks.texts import folder_of

_WORD = "发展"
_AS_IT_IS = ["--plain", "--no-clean", "--no-normalise"]
_CUT = """\
import sys
from pathlib import Path
from cntext.segment.choosing import choose_segmenter
cut = choose_segmenter().cut
for path in sorted(Path(sys.argv[1]).glob("*.txt")):
    lines = path.read_text(encoding="utf-8").splitlines()
    tagged = (
        " ".join(word.replace("/", "／") + "/x" for word in cut(line) if not word.isspace())
        for line in lines
    )
    (Path(sys.argv[2]) / path.name).write_text("\\n".join(filter(None, tagged)), encoding="utf-8")
"""
_BUILD = """\
import sys
from kitconc.kit_corpus import Corpus
Corpus(sys.argv[1], "tokens", "english").add_texts(sys.argv[2], tagged=True)
"""
_LOOK = f"""\
import sys
from kitconc.kit_corpus import Corpus
print(len(Corpus(sys.argv[1], "tokens", "english").kwic("{_WORD}").df))
"""


def concordance_case(folder: Path, env: Mapping[str, str]) -> Case | None:
    """Return the case of all lines of one word in 10 MB; None, with a word on stderr, if it fails."""
    try:
        python = python_with(["kitconc"])
    except NotInstalled as reason:
        print(f"kitconc is not installed: {reason}", file=sys.stderr)
        return None
    corpus, tagged, index = folder_of(10, folder), folder / "tagged", folder / "words.cnx"
    tagged.mkdir(exist_ok=True)
    script = folder / "kitconc_kwic.py"
    script.write_text(_LOOK, encoding="utf-8")
    ours = [CNTEXT, "kwic", "--match", "word", _WORD, str(index), "--plain"]
    theirs = [python, str(script), str(folder)]
    try:
        build = [CNTEXT, "index", "build", str(corpus), "-o", str(index), "-q", *_AS_IT_IS]
        _done(build, env)
        _done([sys.executable, "-c", _CUT, str(corpus), str(tagged)], env)
        _done([python, "-c", _BUILD, str(folder), str(tagged)], env)
        lines = json.loads(_done([*ours, "-n", "1", "-f", "json"], env))["total_rows"]
        found = int(_done(theirs, env))
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as failure:
        print(f"kitconc is left out: {failure}", file=sys.stderr)
        return None
    if lines != found:
        sys.exit(f"cntext kwic has {lines} lines, kitconc {found}; nothing was measured")
    commands = {"cntext kwic, all lines": [*ours, "-f", "tsv"], "kitconc, all lines": theirs}
    us, them = commands
    return Case("concordance, 10 MB", commands, (Goal(them, us),), runs=5)


def _done(command: list[str], env: Mapping[str, str]) -> str:
    """Run a step that is not measured and return what it printed."""
    done = subprocess.run(
        command, env=env, check=True, capture_output=True, encoding="utf-8", timeout=1200
    )
    return done.stdout
