"""The weights of phrase discovery, fitted again: ``python -m benchmarks.phrase_weights``.

A logistic regression with an L2 penalty, on the development half of the judged lists alone.
Every string that is listed and not judged counts as no phrase; rejected ones weigh more,
and terms that are right but not asked for weigh half and count as 0.6 of one. Each corpus has an intercept of its
own. The second fit, for a page or two, is on pages of 5,000 characters cut from the same texts,
each half over the one before; what they repeat counts as much as ``FIXED`` says. It is printed to be
compared with ``FEW``, which is set by hand and says why.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from benchmarks.gold_lists import Gold, gold, held_out
from cntext.corpus import Corpus
from cntext.flow.supply import PADDING
from cntext.measure.stats.phrase_classes import word_classes
from cntext.measure.stats.phrase_discovery import Evidence, dated_documents, weigh
from cntext.measure.stats.phrase_weights import FEW, WEIGHTS
from cntext.model import Document, Inputs
from cntext.read.pages import read_pages
from cntext.segment.build import build_corpus
from cntext.segment.engine import DictionaryBackground, JiebaSegmenter
from cntext.stopwords import load_stopwords

SHARED = Path(__file__).resolve().parents[2] / "shared" / "corpus"
SOURCES = {"work_reports": "govreport", "education_laws": "laws_edu.csv"}
PENALTY, TERM, REJECT = 10.0, 0.5, 5.0
# A term is right but not asked for: better than none, less good than a phrase of policy.
HALF_WANTED = 0.6
PAGE = 5_000  # characters
# The lists were judged over many documents and say nothing of one page; who reads one asks first
# what it repeats. On folds of the development half that the fit did not see this costs, of the
# phrases of a page of a report, .03 of their recall in its first 20 (.54 with frequency left free).
FIXED = {"frequency": 1.3}


@dataclass(frozen=True, slots=True)
class Example:
    """Features of the strings that were listed, what they are, and how much they count."""

    features: np.ndarray
    wanted: np.ndarray
    weight: np.ndarray


def main() -> None:
    """Print both sets of weights."""
    background, segmenter = DictionaryBackground(), JiebaSegmenter([], hmm=False)
    many, few = [], []
    for name, path in SOURCES.items():
        judged, documents = gold(name), read(SHARED / path)
        many.append(example(documents, judged, list(WEIGHTS), segmenter, background))
        cut = [
            example([page], judged, list(FEW), segmenter, background) for page in pages(documents)
        ]
        few.append(Example(*(np.concatenate(part) for part in zip(*map(_parts, cut), strict=True))))
        print(f"{name}: {len(documents)} documents, {len(cut)} pages", file=sys.stderr)
    for title, names, examples, fixed in (
        ("WEIGHTS", WEIGHTS, many, {}),
        ("FEW", FEW, few, FIXED),
    ):
        print(f"{title} = {{")
        for feature, value in fit(examples, list(names), fixed).items():
            print(f'    "{feature}": {value:.2g},')
        print("}")


def read(path: Path) -> list[Document]:
    """Return the documents at ``path``, in order of date, as the command reads them."""
    from cntext.clean.documents import documents_of

    pages = read_pages([str(path)], Inputs())
    documents = [document for page in pages for document in documents_of(page)]
    return sorted(documents, key=lambda document: document.date or "9999")


def pages(documents: Sequence[Document]) -> Iterator[Document]:
    """Cut each document into pages of whole lines, every half page anew."""
    for document in documents:
        text = document.text
        ends = [0, *(i + 1 for i, c in enumerate(text) if c == "\n"), len(text)]
        for at in range(0, len(text) - PAGE // 2, PAGE // 2):
            begin = next(end for end in ends if end >= at)
            end = next((end for end in ends if end >= begin + PAGE), len(text))
            if end - begin >= PAGE * 4 // 5:
                yield replace(document, text=text[begin:end])


def evidence(documents: Sequence[Document], segmenter: JiebaSegmenter, background) -> Evidence:
    """Discover as the command does."""
    corpus: Corpus = build_corpus(documents, segmenter)
    edges, padding = load_stopwords().words, load_stopwords(PADDING).words
    classes = word_classes(corpus, background, edges, padding)
    return weigh(corpus, classes, background, edges, dated=dated_documents(corpus))


def example(
    documents: Sequence[Document], judged: Gold, names: Sequence[str], segmenter, background
) -> Example:
    """Return what the fit may see of one corpus: nothing of the test half."""
    found = evidence(documents, segmenter, background)
    texts = found.repeats.texts()
    rows, wanted, weight = [], [], []
    for i in np.sort(found.listed).tolist():
        text = texts[i]
        grade = (text in judged.core, text in judged.term, text in judged.reject)
        if any(grade) and held_out(text):
            continue
        rows.append([found.terms[name][i] for name in names])
        wanted.append(1.0 if grade[0] else HALF_WANTED if grade[1] else 0.0)
        weight.append(TERM if grade[1] else REJECT if grade[2] else 1.0)
    return Example(np.array(rows), np.array(wanted, float), np.array(weight))


def _parts(example: Example) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return example.features, example.wanted, example.weight


def fit(
    examples: Sequence[Example], names: Sequence[str], fixed: Mapping[str, float]
) -> dict[str, float]:
    """Return the weights: Newton's method on the penalised likelihood of scaled features.

    Those of ``fixed`` are what it says, and the others are fitted beside them.
    """
    features = np.concatenate([e.features for e in examples])
    wanted, weight = (
        np.concatenate([getattr(e, k) for e in examples]) for k in ("wanted", "weight")
    )
    known = np.array([fixed.get(name, 0.0) for name in names])
    given = features @ known
    features = features * np.array([name not in fixed for name in names])
    scale = features.std(axis=0) + 1e-9
    owner = np.repeat(np.arange(len(examples)), [len(e.wanted) for e in examples])
    design = np.hstack([
        (features - features.mean(axis=0)) / scale,
        owner[:, None] == np.arange(len(examples)),
    ])  # fmt: skip
    penalty = np.concatenate([np.full(features.shape[1], PENALTY), np.full(len(examples), 0.01)])
    value = np.zeros(design.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-design @ value - given))
        slope = design.T @ (weight * (chance - wanted)) + penalty * value
        bend = (design.T * (weight * chance * (1 - chance))) @ design + np.diag(penalty)
        step = np.linalg.solve(bend, slope)
        value -= step
        if np.abs(step).max() < 1e-7:
            break
    fitted = known + value[: features.shape[1]] / scale
    return dict(zip(names, fitted.tolist(), strict=True))


if __name__ == "__main__":
    main()
