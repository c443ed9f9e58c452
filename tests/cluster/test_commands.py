"""``cntext cluster``: who the workers are, and the archive that makes them like this machine."""

import io
import json
import subprocess
import sys
import tarfile

import jsonschema
import pytest

from cntext.cli.cluster_check import COLUMNS
from cntext.cluster import package
from cntext.render.structured import json_schema


@pytest.mark.slow
def test_workers_say_who_they_are(run, workers):
    code, out, _ = run("cluster", "check", "local-cluster[2,1,1024]", "-f", "json")
    found = json.loads(out)
    assert code == 0
    jsonschema.validate(found, json_schema("cluster-check", COLUMNS))
    (row,) = found["rows"]  # two executors of one machine are one line
    assert row["same"] is True
    assert row["python"] == ".".join(map(str, sys.version_info[:2]))


@pytest.mark.slow
def test_workers_that_differ_are_found(run, workers, monkeypatch):
    from cntext.cluster import census

    own = census.identity
    monkeypatch.setattr(census, "identity", lambda: {**own(), "jieba": "9.9"})
    code, out, _ = run("cluster", "check", "local-cluster[2,1,1024]", "-f", "json")
    (row,) = json.loads(out)["rows"]
    assert code == 3
    assert (row["same"], row["differs"]) == (False, "jieba")


def test_the_archive_holds_what_runs_here_and_what_that_needs():
    pytest.importorskip("pyarrow")
    names = {name for name, _ in package._files()}
    assert {"cntext/cluster/kernel.py", "jieba/dict.txt", "pyarrow/__init__.py"} <= names
    assert any(name.startswith("cntext/_data/lexicon/") for name in names)
    assert not any(name.startswith(("pytest/", "pyspark/")) for name in names)


@pytest.mark.skipif(sys.platform == "win32", reason="the starter is a shell script")
def test_its_python_runs_its_modules(monkeypatch, tmp_path):
    module = tmp_path / "only_there.py"
    module.write_text("ANSWER = 42\n", encoding="utf-8")
    monkeypatch.setattr(package, "_files", lambda: [("only_there.py", module)])
    first = package.archive()
    assert package.archive() == first
    with tarfile.open(fileobj=io.BytesIO(first)) as tar:
        tar.extractall(tmp_path / "env", filter="data")
    done = subprocess.run(
        [tmp_path / "env/bin/python", "-c", "import only_there; print(only_there.ANSWER)"],
        env={"CNTEXT_PYTHON": sys.executable, "PATH": "/usr/bin:/bin"},
        capture_output=True,
        check=True,
    )
    assert done.stdout == b"42\n"
