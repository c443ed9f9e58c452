"""Parts asked by workers answer as they do here, whatever becomes of a worker."""

import os
import re
import signal
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from cntext.corpus import Corpus, corpus_of
from cntext.errors import CntextError
from cntext.flow.asking import FEWEST, Asking
from cntext.measure.stats.mining import mine
from cntext.measure.stats.phrase_parts import Part
from cntext.measure.stats.sums import Sums
from cntext.model import Document

TEXTS = [
    "深化 产教 融合 ， 推进 产教 融合",
    "推进 产教 融合 。",
    "校企 合作 ， 校企 合作",
    "产教 融合",
]


def corpus(*texts: str) -> Corpus:
    """Return a corpus of texts whose tokens are parted by spaces."""
    pairs = [[(m[0], m.start()) for m in re.finditer(r"\S+", text)] for text in texts]
    return corpus_of([Document(str(i), text) for i, text in enumerate(texts)], pairs)


@dataclass(frozen=True, slots=True)
class Found(Sums):
    """Documents of a part, one number."""

    documents: np.ndarray


@dataclass(frozen=True, slots=True)
class Deadly:
    """Kills the worker that is asked about the second part: once, or always."""

    flag: Path | None

    def answer(self, part: Part) -> Found:
        if part.ranks[0] == 1 and not (self.flag and self.flag.exists()):
            if self.flag:
                self.flag.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return Found(np.array([len(part.ranks)]))


@pytest.fixture
def asking(monkeypatch, tmp_path):
    """Return a function that makes four parts for some workers."""
    monkeypatch.setenv("CNTEXT_CACHE", str(tmp_path))
    monkeypatch.setenv("CNTEXT_PARTITION", "4")
    made = []

    def asking(jobs, start="fork"):
        monkeypatch.setenv("CNTEXT_START", start)
        made.append(Asking([corpus(text) for text in TEXTS], np.array([3, 0, 1, 2]), jobs))
        return made[-1]

    yield asking
    for each in made:
        each.close()


@pytest.mark.parametrize(
    ("jobs", "start"), [(2, "fork"), (FEWEST, "fork"), (FEWEST, "spawn"), (9, "fork")]
)
def test_workers_find_what_is_found_here(asking, jobs, start):
    ordered = [TEXTS[3], *TEXTS[:3]]  # in order of time
    here = mine(corpus(*ordered), set(), min_freq=2)
    there = mine(asking(jobs, start), set(), min_freq=2)
    assert len(there.parts.parts) == 4
    assert there.texts() == here.texts()
    for name in ("freq", "first", "length", "numbers"):
        assert getattr(there, name).tolist() == getattr(here, name).tolist()
    assert there.layout.borders.tolist() == here.layout.borders.tolist()


def test_a_worker_that_dies_loses_no_answer(asking, tmp_path):
    found = asking(FEWEST).ask(Deadly(tmp_path / "died"))
    assert (tmp_path / "died").exists()
    assert found.documents.tolist() == [4]


def test_a_part_that_kills_two_workers_ends_the_run_in_one_line(asking):
    with pytest.raises(CntextError, match="--jobs"):
        asking(FEWEST).ask(Deadly(None))


def test_nothing_is_left_of_it(asking, tmp_path):
    made = asking(FEWEST)
    mine(made, set(), min_freq=2)
    assert list(tmp_path.rglob("*.npy"))
    made.close()
    assert not list(tmp_path.rglob("*.npy"))
