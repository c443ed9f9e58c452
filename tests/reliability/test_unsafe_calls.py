"""What the code must not call: hostile text and half-written files have one way out each."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "cntext"
FILES = sorted(SOURCE.rglob("*.py"))

# Files are published by these alone; `flow/storing` makes a lock file that holds nothing.
WRITERS = {
    "storage.py", "store/publishing.py", "store/lock.py", "flow/storing.py",
    "flow/merging.py",  # counts beyond --memory, in the private folder of the run
    "cluster/session.py", "cluster/failing.py",  # Spark's log, which is no result
    "cluster/package.py",  # an archive in memory
}  # fmt: skip
# Counts, and questions for them, between processes of one run: they never lie where a user's file could stand for them.
PICKLES = {"flow/merging.py", "cluster/answering.py", "cluster/census.py", "cluster/executor.py",
           "cluster/keeping.py", "cluster/kernel.py", "cluster/parcel.py", "cluster/rows.py"}  # fmt: skip
# Streams are written to by these alone; each passes text through safe(), or writes a
# format (JSON, PNG …) whose own escaping is tested in tests/render and here.
STREAMS = {
    "cli/writing.py",
    "cli/speaking.py",
    "cli/help.py",
    "cli/main.py",
    "read/child.py",
    "storage.py",
}
NEVER = {"eval", "exec", "compile", "__import__", "print", "input"}
MODULES = {"pickle", "marshal", "shelve", "dill", "joblib", "yaml", "pdb", "telnetlib", "ftplib", "urllib.request",
           "http.client", "requests", "socket"}  # fmt: skip
SHELLS = {"os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput"}


def name_of(path):
    return path.relative_to(SOURCE).as_posix()


def dotted(node):
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return "?"


def opens_for_writing(call):
    """Say whether this is open(…), os.open(…) or Path.open(…) with a mode that writes."""
    name = dotted(call.func)
    if name.split(".")[-1] != "open":
        return False
    values = [*call.args, *(k.value for k in call.keywords)]
    texts = [v.value for v in values if isinstance(v, ast.Constant) and isinstance(v.value, str)]
    flags = {dotted(n) for v in values for n in ast.walk(v) if isinstance(n, ast.Attribute)}
    writes = flags & {"os.O_WRONLY", "os.O_RDWR", "os.O_CREAT"}
    return bool(writes) or any(set(t) <= set("rwxabt+") and set(t) & set("wxa+") for t in texts)


def faults(tree, name):
    """Yield the line and what is wrong with it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = (
                [a.name for a in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
            )
            shunned = MODULES - ({"pickle"} if name in PICKLES else set())
            yield from ((node.lineno, f"import {n}") for n in names if n in shunned)
        if not isinstance(node, ast.Call):
            continue
        called = dotted(node.func)
        last = called.split(".")[-1]
        if called in NEVER or called in SHELLS:
            yield node.lineno, called
        if any(k.arg == "shell" and getattr(k.value, "value", True) for k in node.keywords):
            yield node.lineno, "shell=True"
        if name not in WRITERS:
            if opens_for_writing(node) and not (name == "read/child.py" and called == "os.open"):
                is_devnull = any(
                    dotted(n).endswith("devnull") for a in node.args for n in ast.walk(a)
                )
                if not is_devnull:
                    yield node.lineno, f"{called} that writes"
            if last in {"write_text", "write_bytes", "mkstemp", "NamedTemporaryFile"}:
                yield node.lineno, called
        if name not in STREAMS and last == "write" and "std" in called:
            yield node.lineno, called
        if last in {"add_row", "add_column"} and "table" in called.lower():
            yield from (
                (node.lineno, f"{called} of a string: markup") for a in node.args
                if isinstance(a, ast.JoinedStr) or (isinstance(a, ast.Constant) and isinstance(a.value, str))
            )  # fmt: skip
        if called == "console.print" and any(
            isinstance(a, ast.JoinedStr | ast.Constant) for a in node.args
        ):
            yield node.lineno, "console.print of a string: markup"


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_only_the_ways_out_are_used(path):
    name = name_of(path)
    found = list(faults(ast.parse(path.read_text("utf-8")), name))
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "print(x)",
        "import pickle",
        "from marshal import loads",
        "eval(x)",
        "os.system(x)",
        "subprocess.run(x, shell=True)",
        "open(p, 'w')",
        "path.open('ab')",
        "os.open(p, os.O_WRONLY | os.O_CREAT)",
        "path.write_text(x)",
        "sys.stdout.write(x)",
        "table.add_row(f'{word}')",
        "console.print(f'{word}')",
    ],
)
def test_each_of_them_is_seen(line):
    assert len(list(faults(ast.parse(line), "render/some.py"))) == 1


def test_reading_is_no_writing():
    for line in (
        "open(p, 'rb')",
        "path.open(encoding='utf-8')",
        "Index.open(path)",
        "os.open(p, os.O_RDONLY)",
    ):
        assert list(faults(ast.parse(line), "render/some.py")) == []
