"""Rank the phrases of a corpus with one other program: run by `benchmarks.phrases`, in its venv.

Reads ``{"texts": [...], "function_words": [...]}`` from standard input, writes a JSON list
of phrases, best first. Called as ``python discover.py NAME``; imports nothing of cntext.
"""

import json
import re
import sys
from collections import Counter

TOP = 1000
CLAUSE = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9+]+")


def tokens(texts):
    import jieba

    jieba.setLogLevel(60)
    clauses = [c for text in texts for c in CLAUSE.split(text) if c]
    return [jieba.lcut(c) for c in clauses]


def gensim(texts, function_words, edges=False):
    """Phrases by NPMI above .5 in three passes, ranked by count (gensim has no ranking)."""
    from gensim.models.phrases import Phrases

    joined = tokens(texts)
    for _ in range(3):
        model = Phrases(joined, min_count=5, threshold=0.5, scoring="npmi", delimiter="\t")
        joined = [model[clause] for clause in joined]
    counts = Counter(t for clause in joined for t in clause if "\t" in t)
    ranked = [t.split("\t") for t, _ in sorted(counts.items(), key=lambda x: (-x[1], x[0]))]
    if edges:
        ranked = [t for t in ranked if t[0] not in function_words and t[-1] not in function_words]
    return ["".join(t) for t in ranked]


def gensim_edges(texts, function_words):
    return gensim(texts, function_words, edges=True)


def jieba_tfidf(texts, _):
    import jieba.analyse

    return jieba.analyse.extract_tags("\n".join(texts), topK=TOP)


def jieba_textrank(texts, _):
    import jieba.analyse

    return jieba.analyse.textrank("\n".join(texts), topK=TOP)


def smoothnlp(texts, _):
    from smoothnlp.algorithm.phrase import extract_phrase

    return extract_phrase(texts, top_k=TOP, min_freq=5, max_n=8)


def harvesttext(texts, _):
    from harvesttext import HarvestText

    found = HarvestText().word_discover("\n".join(texts), min_freq=5, sort_by="score")
    return found.index.tolist()


def jionlp(texts, _):
    import jionlp

    # It ranks the phrases of one text; the ranks of a corpus are by the sum of its scores.
    total = Counter()
    for text in texts:
        for phrase, score in jionlp.keyphrase.extract_keyphrase(text, top_k=TOP, with_weight=True):
            total[phrase] += score
    return [p for p, _ in sorted(total.items(), key=lambda x: (-x[1], x[0]))]


def textrank4zh(texts, _):
    from textrank4zh import TextRank4Keyword

    ranker = TextRank4Keyword()
    ranker.analyze(text="\n".join(texts), lower=False, window=2)
    return ranker.get_keyphrases(keywords_num=TOP, min_occur_num=5)


def main():
    given = json.load(sys.stdin)
    talk, sys.stdout = sys.stdout, sys.stderr  # some of them print
    ranked = globals()[sys.argv[1]](given["texts"], set(given["function_words"]))
    json.dump(list(dict.fromkeys(ranked)), talk, ensure_ascii=False)


if __name__ == "__main__":
    main()
