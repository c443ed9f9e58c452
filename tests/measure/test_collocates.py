"""Collocates: counted by hand, against a slow search, in parts, and on real text."""

from bisect import bisect_right
from collections import Counter

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cntext.errors import UsageProblem
from cntext.lexicon import Concept, Lexicon
from cntext.measure.collocates import collocates, count
from cntext.measure.stats.window import Window, window_of
from cntext.model import Document
from cntext.segment.build import build_corpus
from cntext.stopwords import StopWords
from cntext.text.characters import is_word
from cntext.text.sentences import sentence_spans

NO_LEXICON = Lexicon([])


def counted(corpus, *terms, window="5L5R", border="sentence", by="", **flags):
    flags = {"concepts": False, "whole_words": False, **flags}
    lexicon = flags.pop("lexicon", NO_LEXICON)
    return count(corpus, lexicon, terms, window=window, border=border, by=by, **flags)


def table(corpus, *terms, window="5L5R", border="sentence", by="", measure="g2", **options):
    least = {name: options.pop(name, 1) for name in ("min_freq", "min_range")}
    stopwords = options.pop("stopwords", StopWords())
    counts = counted(corpus, *terms, window=window, border=border, by=by, **options)
    return collocates(
        counts, stopwords, terms, window=window, border=border, by=by, measure=measure, **least
    )


def near(found):
    return {
        row["collocate"]: (row["freq_coll"], row.get("f_left"), row.get("f_right"))
        for row in found.records()
    }


def test_words_of_the_window_are_counted_by_side_and_punctuation_takes_no_place(make):
    corpus = make("远 甲 ， 乙 点 丙 丁 近 。 甲", "甲 点")
    found = table(corpus, "点", window="2L1R")
    assert near(found) == {"甲": (2, 2, 0), "乙": (1, 1, 0), "丙": (1, 0, 1)}
    rows = {row["collocate"]: row for row in found.records()}
    # Four words near two nodes, of ten in all; 甲 is three of them.
    assert (rows["甲"]["near"], rows["甲"]["node_freq"], rows["甲"]["size"]) == (4, 2, 10)
    assert rows["甲"]["expected"] == pytest.approx(4 * 3 / 10)
    assert (rows["甲"]["freq"], rows["甲"]["range"]) == (3, 2)
    assert "W = 2 words (4 / 2), N = 10 words" in found.notes[1].en


def test_a_word_between_two_nodes_counts_once_for_the_nearer(make):
    found = table(make("点 甲 乙 丙 点"), "点", window="3")
    assert near(found) == {"甲": (1, 0, 1), "乙": (1, 0, 1), "丙": (1, 1, 0)}
    assert near(table(make("点 甲 点"), "点", window="9R"))["甲"] == (1, 0, 1)
    # The second node is near the first, and the first near the second.
    assert near(table(make("点 甲 点"), "点", window="2"))["点"] == (2, 1, 1)


def test_a_window_stops_at_its_border(make):
    corpus = make("甲 。 点 乙 \n 丙", "丁")
    assert set(near(table(corpus, "点"))) == {"乙"}
    assert set(near(table(corpus, "点", border="paragraph"))) == {"甲", "乙"}
    assert set(near(table(corpus, "点", border="document"))) == {"甲", "乙", "丙"}


def test_a_node_is_found_in_longer_words_and_over_several(make):
    corpus = make("深化 改革开放 新 ， 全面 改革 新")
    found = table(corpus, "改革", window="1R")
    assert near(found) == {"新": (2, 0, 2)}
    assert "2 occurrences, 1 of them inside longer words" in found.notes[3].en
    assert near(table(corpus, "改革", window="1R", whole_words=True)) == {"新": (1, 0, 1)}
    joined = make("全面 深化改革 好", "全面 深化 改革 好")
    several = corpus_without_spaces(joined)
    assert near(table(several, "深化改革", window="1L1R")) == {"全面": (2, 2, 0), "好": (2, 0, 2)}


def corpus_without_spaces(corpus):
    """Return ``corpus`` with texts of which the tokens touch."""
    from cntext.corpus import corpus_of

    documents, cut = [], []
    for d in range(len(corpus)):
        pairs, at = [], 0
        for word in corpus.words(d):
            pairs.append((word, at))
            at += len(word)
        documents.append(Document(id=f"d{d}", text="".join(corpus.words(d))))
        cut.append(pairs)
    return corpus_of(documents, cut)


def test_a_concept_is_found_in_all_its_forms(make):
    lexicon = Lexicon([Concept("双高计划", "x", ("双高计划", "双高"))])
    corpus = make("双高 好", "双高计划 大")
    found = table(corpus, "双高计划", concepts=True, lexicon=lexicon)
    assert near(found) == {"好": (1, 0, 1), "大": (1, 0, 1)}
    assert near(table(corpus, "双高计划", lexicon=lexicon)) == {"大": (1, 0, 1)}


def test_sentences_are_counted_where_they_are_asked_for(make):
    corpus = make("甲 点 甲 。 乙 。 点 ， 乙 。", "甲 。 …… 点")
    found = table(corpus, "点", window="sentence")
    rows = {row["collocate"]: row for row in found.records()}
    # Sentences: 甲点甲, 乙, 点乙; 甲, 点 (the dots hold no word).
    assert [rows["甲"][c] for c in ("freq_coll", "freq", "near", "size")] == [1, 2, 3, 5]
    assert rows["乙"]["expected"] == pytest.approx(3 * 2 / 5)
    assert "点" not in rows
    assert "f_left" not in rows["甲"]
    documents = {r["collocate"]: r for r in table(corpus, "点", window="document").records()}
    assert [documents["甲"][c] for c in ("freq_coll", "freq", "near", "size")] == [2, 2, 2, 2]
    assert documents["甲"]["delta_p"] is None  # every document has the node


def test_groups_and_nodes_have_lists_of_their_own(make):
    corpus = make("点 甲", "点 乙", "甲 处", source=("a", "b", "a"))
    found = table(corpus, "点", "处", by="source")
    assert [(r["node"], r["group"], r["rank"], r["collocate"]) for r in found.records()] == [
        ("点", "a", 1, "甲"),
        ("点", "b", 1, "乙"),
        ("处", "a", 1, "甲"),
    ]
    assert [r["size"] for r in found.records()] == [4, 2, 4]
    assert found.group == ("node", "group")


def test_a_thousand_groups_are_no_burden(make):
    corpus = make(*["点 甲 乙"] * 1000, source=[f"{i:04}" for i in range(1000)])
    found = table(corpus, "点", by="source", min_freq=1)
    assert len(found.rows) == 2000
    assert {row["freq"] for row in found.records()} == {1}


def test_least_counts_and_stop_words_choose_rows_but_change_no_number(make):
    corpus = make("点 甲 的", "点 甲 的", "点 乙")
    every = {r["collocate"]: r for r in table(corpus, "点").records()}
    chosen = table(corpus, "点", min_freq=2, stopwords=StopWords(frozenset("的")))
    (row,) = chosen.records()
    assert {**row, "rank": 0} == {**every["甲"], "rank": 0}
    assert [r["collocate"] for r in table(corpus, "点", min_range=2).records()] == ["甲", "的"]


def test_words_that_stand_there_less_than_by_chance_come_last(make):
    corpus = make("点 甲 。 点 甲 。 点 乙 。 乙 。 乙 。 乙 。 乙 。 乙")
    assert [r["collocate"] for r in table(corpus, "点").records()] == ["甲", "乙"]
    assert table(corpus, "点").records().__next__()["mi"] > 0


def test_what_is_not_there_is_said_and_is_no_error(make):
    found = table(make("甲 乙"), "无")
    assert not found.rows
    assert [w.code for w in found.warnings] == ["not-found"]
    assert not table(make(), "无").rows
    assert not table(make("", "，"), "，", "无").rows
    assert not table(make(), "无", window="sentence", by="source").rows


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("5L5R", Window(5, 5, "sentence")),
        ("3l", Window(3, 0, "sentence")),
        ("0L2R", Window(0, 2, "sentence")),
        ("7", Window(7, 7, "sentence")),
        ("paragraph", Window(0, 0, "paragraph")),
    ],
)
def test_windows_are_read(text, window):
    assert window_of(text, "sentence") == window


@pytest.mark.parametrize("text", ["", "0", "0L0R", "5X", "R5", "101", "-1"])
def test_what_is_no_window_is_refused(text):
    with pytest.raises(UsageProblem, match="no window"):
        window_of(text, "sentence")


def slowly(corpus, term, window, by=""):
    """Count by looking at every word and every occurrence: (group, word) → left, right."""
    left, right, spread, size, freq = Counter(), Counter(), Counter(), Counter(), Counter()
    for d, document in enumerate(corpus.documents):
        group = document.field(by) if by else ""
        low, high = corpus.bounds[d], corpus.bounds[d + 1]
        words = [
            (corpus.vocabulary[i], int(s))
            for i, s in zip(corpus.tokens[low:high], corpus.starts[low:high], strict=True)
            if is_word(corpus.vocabulary[i])
        ]
        text = document.text
        starts = [start for start, _ in sentence_spans(text)]
        sentences = [bisect_right(starts, start) for _, start in words]
        hits, at = [], text.find(term)
        while at >= 0:
            end = at + len(term)
            inside = [j for j, (w, s) in enumerate(words) if s < end and s + len(w) > at]
            hits.append((at, inside, bisect_right(starts, at)))
            at = text.find(term, end)
        seen = set()
        for i, (word, start) in enumerate(words):
            size[group] += 1
            freq[group, word] += 1
            best = None
            for hit, inside, sentence in hits:
                if i in inside or sentences[i] != sentence:
                    continue
                to_left = start < hit
                distance = inside[0] - i if to_left else i - inside[-1]
                if distance <= (window.left if to_left else window.right):
                    best = min(best or (99, 9), (distance, int(to_left)))
            if best:
                (left if best[1] else right)[group, word] += 1
                seen.add(word)
        spread.update((group, word) for word in seen)
    return left, right, spread, size, freq


def as_counters(counts):
    keys = [
        (counts.groups[g], counts.words[w])
        for g, w in zip(counts.pair_group, counts.pair_word, strict=True)
    ]
    columns = (counts.left, counts.right, counts.spread)
    pairs = [+Counter(dict(zip(keys, c.tolist(), strict=True))) for c in columns]
    words = [
        (counts.groups[g], counts.words[w])
        for g, w in zip(counts.word_group, counts.word, strict=True)
    ]
    freq = Counter(dict(zip(words, counts.freq.tolist(), strict=True)))
    size = +Counter(dict(zip(counts.groups, counts.size.tolist(), strict=True)))
    return (*pairs, size, freq)


TEXTS = st.lists(
    st.lists(st.sampled_from(["点", "甲", "乙点", "点点", "丙丁", "，", "。", "\n"]), max_size=12),
    min_size=1,
    max_size=3,
)


@given(TEXTS, st.integers(0, 3), st.integers(0, 3))
@settings(max_examples=100)
def test_the_fast_way_is_the_slow_way(make, texts, left, right):
    assume(left + right)
    corpus = make(*(" ".join(words) for words in texts), source="aba"[: len(texts)])
    window = Window(left, right, "sentence")
    text = f"{left}L{right}R"
    # Single words: a node that is no whole word stands in one, with or without spaces.
    for by in ("", "source"):
        found = as_counters(counted(corpus, "点", window=text, by=by))
        assert found == slowly(corpus, "点", window, by)


@given(TEXTS, st.sampled_from(["2L2R", "sentence", "document"]), st.sampled_from(["", "source"]))
@settings(max_examples=60)
def test_counts_of_parts_add_up(make, texts, window, by):
    lines = [" ".join(words) for words in texts]
    sources = "aba"[: len(lines)]
    whole = counted(make(*lines, source=sources), "点", "甲", window=window, by=by)
    parts = [
        counted(make(line, source=source), "点", "甲", window=window, by=by)
        for line, source in zip(lines, sources, strict=True)
    ]
    merged = parts[0].merged(parts[1:])
    for name in whole.__slots__:
        one, other = getattr(whole, name), getattr(merged, name)
        assert one.tolist() == other.tolist() if hasattr(one, "tolist") else one == other


def test_on_real_text_the_fast_way_is_the_slow_way(shared, segmenter):
    path = max((shared / "govreport").glob("*.txt"))
    text = path.read_text(encoding="utf-8")[:6000]
    corpus = build_corpus([Document(id="r", text=text)], segmenter)
    for term in ("改革", "发展", "高质量发展"):
        found = as_counters(counted(corpus, term, window="5L3R"))
        slow = slowly(corpus, term, Window(5, 3, "sentence"))
        assert sum(found[0].values()) > 0
        assert found == slow
