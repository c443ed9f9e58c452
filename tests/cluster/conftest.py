"""A Spark of this machine: two executors of one core, started once for all tests of the room."""

import importlib.util
import itertools
import json
import os
import re
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
        monkeypatch.setattr("cntext.cli.opening.partitions", lambda sources: _cut(sources, parts))
        with pytest.raises(SystemExit) as done:
            main([str(argument) for argument in arguments])
        out, err = capsysbinary.readouterr()
        if out.startswith(b"{") and "--cluster" in arguments:
            out = _without_record(out, parts)
        return done.value.code, out, err

    return run


def _without_record(out, parts):
    """Return a JSON result without the one record in it that is of the cluster; checked."""
    ran = json.loads(out)["params"]["cluster"]
    assert {"master", "workers", "cores", "spark", "java", "partitions"} == set(ran)
    assert 1 <= ran["partitions"] <= max(parts, 1) + 1  # an index is one of its own
    left, found = re.subn(rb',\n  "cluster": \{.*?\n  \}', b"", out, flags=re.DOTALL)
    assert found == 1
    return left


def _cut(sources, parts):
    """Cut ``sources`` into as many partitions, each a run of them."""
    borders = [len(sources) * n // parts for n in range(parts + 1)]
    cuts = itertools.pairwise(borders)
    return [Partition(tuple(sources[a:b]), a) for a, b in cuts if a < b]


@pytest.fixture
def own_cluster(monkeypatch, tmp_path):
    """Let --cluster mean `OwnCluster`, which wants neither PySpark nor Java; return its folder."""
    pytest.importorskip("pyarrow")
    from .own import OwnCluster, OwnHolding

    folder = tmp_path / "left"
    monkeypatch.setenv("SPARK_LOCAL_DIRS", str(folder))
    monkeypatch.setattr("cntext.cluster.executor.Cluster", OwnCluster)
    monkeypatch.setattr("cntext.cluster.keeping.Holding", OwnHolding)
    monkeypatch.setattr("cntext.cli.clustering.check_address", lambda address: None)
    return folder


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
def small(tmp_path_factory):
    """Return a folder of 16 made texts of eight years, in which everything is found.

    The texts of a year do not follow one another, so that they are of several partitions.
    """
    folder = tmp_path_factory.mktemp("small")
    for n in range(16):
        lines = [
            f"第{n}篇。深化产教融合，推进职业教育改革创新，发展高等职业教育。",
            "学校的课程与企业的岗位对接，校企合作是职业教育的特点。",
            f"到2025年，建成{n + 3}所高水平学校，投入{n + 1}.5亿元，教育部印发《职业教育法》。",
            "《国家职业教育改革实施方案》（以下简称《方案》）不谈双高人群，《方案》谈学校。",
            "习近平在北京出席全国教育大会。" * (1 + n % 2),
            "培养技能人才。" * (n % 8),
        ]
        (folder / f"{n:02}_{2016 + n % 8}-0{1 + n % 5}-11.txt").write_text(
            "\n".join(lines), encoding="utf-8"
        )
    return folder


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
