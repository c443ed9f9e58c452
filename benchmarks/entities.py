"""Precision and recall of entities on passages annotated by hand: `python -m benchmarks.entities`.

The passages are stretches of the texts in ``../shared/corpus`` (or the folder that is given);
``benchmarks/gold/entities/*.json`` holds their offsets, the SHA-256 of the files and the
mentions, not the texts. A mention is right if its type and both its ends are. ``--errors``
prints what is wrong; never look at those of a held-out set before the rules are final.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from cntext.extract.mentions import Kind
from cntext.lexicon.files import load_lexicon
from cntext.measure.stats.entity_counts import count_entities
from cntext.model import Document
from cntext.segment.build import build_corpus
from cntext.segment.choosing import choose_segmenter
from cntext.segment.engine import DictionaryBackground
from cntext.text.normalise import normalise

GOLD = Path(__file__).parent / "gold" / "entities"
TEXTS = Path(__file__).parents[2] / "shared" / "corpus"
TARGETS = {"quantity": 0.9, "date": 0.9, "document": 0.9, "institution": 0.8, "place": 0.8}
Span = tuple[str, int, int, int]  # type, passage, start, end


def passages(name: str, texts: Path) -> Iterator[tuple[Document, set[Span]]]:
    """Yield each passage of a set as a document, with its mentions; offsets are its own."""
    number = 0
    for file in json.loads((GOLD / f"{name}.json").read_text("utf-8")):
        data = (texts / file["file"]).read_bytes()
        if hashlib.sha256(data).hexdigest() != file["sha256"]:
            raise SystemExit(f"{file['file']} is not the file that was annotated")
        text = data.decode("utf-8-sig")
        read, at = _as_read(text)
        for begin, end in file["passages"]:
            passage = read[at[begin] : at[end]]
            inside = {
                (kind, number, at[start] - at[begin], at[stop] - at[begin])
                for kind, start, stop in file["mentions"]
                if begin <= start and stop <= end
            }
            yield Document(str(number), passage, date="2020"), inside
            number += 1


def _as_read(text: str) -> tuple[str, list[int]]:
    """Return the text as the reader gives it, and where each character went: 1 0 ％ → 10%."""
    read, _ = normalise(text)
    places, at = [], 0
    for character in text:
        places.append(at)
        at += read[at : at + 1] in (character, unicodedata.normalize("NFKC", character))
    if at != len(read):
        raise SystemExit(f"the reader changed more than widths and spaces: {text[:40]!r}")
    return read, [*places, at]


def found(documents: list[Document]) -> set[Span]:
    """Return what the program finds in the passages."""
    lexicon, known = load_lexicon(), DictionaryBackground()
    corpus = build_corpus(documents, choose_segmenter(), lexicon=lexicon)
    counts = count_entities(corpus, lexicon, known, frozenset(Kind), "")
    return {
        (one.mention.kind.value, int(one.document), one.mention.start, one.mention.end)
        for one in counts.found
    }


def report(name: str, texts: Path, *, errors: bool) -> None:
    """Print precision, recall and F1 of each type on one set."""
    read = list(passages(name, texts))
    documents = [document for document, _ in read]
    gold = set().union(*(mentions for _, mentions in read))
    ours = found(documents)
    print(f"{name}: {len(gold)} mentions in {len(documents)} passages")
    print(f"{'type':14}{'gold':>6}{'found':>7}{'right':>7}{'P':>8}{'R':>8}{'F1':>8}")
    rows = [(kind.value, {kind.value}) for kind in Kind]
    for label, kinds in [*rows, ("all", {kind.value for kind in Kind})]:
        _line(label, *({m for m in some if m[0] in kinds} for some in (gold, ours)))
    if errors:
        for mark, some in (("missed", gold - ours), ("wrong", ours - gold)):
            for kind, number, start, end in sorted(some, key=lambda m: m[1:]):
                text = documents[number].text
                around = text[max(0, start - 12) : start], text[start:end], text[end : end + 12]
                print(f"{mark:7}{kind:12}", "{}[{}]{}".format(*around).replace("\n", "/"))


def _line(label: str, gold: set[Span], ours: set[Span]) -> None:
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
        print()
    if chosen.megabytes:
        speed(chosen.texts, chosen.megabytes)


if __name__ == "__main__":
    main()
