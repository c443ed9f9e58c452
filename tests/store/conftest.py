"""Documents and corpora to store, and what it means that two are the same."""

import numpy as np
import pytest
from hypothesis import strategies as st

from cntext.corpus import corpus_of
from cntext.model import Decision, Document, Region, RegionRole
from cntext.store.layers import Layer
from cntext.store.part import PartData

# Everything that a text may hold: Han beyond the BMP, lone surrogates, line ends, nothing.
words = st.text(
    st.one_of(st.characters(), st.sampled_from("产教融合中国\n\r 　𠮷〇\ud800")), max_size=12
)
decisions = st.builds(Decision, words, st.integers(0, 2**31 - 1), st.floats(allow_nan=False), words)
regions = st.builds(
    Region,
    st.integers(0, 2**31 - 1),
    st.integers(0, 2**31 - 1),
    st.sampled_from(RegionRole),
    words,
    st.floats(allow_nan=False),
    st.integers(0, 9),
)
documents = st.builds(
    Document,
    id=words,
    text=words,
    title=words,
    date=st.sampled_from(["", "2019", "2019-03", "2019-03-01"]),
    author=words,
    source=words,
    path=words,
    meta=st.dictionaries(st.sampled_from(["genre", "place", "", "级别"]), words, max_size=3),
    anchors=st.lists(
        st.tuples(st.integers(0, 2**31 - 1), st.integers(0, 2**31 - 1)), max_size=3
    ).map(tuple),
    decisions=st.lists(decisions, max_size=2).map(tuple),
    regions=st.lists(regions, max_size=2).map(tuple),
    abbreviations=st.lists(st.tuples(words, words), max_size=2).map(tuple),
    split=st.none() | decisions,
)


def cut(texts, size=2):
    """Return a corpus of ``texts``, cut into runs of ``size`` characters without white space."""
    kept = [t if isinstance(t, Document) else Document(f"{i}", t) for i, t in enumerate(texts)]
    pairs = []
    for document in kept:
        each, start = [], 0
        for run in document.text.split():
            start = document.text.index(run, start)
            each += [(run[i : i + size], start + i) for i in range(0, len(run), size)]
            start += len(run)
        pairs.append(each)
    return corpus_of(kept, pairs)


def data_of(*texts, layer="words", **record):
    corpus = cut(texts)
    return PartData(corpus.documents, {layer: Layer.of(corpus)}, record)


def same(one, other):
    """Say that two corpora are equal: documents, words, and every number."""
    assert tuple(one.documents) == tuple(other.documents)
    assert tuple(one.vocabulary) == tuple(other.vocabulary)
    assert tuple(one.tagset) == tuple(other.tagset)
    for name in ("tokens", "starts", "bounds", "tags"):
        assert np.array_equal(getattr(one, name), getattr(other, name)), name
    return True


@pytest.fixture(scope="session")
def real():
    """The documents of the sample corpus, read and cleaned, and of the shared one where it is."""
    from pathlib import Path

    from cntext.cli.pipeline import Session
    from cntext.cli.request import Request
    from cntext.cli.speaking import Speaker

    top = Path(__file__).parents[2]
    shared = top.parent / "shared" / "corpus"
    paths = [top / "corpus", *[p for p in (shared / "newspaper_page.txt", shared / "traditional")
                               if p.exists()]]  # fmt: skip
    session = Session(Request(paths=tuple(map(str, paths))), Speaker("en", quiet=True))
    session.read()
    return session
