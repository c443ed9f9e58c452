"""The documents of one partition with their tokens: in memory, in the store or in an index."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from cntext.analysis import Cut
from cntext.corpus import Corpus
from cntext.errors import CntextError
from cntext.flow.record import Record, to_json

if TYPE_CHECKING:  # a small run keeps nothing
    from cntext.store.part import PartData, StoredPart


class Tokens(NamedTuple):
    """Which tokens: how text is cut, with parts of speech or without; ``name`` is of the layer."""

    cut: Cut
    pos: bool
    name: str


@dataclass(slots=True, eq=False, repr=False)
class Part:
    """The documents of one partition with their tokens, in memory, in the store or an index.

    ``sealed`` are the layers of an index that may be used, called by the way of cutting.
    """

    record: Record
    documents: Any  # a sequence of Document with columns beside it
    stored: StoredPart | None = None
    sealed: tuple[str, ...] | None = None
    layers: dict[Tokens, Corpus] = field(default_factory=dict)

    def _layer(self, tokens: Tokens) -> str:
        """Return the name of the layer in the file; KeyError if an index has none such."""
        if self.sealed is None:
            return tokens.name
        if tokens.pos or tokens.cut.value not in self.sealed:
            raise KeyError(tokens.name)
        return tokens.cut.value

    def has(self, tokens: Tokens) -> bool:
        """Say whether the documents were cut in that way."""
        if tokens in self.layers or self.stored is None:
            return tokens in self.layers
        try:
            return self.stored.layer(self._layer(tokens)) is not None
        except (OSError, CntextError, KeyError):
            return False

    def forget(self, tokens: Tokens) -> None:
        """Remove the tokens of what is stored for this run alone."""
        if self.stored is not None and self.sealed is None:
            self.layers.pop(tokens, None)
            self.stored.remove_layer(self._layer(tokens))

    def data(self) -> PartData:
        """Return what is stored of it."""
        from cntext.store.layers import Layer
        from cntext.store.part import PartData

        layers = {tokens.name: Layer.of(corpus) for tokens, corpus in self.layers.items()}
        return PartData(self.documents, layers, to_json(self.record))

    def corpus(self, tokens: Tokens) -> Corpus:
        """Return the documents cut in that way; KeyError if they were not."""
        if tokens not in self.layers and self.stored is not None:
            self.layers[tokens] = self.stored.corpus(self._layer(tokens))
        return self.layers[tokens]
