"""Analyses that add up: counted whole or in any number of parts, the table is the same."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cntext.analysis import ANALYSES
from cntext.corpus import corpus_of
from cntext.flow.merging import Merging
from cntext.frequencies import FrequencyList
from cntext.lexicon import Concept, Lexicon
from cntext.measure import load_analysis
from cntext.model import Document
from cntext.segment.build import build_corpus
from cntext.stopwords import StopWords


class Known:
    """A dictionary in which every word is a noun and as rare as its characters are late."""

    total = 1000

    def freq(self, word):
        return ord(word[0]) % 7

    def tag(self, word):
        return "n"

    def idf(self, word):
        return 1.0 + ord(word[-1]) % 5


LISTS = {
    "lexicon": Lexicon([Concept("双高计划", "", ("双高计划", "双高"))]),
    "stopwords": StopWords(),
    "background": Known(),
    "function_words": frozenset(),
    "padding": frozenset(),
    "paths": (),
}
TERMS = ("产教", "双高计划")
LIST = FrequencyList("a list", "", {"产教": 3, "教育": 40, "发展": 9, "不在其中": 5}, 1000)
WINDOW = {"window": "2", "border": "sentence", "by": "", "concepts": True, "whole_words": False}
NEAR = {"terms": TERMS, **WINDOW, "min_freq": 1}
TOGETHER = {"unit": "word", "within": "sentence", "top": 9, "min_length": 1, "by": ""}
GRAMS = {"size": "2-3", "skip": 0, "slots": False, "by": "", "min_freq": 1}
KEYS = {"by": "", "min_length": 1, "idf": "auto"}
RUNS = {
    "compare groups": ("compare", {"by": "source", "direction": "both", "min_freq": 1}),
    "compare characters": ("compare", {"by": "source", "unit": "char", "min_freq": 1}),
    "compare with a list": ("compare", {"ref_list": LIST, "min_freq": 1, "sort": "log_ratio"}),
    "a map": ("compare", {"by": "source", "view": "map", "min_freq": 1}),
    "compare concepts": ("compare", {"by": "year", "unit": "concept", "direction": "both"}),
    "trend of all": ("trend", {"view": "periods", "min_freq": 1, "min_range": 1}),
    "trend that is tested": ("trend", {"min_freq": 2, "min_range": 1}),
    "changes": ("trend", {"view": "changes", "min_freq": 1, "min_range": 1}),
    "adoption of all": ("trend", {"view": "adoption", "min_freq": 1, "min_range": 1}),
    "trend of terms": ("trend", {"terms": TERMS, "concepts": True, "view": "adoption"}),
    "trend by period": ("trend", {"terms": TERMS, "view": "periods"}),
    "dispersion of all": ("dispersion", {"min_freq": 1}),
    "the least even": ("dispersion", {"min_freq": 1, "sort": "dp", "by": "source"}),
    "dispersion of terms": ("dispersion", {"terms": TERMS, "concepts": True, "by": "source"}),
    "positions": ("dispersion", {"terms": TERMS, "view": "positions", "by": "source"}),
    "positions of all": ("dispersion", {"view": "positions", "min_freq": 1}),
    "collocates": ("collocates", NEAR),
    "collocates by sentence": ("collocates", {**NEAR, "by": "source", "window": "sentence"}),
    "coword of terms": ("coword", {**TOGETHER, "terms": TERMS, "view": "matrix"}),
    "coword by group": ("coword", {**TOGETHER, "terms": TERMS, "by": "source"}),
    "freq by document": ("freq", {"unit": "word", "by": "document"}),
    "freq of characters": ("freq", {"unit": "char", "by": "year"}),
    "freq of concepts": ("freq", {"unit": "concept", "by": ""}),
    "lexicon": ("lexicon-count", {"by": "year"}),
    "ngrams": ("ngrams", {**GRAMS, "size": "1-5", "by": "year"}),
    "ngrams with gaps": ("ngrams", {**GRAMS, "skip": 2, "by": "document"}),
    "keywords": ("keywords", {**KEYS, "method": "phrase", "by": "source"}),
    "keywords of the corpus": ("keywords", {**KEYS, "method": "phrase", "idf": "corpus"}),
    "keywords of documents": ("keywords", {**KEYS, "method": "tfidf", "by": "document"}),
    "keyness": ("keywords", {**KEYS, "method": "keyness"}),
    "coword of concepts": ("coword", {**TOGETHER, "unit": "concept", "by": "year"}),
}


def part(corpus, documents):
    """Return some documents of a corpus as a corpus of their own."""
    cut = [
        list(zip(corpus.words(d), corpus.starts[slice(*corpus.bounds[d : d + 2])], strict=True))
        for d in documents
    ]
    return corpus_of([corpus.documents[d] for d in documents], cut)


def in_parts(name, corpus, parts, options, memory=0):
    load_analysis(name)
    analysis = ANALYSES[name]
    given_ = {**LISTS, **options}
    assert analysis.adds_up(options)
    edges = [len(corpus) * i // parts for i in range(parts + 1)]
    counts = (
        analysis.count(part(corpus, range(low, high)), given_) for low, high in pairwise(edges)
    )
    merging = Merging(memory)
    for each in counts:
        merging.add(each)
    assert merging.spilled == bool(memory)
    if memory and analysis.in_runs:  # read from the disk run by run, and as one
        table = analysis.table(merging.in_runs(), given_)
        same(table, analysis.table(merging.result(), given_))
        return table
    return analysis.table(merging.result(), given_)


def same(one, other):
    def seen(table):
        return (table.title, table.columns, list(table.rows), table.notes, table.warnings)

    assert seen(one) == seen(other)


texts = st.lists(
    st.lists(
        st.sampled_from(["产教", "双高", "双高计划", "5G", "甲", "乙", "。", "，"]), max_size=9
    ),
    min_size=2,
    max_size=9,
)


@pytest.mark.parametrize("run", RUNS)
@given(texts=texts)
@settings(max_examples=5)
def test_parts_make_the_table_of_the_whole(make, run, texts):
    name, options = RUNS[run]
    dates = [f"20{i:02}-01-01" for i in range(len(texts))]
    corpus = make(
        *(["产教 双高 甲"] + [" ".join(words) for words in texts[1:-1]] + ["产教 乙"]),
        source=["a", *("ab"[i % 2] for i in range(len(texts) - 2)), "b"],
        dates=dates,
    )
    whole = in_parts(name, corpus, 1, options)
    for parts, memory in ((4, 0), (7, 3)):
        same(whole, in_parts(name, corpus, parts, options, memory))


@pytest.fixture(scope="module")
def reports(shared, segmenter):
    """Return the beginnings of government reports, of two halves of the time."""
    paths = sorted((shared / "govreport").glob("*.txt"))
    documents = [
        Document(path.stem, path.read_text("utf-8")[:1500], date=path.stem, source="ab"[i >= 12])
        for i, path in enumerate(paths)
    ]
    return build_corpus(documents, segmenter)


@pytest.mark.parametrize("run", RUNS)
def test_on_real_text_parts_make_the_table_of_the_whole(reports, run):
    name, options = RUNS[run]
    listed = [Concept("教育", "", ("教育", "教学")), Concept("发展", "", ("发展",))]
    options = {**options, "lexicon": Lexicon(listed)}
    options |= {"terms": ("教育", "发展")} if "terms" in options else {}
    whole = in_parts(name, reports, 1, options)
    assert list(whole.rows)
    for parts, memory in ((4, 0), (7, 3)):
        same(whole, in_parts(name, reports, parts, options, memory))
