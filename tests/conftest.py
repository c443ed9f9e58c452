"""What every room's tests share: the real texts beside the checkout, jieba, a private cache."""

import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from cntext.compiled import Unusable
from cntext.corpus import Corpus, corpus_of
from cntext.model import Document
from cntext.segment.engine import JiebaSegmenter
from cntext.segment.native import NativeSegmenter
from cntext.table import Role, Type

# The first example of a property pays for imports; a machine under load is no failure.
# The examples are the same in every run, so that what passed here passes elsewhere.
settings.register_profile(
    "cntext", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("cntext")

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "corpus"
_SOURCES = pytest.StashKey[dict[str, int]]()


def sources() -> dict[str, int]:
    """Return when each file of the program was last written."""
    return {str(path): path.stat().st_mtime_ns for path in (ROOT / "src").rglob("*.py")}


def pytest_configure(config):
    """Remember the program as the tests find it."""
    config.stash[_SOURCES] = sources()


def pytest_terminal_summary(terminalreporter, config):
    """Say so where the program was written to meanwhile.

    Modules are imported when they are needed, by this process and by those that it starts: half
    of the program is then the old one, and test after test of a process fails without a fault.
    """
    before, now = config.stash[_SOURCES], sources()
    changed = {path for path in before | now if before.get(path) != now.get(path)}
    if changed:
        some = ", ".join(sorted(os.path.relpath(path, ROOT) for path in changed)[:3])
        terminalreporter.section("the program changed while its tests ran", yellow=True)
        terminalreporter.write_line(f"{len(changed)} files ({some}): failures say nothing")


@pytest.fixture(scope="session", autouse=True)
def private_cache(tmp_path_factory):
    """Keep cache and settings of the user who runs the tests out of them, and them out of it."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("CNTEXT_")]:
            patch.delenv(name)
        folder = tmp_path_factory.mktemp("cache", numbered=False)
        folder.chmod(0o700)
        patch.setenv("CNTEXT_CACHE", str(folder))
        yield folder


@pytest.fixture(scope="session", autouse=True)
def heard_signals():
    """Let the processes that tests start hear what nohup, or a shell's ``&``, has ignored for ours."""
    for number in [getattr(signal, n) for n in ("SIGINT", "SIGHUP") if hasattr(signal, n)]:
        if signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, lambda *_: None)  # ours still ignores it; it is not handed on


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return ../shared/corpus: real pages, reports and laws that are not shipped."""
    if not SHARED.is_dir():
        pytest.skip(f"no real texts at {SHARED}: they are not part of the checkout")
    return SHARED


@pytest.fixture(scope="session")
def shared_texts(shared) -> list[str]:
    """Return every UTF-8 text of ../shared/corpus, tables and lists too."""
    texts = []
    for path in sorted(path for path in shared.rglob("*") if path.is_file()):
        try:
            texts.append(path.read_text("utf-8"))
        except UnicodeDecodeError:
            continue  # kept in other encodings on purpose; its text is there in UTF-8 as well
    return texts


@pytest.fixture(scope="session")
def segmenter() -> JiebaSegmenter:
    """Return jieba with its own dictionary, made once."""
    return JiebaSegmenter()


@pytest.fixture(scope="session")
def native() -> NativeSegmenter:
    """Return the native core with jieba's dictionary, made once."""
    try:
        return NativeSegmenter()
    except Unusable as reason:
        pytest.skip(f"the native core cannot be used: {reason}")


def corpus(*texts: str, dates: Sequence[str] = (), **meta: Sequence[str]) -> Corpus:
    """Return a corpus of texts whose tokens are parted by spaces."""
    documents, cut = [], []
    for i, text in enumerate(texts):
        source = meta["source"][i] if "source" in meta else ""
        date = dates[i] if dates else ""
        documents.append(Document(id=f"d{i}", text=text, date=date, source=source))
        pairs, offset = [], 0
        for word in text.split(" "):
            if word:
                pairs.append((word, offset))
            offset += len(word) + 1
        cut.append(pairs)
    return corpus_of(documents, cut)


@pytest.fixture(scope="session")  # a plain function, so hypothesis may share it
def make():
    return corpus


@pytest.fixture(scope="session")
def has_numbers():
    """Return a function: a reader may ask the formula of what stands in a column."""
    numbers = (Type.INTEGER, Type.NUMBER)
    return lambda column: column.role is Role.MEASURE and column.type in numbers


@pytest.fixture(scope="session")
def in_step():
    """Return a function: ``work(size)`` grows with the size, not with its square.

    Four times the size may cost eight times as much. Load changes both costs alike, so that
    this holds on a busy machine, where a time would not.
    """

    def cost(work, size):
        begun = time.process_time()
        work(size)
        return time.process_time() - begun

    def check(work, size):
        work(max(1, size // 40))  # what is prepared once is not counted
        assert cost(work, size) < 8 * cost(work, size // 4) + 0.1

    return check
