"""Prove that an index survives: faults, kills, power loss, damage, many at once.

python tools/durability                      every operation, 200 kills
python tools/durability --kills 2000 --flips 1000 --cuts 1000
python tools/durability --stride 7           every 7th operation: a quick look
python tools/durability --sabotage           a writer that does it wrong: must fail

fault sweep   the writer is killed, or gets ENOSPC or EIO (once, or from then on), at its k-th
              file operation, for every k until it ends undisturbed
commands      the same beneath Python, in whole commands: an output, an index, an empty cache, a new text
kills         a writer in a process of its own is killed (SIGKILL) after a random time
power loss    the recorded operations are replayed up to every k; what was not synced is
              dropped, kept or torn, at random
flips, cuts   every file of an index and of a cache with a bit flipped, or cut short
crowd         writers and readers at once

After each: the index opens with the generation before or after, never another, every byte
and every count in it is right, the next writer succeeds and leaves nothing behind.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from commands import commands
from damage import crowd, damage
from faults import fault_sweep, kills
from power import power_loss

from cntext.store import manifest


def sabotage() -> None:
    """Write manifests in place, unsynced, as one would without a thought."""

    def in_place(path: Path, pieces: Any, *, sync: bool) -> None:  # noqa: ARG001
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        for piece in pieces:
            os.write(handle, piece)
        os.close(handle)

    manifest.publish = in_place


def main() -> int:
    """Run what was asked for; 1 if anything was found."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--flips", type=int, default=50)
    options.add_argument("--cuts", type=int, default=50)
    options.add_argument("--stride", type=int, default=1)
    options.add_argument(
        "--only", action="append", help="faults, commands, kills, power, damage, crowd"
    )
    options.add_argument("--sabotage", action="store_true")
    given = options.parse_args()
    if given.sabotage:
        sabotage()
    failed = False
    # In memory where that can be: what is tested is the order of operations, not the disk.
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=memory) as top:
        folder = Path(top).resolve()
        steps = {
            "faults": lambda: fault_sweep(folder, given.stride),
            "commands": lambda: commands(folder, given.stride),
            "kills": lambda: kills(folder, given.kills),
            "power": lambda: power_loss(folder, given.stride),
            "damage": lambda: damage(folder, given.flips, given.cuts),
            "crowd": lambda: crowd(folder),
        }
        for name in given.only or steps:
            began = time.perf_counter()
            line = steps[name]()
            failed |= not line.split("\n")[0].endswith(": 0 bad")
            sys.stdout.write(f"{line}    [{time.perf_counter() - began:.1f} s]\n")
            sys.stdout.flush()
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
