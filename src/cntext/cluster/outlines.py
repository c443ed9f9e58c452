"""Documents without their texts: what the machine that asks holds of a corpus that lies elsewhere."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import NamedTuple

from cntext.corpus import Corpus
from cntext.errors import Both, CntextError
from cntext.flow.storing import Spool
from cntext.lazy import np
from cntext.measure.stats.phrase_parts import characters_of
from cntext.model import Document
from cntext.store.joining import JoinedDocuments
from cntext.store.naming import PART
from cntext.store.part import PackedPart, PartData, open_part, pack_part


class Outline(NamedTuple):
    """The documents of a job as they are sent. ``characters``, ``han`` int64[D]: of the texts."""

    documents: PackedPart | tuple[Document, ...]
    characters: np.ndarray
    han: np.ndarray


def outline(corpus: Corpus) -> Outline:
    """Return the documents of ``corpus`` without texts, and how long these are."""
    bare = tuple(map(_bare, corpus.documents))
    documents: PackedPart | tuple[Document, ...] = bare
    with contextlib.suppress(ValueError):  # too strange to be stored
        documents = pack_part(PartData(bare))
    return Outline(documents, characters_of(corpus.documents), corpus.han_per_document())


def _bare(document: Document) -> Document:
    return document._replace(
        text="", anchors=((0, 1),), decisions=(), regions=(), abbreviations=(), split=None
    )


class Outlines(JoinedDocuments):
    """Documents whose texts lie elsewhere, as one sequence, with the columns of these texts.

    ``characters``, ``han`` int64[D]; ``digests``: 32 bytes each. ``spool`` holds their files.
    """

    def __init__(
        self,
        pieces: Sequence[Sequence[Document]],
        characters: np.ndarray,
        han: np.ndarray,
        digests: bytes,
        spool: Spool | None = None,
    ) -> None:
        super().__init__(pieces)
        self._characters, self._han, self._digests = characters, han, digests
        self._spool = spool

    @classmethod
    def of(cls, found: Sequence[Outline], digests: bytes) -> Outlines:
        """Put together what came of all jobs, in order; files go to a folder of this run."""
        spool = Spool()
        pieces: list[Sequence[Document]] = []
        for number, each in enumerate(found):
            if not isinstance(each.documents, PackedPart):
                pieces.append(each.documents)
                continue
            if spool.folder is None:
                raise CntextError(
                    "--cluster",
                    Both("没有文件夹放取回的内容", "there is no folder for what is brought back"),
                    Both("设 CNTEXT_CACHE", "set CNTEXT_CACHE"),
                )
            path = spool.folder / f"{number:08}{PART}"
            each.documents.write(path, sync=False)
            pieces.append(open_part(path).documents)
        columns = ([each.characters for each in found], [each.han for each in found])
        characters, han = (np.concatenate([*c, np.empty(0, np.int64)]) for c in columns)
        return cls(pieces, characters, han, digests, spool)

    def renamed(self, documents: Sequence[Document]) -> Outlines:
        """Return the same with ``documents``, as many and with the same texts, in their place."""
        return Outlines([documents], self._characters, self._han, self._digests, self._spool)

    @property
    def characters(self) -> np.ndarray:
        """int64[D]: characters of each text."""
        return self._characters

    @property
    def han(self) -> np.ndarray:
        """int64[D]: Chinese characters of each text."""
        return self._han

    @property
    def sha256(self) -> np.ndarray:
        """uint8[D, 32]: the SHA-256 of each text."""
        return np.frombuffer(self._digests, np.uint8).reshape(-1, 32)
