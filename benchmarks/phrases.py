"""Phrase discovery against its peers: ``python -m benchmarks.phrases [--write]``.

Each peer is installed by pip into an environment of its own in ``--environments`` (made at the first
run) and ranks the phrases of the same texts; exact recall is measured against the lists in
``benchmarks/gold``. A peer that cannot be installed, fails, or takes more CPU time
than the limit is named with the reason. What a peer returned is kept there too. ``--write`` puts the tables into ``docs/phrases.md``.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.environments import PEERS as ENVIRONMENTS
from benchmarks.environments import NotInstalled, python_with
from benchmarks.gold_lists import Gold, gold, recall
from benchmarks.phrase_weights import SHARED, SOURCES, read
from cntext.model import Document
from cntext.segment.build import build_corpus
from cntext.segment.engine import JiebaSegmenter
from cntext.stopwords import load_stopwords

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "phrases.md"
LIMIT = 300
# Lists of another hand for the same texts, from which nothing was fitted.
SECOND = {"work_reports": "work_reports_2"}
TITLES = {"work_reports": "Government work reports", "education_laws": "Education laws"}
_BEGIN, _END = "<!-- tables: python -m benchmarks.phrases --write -->", "<!-- end of tables -->"


@dataclass(frozen=True, slots=True)
class Peer:
    """A program to compare with: how it is called here, what to install, how it was run."""

    name: str
    script: str
    packages: tuple[str, ...]


PEERS = (
    Peer("gensim Phrases, NPMI", "gensim", ("gensim", "jieba")),
    Peer("the same, with our edge filter", "gensim_edges", ("gensim", "jieba")),
    Peer("jieba TF-IDF", "jieba_tfidf", ("gensim", "jieba")),
    Peer("jieba TextRank", "jieba_textrank", ("gensim", "jieba")),
    Peer("smoothnlp, n ≤ 8", "smoothnlp", ("smoothnlp",)),
    Peer("harvesttext word_discover", "harvesttext", ("harvesttext", "setuptools<81")),
    Peer("jionlp keyphrase", "jionlp", ("jionlp",)),
    # It calls what networkx 3 no longer has, and does not say that it needs scipy.
    Peer("textrank4zh", "textrank4zh", ("textrank4zh", "networkx<3", "scipy", "setuptools<81")),
)


@dataclass(frozen=True, slots=True)
class Result:
    """What one program returned, or why it returned nothing."""

    name: str
    ranked: tuple[str, ...] = ()
    seconds: float = 0.0
    megabytes: float = 0.0
    reason: str = ""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run every program on every list."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.phrases", description=__doc__)
    parser.add_argument("--environments", type=Path, default=ENVIRONMENTS)
    parser.add_argument("--write", action="store_true", help=f"update {PAGE.name}")
    parser.add_argument("--list", action="store_true", help="print our first 100 with their grades")
    chosen = parser.parse_args(arguments)
    tables = []
    for name, path in SOURCES.items():
        documents, judged = read(SHARED / path), gold(name)
        results = [ours(SHARED / path)]
        if chosen.list:
            print(
                "\n".join(
                    f"{i}\t{w}\t{grade(w, judged)}"
                    for i, w in enumerate(results[0].ranked[:100], 1)
                )
            )
            continue
        for peer in PEERS:
            print(f"{name}: {peer.name} …", file=sys.stderr, flush=True)
            results.append(kept(peer, name, chosen.environments, documents))
        second = gold(SECOND[name]) if name in SECOND else None
        tables.append(table(TITLES[name], documents, judged, results, second))
    text = "\n".join(tables)
    print(text)
    if chosen.write:
        page = PAGE.read_text(encoding="utf-8")
        head, tail = page.split(_BEGIN)[0], page.split(_END)[1]
        PAGE.write_text(f"{head}{_BEGIN}\n\n{text}\n{_END}{tail}", encoding="utf-8")


def grade(phrase: str, judged: Gold) -> str:
    """Return what the list says of a phrase."""
    kinds = ("core", "term", "reject")
    return next((kind for kind in kinds if phrase in getattr(judged, kind)), "not judged")


def ours(path: Path) -> Result:
    """Run the command itself."""
    command = [
        str(Path(sys.executable).with_name("cntext")),
        "phrases",
        str(path),
        "--no-lexicon",
        "-f",
        "jsonl",
    ]
    return _measured("cntext phrases", command, "", lambda out: [
        json.loads(line)["phrase"] for line in out.splitlines()
    ])  # fmt: skip


def kept(peer: Peer, name: str, folder: Path, documents: Sequence[Document]) -> Result:
    """Run one peer, or take what it returned the last time; ``folder`` is deleted to start anew."""
    file = folder / f"{name}.{peer.script}.json"
    if not file.exists():
        result = run(peer, folder, documents)
        file.write_text(json.dumps(asdict(result), ensure_ascii=False), encoding="utf-8")
    return Result(**json.loads(file.read_text(encoding="utf-8")))


def run(peer: Peer, folder: Path, documents: Sequence[Document]) -> Result:
    """Run one peer in its environment, which is made if it is not there."""
    try:
        python = python_with(peer.packages, folder)
    except NotInstalled as reason:
        return Result(peer.name, reason=f"not installed: {reason}")
    given = {
        "texts": [document.text for document in documents],
        "function_words": sorted(load_stopwords().words),
    }
    script = ROOT / "benchmarks" / "peers" / "discover.py"
    command = [python, str(script), peer.script]
    return _measured(peer.name, command, json.dumps(given, ensure_ascii=False), json.loads)


def _measured(
    name: str, command: list[str], given: str, parse: Callable[[str], list[str]]
) -> Result:
    """Run a command; CPU seconds and peak memory are those of the whole process."""
    with tempfile.TemporaryFile() as stdin, tempfile.TemporaryFile() as out, \
            tempfile.TemporaryFile() as err:  # fmt: skip
        stdin.write(given.encode())
        stdin.seek(0)
        environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        # Of CPU time: a busy machine must not make a program fail.
        limited = ["sh", "-c", f'ulimit -t {LIMIT}; exec "$@"', "sh", *command]
        process = subprocess.Popen(limited, stdin=stdin, stdout=out, stderr=err, env=environment)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        if process.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
            return Result(name, reason=f"not done in {LIMIT} s of CPU time")
        if process.returncode:
            return Result(name, reason=f"failed: {_last(err.read().decode())}")
        ranked = tuple(parse(out.read().decode()))
    return Result(name, ranked, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def _last(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[-1][:120] if lines else "no message"


def broken(ranked: Sequence[str], documents: Sequence[Document], segmenter: JiebaSegmenter) -> int:
    """Count those of the first 100 that begin or end with a function word, or inside words.

    Inside words: less than half of the occurrences begin and end where jieba, with its
    guesses at unknown words, begins and ends a word.
    """
    corpus = build_corpus(documents, segmenter)
    borders = []
    for d in range(len(corpus)):
        starts = corpus.starts[corpus.bounds[d] : corpus.bounds[d + 1]].tolist()
        ends = [s + len(w) for s, w in zip(starts, corpus.words(d), strict=True)]
        borders.append({*starts, *ends})
    function = load_stopwords().words
    bad = 0
    for phrase in ranked[:100]:
        whole = total = 0
        for document, border in zip(documents, borders, strict=True):
            at = document.text.find(phrase)
            while at >= 0:
                total += 1
                whole += at in border and at + len(phrase) in border
                at = document.text.find(phrase, at + len(phrase))
        pieces = segmenter.cut(phrase)
        edge = len(pieces) > 1 and (pieces[0] in function or pieces[-1] in function)
        bad += edge or 2 * whole < total
    return bad


def table(
    title: str,
    documents: Sequence[Document],
    judged: Gold,
    results: Sequence[Result],
    second: Gold | None,
) -> str:
    """Return a Markdown table; right is what is a phrase or a term on either list."""
    size = sum(len(d.text) for d in documents)
    segmenter = JiebaSegmenter([])
    measured = {"held out": judged.half(True).core, "all": judged.core}
    known = judged.core | judged.term
    also = ""
    if second is not None:
        measured |= {"second list, held out": second.half(True).core, "all of it": second.core}
        known |= second.core | second.term
        also = f"; second list: {len(second.core)} ({len(second.half(True).core)})"
    lines = [
        f"**{title}**: {len(documents)} texts, {size:,} characters, {len(judged.core)} phrases "
        f"({len(measured['held out'])} of them held out){also}",
        "",
        f"| recall @100/300/1000: | {' | '.join(measured)} | right @100 | broken @100 | CPU s | MB |",
        f"|---|{'---|' * len(measured)}--:|--:|--:|--:|",
    ]
    for result in results:
        if result.reason:
            lines.append(f"| {result.name} | – {result.reason} |{' |' * (len(measured) + 3)}")
            continue
        cells = ["/".join(f"{r:.3f}"[1:] if r < 1 else "1" for r in recall(result.ranked, wanted))
                 for wanted in measured.values()]  # fmt: skip
        right = len(known & set(result.ranked[:100]))
        bad = broken(result.ranked, documents, segmenter)
        lines.append(
            f"| {result.name} | {' | '.join(cells)} | {right} | {bad} "
            f"| {result.seconds:.0f} | {result.megabytes:.0f} |"
        )
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    main()
