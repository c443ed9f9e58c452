"""Addresses with a password: they are opened with it, and nothing that is written has it."""

import zipfile
from pathlib import Path

import pytest

from cntext.read.paths import Source

from .own import OwnCluster

HOST = "ftp://user:secret@host/"
CLUSTER = ["--cluster", "there"]


@pytest.fixture
def addresses(own_cluster, monkeypatch, tmp_path):
    """Let an address under `HOST` mean a folder of this machine; return two of them."""

    def find(self, paths, inputs):
        for path in paths:
            for file in sorted((tmp_path / path.removeprefix(HOST)).iterdir()):
                yield Source(f"{path}/{file.name}", file.name, file.stat().st_size)

    monkeypatch.setattr(OwnCluster, "find", find)
    monkeypatch.setattr(
        "cntext.cluster.kernel.read_object",
        lambda path: (tmp_path / path.removeprefix(HOST)).read_bytes(),
    )
    for name, text in (("new", "产教融合，产教融合。"), ("old", "职业教育，校企合作。")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(text * 9, encoding="utf-8")
        (tmp_path / name / f"{name}.docx").write_bytes(b"PK\x03\x04")
        (tmp_path / name / f"empty-{name}.txt").touch()
    return [HOST + "new", HOST + "old"]


@pytest.mark.parametrize(
    ("command", "shows"),
    [
        (["freq", "--by", "document"], b"ftp://user:***@host/new/a.txt"),
        (["phrases", "--min-freq", "2"], b"ftp://user:***@host/old"),
    ],
)
def test_no_password_is_written(run, addresses, command, shows):
    code, out, err = run(*command, *addresses, "-f", "json", *CLUSTER, parts=2)
    assert code == 1  # of the two that are broken
    assert shows in out
    assert b"ftp://user:***@host/new/new.docx: " in err
    assert b"secret" not in out + err


def test_the_reference_is_told_from_the_target(run, addresses):
    new, old = addresses
    line = ["compare", new, "--ref", old, "--min-freq", "1", "--unit", "char", "-f", "json"]
    code, out, err = run(*line, *CLUSTER, parts=2)
    assert code == 1
    assert b'"freq_t": 18' in out
    assert b"secret" not in out + err


@pytest.mark.parametrize("name", ["sheet.xlsx", "picture.svg"])
def test_a_file_for_people_has_none(run, addresses, tmp_path, name):
    written = tmp_path / name
    run("freq", "--by", "document", *addresses, "-o", written, *CLUSTER, parts=2)
    data = written.read_bytes()
    if name.endswith("xlsx"):
        with zipfile.ZipFile(written) as packed:
            data = b"".join(map(packed.read, packed.namelist()))
    assert b"user:***@host" in data
    assert b"secret" not in data


def test_a_run_is_not_verified_without_its_password(run, addresses, tmp_path):
    written = tmp_path / "run.json"
    run("freq", *addresses, "-o", written, *CLUSTER, parts=2)
    code, out, err = run("verify", written)
    assert (code, out) == (2, b"")
    assert err == (
        b"cntext: ftp://user:***@host/new: its password was not recorded; "
        b"run the command again, with the password\n"
    )


def test_what_spark_says_has_none(tmp_path):
    from cntext.cluster.failing import explained

    log = Path(tmp_path, "spark.log")
    log.touch()
    error = explained(RuntimeError(f"Login failed on {HOST}corpus"), "local[2]", log)
    assert "ftp://user:***@host/corpus" in error.say("en")
    assert "ftp://user:***@host/corpus" in log.read_text(encoding="utf-8")
    assert "secret" not in error.say("zh") + log.read_text(encoding="utf-8")
