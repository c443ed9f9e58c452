"""Texts in an object store: listed here, read by the workers, counted as if they lay in a folder."""

import os
import shutil
import socket
import subprocess
import sys
import time

import pytest

pytestmark = pytest.mark.slow

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


def test_a_bucket_is_counted_as_a_folder(store, small, tmp_path):
    folder = tmp_path / "texts"
    shutil.copytree(small, folder / "below")
    shutil.copytree(small, folder / "also")
    (folder / ".hidden.txt").write_text("不计", encoding="utf-8")
    (folder / "empty.txt").touch()
    _fill(store, folder, "corpus")
    here = _counted(store, folder, "--jobs", "1", "--no-cache")
    there = _counted(store, "s3://corpus", "--cluster", "local[2]")
    assert here[0] == 0
    assert there[:2] == here[:2]
    lost = _counted(store, "s3://corpus/nowhere", "--cluster", "local[2]")
    assert (lost[0], lost[1]) == (2, b"")
    assert b"no such file or folder" in lost[2]
