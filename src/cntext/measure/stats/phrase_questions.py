"""What kinds of questions parts are asked: who asks parts far away goes by them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any


class Lasting:
    """Puts something on the shelf that later questions need, the same however often it is asked.

    A part whose shelf was lost answers the lasting questions once more, in their order.
    """

    __slots__ = ()


class OnText:
    """Is answered where the texts are: what is on the shelf is not enough."""

    __slots__ = ()


class OnTokens(OnText):
    """Is answered where the texts are cut, and asked once: then their tokens are not needed."""

    __slots__ = ()


class ByKey(ABC):
    """Has answers that can be parted by key, each to be merged by itself."""

    __slots__ = ()

    def parted(self, answer: Any, count: int) -> list[Any]:  # noqa: ANN401
        """Return ``answer`` in ``count`` parts by its keys, the same wherever it is done."""
        parts: list[Any] = answer.parted(count)
        return parts

    @abstractmethod
    def enough(self, answer: Any) -> Any:  # noqa: ANN401 (of the kind that it asks for)
        """Return of ``answer``, in which all that is said of its keys was merged, what is used."""
