"""What these tests share: the command as a process of its own, and what must not get out."""

import os
import pty
import re
import subprocess
import sys
import threading

import pytest

# What moves the cursor, hides or reorders text. Colours are ours; a terminal ends lines with \\r\\n.
COLOURS = re.compile("\x1b\\[[0-9;]*m")
CONTROLS = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]"
)


@pytest.fixture
def obeyed():
    """Return a function that finds what a terminal would have acted on."""
    return lambda shown: CONTROLS.search(shown.replace("\n", ""))


@pytest.fixture
def on_a_terminal(tmp_path):
    """Return a function that runs the command on a pty and gives code and what was shown, uncoloured."""

    def run(*arguments, columns=80):
        ours, theirs = pty.openpty()
        shown = []

        def listen():
            while True:
                try:
                    piece = os.read(ours, 65536)
                except OSError:  # Linux: the other side is closed
                    return
                if not piece:
                    return
                shown.append(piece)

        listener = threading.Thread(target=listen)
        listener.start()
        environment = {
            **{k: v for k, v in os.environ.items() if k != "NO_COLOR"},
            "TERM": "xterm-256color", "COLUMNS": str(columns), "CNTEXT_LANG": "en",
        }  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-m", "cntext", *map(str, arguments)],
            stdin=theirs, stdout=theirs, stderr=theirs, env=environment, check=False, cwd=tmp_path,
        )  # fmt: skip
        os.close(theirs)
        listener.join(10)
        os.close(ours)
        text = b"".join(shown).replace(b"\r\n", b"\n").decode("utf-8", "replace")
        return done.returncode, COLOURS.sub("", text)

    return run
