"""Precision and recall of entities on passages annotated by hand: `python -m benchmarks.entities`.

The passages are stretches of the texts in ``../shared/corpus`` (or the folder that is given);
``benchmarks/gold/entities/*.json`` holds their offsets, the SHA-256 of the files and the
mentions, not the texts. The files are read whole, as ``cntext entities FILE`` reads them
(``gold_passages.py``), and what is found in the passages is compared. A mention is right if
its type and both its ends are. ``--errors`` prints what is wrong; never look at those of a
held-out set before the rules are final.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path

from benchmarks.gold_passages import GOLD, Passage, Span, documents_of, passages
from cntext.extract.mentions import Kind, Mention
from cntext.lexicon.files import load_lexicon
from cntext.measure.stats.entity_counts import count_entities
from cntext.model import Document
from cntext.segment.build import build_corpus
from cntext.segment.choosing import choose_segmenter
from cntext.segment.engine import DictionaryBackground

TEXTS = Path(__file__).parents[2] / "shared" / "corpus"
TARGETS = {"quantity": 0.9, "date": 0.9, "document": 0.9, "institution": 0.8, "place": 0.8}
Place = tuple[int, Span]  # the number of a passage, and a mention in it


def mentions_in(documents: Sequence[Document]) -> list[list[Mention]]:
    """Return what the program finds, document by document."""
    lexicon, known = load_lexicon(), DictionaryBackground()
    numbered = [Document(str(n), d.text, date=d.date) for n, d in enumerate(documents)]
    corpus = build_corpus(numbered, choose_segmenter(), lexicon=lexicon)
    found: list[list[Mention]] = [[] for _ in documents]
    for one in count_entities(corpus, lexicon, known, frozenset(Kind), "").found:
        found[int(one.document)].append(one.mention)
    return found


def compared(read: Sequence[Passage]) -> tuple[set[Place], set[Place]]:
    """Return the mentions of the annotator and those of the program, by passage."""
    gold = {(n, span) for n, passage in enumerate(read) for span in passage.mentions}
    ours: set[Place] = set()
    for file in dict.fromkeys(passage.file for passage in read):
        found = mentions_in(documents_of(file))
        for n, passage in enumerate(read):
            if passage.file == file:
                spans = (passage.spans(number, some) for number, some in enumerate(found))
                ours.update((n, span) for of_document in spans for span in of_document)
    return gold, ours


def report(name: str, texts: Path, *, errors: bool) -> tuple[set[Place], set[Place]]:
    """Print precision, recall and F1 of each type on one set; return what was compared."""
    read = list(passages(name, texts))
    gold, ours = compared(read)
    print(f"{name}: {len(gold)} mentions in {len(read)} passages")
    table(gold, ours)
    if errors:
        for mark, some in (("missed", gold - ours), ("wrong", ours - gold)):
            for n, span in sorted(some, key=lambda m: (m[0], m[1][1:])):
                print(f"{mark:7}{span[0]:12}", read[n].written(span))
    print()
    return gold, ours


def table(gold: Collection[Place], ours: Collection[Place]) -> None:
    """Print precision, recall and F1 of each type."""
    print(f"{'type':14}{'gold':>6}{'found':>7}{'right':>7}{'P':>8}{'R':>8}{'F1':>8}")
    rows = [(kind.value, {kind.value}) for kind in Kind]
    for label, kinds in [*rows, ("all", {kind.value for kind in Kind})]:
        _line(label, *({m for m in some if m[1][0] in kinds} for some in (gold, ours)))


def _line(label: str, gold: set[Place], ours: set[Place]) -> None:
    right = len(gold & ours)
    precision = right / len(ours) if ours else None
    recall = right / len(gold) if gold else None
    f1 = 2 * right / (len(gold) + len(ours)) if gold or ours else None
    shares = "".join("       –" if x is None else f"{x:8.3f}" for x in (precision, recall, f1))
    target = TARGETS.get(label)
    missed = "  under target" if target and gold and f1 is not None and f1 < target else ""
    print(f"{label:14}{len(gold):6}{len(ours):7}{right:7}{shares}{missed}")


def speed(texts: Path, megabytes: float) -> None:
    """Print the CPU time for a text of that size, segmentation aside."""
    whole = "\n".join(p.read_text("utf-8") for p in sorted((texts / "govreport").glob("*.txt")))
    lexicon, known, size = load_lexicon(), DictionaryBackground(), 0
    documents = []
    while size < megabytes * 1e6:
        documents.append(Document(str(len(documents)), whole, date="2020"))
        size += len(whole.encode())
    corpus = build_corpus(documents, choose_segmenter(), lexicon=lexicon)
    before = time.process_time()
    counts = count_entities(corpus, lexicon, known, frozenset(Kind), "")
    spent = time.process_time() - before
    kinds = Counter(one.mention.kind.value for one in counts.found)
    print(f"{size / 1e6:.1f} MB: {sum(kinds.values()):,} mentions in {spent:.1f} s CPU")


def main() -> None:
    """Measure every set."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.entities", description=__doc__)
    parser.add_argument("texts", type=Path, nargs="?", default=TEXTS)
    parser.add_argument("--set", action="append", help="this set only (repeatable)")
    parser.add_argument("--errors", action="store_true", help="print what is wrong")
    parser.add_argument("--megabytes", type=float, default=0, help="also measure CPU time")
    chosen = parser.parse_args()
    if not chosen.texts.is_dir():
        parser.exit(message=f"entities not measured: no texts at {chosen.texts}\n")
    for name in chosen.set or sorted(path.stem for path in GOLD.glob("*.json")):
        report(name, chosen.texts, errors=chosen.errors)
    if chosen.megabytes:
        speed(chosen.texts, chosen.megabytes)


if __name__ == "__main__":
    main()
