"""What a table of coded texts is to be."""

from __future__ import annotations

from dataclasses import dataclass

from cntext.scheme.model import Scheme, Unit


@dataclass(frozen=True, slots=True)
class Coding:
    """What is to be made of the counts, as the options of the command say."""

    scheme: Scheme
    unit: Unit
    view: str = "codes"
    by: str = ""
    value: str = "hits"

    @property
    def weighted(self) -> bool:
        """Say whether any term or category has a weight of its own."""
        return any(
            weight != 1
            for category in self.scheme.categories
            for weight in (category.weight, *category.terms.values())
        )
