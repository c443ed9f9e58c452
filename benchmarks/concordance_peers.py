"""The concordances of other packages beside ours, over the same tokens and with as many lines.

Neither knows Chinese, so both are given texts that are cut already: kitconc as tagged
texts, conc with a tokenizer of spaCy that parts at white space alone (with a Chinese
pipeline of spaCy it did not come to an end). Building the indexes is not measured.
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
# argv: texts, folder to write to, what stands behind each token.
_CUT = """\
import sys
from pathlib import Path
from cntext.segment.choosing import choose_segmenter
cut, mark = choose_segmenter().cut, sys.argv[3]
for path in sorted(Path(sys.argv[1]).glob("*.txt")):
    lines = path.read_text(encoding="utf-8").splitlines()
    found = (
        " ".join(word.replace("/", "／") + mark for word in cut(line) if not word.isspace())
        for line in lines
    )
    (Path(sys.argv[2]) / path.name).write_text("\\n".join(filter(None, found)), encoding="utf-8")
"""
# By package: the mark behind a token, a script that builds, and one that prints how many lines
# it found. argv of both: a folder of its own, the texts.
_PEERS = {
    "kitconc": (
        "/x",
        """\
import sys
from kitconc.kit_corpus import Corpus
Corpus(sys.argv[1], "tokens", "english").add_texts(sys.argv[2], tagged=True)
""",
        f"""\
import sys
from kitconc.kit_corpus import Corpus
print(len(Corpus(sys.argv[1], "tokens", "english").kwic("{_WORD}").df))
""",
    ),
    "conc": (
        "",
        """\
import sys
import spacy
from conc.corpus import Corpus
from spacy.tokenizer import Tokenizer
model = spacy.blank("xx")
model.tokenizer = Tokenizer(model.vocab)
for name in "parser ner lemmatizer tagger senter tok2vec attribute_ruler".split():
    model.add_pipe("sentencizer", name=name)  # conc turns these off, and must find them
model.to_disk(f"{sys.argv[1]}/model")
Corpus("tokens", "").build_from_files(sys.argv[2], sys.argv[1], model=f"{sys.argv[1]}/model")
""",
        f"""\
import sys
from conc.conc import Conc
from conc.corpus import Corpus
corpus = Corpus().load(f"{{sys.argv[1]}}/tokens.corpus")
print(len(Conc(corpus).concordance("{_WORD}", page_size=10**9).df))
""",
    ),
}


def concordance_case(folder: Path, env: Mapping[str, str]) -> Case:
    """Return the case of all lines of one word in 10 MB; a peer that fails is left out, and said."""
    corpus, index = folder_of(10, folder), folder / "words.cnx"
    _done([CNTEXT, "index", "build", str(corpus), "-o", str(index), "-q", *_AS_IT_IS], env)
    ours = [CNTEXT, "kwic", "--match", "word", _WORD, str(index), "--plain"]
    lines = json.loads(_done([*ours, "-n", "1", "-f", "json"], env))["total_rows"]
    us = "cntext kwic, all lines"
    commands = {us: [*ours, "-f", "tsv"]}
    for name in _PEERS:
        try:
            command = _prepared(name, corpus, folder / name, env)
            found = int(_done(command, env).split()[-1])
        except NotInstalled as reason:
            print(f"{name} is not installed: {reason}", file=sys.stderr)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as failure:
            print(f"{name} is left out: {failure}", file=sys.stderr)
        else:
            if lines != found:
                sys.exit(f"cntext kwic has {lines} lines, {name} {found}; nothing was measured")
            commands[f"{name}, all lines"] = command
    goals = tuple(Goal(them, us) for them in commands if them != us)
    return Case("concordance, 10 MB", commands, goals, runs=5)


def _prepared(name: str, corpus: Path, folder: Path, env: Mapping[str, str]) -> list[str]:
    """Build what a peer looks in; return the command that looks."""
    python = python_with([name])
    mark, build, look = _PEERS[name]
    texts, script = folder / "texts", folder / "look.py"
    texts.mkdir(parents=True, exist_ok=True)
    script.write_text(look, encoding="utf-8")
    _done([sys.executable, "-c", _CUT, str(corpus), str(texts), mark], env)
    _done([python, "-c", build, str(folder), str(texts)], env)
    return [python, str(script), str(folder)]


def _done(command: list[str], env: Mapping[str, str]) -> str:
    """Run a step that is not measured and return what it printed."""
    done = subprocess.run(
        command, env=env, check=True, capture_output=True, encoding="utf-8", timeout=1200
    )
    return done.stdout
