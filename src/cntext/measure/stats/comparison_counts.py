"""What a comparison counts: terms by document, and which side each document may be on."""

from __future__ import annotations

from cntext.analysis import Background, Condition
from cntext.corpus import Corpus
from cntext.lexicon import Lexicon
from cntext.measure.stats.document_counts import (
    DocumentCounts,
    characters_of,
    found_in,
    words_of,
)
from cntext.measure.stats.finders import concept_totals, phrase_finder
from cntext.measure.stats.phrase_discovery import dated_documents, discover
from cntext.measure.stats.sides import answers

# What the conditions answer of each document: facts that no field can be called like.
TARGET, REFERENCE = "--target-where", "--ref-where"


def count(
    corpus: Corpus,
    lexicon: Lexicon | None = None,
    background: Background | None = None,
    function_words: frozenset[str] = frozenset(),
    padding: frozenset[str] = frozenset(),
    *,
    unit: str = "word",
    by: str = "",
    target_where: Condition | None = None,
    ref_where: Condition | None = None,
) -> DocumentCounts:
    """Count what ``unit`` says in each document, and note on which side it may be."""
    counts = _counted(corpus, unit, by or "path", lexicon, background, function_words, padding)
    for name, asked in ((TARGET, target_where), (REFERENCE, ref_where)):
        if asked:
            counts = counts.noted(name, answers(corpus.documents, asked))
    return counts


def _counted(
    corpus: Corpus,
    unit: str,
    field: str,
    lexicon: Lexicon | None,
    background: Background | None,
    function_words: frozenset[str],
    padding: frozenset[str],
) -> DocumentCounts:
    if unit == "word":
        return words_of(corpus, [field])
    if unit == "char":
        return characters_of(corpus, [field])
    if lexicon is None:
        raise TypeError("concepts and phrases are counted with a lexicon")
    if unit == "concept":
        return found_in(corpus, concept_totals(lexicon), fields=[field])
    if background is None:
        raise TypeError("phrases are found with a background")
    found = discover(corpus, background, function_words, padding, dated=dated_documents(corpus))
    known = [*lexicon.forms, *(phrase.text for phrase in found)]
    return found_in(corpus, phrase_finder(known), fields=[field])
