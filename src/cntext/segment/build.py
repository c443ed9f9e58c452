"""Documents to a corpus: cut every text, keep ids and offsets."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable

from cntext.columnar import ColumnCorpus
from cntext.corpus import Corpus
from cntext.lexicon import Lexicon
from cntext.model import Document
from cntext.segment.columns import Columns
from cntext.segment.engine import Segmenter
from cntext.segment.merging import Piece, merged
from cntext.segment.units import with_units


def build_corpus(
    documents: Iterable[Document],
    segmenter: Segmenter,
    *,
    lexicon: Lexicon | None = None,
    pos: bool = False,
    progress: Callable[[int], None] = lambda _: None,
    jobs: int = 0,
) -> Corpus:
    """Return the corpus of ``documents``, in their order.

    With a ``lexicon``, its phrases become one token each (`merged`). With ``pos``,
    parts of speech are kept. ``progress`` is told the characters done. ``jobs`` threads
    may work (0: one a core); the result is the same for any number.
    """
    kept = tuple(documents)
    texts = [document.text for document in kept]
    if pos:
        columns = _tagged(segmenter, texts, lexicon, progress)
    else:
        columns = segmenter.columns(texts, progress, jobs)
        if lexicon:
            columns = with_units(columns, texts, lexicon)
    return ColumnCorpus.of(kept, columns)


def _tagged(
    segmenter: Segmenter,
    texts: list[str],
    lexicon: Lexicon | None,
    progress: Callable[[int], None],
) -> Columns:
    """Cut and tag word by word: the tagger's words are its own, not those of `Segmenter.cut`."""
    ids: dict[str, int] = {}
    tagset: dict[str, int] = {}
    tokens, starts, bounds, tags = array("i"), array("i"), array("q", [0]), array("h")
    for text in texts:
        pieces = _pieces(segmenter, text, progress)
        if lexicon:
            pieces = merged(pieces, text, lexicon)
        for word, start, tag in pieces:
            tokens.append(ids.setdefault(word, len(ids)))
            starts.append(start)
            tags.append(tagset.setdefault(tag, len(tagset)))
        bounds.append(len(tokens))
    return Columns(tuple(ids), tokens, starts, bounds, tags=tags, tagset=tuple(tagset))


def _pieces(segmenter: Segmenter, text: str, progress: Callable[[int], None]) -> list[Piece]:
    """Cut ``text`` line by line: jieba cuts at a line end anyway, in memory for one line."""
    pieces: list[Piece] = []
    offset = 0
    for line in text.splitlines(keepends=True):
        for word, tag in segmenter.tag(line):
            if not word.isspace():
                pieces.append((word, offset, tag))
            offset += len(word)
        progress(len(line))
    return pieces
