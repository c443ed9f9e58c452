"""Recall of the author's keywords: `python -m benchmarks.keywords ABSTRACTS.jsonl`.

Each line of the file holds ``text`` and ``keywords``. Recall@10 is the share of the
keywords which occur in their abstract that stand among the first ten of its table, over
all abstracts together, for every method and for jieba's own two. The constants of the
method "phrase" were chosen on the abstracts in even places: the column "odd" is the one
to quote.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from cntext.measure.keywords import METHODS

FIRST = 10


def main(path: Path) -> None:
    """Print the table of recalls."""
    abstracts = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    texts = [a["text"] for a in abstracts]
    wanted = [{k for k in a["keywords"] if k in a["text"]} for a in abstracts]
    print(f"{len(texts)} abstracts, {sum(map(len, wanted))} keywords that occur in them")
    print(f"{'method':24}{'all':>8}{'even':>8}{'odd':>8}")
    for name, ranked in {**_ours(texts), **_jieba(texts)}.items():
        shares = (_recall(wanted[of], ranked[of]) for of in (slice(None), _EVEN, _ODD))
        print(f"{name:24}" + "".join(f"{share:8.3f}" for share in shares))


_EVEN, _ODD = slice(0, None, 2), slice(1, None, 2)


def _recall(wanted: Sequence[set[str]], ranked: Sequence[Sequence[str]]) -> float:
    met = sum(len(want & set(terms[:FIRST])) for want, terms in zip(wanted, ranked, strict=True))
    return met / sum(map(len, wanted))


def _ours(texts: Sequence[str]) -> Mapping[str, list[list[str]]]:
    with tempfile.TemporaryDirectory(prefix="cntext-bench-") as folder:
        source = Path(folder) / "abstracts.jsonl"
        lines = (json.dumps({"text": text}, ensure_ascii=False) for text in texts)
        source.write_text("\n".join(lines), encoding="utf-8")
        return {f"cntext {method}": _ranked(source, method, len(texts)) for method in METHODS}


def _ranked(source: Path, method: str, texts: int) -> list[list[str]]:
    """Return the terms of each abstract as one run over all of them ranks them."""
    command = [sys.executable, "-m", "cntext", "keywords", str(source), "--by", "document"]
    command += ["--method", method, "--idf", "jieba", "-n", "0", "-f", "jsonl", "-q"]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    found: list[list[str]] = [[] for _ in range(texts)]
    for line in done.stdout.splitlines():
        row = json.loads(line)
        found[int(row["group"].rpartition("#")[2]) - 1].append(row["term"])
    return found


def _jieba(texts: Sequence[str]) -> Mapping[str, list[list[str]]]:
    import jieba
    import jieba.analyse

    jieba.setLogLevel(60)
    methods: dict[str, Callable[..., list[str]]] = {
        "jieba TF-IDF": jieba.analyse.extract_tags,
        "jieba TextRank": jieba.analyse.textrank,
    }
    return {name: [run(text, topK=FIRST) for text in texts] for name, run in methods.items()}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
