"""The weights of phrase discovery, fitted again: ``python -m benchmarks.phrase_weights``.

A logistic regression with an L2 penalty, on the development half of the judged lists alone.
Every string that is listed and not judged counts as no phrase; rejected ones weigh more,
and terms that are right but not asked for weigh half and count as 0.6 of one. Each corpus has an intercept of its
own. The second fit, for a page or a few documents, is on the same documents one by one.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.gold_lists import Gold, gold, held_out
from cntext.corpus import Corpus
from cntext.flow.supply import PADDING
from cntext.measure.stats.phrase_classes import word_classes
from cntext.measure.stats.phrase_discovery import Evidence, dated_documents, weigh
from cntext.measure.stats.phrase_ranking import FEW, WEIGHTS
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
FEWEST_CHARACTERS = 4_000


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
        few += [
            example([document], judged, list(FEW), segmenter, background)
            for document in documents
            if len(document.text) >= FEWEST_CHARACTERS
        ]
        print(f"{name}: {len(documents)} documents", file=sys.stderr)
    for title, names, examples in (("WEIGHTS", WEIGHTS, many), ("FEW", FEW, few)):
        print(f"{title} = {{")
        for feature, value in zip(names, fit(examples), strict=True):
            print(f'    "{feature}": {value:.2g},')
        print("}")


def read(path: Path) -> list[Document]:
    """Return the documents at ``path``, in order of date, as the command reads them."""
    from cntext.clean.documents import documents_of

    pages = read_pages([str(path)], Inputs())
    documents = [document for page in pages for document in documents_of(page)]
    return sorted(documents, key=lambda document: document.date or "9999")


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


def fit(examples: Sequence[Example]) -> list[float]:
    """Return the weights: Newton's method on the penalised likelihood of scaled features."""
    features = np.concatenate([e.features for e in examples])
    wanted, weight = (
        np.concatenate([getattr(e, k) for e in examples]) for k in ("wanted", "weight")
    )
    scale = features.std(axis=0) + 1e-9
    owner = np.repeat(np.arange(len(examples)), [len(e.wanted) for e in examples])
    design = np.hstack([
        (features - features.mean(axis=0)) / scale,
        owner[:, None] == np.arange(len(examples)),
    ])  # fmt: skip
    penalty = np.concatenate([np.full(features.shape[1], PENALTY), np.full(len(examples), 0.01)])
    value = np.zeros(design.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-design @ value))
        slope = design.T @ (weight * (chance - wanted)) + penalty * value
        bend = (design.T * (weight * chance * (1 - chance))) @ design + np.diag(penalty)
        step = np.linalg.solve(bend, slope)
        value -= step
        if np.abs(step).max() < 1e-7:
            break
    return (value[: features.shape[1]] / scale).tolist()


if __name__ == "__main__":
    main()
