"""What the readers' tests share: reading made bytes, and damaged copies of them."""

import random

import pytest

from cntext.model import Inputs
from cntext.read.formats import ReadOptions
from cntext.read.pages import read_pages


@pytest.fixture
def read_bytes(tmp_path):
    """Return a function that reads a file with these bytes: its pages, and the failures."""

    def read(name: str, data: bytes | str, **options):
        path = tmp_path / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        inputs = Inputs()
        pages = list(read_pages([str(path)], inputs, ReadOptions(**options)))
        return pages, inputs.failed

    return read


@pytest.fixture
def read_texts(read_bytes):
    """Return a function that reads a file without a failure: ``[(id, text, metadata)]``."""

    def read(name: str, data: bytes | str, **options):
        pages, failed = read_bytes(name, data, **options)
        assert failed == []
        return [(page.id.removeprefix(name), page.text, dict(page.meta)) for page in pages]

    return read


@pytest.fixture
def refusal(read_bytes):
    """Return a function that reads a file with one failure: the failure."""

    def read(name: str, data: bytes | str, **options):
        _, failed = read_bytes(name, data, **options)
        assert len(failed) == 1
        assert failed[0].problem.zh
        assert failed[0].problem.en
        assert failed[0].hint is not None
        return failed[0]

    return read


@pytest.fixture
def survives(read_bytes):
    """Return a function that reads 300 damaged copies: what fails, fails with words."""

    def read(name: str, data: bytes, count: int = 300) -> int:
        failed = 0
        for copy in mutations(data, count):
            pages, failures = read_bytes(name, copy)
            for page in pages:
                page.text.encode("utf-8")
            for failure in failures:
                assert failure.code not in {"", "memory", "timeout"}
                assert failure.problem.zh
                assert failure.problem.en
            failed += bool(failures)
        return failed

    return read


def mutations(data: bytes, count: int, seed: int = 20261124):
    """Yield copies with bytes changed, inserted, doubled or cut off; the same every time."""
    chance = random.Random(seed)  # noqa: S311 (no secrets)
    for _ in range(count):
        copy = bytearray(data)
        for _ in range(chance.choice((1, 1, 2, 5, 30))):
            place = chance.randrange(len(copy)) if copy else 0
            size = chance.choice((1, 1, 4, 50))
            match chance.randrange(5):
                case 0 if copy:
                    copy[place] ^= 1 << chance.randrange(8)
                case 1:
                    copy[place : place + size] = chance.randbytes(size)
                case 2:
                    copy[place:place] = copy[place : place + size] * 2
                case 3:
                    del copy[place : place + size]
                case 4 if chance.random() < 0.3:
                    del copy[place:]
        yield bytes(copy)
