"""The proof of durability itself runs, finds nothing in our writer, and does find a bad one."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

TOOL = Path(__file__).parents[2] / "tools" / "durability"
STEPS = ("faults", "kills", "power", "damage", "crowd")


def run(*arguments):
    done = subprocess.run(
        [sys.executable, TOOL, *map(str, arguments)], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    return done.returncode, done.stdout


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(__import__("os"), "fork"), reason="processes are forked")
def test_an_index_survives_faults_kills_power_loss_damage_and_crowds():
    steps = [word for step in STEPS for word in ("--only", step)]
    code, out = run("--stride", 17, "--kills", 200, "--flips", 20, "--cuts", 20, *steps)
    assert code == 0, out
    found = re.findall(r"^(\w+ ?\w*) .*: 0 bad", out, re.MULTILINE)
    assert [name.strip() for name in found] == [
        "fault sweep", "kills", "power loss", "damage", "crowd"]  # fmt: skip
    killed = re.search(r"(\d+) killed, (\d+) generations", out)
    assert int(killed[1]) == 200
    assert int(killed[2]) > 20


@pytest.mark.slow
def test_whole_commands_survive_faults_beneath_python():
    code, out = run("--stride", 37, "--only", "commands")
    assert code == 0, out
    if "not run" in out:
        pytest.skip("needs Linux and a C compiler")
    assert int(re.search(r"commands +(\d+) points", out)[1]) >= 8


@pytest.mark.skipif(not hasattr(__import__("os"), "fork"), reason="processes are forked")
def test_a_writer_that_does_it_wrong_is_found_out():
    code, out = run("--sabotage", "--only", "power", "--stride", 9)
    assert code == 1
    assert re.search(r"power loss.*: [1-9]\d* bad", out)
