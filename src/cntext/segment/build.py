"""Documents to a corpus: cut every text, keep ids and offsets."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable

from cntext.corpus import Corpus
from cntext.lazy import np
from cntext.lexicon import Lexicon
from cntext.model import Document
from cntext.segment.engine import Segmenter
from cntext.segment.merging import Piece, merged


def build_corpus(
    documents: Iterable[Document],
    segmenter: Segmenter,
    *,
    lexicon: Lexicon | None = None,
    pos: bool = False,
    progress: Callable[[int], None] = lambda _: None,
) -> Corpus:
    """Return the corpus of ``documents``, in their order.

    With a ``lexicon``, its phrases become one token each (`merged`). With ``pos``,
    parts of speech are kept. ``progress`` is told the characters done, line by line.
    """
    ids: dict[str, int] = {}
    tagset: dict[str, int] = {}
    kept: list[Document] = []
    tokens, starts, bounds, tags = array("i"), array("q"), array("q", [0]), array("h")
    for document in documents:
        kept.append(document)
        pairs = _pieces(segmenter, document.text, pos, progress)
        if lexicon:
            pairs = merged(pairs, document.text, lexicon)
        for word, start, tag in pairs:
            tokens.append(ids.setdefault(word, len(ids)))
            starts.append(start)
            if pos:
                tags.append(tagset.setdefault(tag, len(tagset)))
        bounds.append(len(tokens))
    return Corpus(
        documents=tuple(kept),
        vocabulary=tuple(ids),
        tokens=np.frombuffer(tokens, np.int32) if tokens else np.empty(0, np.int32),
        starts=np.frombuffer(starts, np.int64) if starts else np.empty(0, np.int64),
        bounds=np.frombuffer(bounds, np.int64),
        tags=np.frombuffer(tags, np.int16) if tags else np.empty(0, np.int16),
        tagset=tuple(tagset),
    )


def _pieces(
    segmenter: Segmenter, text: str, pos: bool, progress: Callable[[int], None]
) -> list[Piece]:
    """Cut ``text`` line by line: jieba cuts at a line end anyway, in memory for one line."""
    pieces: list[Piece] = []
    offset = 0
    for line in text.splitlines(keepends=True):
        tagged = segmenter.tag(line) if pos else ((word, "") for word in segmenter.cut(line))
        for word, tag in tagged:
            if not word.isspace():
                pieces.append((word, offset, tag))
            offset += len(word)
        progress(len(line))
    return pieces
