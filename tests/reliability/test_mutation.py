"""The tool that changes code: each change is one, the same every time, and gets into the program."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cntext import toml

ROOT = Path(__file__).parents[2]
TOOL = ROOT / "tools" / "mutation"
SAFE = ROOT / "src" / "cntext" / "text" / "safe.py"


@pytest.fixture
def mutants(monkeypatch):
    monkeypatch.syspath_prepend(str(TOOL))
    yield __import__("mutants")
    for name in ("mutants", "learning"):
        sys.modules.pop(name, None)


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
        ("z = zip(x, y, strict=True)", []),
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
            **os.environ, "PYTHONPATH": str(TOOL / "hook"), "MUTATION_CHANGE": mutant,
            "PYTHONUNBUFFERED": "1",
        }  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-c", both, show],
            capture_output=True, text=True, check=True, env=environment,
        )  # fmt: skip
        assert done.stdout.split() == said


def test_a_fork_runs_the_tests_with_the_change_and_another_without(mutants):
    sites = list(mutants.sites(ast.parse(SAFE.read_bytes())))
    number = next(n for n, site in enumerate(sites) if "(_visible, text)" in site.what)
    test = "tests/text/test_safe.py::test_controls_are_shown_as_escapes"
    asked = (
        f"import sys; sys.path.insert(0, {str(TOOL)!r}); from pathlib import Path\n"
        "from warm import passes\n"
        f"test, safe = [{test!r}], Path({str(SAFE)!r})\n"
        f"print(passes(test, 60), passes(test, 60, safe, {number}), passes(test, 0.01), passes(['no'], 60))"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout == "True False False False\n"


def test_tests_that_run_the_line_are_tried_and_where_it_runs_in_none_all_others(mutants, tmp_path):
    learning = __import__("learning")
    path = tmp_path / "a.py"
    path.write_text("LIMIT = 1\ndef f():\n    return LIMIT\n", encoding="utf-8")
    lines = {(str(path), 1): ["t/a::one"], (str(path), 3): ["t/a::one", "t/a::two", "t/a::gone"]}
    seconds = {"t/a::one": 2.0, "t/a::two": 1.0, "t/b::three": 0.5, "u::other": 0.1}
    learnt = learning.Learnt(lines, seconds)
    assert list(learnt.stages(path, 3, ["t"])) == [["t/a::two", "t/a::one"]]
    # What runs as the file is loaded is noted under the test that happened to load it.
    of_file, room = ["t/a::two", "t/a::one"], ["t/b::three", "t/a::two", "t/a::one"]
    assert list(learnt.stages(path, 1, ["t"])) == [["t/a::one"], of_file, room]
    lines[str(path), 3].append("")  # a child process
    assert list(learnt.stages(path, 3, ["t"])) == [of_file, of_file, room]
    assert list(learnt.stages(path, 2, ["t"])) == [[], of_file, room]


def test_what_is_explained_is_there_to_be_changed(mutants):
    explained = toml.loads((TOOL / "explained.toml").read_text("utf-8"))["same"]
    assert len(explained) > 10
    for each in explained:
        text = (ROOT / "src" / "cntext" / each["file"]).read_text("utf-8")
        lines = text.split("\n")
        found = [
            site
            for site in mutants.sites(ast.parse(text))
            if site.what == each["change"] and each.get("line", "") in lines[site.line - 1]
        ]
        assert found, each
        assert each["why"]
