"""The tool that changes code: each change is one, the same every time, and gets into the program."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOOL = ROOT / "tools" / "mutation"
SAFE = ROOT / "src" / "cntext" / "text" / "safe.py"


@pytest.fixture
def mutants(monkeypatch):
    monkeypatch.syspath_prepend(str(TOOL))
    yield __import__("mutants")
    del sys.modules["mutants"]


@pytest.mark.parametrize(
    ("source", "changed"),
    [
        ("x = a < b", ["x = a <= b"]),
        ("x = a and not b", ["x = a or not b", "x = a and b"]),
        ("x = 3 - y", ["x = 3 + y", "x = 4 - y"]),
        ("if ready():\n    go()", ["if not ready():\n    go()", "if ready():\n    pass"]),
        ("def f(n: int) -> int:\n    'Say 1.'\n    return n", ["def f(n: int) -> int:\n    'Say 1.'\n    return None"]),
        ("for x in y:\n    break", ["for x in y:\n    continue"]),
        ("raise Refused('damaged', Both('坏', 'bad' + str(1)))", ["pass"]),
        ("def f(n):\n    return False", ["def f(n):\n    return True"]),
        ("a.b = True", ["pass", "a.b = False"]),
    ],
)  # fmt: skip
def test_every_place_is_changed_in_one_way(mutants, source, changed):
    made = []
    for number in range(len(list(mutants.sites(ast.parse(source))))):
        tree = ast.parse(source)
        list(mutants.sites(tree))[number].change()
        made.append(ast.unparse(ast.fix_missing_locations(tree)))
    assert sorted(made) == sorted(ast.unparse(ast.parse(code)) for code in changed)


def test_a_change_gets_into_every_process(mutants):
    sites = list(mutants.sites(ast.parse(SAFE.read_bytes())))
    number = next(n for n, site in enumerate(sites) if "(_visible, text)" in site.what)
    show = "from cntext.text.safe import safe; import sys; print(safe('a'))"
    both = (
        "import subprocess, sys; subprocess.run([sys.executable, '-c', sys.argv[1]]); "
        "exec(sys.argv[1])"
    )
    for mutant, said in (("", ["a", "a"]), (f"{SAFE}:{number}", ["None", "None"])):
        environment = {
            **os.environ, "PYTHONPATH": str(TOOL / "hook"), "CNTEXT_MUTANT": mutant,
            "PYTHONUNBUFFERED": "1",
        }  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-c", both, show],
            capture_output=True, text=True, check=True, env=environment,
        )  # fmt: skip
        assert done.stdout.split() == said
