"""A few thousand spoilt inputs for every reader, loader and small language, and what they found."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

TOOL = Path(__file__).parents[2] / "tools" / "fuzz"
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the fuzzer forks")


def fuzz(*arguments):
    done = subprocess.run(
        [sys.executable, TOOL, *map(str, arguments)], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.slow
def test_ten_thousand_spoilt_inputs_are_read_or_refused():
    code, out, err = fuzz("--count", 10_000, "--seed", 20261126)
    assert code == 0, out + err
    last = out.splitlines()[-1]
    inputs = int(re.search(r"([\d,]+) inputs", last)[1].replace(",", ""))
    assert inputs > 9_900
    assert ": 0 found" in last
    assert int(re.search(r"peak (\d+) MB", last)[1]) < 500


def test_an_input_depends_on_its_number_alone():
    one, again, other = (fuzz("where", "--at", number)[1] for number in (5, 5, 6))
    assert one == again != other


PLANTED = """
import sys
sys.path.insert(0, {tool!r})
import targets, time, os
def planted(data):
    if b"(" in data: {fault}
targets.TARGETS["where"] = targets.Target(planted, lambda: [b"(x)"])
sys.argv = ["fuzz", "where", "--count", "40"]
import runpy
runpy.run_path({tool!r}, run_name="__main__")
"""


@pytest.mark.parametrize(
    ("fault", "says"), [("raise KeyError(data)", "code 3"), ("os.abort()", "signal 6")]
)
def test_a_fault_that_is_planted_is_found(fault, says):
    script = PLANTED.format(tool=str(TOOL), fault=fault)
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert f"FOUND  where --seed 1 --at 0  ({says})" in done.stdout
