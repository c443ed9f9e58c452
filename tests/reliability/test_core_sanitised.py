"""The native core under AddressSanitizer and UndefinedBehaviorSanitizer, on spoilt inputs."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FLAGS = ["-std=c11", "-g", "-O1", "-DSEGMENT=256", "-ffp-contract=off", "-fsanitize=address,undefined",
         "-fno-sanitize-recover=all"]  # fmt: skip


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("cc") is None, reason="no C compiler")
def test_the_core_survives_spoilt_texts_words_and_data(tmp_path):
    made = subprocess.run([sys.executable, ROOT / "core/fuzz/seeds.py", tmp_path], check=False)
    if made.returncode:
        pytest.skip("the native core cannot be used here")
    driver = tmp_path / "driver"
    sources = [
        *sorted((ROOT / "core").glob("*.c")),
        ROOT / "core/fuzz/fuzz.c",
        ROOT / "core/fuzz/driver.c",
    ]
    built = subprocess.run(
        [shutil.which("cc"), *FLAGS, "-o", driver, *sources, "-lm"],
        capture_output=True,
        text=True,
        check=False,
    )
    if "cannot find" in built.stderr:
        pytest.skip("the compiler has no sanitizers")
    assert built.returncode == 0, built.stderr
    seeds = sorted((tmp_path / "seeds").iterdir())
    assert len(seeds) >= 5
    done = subprocess.run(
        [driver, "400", "20261126", *seeds], capture_output=True, text=True, check=False,
        env={**os.environ, "CNTEXT_DATA": str(tmp_path / "data"), "CNTEXT_SMALL": str(tmp_path / "small"),
             "ASAN_OPTIONS": "detect_leaks=1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout == "400 inputs\n"
