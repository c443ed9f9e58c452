"""Corpora small enough to count by hand, as the measures' tests have them."""

import pytest

from cntext.corpus import corpus_of
from cntext.model import Document


@pytest.fixture(scope="session")
def make():
    """Return a function from texts whose tokens are parted by spaces to their corpus."""

    def corpus(*texts, source):
        documents, cut = [], []
        for i, text in enumerate(texts):
            documents.append(Document(f"d{i}", text, source=source[i]))
            starts, offset = [], 0
            for word in text.split(" "):
                starts += [(word, offset)] if word else []
                offset += len(word) + 1
            cut.append(starts)
        return corpus_of(documents, cut)

    return corpus
