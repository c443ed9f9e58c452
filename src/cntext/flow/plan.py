"""What shapes the documents of a run: every option of reading, cleaning and dating, checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from cntext.clean.overrides import Overrides
from cntext.metadata.dating import DateFrom
from cntext.read.formats import ReadOptions
from cntext.text.normalise import Normalisation


class Plan(NamedTuple):
    """How files become documents. Two equal plans make the same documents of the same files.

    ``decided`` is the hash of the file that ``overrides`` were read from. ``stop``: the
    first input that cannot be read ends the run.
    """

    options: ReadOptions = ReadOptions()
    normalisation: Normalisation = Normalisation()
    clean: bool = True
    split: bool = True
    overrides: Overrides | None = None
    decided: str = ""
    dates: DateFrom = DateFrom.AUTO
    stop: bool = False

    def record(self) -> Mapping[str, object]:
        """Return what tells this plan from others, as JSON can hold it."""
        return {
            "options": self.options._asdict(),
            "normalisation": self.normalisation._asdict(),
            "clean": self.clean,
            "split": self.split,
            "overrides": self.decided,
            "dates": self.dates.value,
        }
