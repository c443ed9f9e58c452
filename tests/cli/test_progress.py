"""Progress: on a terminal alone, never with --quiet or --no-progress, and gone when the work is done."""

import os
import subprocess
import sys
import tempfile
import time

import pytest

from cntext.cli import progress, speaking
from cntext.cli.reading import summary
from cntext.errors import Both
from cntext.flow.record import FileRecord, Record

pty = pytest.importorskip("pty", reason="terminals of this kind are POSIX")
# Shown at once: what takes a second on one machine takes none on another.
_RUN = (
    "import sys; from cntext.cli import main, progress; progress.PATIENCE = 0; main(sys.argv[1:])"
)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("long")
    for number in range(4):
        text = f"第{number}篇：深化产教融合，推进科教融汇。职业学校培养学生。\n" * 300
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    (folder / "bad.txt").write_bytes(
        "深化产教融合。".encode() * 50 + b"\xff" + "改革。".encode() * 50
    )
    return folder


def on_a_terminal(*arguments, lang="en", folder=None):
    """Return what a run writes to a terminal that is its stderr; its stdout is a file."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "CNTEXT_LANG": lang, "TERM": "xterm", "COLUMNS": "100"}
    environment.pop("NO_COLOR", None)
    table = tempfile.TemporaryFile()  # noqa: SIM115 (closed below)
    process = subprocess.Popen(
        [sys.executable, "-c", _RUN, *map(str, arguments)],
        stdin=subprocess.DEVNULL, stdout=table, stderr=theirs, env=environment, cwd=folder,
    )  # fmt: skip
    os.close(theirs)
    seen = b""
    while True:
        try:
            piece = os.read(ours, 65_536)
        except OSError:  # Linux says so when the other end is closed
            break
        if not piece:
            break
        seen += piece
    os.close(ours)
    assert process.wait() == 0, seen
    with table:
        table.seek(0)
        return seen.decode(), table.read()


def test_a_terminal_is_shown_files_bytes_and_time(corpus):
    seen, out = on_a_terminal("freq", corpus, "-n", "3")
    assert "reading 5 files" in seen
    assert "kB" in seen
    assert "left" in seen
    assert "summary: 5 ok, 0 failed, 0 skipped, 1 repaired" in seen
    assert out.startswith(b"rank\t")


def test_it_speaks_chinese_and_says_what_is_being_measured(corpus):
    seen, _ = on_a_terminal("phrases", corpus, lang="zh")
    assert "读取 5 个文件" in seen
    assert "还需" in seen
    assert "共读 5 个文件，失败 0 个，按规则跳过 0 个，修补坏字节或隐藏字符 1 个" in seen


@pytest.mark.parametrize("option", ["--quiet", "--no-progress"])
def test_none_is_shown_where_it_is_not_wanted(corpus, option):
    seen, _ = on_a_terminal("freq", corpus, option)
    assert "reading" not in seen
    assert "\x1b" not in seen


def test_none_is_shown_in_a_pipe(corpus, cntext, monkeypatch):
    monkeypatch.setattr(progress, "PATIENCE", 0)
    assert "reading" not in cntext("freq", corpus).err


def test_a_picture_and_a_report_say_what_they_are_at(corpus, tmp_path):
    assert "placing words" in on_a_terminal("cloud", corpus, folder=tmp_path)[0]
    (tmp_path / "one.txt").write_text("深化产教融合，推进科教融汇。" * 9, encoding="utf-8")
    seen, _ = on_a_terminal("report", "one.txt", lang="zh", folder=tmp_path)
    assert "短语" in seen
    assert "写报告" not in seen  # every step has a name of its own


def test_nothing_is_shown_of_quick_work_and_one_thing_at_a_time(monkeypatch):
    speaker = speaking.Speaker("en")
    speaker.bars = True
    label = Both("读", "reading")
    with speaker.progress(label, 10) as bar:
        bar.advance(10)
        assert not bar.shown
    monkeypatch.setattr(progress, "PATIENCE", 0)
    with speaker.progress(label, 10) as outer, speaker.progress(label, 5) as inner:
        inner.advance(5)
        outer.advance(3)
        assert outer.shown
        assert not inner.shown
    assert speaker.bars


def test_waiting_ends_with_the_work(monkeypatch, capsys):
    monkeypatch.setattr(progress, "PATIENCE", 0.01)
    sign = progress.Waiting("at work", show=True)
    with sign:
        time.sleep(0.2)
    assert not sign._bar.live.is_started
    with progress.Waiting("quick", show=True) as sign:
        pass
    time.sleep(0.05)
    assert sign._bar is None


def test_a_summary_counts_files_that_were_repaired():
    record = Record(
        files=(FileRecord("a", "utf-8", "", 3), FileRecord("b", "utf-8", "", 3, removed=2)),
        skipped={"hidden": 2, "unsupported": 1},
    )
    assert summary(record).en == (
        "summary: 2 ok, 0 failed, 3 skipped, 1 repaired (bad bytes, invisible characters)"
    )
