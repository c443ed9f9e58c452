"""Corpora small enough to count by hand."""

from collections.abc import Sequence

import pytest

from cntext.corpus import Corpus, corpus_of
from cntext.model import Document


def corpus(*texts: str, dates: Sequence[str] = (), **meta: Sequence[str]) -> Corpus:
    """Return a corpus of texts whose tokens are parted by spaces."""
    documents, cut = [], []
    for i, text in enumerate(texts):
        source = meta["source"][i] if "source" in meta else ""
        date = dates[i] if dates else ""
        documents.append(Document(id=f"d{i}", text=text, date=date, source=source))
        pairs, offset = [], 0
        for word in text.split(" "):
            if word:
                pairs.append((word, offset))
            offset += len(word) + 1
        cut.append(pairs)
    return corpus_of(documents, cut)


@pytest.fixture(scope="session")  # a plain function, so hypothesis may share it
def make():
    return corpus
