"""A Spark of this machine: two executors of one core, started once for all tests of the room."""

import importlib.util
import itertools
import os
import shutil
import sys

import pytest

from cntext.cli import main
from cntext.flow.partitions import Partition
from cntext.resources import shipped


@pytest.fixture(scope="package")
def workers(tmp_path_factory):
    """Start ``local-cluster`` and return its context; skip where there is no Spark."""
    if not importlib.util.find_spec("pyspark"):
        pytest.skip("PySpark is not installed: pip install '.[spark]'")
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        pytest.skip("there is no Java here")
    from pyspark import SparkConf, SparkContext
    from pyspark.sql import SparkSession

    from cntext.cluster.session import _HERE, _SETTINGS, _stop

    home = tmp_path_factory.mktemp("spark")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        patch.setenv("SPARK_WORKER_DIR", str(home / "work"))
        conf = SparkConf().setMaster("local-cluster[2,1,1024]")
        for name, value in {**_SETTINGS, **_HERE, "spark.local.dir": str(home)}.items():
            conf.set(name, value)
        context = SparkContext(conf=conf)
        yield context
        _stop(SparkSession(context))  # its threads too: tests that follow fork


@pytest.fixture
def run(capsysbinary, monkeypatch):
    """Return a function that runs a command over inputs that are cut into ``parts``."""
    monkeypatch.setenv("CNTEXT_LANG", "en")
    monkeypatch.setenv("CNTEXT_SMALL", "1")
    # On a busy machine Spark takes its time, and says so.
    monkeypatch.setattr("cntext.cluster.executor._PATIENCE", 3600.0)

    def run(*arguments, parts=1):
        monkeypatch.setattr("cntext.cli.pipeline.partitions", lambda sources: _cut(sources, parts))
        with pytest.raises(SystemExit) as done:
            main([str(argument) for argument in arguments])
        out, err = capsysbinary.readouterr()
        return done.value.code, out, err

    return run


def _cut(sources, parts):
    """Cut ``sources`` into as many partitions, each a run of them."""
    borders = [len(sources) * n // parts for n in range(parts + 1)]
    cuts = itertools.pairwise(borders)
    return [Partition(tuple(sources[a:b]), a) for a, b in cuts if a < b]


@pytest.fixture(scope="package")
def texts(tmp_path_factory):
    """Return two folders: texts of several years, one that is broken, one that is empty."""
    some, more = (tmp_path_factory.mktemp(name) for name in ("some", "more"))
    for path in [*sorted(shipped("corpus").glob("*.txt"))[::3], shipped("corpus") / "page.txt"]:
        shutil.copy(path, some / path.name)
    shutil.copy(shipped("corpus") / "page.txt", more / "page.txt")
    (more / "broken.docx").write_bytes(b"PK\x03\x04")
    (more / "empty.txt").touch()
    return [some, more]


@pytest.fixture(scope="package")
def lists(tmp_path_factory):
    """Return options that name a user dictionary, a lexicon and a stop list of the user's."""
    folder = tmp_path_factory.mktemp("lists")
    (folder / "words.txt").write_text("企业的 100000000 n\n", encoding="utf-8")
    (folder / "phrases.txt").write_text("学校的\n改革创新\n", encoding="utf-8")
    (folder / "stop.txt").write_text("发展\n", encoding="utf-8")
    return {
        "plain": [],
        "userdict": ["--userdict", folder / "words.txt"],
        "lexicon": ["--lexicon", folder / "phrases.txt"],
        "stopwords": ["--stopwords", folder / "stop.txt"],
    }
