"""The proof of durability itself runs, finds nothing in our writer, and does find a bad one."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

TOOL = Path(__file__).parents[2] / "tools" / "durability"


def run(*arguments):
    done = subprocess.run(
        [sys.executable, TOOL, *map(str, arguments)], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    return done.returncode, done.stdout


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(__import__("os"), "fork"), reason="processes are forked")
def test_an_index_survives_faults_kills_power_loss_damage_and_crowds():
    code, out = run("--stride", 17, "--kills", 200, "--flips", 20, "--cuts", 20)
    assert code == 0, out
    found = re.findall(r"^(\w+ ?\w*) .*: 0 bad", out, re.MULTILINE)
    assert [name.strip() for name in found] == [
        "fault sweep", "commands", "kills", "power loss", "damage", "crowd"]  # fmt: skip
    killed = re.search(r"(\d+) killed, (\d+) generations", out)
    assert int(killed[1]) == 200
    assert int(killed[2]) > 20


@pytest.mark.skipif(not hasattr(__import__("os"), "fork"), reason="processes are forked")
def test_a_writer_that_does_it_wrong_is_found_out():
    code, out = run("--sabotage", "--only", "power", "--stride", 9)
    assert code == 1
    assert re.search(r"power loss.*: [1-9]\d* bad", out)
