"""A parser in a child process: whatever it does costs one document and no more."""

import json
import os
import signal
import sys
import types

import pytest

from cntext.read import child
from cntext.read.formats import Part, ReadOptions
from cntext.read.refusal import Refused

PARSERS = """
import os, signal, sys, time
from cntext.errors import Both
from cntext.read.formats import Part
from cntext.read.refusal import Refused

def parse(data, options):
    order = data.decode()
    if order == "refuse":
        raise Refused("code", Both("中", "en"), Both("法", "way"))
    if order == "hang":
        time.sleep(60)
    if order == "spin":
        while True:
            pass
    if order == "wait":
        time.sleep(1)
    if order == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if order == "exit":
        os._exit(3)
    if order == "eat":
        bytearray(1 << 40)
    if order == "deep":
        deep = lambda: deep()
        deep()
    if order == "bug":
        raise KeyError("x")
    if order == "talk":
        print("words on standard output", flush=True)
        os.write(1, b"and more")
    yield Part(order + "\\ud800", {"pid": str(os.getpid())}, "n", 7, "utf-8", 2)
"""


@pytest.fixture(autouse=True)
def parsers(tmp_path, monkeypatch):
    """A format of our own, beside the others on the path that the child gets."""
    package = tmp_path / "strange_parsers"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "strange.py").write_text(PARSERS)
    monkeypatch.syspath_prepend(str(tmp_path))
    start = child._START.replace("main; main()", "main; import strange_parsers.strange as s; ")
    start += "sys.modules['cntext.read.formats.strange'] = s; main()"
    monkeypatch.setattr(child, "_START", start)
    child.stop()
    yield
    child.stop()


def ask(order, options=None):
    (part,) = child.parse("strange", order.encode(), options or ReadOptions())
    return part


def refusal_of(order):
    with pytest.raises(Refused) as caught:
        ask(order)
    return caught.value


def test_a_part_comes_back_whole():
    part = ask("甲")
    assert part == Part("甲\ud800", part.meta, "n", 7, "utf-8", 2)
    assert part.meta["pid"] != str(os.getpid())


def test_one_child_serves_many_documents():
    assert ask("甲").meta == ask("乙").meta


def test_a_refusal_passes_through():
    refused = refusal_of("refuse")
    assert (refused.code, refused.problem.zh, refused.hint.en) == ("code", "中", "way")


@pytest.mark.parametrize("order", ["die", "exit"])
def test_a_crash_costs_one_document(order):
    before = ask("甲").meta
    assert refusal_of(order).code == "crashed"
    assert ask("乙").meta != before


def test_a_crash_in_a_used_child_is_tried_in_a_fresh_one(tmp_path, monkeypatch):
    once = tmp_path / "once"
    (tmp_path / "strange_parsers" / "strange.py").write_text(
        PARSERS.replace(
            'order == "die"', f'order == "die" and not os.path.exists({str(once)!r})'
        ).replace("os.kill(", f"open({str(once)!r}, 'w').close(); os.kill(")
    )
    ask("甲")
    assert ask("die").text == "die\ud800"


@pytest.mark.parametrize(("order", "limit"), [("spin", "SECONDS"), ("hang", "_PATIENCE")])
@pytest.mark.skipif(sys.platform == "win32", reason="only the clock is there")
def test_what_does_not_end_is_ended(monkeypatch, order, limit):
    with monkeypatch.context() as patch:
        patch.setattr(child, limit, 0.5)
        assert refusal_of(order).code == "timeout"
    assert ask("甲").text == "甲\ud800"


@pytest.mark.skipif(sys.platform == "win32", reason="only the clock is there")
def test_a_busy_machine_does_not_make_a_document_late(monkeypatch):
    monkeypatch.setattr(child, "SECONDS", 0.5)
    assert ask("wait").text == "wait\ud800"  # a second by the clock, hardly any of CPU


def test_where_no_time_of_the_processor_is_counted_the_clock_must_do(monkeypatch):
    monkeypatch.setattr(child, "_USED_UP", None)  # Windows
    with monkeypatch.context() as patch:
        patch.setattr(child, "SECONDS", 0.5)
        assert refusal_of("hang").code == "timeout"
    assert refusal_of("die").code == "crashed"
    monkeypatch.setattr(signal, "setitimer", None)
    child._alarm(1)  # sets nothing


@pytest.mark.skipif(sys.platform == "win32", reason="no memory limit there")
def test_too_much_memory_is_refused():
    assert refusal_of("eat").code == "memory"


def test_endless_recursion_is_refused():
    assert refusal_of("deep").code == "too-deep"


def test_a_fault_in_a_parser_is_named(monkeypatch):
    monkeypatch.delenv("CNTEXT_DEBUG", raising=False)
    refused = refusal_of("bug")
    assert refused.code == "crashed"
    assert "KeyError" in refused.problem.en


def test_what_a_library_prints_does_not_get_into_the_answer():
    assert ask("talk").text == "talk\ud800"
    assert ask("甲").text == "甲\ud800"


def test_an_answer_longer_than_any_text_is_a_crash():
    with pytest.raises(Refused, match="crashed"):
        ask("甲" * 400_000, ReadOptions(max_unpacked=1))  # 2.4 MB of JSON, where 1 MB may be


def test_a_module_in_the_working_folder_is_not_imported(tmp_path, monkeypatch):
    folder = tmp_path / "here"
    folder.mkdir()
    (folder / "json.py").write_text("raise SystemExit('imported')")
    monkeypatch.chdir(folder)
    monkeypatch.setattr(sys, "path", ["", str(folder), *sys.path])
    assert ask("甲").text == "甲\ud800"


def test_a_deleted_working_folder_is_no_obstacle(tmp_path, monkeypatch):
    def gone():
        raise FileNotFoundError

    monkeypatch.setattr(os, "getcwd", gone)
    assert child._path()


def test_an_old_child_is_replaced(monkeypatch):
    monkeypatch.setattr(child, "_RENEW", 1)
    assert ask("甲").meta != ask("乙").meta


def test_the_answer_in_the_child_is_json(monkeypatch):
    monkeypatch.setitem(
        sys.modules,
        "cntext.read.formats.fine",
        types.SimpleNamespace(parse=lambda data, options: [Part(data.decode())]),
    )
    answer = json.loads(child.answer_to("fine", "甲".encode(), ReadOptions()))
    assert answer["parts"][0]["text"] == "甲"


def test_an_interrupt_ends_a_busy_child(monkeypatch):
    ask("甲")
    process = child._child._process

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(child, "_receive", interrupted)
    with pytest.raises(KeyboardInterrupt):
        ask("乙")
    assert process.poll() == -signal.SIGKILL
    assert child._child is None


def test_a_child_of_another_process_is_let_alone(monkeypatch):
    ask("甲")
    mine = child._child
    monkeypatch.setattr(mine, "_owner", -1)  # as after a fork
    assert not mine.is_usable()
    mine.kill()
    assert mine._process.poll() is None
    monkeypatch.undo()
    child.stop()
    assert mine._process.poll() is not None


def test_who_looks_for_a_fault_is_shown_it(monkeypatch):
    def parse(*_):
        raise KeyError("x")

    monkeypatch.setitem(sys.modules, "cntext.read.formats.bad", types.SimpleNamespace(parse=parse))
    monkeypatch.delenv("CNTEXT_DEBUG", raising=False)
    assert json.loads(child.answer_to("bad", b"", ReadOptions())) == {"failed": "KeyError"}
    monkeypatch.setenv("CNTEXT_DEBUG", "1")
    with pytest.raises(KeyError):
        child.answer_to("bad", b"", ReadOptions())


def test_limits_are_set_where_the_system_has_them(monkeypatch):
    wanted = []

    def refuse(which, limits):
        wanted.append((which, limits[0]))
        raise ValueError("not below what is mapped")

    hard = {1: -1, 2: 7}
    fake = types.SimpleNamespace(
        RLIMIT_AS=1, RLIMIT_CORE=2, RLIM_INFINITY=-1, setrlimit=refuse,
        getrlimit=lambda which: (0, hard[which]),
    )  # fmt: skip
    monkeypatch.setitem(sys.modules, "resource", fake)
    child._limit_resources()
    assert wanted == [(1, 1536 << 20), (2, 0)]  # the second is tried all the same
    hard[1] = 1000
    child._limit_resources()
    assert wanted[2] == (1, 1000)  # never more than is allowed
    monkeypatch.setitem(sys.modules, "resource", None)  # Windows
    child._limit_resources()
    assert len(wanted) == 4
