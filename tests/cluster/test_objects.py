"""Texts in an object store: listed here, read by the workers, counted as if they lay in a folder."""

import os
import shutil
import socket
import subprocess
import sys
import time

import pytest

from cntext.cluster import inputs

_WAIT = 60  # seconds for a server to answer


@pytest.fixture
def store(workers):
    """Start a server that speaks S3 (moto); return its settings, as a user would export them."""
    server = shutil.which("moto_server")
    if server is None:
        pytest.skip("there is no server to test S3 with: pip install 'moto[server]'")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with subprocess.Popen(
        [server, "-p", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as running:
        try:
            _wait_for(port)
            yield {
                "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
                "AWS_ACCESS_KEY_ID": "test",
                "AWS_SECRET_ACCESS_KEY": "test",
                "AWS_DEFAULT_REGION": "us-east-1",
                "AWS_EC2_METADATA_DISABLED": "true",
            }
        finally:
            running.terminate()


def _wait_for(port):
    deadline = time.monotonic() + _WAIT
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return


def _fill(settings, folder, bucket):
    from pyarrow import fs

    endpoint = settings["AWS_ENDPOINT_URL"].removeprefix("http://")
    system = fs.S3FileSystem(
        access_key=settings["AWS_ACCESS_KEY_ID"],
        secret_key=settings["AWS_SECRET_ACCESS_KEY"],
        region=settings["AWS_DEFAULT_REGION"],
        scheme="http",
        endpoint_override=endpoint,
        allow_bucket_creation=True,
        allow_delayed_open=True,  # one request for a small file; some servers refuse empty parts
    )
    system.create_dir(bucket)
    for path in folder.rglob("*"):
        if path.is_file():
            name = f"{bucket}/{path.relative_to(folder).as_posix()}"
            with system.open_output_stream(name) as stream:
                stream.write(path.read_bytes())


def _counted(settings, *arguments):
    done = subprocess.run(
        [sys.executable, "-m", "cntext", "freq", "--by", "document", "-f", "csv", *arguments],
        capture_output=True,
        env={**os.environ, **settings, "CNTEXT_LANG": "en"},
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.slow
def test_a_bucket_is_counted_as_a_folder(store, small, tmp_path):
    folder = tmp_path / "texts"
    shutil.copytree(small, folder / "below")
    shutil.copytree(small, folder / "教育 政策#1")
    (folder / ".hidden.txt").write_text("不计", encoding="utf-8")
    (folder / "empty.txt").touch()
    _fill(store, folder, "corpus")
    here = _counted(store, folder, "--jobs", "1", "--no-cache")
    there = _counted(store, "s3://corpus", "--cluster", "local[2]")
    assert here[0] == 0
    assert there[:2] == here[:2]
    here = _counted(store, folder / "教育 政策#1", "--jobs", "1", "--no-cache")
    there = _counted(store, "s3://corpus/教育 政策#1", "--cluster", "local[2]")
    assert here[0] == 0
    assert there[:2] == here[:2]
    lost = _counted(store, "s3://corpus/nowhere", "--cluster", "local[2]")
    assert (lost[0], lost[1]) == (2, b"")
    assert b"no such file or folder" in lost[2]


@pytest.mark.slow
def test_an_address_may_have_a_key_and_a_server(store, small, tmp_path):
    _fill(store, small, "corpus")
    plain = {name: value for name, value in store.items() if "METADATA" in name}
    server = store["AWS_ENDPOINT_URL"].removeprefix("http://")
    options = f"?endpoint_override={server}&scheme=http&region=us-east-1"
    here = _counted(plain, small, "--jobs", "1", "--no-cache")
    there = _counted(plain, f"s3://test:se%2Fcret@corpus{options}", "--cluster", "local[2]")
    assert here[0] == 0
    assert there[:2] == here[:2]
    assert b"cret" not in there[2]
    lost = _counted(plain, f"s3://test:se%2Fcret@corpus/none{options}", "--cluster", "local[2]")
    assert (lost[0], lost[1]) == (2, b"")
    assert b"cret" not in lost[2]
    wrong = _counted(plain, f"s3://te st:x@corpus{options}", "--cluster", "local[2]")
    assert (wrong[0], wrong[1]) == (2, b"")
    assert b"cannot be read" in wrong[2]


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        ("s3://b", ("", "b", "")),
        ("s3://b/", ("", "b", "")),
        ("s3://b/教育 a#%.txt?x=1", ("", "b/教育 a#%.txt?x=1", "")),
        ("s3://b/a@b/c", ("", "b/a@b/c", "")),
        ("s3://k:s%2F@b/a?region=r&scheme=http", ("k:s%2F@", "b/a", "?region=r&scheme=http")),
    ],
)
def test_an_address_is_taken_apart(address, parts):
    assert inputs._parts(address) == parts
